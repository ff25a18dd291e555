"""Where did things happen? A map in the Equal Earth projection, on the towns of the world as ground.

The ground is drawn from the gazetteer's own cities (GeoNames, CC BY 4.0), one dot for each two degrees with a town in
it: where people live shows the continents, and no outlines have to be fetched or shipped.
Projection: Šavrič, Patterson, Jenny (2019), The Equal Earth map projection, IJGIS 33(3).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import altair as alt

from aktenlage.charts.picture import CONFLICT, COOPERATION, NEUTRAL, Picture, data
from aktenlage.record.places import PlaceCount
from aktenlage.world.gazetteer import coordinates

GRID = 2
# Further places are in the data and left out of the picture.
MOST = 500


def places(found: Sequence[PlaceCount]) -> Picture:
    """The places as circles (more cooperation), crosses (more conflict) and squares (as much of both), by number of events."""
    title = "Where it happened"
    rows = [
        {"place": p.name, "country": p.country or "", "latitude": p.latitude, "longitude": p.longitude, "events": p.events,
         "cooperation": p.cooperation, "conflict": p.conflict, "mostly": _mostly(p)}
        for p in found
    ]  # fmt: skip
    most = "; ".join(
        f"{p.name} {p.events} ({p.cooperation} cooperation, {p.conflict} conflict)" for p in found[:8]
    )
    alternative = (
        f"Map of {len(found)} places. Most events: {most}."
        if found
        else "No event has a place that is known."
    )
    return Picture(title, lambda: _drawn(rows), alternative, rows)


def _drawn(rows: Sequence[dict[str, Any]]) -> Any:
    kinds = ["cooperation", "conflict", "both alike"]
    points = (
        alt.Chart(data(rows[:MOST]))
        .mark_point(filled=True, opacity=0.75, stroke="white", strokeWidth=0.6)
        .encode(
            longitude="longitude:Q",
            latitude="latitude:Q",
            size=alt.Size(
                "events:Q",
                scale=alt.Scale(range=[40, 600]),
                legend=alt.Legend(title="events", format="d", tickCount=3, orient="bottom"),
            ),
            color=alt.Color(
                "mostly:N",
                title="more of",
                scale=alt.Scale(domain=kinds, range=[COOPERATION, CONFLICT, NEUTRAL]),
                legend=alt.Legend(orient="bottom"),
            ),
            shape=alt.Shape(
                "mostly:N",
                title="more of",
                scale=alt.Scale(domain=kinds, range=["circle", "cross", "square"]),
            ),
        )
    )
    sphere = alt.Chart(alt.sphere()).mark_geoshape(fill="#f4f7f8", stroke="#c9d3d6")
    lines = alt.Chart(alt.graticule(step=[30, 30])).mark_geoshape(stroke="#e1e7e9", fill=None)
    ground = (
        alt.Chart(data(_ground()))
        .mark_circle(size=9, color="#c5cfc6", opacity=1, aria=False)
        .encode(longitude="longitude:Q", latitude="latitude:Q")
    )
    chart = (
        alt.layer(sphere, lines, ground, points).project(type="equalEarth").properties(width=860, height=430)
    )
    return chart


def _mostly(place: PlaceCount) -> str:
    if place.cooperation == place.conflict:
        return "both alike"
    return "cooperation" if place.cooperation > place.conflict else "conflict"


@cache
def _ground() -> list[dict[str, Any]]:
    cells = {(round(latitude / GRID), round(longitude / GRID)) for latitude, longitude in coordinates()}
    return [{"latitude": GRID * row, "longitude": GRID * column} for row, column in sorted(cells)]
