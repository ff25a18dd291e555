"""When did the relation of two countries turn? The periods whose mean score is far from that of the period before."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from aktenlage.record.relations import Relation

# A change of the mean score from one period to the next that is told as a turn.
TURN, MOST_TURNS = 3.0, 4


@dataclass(frozen=True, slots=True)
class Turn:
    """A period in which the mean score of a pair, both directions together, is far from that of the period before."""

    period: str
    before: float
    score: float


def days(period: str) -> tuple[date, date]:
    """First and last day of a month (`2023-06`) or week (`2023-W25`)."""
    if "W" in period:
        first = date.fromisocalendar(int(period[:4]), int(period[6:]), 1)
        return first, first + timedelta(days=6)
    year, month = int(period[:4]), int(period[5:7])
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def turns(relations: Iterable[Relation]) -> list[Turn]:
    """Where it turned, the sharpest turns first."""
    grouped: dict[str, list[Relation]] = {}
    for relation in relations:
        grouped.setdefault(relation.period, []).append(relation)
    means = [
        (period, sum(r.score * r.events for r in group) / sum(r.events for r in group))
        for period, group in sorted(grouped.items())
    ]
    found = [
        Turn(period, round(before, 1), round(score, 1))
        for (_, before), (period, score) in pairwise(means)
        if abs(score - before) >= TURN
    ]
    return sorted(found, key=lambda turn: (-abs(turn.score - turn.before), turn.period))[:MOST_TURNS]
