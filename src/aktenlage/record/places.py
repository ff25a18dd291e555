"""Where did things happen? Events counted by place."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from aktenlage.coding import plover
from aktenlage.record.asking import EventFilter, conditions
from aktenlage.record.models import EventRow


class PlaceCount(msgspec.Struct, kw_only=True):
    """A place with coordinates (degrees, WGS 84) and how many events are there, of cooperation and of conflict."""

    name: str
    country: str | None
    latitude: float
    longitude: float
    events: int
    cooperation: int
    conflict: int


def places(connection: Connection, wanted: EventFilter) -> list[PlaceCount]:
    """The places of events that fit, those with most events first. Events only thought of, or denied, count as none."""
    where = (EventRow.place_name, EventRow.place_country, EventRow.place_latitude, EventRow.place_longitude)
    query = (
        select(*where, EventRow.type, func.count())
        .where(
            *conditions(connection, wanted),
            EventRow.place_latitude.is_not(None),
            EventRow.place_longitude.is_not(None),
            EventRow.status.not_in(("hypothetical", "denied")),
        )
        .group_by(*where, EventRow.type)
    )
    found: dict[Any, list[int]] = {}
    for name, country, latitude, longitude, type_, number in connection.execute(query):
        counts = found.setdefault((name, country, latitude, longitude), [0, 0])
        counts["conflict" in plover.QUAD_OF[type_]] += number
    told = [
        PlaceCount(
            name=name, country=country, latitude=latitude, longitude=longitude, events=sum(counts),
            cooperation=counts[0], conflict=counts[1],
        )
        for (name, country, latitude, longitude), counts in found.items()
    ]  # fmt: skip
    return sorted(told, key=lambda place: (-place.events, place.name))
