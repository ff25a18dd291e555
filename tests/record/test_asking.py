"""Questions to the record: the same answers on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from fresh_database import new_database
from making import country, person, report, tell

from aktenlage.folding import fold
from aktenlage.record import Record, RecordFault, asking
from aktenlage.shapes import Entity, Span, Statement

GRAIN = "China accused the United States of Exportkontrollen für Getreide."
VISIT = "Blinken will visit China in July, the ministry said."
TALKS = "China and Germany held talks in Märkisch Buchholz."


def fill(record: Record) -> None:
    """An accusation, a plan and a meeting, by two outlets."""
    record.add(
        *report(
            "grain",
            GRAIN,
            [tell(GRAIN, "ACCUSE", trigger="accused", actors=[country("CHN")], recipients=[country("USA")])],
            published="2023-05-02",
        )
    )
    blinken = person("Antony Blinken", "USA")
    ministry = Entity(
        text="ministry",
        start=0,
        end=8,
        name="State Department",
        kind="organisation",
        country="USA",
        sector="GOV",
    )
    said = Statement(
        kind="indirect", speaker=ministry, cospeakers=[], addressees=[], relay=None,
        cue=Span(text="said", start=0, end=4), start=0, end=27, spans=[(0, 27)], text="Blinken will visit China in July",
        date=None,
    )  # fmt: skip
    plan = tell(
        VISIT, mode="visit", trigger="visit", actors=[blinken], recipients=[country("CHN")], status="planned",
        date="2023-07", sources=[ministry],
    )  # fmt: skip
    record.add(
        *report("visit", VISIT, [plan], published="2023-06-20", source="Äther-Dienst", statements=[said])
    )
    talks = tell(
        TALKS,
        trigger="talks",
        actors=[country("CHN"), country("DEU")],
        date="2023-06-18",
        place="Märkisch Buchholz",
    )
    record.add(*report("talks", TALKS, [talks], published="2023-06-19"))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["visit", "talks", "grain"]),
        ({"actor": "CHN"}, ["talks", "grain"]),
        ({"actor": "CHN", "recipient": "USA"}, ["grain"]),
        ({"recipient": "DEU"}, ["talks"]),
        ({"actor": "blinken"}, ["visit"]),
        ({"actor": ["blinken", "DEU"]}, ["visit", "talks"]),
        ({"pair": ("USA", "CHN")}, ["visit", "grain"]),
        ({"pair": ("DEU", "CHN")}, ["talks"]),
        ({"country": "DEU"}, ["talks"]),
        ({"sector": "GOV"}, ["visit"]),
        ({"type": "ACCUSE"}, ["grain"]),
        ({"mode": "visit"}, ["visit"]),
        ({"status": "planned"}, ["visit"]),
        ({"certainty": "probable"}, []),
        ({"source": "aether"}, ["visit"]),
        ({"source": "state dep"}, ["visit"]),
        ({"place": "maerkisch"}, ["talks"]),
        ({"report": ["grain", "talks"]}, ["talks", "grain"]),
        ({"since": "2023-06-18"}, ["visit", "talks"]),
        ({"until": "2023-06-18"}, ["talks", "grain"]),
        ({"since": "2023-07-31", "until": "2023-08-05"}, ["visit"]),
        ({"limit": 1}, ["visit"]),
    ],
)
def test_events_by_every_condition(filled: Record, wanted: dict, found: list[str]) -> None:
    assert [event.reports[0].id for event in filled.events(**wanted)] == found


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Record:
    """A record with three events, on either database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('asked') / 'akte.db'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"))
    with Record(url) as record:
        fill(record)
        yield record


@pytest.mark.parametrize("wrong", [{"type": "MEET"}, {"status": "past"}, {"since": "18.06.2023"}])
def test_what_can_fit_nothing_is_said(filled: Record, wrong: dict) -> None:
    with pytest.raises(RecordFault):
        filled.events(**wrong)


def test_unknown_conditions_are_named(filled: Record) -> None:
    with pytest.raises(TypeError, match="no such condition: who; there are actor, "):
        filled.events(who="CHN")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("exportkontrollen", ["grain"]),
        ("Export*", ["grain"]),
        ("export", []),
        ("maerkisch BUCHHOLZ", ["talks"]),
        ('"china and germany"', ["talks"]),
        ('"germany china"', []),
        ("china", ["visit", "talks", "grain"]),
        ("china blinken", ["visit"]),
        ("fuer", ["grain"]),
        ("", []),
        ("\"' OR * --", []),
    ],
)
def test_search(filled: Record, query: str, found: list[str]) -> None:
    assert [hit.report.id for hit in filled.search(query)] == found


