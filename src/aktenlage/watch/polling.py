"""When is a feed asked, and what happens to what it says? One feed after the other, one entry after the other.

An entry is noted as read only after the record has it, and a feed's validators only after all its entries: whatever
happens in between, the next look reads it again, and the record takes no report twice.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from aktenlage.intake.feeds import entries, followed
from aktenlage.intake.fetch import FEEDS, PAGES, CannotFetch, Fetched, Fetcher, Stopped
from aktenlage.intake.origin import Origin, checked
from aktenlage.problems import CannotCode, problem
from aktenlage.record.faults import RecordFault
from aktenlage.shapes import CodedDocument, Document
from aktenlage.watch.feedlist import Feed, FeedList
from aktenlage.watch.memory import EntryState, FeedState, Memory

MOST_FAILURES = 5  # times that the page of an entry is tried
MOST_VERSIONS = 20  # an entry that changes more often does so at every look, and is let be
LONGEST_PAUSE = 24 * 3600.0  # seconds between two looks at a feed that fails; a server may ask for more


_Result = TypeVar("_Result")


class Record(Protocol):
    """What takes the coded reports."""

    def add(self, coded: CodedDocument, document: Document | None = None) -> object:
        """Adds one report, or does nothing when it is there."""


@dataclass(slots=True)
class Look:
    """What one look at a feed came to."""

    new: int = 0
    changed: int = 0
    known: int = 0
    left_out: int = 0
    later: int = 0  # entries whose page could not be fetched this time
    failed: bool = False
    waiting: bool = False  # not asked: it is too early

    @property
    def sound(self) -> bool:
        """Whether everything there was has been read."""
        return not (self.failed or self.waiting or self.left_out or self.later)


@dataclass(slots=True)
class Watch:
    """Looks at the feeds of a list and fills a record. `tell` gets a line for people whenever something happened.

    `stop` ends it: a request is broken off, an article that is being coded is finished and added.
    """

    listed: FeedList
    record: Record
    memory: Memory
    fetcher: Fetcher
    code: Callable[[Document], CodedDocument]
    tell: Callable[[str], None]
    stop: threading.Event
    now: Callable[[], float] = time.time

    def once(self) -> list[Look]:
        """Looks at every feed once, but for those whose server wants to be left alone for a while."""
        looks: list[Look] = []
        for feed in self.listed.feed:
            if self.stop.is_set():
                break
            state = self.memory.feed(feed.url)
            if state.not_before > self.now():
                self.tell(
                    f"{feed.called}: not asked before {_clock(state.not_before)}, as it failed; run again then"
                )
                looks.append(Look(waiting=True))
                continue
            looks.append(self.look(feed))
        return looks

    def forever(self) -> None:
        """Looks at each feed when it is time, until it is stopped."""
        while not self.stop.is_set():
            due = {feed.url: self.due(feed) for feed in self.listed.feed}
            feed = min(self.listed.feed, key=lambda feed: due[feed.url])
            if not self.stop.wait(max(0.0, due[feed.url] - self.now())):
                self.look(feed)

    def due(self, feed: Feed) -> float:
        """When a feed may be asked next, in seconds since 1970."""
        state = self.memory.feed(feed.url)
        asked = min(state.asked, self.now())  # the clock may have been put back
        return max(state.not_before, asked + self._every(feed))

    def look(self, feed: Feed) -> Look:
        """Asks a feed and adds what is new or changed. Faults of the record come through; all others are told."""
        state, look = self.memory.feed(feed.url), Look()
        asked = self.now()
        try:
            got = self._get(feed, state)
            if got.moved is not None and not got.unchanged:
                self.tell(
                    f"{feed.called}: has moved to {got.moved} for good; change the address in your list"
                )
            for entry in [] if got.unchanged else _entries(feed, got):
                if self.stop.is_set():
                    raise Stopped
                self._entry(feed, entry, look)
        except Stopped:
            return look
        except CannotCode as error:
            failures = state.failures + 1
            asked_for = error.retry_after if isinstance(error, CannotFetch) else None
            pause = max(asked_for or 0.0, min(self._every(feed) * 2**failures, LONGEST_PAUSE))
            self.memory.note_feed(
                feed.url, replace(state, asked=asked, not_before=asked + pause, failures=failures)
            )
            self.tell(f"{feed.called}: {error} (asked again {_clock(asked + pause)})")
            look.failed = True
            return look
        # Validators only when everything has been read, else what is left would never be sent again.
        valid = FeedState(state.etag, state.modified) if got.unchanged else FeedState(got.etag, got.modified)
        self.memory.note_feed(feed.url, replace(FeedState() if look.later else valid, asked=asked))
        self.tell(f"{feed.called}: {_summary(look, got.unchanged)}")
        return look

    def _get(self, feed: Feed, state: FeedState) -> Fetched:
        return self.fetcher.get(feed.url, FEEDS, state.etag, state.modified, self._private(feed))

    def _entry(self, feed: Feed, entry: Document, look: Look) -> None:
        """One entry: known, or read, coded, added and noted."""
        state = self.memory.entry(entry.id)
        words = _hash(entry)
        if state is not None and not self._is_wanted(feed, state, words):
            look.known += 1
            return
        state = state or EntryState(feed.url)
        try:
            document = self._read(feed, entry)
            outcome = self.record.add(self.code(document), document)
        except CannotFetch as error:
            self._try_later(feed, entry, replace(state, failures=state.failures + 1), words, str(error), look)
            return
        except CannotCode as error:
            look.left_out += 1
            self.tell(f"{feed.called}: {entry.title or entry.id}: {error}")
        except RecordFault as fault:
            # A report that the database does not take must not end the watch, a full disk must.
            if fault.code != "broken":
                raise
            self._try_later(feed, entry, replace(state, failures=state.failures + 1), words, str(fault), look)
            return
        else:
            known = outcome == "known"  # the record had it from elsewhere
            look.known += known
            look.new += not known and state.versions == 0
            look.changed += not known and state.versions > 0
        self.memory.note_entry(entry.id, EntryState(state.feed, words, state.versions + 1))

    def _try_later(
        self, feed: Feed, entry: Document, state: EntryState, words: str, why: str, look: Look
    ) -> None:
        """Leaves an entry for the next look, but not for ever."""
        given_up = state.failures >= MOST_FAILURES
        look.left_out += given_up
        look.later += not given_up
        self.tell(f"{feed.called}: {why} ({'given up' if given_up else 'tried again at the next look'})")
        self.memory.note_entry(entry.id, replace(state, words=words) if given_up else state)

    def _is_wanted(self, feed: Feed, state: EntryState, words: str) -> bool:
        """Whether an entry that was seen before has to be read: for the first time, or as its own feed changed it.

        Another feed may have the same entry with another summary; the one that had it first decides.
        """
        if state.words is None:
            return state.failures < MOST_FAILURES
        listed = {listed.url for listed in self.listed.feed}
        owner = state.feed == feed.url or state.feed not in listed
        return owner and state.words != words and state.versions < MOST_VERSIONS

    def _read(self, feed: Feed, entry: Document) -> Document:
        """The report of an entry as it goes into the record. Raises CannotCode."""

        def fetch(url: str) -> Fetched:
            return self.fetcher.get(url, PAGES, allow_private=self._private(feed))

        if self.listed.follow if feed.follow is None else feed.follow:
            entry = _sound(entry.id, lambda: followed(entry, fetch))
        elif not entry.text:
            raise CannotCode(problem("headline-only", entry.id))
        entry.source = feed.name or entry.source
        entry.language = feed.language or entry.language
        # A feed that says no day is read soon after it was written.
        entry.published = entry.published or date.fromtimestamp(self.now()).isoformat()
        return checked(entry, entry.id)

    def _every(self, feed: Feed) -> float:
        return 60.0 * (feed.every or self.listed.every)

    def _private(self, feed: Feed) -> bool:
        return self.listed.allow_private if feed.allow_private is None else feed.allow_private


def _entries(feed: Feed, got: Fetched) -> list[Document]:
    """The entries, oldest first."""
    origin = Origin(got.url, feed.url, encoding=got.encoding, url=got.url)
    return _sound(got.url, lambda: entries(got.body, origin))[::-1]


def _sound(where: str, act: Callable[[], _Result]) -> _Result:
    """What `act` returns; a fault in a parser of others is a fault of the document."""
    try:
        return act()
    except (CannotCode, Stopped):
        raise
    except Exception as error:
        raise CannotCode(problem("damaged", where, why=f"{type(error).__name__}: {error}"[:120])) from error


def _hash(entry: Document) -> str:
    said = "\x00".join(str(part) for part in (entry.title, entry.text, entry.url))
    return hashlib.blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _summary(look: Look, unchanged: bool) -> str:
    if unchanged:
        return "nothing new"
    counts = (
        (look.new, "new"), (look.changed, "changed"), (look.known, "known"), (look.left_out, "left out"),
        (look.later, "tried again later"),
    )  # fmt: skip
    return ", ".join(f"{count} {what}" for count, what in counts if count) or "no entries"


def _clock(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).astimezone().strftime("%Y-%m-%d %H:%M")
