"""Which codes do others use? States by Correlates of War, event types by CAMEO, sectors and offices by name."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from aktenlage.coding import plover
from aktenlage.shapes import Entity
from aktenlage.world import lookup, tables

# Codes of the PLOVER manual for actors of no state (draft 0.8, table of non-state actor codes).
STATELESS = ("IGO", "NGO")
DATA = files(__package__).joinpath("data")


@cache
def _cow() -> dict[str, list[tuple[int, str, str]]]:
    found: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for line, (number, _, iso3, begin, end) in _cow_rows():
        if line and number != "number":
            found[iso3].append((int(number), begin, end))
    return dict(found)


def _cow_rows() -> Iterator[tuple[int, list[str]]]:
    return tables.rows("cow", DATA)


def cow(iso3: str | None, day: str | None) -> int | None:
    """Number of a state in the Correlates of War list on that day (ISO date or None: today's state); None if it has none.

    ("DEU", "1989-06-01") is 260, ("DEU", "2023-06-01") is 255.
    """
    rows = _cow().get(iso3 or "", [])
    if day is None:
        rows = [row for row in rows if not row[2]]
    for number, begin, end in rows:
        if day is None or ((not begin or begin <= day) and (not end or day <= end)):
            return number
    return None


def actor_code(entity: Entity) -> str | None:
    """ISO 3166-1 alpha-3 or the manual's code for actors of no state: IGO, NGO.

    The European Union keeps the codebook's EUR; the manual's IGO would not tell it from the United Nations.
    """
    if entity.country:
        return entity.country
    return entity.sector if entity.sector in STATELESS else None


def sector_code(entity: Entity) -> str | None:
    """The sector, unless the actor's code says it already."""
    return entity.sector if entity.sector != actor_code(entity) else None


def title(entity: Entity, day: str | None) -> str | None:
    """The office that a person of the world tables holds on that day: "foreign minister"."""
    if entity.kind != "person" or day is None:
        return None
    row = lookup.person(entity.name, day, entity.country)
    return row.office.replace("-", " ") if row is not None and lookup.in_office(row, day) else None


@cache
def _cameo() -> dict[str, dict[str, Any]]:
    return tomllib.loads(DATA.joinpath("cameo.toml").read_text("utf-8"))


def cameo(type_: str, mode: str | None) -> tuple[str, str]:
    """CAMEO root code and its text: ("04", "Consult")."""
    rows = _cameo()["types"]
    root: str = (rows.get(f"{type_} {mode}") or rows[type_])["root"]
    return root, _cameo()["roots"][root]


def sector_name(code: str | None) -> str | None:
    """A sector as ICEWS spells sectors: MIL is "Military"."""
    found: str | None = _cameo()["sectors"].get(code or "")
    return found


def check() -> list[str]:
    """What is wrong with the tables, as `file:line: what and the cure`."""
    return [*_check_cow(), *_check_cameo()]


def _check_cow() -> Iterator[str]:
    known = {row.iso3 for row in tables.countries()}
    for line, cells in _cow_rows():
        where = f"exports/data/cow.csv:{line}"
        if cells[0] == "number":
            continue
        if len(cells) != 5 or not cells[0].isdigit():
            yield f"{where}: five cells are wanted, the first a number"
        elif cells[2] not in known:
            yield f"{where}: {cells[2]} is no code of world/data/countries.csv; correct it"


def _check_cameo() -> Iterator[str]:
    table = _cameo()
    where = "exports/data/cameo.toml"
    for missing in set(plover.TYPES) - set(table["types"]):
        yield f"{where}: no row for {missing}; add one under [types]"
    for name, row in table["types"].items():
        type_, _, mode = name.partition(" ")
        if type_ not in plover.MODES or (mode and mode not in plover.MODES[type_]):
            yield f"{where}: {name} is no type and mode of PLOVER; correct it"
        if row.get("root") not in table["roots"]:
            yield f"{where}: {name}: root {row.get('root')} is not among [roots]; correct it"
        if not row.get("why"):
            yield f"{where}: {name}: no reason; add why"
    for missing in tables.SECTORS - set(table["sectors"]):
        yield f"{where}: no name for sector {missing}; add one under [sectors]"
