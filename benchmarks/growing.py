"""How does one get a record of a million mentions without adding them one by one? By copying what is in it, years earlier.

Every copy is a whole record of its own: its days lie before those of the copy before, its ids come after them. So what is
added next meets tables and indexes of full size and finds as many tellings to compare as it would in a grown record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Text, cast, func, insert, literal, select, text
from sqlalchemy.sql.elements import ColumnElement

from aktenlage.folding import words
from aktenlage.record import Record
from aktenlage.record.models import (
    DealingRow,
    EventRow,
    LinkRow,
    MentionRow,
    MergeRow,
    ReportRow,
    RoleRow,
    Row,
    SentenceRow,
    StatementRow,
    TellingKeyRow,
    TellingRow,
)
from aktenlage.record.opening import writing

# Rows of these tables are copied, those that are pointed to first.
TABLES: tuple[type[Row], ...] = (
    ReportRow, SentenceRow, EventRow, DealingRow, TellingRow, TellingKeyRow, LinkRow, MergeRow, MentionRow, StatementRow,
    RoleRow,
)  # fmt: skip
# Column -> table whose numbers it holds.
NUMBERS = {
    "reports.id": "reports", "sentences.id": "sentences", "sentences.report": "reports", "events.created": "events",
    "tellings.id": "tellings", "tellings.report": "reports", "tellings.unit": "tellings", "tellings.founder": "tellings",
    "telling_keys.telling": "tellings", "links.one": "tellings", "links.other": "tellings", "merges.telling": "tellings",
    "merges.joined": "tellings", "mentions.id": "mentions", "mentions.report": "reports", "mentions.telling": "tellings",
    "statements.id": "statements", "statements.report": "reports", "roles.id": "roles", "roles.mention": "mentions",
    "roles.statement": "statements",
}  # fmt: skip
NAMES = {
    "reports.document", "reports.content", "reports.coding", "events.id", "events.merged_into", "tellings.event",
    "dealings.event",
}  # fmt: skip
ORDINALS = {"tellings.day", "telling_keys.first", "telling_keys.last"}
DAYS = {
    "reports.published", "events.date", "events.begins", "events.ends", "events.first_seen", "events.last_seen",
    "mentions.date", "dealings.begins", "dealings.ends",
}  # fmt: skip
# Days between the copies: more than merging ever looks across.
APART = 200


def grow(record: Record, mentions: int) -> None:
    """Copies all that a record holds until it has so many mentions at least.

    The record must hold dates that are days or none, and no decisions by hand.
    """
    with writing(record._engine) as connection:
        held = connection.execute(select(func.count()).select_from(MentionRow)).scalar_one()
        first, last = connection.execute(select(func.min(TellingRow.day), func.max(TellingRow.day))).one()
        count = {
            table.__tablename__: connection.execute(select(func.max(key))).scalar() or 0
            for table in TABLES
            if (key := table.__table__.c.get("created", table.__table__.c.get("id"))) is not None
        }
        indexed = list(_indexed(connection))
        for number in range(1, -(-mentions // held)):
            for table in TABLES:
                _copy(connection, table, number, number * (last - first + APART), count)
            _index(connection, [(row + number * count["sentences"], said) for row, said in indexed])


def _copy(connection: Connection, table: type[Row], number: int, days: int, count: dict[str, int]) -> None:
    columns = list(table.__table__.c)
    values: list[ColumnElement[Any]] = []
    originals: ColumnElement[bool] | None = None
    for column in columns:
        name = f"{table.__tablename__}.{column.name}"
        if name in NUMBERS:
            values.append(column + number * count[NUMBERS[name]])
            if originals is None:
                originals = column <= count[NUMBERS[name]]
        elif name in NAMES:
            values.append(column + literal(f"-{number}"))
        elif name in ORDINALS:
            values.append(column - days)
        elif name in DAYS:
            values.append(_earlier(connection, column, days))
        else:
            values.append(column)
    if originals is None:
        originals = ~DealingRow.event.contains("-")
    source = select(*values).where(originals)
    connection.execute(insert(table).from_select([column.name for column in columns], source))


def _earlier(connection: Connection, column: ColumnElement[Any], days: int) -> ColumnElement[Any]:
    if connection.dialect.name == "sqlite":
        return func.date(column, f"-{days} days")
    return cast(func.to_date(column, "YYYY-MM-DD") - days, Text)


def _indexed(connection: Connection) -> Iterator[tuple[int, list[str]]]:
    rows = connection.execute(
        select(SentenceRow.id, SentenceRow.start, SentenceRow.end, ReportRow.text).join(
            ReportRow, ReportRow.id == SentenceRow.report
        )
    )
    for id_, start, end, full in rows:
        yield id_, words((full or "")[start:end])


def _index(connection: Connection, rows: list[tuple[int, list[str]]]) -> None:
    if connection.dialect.name == "sqlite":
        put = "INSERT INTO sentence_words (rowid, words) VALUES (:id, :words)"
        connection.execute(text(put), [{"id": id_, "words": " ".join(said)} for id_, said in rows])
        return
    put = "INSERT INTO sentence_words (rowid, words) VALUES (:id, array_to_tsvector(CAST(:words AS text[])))"
    connection.execute(text(put), [{"id": id_, "words": sorted(set(said))} for id_, said in rows])
