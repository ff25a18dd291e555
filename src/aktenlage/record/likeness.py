"""How much speaks for two tellings being of one happening? A score, with its parts in words.

Parties, time, place and words speak for it or against it. No part decides alone: reports get a day or a role wrong, and so
does the coder. The rules on parties and places are those of `coding.compatible`. The numbers were set on
`examples/happenings` by hand and rounded; `docs/record.md` says what they reach there.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import msgspec

from aktenlage.coding.another import steps_agree
from aktenlage.coding.compatible import DESCRIBED, KIN, MEET, SAME, STATE, SYMMETRIC, kinship, places_agree
from aktenlage.coding.identity import is_description
from aktenlage.coding.merge import APART
from aktenlage.folding import fold
from aktenlage.record.tellings import SHORT, Telling, reach_of
from aktenlage.shapes import Entity
from aktenlage.world import lookup

# From here on two tellings are linked; and all tellings of an event must on average speak so much for a new one.
ENOUGH, ON_AVERAGE = 1.5, 0.8
# Points, and days to points: news disagree by a day about what happens at night and on the other side of the earth.
SAME_DAY, SAME_DAYS, SAME_MONTH, SAME_YEARS = 2.0, 1.2, 0.5, 0.25
A_DAY_OFF, MOST_OFF = 1.0, 4.0
PUBLISHED_THEN, LATER_BY_A_DAY = 1.4, 0.06
# Longer after the day only what has more in common than its parties is taken for the same.
SOON, NOT_SOON = 3, 1.0
STRANGER, OTHER_MODE, OTHER_PLACE, SAME_PLACE, SAME_COUNTRY = 1.0, 1.0, 0.75, 0.75, 0.25
WORD, MOST_WORDS, TRIGGER = 0.4, 1.4, 0.4
ONE_REPORT, OTHER_STAGE, TWO_PLACES, ANOTHER, OTHER_STEP = 0.5, 1.5, 4.0, 4.0, 4.0
COUNTRYMEN, ALIKE = 0.1, 0.5
# An entity of no known country is half a stranger: it may be the one that the other text knows better. One of another
# country is worse than one of the right country with another sector.
UNKNOWN, FOREIGN = 0.5, 3.0

# Points, and the words for them, which are put together only where somebody reads them.
Part = tuple[float, Callable[[], str]]
# How near the entities of one list are to those of another.
Grid = list[list[float]]
# Nearness, and the two who may be one; those of actors, of recipients, and the rest.
Match = tuple[float, Entity, Entity]
Sides = list[list[Match]]


class Likeness(msgspec.Struct):
    """A score and what makes it so high or low."""

    score: float
    reason: str


def likeness(one: Telling, other: Telling, same_report: bool = False) -> Likeness:
    """What speaks for one happening, and against it; the same from both sides. For tellings of one type."""
    parts = _parts(one, other, same_report)
    speaks = "; ".join(words() for points, words in parts if points > 0)
    objects = "; ".join(words() for points, words in parts if points < 0)
    return Likeness(_sum(parts), speaks + (f"; but {objects}" if objects else ""))


def score(one: Telling, other: Telling, same_report: bool = False) -> float:
    """The score of `likeness` alone."""
    return _sum(_parts(one, other, same_report))


def _sum(parts: list[Part]) -> float:
    return round(sum(points for points, _ in parts), 3)


def _parts(one: Telling, other: Telling, same_report: bool) -> list[Part]:
    sides, parties = _parties(one, other)
    parts = [*parties, _time(one, other), _place(one, other), *_words(one, other, same_report)]
    if one.mode and other.mode and one.mode != other.mode:
        modes = sorted((one.mode, other.mode))
        parts.append((-OTHER_MODE, lambda: " and ".join(modes)))
    if not steps_agree(one.triggers, other.triggers):
        parts.append((-OTHER_STEP, lambda: "signing and ratifying"))
    if same_report:
        if one.another or other.another:
            parts.append((-ANOTHER, lambda: "told as another one"))
        parts.append((-ONE_REPORT, lambda: "told apart in one report"))
        if one.place and other.place and not places_agree(one.place, other.place):
            parts.append((-TWO_PLACES, lambda: "at two places in one report"))
        if {one.status, other.status} in APART and "denied" not in (one.status, other.status):
            parts.append((-OTHER_STAGE, lambda: " and ".join(sorted((one.status, other.status)))))
    if _only_parties(one, other, sides, parts):
        parts.append((-NOT_SOON, lambda: "only the parties in common"))
    return parts


def _parties(one: Telling, other: Telling) -> tuple[Sides, list[Part]]:
    """Who is the same on each side; a point for each side that is the same identity, less for the same country; more parties add little."""
    if one.type in SYMMETRIC:
        pairs, strange = _compared(one.parties, other.parties)
        sides = [pairs[:1], pairs[1:2], pairs[2:]]
    else:
        actors, strange_actors = _compared(one.actors, other.actors)
        recipients, strange_recipients = _compared(one.recipients, other.recipients)
        sides = [actors[:1], recipients[:1], actors[1:] + recipients[1:]]
        strange = strange_actors + strange_recipients
    points = sum(near for side in sides[:2] for near, *_ in side) + min(0.5, 0.25 * len(sides[2]))
    return sides, [
        (points, lambda: _same_parties(sides)),
        (-STRANGER * strange, lambda: "other parties"),
    ]


def _same_parties(sides: Sides) -> str:
    names = {
        one.name if one.name == other.name else one.country or min(one.name, other.name): None
        for side in sides
        for near, one, other in side
    }
    return f"same parties ({', '.join(list(names)[:4])})"


def _compared(some: list[Entity], others: list[Entity]) -> tuple[list[Match], float]:
    """(nearness, one, other) of the entities that may be one, and how far the two lists are strangers."""
    if not some or not others:
        return [], 0.0
    grid = [[_nearness(one, other) for other in others] for one in some]
    return _matches(some, others, grid), _strangers(some, others, grid)


def _nearness(one: Entity, other: Entity) -> float:
    """`kinship`, and less for two that are only of one kind: German police officers may be these or those."""
    near = kinship(one, other)
    if near == SAME and one.kind != "country" and is_description(one):
        return MEET
    if near == KIN and one.kind == other.kind == "group" and any(_is_crowd(e) for e in (one, other)):
        # "der Protest in Rom": whoever protests, students or farmers
        return ALIKE
    if (
        near != MEET
        or "country" in (one.kind, other.kind)
        or _words_of_name(one.name) & _words_of_name(other.name)
    ):
        return near
    named = any(e.kind == "person" and not is_description(e) for e in (one, other))
    return MEET if named and STATE & {one.sector, other.sector} else ALIKE


def _is_crowd(entity: Entity) -> bool:
    """Whether nothing is known of them but that they protest."""
    return _words_of_name(entity.name) == {"protesters"}


@lru_cache(maxsize=50_000)
def _words_of_name(name: str) -> frozenset[str]:
    """The folded words of a name without those for a country and its people."""
    return frozenset(
        fold(word)
        for word in name.split()
        if not (lookup.people(word, "en") or lookup.countries_of_adjective(word, "en"))
    )


def _matches(some: list[Entity], others: list[Entity], grid: Grid) -> list[Match]:
    """(nearness, one, other) of the entities of two lists that may be one, each used once, best first."""
    pairs = [(-near, n, m) for n, row in enumerate(grid) for m, near in enumerate(row) if near]
    if len(pairs) > 1:
        pairs.sort(key=lambda pair: (pair[0], sorted((some[pair[1]].name, others[pair[2]].name)), pair[1:]))
    found: list[Match] = []
    used: set[int] = set()
    taken: set[int] = set()
    for near, n, m in pairs:
        if n not in used and m not in taken:
            used.add(n)
            taken.add(m)
            # Two of one country are no more one party than two of a kind: that speaks for little.
            found.append((-near if -near > KIN else COUNTRYMEN, some[n], others[m]))
    return found


def _strangers(some: list[Entity], others: list[Entity], grid: Grid) -> float:
    """How far the shorter list is from having its parties in the other: 0 to 1, and more for parties of other countries."""
    nearness = [
        [near or _unknown(one, other) for other, near in zip(others, row, strict=True)]
        for one, row in zip(some, grid, strict=True)
    ]
    across = [max(row) for row in nearness]
    down = [max(column) for column in zip(*nearness, strict=True)]
    if len(some) == len(others):
        return max(_missing(across), _missing(down))
    return _missing(min(across, down, key=len))


def _missing(nearest: list[float]) -> float:
    return 1 - sum(nearest) / len(nearest) + FOREIGN * nearest.count(0.0)


def _unknown(one: Entity, other: Entity) -> float:
    if None in (one.country, other.country) and "person" not in (one.kind, other.kind):
        return UNKNOWN
    return 0.0


def _time(one: Telling, other: Telling) -> Part:
    """Points for the same day; less the wider the span, the later the report; points off for days apart."""
    dated = one.dated + other.dated
    if reach_of(one) != SHORT or reach_of(other) != SHORT:
        return (SAME_YEARS, lambda: "same years") if dated == 2 else (0.0, str)
    if dated == 2:
        gap = max(0, one.first - other.last, other.first - one.last)
        if gap:
            return -min(MOST_OFF, A_DAY_OFF * gap), lambda: " and ".join(
                sorted((one.date or "", other.date or ""))
            )
        span = max(one.last - one.first, other.last - other.first)
        if span == 0:
            return SAME_DAY, lambda: f"same day ({one.date})"
        shorter = min(one, other, key=lambda t: (t.last - t.first, t.date or ""))
        return (SAME_DAYS if span < 31 else SAME_MONTH), lambda: f"days that overlap ({shorter.date})"
    late = _late(one, other)
    points = max(-1.0, PUBLISHED_THEN - LATER_BY_A_DAY * late)
    return points, lambda: "published then" if late <= 1 else f"published {late} days apart"


def _late(one: Telling, other: Telling) -> int:
    """Days between the reports, or between the day that one tells and the other's publication."""
    if one.dated == other.dated:
        return abs(one.published - other.published)
    told, undated = (one, other) if one.dated else (other, one)
    return max(0, undated.published - told.last, told.first - undated.published)


