"""POLECAT rows: tab-separated, 40 columns in the order of that data set, so that its scripts read ours.

Source: the header of the POLECAT files (Halterman, Bagozzi, Beger, Schrodt, Scarborough, PLOVER and POLECAT: A New Political
Event Ontology and Dataset, 2023). Several values are joined by "; ", actors and recipients in one order through their columns;
a missing value is `None`. Straight quotation marks, tabs and line breaks never stand in a cell (see `cells.py`), so that a row
is a line and needs no quoting.

What Aktenlage does not know is `None` throughout: Wikipedia ids, District, Province. Contexts hold the manual's special
contexts alone (`future`, `hypothetical`, `negation`). Event Date is the first day of what is told, else the day of publication.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aktenlage import __version__
from aktenlage.exports.cells import MISSING, Ids, aligned, cell, distinct
from aktenlage.exports.codes import actor_code, cow, sector_code, title
from aktenlage.exports.places import feature_type, written
from aktenlage.exports.plover import contexts
from aktenlage.exports.span import earliest, when
from aktenlage.exports.told import Report, Told, everybody
from aktenlage.shapes import DocumentInfo, Entity, Event
from aktenlage.world import lookup


def _side(name: str) -> tuple[str, ...]:
    return (
        f"{name} Name", f"{name} Country", f"{name} COW", f"Primary {name} Sector", f"{name} Sectors", f"{name} Title",
        f"{name} Name Raw", f"Wikipedia {name} ID",
    )  # fmt: skip


COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
    *_side("Actor"), *_side("Recipient"),
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename",
    "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language",
    "Version",
)  # fmt: skip
VERSION = f"Aktenlage {__version__}"


def lines(events: Iterable[Told]) -> Iterator[str]:
    """The header and a line for each event that PLOVER has; denied ones are left out (codebook, section 9)."""
    yield "\t".join(COLUMNS) + "\n"
    ids = Ids()
    for event, reports in events:
        if event.plover.type is not None:
            yield "\t".join(row(event, reports, ids.unique(event.id))) + "\n"


def row(event: Event, reports: Sequence[DocumentInfo], id_: str) -> list[str]:
    """The 40 cells of an event."""
    day = when(event, reports)
    iso = day.first.isoformat() if day else None
    kind, place = event.plover, event.place
    return [
        id_, cell(iso), cell(kind.type), cell(kind.mode), cell(kind.score), cell(kind.quad and kind.quad.upper()),
        distinct(contexts(event)),
        *_actors(event.actors, iso), *_actors(event.recipients, iso),
        cell(place and place.name), cell(place and place.name if feature_type(place) == "PPL" else None),
        MISSING, MISSING, cell(place and place.country), cell(place and place.latitude), cell(place and place.longitude),
        cell(place and place.geonames), cell(written(event, reports)), cell(feature_type(place)),
        distinct(report.source for report in reports), cell(earliest(reports)), *_story(event, reports),
        distinct(report.language for report in reports), VERSION,
    ]  # fmt: skip


def _actors(entities: Sequence[Entity], day: str | None) -> list[str]:
    """The eight columns of actors or recipients."""
    return [
        aligned(e.name for e in entities),
        aligned(actor_code(e) for e in entities),
        aligned(cow(e.country, day) for e in entities),
        aligned(sector_code(e) for e in entities),
        distinct(sector_code(e) for e in entities),
        aligned(title(e, day) for e in entities),
        aligned(e.text for e in entities),
        MISSING,
    ]


def _story(event: Event, reports: Sequence[DocumentInfo]) -> list[str]:
    """People, organisations and locations of the reports; of the event alone where the reports do not list theirs."""
    entities = [e for report in reports if isinstance(report, Report) for e in report.entities]
    places = [name for report in reports if isinstance(report, Report) for name in report.places]
    entities = entities or list(everybody(event))
    places = places or [event.place.name] if event.place else places
    states = [lookup.country_name(e.country) for e in entities if e.kind == "country" and e.country]
    return [
        distinct(e.name for e in entities if e.kind == "person"),
        distinct(e.name for e in entities if e.kind in ("organisation", "group")),
        distinct([*states, *places]),
    ]
