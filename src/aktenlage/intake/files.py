"""Files, folders and standard input to documents. A bad one is reported and the next one read."""

from __future__ import annotations

import glob
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import msgspec

from aktenlage.intake.encoding import decode
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document, DocumentInfo, Problem, UncodedDocument

TEXT_SUFFIXES = (".txt", ".md", ".text")
LINES_SUFFIXES = (".jsonl", ".ndjson")
# A report longer than this is an archive in one file; a newspaper page has some 50,000 characters.
LONGEST = 1_000_000


class _Line(msgspec.Struct):
    text: str
    id: str | int | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


def read(path: str | Path) -> Document:
    """One report from a text file (.txt, .md or no suffix), its id the file's name.

    Raises CannotCode, with a message that names the file and the remedy, for what cannot be read.
    """
    document, _ = _read_text(Path(path))
    return document


def documents(
    names: Iterable[str], published: str | None = None, language: str | None = None
) -> Iterator[Document | UncodedDocument]:
    """The reports of files, folders, globs and `-` (standard input) in order, one at a time.

    `published` and `language` are for those that say nothing themselves.
    """
    for name in names:
        for item in _of(name):
            if isinstance(item, Document):
                item.published = item.published or published
                item.language = item.language or language
                if fault := _fault(item, item.id):
                    yield fault
                    continue
            yield item


def _of(name: str) -> Iterator[Document | UncodedDocument]:
    if name == "-":
        yield from _stdin()
        return
    path = Path(name)
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        if not inside:
            yield left_out(name, problem("nothing-there", name))
        for file in inside:
            yield from _file(file)
    elif path.exists() or not glob.has_magic(name):
        yield from _file(path)
    else:
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            yield left_out(name, problem("not-found", name))
        for match in matches:
            yield from _of(match)


def _file(path: Path) -> Iterator[Document | UncodedDocument]:
    try:
        if path.suffix.lower() in LINES_SUFFIXES:
            with path.open("rb") as lines:
                yield from _lines(lines, str(path))
        else:
            document, encoding = _read_text(path)
            if encoding not in ("utf-8", "utf-8-sig"):
                print(
                    f"{path}: read as {encoding}; save it as UTF-8 to be sure of every letter",
                    file=sys.stderr,
                )
            yield document
    except CannotCode as error:
        yield left_out(str(path), error.problem)
    except FileNotFoundError:
        yield left_out(str(path), problem("not-found", str(path)))
    except OSError as error:
        yield left_out(str(path), problem("not-readable", str(path), why=error.strerror))


def _read_text(path: Path) -> tuple[Document, str]:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            # Four bytes a character at most: more cannot be a report of the permitted length.
            raw = file.read(4 * LONGEST + 4)
    except FileNotFoundError:
        raise CannotCode(problem("not-found", str(path))) from None
    except OSError as error:
        raise CannotCode(problem("not-readable", str(path), why=error.strerror)) from None
    if size > len(raw):
        decode(raw[:4000], str(path))  # binary data is called binary, not long
        raise CannotCode(problem("too-long", str(path), size=f"some {size:,}", limit=f"{LONGEST:,}"))
    text, encoding = decode(raw, str(path))
    if not text.strip():
        raise CannotCode(problem("empty", str(path)))
    document = Document(id=path.name, text=text)
    if fault := _fault(document, str(path)):
        raise CannotCode(fault.error)
    return document, encoding


def _stdin() -> Iterator[Document | UncodedDocument]:
    raw = sys.stdin.buffer.read(4 * LONGEST + 4)
    if raw.lstrip().startswith(b"{"):
        rest = sys.stdin.buffer.read()
        yield from _lines((raw + rest).splitlines(keepends=True), "standard input")
        return
    try:
        text, _ = decode(raw, "standard input")
        if not text.strip():
            raise CannotCode(problem("empty", "standard input"))
        yield Document(id="stdin", text=text)
    except CannotCode as error:
        yield left_out("stdin", error.problem)


def _lines(lines: Iterable[bytes], name: str) -> Iterator[Document | UncodedDocument]:
    for number, raw in enumerate(lines, 1):
        if not raw.strip():
            continue
        where = f"{name}:{number}"
        try:
            line = msgspec.json.decode(raw, type=_Line)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            yield left_out(where, problem("bad-json", where, why=str(error)[:120]))
            continue
        id_ = str(line.id) if line.id is not None else where
        if not line.text.strip():
            yield left_out(id_, problem("empty", where))
            continue
        yield Document(
            id=id_, text=line.text, published=line.published, language=line.language, title=line.title,
            source=line.source, url=line.url,
        )  # fmt: skip


def _fault(document: Document, where: str) -> UncodedDocument | None:
    if len(document.text) > LONGEST:
        return left_out(
            document.id, problem("too-long", where, size=f"{len(document.text):,}", limit=f"{LONGEST:,}")
        )
    if document.published is not None:
        day = document.published[:10]
        try:
            date.fromisoformat(day)
        except ValueError:
            return left_out(document.id, problem("bad-date", where, why=document.published))
        document.published = day
    return None


def left_out(id_: str, fault: Problem) -> UncodedDocument:
    """What stands in the output for a document that was left out."""
    return UncodedDocument(document=DocumentInfo(id=id_), error=fault)
