"""The agenda, read back by an iCalendar parser."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from icalendar import Calendar, Event

from aktenlage.exports import Told, agenda, write
from aktenlage.exports.span import span
from aktenlage.shapes import Place

from .invented import happening, hostile, info, patient, somebody

BRUSSELS = Place(name="Brussels", country="BEL", latitude=50.85, longitude=4.35, geonames=2800866)


def entries(events: list[Told]) -> list[Event]:
    stream = io.StringIO()
    write("ics", events, stream)
    found = Calendar.from_ical(stream.getvalue())
    assert not found.errors
    return [component for component in found.walk("VEVENT") if isinstance(component, Event)]


def visit(**values: Any) -> Told:
    minister = somebody("Ana Grün", "AUT", "GOV", kind="person")
    given: dict[str, Any] = {
        "status": "planned",
        "date": "2024-03-20",
        "actors": [minister],
        "place": BRUSSELS,
    }
    return happening("CONSULT", "visit", **(given | values)), [
        info(title="Grün nach Brüssel; Termin, steht", source="Press", url="https://press.example/a?b=1,2")
    ]


def test_day_is_an_all_day_entry() -> None:
    (entry,) = entries([visit(sources=[somebody("ORF", "AUT", "JRN", kind="organisation")])])
    assert entry.decoded("dtstart") == date(2024, 3, 20) and entry.decoded("dtend") == date(2024, 3, 21)
    assert entry["dtstart"].params["VALUE"] == "DATE"
    assert entry["summary"] == "CONSULT visit: Ana Grün" and entry["status"] == "CONFIRMED"
    assert entry["location"] == "Brussels, BEL" and entry["transp"] == "OPAQUE"
    assert (
        entry.decoded("dtstamp") == datetime(2024, 3, 12, tzinfo=UTC)
        and entry["url"] == "https://press.example/a?b=1,2"
    )
    told = str(entry["description"]).splitlines()
    assert "According to: ORF (AUT JRN)" in told and "Words: traf" in told
    assert "Report: Grün nach Brüssel; Termin, steht (Press, 2024-03-12)" in told


@pytest.mark.parametrize(
    ("value", "first", "end"),
    [
        ("2024-W12", date(2024, 3, 18), date(2024, 3, 25)),
        ("2024-03", date(2024, 3, 1), date(2024, 4, 1)),
        ("2024-03-20/2024-03-22", date(2024, 3, 20), date(2024, 3, 23)),
    ],
)
def test_weeks_and_months_leave_the_time_free(value: str, first: date, end: date) -> None:
    (entry,) = entries([visit(date=value)])
    assert (entry.decoded("dtstart"), entry.decoded("dtend")) == (first, end)
    assert entry["transp"] == "TRANSPARENT"


@pytest.mark.parametrize("value", [None, "2024", "2024-Q2", "2024-03/2024-05", "XXXX-06-18"])
def test_vague_dates_are_left_out(value: str | None) -> None:
    assert entries([visit(date=value)]) == []


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({}, "CONFIRMED"), ({"certainty": "probable"}, "TENTATIVE"), ({"certainty": "possible"}, "TENTATIVE"),
        ({"status": "cancelled"}, "CANCELLED"), ({"status": "actual"}, None), ({"status": "hypothetical"}, None),
        ({"status": "denied"}, None),
    ],
)  # fmt: skip
def test_status(values: dict[str, Any], status: str | None) -> None:
    assert [entry["status"] for entry in entries([visit(**values)])] == ([status] if status else [])


def test_a_plan_for_a_day_gone_by_is_left_out() -> None:
    assert entries([visit(date="2024-03-11")]) == [] and len(entries([visit(date="2024-03-12")])) == 1
    assert len(entries([visit(date="2024-03-11", status="cancelled")])) == 1


def test_what_was_planned_and_came_to_pass_stays() -> None:
    event, reports = visit(status="actual")
    event.mentions.insert(0, happening("CONSULT", "visit", status="planned").mentions[0])
    assert [entry["status"] for entry in entries([(event, reports)])] == ["CONFIRMED"]


def test_an_update_keeps_its_uid_and_counts_up() -> None:
    event, reports = visit()
    (before,) = entries([(event, reports)])
    (after,) = entries([(event, [*reports, info("s", "2024-03-14")])])
    assert before["uid"] == after["uid"] and (before["sequence"], after["sequence"]) == (0, 1)
    assert after.decoded("dtstamp") == datetime(2024, 3, 14, tzinfo=UTC)
    first, second = entries([(event, reports), (event, reports)])
    assert first["uid"] != second["uid"]


def test_examples(events: list[Told]) -> None:
    found = entries(events)
    wanted = [
        event
        for event, reports in events
        if event.date and len(event.date) == 10 and agenda.planned(event, reports)
    ]
    days = [entry for entry in found if entry.duration.days == 1]
    assert len(days) == len(wanted) >= 5
    assert {entry["status"] for entry in found} == {"CONFIRMED", "CANCELLED"}
    assert len({entry["uid"] for entry in found}) == len(found)


@given(hostile)
@patient
def test_hostile_values(events: list[Told]) -> None:
    found = entries(events)
    wanted = [
        event
        for event, reports in events
        if agenda.planned(event, reports) and (days := span(event.date)) and (days[1] - days[0]).days < 31
    ]
    assert len(found) == len(wanted)
    for entry, event in zip(found, wanted, strict=True):
        assert entry["categories"].cats == [event.type]
        assert str(entry["summary"]).startswith(event.type) and "\n" not in entry["summary"]


def test_a_backslash_in_a_name_breaks_no_line() -> None:
    (entry,) = entries([visit(actors=[somebody("\\None", "AUT", "GOV", kind="person")])])
    assert "\n" not in entry["summary"] and "/None" in entry["summary"]
