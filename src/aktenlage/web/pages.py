"""The pages: one function each, from an address to a question to the record to a template."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse

from aktenlage.charts import network, pair, places
from aktenlage.exports.formats import FORMATS
from aktenlage.record import Record
from aktenlage.record.edits import Edit
from aktenlage.record.sums import matrix, unordered
from aktenlage.record.turns import days, turns
from aktenlage.web import marks
from aktenlage.web.asked import (
    AgendaAsked,
    Chosen,
    EventsPaged,
    RelationsAsked,
    ReportsPaged,
    StatementsPaged,
    Term,
)
from aktenlage.web.rendering import page
from aktenlage.web.sessions import Sessions

# On the first page; weeks of the record that "lately" means.
FEW, WEEKS = 8, 4
MOST_MENTIONS = 200
MOST_PERIODS = 400
MOST_FOUND = 100
DOWNLOADS = [name for name, format in FORMATS.items() if not format.whole_reports]


def pages(record: Record) -> APIRouter:
    """The pages on a record."""
    router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @router.get("/")
    def today(request: Request) -> HTMLResponse:
        """What is new, ahead, overdue; who clashed and who met."""
        day = date.today()
        newest = _day(record.newest_day())
        since = newest - timedelta(weeks=WEEKS)
        found = record.sums(since=since.isoformat(), until=newest.isoformat())
        return page(
            request,
            "today.html",
            stats=record.stats(),
            new=record.events_page(sort="first_seen", limit=FEW).items,
            ahead=record.due("ahead", today=day, limit=FEW),
            overdue=record.due("overdue", today=day, limit=FEW),
            clashed=unordered(found, FEW, conflict=True),
            met=unordered(found, FEW, conflict=False),
            since=since,
            newest=newest,
            day=day,
        )

    @router.get("/events")
    def events(request: Request, asked: Annotated[EventsPaged, Query()]) -> HTMLResponse:
        """A table with filters."""
        found = record.events_page(sort=asked.sort, after=asked.after, limit=asked.limit, **asked.wanted())
        return page(request, "events.html", found=found, sort=asked.sort, downloads=DOWNLOADS)

    @router.get("/events/{id_}")
    def event(request: Request, id_: str, asked: Annotated[Chosen, Query()]) -> HTMLResponse:
        """The story of one event; `mention` are those that whoever corrects speaks of, if not of all of it."""
        told = record.show(id_)
        chosen = [m.id for m in told.mentions if m.id in asked.mention]
        return page(
            request, "event.html", event=told, most=MOST_MENTIONS, chosen=chosen, last=_last(request, record)
        )  # fmt: skip

    @router.get("/statements")
    def statements(request: Request, asked: Annotated[StatementsPaged, Query()]) -> HTMLResponse:
        """Who says what about whom."""
        found = record.statements_page(after=asked.after, limit=asked.limit, **asked.wanted())
        return page(request, "statements.html", found=found)

    @router.get("/reports")
    def reports(request: Request, asked: Annotated[ReportsPaged, Query()]) -> HTMLResponse:
        """All reports."""
        found = record.reports_page(after=asked.after, limit=asked.limit, **asked.wanted())
        return page(request, "reports.html", found=found)

    @router.get("/reports/{id_:path}")
    def report(request: Request, id_: str, source: Term | None = None) -> HTMLResponse:
        """One report with its words marked."""
        told = record.report(id_, source)
        text = told.report.text[: marks.LONGEST]
        return page(
            request,
            "report.html",
            told=told,
            segments=marks.segments(text, marks.marks(told)),
            left_out=len(told.report.text) - len(text),
            kinds=marks.KINDS,
            last=_last(request, record),
        )

    @router.get("/relations")
    def relations(request: Request, asked: Annotated[RelationsAsked, Query()]) -> HTMLResponse:
        """A matrix of countries, or one pair period by period."""
        chosen = asked.wanted().get("pair")
        if chosen:
            found = record.relations(by=asked.by, **asked.wanted())
            rows = [r for r in found if {r.actor, r.recipient} == set(chosen)] or found
            alternative = pair(rows, chosen).alternative
            return page(
                request, "pair.html", rows=rows[-MOST_PERIODS:], turns=turns(rows), pair=chosen, by=asked.by,
                alternative=alternative, days=days,
            )  # fmt: skip
        sums = record.sums(**asked.wanted())
        map_ = places(record.places(**asked.wanted())).alternative
        return page(
            request,
            "relations.html",
            matrix=matrix(sums),
            by=asked.by,
            alternative=map_,
            network=network(sums).alternative,
        )

    @router.get("/agenda")
    def agenda(request: Request, asked: Annotated[AgendaAsked, Query()]) -> HTMLResponse:
        """What is planned ahead, and what is overdue."""
        day = asked.today or date.today()
        ahead, overdue = (
            record.due(state, today=day, limit=asked.limit, **asked.wanted())
            for state in ("ahead", "overdue")
        )
        return page(request, "agenda.html", ahead=ahead, overdue=overdue, day=day, limit=asked.limit)

    @router.get("/search")
    def search(request: Request, q: Term = "") -> HTMLResponse:
        """Sentences with words."""
        found = record.search(q, limit=MOST_FOUND)
        kinds = record.kinds({event for hit in found for event in hit.events})
        return page(request, "search.html", found=found, kinds=kinds, words=q, most=MOST_FOUND)

    return router


def _last(request: Request, record: Record) -> list[Edit]:
    """The last decision of whoever corrects, to be undone with one key."""
    sessions: Sessions | None = request.app.state.sessions
    session = sessions.of(request) if sessions else None
    return record.edits(1, session.author) if session else []


def _day(written: str | None) -> date:
    """The day, or this one for what is none."""
    try:
        return date.fromisoformat(written or "")
    except ValueError:
        return date.today()
