"""Invented events: plain ones by hand, and hostile ones by hypothesis."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from aktenlage.coding import plover
from aktenlage.exports import Report
from aktenlage.shapes import (
    CodedDocument,
    Document,
    DocumentInfo,
    Entity,
    Event,
    Mention,
    Place,
    Plover,
    RecordedEvent,
    RecordedMention,
    Span,
    Statement,
)

# What tables, calendars and shells stumble over: separators, line ends of all kinds, quotes, direction marks, emoji, NUL.
NASTY = (
    "\t", "\n", "\r", "\r\n", "\x00", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", '"', "'", "; ", ";", ",", "|", "\\",
    "\u202e", "\u200f", "\u200d", "👩‍🚀", "🇩🇪", "\ufeff", "é", "مرحبا", "None", "=1+1", "BEGIN:VEVENT", "\ud800",
)  # fmt: skip
# Time says nothing here: the machine may be busy.
patient = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
words = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=8)), min_size=1, max_size=6).map("".join)
maybe = st.none() | words
dates = st.none() | st.sampled_from(
    ("2024-03-12", "2024-03", "2024", "2024-W10", "2023/2024", "2024-Q2", "199X", "XXXX-06-18", "nonsense", "2024-02-30")
)  # fmt: skip
entities = st.builds(
    Entity,
    text=words,
    start=st.integers(0, 40),
    end=st.integers(0, 60),
    name=words,
    kind=st.sampled_from(("person", "organisation", "country", "group")),
    country=st.none() | st.sampled_from(("DEU", "USA", "EUR", "XKX")) | words,
    sector=st.none() | st.sampled_from(("GOV", "IGO", "REB")),
)
places = st.none() | st.builds(
    Place,
    name=words,
    country=st.none() | st.just("DEU"),
    latitude=st.none() | st.floats(-90, 90),
    longitude=st.none() | st.floats(-180, 180),
    geonames=st.none() | st.integers(1, 2**40),
)
reports = st.builds(
    Report,
    id=words, language=st.sampled_from((None, "de", "en")), published=st.sampled_from((None, "2024-03-12")), title=maybe,
    source=maybe, url=maybe, text=maybe, entities=st.lists(entities, max_size=2), places=st.lists(words, max_size=2),
)  # fmt: skip


def whom(**roles: Any) -> dict[str, Any]:
    """The three lists of an event or mention, empty where not given."""
    return {"actors": [], "recipients": [], "sources": []} | roles


def somebody(name: str, country: str | None = None, sector: str | None = None, **more: Any) -> Entity:
    """An entity; a country as a whole unless `kind` says otherwise."""
    given = {"text": name, "start": 0, "end": len(name), "kind": "country"} | more
    return Entity(name=name, country=country, sector=sector, **given)


def happening(type_: str = "CONSULT", mode: str | None = None, status: str = "actual", **more: Any) -> Event:
    """An event with one mention of the same values."""
    values: dict[str, Any] = {"certainty": "certain", "date": None, "place": None, **whom()}
    values |= {name: value for name, value in more.items() if name in values}
    mention = Mention(
        sentence=2, start=10, end=50, trigger=Span(text="traf", start=20, end=24), type=type_, mode=mode, status=status, **values,
    )  # fmt: skip
    return Event(
        id=more.get("id", "r-1"), type=type_, mode=mode, status=status, plover=plover.reduce(type_, mode, status),
        mentions=more.get("mentions", [mention]), **values,
    )  # fmt: skip


def info(id_: str = "r", published: str | None = "2024-03-12", **more: Any) -> DocumentInfo:
    """A report's description."""
    return DocumentInfo(id=id_, published=published, **({"language": "de"} | more))


@st.composite
def mentions(draw: st.DrawFn, reach: int = 60) -> Mention:
    """A mention whose spans may lie outside any text."""
    type_ = draw(st.sampled_from(plover.TYPES))
    start = draw(st.integers(0, reach))
    return Mention(
        sentence=draw(st.integers(0, 9)), start=start, end=draw(st.integers(start, reach)),
        trigger=Span(text=draw(words), start=start, end=draw(st.integers(start, reach))),
        type=type_, mode=draw(st.none() | st.sampled_from(plover.MODES[type_])) if plover.MODES[type_] else None,
        status=draw(st.sampled_from(plover.STATUSES)), certainty=draw(st.sampled_from(plover.CERTAINTIES)),
        date=draw(dates), place=draw(places),
        **{role: draw(st.lists(entities, max_size=3)) for role in ("actors", "recipients", "sources")},
    )  # fmt: skip


@st.composite
def hostile_events(draw: st.DrawFn) -> Event:
    """An event as its first mention has it."""
    told = draw(st.lists(mentions(), min_size=1, max_size=2))
    first = told[0]
    reduced: Plover = plover.reduce(first.type, first.mode, first.status)
    return Event(
        id=draw(words), type=first.type, mode=first.mode, status=first.status, certainty=first.certainty, date=first.date,
        place=first.place, actors=first.actors, recipients=first.recipients, sources=first.sources, plover=reduced,
        mentions=told,
    )  # fmt: skip


hostile = st.lists(st.tuples(hostile_events(), st.lists(reports, max_size=2)), max_size=4)


@st.composite
def hostile_coded(draw: st.DrawFn) -> tuple[Document, CodedDocument]:
    """A report whose text is nasty and whose spans are anywhere."""
    text = draw(st.lists(words, min_size=1, max_size=8).map(" ".join))
    about = draw(reports)
    spans = st.tuples(st.integers(0, 60), st.integers(0, 60))
    statement = st.builds(
        Statement, kind=st.sampled_from(("direct", "indirect")), speaker=st.none() | entities,
        cospeakers=st.lists(entities, max_size=1), addressees=st.lists(entities, max_size=1), relay=st.none() | entities,
        cue=st.none() | st.builds(Span, text=words, start=st.integers(0, 60), end=st.integers(0, 60)),
        start=st.integers(0, 60), end=st.integers(0, 60), spans=st.lists(spans, max_size=3), text=words, date=dates,
    )  # fmt: skip
    document = Document(
        id=about.id, language=about.language, published=about.published, title=about.title, source=about.source, text=text
    )  # fmt: skip
    described = DocumentInfo(
        id=about.id, language=about.language, published=about.published, title=about.title, source=about.source
    )  # fmt: skip
    return document, CodedDocument(
        document=described,
        events=draw(st.lists(hostile_events(), max_size=2)),
        statements=draw(st.lists(statement, max_size=2)),
        entities=about.entities,
    )


def recorded(event: Event, *reports: DocumentInfo) -> RecordedEvent:
    """The event as the record has it: its mentions told in these reports in turn, each with its sentence."""
    mentions = [
        RecordedMention(
            **{name: getattr(mention, name) for name in Mention.__struct_fields__},
            id=number,
            report=reports[number % len(reports)].id,
            quote=f"Das Treffen in Wien („{number}“) steht.",
        )
        for number, mention in enumerate(event.mentions)
    ]
    values = {name: getattr(event, name) for name in Event.__struct_fields__} | {"mentions": mentions}
    return RecordedEvent(
        **values, reports=list(reports), first_seen=None, last_seen=None, history=[], reasons=[],
    )  # fmt: skip
