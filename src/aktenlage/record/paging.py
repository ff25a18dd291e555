"""One page after another: what fits a question in parts, each beginning after the last key of the one before.

A page by key costs the same at the beginning and at the end of the record, and shows nothing twice when something is
added meanwhile. Keys are texts: `2023-06-19~17`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from aktenlage.record import asking, reading
from aktenlage.record.asking import EventFilter, StatementFilter, Values
from aktenlage.record.faults import RecordFault
from aktenlage.record.models import AnyText, EventRow, MentionRow, ReportRow, SourceRow, StatementRow
from aktenlage.shapes import DocumentInfo, RecordedEvent, RecordedStatement

T = TypeVar("T")
# Characters of a report that tell it from others in a list.
BEGINNING = 160
# What events are sorted by: the day they happened, or the day of their first or last report.
SORTS = {"date": EventRow.begins, "first_seen": EventRow.first_seen, "last_seen": EventRow.last_seen}


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some of what fits. `next` is the key to go on after, None at the end; `total` counts all, None where counting is dear."""

    items: list[T]
    next: str | None
    total: int | None


class ReportFilter(msgspec.Struct, kw_only=True):
    """What reports are wanted: by outlet, language, days of publication, part of the title or id."""

    source: Values = None
    language: str | None = None
    title: str | None = None
    since: str | None = None
    until: str | None = None


class ListedReport(DocumentInfo, kw_only=True):
    """A report with how it begins, and how many mentions and statements it has."""

    begins: str
    mentions: int
    statements: int


def events(
    connection: Connection, wanted: EventFilter, sort: str, after: str | None, limit: int
) -> Page[RecordedEvent]:
    """Events by `date`, `first_seen` or `last_seen`, the newest first; with `-` in front the oldest first."""
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        raise RecordFault("no-value", "the question", name="sort", why=sort, allowed=", ".join(SORTS))
    fits = asking.conditions(connection, wanted)
    order = _Order([column, EventRow.created], rising=sort.startswith("-"))
    columns: list[Any] = [EventRow.id, column, EventRow.created]
    # On the first page everything that fits is after its key: one query finds and counts it. Without conditions an index
    # has the order, and counting is a question of its own.
    at_once = after is None and wanted != EventFilter(review=wanted.review)
    if at_once:
        columns.append(func.count().over())
    query = select(*columns).where(*fits, *order.after(after))
    rows = connection.execute(query.order_by(*order.by()).limit(limit + 1)).all()
    if at_once:
        total = rows[0][3] if rows else 0
    else:
        total = connection.execute(select(func.count()).select_from(EventRow).where(*fits)).scalar_one()
    return Page(
        reading.events(connection, [row[0] for row in rows[:limit]]), _next(rows, limit, slice(1, 3)), total
    )


def statements(
    connection: Connection, wanted: StatementFilter, after: str | None, limit: int
) -> Page[RecordedStatement]:
    """Statements, from the newest report to the oldest; with words in the question they are not counted."""
    fits = asking.statement_conditions(connection, wanted)
    order = _Order([ReportRow.published, StatementRow.id])
    query = (
        select(StatementRow.id, ReportRow.published, StatementRow.text)
        .join(ReportRow, ReportRow.id == StatementRow.report)
        .where(*fits, *order.after(after))
        .order_by(*order.by())
    )
    if wanted.words is None:
        rows: Sequence[Any] = connection.execute(query.limit(limit + 1)).all()
        counting = select(func.count()).select_from(StatementRow)
        counting = counting.join(ReportRow, ReportRow.id == StatementRow.report).where(*fits)
        total = connection.execute(counting).scalar_one()
    else:
        rows, total = _first(connection.execute(query), asking.saying(wanted.words), limit + 1), None
    keys = [(row.id, row.published, row.id) for row in rows]
    return Page(
        reading.statements(connection, [key[0] for key in keys[:limit]]),
        _next(keys, limit, slice(1, 3)),
        total,
    )


def reports(
    connection: Connection, wanted: ReportFilter, after: str | None, limit: int
) -> Page[ListedReport]:
    """Reports that count, the newest first."""
    fits: list[ColumnElement[bool]] = [ReportRow.superseded_by.is_(None)]
    if wanted.source is not None:
        fits.append(ReportRow.source.in_(asking.outlets(connection, wanted.source)))
    if wanted.language is not None:
        fits.append(ReportRow.language == wanted.language)
    if wanted.title is not None:
        fits.append(
            or_(
                ReportRow.title.icontains(wanted.title, autoescape=True),
                ReportRow.document.icontains(wanted.title, autoescape=True),
            )
        )
    if (since := asking.iso_day(wanted.since)) is not None:
        fits.append(ReportRow.published >= since)
    if (until := asking.iso_day(wanted.until)) is not None:
        fits.append(ReportRow.published <= until)
    order = _Order([ReportRow.published, ReportRow.id])
    told = select(func.count()).where(MentionRow.report == ReportRow.id).scalar_subquery()
    said = select(func.count()).where(StatementRow.report == ReportRow.id).scalar_subquery()
    query = (
        select(
            ReportRow.document, ReportRow.published, ReportRow.id, ReportRow.language, ReportRow.title,
            ReportRow.url, SourceRow.name, told, said, func.substr(ReportRow.text, 1, BEGINNING, type_=AnyText),
        )
        .outerjoin(SourceRow, SourceRow.id == ReportRow.source)
        .where(*fits, *order.after(after))
        .order_by(*order.by())
    )  # fmt: skip
    rows = connection.execute(query.limit(limit + 1)).all()
    total = connection.execute(select(func.count()).select_from(ReportRow).where(*fits)).scalar_one()
    listed = [
        ListedReport(
            id=row[0], published=row[1], language=row[3], title=row[4], url=row[5], source=row[6],
            mentions=row[7], statements=row[8], begins=row[9] or "",
        )
        for row in rows[:limit]
    ]  # fmt: skip
    return Page(listed, _next(rows, limit, slice(1, 3)), total)


class _Order:
    """Rows by a day, which may be missing, and a number that no other row has."""

    def __init__(self, columns: Sequence[Any], rising: bool = False) -> None:
        self._day, self._number = columns
        self._rising = rising

    def by(self) -> tuple[Any, Any]:
        """The order; days that are missing come last, or first where the oldest does."""
        if self._rising:
            return self._day.asc().nulls_first(), self._number.asc()
        return self._day.desc().nulls_last(), self._number.desc()

    def after(self, key: str | None) -> list[ColumnElement[bool]]:
        """What holds of the rows after a key. Raises RecordFault for what is no key."""
        if key is None:
            return []
        day, _, written = key.rpartition("~")
        # Fifteen digits are more than there are rows, and fewer than a database's integers hold.
        if not (written.isascii() and written.isdigit() and len(written) < 16):
            raise RecordFault("bad-key", "the question", why=key)
        number = int(written)
        further = self._number > number if self._rising else self._number < number
        if not day:
            beyond = and_(self._day.is_(None), further)
            return [or_(beyond, self._day.is_not(None)) if self._rising else beyond]
        same = and_(self._day == day, further)
        if self._rising:
            return [or_(self._day > day, same)]
        return [or_(self._day < day, same, self._day.is_(None))]


def _next(rows: Sequence[Any], limit: int, part: slice) -> str | None:
    if len(rows) <= limit:
        return None
    day, number = rows[limit - 1][part]
    return f"{day or ''}~{number}"


def _first(rows: Any, fits: Callable[[str], bool], limit: int) -> list[Any]:
    found: list[Any] = []
    for row in rows:
        if fits(row.text):
            found.append(row)
            if len(found) == limit:
                break
    return found
