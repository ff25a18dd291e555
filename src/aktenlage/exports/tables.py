"""Every table as data frames, CSV or Parquet files. `columns.py` says which there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any

import msgspec
import polars as pl

from aktenlage.exports.cells import SEPARATOR, whole
from aktenlage.exports.columns import TABLES, dictionary
from aktenlage.exports.span import span
from aktenlage.exports.told import Told, everybody, everybody_said, report_of
from aktenlage.shapes import (
    CodedDocument,
    DocumentInfo,
    Entity,
    Event,
    Mention,
    Place,
    RecordedStatement,
    Statement,
)

Row = tuple[Any, ...]
# Rows that wait as Python objects before they become a frame.
CHUNK = 20_000
DICTIONARY = "data-dictionary.md"


def frames(
    events: Iterable[Told] = (),
    statements: Iterable[RecordedStatement] = (),
    reports: Iterable[DocumentInfo] = (),
    coded: Iterable[CodedDocument] = (),
) -> dict[str, pl.DataFrame]:
    """The tables as Polars frames, by name: of events and statements of the record, or of coded reports."""
    tables = Tables()
    tables.add(events, statements, reports)
    for found in coded:
        tables.add_coded(found)
    return {name: tables.frame(name) for name in TABLES}


class Tables:
    """Gathers the rows of all tables; guards what has been gathered, which reports have a row and their statements' numbers.

    With a folder and a format (`csv` or `parquet`) it is a context that writes one file a table when left in order: CSV as it
    goes, so that memory grows with the ids of reports and the identities in them alone; Parquet at the end, compact until then.
    """

    def __init__(self, folder: Path | None = None, format: str = "parquet") -> None:
        self.folder, self.format = folder, format
        self.rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self.done: dict[str, list[pl.DataFrame]] = {name: [] for name in TABLES}
        self.reports: set[str] = set()
        self.said: dict[str, int] = {}
        self.written: set[str] = set()

    def __enter__(self) -> Tables:
        if self.folder is not None:
            self.folder.mkdir(parents=True, exist_ok=True)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None and self.folder is not None:
            for name in TABLES:
                self._gather(name)
                if self.format == "parquet":
                    self.frame(name).write_parquet(self.folder / f"{name}.parquet")
            (self.folder / DICTIONARY).write_text(dictionary(), encoding="utf-8")

    def add(
        self,
        events: Iterable[Told],
        statements: Iterable[RecordedStatement] = (),
        reports: Iterable[DocumentInfo] = (),
    ) -> None:
        """Events, statements and reports of the record, and from them every identity at its first mention in each report."""
        for report in reports:
            self.add_report(report)
        first: dict[Row, Entity] = {}
        for event, its_reports in events:
            self.add_event(event, its_reports)
            for mention in event.mentions:
                if home := report_of(mention, its_reports):
                    _keep_first(first, everybody(mention), home.id)
        for statement in statements:
            self.add_statement(statement, statement.report)
            _keep_first(first, everybody_said(statement), statement.report)
        for (id_, *_), entity in first.items():
            self.add_entity(entity, id_)

    def add_event(self, event: Event, reports: Sequence[DocumentInfo]) -> None:
        """An event with its mentions, everybody in a role, and the reports."""
        for report in reports:
            self.add_report(report)
        self._add("events", _event(event, reports))
        homes = [report_of(mention, reports) for mention in event.mentions]
        only = reports[0].id if len(reports) == 1 else None
        self._add_roles(event, event.id, None, only)
        for number, (mention, home) in enumerate(zip(event.mentions, homes, strict=True), 1):
            id_ = home.id if home else None
            self._add("mentions", _mention(mention, event.id, number, id_))
            self._add_roles(mention, event.id, number, id_)

    def _add_roles(self, told: Event | Mention, event: str, number: int | None, report: str | None) -> None:
        for role, entities in (
            ("actor", told.actors),
            ("recipient", told.recipients),
            ("source", told.sources),
        ):
            for position, entity in enumerate(entities, 1):
                self._add("roles", (event, number, report, role, position, *_who(entity), *_written(entity)))

    def add_statement(self, statement: Statement, report: str) -> None:
        """A statement of the report with that id; they are numbered as they come."""
        self.said[report] = number = self.said.get(report, 0) + 1
        self._add("statements", _statement(statement, number, report))

    def add_entity(self, entity: Entity, report: str) -> None:
        """An identity of the report with that id."""
        self._add("entities", (report, *_who(entity), *_written(entity)))

    def add_report(self, report: DocumentInfo) -> None:
        """A report, unless it has its row already."""
        if report.id not in self.reports:
            self.reports.add(report.id)
            self._add(
                "reports",
                (report.id, report.language, report.published, report.title, report.source, report.url),
            )

    def add_coded(self, coded: CodedDocument) -> None:
        """A report with all that it says. A second report `x` is `x~2` here, and so are its events."""
        mark, number = "", 1
        while coded.document.id + mark in self.reports:
            number += 1
            mark = f"~{number}"
        report = msgspec.structs.replace(coded.document, id=coded.document.id + mark)
        self.add_report(report)
        for event in coded.events:
            self.add_event(msgspec.structs.replace(event, id=event.id + mark), (report,))
        for statement in coded.statements:
            self.add_statement(statement, report.id)
        for entity in coded.entities:
            self.add_entity(entity, report.id)

    def frame(self, name: str) -> pl.DataFrame:
        """All rows of a table that have not been written yet."""
        self._gather(name)
        return pl.concat([_empty(name), *self.done[name]])

    def _add(self, name: str, row: Row) -> None:
        rows = self.rows[name]
        rows.append(tuple(whole(value) if isinstance(value, str) else value for value in row))
        if len(rows) >= CHUNK:
            self._gather(name)

    def _gather(self, name: str) -> None:
        """Turns waiting rows into a frame, and that into lines of a CSV file if such are wanted."""
        rows, self.rows[name] = self.rows[name], []
        frame = pl.DataFrame(rows, schema=TABLES[name].schema, orient="row") if rows else _empty(name)
        if self.format == "csv" and self.folder is not None:
            first = name not in self.written
            self.written.add(name)
            with (self.folder / f"{name}.csv").open("wb" if first else "ab") as file:
                frame.write_csv(file, include_header=first)
        elif rows:
            self.done[name].append(frame)


def _keep_first(first: dict[Row, Entity], entities: Iterable[Entity], report: str) -> None:
    for entity in entities:
        key = (report, *_who(entity))
        if key not in first or entity.start < first[key].start:
            first[key] = entity


def _empty(name: str) -> pl.DataFrame:
    return pl.DataFrame(schema=TABLES[name].schema)


def _event(event: Event, reports: Sequence[DocumentInfo]) -> Row:
    days = span(event.date)
    first = min(reports, key=lambda report: report.published or "~", default=None)
    return (
        event.id, *_what(event), days and days[0], days and days[1], *_where(event.place),
        *_side(event.actors), *_side(event.recipients), _joined(e.name for e in event.sources),
        event.plover.type, event.plover.mode, event.plover.score, event.plover.quad,
        len(event.mentions), len(reports), first and first.id, first and first.published,
    )  # fmt: skip


def _mention(mention: Mention, event: str, number: int, report: str | None) -> Row:
    trigger = mention.trigger
    return (
        event, number, report, mention.sentence, mention.start, mention.end, trigger.text, trigger.start, trigger.end,
        *_what(mention), *_where(mention.place),
    )  # fmt: skip


def _statement(statement: Statement, number: int, report: str) -> Row:
    speaker = statement.speaker
    parts = (f"{start}:{end}" for start, end in statement.spans)
    return (
        report, number, statement.kind,
        *((speaker.name, speaker.kind, speaker.country, speaker.sector) if speaker else (None,) * 4),
        _joined(e.name for e in statement.cospeakers), _joined(e.name for e in statement.addressees),
        statement.relay and statement.relay.name, statement.cue and statement.cue.text, statement.start, statement.end,
        " ".join(parts), statement.text, statement.date,
    )  # fmt: skip


def _what(told: Event | Mention) -> Row:
    return told.type, told.mode, told.status, told.certainty, told.date


def _where(place: Place | None) -> Row:
    if place is None:
        return (None,) * 5
    return place.name, place.country, place.latitude, place.longitude, place.geonames


def _who(entity: Entity) -> Row:
    return entity.name, entity.kind, entity.country, entity.sector


def _written(entity: Entity) -> Row:
    return entity.text, entity.start, entity.end


def _side(entities: Sequence[Entity]) -> Iterator[str | None]:
    yield _joined(e.name for e in entities)
    yield _joined(dict.fromkeys(e.country for e in entities if e.country))


def _joined(values: Iterable[str]) -> str | None:
    return SEPARATOR.join(values) or None
