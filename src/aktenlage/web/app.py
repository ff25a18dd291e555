"""The application: pages, downloads and API on one record, with errors that say what helps."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from importlib.resources import files
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aktenlage import __version__
from aktenlage.record import Record, RecordFault
from aktenlage.web import api
from aktenlage.web.downloads import downloads
from aktenlage.web.editing import editing
from aktenlage.web.explaining import explaining
from aktenlage.web.guard import LOOPBACK, Guard
from aktenlage.web.pages import pages
from aktenlage.web.pictures import pictures
from aktenlage.web.remembering import Remembering
from aktenlage.web.rendering import page
from aktenlage.web.sessions import Sessions

SHEETS = {
    "style.css": "text/css; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "keys.js": "text/javascript; charset=utf-8",
}
MISSING = frozenset({"no-event", "no-report", "no-edit", "no-statement"})
# Faults of the database and not of what was asked.
BROKEN = frozenset(
    {"no-record", "old", "other-file", "newer", "full", "locked", "unreachable", "no-driver", "broken"}
)
# Events and statements of a report whose words light up together; further ones are marked, but not lit.
LIT = 150


def application(
    record: Record, hosts: Collection[str] | None = LOOPBACK, edit_token: str | None = None
) -> Guard:
    """The ASGI application; `hosts` are the names it answers to, None for any. Without `edit_token` nothing can be written."""
    app = FastAPI(
        title="Aktenlage", version=__version__, docs_url=None, redoc_url=None, openapi_url="/openapi.json"
    )
    app.include_router(api.api(record, edit_token))
    app.include_router(downloads(record))
    app.include_router(pictures(record))
    app.state.sessions = None
    if edit_token is not None:
        app.state.sessions = Sessions(edit_token)
        app.include_router(editing(record, app.state.sessions))
    app.include_router(explaining(record))
    app.include_router(pages(record))
    app.openapi = lambda: _described(app)  # type: ignore[method-assign]  # FastAPI's own way to change it

    @app.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        if name not in SHEETS:
            raise HTTPException(404)
        return Response(_sheet(name), media_type=SHEETS[name], headers={"Cache-Control": "max-age=300"})

    @app.exception_handler(RecordFault)
    def at_fault(request: Request, fault: RecordFault) -> Response:
        status = 404 if fault.code in MISSING else 503 if fault.code in BROKEN else 400
        return _refused(request, status, fault.code, str(fault))

    @app.exception_handler(RequestValidationError)
    def not_valid(request: Request, error: RequestValidationError) -> Response:
        told = "; ".join(f"{part['loc'][-1]}: {part['msg']}" for part in error.errors()[:5])
        return _refused(request, 422, "bad-parameter", told)

    @app.exception_handler(HTTPException)
    def not_found(request: Request, error: HTTPException) -> Response:
        return _refused(request, error.status_code, "http", str(error.detail), error.headers)

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        return _refused(
            request, 500, "broken", "this cannot be shown; the terminal of aktenlage serve says why"
        )

    # Outermost, so that errors carry its headers too.
    return Guard(Remembering(app, record), hosts, editing=edit_token is not None)


def _refused(request: Request, status: int, code: str, message: str, headers: Any = None) -> Response:
    if request.url.path.startswith(api.ROOT):
        answer = api.error(code, message, status)
    else:
        answer = page(request, "error.html", status=status, message=message)
    answer.headers.update(headers or {})
    return answer


@cache
def _sheet(name: str) -> bytes:
    content = files("aktenlage.web").joinpath("pages", name).read_bytes()
    return content + _lit().encode() if name == "style.css" else content


def _lit() -> str:
    """The words of an event or statement light up when it is the target of the address or has the focus; no script."""
    rules = []
    for letter in "es":
        for number in range(1, LIT + 1):
            group = f"{letter}{number}"
            told = f"main:has(#{group}:target) .{group}, main:has(#{group}:focus-within) .{group}, main:has(.{group}:focus) .{group}"
            rules.append(f"{told} {{ background: var(--lit); color: var(--lit-ink); }}")
    return "\n".join(rules) + "\n"


def _described(app: FastAPI) -> dict[str, Any]:
    """OpenAPI with the shapes of the record."""
    if app.openapi_schema is None:
        described = get_openapi(
            title=app.title,
            version=app.version,
            description="What a record of Aktenlage holds: events, statements, reports, relations, plans, decisions by hand.",
            routes=app.routes,
        )
        described.setdefault("components", {}).setdefault("schemas", {}).update(api.components())
        app.openapi_schema = described
    return app.openapi_schema
