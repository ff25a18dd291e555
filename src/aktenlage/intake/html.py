"""HTML: the article of a web page, without navigation, comments, tables and advertisements (trafilatura)."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO
from urllib.parse import urlsplit

from aktenlage.intake.blocks import paragraphs_of
from aktenlage.intake.encoding import declared_in, decode
from aktenlage.intake.languages import believed
from aktenlage.intake.origin import Found, Options, Origin
from aktenlage.intake.streams import whole
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

LIMIT = 8_000_000  # bytes: a report of a million characters with its page around it
PAGE = re.compile(r"<(html|head|body|article|main)\b", re.IGNORECASE)
LANG = re.compile(r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
# What the page itself says about its day; a date somewhere in the text may be that of the event.
DATES = {"original_date": True, "extensive_search": False}


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The one report of a page. Its id is the file's name, or the page's address when it came from the web."""
    yield article(whole(stream, LIMIT), origin)


def article(raw: bytes, origin: Origin) -> Document:
    """The article of a page; paragraphs stand apart by an empty line, the headline is `title` and not in the text.

    `published` is the day the page declares, `source` its name or host. Raises CannotCode when there is no article.
    """
    page, _ = decode(raw, origin.where, origin.encoding or declared_in(raw))
    found = _extracted(page, origin.url) if PAGE.search(page) else None
    if found is None:
        # A fragment without a page around it is all article.
        blocks = [] if PAGE.search(page) else paragraphs(page)
        title = published = url = source = None
    else:
        blocks, title, published = (
            [line.removeprefix("- ") for line in (found.text or "").split("\n") if line],
            found.title,
            found.date,
        )
        url, source = origin.url or found.url, found.sitename or found.hostname
    if blocks and title and " ".join(blocks[0].split()) == " ".join(title.split()):
        del blocks[0]
    if not blocks:
        raise CannotCode(problem("no-article", origin.where))
    text = "\n\n".join(blocks)
    lang = LANG.search(page)
    return Document(
        id=origin.url or origin.name, text=text, published=published, title=title or None,
        language=believed(lang[1] if lang else None, text),
        source=source or (urlsplit(url).hostname if url else None), url=url,
    )  # fmt: skip


def paragraphs(fragment: str) -> list[str]:
    """The paragraphs of a piece of HTML that is all article: the entry of a feed, a block in Markdown."""
    if not fragment.strip():
        return []
    import lxml.etree
    import lxml.html

    try:
        return paragraphs_of(lxml.html.fragment_fromstring(_safe(fragment), create_parent="div"))
    except (lxml.etree.LxmlError, ValueError):
        return []


def _extracted(page: str, url: str | None) -> Extracted | None:
    found = _extractor()(
        _safe(page), url=url, with_metadata=True, include_comments=False, include_tables=False,
        date_extraction_params=DATES,
    )  # fmt: skip
    return found  # type: ignore[no-any-return]


def _safe(page: str) -> str:
    """Without the characters and the declaration that lxml refuses in strings."""
    page = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", page)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", page)


@cache
def _extractor() -> Any:
    for chatty in ("trafilatura", "htmldate", "justext", "courlan"):
        logging.getLogger(chatty).setLevel(logging.CRITICAL)
    from trafilatura import bare_extraction

    return bare_extraction
