"""Relations summed over time, and where they turn."""

from __future__ import annotations

from datetime import date

import pytest
from making import country, report, tell
from sqlalchemy import delete, select

from aktenlage.record import Record
from aktenlage.record.dealings import fill
from aktenlage.record.models import DealingRow
from aktenlage.record.relations import Relation
from aktenlage.record.sums import LARGEST, matrix, sums, unordered
from aktenlage.record.turns import Turn, days, turns
from aktenlage.shapes import Place


def relation(actor: str, recipient: str, period: str, events: int, score: float) -> Relation:
    conflict = events if score < 0 else 0
    return Relation(
        actor=actor, recipient=recipient, period=period, events=events, score=score, verbal_cooperation=events - conflict,
        material_cooperation=0, verbal_conflict=conflict, material_conflict=0,
    )  # fmt: skip


def test_the_mean_of_periods_counts_each_event() -> None:
    (found,) = sums([relation("A", "B", "2023-01", 3, 4.0), relation("A", "B", "2023-02", 1, -8.0)])
    assert (found.events, found.score, found.cooperation, found.conflict) == (4, 1.0, 3, 1)


def test_what_both_do_together_counts_once() -> None:
    found = sums(
        [
            relation("A", "B", "2023-01", 2, 4.0),
            relation("B", "A", "2023-01", 2, 4.0),
            relation("C", "A", "2023-01", 1, -1.0),
        ]
    )
    assert unordered(found, 5, conflict=False) == [("A", "B", 2)]
    assert unordered(found, 5, conflict=True) == [("A", "C", 1)]


def test_a_large_matrix_says_how_many_it_leaves_out() -> None:
    found = matrix(sums(relation(f"A{n:02}", "HUB", "2023-01", n + 1, 1.0) for n in range(LARGEST + 4)))
    assert found.countries[0] == "HUB" and len(found.countries) == LARGEST and found.left_out == 5
    assert ("A00", "HUB") not in found.cells


def test_turns_are_told_the_sharpest_first() -> None:
    told = [relation("A", "B", f"2023-0{n}", 1, score) for n, score in enumerate((4.0, -4.0, -3.0, 2.0), 1)]
    assert turns(told) == [Turn("2023-02", 4.0, -4.0), Turn("2023-04", -3.0, 2.0)]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [("2024-02", "2024-02-01", "2024-02-29"), ("2023-W25", "2023-06-19", "2023-06-25"), ("2020-W53", "2020-12-28", "2021-01-03")],
)  # fmt: skip
def test_the_days_of_a_period(period: str, first: str, last: str) -> None:
    assert days(period) == (date.fromisoformat(first), date.fromisoformat(last))


def test_places_count_what_happened_there(record: Record) -> None:
    told = []
    for number, (type_, status) in enumerate(
        [("CONSULT", "actual"), ("ASSAULT", "actual"), ("CONSULT", "denied")]
    ):
        text = f"They met or fought in Berlin, case {number}{'0' * number}."
        mention = tell(
            text, type_, trigger="met", actors=[country("DEU")], status=status, date=f"2023-0{number + 1}-01"
        )
        mention.place = Place(name="Berlin", country="DEU", latitude=52.5, longitude=13.4)
        told.append(report(f"r{number}", text, [mention]))
    record.add_many(told)
    (berlin,) = record.places()
    assert (berlin.name, berlin.events, berlin.cooperation, berlin.conflict) == ("Berlin", 2, 1, 1)
    assert record.places(type="SANCTION") == []


def rows(record: Record) -> list[tuple[object, ...]]:
    with record._engine.connect() as connection:
        columns = DealingRow.__table__.c
        return [tuple(row) for row in connection.execute(select(*columns).order_by(*columns))]


def test_dealings_stay_in_step_with_events(record: Record) -> None:
    met = "China and Germany met in Berlin."
    asked = "China accused the United States."
    both = [country("CHN"), country("DEU")]
    record.add(*report("met", met, [tell(met, trigger="met", actors=both, date="2023-06-18")]))
    record.add(
        *report(
            "again", met, [tell(met, trigger="met", actors=both, date="2023-06-18")], published="2023-06-20"
        )
    )
    said = tell(asked, "ACCUSE", trigger="accused", actors=[country("CHN")], recipients=[country("USA")])
    record.add(*report("said", asked, [said]))

    def in_step() -> None:
        held = rows(record)
        with record._engine.begin() as connection:
            connection.execute(delete(DealingRow))
            fill(connection)
        assert rows(record) == held

    in_step()
    assert [(s.actor, s.recipient, s.events, s.cooperation, s.conflict) for s in record.sums()] == [
        ("CHN", "DEU", 1, 1, 0), ("CHN", "USA", 1, 0, 1), ("DEU", "CHN", 1, 1, 0),
    ]  # fmt: skip
    assert record.sums() == sums(record.relations()) == sums(record.relations(by="week"))
    assert [s.recipient for s in record.sums(actor="CHN", type="ACCUSE")] == ["USA"]
    assert not record.sums(since="2023-07-01") and len(record.sums(until="2023-06-18")) == 2
    (meeting,), (accusation,) = record.events(type="CONSULT"), record.events(type="ACCUSE")
    record.split(meeting.id, [meeting.mentions[1].id])
    in_step()
    record.merge([meeting.id, accusation.id])
    in_step()
    for event in record.events():
        record.judge("reject", event.id)
    in_step()
    assert record.sums() == [] and record.sums(review="rejected")
    for edit in record.edits():
        record.undo(edit.id)
    in_step()
    record.judge("change", accusation.id, actors=["Germany|DEU|"], status="hypothetical")
    assert [s.actor for s in record.sums(type="ACCUSE")] == []
    record.remove("met")
    in_step()
