"""What became of an event: its values from all that its reports tell, and its stage as it changed over time.

The rules stand in `docs/record.md`, section "What became of it".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

import msgspec

from aktenlage.coding.compatible import SYMMETRIC
from aktenlage.coding.identity import same
from aktenlage.coding.plover import CERTAINTIES
from aktenlage.record.tellings import Telling, span
from aktenlage.shapes import Entity, Place

T = TypeVar("T")
# Of two stages told on one day the later in this list holds: a plan that is called off the day it was announced is off.
_COURSE = ("hypothetical", "planned", "cancelled")


class Parties(msgspec.Struct, array_like=True):
    """The merged roles, as stored with an event."""

    actors: list[Entity]
    recipients: list[Entity]
    sources: list[Entity]


class Values(msgspec.Struct):
    """The merged values of an event."""

    type: str
    mode: str | None
    status: str
    certainty: str
    date: str | None
    place: Place | None
    parties: Parties


def pairs(type_: str, parties: Parties) -> set[tuple[str, str]]:
    """Ordered pairs of two countries, who acts and to whom; of a happening that all parties do together, both ways."""
    actors = {e.country for e in parties.actors if e.country}
    recipients = {e.country for e in parties.recipients if e.country}
    others = recipients | actors if type_ in SYMMETRIC else recipients
    return {(actor, other) for actor in actors for other in others if actor != other}


def values(told: Sequence[Telling]) -> Values:
    """The values of an event from its tellings in the order of publication."""
    status, certainty = stage(told)
    actors = _fullest([t.actors for t in told])
    recipients = [r for r in _fullest([t.recipients for t in told]) if not any(same(r, a) for a in actors)]
    # What one report asserts itself needs no other voucher.
    sources = told[0].sources if all(t.sources for t in told) else []
    return Values(
        type=told[0].type,
        mode=_most([t.mode for t in told if t.mode]),
        status=status,
        certainty=certainty,
        date=_date(told, status),
        place=_place([t.place for t in told if t.place]),
        parties=Parties(actors, recipients, sources),
    )


def stage(told: Sequence[Telling]) -> tuple[str, str]:
    """Status and certainty that an event has come to, from its tellings in the order of publication.

    Once told as actual it stays so; before that the latest plan or cancellation holds, and a possibility only if there is
    neither. A denial holds if nobody says otherwise, or if it comes last and from one of the parties of a plan; else it
    leaves the status and takes a step off the certainty.
    """
    denials = [t for t in told if t.status == "denied"]
    others = [t for t in told if t.status != "denied"]
    if not others:
        return "denied", _surest(denials)
    if any(t.status == "actual" for t in others):
        status = "actual"
    else:
        plans = [t for t in others if t.status != "hypothetical"] or others
        status = max(plans, key=lambda t: (t.published, _COURSE.index(t.status))).status
        last = max(t.published for t in others)
        if status != "cancelled" and any(t.published >= last and _own(t) for t in denials):
            return "denied", _surest(denials)
    certainty = _surest([t for t in others if t.status == status])
    if denials:
        certainty = CERTAINTIES[min(CERTAINTIES.index(certainty) + 1, len(CERTAINTIES) - 1)]
    return status, certainty


def _own(denial: Telling) -> bool:
    """Whether it is a party that denies, by itself or through somebody of its country."""
    return any(
        same(source, party) or (source.country is not None and source.country == party.country)
        for source in denial.sources
        for party in denial.actors
    )


def _surest(told: Sequence[Telling]) -> str:
    return min((t.certainty for t in told), key=CERTAINTIES.index)


def _date(told: Sequence[Telling], status: str) -> str | None:
    """The most precise date of those tellings that the status rests on; of a plan the one announced last."""
    dated = [t for t in told if t.date]
    fitting = [t for t in dated if t.status == status] or dated
    if not fitting:
        return None
    if status != "actual":
        latest = max(t.published for t in fitting)
        fitting = [t for t in fitting if t.published == latest]
    lengths = [(t.date, found[1] - found[0] if (found := span(t.date)) else 10_000) for t in fitting]
    shortest = min(length for _, length in lengths)
    return _most([date for date, length in lengths if length == shortest])


def _place(places: Sequence[Place]) -> Place | None:
    """The place named most often, cities before countries."""
    cities = [p for p in places if p.geonames]
    return _most(cities or list(places), lambda p: p.name)


def _fullest(lists: Sequence[list[Entity]]) -> list[Entity]:
    """The longest list; of lists of one length the one with most people and organisations by name."""
    return max(
        lists, key=lambda found: (len(found), sum(e.kind in ("person", "organisation") for e in found))
    )


def _most(items: Sequence[T], by: Callable[[T], Hashable] = lambda item: item) -> T | None:
    """What occurs most often, the first of several."""
    counts = Counter(by(item) for item in items)
    return max(items, key=lambda item: counts[by(item)], default=None)
