"""One report as the record holds it: its text, what it tells of, and who speaks in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from aktenlage.record import reading
from aktenlage.record.faults import RecordFault
from aktenlage.record.models import MentionRow, ReportRow, SourceRow, StatementRow, TellingRow
from aktenlage.shapes import Document, RecordedMention, RecordedStatement


class ToldEvent(msgspec.Struct, kw_only=True):
    """An event of the record with this report's mentions of it."""

    event: str
    mentions: list[RecordedMention]


class ToldReport(msgspec.Struct, kw_only=True):
    """A report with its text (empty where it was added without), events in the order of the text, and statements.

    `others` are the outlets of further reports with the same id, None for one without outlet; they are asked for by name.
    """

    report: Document
    events: list[ToldEvent]
    statements: list[RecordedStatement]
    others: list[str | None]


def report(connection: Connection, document: str, source: str | None) -> ToldReport:
    """The report of a document id; if several outlets have one, that of `source`, else the newest. Raises RecordFault."""
    row, rows = _found(connection, document, source)
    told = select(TellingRow.id, TellingRow.event).where(TellingRow.report == row.id)
    event_of: dict[int, str | None] = {row.id: row.event for row in connection.execute(told)}
    events: dict[str, list[RecordedMention]] = {}
    for mention_row, mention in reading.mentions(connection, MentionRow.report == row.id):
        event = event_of.get(mention_row.telling)
        if event is not None:
            events.setdefault(event, []).append(mention)
    statements = select(StatementRow.id).where(StatementRow.report == row.id).order_by(StatementRow.start)
    return ToldReport(
        report=Document(
            id=row.document, language=row.language, published=row.published, title=row.title,
            source=row.name, url=row.url, text=row.text or "",
        ),
        events=[ToldEvent(event=event, mentions=mentions) for event, mentions in events.items()],
        statements=reading.statements(connection, list(connection.execute(statements).scalars())),
        others=[other.name for other in rows if other is not row],
    )  # fmt: skip


def statement(
    connection: Connection, document: str, source: str | None, start: int, end: int
) -> tuple[int, RecordedStatement] | None:
    """The statement at these offsets of a report, with its row id. Raises RecordFault where there is no such report."""
    row, _ = _found(connection, document, source)
    here = (StatementRow.report == row.id, StatementRow.start == start, StatementRow.end == end)
    ids = connection.execute(select(StatementRow.id).where(*here).order_by(StatementRow.id)).scalars().all()
    return next(iter(reading.statements_by_id(connection, ids[:1]).items()), None)


def _found(connection: Connection, document: str, source: str | None) -> tuple[Any, Sequence[Any]]:
    """The report, and all that go by its id. Raises RecordFault."""
    rows = connection.execute(
        select(*ReportRow.__table__.c, SourceRow.name)
        .outerjoin(SourceRow, SourceRow.id == ReportRow.source)
        .where(ReportRow.document == document, ReportRow.superseded_by.is_(None))
        .order_by(ReportRow.id.desc())
    ).all()
    fitting = [row for row in rows if source is None or row.name == source]
    if not fitting:
        raise RecordFault("no-report", document)
    return fitting[0], rows
