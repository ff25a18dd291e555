"""Everything that is put out has the shape of the schema, and every key is always there."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from aktenlage import CannotCode, Document, code, code_many, json_schema, to_json
from aktenlage.grammar.model import Model
from aktenlage.shapes import CodedDocument, Event, Mention, Statement, UncodedDocument

TEXTS = {
    "de": (
        "Kiew und Moskau setzen ihre Gespräche in Istanbul fort.",
        "„Wir“, sagte Minister Huber, „bleiben dabei.“",
        "Laut Berichten soll die Miliz am 3. Mai 2021 zwei Dörfer angegriffen haben.",
        "Es regnet.",
    ),
    "en": (
        "Norway will send 20 tanks to Ukraine next week, the defence ministry in Oslo said.",
        "The visit was called off.",
        "Police arrested dozens of protesters in Minsk, according to the human rights group Vesna.",
    ),
}


def shape_of(value: Any, path: str = "") -> set[str]:
    """The keys of nested objects, as paths without list positions."""
    if isinstance(value, dict):
        return {f"{path}.{key}" for key in value}.union(
            *(shape_of(part, f"{path}.{key}") for key, part in value.items())
        )
    if isinstance(value, list):
        return set().union(*(shape_of(part, path) for part in value))
    return set()


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


def test_outputs_fit_the_schema(model: Model, reports: list[Document]) -> None:
    documents = [
        Document(id=f"{language}{n}", text=text, published="2023-06-19", language=language)
        for language, texts in TEXTS.items()
        for n, text in enumerate(texts)
    ]
    validator = Draft202012Validator(json_schema())
    empty = Document(id="empty", text=" \n")
    for coded in code_many([*reports, *documents, empty]):
        validator.validate(json.loads(to_json(coded)))


def test_keys_are_always_there(model: Model, reports: list[Document]) -> None:
    coded = code(reports[0])
    keys = shape_of(json.loads(to_json(coded)))
    assert coded.events and coded.statements
    for shape, path in ((Event, ".events"), (Mention, ".events.mentions"), (Statement, ".statements")):
        assert {f"{path}.{name}" for name in shape.__struct_fields__} <= keys


def test_offsets_point_at_the_words(model: Model, reports: list[Document]) -> None:
    for report in reports:
        coded = code(report)
        for event in coded.events:
            for mention in event.mentions:
                spans = [mention.trigger, *mention.actors, *mention.recipients]
                assert all(report.text[s.start : s.end] == s.text for s in spans)
        for statement in coded.statements:
            assert report.text[statement.start : statement.end]
            cue = statement.cue
            assert cue is None or report.text[cue.start : cue.end] == cue.text


def test_same_text_same_result(model: Model, reports: list[Document]) -> None:
    alone = [to_json(code(report)) for report in reports]
    together = [to_json(coded) for coded in code_many([*reports, *reports])]
    assert together == alone * 2


def test_empty_raises_with_a_cure() -> None:
    with pytest.raises(CannotCode, match=r"empty\.txt: the file holds no text; "):
        code(Document(id="empty.txt", text="\n"))


def test_error_object() -> None:
    coded = next(iter(code_many([Document(id="x", text="")])))
    assert isinstance(coded, UncodedDocument) and not isinstance(coded, CodedDocument)
    assert json.loads(to_json(coded))["error"]["code"] == "empty"
