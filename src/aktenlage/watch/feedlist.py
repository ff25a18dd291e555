"""Which feeds? A TOML file; `examples/feeds.toml` shows all there is to say."""

from __future__ import annotations

import tomllib
from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from aktenlage.intake.fetch import Limits, shown

LANGUAGES = ("de", "en")


class FeedFault(ValueError):
    """The list cannot be used; the message names the file, the feed and what helps."""


class Feed(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One feed. What is None is as the list says for all.

    `name` is the source of its reports instead of the feed's own title, `language` (`de` or `en`) that of its reports
    if all are in one, `every` the minutes between two looks, `follow` whether the pages of its entries are read.
    """

    url: str
    name: str | None = None
    language: str | None = None
    every: float | None = None
    follow: bool | None = None
    allow_private: bool | None = None

    @property
    def called(self) -> str:
        """How messages call it."""
        return self.name or shown(self.url)


class FeedList(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """The whole list: what holds for all feeds, and the feeds.

    `record` is the address of the record, `contact` an address for those who run the servers, `pause` the seconds between
    two requests to one host, `seconds` and `megabytes` the limits of an answer.
    """

    feed: list[Feed]
    record: str | None = None
    contact: str | None = None
    every: float = 30.0
    follow: bool = False
    allow_private: bool = False
    pause: float = 5.0
    seconds: float = 30.0
    megabytes: float = 10.0

    @property
    def limits(self) -> Limits:
        """How much of an answer is waited for."""
        return Limits(seconds=self.seconds, size=int(self.megabytes * 1_000_000))


def feed_list(path: Path) -> FeedList:
    """Reads the list. Raises FeedFault."""
    try:
        written = path.read_text("utf-8")
    except FileNotFoundError:
        raise FeedFault(
            f"{path}: there is no such file; examples/feeds.toml shows how to write one"
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise FeedFault(f"{path}: it cannot be read ({error}); save it as UTF-8 text") from None
    try:
        found = msgspec.convert(tomllib.loads(written), FeedList)
    except tomllib.TOMLDecodeError as error:
        raise FeedFault(f"{path}: no TOML ({error}); examples/feeds.toml shows how to write it") from None
    except msgspec.ValidationError as error:
        told = str(error).replace("Object", "the list").replace(" - at `$.", ", at `")
        raise FeedFault(f"{path}: {told}; examples/feeds.toml shows all names and values") from None
    if faults := list(_faults(found)):
        raise FeedFault("\n".join(f"{path}: {fault}" for fault in faults))
    return found


def _faults(found: FeedList) -> list[str]:
    faults = []
    if not found.feed:
        faults.append('no feed in it; write [[feed]] and url = "https://…" below')
    for name, least in (("every", 1.0), ("pause", 0.0), ("seconds", 0.1), ("megabytes", 0.001)):
        if getattr(found, name) < least:
            faults.append(f"{name} = {getattr(found, name):g} is too little; at least {least:g}")
    seen: set[str] = set()
    for feed in found.feed:
        if urlsplit(feed.url).scheme not in ("http", "https"):
            faults.append(
                f"{feed.url!r} is no address of the web; write it in full, as https://example.org/feed.xml"
            )
        if feed.url in seen:
            faults.append(f"{feed.called} is there twice; take one out")
        if feed.language is not None and feed.language not in LANGUAGES:
            faults.append(f"language {feed.language!r} of {feed.called}; write de or en, or leave it out")
        if feed.every is not None and feed.every < 1:
            faults.append(f"every = {feed.every:g} of {feed.called} is too little; minutes, at least 1")
        seen.add(feed.url)
    return faults
