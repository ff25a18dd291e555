"""Correcting by forms: judge, merge, split, undo. These addresses are there with `serve --edit` only, behind its token."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Path, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response

from aktenlage.record import Record
from aktenlage.web.asked import EventsPaged
from aktenlage.web.changes import changed_event, changed_statement
from aktenlage.web.rendering import event_path, page, report_path
from aktenlage.web.sessions import COOKIE, Session, Sessions, own_page

MOST_FIELDS = 1000
LONGEST_NAME, LONGEST_COMMENT = 80, 400
# Of an event told very often, the first sentences are enough to judge it.
MOST_SENTENCES = 20
# As large as the ids of mentions in either database may be.
_NUMBER = re.compile(r"[0-9]{1,15}")

Form = dict[str, list[str]]


async def _form(request: Request) -> Form:
    if request.headers.get("content-type", "").partition(";")[0] != "application/x-www-form-urlencoded":
        raise HTTPException(415, "this is no form of this page")
    try:
        return parse_qs(
            (await request.body()).decode("utf-8", "replace"),
            keep_blank_values=True,
            max_num_fields=MOST_FIELDS,
        )
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
        return page(request, "edit.html", edits=record.edits(), wrong=False, progress=record.reviewed())

    @router.post("/edit")
    def begin(request: Request, form: Sent) -> Response:
        """Shows the token."""
        author = _one(form, "author")[:LONGEST_NAME]
        session = sessions.begin(_one(form, "token").strip(), author) if own_page(request) else None
        if session is None:
            return page(request, "edit.html", status=403, edits=[], wrong=True, progress={})
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
        return _to(event_path(record.split(id_, _numbers(form), session.author)))

    @router.post("/edits/{edit}/undo")
    def undo(edit: Number, form: Sent, session: Writer) -> Response:
        """Takes a decision back."""
        record.undo(edit)
        return _to(_back(form, "/edit"))

    @router.get("/review")
    def review(request: Request, asked: Annotated[EventsPaged, Query()]) -> Response:
        """The next event that nobody has judged: what is done is in the record, so one goes on where one stopped."""
        session = sessions.of(request)
        if session is None:
            return _to("/edit")
        wanted = asked.wanted() | {"review": "open"}
        found = record.events_page(sort=asked.sort, after=asked.after, limit=1, **wanted)
        last = record.edits(1, session.author)
        return page(
            request, "review.html", left=found.total, following=found.next, progress=record.reviewed(),
            event=record.show(found.items[0].id) if found.items else None, most=MOST_SENTENCES, last=last,
        )  # fmt: skip

    @router.post("/judge/event")
    def judge(form: Sent, session: Writer) -> Response:
        """Says of an event, or of some mentions of it, that it is right, that there is none, or what it is."""
        event = record.show(_one(form, "event"))
        changes = changed_event(form, event) if _one(form, "action") == "change" else {}
        edit = record.judge(
            _action(form, changes), event.id, _numbers(form), author=session.author, comment=_comment(form), **changes
        )  # fmt: skip
        return _to(_back(form, event_path(edit.events[0] if edit.events else event.id)))

    @router.post("/judge/statement")
    def judge_statement(form: Sent, session: Writer) -> Response:
        """Says the same of a statement."""
        report, source = _one(form, "report"), _one(form, "source") or None
        start, end = (int(n) if _NUMBER.fullmatch(n := _one(form, name)) else -1 for name in ("start", "end"))
        changes: dict[str, Any] = {}
        if _one(form, "action") == "change":
            told = record.report(report, source).statements
            said = next((s for s in told if (s.start, s.end) == (start, end)), None)
            changes = changed_statement(form, said) if said else {"kind": _one(form, "kind")}
        record.judge_statement(
            _action(form, changes), report, start, end, source=source, author=session.author, comment=_comment(form),
            **changes,
        )  # fmt: skip
        return _to(_back(form, report_path(report, source)))

    @router.get("/gold.zip")
    def gold() -> Response:
        """What people have judged, for `aktenlage evaluate`."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in record.gold().files().items():
                file.writestr(f"gold/{name}", content)
        headers = {"Content-Disposition": 'attachment; filename="aktenlage-gold.zip"'}
        return Response(packed.getvalue(), media_type="application/zip", headers=headers)

    return router


def _numbers(form: Form) -> list[int]:
    """The mentions that are chosen."""
    return [int(number) for number in form.get("mention", []) if _NUMBER.fullmatch(number)]


def _action(form: Form, changes: dict[str, Any]) -> str:
    """A change of nothing says that all is right."""
    action = _one(form, "action")
    return "accept" if action == "change" and not changes else action


def _comment(form: Form) -> str | None:
    return _one(form, "comment").strip()[:LONGEST_COMMENT] or None


def _back(form: Form, otherwise: str) -> str:
    """Where the form says to go on, if that is a page of ours."""
    wanted = _one(form, "back")
    return wanted if re.fullmatch(r"/(?![/\\])[!-~]*", wanted) else otherwise


def _one(form: Form, name: str) -> str:
    return form.get(name, [""])[0]


def _to(address: str) -> Response:
    return RedirectResponse(address, 303)
