"""The JSON API under `/api/v1`: everything the pages show, paged, with the shapes of `aktenlage.shapes`."""

from __future__ import annotations

import json
import secrets
from datetime import date
from typing import Annotated, Any

import msgspec
from fastapi import APIRouter, Depends, Path, Query
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from starlette.exceptions import HTTPException
from starlette.responses import Response

from aktenlage.record import Record
from aktenlage.record.edits import Edit
from aktenlage.record.paging import ListedReport, Page
from aktenlage.record.relations import Due, Relation
from aktenlage.record.told import ToldReport
from aktenlage.shapes import RecordedEvent, RecordedStatement
from aktenlage.web.asked import AgendaAsked, EventsPaged, RelationsAsked, ReportsPaged, StatementsPaged, Term
from aktenlage.web.sent import EditSent, decided

ROOT = "/api/v1"
SHAPES: tuple[type, ...] = (RecordedEvent, RecordedStatement, ListedReport, ToldReport, Relation, Due, Edit)
_BEARER = HTTPBearer(auto_error=False, description="The token that aktenlage serve --edit prints.")
ERROR = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["code", "message"],
            "properties": {"code": {"type": "string"}, "message": {"type": "string"}},
        }
    },
}


def api(record: Record, token: str | None = None) -> APIRouter:
    """The API on a record; with a token, whoever shows it can write."""
    router = APIRouter(
        prefix=ROOT, tags=["record"], responses={400: _content(ERROR, "What was asked cannot be.")}
    )
    absent: dict[int | str, dict[str, Any]] = {404: _content(ERROR, "There is none of this id.")}

    @router.get("/events", responses=_answers(_paged(RecordedEvent)))
    def events(asked: Annotated[EventsPaged, Query()]) -> Response:
        """Events that fit, a page at a time."""
        return _page(
            record.events_page(sort=asked.sort, after=asked.after, limit=asked.limit, **asked.wanted())
        )

    @router.get("/events/{id}", responses=_answers(_of(RecordedEvent)) | absent)
    def event(id: Term) -> Response:
        """One event with its story; the old id of a merged event leads to the one it is now part of."""
        return _json(record.show(id))

    @router.get("/statements", responses=_answers(_paged(RecordedStatement)))
    def statements(asked: Annotated[StatementsPaged, Query()]) -> Response:
        """Statements that fit, a page at a time; `report`, `start` and `end` name one. With `words`, `total` is null."""
        return _page(record.statements_page(after=asked.after, limit=asked.limit, **asked.wanted()))

    @router.get("/reports", responses=_answers(_paged(ListedReport)))
    def reports(asked: Annotated[ReportsPaged, Query()]) -> Response:
        """Reports that fit, a page at a time."""
        return _page(record.reports_page(after=asked.after, limit=asked.limit, **asked.wanted()))

    @router.get("/reports/{id:path}", responses=_answers(_of(ToldReport)) | absent)
    def report(id: str, source: Term | None = None) -> Response:
        """One report with its text, events and statements; `source` where several outlets have one of this id."""
        return _json(record.report(id, source))

    @router.get("/relations", responses=_answers({"type": "array", "items": _of(Relation)}))
    def relations(asked: Annotated[RelationsAsked, Query()]) -> Response:
        """What countries did to each other, per ordered pair and period."""
        return _json(list(record.relations(by=asked.by, **asked.wanted())))

    @router.get("/agenda", responses=_answers({"type": "array", "items": _of(Due)}))
    def agenda(asked: Annotated[AgendaAsked, Query()]) -> Response:
        """Plans: those ahead, the next first, then those overdue, the latest first."""
        day = asked.today or date.today()
        told = [
            due
            for state in ("ahead", "overdue")
            for due in record.due(state, today=day, limit=asked.limit, **asked.wanted())
        ]
        return _json(told)

    @router.get("/stats", responses=_answers({"type": "object", "additionalProperties": {"type": "integer"}}))
    def stats() -> Response:
        """How much the record holds."""
        return _json(record.stats())

    @router.get("/edits", responses=_answers({"type": "array", "items": _of(Edit)}))
    def edits(limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> Response:
        """The latest decisions by hand, the last one first."""
        return _json(record.edits(limit))

    if token is not None:
        _writing(router, record, token)
    return router


def _writing(router: APIRouter, record: Record, token: str) -> None:
    """What only whoever shows the token may do."""

    def shown(sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]) -> None:
        said = sent.credentials if sent else ""
        if not secrets.compare_digest(said.encode("utf-8", "replace"), token.encode()):
            raise HTTPException(
                401, "show the token: Authorization: Bearer TOKEN", {"WWW-Authenticate": "Bearer"}
            )

    refused: dict[int | str, dict[str, Any]] = {
        401: _content(ERROR, "The token was not shown."),
        404: _content(ERROR, "There is none of this id."),
        422: _content(ERROR, "What was sent is no edit."),
    }

    @router.post(
        "/edits",
        status_code=201,
        dependencies=[Depends(shown)],
        responses=refused | {201: _content(_of(Edit), "Done.")},
    )
    def decide(sent: EditSent) -> Response:
        """Decides something: accept, reject or change an event or statement, merge events, split one."""
        return _json(decided(record, sent), 201)

    @router.delete(
        "/edits/{edit}",
        status_code=204,
        dependencies=[Depends(shown)],
        responses=refused | {204: {"description": "Undone."}},
    )
    def undo(edit: Annotated[int, Path(ge=1, le=10**15)]) -> Response:
        """Takes a decision back, as if it had never been."""
        record.undo(edit)
        return Response(status_code=204)


def components() -> dict[str, Any]:
    """JSON Schema of the shapes, for OpenAPI."""
    return msgspec.json.schema_components(SHAPES, ref_template="#/components/schemas/{name}")[1]


def error(code: str, message: str, status: int) -> Response:
    """The answer to what cannot be answered."""
    return _json({"error": {"code": code, "message": message}}, status)


def encoded(value: Any) -> bytes:
    """JSON of anything the record answers."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:  # a lone surrogate in some report: JSON can escape it
        return json.dumps(msgspec.to_builtins(value)).encode()


def _json(value: Any, status: int = 200) -> Response:
    return Response(encoded(value), status, media_type="application/json")


def _page(found: Page[Any]) -> Response:
    return _json({"items": found.items, "next": found.next, "total": found.total})


def _of(shape: type) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{shape.__name__}"}


def _paged(shape: type) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["items", "next", "total"],
        "properties": {
            "items": {"type": "array", "items": _of(shape)},
            "next": {
                "type": ["string", "null"],
                "description": "Give it as `after` to go on; null at the end.",
            },
            "total": {"type": ["integer", "null"], "description": "How many fit in all."},
        },
    }


def _content(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": schema}}}


def _answers(schema: dict[str, Any]) -> dict[int | str, dict[str, Any]]:
    return {200: _content(schema, "Found."), 422: _content(ERROR, "A parameter has no such value.")}
