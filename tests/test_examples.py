"""Our own reports, coded and scored against our own gold. Floors may only go up."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aktenlage import code, read
from aktenlage.evaluate import Scores, evaluate
from aktenlage.gold import gold_of, plain_id
from aktenlage.grammar.model import Model

EXAMPLES = Path(__file__).parent.parent / "examples"
EVENTS = EXAMPLES / "gold" / "events.jsonl"
FLOORS = tomllib.loads((Path(__file__).parent / "floors.toml").read_text("utf-8"))

pytestmark = pytest.mark.skipif(not EVENTS.exists(), reason="examples/gold/events.jsonl is not there yet")


@pytest.fixture(scope="module", params=["de", "en"])
def scored(request: pytest.FixtureRequest, model: Model) -> tuple[str, Scores]:
    """Language and its scores."""
    days = tomllib.loads((EXAMPLES / "gold" / "reports.toml").read_text("utf-8"))
    coded = {}
    for name, day in days.items():
        if name.startswith(f"{request.param}-"):
            report = read(EXAMPLES / name)
            report.published = day
            coded[plain_id(name)] = code(report)
    mentions, statements = gold_of(EVENTS)
    return request.param, evaluate(
        [m for m in mentions if m.doc in coded], [s for s in statements if s.doc in coded], coded
    )


def test_gold_stands_where_it_says() -> None:
    mentions, statements = gold_of(EVENTS)
    texts = {entry.doc: read(EXAMPLES / f"{entry.doc}.txt").text for entry in (*mentions, *statements)}
    for m in mentions:
        assert texts[m.doc][m.start : m.start + len(m.trigger)] == m.trigger, m
    for s in statements:
        assert texts[s.doc][s.start : s.end] == s.text, s


def test_scores_reach_their_floors(scored: tuple[str, Scores]) -> None:
    language, scores = scored
    reached = {
        "events": scores.events.f1,
        "who did what to whom": scores.dyads.f1,
        "statements": scores.statements.f1 if scores.statements else 0.0,
        "speaker": scores.said["speaker"].share,
        "status": scores.matched["status"].share,
        "sources": scores.matched["sources"].share,
        "date": scores.matched["date"].share,
        "place": scores.matched["place"].share,
    }
    low = {
        name: (round(reached[name], 3), floor)
        for name, floor in FLOORS[language].items()
        if reached[name] < floor
    }
    assert low == {}, "reached, floor"
