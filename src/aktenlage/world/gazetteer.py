"""Which place has this name? Cities, first-level regions, seas and conflict places in German and English.

The table of cities is read as lines and a row is taken apart only when its name is asked for, so that loading stays
short. Of namesakes the countries that the report speaks of decide, else the number of people.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from aktenlage.shapes import Place
from aktenlage.world import tables
from aktenlage.world.scope import per_world

# A namesake in a country of the report is meant unless the other is more than so many times as large.
FAMOUS = 20
# Letters that GeoNames writes and no newspaper does.
SCHOLARLY = frozenset("āēīōūĀĒĪŌŪḩḨḑḐşŞţŢẕẔ‘’ʼ`")


@dataclass(slots=True)
class _Names:
    rows: list[str]
    own: dict[str, list[int]]  # a city's own name, casefolded → rows, the largest first
    other: dict[str, list[int]]
    exonyms: dict[str, dict[str, list[int]]]  # language → name → rows
    english: dict[int, str]  # row → canonical English name


@cache
def _names() -> _Names:
    text = files("aktenlage.world").joinpath("data", "places.csv").read_text("utf-8")
    rows = [line for line in text.split("\n") if line and line[0] != "#"][1:]
    own: dict[str, list[int]] = {}
    other: dict[str, list[int]] = {}
    for number, row in enumerate(rows):
        name, others, _ = row.split(",", 2)
        own.setdefault(name.casefold(), []).append(number)
        if others:
            for word in others.casefold().split("|"):
                other.setdefault(word, []).append(number)
    found = _Names(rows, own, other, {"de": {}, "en": {}}, {})
    for exonym in tables.exonyms():
        number = next(
            (n for n in own.get(exonym.name.casefold(), ()) if _cells(rows[n])[2] == exonym.country), -1
        )
        if number < 0:
            continue
        found.english[number] = exonym.en[0]
        for language, words in (("de", (*exonym.de, *exonym.en)), ("en", exonym.en)):
            for word in words:
                found.exonyms[language].setdefault(word.casefold(), []).append(number)
    return found


@per_world
def _regions() -> dict[str, Place]:
    """Regions, seas and a user's places by name, casefolded; of namesakes the first row."""
    found: dict[str, Place] = {}
    for region in reversed(tables.regions()):
        place = Place(
            name=region.name,
            country=region.country or None,
            latitude=region.latitude,
            longitude=region.longitude,
            geonames=region.geonames,
        )
        for word in (region.name, *region.others):
            found[word.casefold()] = place
    return found


def _cells(row: str) -> list[str]:
    return row.split(",")


def _city(names: _Names, number: int) -> tuple[Place, int]:
    name, _, country, latitude, longitude, geonames, people = _cells(names.rows[number])
    place = Place(
        name=names.english.get(number) or _plain(name),
        country=country,
        latitude=float(latitude),
        longitude=float(longitude),
        geonames=int(geonames),
    )
    return place, int(people)


def _plain(name: str) -> str:
    if not SCHOLARLY & set(name):
        return name
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "‘’ʼ`")


@cache
def cities() -> frozenset[int]:
    """The GeoNames ids of all cities of the table."""
    return frozenset(int(_cells(row)[5]) for row in _names().rows)


def coordinates() -> Iterator[tuple[float, float]]:
    """(latitude, longitude) of all cities of the table, in degrees."""
    for row in _names().rows:
        cells = _cells(row)
        yield float(cells[3]), float(cells[4])


def candidates(words: str, language: str) -> list[tuple[Place, int]]:
    """(place, people) of everything of that name, what is most likely meant first; a region has 0 people."""
    names, key = _names(), words.casefold()
    if key in _regions():
        return [(_regions()[key], 0)]
    numbers = names.exonyms[language].get(key, []) + names.own.get(key, [])
    if not numbers:
        numbers = names.other.get(key, [])
    cities = [_city(names, number) for number in dict.fromkeys(numbers)]
    return sorted(cities, key=lambda city: -city[1])


def named(words: str, language: str, countries: Sequence[str] = ()) -> Place | None:
    """The place of that name; `countries` (ISO3, the nearest first) are those of which its sentence and report speak."""
    if not words[:1].isupper():
        return None
    found = candidates(words, language)
    if not found:
        return None
    best, people = found[0]
    if best.country in countries:
        return best
    for country in countries:
        for place, inhabitants in found[1:]:
            if place.country == country and people <= FAMOUS * inhabitants:
                return place
    return best
