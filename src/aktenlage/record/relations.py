"""How two countries deal with each other over time, and what is planned and was never confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import Connection, select

from aktenlage.coding import plover
from aktenlage.coding.compatible import SYMMETRIC
from aktenlage.record.asking import EventFilter, conditions
from aktenlage.record.models import EventRow
from aktenlage.record.story import Parties
from aktenlage.record.tellings import span
from aktenlage.shapes import RecordedEvent

Period = Literal["week", "month"]
# A plan without a date counts as one ahead for this long after the last report of it.
OPEN_DAYS = 60
_PARTIES = msgspec.json.Decoder(Parties).decode


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
    query = select(EventRow.type, EventRow.mode, EventRow.status, EventRow.begins, EventRow.parties).where(
        *conditions(connection, wanted), EventRow.begins.is_not(None), EventRow.status != "hypothetical"
    )
    counted: dict[tuple[str, str, str], list[tuple[str, float]]] = {}
    for row in connection.execute(query):
        reduced = plover.reduce(row.type, row.mode, row.status)
        if reduced.quad is None or reduced.score is None:
            continue
        for actor, recipient in _pairs(row.type, _PARTIES(row.parties)):
            key = (_period(row.begins, by), actor, recipient)
            counted.setdefault(key, []).append((reduced.quad, reduced.score))
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


def _pairs(type_: str, parties: Parties) -> Iterator[tuple[str, str]]:
    """Ordered pairs of two countries; of a happening that all parties do together, both ways."""
    actors = {e.country for e in parties.actors if e.country}
    recipients = {e.country for e in parties.recipients if e.country}
    pairs = {(a, r) for a in actors for r in recipients}
    if type_ in SYMMETRIC:
        pairs |= {(a, b) for a in actors for b in actors}
    yield from sorted((a, r) for a, r in pairs if a != r)


def _period(begins: str, by: Period) -> str:
    if by == "month":
        return begins[:7]
    year, week, _ = date.fromisoformat(begins).isocalendar()
    return f"{year}-W{week:02}"


def _relation(period: str, actor: str, recipient: str, told: Sequence[tuple[str, float]]) -> Relation:
    quads: dict[str, Any] = {quad.replace(" ", "_"): 0 for quad in plover.QUADS}
    for quad, _ in told:
        quads[quad.replace(" ", "_")] += 1
    mean = round(sum(score for _, score in told) / len(told), 2)
    return Relation(actor=actor, recipient=recipient, period=period, events=len(told), score=mean, **quads)
