"""What a sentence of our own gives: its mentions and statements, as the whole coder finds them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from jsonschema import Draft202012Validator

from aktenlage.pipeline import code
from aktenlage.shapes import CodedDocument, Document, Mention, json_schema, to_json

Coded = Callable[..., CodedDocument]


@pytest.fixture(scope="session")
def coded() -> Coded:
    """coded(text, language, published) -> CodedDocument; every one is held against the schema."""
    schema = Draft202012Validator(json_schema())

    def run(text: str, language: str, published: str | None = "2023-06-19") -> CodedDocument:
        found = code(Document(id="test", text=text, language=language, published=published))
        schema.validate(json.loads(to_json(found)))
        return found

    return run


@pytest.fixture(scope="session")
def mentions(coded: Coded) -> Callable[..., list[Mention]]:
    """mentions(text, language, published) -> the mentions of all events in text order."""

    def run(text: str, language: str, published: str | None = "2023-06-19") -> list[Mention]:
        found = [m for event in coded(text, language, published).events for m in event.mentions]
        return sorted(found, key=lambda m: m.trigger.start)

    return run
