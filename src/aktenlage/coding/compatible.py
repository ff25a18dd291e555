"""Could two tellings be of one happening? What speaks against it: type, mode, roles, days, place (codebook, section 8).

The same rules hold for the mentions of one report (`merge.py`) and for reports among each other (`record/`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

from aktenlage.coding.days import overlap
from aktenlage.coding.identity import is_description, same
from aktenlage.folding import fold
from aktenlage.shapes import Entity, Place

# Types whose parties do the same to each other: who stands on which side is a matter of wording.
SYMMETRIC = frozenset({"CONSULT", "COOPERATE", "AGREE", "ASSAULT", "SUPPORT"})
# Sectors that act for their state.
STATE = frozenset({"GOV", "MIL", "COP", "SPY", "LEG", "JUD"})
# How near two entities are to each other.
SAME, MEET, DESCRIBED, KIN = 1.0, 0.8, 0.6, 0.4


class Telling(Protocol):
    """What the rules look at; a Mention has it, and so has a report's event in the record."""

    @property
    def type(self) -> str: ...
    @property
    def mode(self) -> str | None: ...
    @property
    def actors(self) -> list[Entity]: ...
    @property
    def recipients(self) -> list[Entity]: ...
    @property
    def place(self) -> Place | None: ...


def kinds_agree(one: Telling, other: Telling) -> bool:
    """Same type, and no two different modes."""
    return one.type == other.type and (one.mode == other.mode or not one.mode or not other.mode)


def places_agree(one: Place | None, other: Place | None) -> bool:
    """No two different cities, and no two countries. An unknown place agrees with every other."""
    if one is None or other is None or one.name == other.name:
        return True
    return one.country == other.country and not (one.geonames and other.geonames)


def roles_agree(one: Telling, other: Telling, near: float = MEET) -> bool:
    """Neither names somebody in a role whom the other, naming others there, leaves out. `near`: what counts as the same."""
    if one.type in SYMMETRIC:
        return within(one.actors + one.recipients, other.actors + other.recipients, near)
    return within(one.actors, other.actors, near) and within(one.recipients, other.recipients, near)


def within(some: list[Entity], others: list[Entity], near: float = MEET) -> bool:
    """Whether the shorter list names nobody whom the other does not have; an empty list is within every other."""
    if not some or not others:
        return True
    few, many = sorted((some, others), key=len)
    found = all(any(kinship(e, o) >= near for o in many) for e in few)
    if len(few) == len(many):
        # Neither is the shorter one: the answer must not depend on which is asked first.
        found = found and all(any(kinship(e, o) >= near for o in few) for e in many)
    return found


@lru_cache(maxsize=50_000)
def _folded(name: str) -> str:
    """The folded name; a record compares the same few thousand again and again."""
    return fold(name)


def could_be(one: Entity, other: Entity) -> bool:
    """Whether two entities may be one party: the same identity, or of the same country and on levels that meet."""
    return kinship(one, other) >= MEET


def kinship(one: Entity, other: Entity) -> float:
    """SAME identity, MEET (one may stand for the other), DESCRIBED (by an office), KIN (of one country), or 0: strangers.

    A name is the same whatever its accents, and with a country known to one text only. Two soldiers of one country
    may be one, but need not: who is only described is never surely the same person.
    """
    known = one.country == other.country
    alike = one.name == other.name or _folded(one.name) == _folded(other.name)
    if alike and one.kind == other.kind == "person" and is_description(one):
        return MEET if known else KIN
    if same(one, other):
        return SAME
    if alike and (known or one.country is None or other.country is None):
        return SAME
    if one.country is None or not known:
        return 0.0
    if one.kind == other.kind == "person":
        # "Ghana's president" may be the man whom the other text names.
        named = is_description(one) != is_description(other)
        return DESCRIBED if named and one.sector == other.sector else 0.0
    # "China" may stand for its government, its head and its soldiers, not for its fishermen.
    sectors = {one.sector, other.sector}
    return MEET if len(sectors) == 1 or (None in sectors and sectors & STATE) else KIN


def dates_agree(one: str | None, other: str | None) -> bool:
    """Whether two ISO 8601 dates have a day in common, each as precise as it is; an unknown one agrees with every other."""
    return not one or not other or overlap(one, other)
