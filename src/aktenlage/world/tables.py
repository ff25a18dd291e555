"""The tables of the world as plain rows. `data/README.md` says what each column means.

Every reader is cached and puts the rows that a user adds (`scope.using`) before the shipped ones; `#` lines and empty
lines are skipped. `check` says what is wrong with the files.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from aktenlage.world import override
from aktenlage.world.scope import added, per_world

COLUMNS = {
    "countries": "iso3 name from to names_de names_en adjective_de people_de adjective_en people_en seats_de seats_en",
    "organisations": "name aliases_de aliases_en kind country sector from to seat",
    "offices": "person aliases office country sector from to gender",
    "agents": "language noun kind sector english",
    "members": "language class member english",
    "titles": "language title office sector",
    "places": "name others country latitude longitude geonames people",
    "provinces": "name others country latitude longitude",
    "exonyms": "name country de en",
    "regions": "name others country latitude longitude geonames",
}
SECTORS = frozenset(
    {
        "GOV", "LEG", "JUD", "MIL", "COP", "SPY", "REB", "PTY", "OPP", "BUS", "LAB", "EDU", "JRN", "REL", "MED",
        "CVL", "NGO", "IGO", "ELI",
    }
)  # fmt: skip
KINDS = frozenset({"person", "organisation", "country", "group"})


@dataclass(frozen=True, slots=True)
class Country:
    iso3: str
    name: str
    begin: str
    end: str
    names_de: tuple[str, ...]
    names_en: tuple[str, ...]
    adjective_de: tuple[str, ...]
    people_de: tuple[str, ...]
    adjective_en: tuple[str, ...]
    people_en: tuple[str, ...]
    seats_de: tuple[str, ...]
    seats_en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str
    aliases_de: tuple[str, ...]
    aliases_en: tuple[str, ...]
    kind: str
    country: str
    sector: str
    begin: str
    end: str
    seat: str
    # Everyday words ("Bild", "Union", "Congress"): this body only where the text has them tagged as a name.
    tagged_de: tuple[str, ...] = ()
    tagged_en: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    person: str
    aliases: tuple[str, ...]
    office: str
    country: str
    sector: str
    begin: str
    end: str
    gender: str


@dataclass(frozen=True, slots=True)
class AgentNoun:
    language: str
    noun: str
    kind: str
    sector: str
    # What a news desk calls one of them (a person, a body) or all of them (a group).
    english: str
    # False: never the head of a compound written together (Entführung is no Führung).
    heads: bool = True


@dataclass(frozen=True, slots=True)
class Member:
    language: str
    use: str
    member: str
    english: str


@dataclass(frozen=True, slots=True)
class Title:
    language: str
    title: str
    office: str
    sector: str


@dataclass(frozen=True, slots=True)
class Exonym:
    name: str
    country: str
    de: tuple[str, ...]
    en: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Region:
    name: str
    others: tuple[str, ...]
    country: str
    latitude: float
    longitude: float
    geonames: int | None


def rows(name: str, folder: Traversable | None = None) -> Iterator[tuple[int, list[str]]]:
    """(line number, cells) of `NAME.csv` in the folder (default: the package's `data`), the header first."""
    text = (folder or files(__package__).joinpath("data")).joinpath(f"{name}.csv").read_text("utf-8")
    numbered = [
        (n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")
    ]
    for (number, _), cells in zip(numbered, csv.reader(line for _, line in numbered), strict=True):
        yield number, cells


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _by_mark(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The aliases without and those with a final `?`, without that sign."""
    parts = _several(cell)
    return tuple(p for p in parts if p[-1] != "?"), tuple(p[:-1] for p in parts if p[-1] == "?")


def _body(name: str) -> Iterator[list[str]]:
    lines = rows(name)
    next(lines)
    for _, cells in lines:
        yield cells


def _country(c: Sequence[str]) -> Country:
    return Country(c[0], c[1], c[2], c[3], *(_several(cell) for cell in c[4:12]))


def _organisation(c: Sequence[str]) -> Organisation:
    (plain_de, tagged_de), (plain_en, tagged_en) = _by_mark(c[1]), _by_mark(c[2])
    return Organisation(c[0], plain_de, plain_en, c[3], c[4], c[5], c[6], c[7], c[8], tagged_de, tagged_en)


def _office(c: Sequence[str]) -> Office:
    return Office(c[0], _several(c[1]), *c[2:8])


def _agent(c: Sequence[str]) -> AgentNoun:
    word = c[1].removeprefix("=")
    return AgentNoun(c[0], word, c[2], c[3], c[4] or word, c[1][:1] != "=")


def _region(c: Sequence[str]) -> Region:
    return Region(
        c[0], _several(c[1]), c[2], float(c[3]), float(c[4]), int(c[5]) if c[5:6] and c[5] else None
    )


@per_world
def countries() -> tuple[Country, ...]:
    """One row per state, then rows of parts and earlier forms under the same code."""
    return override.countries([*map(_country, added("countries"))], map(_country, _body("countries")))


@per_world
def organisations() -> tuple[Organisation, ...]:
    """Bodies, parties, media, armed groups with their years."""
    own = [*map(_organisation, added("organisations"))]
    return override.organisations(own, map(_organisation, _body("organisations")))


@per_world
def offices() -> tuple[Office, ...]:
    """Who held which office from when to when."""
    return override.offices([*map(_office, added("offices"))], map(_office, _body("offices")))


@per_world
def agents() -> tuple[AgentNoun, ...]:
    """Common nouns that name actors."""
    own = [*map(_agent, added("agents"))]
    return override.first_said(
        own, map(_agent, _body("agents")), lambda row: (row.language, row.noun.casefold())
    )


@per_world
def members() -> tuple[Member, ...]:
    """What stands before the head of a noun and has a word of its own in English."""
    own = [Member(*c[:4]) for c in added("members")]
    shipped = (Member(*c[:4]) for c in _body("members"))
    return override.first_said(own, shipped, lambda row: (row.language, row.use, row.member))


@per_world
def titles() -> tuple[Title, ...]:
    """Titles that stand with names."""
    own = [Title(*c[:4]) for c in added("titles")]
    shipped = (Title(*c[:4]) for c in _body("titles"))
    return override.first_said(own, shipped, lambda row: (row.language, row.title.casefold()))


@per_world
def exonyms() -> tuple[Exonym, ...]:
    """German and English names of cities where they differ."""
    return tuple(Exonym(c[0], c[1], _several(c[2]), _several(c[3])) for c in _body("exonyms"))


@per_world
def regions() -> tuple[Region, ...]:
    """A user's places, then regions, seas and conflict places, then the first-level regions of the larger countries."""
    return tuple(map(_region, (*added("places"), *_body("regions"), *_body("provinces"))))


# ---------------------------------------------------------------- checking


def check(folder: Traversable | None = None) -> list[str]:
    """Every mistake in the tables as "file:line: what is wrong; the cure"; empty when all is well.

    `folder` holds the nine CSV files; by default the package's own are read. Nothing is raised for a bad row.
    """
    found: list[str] = []
    tables: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for name, columns in COLUMNS.items():
        tables[name] = []
        (line, header), *body = rows(name, folder)
        if header != columns.split():
            found.append(f"{name}.csv:{line}: the header differs; write {columns.replace(' ', ',')}")
            continue
        for line, cells in body:
            if len(cells) != len(header):
                cure = (
                    "put commas inside a cell into quotes"
                    if len(cells) > len(header)
                    else "add the missing commas"
                )
                found.append(f"{name}.csv:{line}: {len(cells)} cells instead of {len(header)}; {cure}")
            else:
                tables[name].append((line, dict(zip(header, cells, strict=True))))
    codes = {row["iso3"] for _, row in tables["countries"]}
    offices = {row["office"] for _, row in tables["titles"]}
    cities = {(row["name"], row["country"]) for _, row in tables["places"]}
    for name, table in tables.items():
        for line, row in table:
            mistakes = [*cell_mistakes(row, codes), *row_mistakes(name, row, offices, cities)]
            found += [f"{name}.csv:{line}: {mistake}" for mistake in mistakes]
    for name, key in KEYS.items():
        found += repeated(f"{name}.csv", tables[name], key)
    for column in COLUMNS["countries"].split()[4:]:
        found += _shared("countries", tables["countries"], column)
    for column in ("aliases_de", "aliases_en"):
        found += _shared("organisations", tables["organisations"], column)
    return found


KEYS: dict[str, Callable[[dict[str, str]], tuple[str, ...]]] = {
    "countries": lambda row: (row["iso3"], row["name"]),
    "organisations": lambda row: (row["name"], row["from"]),
    "offices": lambda row: (row["person"], row["office"], row["country"], row["from"]),
    # Nouns are looked up without regard to case.
    "agents": lambda row: (row["language"], row["noun"].removeprefix("=").casefold()),
    "members": lambda row: (row["language"], row["class"], row["member"]),
    "titles": lambda row: (row["language"], row["title"]),
}
_CODES = {
    "kind": KINDS,
    "sector": SECTORS | {""},
    "language": frozenset({"de", "en"}),
    "gender": frozenset({"m", "f"}),
    "class": frozenset({"compound", "adjective"}),
}  # fmt: skip
_NEEDED = frozenset(
    {
        "iso3",
        "name",
        "names_de",
        "names_en",
        "person",
        "office",
        "language",
        "noun",
        "title",
        "kind",
        "member",
    }
)
SEVERAL = frozenset(
    {
        "names_de", "names_en", "adjective_de", "people_de", "adjective_en", "people_en", "seats_de", "seats_en",
        "aliases_de", "aliases_en", "aliases", "others", "de", "en",
    }
)  # fmt: skip
_MONTH = re.compile(r"\d{4}(-(0[1-9]|1[0-2]))?")


def cell_mistakes(row: dict[str, str], codes: set[str]) -> Iterator[str]:
    """What is wrong with single cells, whatever the table."""
    for column, cell in row.items():
        parts = cell.split("|") if column in SEVERAL else [cell]
        if any(part != part.strip() for part in parts):
            yield f"{column} has spaces at an edge: {cell!r}; take them out"
        if column in _NEEDED and not cell:
            yield f"{column} is empty; fill it in"
        if len(parts) > 1 and "" in parts:
            yield f"{column} has an empty value between bars: {cell!r}; take one bar out"
        if len(set(parts)) < len(parts):
            yield f"{column} says a value twice: {cell!r}; take one out"
        if column in _CODES and cell not in _CODES[column]:
            yield f"{column} {cell!r} is unknown; write one of {', '.join(sorted(_CODES[column] - {''}))}"
        if column == "country" and cell and cell not in codes:
            yield f"country {cell!r} is not in countries.csv; write an ISO 3166-1 alpha-3 code or add the country"
        if column in ("from", "to") and cell and not _MONTH.fullmatch(cell):
            yield f"{column} {cell!r} is no date; write a year or year and month, as in 1991 or 2022-03"
        if column in ("latitude", "longitude") and not _is_degree(cell, 90 if column == "latitude" else 180):
            yield f"{column} {cell!r} is no degree; write decimal degrees, as in 52.52"
    begin, end = row.get("from", ""), row.get("to", "")
    shared = min(len(begin), len(end))
    if begin[:shared] > end[:shared]:
        yield f"from {begin} is later than to {end}; mend one of them"


def row_mistakes(
    name: str, row: dict[str, str], offices: set[str], cities: set[tuple[str, str]]
) -> Iterator[str]:
    """What is wrong with the row as one of this table."""
    if name == "countries":
        if not re.fullmatch(r"[A-Z]{3}", row["iso3"]):
            yield f"iso3 {row['iso3']!r} is no code; write three capitals"
        if row["name"] not in row["names_en"].split("|"):
            yield f"names_en lacks the canonical name; add {row['name']}"
        for stem in row["adjective_de"].split("|"):
            if stem[:1].islower() and re.search(r"(e|en|em|er|es)$", stem):
                yield f"adjective_de {stem!r} has an ending; write the stem, as in chinesisch"
    if name == "agents" and row["language"] == "de" and not row["english"]:
        yield f"english is empty for {row['noun']}; write the English noun, as in de,Polizei,organisation,COP,police"
    if name in ("agents", "members") and re.search("[äöüÄÖÜß]", row["english"]):
        yield f"english {row['english']!r} is German; write the English noun"
    if name == "members" and not row["english"]:
        yield f"english is empty for {row['member']}; write the English word"
    if name == "offices" and row["office"] not in offices:
        yield f"office {row['office']!r} is no office of titles.csv; write one of those or add a title with it"
    if name == "titles" and not re.fullmatch(r"[a-z]+(-[a-z]+)*", row["office"]):
        yield f"office {row['office']!r} is no code; write small letters and hyphens, as in foreign-minister"
    if name == "exonyms" and (row["name"], row["country"]) not in cities:
        yield f"no {row['name']}, {row['country']} in places.csv; write the city's name as it stands there"


def _is_degree(cell: str, most: int) -> bool:
    try:
        return -most <= float(cell) <= most
    except ValueError:
        return False


def repeated(
    file: str, body: list[tuple[int, dict[str, str]]], key: Callable[[dict[str, str]], tuple[str, ...]]
) -> Iterator[str]:
    """Rows that say again what an earlier row says."""
    seen: dict[tuple[str, ...], int] = {}
    for line, row in body:
        first = seen.setdefault(key(row), line)
        if first != line:
            yield f"{file}:{line}: {', '.join(filter(None, key(row)))} stands in line {first} already; keep one row"


def _shared(name: str, body: list[tuple[int, dict[str, str]]], column: str) -> Iterator[str]:
    """Names that two rows of different bearers have at the same time."""
    bearers: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for line, row in body:
        for word in filter(None, row[column].split("|")):
            for other_line, other in bearers.get(word, []):
                if word.endswith("?") and row.get("country") != other.get("country"):
                    continue  # the country of the report decides
                if overlap(row, other):
                    yield (
                        f"{name}.csv:{line}: {column} {word!r} is also {other['name']} in line {other_line}; "
                        "keep it in one row or date both"
                    )
            bearers.setdefault(word, []).append((line, row))


def overlap(one: dict[str, str], other: dict[str, str]) -> bool:
    """Whether two rows hold at one time; a month or year in which one ends and the other begins does not count."""

    def before(a: dict[str, str], b: dict[str, str]) -> bool:
        return bool(a["to"] and b["from"]) and a["to"][: len(b["from"])] <= b["from"][: len(a["to"])]

    return not (before(one, other) or before(other, one))
