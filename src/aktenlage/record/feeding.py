"""From files to what the record takes: reports are coded, lines that are coded already are read."""

from __future__ import annotations

import gzip
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec

from aktenlage.parts import CODED, lines
from aktenlage.pipeline import code_pairs
from aktenlage.problems import problem
from aktenlage.shapes import (
    CodedDocument,
    Document,
    DocumentInfo,
    Entity,
    Event,
    Problem,
    Statement,
    UncodedDocument,
)
from aktenlage.world.scope import World

Fed = tuple[CodedDocument, Document | None] | UncodedDocument
Reports = Iterable[Document | UncodedDocument]


class _Line(msgspec.Struct):
    """A line of `code --format jsonl`: coded, or with an error."""

    document: DocumentInfo
    events: list[Event] = []
    statements: list[Statement] = []
    entities: list[Entity] = []
    error: Problem | None = None


_CODED = msgspec.json.Decoder(_Line)


def fed(
    names: Iterable[str],
    read: Callable[[list[str]], Reports],
    workers: int = 1,
    texts: Reports = (),
    world: World | None = None,
) -> Iterator[Fed]:
    """Coded reports with their texts, in order; what cannot be coded comes as an UncodedDocument in its place.

    `read` reads the reports of files. JSON Lines that `aktenlage code --format jsonl` printed are not coded again; `texts`
    are the reports that such lines were coded from, found by their ids. `world`: rows that a user adds (aktenlage.world.own).
    """
    text_of = _finder(texts)
    for coded, group in groupby(names, is_coded):
        if coded:
            for name in group:
                yield from _coded(name, text_of)
            continue
        for item in code_pairs(read(list(group)), workers, world):
            yield item if isinstance(item, UncodedDocument) else (item[1], item[0])


def _finder(texts: Reports) -> Callable[[str], Document | None]:
    """Finds texts by their ids. Those that come in the order in which they are asked for need no memory."""
    source = (document for document in texts if isinstance(document, Document))
    passed: dict[str, deque[Document]] = {}

    def find(id_: str) -> Document | None:
        if id_ in passed:
            found = passed[id_].popleft()
            if not passed[id_]:
                del passed[id_]
            return found
        for document in source:
            if document.id == id_:
                return document
            passed.setdefault(document.id, deque()).append(document)
        return None

    return find


def is_coded(name: str) -> bool:
    """Whether a file holds lines of coded reports, or a folder is a part of Parquet tables."""
    path = Path(name)
    if (path / CODED).is_file():
        return True
    if not path.name.endswith((".jsonl", ".ndjson", ".jsonl.gz")) or not path.is_file():
        return False
    try:
        first = msgspec.json.decode(next((line for line in _opened(path) if line.strip()), b"{}"))
    except (OSError, msgspec.DecodeError, EOFError):
        return False
    return isinstance(first, dict) and "document" in first and ("events" in first or "error" in first)


def _coded(name: str, text_of: Callable[[str], Document | None]) -> Iterator[Fed]:
    for number, line in enumerate(_opened(Path(name)), 1):
        if not line.strip():
            continue
        try:
            found = _CODED.decode(line)
        except (msgspec.DecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
            where = f"{name}:{number}"
            fault = problem("bad-coded", where, why=str(error)[:120])
            yield UncodedDocument(document=DocumentInfo(id=where), error=fault)
            continue
        if found.error is not None:
            yield UncodedDocument(document=found.document, error=found.error)
            continue
        coded = CodedDocument(
            document=found.document,
            events=found.events,
            statements=found.statements,
            entities=found.entities,
        )
        yield coded, text_of(coded.document.id)


def _opened(path: Path) -> Iterator[bytes]:
    if path.suffix == ".gz":
        with gzip.open(path) as file:
            yield from file
    else:
        yield from lines(path)
