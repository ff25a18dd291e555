"""The shapes of the data, defined once. JSON, JSON Schema, tables and data frames all follow from here.

Offsets are Unicode code points into the document's text exactly as given; `end` is exclusive.
Codes are those of the codebook: PLOVER types and modes, ISO 8601 dates, ISO 3166-1 alpha-3 countries.
"""

from __future__ import annotations

from typing import Any

import msgspec


class DocumentInfo(msgspec.Struct, kw_only=True):
    """What is said about a report: everything but its text. `published` is an ISO date (`2023-06-19`)."""

    id: str
    language: str | None = None
    published: str | None = None
    title: str | None = None
    source: str | None = None
    url: str | None = None


class Document(DocumentInfo, kw_only=True):
    """One report as it came in; `language` is `de` or `en`, or None for as yet unknown."""

    text: str


class Place(msgspec.Struct, kw_only=True):
    """Where something happens; coordinates in degrees (WGS 84), `geonames` is a GeoNames id."""

    name: str
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


class Entity(msgspec.Struct, kw_only=True):
    """Who: `text` as written at `start`..`end`, `name` canonical English.

    `kind` is person, organisation, country or group; `sector` is a code of the codebook's section 6.
    """

    text: str
    start: int
    end: int
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None


class Span(msgspec.Struct, kw_only=True):
    """Some words of the text."""

    text: str
    start: int
    end: int


class Mention(msgspec.Struct, kw_only=True):
    """One place in the text that tells of an event. `sentence` counts from 0, `start`..`end` is that sentence."""

    sentence: int
    start: int
    end: int
    trigger: Span
    type: str
    mode: str | None
    status: str
    certainty: str
    date: str | None
    place: Place | None
    actors: list[Entity]
    recipients: list[Entity]
    sources: list[Entity]


class Plover(msgspec.Struct, kw_only=True):
    """The event in PLOVER's own reduction: `score` is the conflict-cooperation scale, null when left out there."""

    type: str | None
    mode: str | None
    score: float | None
    quad: str | None


class Event(msgspec.Struct, kw_only=True):
    """One happening of a report, merged from its mentions."""

    id: str
    type: str
    mode: str | None
    status: str
    certainty: str
    date: str | None
    place: Place | None
    actors: list[Entity]
    recipients: list[Entity]
    sources: list[Entity]
    plover: Plover
    mentions: list[Mention]


class Statement(msgspec.Struct, kw_only=True):
    """Words or content that the text attributes to somebody. `spans` are the parts of a split quotation."""

    kind: str
    speaker: Entity | None
    cospeakers: list[Entity]
    addressees: list[Entity]
    relay: Entity | None
    cue: Span | None
    start: int
    end: int
    spans: list[tuple[int, int]]
    text: str
    date: str | None


class CodedDocument(msgspec.Struct, kw_only=True):
    """What one report says. `entities` lists each identity once, at its first mention in a role."""

    document: DocumentInfo
    events: list[Event]
    statements: list[Statement]
    entities: list[Entity]


class Review(msgspec.Struct, kw_only=True):
    """What a person has said of a mention or statement, by the latest edit: `accepted`, `rejected` or `changed`.

    `coded` holds what the coder said where the value is another now: `{"date": "2023-06-19"}`.
    """

    verdict: str
    edit: int
    made: str
    author: str | None
    comment: str | None
    coded: dict[str, Any]


class RecordedMention(Mention, kw_only=True):
    """A mention as it stands in the record: `id` is its number there, `report` the document id, `quote` the sentence.

    `quote` is empty where the report was added without its text, `review` null where nobody has looked.
    """

    id: int
    report: str
    quote: str
    review: Review | None = None


class Stage(msgspec.Struct, kw_only=True):
    """What one report said about the stage of an event: a line of "planned in May, confirmed in June, denied by whom".

    `published` is the report's day, `date` the event's day as that report has it, `sources` who says so.
    """

    published: str | None
    status: str
    certainty: str
    date: str | None
    report: str
    sources: list[Entity]
    quote: str


class RecordedEvent(Event, kw_only=True):
    """One happening of the record, merged from the mentions of all its reports (codebook, section 8).

    `reports` and `history` stand in the order of publication; `first_seen` and `last_seen` are the days of the first and
    the last report, null if none says its day. `reasons` says of each report but the first why it was counted in.
    `review` is `open` while somebody has still to look at a mention of it, `judged`, or `rejected` when all mentions are.
    """

    mentions: list[RecordedMention]  # type: ignore[assignment]  # narrower than an Event's, and only read
    reports: list[DocumentInfo]
    first_seen: str | None
    last_seen: str | None
    history: list[Stage]
    reasons: list[str]
    review: str = "open"


class RecordedStatement(Statement, kw_only=True):
    """A statement as it stands in the record, with its report's document id and day of publication."""

    report: str
    published: str | None
    review: Review | None = None


class Problem(msgspec.Struct, kw_only=True):
    """Why a document could not be coded: a code of `aktenlage.problems` and one line with the cure."""

    code: str
    message: str


class UncodedDocument(msgspec.Struct, kw_only=True):
    """What stands in the output for a document that could not be coded."""

    document: DocumentInfo
    error: Problem


def to_json(coded: CodedDocument | UncodedDocument) -> str:
    """One line of JSON."""
    return msgspec.json.encode(coded).decode()


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of `aktenlage code --format jsonl`."""
    (coded, uncoded), parts = msgspec.json.schema_components(
        [CodedDocument, UncodedDocument], ref_template="#/$defs/{name}"
    )
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One document as coded by Aktenlage",
        "anyOf": [coded, uncoded],
        "$defs": parts,
    }
