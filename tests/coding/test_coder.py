"""The whole coder on our own reports: every offset points at its words, and the same text gives the same result."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from aktenlage.pipeline import code, code_many
from aktenlage.shapes import CodedDocument, Document

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.txt"))


def _document(path: Path) -> Document:
    return Document(
        id=path.stem, text=path.read_text("utf-8"), published="2024-03-12", language=path.name[:2]
    )


@pytest.fixture(scope="module")
def all_coded() -> list[tuple[str, CodedDocument]]:
    """Text and coding of each example."""
    return [(d.text, code(d)) for d in map(_document, EXAMPLES)]


def test_words_stand_where_they_are_said_to(all_coded):
    for text, coded in all_coded:
        for event in coded.events:
            for mention in event.mentions:
                assert text[mention.trigger.start : mention.trigger.end] == mention.trigger.text
                assert (
                    mention.start <= mention.trigger.start < mention.trigger.end <= mention.end <= len(text)
                )
                for entity in (*mention.actors, *mention.recipients, *mention.sources):
                    assert text[entity.start : entity.end] == entity.text
        for statement in coded.statements:
            assert statement.spans and all(0 <= a < b <= len(text) for a, b in statement.spans)
            assert (statement.start, statement.end) == (statement.spans[0][0], statement.spans[-1][1])


def test_nobody_is_actor_and_recipient_of_one_mention(all_coded):
    for _, coded in all_coded:
        for event in coded.events:
            for mention in event.mentions:
                names = [(e.name, e.kind, e.country) for e in (*mention.actors, *mention.recipients)]
                assert len(names) == len(set(names))


def test_no_source_stands_twice_in_a_chain(all_coded):
    for _, coded in all_coded:
        for event in coded.events:
            for mention in event.mentions:
                names = [(e.name, e.kind, e.country) for e in mention.sources]
                assert len(names) == len(set(names))


def test_alone_or_among_others_a_report_is_coded_the_same(all_coded):
    together = list(code_many(_document(path) for path in EXAMPLES))
    alone = [coded for _, coded in all_coded]
    assert [msgspec.json.encode(c) for c in together] == [msgspec.json.encode(c) for c in alone]


def test_two_processes_give_what_one_gives(all_coded):
    few = EXAMPLES[:3]
    shared = list(code_many((_document(path) for path in few), workers=2))
    assert [msgspec.json.encode(c) for c in shared] == [msgspec.json.encode(c) for _, c in all_coded[:3]]


@pytest.mark.parametrize(
    ("language", "text", "event", "countries"),
    [
        # without parties: talks at a seat of government, fighting at a place, a strike of a day
        (
            "de",
            "Auf dem Gipfel in Wien ging es um Fischerei.",
            "CONSULT Gipfel",
            set(),
        ),
        ("en", "Fighting continued in Khartoum on Saturday.", "ASSAULT Fighting", set()),
        # who acts together at a meeting, or speaks to somebody on the telephone, took part
        (
            "de",
            "Die Präsidenten Kenias und Ugandas sprachen sich bei einem Treffen in Arusha für eine Brücke aus.",
            "CONSULT Treffen",
            {"KEN", "UGA"},
        ),
        (
            "de",
            "Kenias Präsident William Ruto sagte US-Präsident Biden am Montag in einem Telefonat zu, Polizisten zu entsenden.",
            "CONSULT Telefonat",
            {"KEN", "USA"},
        ),
        ("en", "Egyptian doctors shelve walkout", "PROTEST walkout", {"EGY"}),
    ],
)
def test_parties_and_places_of_bare_event_nouns(language, text, event, countries):
    found = [m for e in code(Document(id="x", text=text, language=language)).events for m in e.mentions]
    told = {f"{m.type} {m.trigger.text}": {e.country for e in m.actors} for m in found}
    assert told.get(event) == countries


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Gespräche dieser Art dauern meist lange."),
        ("de", "Auf dem Gipfel angekommen, genoss er die Aussicht."),
        ("de", "Die Gewerkschaft verurteilte den Warnstreik der Konkurrenz."),
    ],
)
def test_bare_event_nouns_that_single_out_nothing(language, text):
    found = [m for e in code(Document(id="x", text=text, language=language)).events for m in e.mentions]
    assert not any(
        m.type == "CONSULT" or (m.type == "PROTEST" and any(e.sector == "LAB" for e in m.actors))
        for m in found
    )


def test_what_lies_after_the_report_has_not_happened():
    text = "Das Gipfeltreffen zwischen Joe Biden und Xi Jinping im kommenden November ist wichtig."
    (event,) = code(Document(id="x", text=text, language="de", published="2023-06-19")).events
    assert (event.type, event.status, event.date) == ("CONSULT", "planned", "2023-11")
