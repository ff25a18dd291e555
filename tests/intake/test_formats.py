"""Which format is it? And nothing that comes in breaks the house."""

from __future__ import annotations

import gzip
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from papers import ATOM, NITF, RSS, XHTML, codes, crawl, news_item, page, read_all, warc, zipped

from aktenlage.intake.formats import Format, format_of, root_of
from aktenlage.problems import CannotCode
from aktenlage.shapes import Document, UncodedDocument

SAMPLES = {
    Format.html: page().encode(),
    Format.feed: RSS.encode(),
    Format.nitf: NITF.encode(),
    Format.newsml: news_item(XHTML).encode(),
    Format.warc: warc(crawl(), packed=False),
    Format.gz: gzip.compress(b"text"),
    Format.zip: zipped({"a.txt": b"text"}),
    Format.json: b'{"id": "1", "text": "x"}\n',
    Format.table: b"id;text;published\n1;x;2024-03-12\n",
    Format.text: b"Paris, April. Nothing else.\n",
}


@pytest.mark.parametrize("format", SAMPLES)
def test_told_by_content_alone(format: Format) -> None:
    assert format_of(SAMPLES[format], "unnamed", "unnamed") is format


@pytest.mark.parametrize(
    ("name", "format"),
    [
        ("a.txt", Format.text), ("a.md", Format.markdown), ("A.HTM", Format.html), ("a.jsonl", Format.lines),
        ("a.json", Format.json), ("a.csv", Format.table), ("a.tsv", Format.table),
    ],
)  # fmt: skip
def test_told_by_name_when_the_content_says_nothing(name: str, format: Format) -> None:
    assert format_of(b"Nothing telling, only words.", name, name) is format


@pytest.mark.parametrize(
    ("head", "root"),
    [
        (b'\xef\xbb\xbf<?xml version="1.0"?>\n<!-- a > b -->\n<!DOCTYPE nitf [<!ENTITY x "y">]>\n<nitf>', "nitf"),
        ('<?xml version="1.0"?><n:newsItem>'.encode("utf-16"), "newsItem"),
        (b"<!doctype html>\n<p>x", "html"),
        (b"a < b", None),
        (b"<", None),
    ],
)  # fmt: skip
def test_root(head: bytes, root: str | None) -> None:
    assert root_of(head) == root


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"<svg></svg>", "a.xml", "unknown-xml"),
        (b"no XML", "a.rss", "unknown-xml"),
        (b"%PDF-1.7\n", "a.txt", "binary"),
        (b"{\\rtf1 Text}", "a", "binary"),
        (zipped({"[Content_Types].xml": b"<Types/>"}), "a.docx", "binary"),
        (zipped({"mimetype": b"application/epub+zip"}), "a.epub", "binary"),
    ],
)
def test_what_is_not_read_says_so(raw: bytes, name: str, code: str) -> None:
    with pytest.raises(CannotCode) as caught:
        format_of(raw, name, name)
    assert caught.value.problem.code == code
    assert codes(read_all(raw, name)) == [code]


NAMES = [
    "a.txt", "a.md", "a.html", "a.xml", "a.jsonl", "a.json", "a.csv", "a.warc", "a.warc.gz", "a.zip", "a.rss", "a",
]  # fmt: skip
WHOLE = [
    *SAMPLES.values(),
    ATOM.encode(),
    warc(crawl()),
    zipped({"a.html": page().encode(), "b.xml": NITF.encode()}),
]


def sound(raw: bytes, name: str) -> None:
    for item in read_all(raw, name):
        assert isinstance(item, Document | UncodedDocument)
        if isinstance(item, UncodedDocument):
            assert "\n" not in item.error.message and "; " in item.error.message


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400), st.sampled_from(NAMES))
def test_random_bytes_never_raise(raw: bytes, name: str) -> None:
    sound(raw, name)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(WHOLE), st.data(), st.sampled_from(NAMES))
def test_damaged_files_never_raise(whole: bytes, data: st.DataObject, name: str) -> None:
    """A stretch of the file is overwritten, or the file ends there."""
    start = data.draw(st.integers(0, len(whole)))
    written = data.draw(st.binary(max_size=12))
    end = data.draw(st.sampled_from([start + len(written), len(whole)]))
    sound(whole[:start] + written + whole[end:], name)


def test_text_loads_no_parser() -> None:
    code = (
        "import sys, aktenlage; aktenlage.read(b'Nur Text.', 'a.txt');"
        "print(*({'trafilatura', 'lxml', 'feedparser', 'warcio', 'httpx', 'markdown_it', 'charset_normalizer', 'yaml',"
        " 'defusedxml', 'eldc', 'zipfile'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
