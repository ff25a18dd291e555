"""Charts as images, and their data as CSV: `/charts/pair.svg`, `matrix.png`, `map.csv`, with the questions of the pages."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from starlette.responses import Response

from aktenlage.charts import Picture, matrix, network, pair, places
from aktenlage.charts.picture import FORMATS
from aktenlage.record import Record
from aktenlage.web.asked import EventsAsked, RelationsAsked

Format = Literal["svg", "png", "csv"]


def pictures(record: Record) -> APIRouter:
    """The addresses of charts."""
    router = APIRouter(prefix="/charts", include_in_schema=False)

    @router.get("/pair.{format}")
    def of_pair(format: Format, asked: Annotated[RelationsAsked, Query()]) -> Response:
        """A pair over time."""
        wanted = asked.wanted()
        if "pair" not in wanted:
            return Response("name a pair: ?pair=USA,CHN\n", 400, media_type="text/plain")
        return _sent(pair(record.relations(by=asked.by, **wanted), wanted["pair"]), format)

    @router.get("/matrix.{format}")
    def of_matrix(format: Format, asked: Annotated[RelationsAsked, Query()]) -> Response:
        """Countries against countries."""
        return _sent(matrix(record.sums(**asked.wanted())), format)

    @router.get("/network.{format}")
    def of_network(format: Format, asked: Annotated[RelationsAsked, Query()]) -> Response:
        """Countries with lines between them."""
        return _sent(network(record.sums(**asked.wanted())), format)

    @router.get("/map.{format}")
    def of_places(format: Format, asked: Annotated[EventsAsked, Query()]) -> Response:
        """Where it happened."""
        return _sent(places(record.places(**asked.wanted())), format)

    return router


def _sent(picture: Picture, format: str) -> Response:
    return Response(picture.bytes(format), media_type=FORMATS[format])
