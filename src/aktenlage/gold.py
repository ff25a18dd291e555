"""What is right: gold mentions and statements, as `examples/gold/README.md` describes them.

A gold file may also hold coded documents (`aktenlage code --format jsonl`), so that two runs can be compared.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from aktenlage.shapes import CodedDocument, Entity, UncodedDocument


class GoldRoles(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """A second right pair of roles."""

    actors: list[str]
    recipients: list[str]


class GoldMention(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One mention of an event; entities are `name|ISO3|SECTOR`. `core` false counts neither way.

    `wrong`: there is no such event, somebody has said so; who finds it all the same is wrong.
    """

    doc: str
    trigger: str
    start: int
    type: str
    mode: str | None = None
    actors: list[str] = []
    recipients: list[str] = []
    status: str = "actual"
    certainty: str = "certain"
    date: str | None = None
    place: str | None = None
    sources: list[str] = []
    core: bool = True
    alt_type: str | None = None
    alt_status: str | None = None
    alt_roles: GoldRoles | None = None
    wrong: bool = False


class GoldStatement(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """One statement: `text` stands at `start`..`end` of the document; `core` and `wrong` as for mentions."""

    doc: str
    start: int
    end: int
    text: str
    kind: str
    speaker: str | None = None
    relay: str | None = None
    cue: str | None = None
    core: bool = True
    alt_speaker: str | None = None
    wrong: bool = False


class CannotRead(ValueError):
    """A gold or predicted file that cannot be read; the message names file, line and what is wrong."""


Row = TypeVar("Row")


def rows(path: Path, shape: type[Row]) -> Iterator[Row]:
    """The lines of a JSON Lines file in that shape. Raises CannotRead, naming file and line."""
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise CannotRead(f"{path}: {error.strerror}; check the name") from None
    except UnicodeDecodeError:
        raise CannotRead(f"{path}: not UTF-8; save it as UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=shape)
            except msgspec.DecodeError as error:
                raise CannotRead(f"{path}:{number}: {error}") from None


def coded_documents(path: Path) -> dict[str, CodedDocument]:
    """Document id (without `.txt`) -> coded document; documents with an error object are left out."""
    found = {}
    for row in rows(path, dict[str, Any]):
        if "error" in row:
            msgspec.convert(row, UncodedDocument)
            continue
        try:
            coded = msgspec.convert(row, CodedDocument)
        except msgspec.ValidationError as error:
            raise CannotRead(f"{path}: no coded document: {error}") from None
        found[plain_id(coded.document.id)] = coded
    return found


def gold_of(path: Path) -> tuple[list[GoldMention], list[GoldStatement]]:
    """Mentions and statements of a gold file; `statements.jsonl` beside `events.jsonl` is read along."""
    first = next(rows(path, dict[str, Any]), {})
    if "document" in first:
        return _from_coded(coded_documents(path))
    beside = path.parent / path.name.replace("events", "statements")
    statements = list(rows(beside, GoldStatement)) if beside != path and beside.exists() else []
    return list(rows(path, GoldMention)), statements


def plain_id(name: str) -> str:
    """`examples/de-agentur-besuch.txt` and `de-agentur-besuch` are the same document."""
    return name.rsplit("/", 1)[-1].removesuffix(".txt")


def _from_coded(documents: dict[str, CodedDocument]) -> tuple[list[GoldMention], list[GoldStatement]]:
    mentions = [
        GoldMention(
            doc=doc,
            trigger=m.trigger.text,
            start=m.trigger.start,
            type=m.type,
            mode=m.mode,
            actors=_written(m.actors),
            recipients=_written(m.recipients),
            status=m.status,
            certainty=m.certainty,
            date=m.date,
            place=m.place.name if m.place else None,
            sources=_written(m.sources),
        )
        for doc, coded in documents.items()
        for event in coded.events
        for m in event.mentions
    ]
    statements = [
        GoldStatement(
            doc=doc,
            start=s.start,
            end=s.end,
            text=s.text,
            kind=s.kind,
            speaker=_written([s.speaker])[0] if s.speaker else None,
            relay=_written([s.relay])[0] if s.relay else None,
            cue=s.cue.text if s.cue else None,
        )
        for doc, coded in documents.items()
        for s in coded.statements
    ]
    return mentions, statements


def _written(entities: list[Entity]) -> list[str]:
    return [f"{e.name}|{e.country or ''}|{e.sector or ''}" for e in entities]
