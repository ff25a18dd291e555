"""Which rows does a user add? Reads and checks a file of one's own rows for the tables of the world.

The file is TOML with the columns of `data/README.md` as keys: `[[offices]]`, then `person = "…"`, and so on. Cells of
several values are lists, empty cells are left out. `examples/my_actors.toml` shows every table.
"""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from aktenlage.world import tables
from aktenlage.world.scope import World
from aktenlage.world.tables import COLUMNS, KEYS, SEVERAL

# The tables that a user may add to. Places stand in the form of regions.csv and come before all others of their name.
OWN = {
    name: COLUMNS[name].split()
    for name in ("countries", "organisations", "offices", "agents", "members", "titles")
}
OWN["places"] = COLUMNS["regions"].split()


class WorldFault(ValueError):
    """A file of one's own rows that cannot be used; the message has a line "file:line: what is wrong; the cure" each."""


def world(source: str | os.PathLike[str] | World | None) -> World | None:
    """The rows of a file, ready for `scope.using`; a World or None is given back. Raises WorldFault naming every mistake."""
    if source is None or isinstance(source, World):
        return source
    path = Path(source)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise WorldFault(f"{path}: cannot be read ({error.strerror}); check the name") from None
    return _read(str(path), content)


def check(source: str | os.PathLike[str]) -> list[str]:
    """Every mistake in a file of one's own rows; empty when all is well."""
    try:
        world(source)
    except WorldFault as fault:
        return str(fault).splitlines()
    return []


@lru_cache(maxsize=16)
def _read(name: str, content: bytes) -> World:
    try:
        text = content.decode("utf-8")
        given = tomllib.loads(text)
    except UnicodeDecodeError:
        raise WorldFault(f"{name}: no UTF-8; save the file as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"at line (\d+)", str(error))
        at = f":{where[1]}" if where else ""
        raise WorldFault(f"{name}{at}: no TOML ({error}); write it as examples/my_actors.toml is") from None
    lines = text.splitlines()
    mistakes: list[str] = []
    found: dict[str, list[tuple[int, dict[str, str]]]] = {}
    line: int
    for table, items in given.items():
        if table not in OWN:
            line = _line(lines, rf"\[*\s*{re.escape(table)}\b")
            mistakes.append(f"{name}:{line}: no table {table!r}; write one of [[{']], [['.join(OWN)}]]")
        elif not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            line = _line(lines, rf"\[*\s*{table}\b")
            mistakes.append(f"{name}:{line}: {table} holds no rows; write [[{table}]] before each row")
        else:
            found[table] = []
            for number, item in enumerate(items):
                first = _line(lines, rf"\[\[\s*{table}\s*\]\]", number)
                row = dict.fromkeys(OWN[table], "")
                for key, cell in item.items():
                    line = _line(lines, rf"{re.escape(key)}\s*=", start=first)
                    if key not in row:
                        mistakes.append(
                            f"{name}:{line}: {table} have no {key!r}; write one of {', '.join(OWN[table])}"
                        )
                    elif (told := _cell(key, cell)) is None:
                        kind = "a list of texts" if key in SEVERAL else "a text in quotation marks"
                        mistakes.append(f"{name}:{line}: {key} is no text: {cell!r}; write {kind}")
                    else:
                        row[key] = told
                found[table].append((first, row))
    if not mistakes:
        mistakes = sorted(_mistakes(name, found), key=_line_of)
    if mistakes:
        raise WorldFault("\n".join(mistakes))
    digest = hashlib.blake2b(
        name.encode("utf-8", "surrogateescape") + b"\0" + content, digest_size=16
    ).hexdigest()
    return World(digest, {t: tuple(tuple(row.values()) for _, row in body) for t, body in found.items()})


def _cell(key: str, cell: object) -> str | None:
    """The cell as it stands in a CSV table, or None for what is no text."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list) and key in SEVERAL:
        return "|".join(cell) if all(isinstance(part, str) for part in cell) else None
    # degrees, years, GeoNames ids
    return str(cell) if isinstance(cell, int | float) and not isinstance(cell, bool) else None


def _line(lines: list[str], pattern: str, number: int = 0, start: int = 1) -> int:
    """The line of the `number`th match from `start` on; `start` when there is none."""
    matches = (n for n, line in enumerate(lines[start - 1 :], start) if re.match(rf"\s*{pattern}", line))
    return next((n for i, n in enumerate(matches) if i == number), start)


def _line_of(mistake: str) -> int:
    place = re.search(r":(\d+): ", mistake)
    return int(place[1]) if place else 0


def _mistakes(name: str, found: dict[str, list[tuple[int, dict[str, str]]]]) -> Iterator[str]:
    """What the checker of the shipped tables says of these rows, and names that belong to another state already."""
    shipped = {(row.iso3, row.name): row for row in tables.countries()}
    own_countries = found.get("countries", [])
    codes = {iso3 for iso3, _ in shipped} | {row["iso3"] for _, row in own_countries}
    offices = {row.office for row in tables.titles()} | {row["office"] for _, row in found.get("titles", [])}
    for table, body in found.items():
        for line, row in body:
            known = table == "countries" and (row["iso3"], row["name"]) in shipped
            told = {key: cell for key, cell in row.items() if cell} if known else row
            if known:
                # words for a state that is there already: its own names need not be said again
                told = {"names_en": row["name"], "adjective_de": "", **told}
                told["names_en"] = "|".join(dict.fromkeys((row["name"], *told["names_en"].split("|"))))
            for mistake in (
                *tables.cell_mistakes(told, codes),
                *tables.row_mistakes(table, told, offices, set()),
            ):
                yield f"{name}:{line}: {mistake}"
            if table == "countries":
                yield from (f"{name}:{line}: {mistake}" for mistake in _taken(row))
        if table in KEYS:
            yield from tables.repeated(name, body, KEYS[table])


def _taken(row: dict[str, str]) -> Iterator[str]:
    """Words of a state that are another's at the same time."""
    for column in COLUMNS["countries"].split()[4:]:
        for other in tables.countries():
            if other.iso3 == row["iso3"] or not tables.overlap(row, {"from": other.begin, "to": other.end}):
                continue
            for word in set(filter(None, row[column].split("|"))) & set(getattr(other, column)):
                yield f"{column} {word!r} is also {other.name}; leave it to one or date the row"
