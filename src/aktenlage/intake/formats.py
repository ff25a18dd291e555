"""Which format is it? Told by the content first, then by the name; the readers are loaded when one is needed."""

from __future__ import annotations

import csv
import gzip
import re
import zlib
from collections.abc import Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import PurePosixPath
from typing import BinaryIO

from aktenlage.intake.origin import Found, Options, Origin, because, left_out
from aktenlage.intake.streams import Bomb, TooLong, with_head
from aktenlage.problems import CannotCode, problem


class Format(StrEnum):
    """A format and, as its value, the module in this room that reads it with `reports(stream, origin, options)`."""

    text = "plain"
    markdown = "markdown"
    html = "html"
    feed = "feeds"
    lines = "rows.lines"
    json = "rows.objects"
    table = "rows.table"
    warc = "warc"
    newsml = "newsml"
    nitf = "nitf"
    zip = "archives.unzip"
    gz = "archives.gunzip"


SUFFIXES = {
    ".txt": Format.text, ".text": Format.text, ".md": Format.markdown, ".markdown": Format.markdown,
    ".html": Format.html, ".htm": Format.html, ".xhtml": Format.html,
    ".jsonl": Format.lines, ".ndjson": Format.lines, ".json": Format.json, ".csv": Format.table, ".tsv": Format.table,
}  # fmt: skip
XML_SUFFIXES = (".xml", ".rss", ".atom", ".rdf", ".nitf", ".newsml")
# The root element of an XML file.
ROOTS = {
    "html": Format.html, "rss": Format.feed, "feed": Format.feed, "RDF": Format.feed, "nitf": Format.nitf,
    "newsItem": Format.newsml, "newsMessage": Format.newsml, "packageItem": Format.newsml,
}  # fmt: skip
PACKED = ((b"\x1f\x8b", Format.gz), (b"PK\x03\x04", Format.zip), (b"PK\x05\x06", Format.zip))
# PDF, RTF, old Word; newer office files and e-books are zip files with members of these names.
PRINTED = (b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0")
PROLOG = re.compile(r"\s*(<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^\[>]*(\[.*?\]\s*)?>)", re.DOTALL | re.IGNORECASE)
ROOT = re.compile(r"\s*<(?:[\w.-]+:)?([\w.-]+)")
JSON = re.compile(rb"\s*(\[\s*)?\{\s*\"")


def format_of(head: bytes, name: str, where: str) -> Format:
    """The format of a file that begins with `head` (64 KiB are enough) and is called `name`.

    Raises CannotCode for an XML or office format that is not read.
    """
    for mark, format in PACKED:
        if head.startswith(mark):
            if format is Format.zip and (head[30:38] == b"mimetype" or b"[Content_Types].xml" in head):
                raise CannotCode(problem("binary", where))
            return format
    if head.startswith(b"WARC/"):
        return Format.warc
    if head.startswith(PRINTED):
        raise CannotCode(problem("binary", where))
    suffix = PurePosixPath(name).suffix.lower()
    root = root_of(head)
    # An HTML page or a feed that was saved under another name; prose that begins with "<" has no such root.
    if root in ROOTS or (root or "").lower() == "html":
        return ROOTS.get(root or "", Format.html)
    if suffix in XML_SUFFIXES:
        raise CannotCode(problem("unknown-xml", where, root=root or "?"))
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if JSON.match(head):
        return Format.json
    return Format.table if _is_table(head) else Format.text


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The reports of one file or member, whatever its format. Never raises: what is broken becomes a problem."""
    try:
        head, stream = with_head(stream)
        format = format_of(head, origin.name, origin.where)
        module, _, function = format.value.partition(".")
        reader = import_module(f"aktenlage.intake.{module}")
        yield from getattr(reader, function or "reports")(stream, origin, options)
    except CannotCode as error:
        yield because(origin, error.problem)
    except Bomb:
        yield left_out(origin, "bomb")
    except TooLong:
        yield left_out(origin, "too-big")
    except (gzip.BadGzipFile, zlib.error, EOFError) as error:
        yield left_out(origin, "damaged", why=_told(error))
    except OSError as error:
        yield left_out(origin, "not-readable", why=error.strerror or _told(error))
    except Exception as error:  # a fault in a parser of others must not stop a batch of thousands
        yield left_out(origin, "damaged", why=_told(error))


def root_of(head: bytes) -> str | None:
    """The local name of an XML or HTML file's first element; None for what does not begin with one."""
    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "latin-1", errors="replace")
    text = text.removeprefix("ï»¿").lstrip("\x00 \t\r\n")
    position = 0
    while found := PROLOG.match(text, position):
        if found[1][:9].upper() == "<!DOCTYPE" and re.match(r"<!DOCTYPE\s+html\b", found[1], re.IGNORECASE):
            return "html"
        position = found.end()
    found = ROOT.match(text, position)
    return found[1] if found else None


def _is_table(head: bytes) -> bool:
    """Whether the first line names columns that we know, the text among them."""
    from aktenlage.intake.rows import DELIMITERS, KNOWN

    first = head.split(b"\n", 1)[0].decode("utf-8", errors="replace").removeprefix("\ufeff").strip()
    for delimiter in DELIMITERS:
        names = [
            KNOWN.get(name.strip().lower()) for name in next(csv.reader([first], delimiter=delimiter), ())
        ]
        if "text" in names and sum(name is not None for name in names) > 1:
            return True
    return False


def _told(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())[:120]
