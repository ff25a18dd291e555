"""Looking at feeds: a real server on loopback, everything read once, nothing lost."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from papers import ATOM, DAY, RSS, TEXT, TITLE, page
from served import Asked, Site, dripping, site
from sqlalchemy import create_engine

from aktenlage.intake.fetch import Fetcher, Limits
from aktenlage.problems import CannotCode, problem
from aktenlage.record import RecordFault
from aktenlage.shapes import CodedDocument, Document
from aktenlage.watch import Feed, FeedList, Memory, Watch, polling
from aktenlage.watch.polling import LONGEST_PAUSE, MOST_FAILURES

MINUTE = 60.0


@dataclass
class Shelf:
    """A record that keeps what it is given; `broken` makes it refuse."""

    added: list[Document] = field(default_factory=list)
    broken: bool = False

    def add(self, coded: CodedDocument, document: Document | None = None) -> str:
        if self.broken:
            raise RecordFault("full", "akte.db")
        assert document is not None and coded.document.id == document.id
        if document in self.added:
            return "known"
        self.added.append(document)
        return "new"

    def ids(self) -> list[str]:
        return [document.id for document in self.added]


def empty_coding(document: Document) -> CodedDocument:
    """A coder that finds nothing, and reads no French."""
    if document.language == "fr":
        raise CannotCode(problem("other-language", document.id))
    return CodedDocument(document=document, events=[], statements=[], entities=[])


@dataclass
class Desk:
    """Server, record and a watch over both, with a clock of its own."""

    server: Site
    path: Path
    shelf: Shelf = field(default_factory=Shelf)
    told: list[str] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    clock: float = 1_700_000_000.0

    def watch(
        self, *feeds: Feed, code: Callable[[Document], CodedDocument] = empty_coding, **more: object
    ) -> Watch:
        """A watch as after a new start of the program: only its memory is the same."""
        listed = FeedList(feed=list(feeds) or [self.feed()], **more)  # type: ignore[arg-type]
        fetcher = Fetcher(
            "aktenlage/test", Limits(0.6, 100_000, 3), pause=0, allow_private=False, stop=self.stop
        )
        memory = Memory(create_engine(f"sqlite:///{self.path}/akte.db"))
        return Watch(
            listed, self.shelf, memory, fetcher, code, self.told.append, self.stop, lambda: self.clock
        )

    def feed(self, path: str = "/feed", **more: object) -> Feed:
        return Feed(url=self.server.url + path, allow_private=True, **more)  # type: ignore[arg-type]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with site() as server:
        yield Desk(server, tmp_path)


def rss(*items: tuple[str, str], base: str = "https://b.example") -> bytes:
    """A feed with items (number, text), newest first as feeds have them."""
    written = "".join(
        f"<item><title>Titel {n}</title><link>{base}/{n}</link><description>{text}</description></item>"
        for n, text in items
    )
    return f"<rss version='2.0'><channel><title>Beispielbote</title>{written}</channel></rss>".encode()


def test_what_is_new_is_added_once_oldest_first(desk: Desk) -> None:
    desk.server.put("/feed", rss(("2", "Zweitens."), ("1", "Erstens.")), "application/rss+xml")
    assert desk.watch().once()[0].new == 2
    assert desk.shelf.ids() == ["https://b.example/1", "https://b.example/2"]
    assert desk.shelf.added[0].published == "2023-11-14", "the day it was found, as it says none"
    desk.server.put("/feed", rss(("3", "Drittens."), ("2", "Zweitens.")), "application/rss+xml")
    (look,) = desk.watch().once()
    assert (look.new, look.known) == (1, 1) and len(desk.shelf.added) == 3
    assert desk.told[-1].endswith("/feed: 1 new, 1 known")


def test_name_and_language_of_the_list(desk: Desk) -> None:
    desk.server.put("/feed", RSS.encode(), "text/xml")
    desk.watch(desk.feed(name="BB", language="en")).once()
    (first,) = desk.shelf.added
    assert (first.source, first.language, first.published, first.title) == (
        "BB",
        "en",
        DAY["de"],
        TITLE["de"],
    )
    assert any("BB: Nur ein Titel" in line and "follow = true" in line for line in desk.told)


def test_conditional_requests(desk: Desk) -> None:
    def answer(asked: Asked) -> None:
        if asked.headers["If-None-Match"] == '"7"':
            asked.send(304, b"", "")
        else:
            asked.send(200, rss(("1", "Erstens.")), "text/xml", ETag='"7"', Last_Modified="Tue")

    desk.server.answers["/feed"] = answer
    for _ in range(3):
        desk.watch().once()
    assert [headers.get("If-Modified-Since") for _, headers in desk.server.asked] == [None, "Tue", "Tue"]
    assert desk.told[-1].endswith("nothing new") and len(desk.shelf.added) == 1


def test_a_corrected_entry_is_added_again(desk: Desk) -> None:
    for text, counts in (("Alt.", (1, 0)), ("Neu.", (0, 1)), ("Neu.", (0, 0))):
        desk.server.put("/feed", rss(("1", text)), "text/xml")
        (look,) = desk.watch().once()
        assert (look.new, look.changed) == counts
    assert [document.text for document in desk.shelf.added] == ["Alt.", "Neu."]


def test_an_entry_that_always_changes_is_let_be(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "MOST_VERSIONS", 3)
    for number in range(5):
        desk.server.put("/feed", rss(("1", f"{number} Kommentare.")), "text/xml")
        desk.watch().once()
    assert len(desk.shelf.added) == 3


def test_one_entry_in_two_feeds(desk: Desk) -> None:
    """The section's feed has another summary: no second report, and no quarrel between the two."""
    desk.server.put("/a", rss(("1", "Kurz.")), "text/xml")
    desk.server.put("/b", rss(("1", "Etwas länger.")), "text/xml")
    both = (desk.feed("/a"), desk.feed("/b"))
    for _ in range(3):
        desk.watch(*both).once()
    assert [document.text for document in desk.shelf.added] == ["Kurz."]
    desk.server.put("/b", rss(("1", "Berichtigt.")), "text/xml")
    desk.watch(desk.feed("/b")).once()
    assert desk.shelf.added[-1].text == "Berichtigt.", "the first feed is listed no longer"


