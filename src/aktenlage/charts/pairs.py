"""How do two countries deal with each other over time, and when did it turn?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

from aktenlage.charts.picture import CONFLICT, COOPERATION, Picture, data, nothing
from aktenlage.record.relations import Relation
from aktenlage.record.turns import Turn, days, turns
from aktenlage.world.lookup import country_name


def pair(relations: Sequence[Relation], who: tuple[str, str]) -> Picture:
    """Mean scores of both directions over time, and below them events of cooperation (up) and conflict (down)."""
    one, other = map(country_name, who)
    title = f"{one} and {other}"
    rows = [
        {
            "period": r.period, "begins": days(r.period)[0].isoformat(), "actor": r.actor, "recipient": r.recipient,
            "direction": f"{country_name(r.actor)} → {country_name(r.recipient)}", "score": r.score, "events": r.events,
            "cooperation": r.verbal_cooperation + r.material_cooperation,
            "conflict": r.verbal_conflict + r.material_conflict,
        }
        for r in relations
    ]  # fmt: skip
    told = _told(rows, turns(relations), title) if rows else f"{title}: no event."
    return Picture(title, lambda: _drawn(rows), told, rows)


def _drawn(rows: Sequence[dict[str, Any]]) -> Any:
    if not rows:
        return nothing()
    width = 720
    x = alt.X(
        "begins:T",
        title=None,
        scale=alt.Scale(type="utc"),  # the same days in every time zone
        axis=alt.Axis(
            format="%Y-%m",
            tickCount={"interval": "month", "step": 1},
            labelOverlap="greedy",
            labelSeparation=12,
        ),
    )
    direction = "direction:N"
    strokes = alt.Legend(orient="top", symbolType="stroke", symbolSize=400)
    scores = (
        alt.Chart(data(rows))
        .mark_line(point={"size": 55, "filled": True})
        .encode(
            x=x,
            y=alt.Y("score:Q", title="mean score", scale=alt.Scale(domain=[-10, 10])),
            color=alt.Color(
                direction,
                title=None,
                scale=alt.Scale(range=["#1f4e5f", "#c77d0a"]),
                legend=strokes,
            ),
            shape=alt.Shape(direction, title=None, legend=None),
            strokeDash=alt.StrokeDash(direction, title=None, legend=strokes),
        )
        .properties(width=width, height=220)
    )
    zero = alt.Chart(data([{"y": 0}])).mark_rule(color="#888").encode(y="y:Q")
    counted = [
        {"begins": row["begins"], "kind": kind, "events": sign * int(str(row[kind]))}
        for row in rows
        for kind, sign in (("cooperation", 1), ("conflict", -1))
        if row[kind]
    ]
    volume = (
        alt.Chart(data(counted))
        .mark_bar(width=5)
        .encode(
            x=x,
            y=alt.Y("sum(events):Q", title="events", axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1)),
            color=alt.Color(
                "kind:N", title=None, legend=alt.Legend(orient="top"),
                scale=alt.Scale(domain=["cooperation", "conflict"], range=[COOPERATION, CONFLICT]),
            ),
        )
        .properties(width=width, height=120)
    )  # fmt: skip
    return alt.vconcat(alt.layer(zero, scores), volume).resolve_scale(
        x="shared", color="independent", shape="independent", strokeDash="independent"
    )


def _told(rows: Sequence[dict[str, object]], found: Sequence[Turn], title: str) -> str:
    events = sum(int(str(row["events"])) for row in rows)
    told = f"{title}, {rows[0]['period']} to {rows[-1]['period']}: {events} events counted in both directions"
    for turn in found:
        told += f"; the mean score turned from {turn.before:+.1f} to {turn.score:+.1f} in {turn.period}"
    return told + "."
