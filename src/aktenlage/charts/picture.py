"""A chart with its text alternative and its data: written as SVG or PNG without a browser or network, or as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

# Colours that people who see red and green alike can tell apart; shapes and texts say the same.
COOPERATION, CONFLICT, NEUTRAL = "#2166ac", "#b2182b", "#666666"
FORMATS = {"svg": "image/svg+xml", "png": "image/png", "csv": "text/csv; charset=utf-8"}
PNG_SCALE = 2.0


@dataclass(frozen=True)
class Picture:
    """`chart` is an Altair chart, `alternative` says in words what it shows, `rows` are its data.

    `draw` makes the chart when it is asked for: a page that only tells the words does not wait for it.
    """

    title: str
    draw: Callable[[], Any]
    alternative: str
    rows: Sequence[Mapping[str, Any]]

    @property
    def chart(self) -> Any:
        """The chart, for a notebook or to be changed."""
        return styled(self.draw(), self.title)

    def bytes(self, format: str) -> bytes:
        """The picture as `svg` or `png`, or its data as `csv`. Raises ValueError for another format."""
        if format == "csv":
            return _csv(self.rows)
        if format not in FORMATS:
            raise ValueError(f"there is no format {format}; choose one of {', '.join(FORMATS)}")
        return _drawn(json.dumps(self.chart.to_dict(), sort_keys=True), format)

    def write(self, path: str | Path) -> None:
        """Written to a file; its ending says in which format."""
        target = Path(path)
        target.write_bytes(self.bytes(target.suffix.removeprefix(".").lower()))


def styled(chart: Any, title: str) -> Any:
    """The chart with the look that all have."""
    return (
        chart.properties(title=title, background="white", padding=12)
        .configure(font="Liberation Sans, Arial, Helvetica, sans-serif")
        .configure_view(stroke=None)
        .configure_title(anchor="start", fontSize=15, offset=12)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", gridColor="#e5e5e5")
        .configure_legend(columnPadding=24, labelFontSize=12, titleFontSize=12)
    )


def nothing() -> Any:
    """What stands where there is nothing to draw."""
    return alt.Chart(data([{"said": "no event"}])).mark_text(fontSize=14).encode(text="said:N")


def data(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Rows as Altair takes them."""
    return alt.InlineData(values=[dict(row) for row in rows])


@lru_cache(maxsize=64)  # the same picture is asked for again and again; the key is all that it shows
def _drawn(spec: str, format: str) -> bytes:
    if format == "svg":
        return vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]).encode()
    return bytes(vl_convert.vegalite_to_png(spec, scale=PNG_SCALE, allowed_base_urls=[]))


def _csv(rows: Sequence[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    if rows:
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return text.getvalue().encode("utf-8", "replace")
