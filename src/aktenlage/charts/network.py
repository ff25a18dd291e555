"""Who deals with whom? Countries on a circle with lines between them: as wide as there are events, coloured by score."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import altair as alt

from aktenlage.charts.picture import Picture, data, nothing
from aktenlage.record import sums
from aktenlage.record.relations import Relation
from aktenlage.record.sums import Sum
from aktenlage.world.lookup import country_name

# Countries and lines that can still be told apart.
MOST, LINES, SIDE = 24, 80, 560


def network(relations: Iterable[Relation | Sum]) -> Picture:
    """The countries with most events and the lines between them; of relations or their sums. Directions are added up."""
    title = "Who deals with whom: number of events and mean conflict-cooperation score"
    edges = _edges(sums.as_sums(relations))
    volume: dict[str, int] = defaultdict(int)
    for one, other, events, _ in edges:
        volume[one] += events
        volume[other] += events
    shown = sorted(volume, key=lambda code: (-volume[code], code))[:MOST]
    edges = [edge for edge in edges if edge[0] in shown and edge[1] in shown][:LINES]
    rows = [{"one": a, "other": b, "events": events, "score": score} for a, b, events, score in edges]
    told = "; ".join(
        f"{country_name(a)} and {country_name(b)} {events}, score {score:+.1f}"
        for a, b, events, score in edges[:6]
    )
    alternative = f"Network of {len(shown)} countries. Most events: {told}." if told else "No two countries."
    return Picture(title, lambda: _drawn(_around(shown, edges), volume, rows), alternative, rows)


def _edges(found: Iterable[Sum]) -> list[tuple[str, str, int, float]]:
    """(country, country, events of both directions, mean score), those with most events first."""
    grouped: dict[tuple[str, str], list[Sum]] = defaultdict(list)
    for cell in found:
        grouped[min(cell.actor, cell.recipient), max(cell.actor, cell.recipient)].append(cell)
    edges = []
    for (one, other), cells in grouped.items():
        events = sum(cell.events for cell in cells)
        edges.append((one, other, events, round(sum(c.score * c.events for c in cells) / events, 1)))
    return sorted(edges, key=lambda edge: (-edge[2], edge[0], edge[1]))


def _around(shown: Sequence[str], edges: Sequence[tuple[str, str, int, float]]) -> list[str]:
    """The countries in an order in which those that deal most with each other stand side by side."""
    between = {(a, b): events for one, other, events, _ in edges for a, b in ((one, other), (other, one))}
    order: list[str] = []
    waiting = list(shown)
    while waiting:
        last = order[-1] if order else ""
        order.append(max(waiting, key=lambda code: (between.get((last, code), 0), -waiting.index(code))))
        waiting.remove(order[-1])
    return order


def _drawn(order: Sequence[str], volume: dict[str, int], rows: Sequence[dict[str, Any]]) -> Any:
    if not rows:
        return nothing()
    spot = {
        code: (math.sin(2 * math.pi * n / len(order)), math.cos(2 * math.pi * n / len(order)))
        for n, code in enumerate(order)
    }
    lines = [
        {**row, "x": spot[row["one"]][0], "y": spot[row["one"]][1], "x2": spot[row["other"]][0], "y2": spot[row["other"]][1]}
        for row in reversed(rows)
    ]  # fmt: skip
    points = [
        {"code": code, "events": volume[code], "x": x, "y": y, "tx": 1.12 * x, "ty": 1.12 * y}
        for code, (x, y) in spot.items()
    ]
    scale = alt.Scale(domain=[-1.25, 1.25])
    # A dash tells conflict from cooperation to those who do not see the colours.
    drawn = alt.Chart(data(lines)).mark_rule(opacity=0.75).encode(
        x=alt.X("x:Q", axis=None, scale=scale), y=alt.Y("y:Q", axis=None, scale=scale), x2="x2", y2="y2",
        size=alt.Size("events:Q", title="events", scale=alt.Scale(type="sqrt", range=[1, 9]), legend=None),
        color=alt.Color("score:Q", title="score", scale=alt.Scale(scheme="redblue", domain=[-10, 10], domainMid=0)),
        strokeDash=alt.condition("datum.score < 0", alt.value([6, 4]), alt.value([1, 0])),
    )  # fmt: skip
    dots = alt.Chart(data(points)).encode(
        x=alt.X("x:Q", axis=None, scale=scale), y=alt.Y("y:Q", axis=None, scale=scale)
    )
    names = alt.Chart(data(points)).encode(
        x=alt.X("tx:Q", axis=None, scale=scale), y=alt.Y("ty:Q", axis=None, scale=scale)
    )
    return alt.layer(
        drawn,
        dots.mark_circle(color="#1f4e5f", opacity=1).encode(
            size=alt.Size("events:Q", scale=alt.Scale(type="sqrt", range=[40, 500]), legend=None)
        ),
        names.mark_text(fontSize=12, fontWeight="bold").encode(text="code:N"),
    ).resolve_scale(size="independent").properties(width=SIDE, height=SIDE)  # fmt: skip
