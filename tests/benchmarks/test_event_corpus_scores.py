"""The coder on the test part of the event corpus. Floors may only go up."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from spacy.tokens import Doc

from aktenlage.coding.coder import code_parsed
from aktenlage.grammar import parse
from aktenlage.shapes import Document, Mention
from benchmarks.event_corpus import on, same, score
from training.event_corpus import MarkedEvent, is_test, read, sentence

FLOORS = tomllib.loads((Path(__file__).parent.parent / "floors.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_scores_reach_their_floors(language: str) -> None:
    test = [one for one in read() if one.language == language and is_test(one.batch)]
    reached = score(test, judged=True)
    floors = FLOORS[f"event corpus {language}"]
    low = {name: (round(getattr(reached, name), 3), floor) for name, floor in floors.items()}
    assert {name: pair for name, pair in low.items() if pair[0] < pair[1]} == {}, "reached, floor"


def counted(markup: str) -> tuple[Mention, MarkedEvent, Doc]:
    """The first coded mention and marked event of a German sentence in markup, and its tree."""
    text, events, _ = sentence(markup)
    doc = parse(text, "de")
    return (
        code_parsed(Document(id="x", text=text, language="de"), doc, "de").events[0].mentions[0],
        events[0],
        doc,
    )


def test_what_counts_as_the_same() -> None:
    mention, event, doc = counted(
        "[a1 Die türkische Polizei] [t1 nahm] in Ankara [r1 drei Abgeordnete] [t1 fest]. | 1 COERCE arrest actual"
    )
    assert on(mention, event, doc)
    assert same(mention.actors, event.actors) and same(mention.recipients, event.recipients)
    assert not same(mention.actors, event.recipients)
    assert not same(mention.actors, [*event.actors, *event.recipients])


def test_a_verb_stands_for_the_noun_that_it_carries() -> None:
    mention, event, doc = counted(
        "[a1 Peru] hat [t1 Klage] gegen [r1 Chile] eingereicht, sagte der Minister. | 1 ACCUSE allege actual"
    )
    assert mention.trigger.text == "eingereicht" and on(mention, event, doc)
    elsewhere = replace(event, trigger=((doc[-2].idx, doc[-2].idx + 1),))
    assert not on(mention, elsewhere, doc)
