"""What is an export told? Events with the reports they rest on, or whole reports as coded."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from aktenlage.shapes import (
    CodedDocument,
    Document,
    DocumentInfo,
    Entity,
    Event,
    Mention,
    RecordedMention,
    Statement,
)

Told: TypeAlias = tuple[Event, Sequence[DocumentInfo]]
Coded: TypeAlias = tuple[Document, CodedDocument]


class Report(DocumentInfo, kw_only=True):
    """A report with what some formats ask of it beyond its description.

    `entities` are all that have a role in it, `places` the names of all places it tells of; both may be empty, then the
    event's own stand in. `text` is None where it is not at hand.
    """

    entities: list[Entity] = msgspec.field(default_factory=list)
    places: list[str] = msgspec.field(default_factory=list)
    text: str | None = None


def told(pairs: Iterable[Coded]) -> Iterator[Told]:
    """The events of coded reports, each with its report."""
    for document, coded in pairs:
        about = report(document, coded)
        for event in coded.events:
            yield event, (about,)


def report(document: Document, coded: CodedDocument) -> Report:
    """The report as coded, with its text."""
    places = (mention.place.name for event in coded.events for mention in event.mentions if mention.place)
    info = coded.document
    return Report(
        id=info.id, language=info.language, published=info.published, title=info.title, source=info.source,
        url=info.url, entities=coded.entities, places=list(dict.fromkeys(places)), text=document.text,
    )  # fmt: skip


def report_of(mention: Mention, reports: Sequence[DocumentInfo]) -> DocumentInfo | None:
    """The report in which a mention stands: the only one, or the one that a mention of the record names."""
    if len(reports) == 1:
        return reports[0]
    wanted = mention.report if isinstance(mention, RecordedMention) else None
    return next((found for found in reports if found.id == wanted), None)


def quote(mention: Mention, reports: Sequence[DocumentInfo]) -> str:
    """The sentence that tells of it; empty where neither the record nor the report holds the text."""
    if isinstance(mention, RecordedMention):
        return mention.quote
    report = report_of(mention, reports)
    return report.text[mention.start : mention.end] if isinstance(report, Report) and report.text else ""


def everybody(told: Event | Mention) -> Iterator[Entity]:
    """Actors, recipients and sources."""
    yield from told.actors
    yield from told.recipients
    yield from told.sources


def everybody_said(statement: Statement) -> Iterator[Entity]:
    """Speakers, addressees and who passes it on."""
    yield from (entity for entity in (statement.speaker, statement.relay) if entity is not None)
    yield from statement.cospeakers
    yield from statement.addressees
