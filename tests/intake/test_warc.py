"""Web archives to reports."""

from __future__ import annotations

import gzip

import pytest
from papers import DAY, SITE, TEXT, TITLE, codes, crawl, page, read_all, warc

from aktenlage.intake.origin import Options
from aktenlage.shapes import Document, UncodedDocument


@pytest.mark.parametrize("packed", [True, False])
def test_articles_of_a_crawl(packed: bool) -> None:
    latin, empty, english = read_all(warc(crawl(), packed), "crawl.warc.gz" if packed else "crawl.warc")
    assert isinstance(latin, Document) and "österreichische" in latin.text and latin.language == "de"
    assert isinstance(empty, UncodedDocument)
    assert empty.error.message.startswith(
        f"crawl.warc{'.gz' if packed else ''}:5 https://beispielbote.example/leer: no article"
    )
    assert english == Document(
        id="https://invented.example/1", text=TEXT["en"], published=DAY["en"], language="en",
        title=TITLE["en"], source=SITE["en"], url="https://invented.example/1",
    )  # fmt: skip


def test_one_gz_around_all() -> None:
    assert len(read_all(gzip.compress(warc(crawl(), packed=False)), "crawl.warc.gz")) == 3


def test_cut_off_in_the_middle() -> None:
    raw = warc(crawl())
    found = read_all(raw[: len(raw) - 300], "crawl.warc.gz")
    assert codes(found) == ["https://beispielbote.example/1", "no-article", "damaged"]


def test_cut_off_in_the_middle_unpacked() -> None:
    raw = warc(crawl()[:1], packed=False)
    assert codes(read_all(raw[:-100], "crawl.warc")) == ["damaged"]


def test_records_of_the_wrong_length(capsys: pytest.CaptureFixture[str]) -> None:
    told: list[str] = []
    raw = warc(crawl()[-1:], packed=False).replace(b"software: tests\r\n", b"software: tests\r\nmore", 1)
    assert codes(read_all(raw, "a.warc", Options(note=told.append))) == ["https://invented.example/1"]
    assert told == ["a.warc: 1 records are longer than they say; get the archive again"]
    assert capsys.readouterr() == ("", "")


def test_a_page_that_swells() -> None:
    bomb = gzip.compress(b"<html><body>" + bytes(30_000_000))
    records = [
        ("https://b.example/1", bomb, "text/html", "200 OK"),
        ("https://b.example/2", page().encode(), "text/html", "200 OK"),
    ]
    assert codes(read_all(warc(records), "a.warc.gz")) == ["too-big", "https://b.example/2"]