@pytest.mark.parametrize("query", ["harbour", '"the harbour"', "harb*"])
@pytest.mark.parametrize("limit", [1, 4, 5, 9, 30])
def test_a_frequent_word_is_found_as_a_rare_one(
    many_harbours: Record, monkeypatch: pytest.MonkeyPatch, query: str, limit: int
) -> None:
    rare = many_harbours.search(query)[:limit]
    monkeypatch.setattr(asking, "FREQUENT", 3)
    monkeypatch.setattr(asking, "NEWEST", 2)
    assert [(hit.report.id, hit.quote) for hit in many_harbours.search(query, limit=limit)] == [
        (hit.report.id, hit.quote) for hit in rare
    ]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def many_harbours(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Record]:
    """Twelve reports that came in no order, some without a day, one corrected, with a word in most of their sentences."""
    if request.param == "sqlite":
        where = f"sqlite:///{tmp_path_factory.mktemp('many') / 'akte.db'}"
    else:
        where = new_database(request.getfixturevalue("postgresql"))
    with Record(where) as record:
        for number in (7, 3, 11, 0, 8, 5, 1, 10, 2, 9, 4, 6, 5):
            text = f"A boat left the harbour {number}. Nothing. " + "The harbour is old. " * (number % 3)
            if number == 5 and record.stats()["reports"] == 12:
                text += "It was the harbour of Trieste."
            day = None if number % 5 == 0 else f"2023-06-{number % 4 + 10}"
            record.add(*report(f"r{number}", text, published=day))
        yield record


def test_search_says_what_the_sentence_tells(filled: Record) -> None:
    (hit,) = filled.search("Getreide")
    assert hit.quote == GRAIN and hit.events == [filled.events(type="ACCUSE")[0].id]


def test_statements(filled: Record) -> None:
    assert len(filled.statements()) == 1
    for fits in (
        {"speaker": "state"},
        {"country": "USA"},
        {"kind": "indirect"},
        {"words": "china visit"},
        {"source": "äther"},
    ):
        assert len(filled.statements(**fits)) == 1, fits
    for fits in (
        {"speaker": "CHN"},
        {"kind": "direct"},
        {"words": "grain"},
        {"until": "2023-06-19"},
        {"relay": "USA"},
    ):
        assert filled.statements(**fits) == [], fits


def test_relations(filled: Record) -> None:
    rows = {(r.actor, r.recipient, r.period): r for r in filled.relations()}
    assert set(rows) == {
        ("CHN", "USA", "2023-05"), ("CHN", "DEU", "2023-06"), ("DEU", "CHN", "2023-06"), ("USA", "CHN", "2023-07"),
    }  # fmt: skip
    accused = rows["CHN", "USA", "2023-05"]
    assert (accused.events, accused.verbal_conflict, accused.verbal_cooperation) == (
        1,
        1,
        0,
    ) and accused.score < 0
    assert rows["USA", "CHN", "2023-07"].verbal_cooperation == 1, "a planned visit counts as PLOVER counts it"
    assert {r.period for r in filled.relations(by="week", pair=("CHN", "DEU"))} == {"2023-W24"}


def test_agenda(filled: Record) -> None:
    ((ahead,), (overdue,)) = (
        filled.agenda(today=date(2023, 7, 31)), filled.agenda(today=date(2023, 8, 1)),
    )  # fmt: skip
    assert (ahead.state, ahead.due, overdue.state) == ("ahead", "2023-07-31", "overdue")


def test_frames(filled: Record) -> None:
    frame = filled.events().to_polars()
    assert frame["actors"].to_list() == [["Antony Blinken"], ["China", "Germany"], ["China"]]
    assert frame.filter(frame["type"] == "ACCUSE")["recipient_countries"].to_list() == [["USA"]]
    assert list(filled.events().to_pandas()["status"]) == ["planned", "actual", "actual"]
    for answers in (
        filled.statements(), filled.relations(), filled.agenda(), filled.search("china"), filled.events(type="AID"),
    ):  # fmt: skip
        frame = answers.to_polars()
        assert (frame.height, frame.columns) == (len(answers), list(answers.columns()))


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Präsident", "prasident"), ("Praesident", "prasident"), ("Straße", "strasse"), ("STRASSE", "strasse"),
        ("Łódź", "lodz"), ("U-Boot", "u boot"), ("São Tomé", "sao tome"),
    ],
)  # fmt: skip
def test_folding(written: str, folded: str) -> None:
    assert fold(written) == folded
