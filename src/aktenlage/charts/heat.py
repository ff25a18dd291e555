"""Who deals with whom, and how? Countries against countries, coloured by score, with the number of events."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from aktenlage.charts.picture import Picture, data
from aktenlage.record import sums
from aktenlage.record.relations import Relation
from aktenlage.record.sums import Sum
from aktenlage.world.lookup import country_name

CELL = 34


def matrix(relations: Iterable[Relation | Sum]) -> Picture:
    """The matrix of the countries with most events: who acts in the rows, to whom in the columns; of relations or their sums."""
    found = sums.matrix(sums.as_sums(relations))
    title = "Who deals with whom: mean conflict-cooperation score and number of events"
    rows = [
        {"actor": s.actor, "recipient": s.recipient, "events": s.events, "score": s.score,
         "cooperation": s.cooperation, "conflict": s.conflict}
        for s in found.cells.values()
    ]  # fmt: skip
    told = "; ".join(
        f"{country_name(s.actor)} to {country_name(s.recipient)} {s.events} events, score {s.score:+.1f}"
        for s in sorted(found.cells.values(), key=lambda s: (-s.events, s.actor, s.recipient))[:6]
    )
    alternative = (
        f"Matrix of {len(found.countries)} countries. Most events: {told}." if told else "No two countries."
    )
    return Picture(title, lambda: _drawn(found.countries, rows), alternative, rows)


def _drawn(order: Sequence[str], rows: Sequence[dict[str, Any]]) -> Any:
    side = max(len(order), 3) * CELL
    cells = alt.Chart(data(rows)).encode(
        x=alt.X("recipient:N", sort=list(order), title="to whom", axis=alt.Axis(orient="top", labelAngle=0)),
        y=alt.Y("actor:N", sort=list(order), title="who acts"),
    )
    colour = alt.Color(
        "score:Q", title="score", scale=alt.Scale(scheme="redblue", domain=[-10, 10], domainMid=0)
    )
    return alt.layer(
        cells.mark_rect(stroke="white").encode(color=colour),
        cells.mark_text(fontSize=12).encode(
            text="events:Q",
            color=alt.condition("abs(datum.score) > 6", alt.value("white"), alt.value("black")),
        ),
    ).properties(width=side, height=side)
