"""A selection of events as a file, in the formats of `aktenlage record export`; several files come as one zip."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.background import BackgroundTask
from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from aktenlage.exports.formats import FORMATS, write
from aktenlage.record import Record
from aktenlage.web.api import encoded
from aktenlage.web.asked import EventsAsked

TYPES = {".ics": "text/calendar; charset=utf-8", ".zip": "application/zip", ".jsonl": "application/x-ndjson"}


def downloads(record: Record) -> APIRouter:
    """The addresses of files."""
    router = APIRouter(include_in_schema=False)

    @router.get("/events.{format}")
    def events(format: str, asked: Annotated[EventsAsked, Query()]) -> FileResponse:
        """The events of a selection."""
        chosen = FORMATS.get(format)
        if format != "jsonl" and (chosen is None or chosen.whole_reports):
            raise HTTPException(404, "there is no such format")
        return _sent(record, format, asked.wanted(), "events")

    @router.get("/agenda.ics")
    def agenda(asked: Annotated[EventsAsked, Query()]) -> FileResponse:
        """What is planned, to subscribe to."""
        return _sent(record, "ics", asked.wanted(), "agenda")

    return router


def _sent(record: Record, format: str, wanted: dict[str, Any], name: str) -> FileResponse:
    """Written to a file first: an error still becomes an answer that says so, and memory does not grow."""
    folder = Path(tempfile.mkdtemp(prefix="aktenlage-"))
    try:
        path = _written(record, format, wanted, folder, name)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    return FileResponse(
        path,
        media_type=TYPES.get(path.suffix, "text/plain; charset=utf-8"),
        filename=path.name,
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


def _written(record: Record, format: str, wanted: dict[str, Any], folder: Path, name: str) -> Path:
    events = record.each_event(**wanted)
    if format == "jsonl":
        path = folder / f"aktenlage-{name}.jsonl"
        with path.open("wb") as file:
            for event in events:
                file.write(encoded(event) + b"\n")
        return path
    told = ((event, event.reports) for event in events)
    if not FORMATS[format].folder:
        path = folder / f"aktenlage-{name}-{format}{FORMATS[format].ending}"
        write(format, told, path)
        return path
    tables = folder / "tables"
    write(format, told, tables)
    path = folder / f"aktenlage-{name}-{format}.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for table in sorted(tables.rglob("*")):
            packed.write(table, table.relative_to(tables))
    return path
