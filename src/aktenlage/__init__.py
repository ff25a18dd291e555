"""Aktenlage reads news in German and English and keeps the record.

Who did or said what to whom, when, where, according to whom, and how certain is it.

    import aktenlage
    coded = aktenlage.code(aktenlage.read("bericht.txt"))
    for event in coded.events:
        print(event.type, [actor.name for actor in event.actors], event.status)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aktenlage.problems import CannotCode
from aktenlage.shapes import (
    CodedDocument,
    Document,
    Entity,
    Event,
    Mention,
    Place,
    Problem,
    RecordedEvent,
    RecordedMention,
    RecordedStatement,
    Review,
    Span,
    Stage,
    Statement,
    UncodedDocument,
    json_schema,
    to_json,
)

if TYPE_CHECKING:
    from aktenlage.coding.times import times
    from aktenlage.grammar import parse, parse_tokens
    from aktenlage.intake import documents, read
    from aktenlage.pipeline import code, code_many
    from aktenlage.record import Record, RecordFault
    from aktenlage.world.own import WorldFault

__version__ = "0.1.0"

# Loaded on first use: reading a time expression needs no neural network.
_DOORS = {
    "read": "aktenlage.intake",
    "documents": "aktenlage.intake",
    "code": "aktenlage.pipeline",
    "code_many": "aktenlage.pipeline",
    "parse": "aktenlage.grammar",
    "parse_tokens": "aktenlage.grammar",
    "times": "aktenlage.coding.times",
    "Record": "aktenlage.record",
    "RecordFault": "aktenlage.record",
    "WorldFault": "aktenlage.world.own",
}

__all__ = [
    "CannotCode",
    "CodedDocument",
    "Document",
    "Entity",
    "Event",
    "Mention",
    "Place",
    "Problem",
    "Record",
    "RecordFault",
    "RecordedEvent",
    "RecordedMention",
    "RecordedStatement",
    "Review",
    "Span",
    "Stage",
    "Statement",
    "UncodedDocument",
    "WorldFault",
    "code",
    "code_many",
    "documents",
    "json_schema",
    "parse",
    "parse_tokens",
    "read",
    "times",
    "to_json",
]


def __getattr__(name: str) -> object:
    if name in _DOORS:
        import importlib

        return getattr(importlib.import_module(_DOORS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
