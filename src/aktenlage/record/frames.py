"""Answers as lists of objects that also turn into Polars and pandas frames, and into plain rows."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from aktenlage.record.asking import Found
from aktenlage.record.relations import Due, Relation
from aktenlage.shapes import Entity, RecordedEvent, RecordedStatement

if TYPE_CHECKING:
    import pandas
    import polars

T = TypeVar("T")
Row = dict[str, Any]


class Answers(list[T], Generic[T]):
    """What the record answers: a list of objects in the order of the question."""

    def __init__(self, items: Iterable[T], shape: type[T]) -> None:
        super().__init__(items)
        self._shape = shape

    def rows(self) -> list[Row]:
        """One flat row an object: text, numbers and lists of text, by the columns of `columns()`."""
        flat = _SHAPES[self._shape][0]
        return [flat(item) for item in self]

    def columns(self) -> dict[str, type]:
        """Column -> str, int, float or list (of str)."""
        return _SHAPES[self._shape][1]

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame; lists stay lists."""
        import polars

        types: dict[type, Any] = {
            str: polars.String,
            int: polars.Int64,
            float: polars.Float64,
            list: polars.List(polars.String),
        }
        schema = {name: types[type_] for name, type_ in self.columns().items()}
        return polars.DataFrame(self.rows(), schema=schema, orient="row")

    def write_csv(self, path: Path | None) -> None:
        """CSV with a header, to a file or standard output; the values of a list are joined by `; `."""
        with (
            nullcontext(sys.stdout) if path is None else path.open("w", encoding="utf-8", newline="") as file
        ):
            writer = csv.DictWriter(file, list(self.columns()), lineterminator="\n")
            writer.writeheader()
            for row in self.rows():
                writer.writerow({k: "; ".join(v) if isinstance(v, list) else v for k, v in row.items()})

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame; lists stay lists."""
        import pandas

        return pandas.DataFrame(self.rows(), columns=list(self.columns()))


_EVENT: dict[str, type] = {
    "id": str, "type": str, "mode": str, "status": str, "certainty": str, "date": str, "first_seen": str,
    "last_seen": str, **{f"{role}{part}": list for role in ("actor", "recipient") for part in ("s", "_countries", "_sectors")},
    "sources": list, "place": str, "place_country": str, "latitude": float, "longitude": float, "plover_type": str,
    "plover_mode": str, "quad": str, "score": float, "words": list, "mentions": int, "reports": list,
}  # fmt: skip
_STATEMENT: dict[str, type] = {
    "report": str, "published": str, "kind": str, "speaker": str, "country": str, "sector": str, "cospeakers": list,
    "addressees": list, "relay": str, "cue": str, "date": str, "text": str, "start": int, "end": int,
}  # fmt: skip
_FOUND: dict[str, type] = {
    "report": str, "published": str, "source": str, "title": str, "sentence": int, "quote": str, "events": list,
}  # fmt: skip
_RELATION: dict[str, type] = {
    "period": str, "actor": str, "recipient": str, "events": int, "verbal_cooperation": int,
    "material_cooperation": int, "verbal_conflict": int, "material_conflict": int, "score": float,
}  # fmt: skip


def event_row(event: RecordedEvent) -> Row:
    """An event on one line."""
    place = event.place
    return {
        "id": event.id, "type": event.type, "mode": event.mode, "status": event.status,
        "certainty": event.certainty, "date": event.date, "first_seen": event.first_seen,
        "last_seen": event.last_seen, **_who("actor", event.actors), **_who("recipient", event.recipients),
        "sources": [e.name for e in event.sources], "place": place and place.name,
        "place_country": place and place.country, "latitude": place and place.latitude,
        "longitude": place and place.longitude, "plover_type": event.plover.type, "plover_mode": event.plover.mode,
        "quad": event.plover.quad, "score": event.plover.score,
        "words": list(dict.fromkeys(m.trigger.text for m in event.mentions)), "mentions": len(event.mentions),
        "reports": [report.id for report in event.reports],
    }  # fmt: skip


def statement_row(statement: RecordedStatement) -> Row:
    """A statement on one line; the parts of a split quotation with an ellipsis between them."""
    speaker = statement.speaker
    return {
        "report": statement.report, "published": statement.published, "kind": statement.kind,
        "speaker": speaker and speaker.name, "country": speaker and speaker.country,
        "sector": speaker and speaker.sector, "cospeakers": [e.name for e in statement.cospeakers],
        "addressees": [e.name for e in statement.addressees], "relay": statement.relay and statement.relay.name,
        "cue": statement.cue and statement.cue.text, "date": statement.date,
        "text": " … ".join(" ".join(part.split()) for part in statement.text.split("\x00")),
        "start": statement.start, "end": statement.end,
    }  # fmt: skip


def _found_row(found: Found) -> Row:
    report = found.report
    return {
        "report": report.id, "published": report.published, "source": report.source, "title": report.title,
        "sentence": found.sentence, "quote": " ".join(found.quote.split()), "events": found.events,
    }  # fmt: skip


def _relation_row(relation: Relation) -> Row:
    return {name: getattr(relation, name) for name in _RELATION}


def _due_row(due: Due) -> Row:
    return {"state": due.state, "due": due.due, **event_row(due.event)}


def _who(role: str, entities: list[Entity]) -> Row:
    return {
        f"{role}s": [e.name for e in entities],
        f"{role}_countries": list(dict.fromkeys(e.country for e in entities if e.country)),
        f"{role}_sectors": list(dict.fromkeys(e.sector for e in entities if e.sector)),
    }


_SHAPES: dict[type, tuple[Callable[[Any], Row], dict[str, type]]] = {
    RecordedEvent: (event_row, _EVENT),
    RecordedStatement: (statement_row, _STATEMENT),
    Found: (_found_row, _FOUND),
    Relation: (_relation_row, _RELATION),
    Due: (_due_row, {"state": str, "due": str, **_EVENT}),
}
