"""How two countries deal with each other over time, and what is planned and was never confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, func, select

from aktenlage.coding import plover
from aktenlage.record.asking import EventFilter, conditions
from aktenlage.record.models import EventRow, PairRow
from aktenlage.record.tellings import span
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
    # Databases know months by their letters; weeks are made of days here.
    days = EventRow.begins if by == "week" else func.substr(EventRow.begins, 1, 7)
    groups = (days, PairRow.actor, PairRow.recipient, EventRow.type, EventRow.mode, EventRow.status)
    query = (
        select(*groups, func.count())
        .join(PairRow, PairRow.event == EventRow.id)
        .where(
            *conditions(connection, wanted), EventRow.begins.is_not(None), EventRow.status != "hypothetical"
        )
        .group_by(*groups)
    )
    counted: dict[tuple[str, str, str], list[tuple[str, float, int]]] = {}
    for day, actor, recipient, type_, mode, status, count in connection.execute(query):
        reduced = plover.reduce(type_, mode, status)
        if reduced.quad is not None and reduced.score is not None:
            period = _week(day) if by == "week" else day
            counted.setdefault((period, actor, recipient), []).append((reduced.quad, reduced.score, count))
    return [_relation(*key, told) for key, told in sorted(counted.items())]


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


@lru_cache(maxsize=10_000)
def _week(day: str) -> str:
    year, week, _ = date.fromisoformat(day).isocalendar()
    return f"{year}-W{week:02}"


def _relation(period: str, actor: str, recipient: str, told: Sequence[tuple[str, float, int]]) -> Relation:
    quads: dict[str, Any] = {quad.replace(" ", "_"): 0 for quad in plover.QUADS}
    for quad, _, count in told:
        quads[quad.replace(" ", "_")] += count
    events = sum(count for *_, count in told)
    mean = round(sum(score * count for _, score, count in told) / events, 2)
    return Relation(actor=actor, recipient=recipient, period=period, events=events, score=mean, **quads)