def test_pages_are_read_only_when_asked(desk: Desk) -> None:
    desk.server.put("/feed", rss(("artikel", "Kurz."), base=desk.server.url), "text/xml")
    desk.server.put("/artikel", page().encode(), "text/html")
    desk.watch().once()
    assert desk.server.paths() == ["/feed"] and desk.shelf.added[0].text == "Kurz."
    other = Desk(desk.server, desk.path / "other")
    other.path.mkdir()
    other.watch(other.feed(follow=True)).once()
    assert other.shelf.added[0].text == TEXT["de"]


def test_a_page_that_fails_is_tried_again_and_given_up_in_the_end(desk: Desk) -> None:
    desk.server.put(
        "/feed", rss(("gut", "x"), ("schlecht", "y"), base=desk.server.url), "text/xml", ETag='"1"'
    )
    desk.server.put("/gut", page().encode(), "text/html")
    looks = [desk.watch(follow=True).once()[0] for _ in range(MOST_FAILURES + 1)]
    assert [look.later for look in looks] == [1] * (MOST_FAILURES - 1) + [0, 0]
    assert [look.left_out for look in looks] == [0] * (MOST_FAILURES - 1) + [1, 0]
    assert desk.server.paths().count("/schlecht") == MOST_FAILURES and desk.server.paths().count("/gut") == 1
    sent = [headers.get("If-None-Match") for path, headers in desk.server.asked if path == "/feed"]
    assert sent == [None] * MOST_FAILURES + ['"1"'], "no validator as long as something is to be had again"


def test_what_cannot_be_coded_is_told_once(desk: Desk) -> None:
    desk.server.put("/feed", ATOM.replace('"en"', '"fr"').encode(), "text/xml")
    for _ in range(2):
        desk.watch(desk.feed(language=None), code=lambda document: empty_coding(_french(document))).once()
    assert desk.shelf.added == []
    assert sum("neither German nor English" in line for line in desk.told) == 1


def _french(document: Document) -> Document:
    document.language = "fr"
    return document


@pytest.mark.parametrize(
    ("body", "kind", "status", "headers", "told"),
    [
        (b"", "", 404, {}, "the server answers 404; look the address up"),
        (b"", "", 410, {}, "take it out of your list"),
        (b"x", "image/png", 200, {}, "image/png where application/rss+xml is wanted"),
        (b"<html><body>Willkommen</body></html>", "text/html", 200, {}, "no RSS or Atom feed"),
        (b"<!DOCTYPE rss [<!ENTITY a 'b'>]><rss/>", "text/xml", 200, {}, "entities of its own"),
        (b"<rss>" + b"x" * 200_000, "text/xml", 200, {}, "larger than 100,000 bytes"),
        (gzip.compress(b"<rss>" + bytes(9_000_000)), "text/xml", 200, {"Content_Encoding": "gzip"}, "larger than"),
        (b"", "", 302, {"Location": "http://169.254.169.254/"}, "private network"),
        (b"", "", 302, {"Location": "/feed"}, "more than 3 redirects"),
        (bytes(range(256)), "text/xml", 200, {}, "no text"),
    ],
)  # fmt: skip
def test_hostile_and_broken_feeds(
    desk: Desk, body: bytes, kind: str, status: int, headers: dict[str, str], told: str
) -> None:
    desk.server.put("/feed", body, kind, status, **headers)
    desk.server.put("/gut", rss(("1", "Erstens.")), "text/xml")
    private = told != "private network"
    bad = Feed(url=desk.server.url + "/feed", name="Bad", allow_private=private)
    looks = desk.watch(bad, desk.feed("/gut")).once()
    assert [look.failed for look in looks] == [True, False], "the next feed is read"
    assert desk.told[0].startswith("Bad: ") and told in desk.told[0] and "(asked again 20" in desk.told[0]


