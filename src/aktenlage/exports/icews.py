"""ICEWS rows: tab-separated, the 20 columns of the ICEWS Coded Event Data, with CAMEO root codes.

Source: the header of the ICEWS files (Boschee and others, ICEWS Coded Event Data, Harvard Dataverse doi:10.7910/DVN/28075). A row
is one actor and one recipient; an event with several gives a row for each pair, and one whose parties are all actors (a meeting,
a war) a row in each direction, as CAMEO has it. `Event ID` is a number below 2**53 made from the event's id and the pair.
Intensity is PLOVER's score of the type, on the same scale from -10 to 10 as ICEWS's. Missing values are empty, as in ICEWS.
Events with neither actor nor recipient, denied ones and those that no report dates have no row.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import permutations, product

from aktenlage.exports.cells import plain
from aktenlage.exports.codes import cameo, sector_name
from aktenlage.exports.places import feature_type
from aktenlage.exports.span import when
from aktenlage.exports.told import Told, report_of
from aktenlage.shapes import DocumentInfo, Entity, Event
from aktenlage.world import lookup

COLUMNS: tuple[str, ...] = (
    "Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
    "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
    "Province", "Country", "Latitude", "Longitude",
)  # fmt: skip
# R and JavaScript keep whole numbers exactly up to here.
LARGEST = 2**53


def lines(events: Iterable[Told]) -> Iterator[str]:
    """The header and a line for each pair."""
    yield "\t".join(COLUMNS) + "\n"
    given: set[int] = set()
    for event, reports in events:
        for cells in rows(event, reports, given):
            yield "\t".join(cells) + "\n"


def rows(event: Event, reports: Sequence[DocumentInfo], given: set[int]) -> Iterator[list[str]]:
    """The rows of an event, 20 cells each. `given` holds the numbers that earlier rows of the file have."""
    day = when(event, reports)
    if event.plover.type is None or day is None:
        return
    code, text = cameo(event.plover.type, event.plover.mode)
    report = report_of(event.mentions[0], reports) if event.mentions else None
    report = report or (reports[0] if reports else None)
    place = event.place
    for number, (actor, recipient) in enumerate(pairs(event)):
        yield [
            str(_number(f"{event.id}\n{number}", given)), day.first.isoformat(), *_party(actor), text, code,
            _text(event.plover.score), *_party(recipient), _text(report and report.id),
            str(event.mentions[0].sentence + 1) if event.mentions else "", _text(report and report.source),
            _text(place and place.name) if feature_type(place) == "PPL" else "", "", "",
            lookup.country_name(place.country) if place and place.country else "",
            _text(place and place.latitude), _text(place and place.longitude),
        ]  # fmt: skip


def pairs(event: Event) -> list[tuple[Entity | None, Entity | None]]:
    """Who acts on whom: every actor with every recipient; parties of a common happening with each other, both ways."""
    if len(event.actors) > 1 and not event.recipients:
        return list(permutations(event.actors, 2))
    if not event.actors and not event.recipients:
        return []
    nobody: list[Entity | None] = [None]
    return list(product(event.actors or nobody, event.recipients or nobody))


def _party(entity: Entity | None) -> list[str]:
    if entity is None:
        return ["", "", ""]
    country = lookup.country_name(entity.country) if entity.country else ""
    return [_text(entity.name), _text(sector_name(entity.sector)), _text(country)]


def _text(value: object) -> str:
    return "" if value is None else plain(value)


def _number(key: str, given: set[int]) -> int:
    """A number from the key; the next free one should two keys meet."""
    found = int.from_bytes(blake2b(key.encode("utf-8", "replace"), digest_size=8).digest()) % LARGEST
    while found in given:
        found = (found + 1) % LARGEST
    given.add(found)
    return found
