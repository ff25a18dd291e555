"""The coder on the test part of the event corpus. Floors may only go up."""

import tomllib
from pathlib import Path

import pytest

from benchmarks.event_corpus import on, same, score
from training.event_corpus import is_test, read, sentence

FLOORS = tomllib.loads((Path(__file__).parent.parent / "floors.toml").read_text("utf-8"))


@pytest.mark.parametrize("language", ["de", "en"])
def test_scores_reach_their_floors(language: str) -> None:
    test = [one for one in read() if one.language == language and is_test(one.batch)]
    reached = score(test, judged=True)
    floors = FLOORS[f"event corpus {language}"]
    low = {name: (round(getattr(reached, name), 3), floor) for name, floor in floors.items()}
    assert {name: pair for name, pair in low.items() if pair[0] < pair[1]} == {}, "reached, floor"


def test_what_counts_as_the_same() -> None:
    from aktenlage import Document, code

    text, events, _ = sentence(
        "[a1 Die türkische Polizei] [t1 nahm] in Ankara [r1 drei Abgeordnete] [t1 fest]. | 1 COERCE arrest actual"
    )
    coded = code(Document(id="x", text=text, language="de"))
    (mention,) = coded.events[0].mentions
    assert on(mention, events[0])
    assert same(mention.actors, events[0].actors) and same(mention.recipients, events[0].recipients)
    assert not same(mention.actors, events[0].recipients)
    assert not same(mention.actors, [*events[0].actors, *events[0].recipients])
