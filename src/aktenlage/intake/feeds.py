"""RSS, Atom and RDF feeds: each entry a report (feedparser); the page it points at is fetched only when asked."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

from aktenlage.intake.encoding import declared_in, decode
from aktenlage.intake.html import article, paragraphs
from aktenlage.intake.languages import believed
from aktenlage.intake.origin import Found, Options, Origin, because, left_out
from aktenlage.intake.streams import whole
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

if TYPE_CHECKING:
    from aktenlage.intake.fetch import Fetched

LIMIT = 16_000_000  # bytes
# A feed has no use for entities of its own; bombs and thefts of files do.
ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The entries of a feed, newest first as feeds have them."""
    for entry in entries(whole(stream, LIMIT), origin):
        if options.follow is None:
            yield entry if entry.text else left_out(Origin(entry.id, entry.id), "no-summary")
            continue
        try:
            yield followed(entry, options.follow)
        except CannotCode as error:
            yield because(Origin(entry.id, entry.id), error.problem)


def entries(raw: bytes, origin: Origin) -> list[Document]:
    """The entries as they stand in the feed; `text` may be empty. Raises CannotCode when it is no feed.

    The id is the entry's own if it is one beyond this feed (an address, a URN), else its link, else made of its words.
    """
    import feedparser

    text, _ = decode(raw, origin.where, origin.encoding or declared_in(raw))
    if ENTITY.search(text):
        raise CannotCode(problem("entities", origin.where))
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    feed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers={
            "content-type": "application/xml; charset=utf-8",
            "content-location": origin.url or "",
        },
    )
    if not feed.get("version") and not feed.entries:
        why = feed.get("bozo_exception") or "no entries"
        raise CannotCode(problem("no-feed", origin.where, why=" ".join(str(why).split())[:120]))
    source, claim = _said(feed.feed.get("title")), feed.feed.get("language")
    return [_entry(entry, origin, source, claim) for entry in feed.entries]


def followed(entry: Document, fetch: Callable[[str], Fetched]) -> Document:
    """The entry with the text of the page it points at; what the feed says of it stays. Raises CannotCode."""
    if entry.url is None:
        raise CannotCode(problem("no-link", entry.id))
    page = fetch(entry.url)
    found = article(page.body, Origin(page.url, entry.id, encoding=page.encoding, url=page.url))
    return msgspec.structs.replace(
        entry, text=found.text, language=found.language or entry.language, title=entry.title or found.title,
        published=entry.published or found.published, source=entry.source or found.source,
    )  # fmt: skip


def _entry(entry: Any, origin: Origin, source: str | None, claim: str | None) -> Document:
    written = max((part.get("value") or "" for part in entry.get("content", ())), key=len, default="")
    blocks = paragraphs(written or entry.get("summary") or "")
    title = " ".join(paragraphs(entry.get("title") or "")) or None
    if blocks and blocks[0] == title:
        del blocks[0]
    text = "\n\n".join(blocks)
    words = hashlib.blake2b(f"{title}\n{text}".encode("utf-8", "replace"), digest_size=8).hexdigest()
    url, own = _said(entry.get("link")), _said(entry.get("id"))
    return Document(
        id=(own if own and ":" in own else url) or f"{origin.url or origin.name}#{words}", text=text, title=title, url=url,
        published=_day(entry), language=believed(entry.get("language") or claim, text),
        source=_said((entry.get("source") or {}).get("title")) or source,
    )  # fmt: skip


def _day(entry: Any) -> str | None:
    """The day where the report was published: as written, not moved to Greenwich."""
    for name in ("published", "updated", "created"):
        # feedparser gives `updated` out as `published`, with a warning, unless it is asked first.
        written = _said(entry.get(name)) if name in entry else None
        if written is None:
            continue
        try:
            return date.fromisoformat(written[:10]).isoformat()
        except ValueError:
            pass
        try:
            return parsedate_to_datetime(written).date().isoformat()
        except (ValueError, TypeError, IndexError):
            pass
        if parsed := entry.get(f"{name}_parsed"):
            return date(*parsed[:3]).isoformat()
    return None


def _said(value: object) -> str | None:
    return " ".join(value.split()) or None if isinstance(value, str) else None