def _place(one: Telling, other: Telling) -> Part:
    here, there = one.place, other.place
    if here is None or there is None:
        return 0.0, str
    if here.name == there.name:
        return SAME_PLACE, lambda: f"same place ({here.name})"
    if places_agree(here, there):
        return SAME_COUNTRY, lambda: f"same country ({here.country})"
    return -OTHER_PLACE, lambda: " and ".join(sorted((here.name, there.name)))


def _words(one: Telling, other: Telling, same_report: bool) -> list[Part]:
    triggers = one.triggers & other.triggers
    # One report has its subject in common, and some tellings of it the sentence.
    shared = frozenset() if same_report else (one.words & other.words) - one.triggers - other.triggers
    return [
        (
            min(MOST_WORDS, WORD * len(shared)),
            lambda: f"{len(shared)} words in common ({', '.join(sorted(shared)[:4])})",
        ),
        (TRIGGER if triggers else 0.0, lambda: f"same word ({min(triggers)})"),
    ]


def _only_parties(one: Telling, other: Telling, sides: Sides, parts: list[Part]) -> bool:
    """Whether nothing but parties and time speaks for one happening, and some days lie between or no party is surely the same."""
    if one.dated and other.dated:
        return False
    sure = any(
        near in (SAME, DESCRIBED) or "country" in (e.kind, o.kind) for side in sides for near, e, o in side
    )
    place, words = parts[3][0], parts[4][0]
    return (not sure or _late(one, other) > SOON) and place < SAME_PLACE and words < 2 * WORD
