"""How do a user's rows and the shipped ones make one table? What the user says comes first and replaces what it contradicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from aktenlage.world.tables import Country, Office, Organisation

T = TypeVar("T")


def _union(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


def first_said(own: Sequence[T], shipped: Iterable[T], key: Callable[[T], object]) -> tuple[T, ...]:
    """The user's rows, then the shipped ones with other keys."""
    taken = {key(row) for row in own}
    return (*own, *(row for row in shipped if key(row) not in taken))


def countries(own: Sequence[Country], shipped: Iterable[Country]) -> tuple[Country, ...]:
    """Words of a known state are added to its row; a row under another name is a part of it, or a new state."""
    known = {(row.iso3, row.name): row for row in shipped}
    for row in own:
        old = known.get((row.iso3, row.name))
        if old is None:
            known[row.iso3, row.name] = row
            continue
        known[row.iso3, row.name] = replace(
            row,
            begin=row.begin or old.begin,
            end=row.end or old.end,
            names_de=_union(old.names_de, row.names_de),
            names_en=_union(old.names_en, row.names_en),
            adjective_de=_union(old.adjective_de, row.adjective_de),
            people_de=_union(old.people_de, row.people_de),
            adjective_en=_union(old.adjective_en, row.adjective_en),
            people_en=_union(old.people_en, row.people_en),
            seats_de=_union(old.seats_de, row.seats_de),
            seats_en=_union(old.seats_en, row.seats_en),
        )
    return tuple(known.values())


def organisations(own: Sequence[Organisation], shipped: Iterable[Organisation]) -> tuple[Organisation, ...]:
    """A shipped body that a user's row names is replaced by that row, which takes over its other names."""
    bearer = {
        name.casefold(): n
        for n, row in enumerate(own)
        for name in (row.name, *row.aliases_de, *row.aliases_en)
    }
    mine, rest = list(own), []
    for row in shipped:
        number = bearer.get(row.name.casefold())
        if number is None:
            rest.append(row)
            continue
        new = mine[number]
        mine[number] = replace(
            new,
            aliases_de=_union(new.aliases_de, (row.name, *row.aliases_de)),
            aliases_en=_union(new.aliases_en, row.aliases_en),
            tagged_de=_union(new.tagged_de, row.tagged_de),
            tagged_en=_union(new.tagged_en, row.tagged_en),
            seat=new.seat or row.seat,
        )
    return (*mine, *rest)


def offices(own: Sequence[Office], shipped: Iterable[Office]) -> tuple[Office, ...]:
    """A person whom a user's row names is the same person under the user's name, with all names of both.

    Terms in an office and country for which the user has a row for that person are replaced, other offices stay. A name
    that the user gives to somebody is nobody else's.
    """
    if not own:
        return tuple(shipped)
    person = {name.casefold(): row.person for row in own for name in (row.person, *row.aliases)}
    names: dict[str, tuple[str, ...]] = {}
    for row in own:
        names[row.person] = _union(names.get(row.person, ()), row.aliases)
    replaced = {(row.person, row.office, row.country) for row in own}
    kept = []
    for row in shipped:
        same = person.get(row.person.casefold())
        if same is None:
            aliases = tuple(a for a in row.aliases if a.casefold() not in person)
            kept.append(row if len(aliases) == len(row.aliases) else replace(row, aliases=aliases))
            continue
        free = (a for a in (row.person, *row.aliases) if person.get(a.casefold(), same) == same)
        names[same] = tuple(n for n in _union(names[same], tuple(free)) if n != same)
        if (same, row.office, row.country) not in replaced:
            kept.append(replace(row, person=same))
    return tuple(replace(r, aliases=names[r.person]) if r.person in names else r for r in (*own, *kept))
