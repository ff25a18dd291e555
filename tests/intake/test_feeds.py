"""Feeds to reports."""

from __future__ import annotations

import pytest
from papers import ATOM, DAY, RSS, SITE, TEXT, TITLE, codes, page, read_all

from aktenlage.intake.feeds import entries
from aktenlage.intake.fetch import CannotFetch, Fetched
from aktenlage.intake.origin import Options, Origin
from aktenlage.problems import CannotCode
from aktenlage.shapes import Document, UncodedDocument

ORIGIN = Origin("feed.xml", "feed.xml")


def test_rss_keeps_the_day_of_its_own_clock() -> None:
    first, second = read_all(RSS.encode(), "feed.xml")
    assert first == Document(
        id="https://beispielbote.example/1", text=TEXT["de"], published=DAY["de"], language="de",
        title=TITLE["de"], source=SITE["de"], url="https://beispielbote.example/1",
    )  # fmt: skip
    assert isinstance(second, UncodedDocument) and second.error.code == "no-summary"
    assert "--follow" in second.error.message


def test_atom_prefers_the_whole_text() -> None:
    assert entries(ATOM.encode(), ORIGIN) == [
        Document(
            id="tag:invented.example,2024:1", text=TEXT["en"], published=DAY["en"], language="en",
            title=TITLE["en"], source=SITE["en"], url="https://invented.example/1",
        )
    ]  # fmt: skip


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "utf-16"])
def test_declared_encoding(charset: str) -> None:
    raw = RSS.replace("„", '"').replace("“", '"').replace("utf-8", charset).encode(charset)
    assert "österreichische" in entries(raw, ORIGIN)[0].text


def test_a_language_of_the_content_system_is_not_believed() -> None:
    assert entries(RSS.replace("de-de", "en-US").encode(), ORIGIN)[0].language is None


@pytest.mark.parametrize(
    "entity", ['<!ENTITY a "aaaa">', '<!ENTITY % x SYSTEM "file:///etc/hostname">', '<!entity a SYSTEM "x">']
)
def test_entities_are_refused(entity: str) -> None:
    raw = RSS.replace("<rss", f"<!DOCTYPE rss [{entity}]><rss", 1)
    assert codes(read_all(raw.encode(), "feed.xml")) == ["entities"]


@pytest.mark.parametrize("raw", [b"", b"<rss", b"<html><body>Not found</body></html>", b"Hallo"])
def test_no_feed(raw: bytes) -> None:
    with pytest.raises(CannotCode) as caught:
        entries(raw, ORIGIN)
    assert caught.value.problem.code == "no-feed"


def test_broken_feeds_give_what_is_whole() -> None:
    assert [entry.title for entry in entries(RSS[: RSS.index("<item><title>Nur")].encode(), ORIGIN)] == [
        TITLE["de"]
    ]


def test_pages_are_fetched_only_when_asked() -> None:
    asked = []

    def follow(url: str) -> Fetched:
        asked.append(url)
        if url.endswith("/2"):
            raise CannotFetch("slow", url, seconds=1)
        return Fetched(url, page("de", text=TEXT["de"] + "\n\nMehr im ganzen Bericht.").encode())

    first, second = read_all(RSS.encode(), "feed.xml", Options(follow=follow))
    assert asked == ["https://beispielbote.example/1", "https://beispielbote.example/2"]
    assert isinstance(first, Document) and first.text == TEXT["de"] + "\n\nMehr im ganzen Bericht."
    assert (first.id, first.title, first.published) == (asked[0], TITLE["de"], DAY["de"])
    assert isinstance(second, UncodedDocument) and second.error.code == "slow"
