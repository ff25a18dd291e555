"""Who deals with whom, and how: relations summed over time as a matrix of countries, and one pair period by period."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from aktenlage.coding import plover
from aktenlage.record.asking import EventFilter
from aktenlage.record.relations import Relation, summed

# Rows and columns of the matrix; the others are told as a number.
LARGEST = 20


@dataclass(frozen=True, slots=True)
class Sum:
    """Events of one country towards another: how many, and their mean score (-10 to 10)."""

    actor: str
    recipient: str
    events: int
    score: float
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """The countries with most events, the sums between them, and how many countries are left out."""

    countries: list[str]
    cells: dict[tuple[str, str], Sum]
    left_out: int


def of_record(connection: Connection, wanted: EventFilter) -> list[Sum]:
    """What countries did to each other over all time, the pairs with most events first; counted in the database."""
    found = []
    for actor, recipient, events, score, *counts in summed(connection, wanted):
        told = zip(plover.QUADS, counts, strict=True)
        cooperation = int(sum(number for quad, number in told if quad.endswith("cooperation")))
        mean = round(score / events, 1)
        found.append(Sum(actor, recipient, int(events), mean, cooperation, int(events) - cooperation))
    return sorted(found, key=lambda s: (-s.events, s.actor, s.recipient))


def sums(relations: Iterable[Relation]) -> list[Sum]:
    """Relations of all periods added up, the pairs with most events first."""
    grouped: dict[tuple[str, str], list[Relation]] = {}
    for relation in relations:
        grouped.setdefault((relation.actor, relation.recipient), []).append(relation)
    found = [_sum(actor, recipient, group) for (actor, recipient), group in grouped.items()]
    return sorted(found, key=lambda s: (-s.events, s.actor, s.recipient))


def as_sums(told: Iterable[Relation | Sum]) -> list[Sum]:
    """Sums as they are, and relations summed."""
    items = list(told)
    summed_up = [item for item in items if isinstance(item, Sum)]
    return summed_up or sums(item for item in items if isinstance(item, Relation))


def matrix(found: Iterable[Sum]) -> Matrix:
    """The sums as rows (who acts) and columns (to whom)."""
    found = list(found)
    volume: Counter[str] = Counter()
    for cell in found:
        volume[cell.actor] += cell.events
        volume[cell.recipient] += cell.events
    largest = sorted(volume, key=lambda code: (-volume[code], code))
    shown = largest[:LARGEST]
    cells = {(s.actor, s.recipient): s for s in found if s.actor in shown and s.recipient in shown}
    return Matrix(shown, cells, len(largest) - len(shown))


def unordered(found: Iterable[Sum], most: int, conflict: bool) -> list[tuple[str, str, int]]:
    """The pairs, whoever acts, with most events of conflict or cooperation.

    What both do together stands in both directions and counts once: of the two directions the larger number is taken.
    """
    counts: Counter[tuple[str, str]] = Counter()
    for cell in found:
        one, other = sorted((cell.actor, cell.recipient))
        number = cell.conflict if conflict else cell.cooperation
        counts[one, other] = max(counts[one, other], number)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(one, other, number) for (one, other), number in ranked[:most] if number]


def _sum(actor: str, recipient: str, group: list[Relation]) -> Sum:
    events = sum(r.events for r in group)
    return Sum(
        actor=actor,
        recipient=recipient,
        events=events,
        score=round(sum(r.score * r.events for r in group) / events, 1),
        cooperation=sum(r.verbal_cooperation + r.material_cooperation for r in group),
        conflict=sum(r.verbal_conflict + r.material_conflict for r in group),
    )
