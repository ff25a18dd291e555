"""Correcting by forms: merge, split, undo. These addresses are there with `serve --edit` only, behind its token."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Path, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aktenlage.record import Record
from aktenlage.web.rendering import event_path, page
from aktenlage.web.sessions import COOKIE, Session, Sessions, own_page

MOST_FIELDS = 1000
LONGEST_NAME = 80
# As large as the ids of mentions in either database may be.
_NUMBER = re.compile(r"[0-9]{1,15}")

Form = dict[str, list[str]]


async def _form(request: Request) -> Form:
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise HTTPException(415, "this is no form of this page")
    try:
        return parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=MOST_FIELDS)
    except ValueError:
        raise HTTPException(413, "the form has too many fields") from None


Sent = Annotated[Form, Depends(_form)]


def _writer(request: Request, form: Sent) -> Session:
    sessions: Sessions = request.app.state.sessions
    session = sessions.writing(request, _one(form, "form"))
    if session is None:
        raise HTTPException(403, "only who has shown the token may correct; show it at /edit")
    return session


Writer = Annotated[Session, Depends(_writer)]
Number = Annotated[int, Path(ge=1, le=10**15)]


def editing(record: Record, sessions: Sessions) -> APIRouter:
    """The forms and what they do."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/edit")
    def door(request: Request) -> HTMLResponse:
        """Where the token is shown; then the latest decisions."""
        return page(request, "edit.html", edits=record.edits(), wrong=False)

    @router.post("/edit")
    def begin(request: Request, form: Sent) -> Response:
        """Shows the token."""
        author = _one(form, "author")[:LONGEST_NAME]
        session = sessions.begin(_one(form, "token").strip(), author) if own_page(request) else None
        if session is None:
            return page(request, "edit.html", status=403, edits=[], wrong=True)
        answer = _to("/edit")
        answer.set_cookie(
            COOKIE, session.id, httponly=True, samesite="strict", secure=request.url.scheme == "https"
        )
        return answer

    @router.post("/edit/end")
    def end(session: Writer) -> Response:
        """Ends correcting."""
        sessions.end(session)
        answer = _to("/")
        answer.delete_cookie(COOKIE, httponly=True, samesite="strict")
        return answer

    @router.post("/events/{id_}/merge")
    def merge(id_: str, form: Sent, session: Writer) -> Response:
        """Makes one event of this and others."""
        others = re.split(r"[\s,;]+", _one(form, "others").strip())
        return _to(event_path(record.merge([id_, *filter(None, others)], session.author)))

    @router.post("/events/{id_}/split")
    def split(id_: str, form: Sent, session: Writer) -> Response:
        """Makes an event of its own of some mentions."""
        chosen = [int(number) for number in form.get("mention", []) if _NUMBER.fullmatch(number)]
        return _to(event_path(record.split(id_, chosen, session.author)))

    @router.post("/edits/{edit}/undo")
    def undo(edit: Number, session: Writer) -> Response:
        """Takes a decision back."""
        record.undo(edit)
        return _to("/edit")

    return router


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _to(address: str) -> Response:
    return RedirectResponse(address, 303)
