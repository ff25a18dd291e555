"""PLOVER JSON Lines: one event a line, with the field names of the PLOVER manual.

Source: PLOVER manual (github.com/openeventdata/PLOVER, CC BY-SA 4.0), draft 0.8 of 2021, chapter "Data Fields": the tables
"PLOVER JSON", "Information object for actors", "for text", "for citations" and the location object, and the section "Special
contexts". That draft is the last whose text could be read; types and modes are those of version 2.0 (codebook, section 2).

The manual's `source` is who acts. Fields of our own, which the manual allows: `status`, `certainty`, `according_to` (who says
so, outermost first, as actor objects) and `reports` (the ids of all reports). Fields without a value are left out, but for
the required ones: `date` is null when neither the report nor its publication gives a day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from aktenlage import __version__
from aktenlage.coding import plover
from aktenlage.exports.cells import Ids, whole
from aktenlage.exports.codes import actor_code, sector_code, title
from aktenlage.exports.span import when
from aktenlage.exports.told import Told
from aktenlage.shapes import DocumentInfo, Entity, Event, Place

CODER = f"Aktenlage {__version__}"
CODEBOOK = "plover-2.0"
QUAD_CODES = {quad: number for number, quad in enumerate(plover.QUADS, 1)}


def lines(events: Iterable[Told]) -> Iterator[str]:
    """A line of JSON for each event that PLOVER has."""
    for record in records(events):
        yield whole(msgspec.json.encode(record).decode()) + "\n"


def records(events: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """The events as objects of the manual; denied ones are left out (codebook, section 9)."""
    ids = Ids()
    for event, reports in events:
        if event.plover.type is not None:
            yield _record(event, reports, ids.unique(event.id))


def contexts(event: Event) -> list[str]:
    """The manual's special contexts, for what is no fact: `future`, `hypothetical`, `negation` (called off).

    Where the reduction has made another type of it (a planned visit is an AGREE) the type says it all, as the manual asks.
    """
    if event.plover.type != event.type:
        return []
    special = {"planned": "future", "hypothetical": "hypothetical", "cancelled": "negation"}
    return [special[event.status]] if event.status in special else []


def _record(event: Event, reports: Sequence[DocumentInfo], id_: str) -> dict[str, Any]:
    day = when(event, reports)
    iso = day.first.isoformat() if day else None
    required = {
        "id": id_,
        "date": iso,
        "source": [_actor(e, iso) for e in event.actors],
        "event": [event.plover.type],
    }
    optional = {
        "enddate": day.last.isoformat() if day and day.last > day.first else None,
        "recipient": [_actor(e, iso) for e in event.recipients],
        "mode": [event.plover.mode] if event.plover.mode else None,
        "context": contexts(event),
        "event_loc": _place(event.place) if event.place else None,
        "event_text": list(dict.fromkeys(whole(m.trigger.text) for m in event.mentions)),
        "quad_code": QUAD_CODES.get(event.plover.quad or ""),
        "event_scale": event.plover.score,
        "text_info": _first(event),
        "cite_info": _citation(reports[0]) if reports else None,
        "coder": CODER,
        "comment": None
        if day and day.told
        else "no date is told; date is the day of publication"
        if day
        else None,
        "status": event.status,
        "certainty": event.certainty,
        "according_to": [_actor(e, iso) for e in event.sources],
        "reports": [whole(report.id) for report in reports],
    }
    return required | {name: value for name, value in optional.items() if value not in (None, [])}


def _filled(**values: object) -> dict[str, Any]:
    return {
        name: whole(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }


def _actor(entity: Entity, day: str | None) -> dict[str, Any]:
    return _filled(
        code=actor_code(entity),
        sector=sector_code(entity),
        actor_text=entity.text,
        identifier_text=entity.name,
        office=title(entity, day),
    )


def _place(place: Place) -> dict[str, Any]:
    return _filled(
        geonameid=place.geonames,
        name=place.name,
        latitude=place.latitude,
        longitude=place.longitude,
        cc3=place.country,
    )


def _first(event: Event) -> dict[str, Any] | None:
    """Where the first mention stands: number of the sentence from 0, code points from the beginning of the report."""
    if not event.mentions:
        return None
    first = event.mentions[0]
    return {"sequence": first.sentence, "start": first.start, "end": first.end}


def _citation(report: DocumentInfo) -> dict[str, Any]:
    return _filled(
        citation=report.id,
        url=report.url,
        title=report.title,
        language=report.language,
        publication=report.source,
        codebook=CODEBOOK,
    )
