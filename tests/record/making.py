"""Coded reports made up for the tests of the record: no model is needed to fill one."""

from __future__ import annotations

from aktenlage.coding.merge import merged
from aktenlage.shapes import (
    CodedDocument,
    Document,
    DocumentInfo,
    Entity,
    Mention,
    Place,
    RecordedEvent,
    Span,
    Statement,
)

COUNTRIES = {"CHN": "China", "USA": "United States", "DEU": "Germany", "FRA": "France", "NAM": "Namibia"}


def country(code: str) -> Entity:
    """A country named as a whole."""
    name = COUNTRIES[code]
    return Entity(text=name, start=0, end=len(name), name=name, kind="country", country=code)


def person(name: str, code: str | None, sector: str | None = "GOV") -> Entity:
    """Somebody with a name."""
    return Entity(text=name, start=0, end=len(name), name=name, kind="person", country=code, sector=sector)


def tell(
    text: str,
    type_: str = "CONSULT",
    *,
    trigger: str,
    actors: list[Entity],
    recipients: list[Entity] | None = None,
    mode: str | None = None,
    status: str = "actual",
    certainty: str = "certain",
    date: str | None = None,
    place: str | None = None,
    sources: list[Entity] | None = None,
    at: int = 0,
) -> Mention:
    """A mention in the sentence `text` that begins at `at` of its report."""
    start = at + text.index(trigger)
    return Mention(
        sentence=0,
        start=at,
        end=at + len(text),
        trigger=Span(text=trigger, start=start, end=start + len(trigger)),
        type=type_,
        mode=mode,
        status=status,
        certainty=certainty,
        date=date,
        place=None if place is None else Place(name=place, country=None),
        actors=actors,
        recipients=recipients or [],
        sources=sources or [],
    )


def report(
    id_: str,
    text: str,
    *events: list[Mention],
    published: str | None = "2023-06-19",
    source: str | None = "Invented Press",
    statements: list[Statement] | None = None,
) -> tuple[CodedDocument, Document]:
    """A coded report and its text; each event is the list of its mentions."""
    about = DocumentInfo(id=id_, language="en", published=published, source=source)
    coded = CodedDocument(
        document=about,
        events=[merged(mentions, f"{id_}-{n}") for n, mentions in enumerate(events, 1)],
        statements=statements or [],
        entities=[],
    )
    document = Document(id=id_, text=text, language="en", published=published, source=source)
    return coded, document


def partition(events: list[RecordedEvent]) -> set[frozenset[tuple[str, int]]]:
    """Which mentions stand together, whatever the ids: (report, start of the trigger)."""
    return {frozenset((m.report, m.trigger.start) for m in event.mentions) for event in events}
