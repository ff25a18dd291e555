"""How much do two tellings of two reports speak for one happening? A score, with its parts in words.

`against` holds what rules it out; the rules of `coding.compatible` come first. `likeness` adds up what speaks for it:
parties, time, place, words. From ENOUGH on the two are linked.
"""

from __future__ import annotations

import msgspec

from aktenlage.coding.compatible import (
    KIN,
    SYMMETRIC,
    kinds_agree,
    kinship,
    places_agree,
    roles_agree,
)
from aktenlage.coding.plover import VERBAL
from aktenlage.record.tellings import SHORT, Telling, reach_of
from aktenlage.shapes import Entity

ENOUGH = 2.0
# News disagree by a day about what happens at night, and on the other side of the earth.
SLACK = 1
FADING = ((1, 1.25), (3, 1.0), (7, 0.75), (14, 0.5), (10_000, 0.25))


class Likeness(msgspec.Struct):
    """A score and why it is so high."""

    score: float
    reason: str


def against(one: Telling, other: Telling) -> bool:
    """Whether something that the two say rules out one happening."""
    return not (
        kinds_agree(one, other)
        and one.first <= other.last + SLACK
        and other.first <= one.last + SLACK
        and reach_of(one) == reach_of(other)
        and places_agree(one.place, other.place)
        and roles_agree(one, other, KIN)
    )


def likeness(one: Telling, other: Telling) -> Likeness:
    """What speaks for one happening, of two tellings with nothing against it."""
    parts = [_parties(one, other), _time(one, other), _place(one, other), _words(one, other)]
    score = sum(points for points, _ in parts)
    return Likeness(round(score, 3), "; ".join(words for points, words in parts if points > 0))


def _parties(one: Telling, other: Telling) -> tuple[float, str]:
    """One point for each side that is the same identity, less for the same country; more parties add little."""
    if one.type in SYMMETRIC:
        pairs = _matches(one.parties, other.parties)
        sides = [pairs[:1], pairs[1:2], pairs[2:]]
    else:
        actors, recipients = _matches(one.actors, other.actors), _matches(one.recipients, other.recipients)
        sides = [actors[:1], recipients[:1], actors[1:] + recipients[1:]]
    points = sum(p for side in sides[:2] for p, _ in side)
    points += min(0.5, 0.25 * len(sides[2]))
    names = list(dict.fromkeys(name for side in sides for _, name in side))
    return points, f"same parties ({', '.join(names[:4])})"


def _matches(some: list[Entity], others: list[Entity]) -> list[tuple[float, str]]:
    """(nearness, name) of the entities of two lists that may be one, each used once, best first."""
    pairs = sorted(
        (-near, *sorted((one.name, other.name)), n, m)
        for n, one in enumerate(some)
        for m, other in enumerate(others)
        if (near := kinship(one, other))
    )
    found, used, taken = [], set(), set()
    for near, name, second, n, m in pairs:
        if n not in used and m not in taken:
            used.add(n)
            taken.add(m)
            country = some[n].country or name
            found.append((-near, name if name == second else country))
    return found


def _time(one: Telling, other: Telling) -> tuple[float, str]:
    """Two points for the same day; less the wider the span and the further the reports are apart."""
    dated = one.dated + other.dated
    if reach_of(one) != SHORT:
        return (0.25, "same years") if dated == 2 else (0.0, "")
    if dated == 2:
        if one.first > other.last or other.first > one.last:
            return 0.5, "a day apart ({}, {})".format(*sorted((one.date or "", other.date or "")))
        span = max(one.last - one.first, other.last - other.first)
        if span == 0:
            return 2.0, f"same day ({one.date})"
        shorter = min(one, other, key=lambda t: (t.last - t.first, t.date or ""))
        return (1.5 if span < 7 else 0.75), f"days that overlap ({shorter.date})"
    if dated == 1:
        told, window = (one, other) if one.dated else (other, one)
        apart = max(0, window.published - told.last, told.first - window.published)
        return _faded(apart), f"{told.date} is {apart} days from the other's publication"
    apart = abs(one.published - other.published)
    return _faded(apart), f"published {apart} days apart" if apart > 1 else "published within a day"


def _faded(apart: int) -> float:
    """Points for so many days between a report and what it tells, if it does not say when."""
    return next(points for days, points in FADING if apart <= days)


def _place(one: Telling, other: Telling) -> tuple[float, str]:
    if one.place is None or other.place is None:
        return 0.0, ""
    if one.place.name == other.place.name:
        return 0.75, f"same place ({one.place.name})"
    return 0.25, f"same country ({one.place.country})"


def _words(one: Telling, other: Telling) -> tuple[float, str]:
    shared = sorted(set(one.words) & set(other.words))
    triggers = sorted(set(one.triggers) & set(other.triggers))
    # Who says something twice a day says different things: of speech acts the words have to speak.
    points = 0.5 * bool(triggers) + min(1.0, 0.25 * len(shared)) - 0.25 * (one.type in VERBAL and not shared)
    told = [f"{len(shared)} words in common ({', '.join(shared[:4])})"] if shared else []
    told += [f"same word ({triggers[0]})"] if triggers else []
    return points, "; ".join(told)
