"""How two countries deal with each other over time, and what is planned and was never confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, select

from aktenlage.coding import plover
from aktenlage.record.asking import CODE, EventFilter, conditions, many
from aktenlage.record.models import DealingRow, EventRow
from aktenlage.record.tellings import span
from aktenlage.record.verdicts import REJECTED
from aktenlage.shapes import RecordedEvent

Period = Literal["week", "month"]
# A plan without a date counts as one ahead for this long after the last report of it.
OPEN_DAYS = 60


class Relation(msgspec.Struct, kw_only=True):
    """What one country did to another in a week (`2023-W25`) or month (`2023-06`): events by quad class.

    `score` is their mean on the conflict-cooperation scale, -10 to 10.
    """

    actor: str
    recipient: str
    period: str
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    score: float


class Due(msgspec.Struct, kw_only=True):
    """A planned event: `ahead`, or `overdue` when its last day has passed and no report has confirmed it.

    `due` is that day, null for a plan without a date.
    """

    state: str
    due: str | None
    event: RecordedEvent


def relations(connection: Connection, wanted: EventFilter, by: Period) -> list[Relation]:
    """Per ordered pair of countries and period, by period. Events as PLOVER counts them; possibilities count as none."""
    # Weeks begin in one year and end in the next: days are counted in the database, and added up to weeks here.
    when = func.substr(DealingRow.begins, 1, 7) if by == "month" else DealingRow.begins
    counted: dict[tuple[str, str, str], list[float]] = {}
    for actor, recipient, begins, *numbers in summed(connection, wanted, when):
        key = (begins if by == "month" else _week(begins), actor, recipient)
        before = counted.get(key)
        counted[key] = numbers if before is None else [a + b for a, b in zip(before, numbers, strict=True)]
    return [_relation(*key, numbers) for key, numbers in sorted(counted.items())]


def summed(connection: Connection, wanted: EventFilter, *by: ColumnElement[Any] | Any) -> Iterator[Any]:
    """(actor, recipient, what it is grouped by, events, sum of scores, events of each quad)."""
    groups = (DealingRow.actor, DealingRow.recipient, *by)
    quads = [func.sum(case((DealingRow.quad == number, 1), else_=0)) for number in range(len(plover.QUADS))]
    query = select(*groups, func.count(), func.sum(DealingRow.score), *quads)
    return iter(connection.execute(query.where(*_fitting(connection, wanted)).group_by(*groups)))


def _fitting(connection: Connection, wanted: EventFilter) -> list[ColumnElement[bool]]:
    """What must hold of the rows of `dealings`. Countries, days and reviews stand in them; all else is asked of the events."""
    asked = conditions(connection, wanted)
    here = EventFilter(since=wanted.since, until=wanted.until, review=wanted.review, pair=wanted.pair)
    if here != wanted or not all(map(CODE.fullmatch, wanted.pair or ())):
        return [DealingRow.event.in_(select(EventRow.id).where(*asked))]
    reviews = many(wanted.review)
    found = [DealingRow.review.in_(reviews) if reviews else DealingRow.review != REJECTED]
    if wanted.pair is not None:
        found += [DealingRow.actor.in_(wanted.pair), DealingRow.recipient.in_(wanted.pair)]
    if wanted.since is not None:
        found.append(DealingRow.ends >= wanted.since)
    if wanted.until is not None:
        found.append(DealingRow.begins <= wanted.until)
    return found


def agenda(planned: Iterable[RecordedEvent], today: date) -> list[Due]:
    """Planned events: those overdue, then those ahead, each by date, undated ones last."""
    found = []
    for event in planned:
        told = span(event.date)
        due = date.fromordinal(told[1]) if told else None
        seen = date.fromisoformat(event.last_seen) if event.last_seen else today
        ahead = (due or seen + timedelta(days=OPEN_DAYS)) >= today
        found.append(
            Due(state="ahead" if ahead else "overdue", due=due.isoformat() if due else None, event=event)
        )
    return sorted(found, key=lambda entry: (entry.state == "ahead", entry.due or "9999", entry.event.id))


def _week(begins: str) -> str:
    year, week, _ = date.fromisoformat(begins).isocalendar()
    return f"{year}-W{week:02}"


def _relation(period: str, actor: str, recipient: str, numbers: Sequence[float]) -> Relation:
    events, score, *counts = numbers
    quads: dict[str, Any] = {
        quad.replace(" ", "_"): int(number) for quad, number in zip(plover.QUADS, counts, strict=True)
    }
    return Relation(
        actor=actor, recipient=recipient, period=period, events=int(events), score=round(score / events, 2), **quads
    )  # fmt: skip
