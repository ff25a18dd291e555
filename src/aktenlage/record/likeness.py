"""How much speaks for two tellings being of one happening? A score, with its parts in words.

Parties, time, place and words speak for it or against it. No part decides alone: reports get a day or a role wrong, and so
does the coder. The rules on parties and places are those of `coding.compatible`. The numbers were set on
`examples/happenings` by hand and rounded; `docs/record.md` says what they reach there.
"""

from __future__ import annotations

import msgspec

from aktenlage.coding.compatible import KIN, SYMMETRIC, kinship, places_agree
from aktenlage.coding.merge import APART
from aktenlage.record.tellings import SHORT, Telling, reach_of
from aktenlage.shapes import Entity

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
ONE_REPORT, OTHER_STAGE = 0.25, 1.5
COUNTRYMEN = 0.1
# An entity of no known country is half a stranger: it may be the one that the other text knows better. One of another
# country is worse than one of the right country with another sector.
UNKNOWN, FOREIGN = 0.5, 3.0

Part = tuple[float, str]


class Likeness(msgspec.Struct):
    """A score and what makes it so high or low."""

    score: float
    reason: str


def likeness(one: Telling, other: Telling, same_report: bool = False) -> Likeness:
    """What speaks for one happening, and against it; the same from both sides. For tellings of one type."""
    parts = [*_parties(one, other), _time(one, other), _place(one, other), *_words(one, other)]
    if one.mode and other.mode and one.mode != other.mode:
        parts.append((-OTHER_MODE, f"{' and '.join(sorted((one.mode, other.mode)))}"))
    if same_report:
        parts.append((-ONE_REPORT, "told apart in one report"))
        if {one.status, other.status} in APART:
            parts.append((-OTHER_STAGE, " and ".join(sorted((one.status, other.status)))))
    elif _only_parties(one, other, parts):
        parts.append((-NOT_SOON, "only the parties in common"))
    score = sum(points for points, _ in parts)
    speaks = "; ".join(words for points, words in parts if points > 0)
    objects = "; ".join(words for points, words in parts if points < 0)
    return Likeness(round(score, 3), speaks + (f"; but {objects}" if objects else ""))


def _parties(one: Telling, other: Telling) -> list[Part]:
    """A point for each side that is the same identity, less for the same country; more parties add little."""
    if one.type in SYMMETRIC:
        pairs = _matches(one.parties, other.parties)
        sides = [pairs[:1], pairs[1:2], pairs[2:]]
        strange = _strangers(one.parties, other.parties)
    else:
        actors, recipients = _matches(one.actors, other.actors), _matches(one.recipients, other.recipients)
        sides = [actors[:1], recipients[:1], actors[1:] + recipients[1:]]
        strange = _strangers(one.actors, other.actors) + _strangers(one.recipients, other.recipients)
    points = sum(near for side in sides[:2] for near, _ in side) + min(0.5, 0.25 * len(sides[2]))
    names = list(dict.fromkeys(name for side in sides for _, name in side))
    return [(points, f"same parties ({', '.join(names[:4])})"), (-STRANGER * strange, "other parties")]


def _matches(some: list[Entity], others: list[Entity]) -> list[Part]:
    """(nearness, name) of the entities of two lists that may be one, each used once, best first."""
    pairs: list[tuple[float, list[str], int, int]] = sorted(
        (-near, sorted((one.name, other.name)), n, m)
        for n, one in enumerate(some)
        for m, other in enumerate(others)
        if (near := kinship(one, other))
    )
    found: list[Part] = []
    used: set[int] = set()
    taken: set[int] = set()
    for near, (name, second), n, m in pairs:
        if n not in used and m not in taken:
            used.add(n)
            taken.add(m)
            # Two of one country are no more one party than two of a kind: that speaks for little.
            points = -near if -near > KIN else COUNTRYMEN
            found.append((points, name if name == second else some[n].country or name))
    return found


def _strangers(some: list[Entity], others: list[Entity]) -> float:
    """How far the shorter list is from having its parties in the other: 0 to 1; 0 if one is empty."""
    if not some or not others:
        return 0.0
    few, many = sorted((some, others), key=len)
    found = _missing(few, many)
    return max(found, _missing(many, few)) if len(few) == len(many) else found


def _missing(few: list[Entity], many: list[Entity]) -> float:
    found = [max(_nearness(e, o) for o in many) for e in few]
    return 1 - sum(found) / len(few) + FOREIGN * found.count(0.0)


def _nearness(one: Entity, other: Entity) -> float:
    near = kinship(one, other)
    if near == 0.0 and None in (one.country, other.country) and "person" not in (one.kind, other.kind):
        return UNKNOWN
    return near


def _time(one: Telling, other: Telling) -> Part:
    """Points for the same day; less the wider the span, the later the report; points off for days apart."""
    dated = one.dated + other.dated
    if reach_of(one) != SHORT or reach_of(other) != SHORT:
        return (SAME_YEARS, "same years") if dated == 2 else (0.0, "")
    if dated == 2:
        gap = max(0, one.first - other.last, other.first - one.last)
        if gap:
            days = " and ".join(sorted((one.date or "", other.date or "")))
            return -min(MOST_OFF, A_DAY_OFF * gap), f"{days}"
        span = max(one.last - one.first, other.last - other.first)
        shorter = min(one, other, key=lambda t: (t.last - t.first, t.date or ""))
        if span == 0:
            return SAME_DAY, f"same day ({one.date})"
        return (SAME_DAYS if span < 31 else SAME_MONTH), f"days that overlap ({shorter.date})"
    late = _late(one, other)
    points = max(-1.0, PUBLISHED_THEN - LATER_BY_A_DAY * late)
    when = "published then" if late <= 1 else f"published {late} days apart"
    return points, when


def _late(one: Telling, other: Telling) -> int:
    """Days between the reports, or between the day that one tells and the other's publication."""
    if one.dated == other.dated:
        return abs(one.published - other.published)
    told, undated = (one, other) if one.dated else (other, one)
    return max(0, undated.published - told.last, told.first - undated.published)


def _place(one: Telling, other: Telling) -> Part:
    if one.place is None or other.place is None:
        return 0.0, ""
    if one.place.name == other.place.name:
        return SAME_PLACE, f"same place ({one.place.name})"
    if places_agree(one.place, other.place):
        return SAME_COUNTRY, f"same country ({one.place.country})"
    return -OTHER_PLACE, " and ".join(sorted((one.place.name, other.place.name)))


def _words(one: Telling, other: Telling) -> list[Part]:
    triggers = sorted(set(one.triggers) & set(other.triggers))
    shared = sorted((set(one.words) & set(other.words)).difference(one.triggers, other.triggers))
    told = f"{len(shared)} words in common ({', '.join(shared[:4])})" if shared else ""
    return [
        (min(MOST_WORDS, WORD * len(shared)), told),
        (TRIGGER * bool(triggers), f"same word ({triggers[0]})" if triggers else ""),
    ]


def _only_parties(one: Telling, other: Telling, parts: list[Part]) -> bool:
    """Whether some days lie between and nothing but parties and time speaks for one happening."""
    if (one.dated and other.dated) or _late(one, other) <= SOON:
        return False
    return all(points <= 0 for points, _ in parts[3:])
