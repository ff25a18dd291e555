"""Files, folders and standard input to documents. A bad one is reported and the next one read."""

from __future__ import annotations

import glob
import io
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from aktenlage.intake import formats
from aktenlage.intake.addresses import files_at, is_address
from aktenlage.intake.origin import STDIN, Found, Options, Origin, because, checked, left_out
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

if TYPE_CHECKING:
    from aktenlage.intake.fetch import Fetched


def read(source: str | Path | bytes | BinaryIO, name: str | None = None) -> Document:
    """One report from a file (its path), from bytes or from an open binary file.

    The format is told by the content and by the name: text, Markdown, HTML, and whatever else holds just one report.
    Without an id of its own the report is called `name`, or as the file. Raises CannotCode, with a message that names
    file and remedy, for what cannot be read and for a file of several reports, which `documents` reads.
    """
    if isinstance(source, bytes):
        called = name or "bytes"
        found = list(_two(formats.reports(io.BytesIO(source), Origin(called, called), Options())))
    elif isinstance(source, str | Path):
        found = list(_two(_file(Path(source), Options(), name)))
    else:
        called = name or str(getattr(source, "name", "stream"))
        found = list(_two(formats.reports(source, Origin(called, Path(called).name), Options())))
        source = called
    where = name or "bytes" if isinstance(source, bytes) else str(source)
    if len(found) > 1:
        raise CannotCode(problem("several", where))
    if not found:
        raise CannotCode(problem("empty", where))
    if not isinstance(found[0], Document):
        raise CannotCode(found[0].error)
    return checked(found[0], where)


def documents(
    names: Iterable[str],
    published: str | None = None,
    language: str | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    follow: Callable[[str], Fetched] | None = None,
) -> Iterator[Found]:
    """The reports of files, folders, globs, addresses (`s3://bucket/*.jsonl`) and `-` (standard input), one at a time.

    `published` and `language` are for those that say nothing themselves. `columns` names the columns of CSV and JSON
    files that are called otherwise (`{"text": "Body"}`); `follow` fetches the page that an entry of a feed points at.
    """
    options = Options(columns or {}, follow, _tell)
    for name in names:
        for item in _of(name, options):
            if isinstance(item, Document):
                item.published = item.published or published
                item.language = item.language or language
                try:
                    yield checked(item, item.id)
                except CannotCode as error:
                    yield because(Origin(item.id, item.id), error.problem)
            else:
                yield item


def _of(name: str, options: Options) -> Iterator[Found]:
    if name == "-":
        yield from formats.reports(sys.stdin.buffer, Origin(STDIN, "stdin"), options)
        return
    if is_address(name):
        yield from _elsewhere(name, options)
        return
    path = Path(name)
    if path.is_dir():
        inside = sorted(p for p in path.rglob("*") if p.is_file() and not p.name.startswith("."))
        if not inside:
            yield left_out(Origin(name, name), "nothing-there")
        for file in inside:
            yield from _file(file, options)
    elif path.exists() or not glob.has_magic(name):
        yield from _file(path, options)
    else:
        matches = sorted(glob.glob(name, recursive=True))
        if not matches:
            yield left_out(Origin(name, name), "not-found")
        for match in matches:
            yield from _of(match, options)


def _elsewhere(address: str, options: Options) -> Iterator[Found]:
    origin = Origin(address, address)
    try:
        inside = list(files_at(address))
    except ImportError as error:
        yield left_out(origin, "no-package", why=error)
        return
    except (OSError, ValueError) as error:
        yield left_out(origin, "no-answer", why=error)
        return
    if not inside:
        yield left_out(origin, "not-found")
    for where, open_it in inside:
        yield from _read(open_it, Origin(where, where.rpartition("/")[2]), options)


def _file(path: Path, options: Options, name: str | None = None) -> Iterator[Found]:
    yield from _read(lambda: path.open("rb"), Origin(str(path), name or path.name), options)


def _read(open_it: Callable[[], BinaryIO], origin: Origin, options: Options) -> Iterator[Found]:
    try:
        with open_it() as stream:
            yield from formats.reports(stream, origin, options)
    except FileNotFoundError:
        yield left_out(origin, "not-found")
    except (OSError, ValueError) as error:
        yield left_out(origin, "not-readable", why=getattr(error, "strerror", None) or error)


def _two(found: Iterator[Found]) -> Iterator[Found]:
    """As many as tell whether there are several."""
    for _ in range(2):
        if (item := next(found, None)) is None:
            return
        yield item


def _tell(line: str) -> None:
    print(line, file=sys.stderr)
