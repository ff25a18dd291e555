"""JSON Lines, JSON and CSV: a report a line, object or row, its columns called as ours, as news-please's, or as told."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, BinaryIO

import msgspec

from aktenlage.intake.encoding import SAMPLE, decode
from aktenlage.intake.languages import tag
from aktenlage.intake.origin import LONGEST, Found, Options, Origin, because, left_out
from aktenlage.intake.streams import lines as lines_of
from aktenlage.intake.streams import whole, with_head
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

FIELDS = ("id", "text", "published", "language", "title", "source", "url")
# Names of columns, in small letters -> ours; the second row is what news-please writes.
KNOWN = {name: name for name in FIELDS} | {
    "maintext": "text", "date_publish": "published", "source_domain": "source",
}  # fmt: skip
DELIMITERS = ",;\t|"
# Bytes of one line: JSON may write a character as \\uXXXX, and a row holds more than the text.
LINE = 8 * LONGEST
FILE = 64_000_000  # bytes of a JSON file that is no JSON Lines and has to be read in one piece
LINES_TRIED = 4  # the first line may be a broken one
OPENING = re.compile(rb"[\xef\xbb\xbf\s]*\[")


class _Row(msgspec.Struct):
    text: str
    id: str | int | None = None
    published: str | None = None
    language: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


def columns_of(told: str | None) -> dict[str, str]:
    """`text=Body,published=Date` -> ours and theirs. Raises ValueError, saying what may stand there."""
    pairs = {}
    for pair in filter(None, (told or "").split(",")):
        ours, _, theirs = (part.strip() for part in pair.partition("="))
        if ours not in FIELDS or not theirs:
            raise ValueError(f"{pair!r}: write NAME=COLUMN, NAME one of {', '.join(FIELDS)}")
        pairs[ours] = theirs
    return pairs


def lines(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """JSON Lines: one object a line; a bad line is reported with its number."""
    for number, line in enumerate(_decoded(stream, origin, options), 1):
        where = origin.part(number)
        if line is None:
            yield _too_long(where)
        elif line.strip():
            try:
                yield _report(msgspec.json.decode(line), where, options)
            except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
                yield left_out(where, "bad-json", why=str(error)[:120])
            except CannotCode as error:
                yield because(where, error.problem)


def objects(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """A .json file: JSON Lines, one object, or a list of objects."""
    head, stream = with_head(stream)
    if not OPENING.match(head) and any(
        _is_object(line) for line in head.split(b"\n", LINES_TRIED)[:LINES_TRIED]
    ):
        yield from lines(stream, origin, options)
        return
    raw = whole(stream, FILE)
    try:
        data = msgspec.json.decode(raw.removeprefix(codecs.BOM_UTF8))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        yield left_out(origin, "bad-json", why=str(error)[:120])
        return
    for number, item in enumerate(data if isinstance(data, list) else [data], 1):
        where = origin.part(number) if isinstance(data, list) else origin
        try:
            yield _report(item, where, options)
        except CannotCode as error:
            yield because(where, error.problem)


def table(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """CSV or TSV with a header line; commas, semicolons, tabs or bars, whichever makes a column of the text."""
    csv.field_size_limit(LONGEST + 1)
    head, stream = with_head(stream)
    decode(head[:SAMPLE], origin.where)  # refuses binary data
    written = (line for line in _decoded(stream, origin, options) if line is not None)
    first = next(written, "")
    delimiter = _delimiter(first, origin, options)
    rows = csv.reader(chain([first], written), delimiter=delimiter)
    header = [name.strip() for name in next(rows)]
    while True:
        where = origin.part(rows.line_num + 1)
        try:
            row = next(rows)
            if not any(row):
                continue
            if len(row) != len(header):
                yield left_out(where, "ragged", cells=len(row), columns=len(header))
                continue
            yield _report({k: v or None for k, v in zip(header, row, strict=True)}, where, options)
        except StopIteration:
            return
        except csv.Error:
            yield _too_long(where)
        except CannotCode as error:
            yield because(where, error.problem)


def _decoded(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[str | None]:
    """Lines of text, None for one that is too long.

    UTF-8 unless a line is not; then all such lines are read as the first of them looks.
    """
    head, stream = with_head(stream)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = io.TextIOWrapper(stream, "utf-16", errors="replace", newline="")
        while line := text.readline(LINE + 1):
            yield line if len(line) <= LINE else None
        return
    guessed: str | None = None
    for raw in lines_of(stream, LINE):
        if raw is None:
            yield None
            continue
        try:
            yield raw.removeprefix(codecs.BOM_UTF8).decode("utf-8")
        except UnicodeDecodeError:
            if guessed is None:
                _, guessed = decode(raw, origin.where, origin.encoding)
                options.note(
                    f"{origin.where}: read as {guessed}; save it as UTF-8 to be sure of every letter"
                )
            yield raw.decode(guessed, errors="replace")


def _delimiter(first: str, origin: Origin, options: Options) -> str:
    """The delimiter with which the header has a column for the text. Raises CannotCode when none has."""
    for delimiter in DELIMITERS:
        names = next(csv.reader([first], delimiter=delimiter), [])
        if "text" in _ours([name.strip() for name in names], options.columns):
            return delimiter
    likely = max(DELIMITERS, key=first.count)
    there = ", ".join(name.strip() for name in next(csv.reader([first], delimiter=likely), []))
    raise CannotCode(problem("no-text-column", origin.where, there=there[:120]))


def _ours(names: list[str], told: Mapping[str, str]) -> dict[str, str]:
    """Our name -> theirs, of those that are there: as told, as ours, as news-please's, in this order."""
    found = {ours: theirs for ours, theirs in told.items() if theirs in names}
    for known in KNOWN:
        for name in names:
            if name.lower() == known:
                found.setdefault(KNOWN[known], name)
    return found


def _report(item: Any, origin: Origin, options: Options) -> Document:
    """One report from an object or row. Raises CannotCode."""
    if not isinstance(item, dict):
        raise CannotCode(problem("bad-json", origin.where, why=f"a {type(item).__name__}"))
    picked = {ours: item[theirs] for ours, theirs in _ours(list(item), options.columns).items()}
    if picked.get("text", "") is None:
        raise CannotCode(problem("empty", origin.where))
    try:
        row = msgspec.convert(picked, _Row)
    except msgspec.ValidationError as error:
        raise CannotCode(problem("bad-json", origin.where, why=str(error)[:120])) from None
    id_ = str(row.id) if row.id is not None else row.url or origin.name
    if not row.text.strip():
        raise CannotCode(problem("empty", origin.where))
    return Document(
        id=id_, text=row.text, published=row.published or None, language=tag(row.language), title=row.title,
        source=row.source, url=row.url,
    )  # fmt: skip


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(msgspec.json.decode(line.removeprefix(codecs.BOM_UTF8)), dict)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return False


def _too_long(origin: Origin) -> Found:
    return left_out(origin, "too-long", size=f"more than {LONGEST:,}", limit=f"{LONGEST:,}")