def test_slow_feeds_do_not_hold_the_others(desk: Desk) -> None:
    desk.server.answers["/feed"] = dripping(b"<", 0.05)
    desk.server.put("/gut", rss(("1", "Erstens.")), "text/xml")
    assert [look.failed for look in desk.watch(desk.feed(), desk.feed("/gut")).once()] == [True, False]


def test_back_off_doubles_and_ends_with_the_first_success(desk: Desk) -> None:
    desk.server.put("/feed", b"", "", 500)
    pauses = []
    for _ in range(9):
        watch = desk.watch(every=30.0)
        watch.once()
        pauses.append(watch.due(watch.listed.feed[0]) - desk.clock)
        assert watch.once()[0].waiting, "a failing feed is left alone, also by --once"
        desk.clock = watch.due(watch.listed.feed[0]) + 1
    assert pauses[:3] == [60 * MINUTE, 120 * MINUTE, 240 * MINUTE] and pauses[-1] == LONGEST_PAUSE
    desk.server.put("/feed", rss(("1", "Erstens.")), "text/xml")
    watch = desk.watch(every=30.0)
    assert watch.once()[0].new == 1
    assert watch.due(watch.listed.feed[0]) - desk.clock == 30 * MINUTE


def test_the_server_may_ask_for_a_longer_pause(desk: Desk) -> None:
    desk.server.put("/feed", b"", "", 429, Retry_After="200000")
    watch = desk.watch()
    watch.once()
    assert watch.due(watch.listed.feed[0]) - desk.clock == 200_000


def test_a_feed_that_moved(desk: Desk) -> None:
    desk.server.put("/feed", b"", "", 301, Location="/neu")
    desk.server.put("/neu", rss(("1", "Erstens.")), "text/xml")
    desk.watch().once()
    assert f"has moved to {desk.server.url}/neu for good; change the address" in desk.told[0]


def test_a_fault_of_the_record_loses_nothing(desk: Desk) -> None:
    desk.server.put("/feed", rss(("2", "Zweitens."), ("1", "Erstens.")), "text/xml", ETag='"1"')
    desk.shelf.broken = True
    with pytest.raises(RecordFault, match="the disk is full"):
        desk.watch().once()
    desk.shelf.broken = False
    assert desk.watch().once()[0].new == 2


def test_a_report_that_the_database_does_not_take(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.server.put("/feed", rss(("2", "Zweitens."), ("1", "Erstens.")), "text/xml")
    add = desk.shelf.add

    def picky(coded: CodedDocument, document: Document | None = None) -> str:
        if coded.document.id.endswith("/1"):
            raise RecordFault("broken", "akte.db", why="no")
        return add(coded, document)

    monkeypatch.setattr(desk.shelf, "add", picky)
    looks = [desk.watch().once()[0] for _ in range(MOST_FAILURES + 1)]
    assert [look.later for look in looks] == [1] * (MOST_FAILURES - 1) + [0, 0]
    assert desk.shelf.ids() == ["https://b.example/2"]


def test_stopped_in_the_middle_of_an_article(desk: Desk) -> None:
    """The article is finished, the rest is read after the next start; nothing comes twice."""
    desk.server.put("/feed", rss(("3", "c"), ("2", "b"), ("1", "a")), "text/xml", ETag='"1"')

    def stopping(document: Document) -> CodedDocument:
        if document.id.endswith("/2"):
            desk.stop.set()
        return empty_coding(document)

    desk.watch(code=stopping).once()
    assert desk.shelf.ids() == ["https://b.example/1", "https://b.example/2"]
    desk.stop.clear()
    assert desk.watch().once()[0].new == 1
    assert desk.shelf.ids() == [f"https://b.example/{n}" for n in (1, 2, 3)]


def test_forever_waits_for_the_next_one_due(desk: Desk) -> None:
    desk.server.put("/often", rss(("1", "a")), "text/xml")
    desk.server.put("/seldom", rss(("2", "b")), "text/xml")
    watch = desk.watch(desk.feed("/often", every=1), desk.feed("/seldom", every=60))
    waits: list[float] = []

    class Clock(threading.Event):
        """Instead of waiting, the clock is put forward."""

        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0.0)
            desk.clock += timeout or 0.0
            if len(waits) > 6:
                self.set()
            return self.is_set()

    watch.stop = Clock()
    watch.forever()
    assert desk.server.paths() == ["/often", "/seldom", "/often", "/often", "/often", "/often"]
    assert waits == [0, 0, 60, 60, 60, 60, 60]


def test_a_fault_in_a_parser_is_a_fault_of_the_document(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    import feedparser

    monkeypatch.setattr(feedparser, "parse", lambda *_, **__: 1 / 0)
    desk.server.put("/feed", rss(("1", "a")), "text/xml")
    assert desk.watch().once()[0].failed
    assert "ZeroDivisionError" in desk.told[0]
