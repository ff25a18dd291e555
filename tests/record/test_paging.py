"""Pages of what fits: together they are everything once, in order, on either database."""

from __future__ import annotations

from datetime import date

import pytest
from making import country, report, tell
from sqlalchemy.event import listens_for

from aktenlage.record import Record, RecordFault
from aktenlage.record.paging import SORTS

MET = "China met the United States."
DAYS = ("2023-06-19", None, "2023-06-19", "2023-05-01", None, "2024-01-01")


@pytest.fixture
def filled(url: str) -> Record:
    """Six reports of as many events; two say neither when it was nor when they were published."""
    record = Record(url)
    for number, day in enumerate(DAYS):
        text = f"China accused Namibia of breaking promise {number}{'0' * number}."
        told = tell(
            text, "ACCUSE", trigger="accused", actors=[country("CHN")], recipients=[country("NAM")], date=day
        )
        record.add(*report(f"r{number}", text, [told], published=day, source=f"Press {number}"))
    return record


@pytest.mark.parametrize("sort", [*SORTS, *(f"-{name}" for name in SORTS)])
def test_pages_of_events_are_all_of_them_once(filled: Record, sort: str) -> None:
    with filled:
        whole = filled.events_page(sort=sort)
        found, after = [], None
        while True:
            page = filled.events_page(sort=sort, after=after, limit=1)
            found += [event.id for event in page.items]
            if (after := page.next) is None:
                break
        assert found == [event.id for event in whole.items] and whole.total == len(set(found)) == len(
            filled.events()
        )
        days = [event.first_seen for event in whole.items]
        told = [day for day in days if day]
        assert told == sorted(told, reverse=not sort.startswith("-"))
        missing = days.index(None) == 0
        assert missing == sort.startswith("-"), "what has no day is the oldest"


def test_pages_of_reports_are_all_of_them_once(filled: Record) -> None:
    with filled:
        found, after = [], None
        while True:
            page = filled.reports_page(after=after, limit=2)
            found += [listed.id for listed in page.items]
            if (after := page.next) is None:
                break
        assert found == ["r5", "r2", "r0", "r3", "r4", "r1"]
        assert [listed.id for listed in filled.reports_page(source="press 3").items] == ["r3"]
        assert filled.reports_page(title="%").total == 0, "no wildcard"


@pytest.mark.parametrize("key", ["", "soon", "~", "2023-06-19~x", "~-1", f"~{'9' * 30}", "~²"])
def test_what_is_no_key_is_a_fault(filled: Record, key: str) -> None:
    with filled, pytest.raises(RecordFault, match="no key of a page"):
        filled.events_page(after=key)


def test_plans_are_due_as_the_agenda_says(url: str) -> None:
    with Record(url) as record:
        for number, day in enumerate(DAYS):
            text = f"France will hold talks with Germany about case {number}{'0' * number}."
            told = tell(
                text, trigger="talks", actors=[country("FRA"), country("DEU")], status="planned", date=day
            )
            record.add(*report(f"r{number}", text, [told], published=f"2023-0{number + 1}-01"))
        today = date(2023, 6, 1)
        for state in ("ahead", "overdue"):
            wanted = {due.event.id for due in record.agenda(today=today) if due.state == state}
            assert {due.event.id for due in record.due(state, today=today)} == wanted and wanted


def test_a_report_is_told_with_what_it_tells(filled: Record) -> None:
    with filled:
        told = filled.report("r3")
        assert told.report.text == "China accused Namibia of breaking promise 3000."
        assert [event.mentions[0].trigger.text for event in told.events] == ["accused"]
        assert filled.show(told.events[0].event).reports[0].id in {f"r{n}" for n in range(6)}
        text = "Namibia replied."
        replied = tell(text, "REJECT", trigger="replied", actors=[country("NAM")])
        filled.add(*report("r3", text, [replied], source="Another"))
        assert filled.report("r3").others == ["Press 3"] and filled.report("r3", "Press 3").others == [
            "Another"
        ]
        with pytest.raises(RecordFault, match="no such report"):
            filled.report("r3", "Nobody")


def test_a_page_reads_the_mentions_of_its_events_only(sqlite: str) -> None:
    with Record(sqlite) as record:
        # With few events SQLite finds the way even where it would read all mentions for a full page.
        parties = [country("CHN"), country("USA")]
        told = [
            [tell(MET, trigger="met", at=40 * n, actors=parties, date=f"{1950 + n}-06-01")] for n in range(60)
        ]
        record.add(*report("a", MET.ljust(40) * 60, *told))
        asked: list[tuple[str, object]] = []

        @listens_for(record._engine, "before_cursor_execute")
        def note(connection: object, cursor: object, query: str, values: object, *rest: object) -> None:
            asked.append((query, values))

        assert len(record.events_page(pair=("USA", "CHN")).items) == 50
        queries = [found for found in asked if "FROM mentions" in found[0]]
        with record._engine.connect() as connection:
            for query, values in queries:
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}", values).all()
                assert not [step[3] for step in plan if step[3].startswith("SCAN mentions")], query
        assert queries


@pytest.mark.parametrize("wanted", [{}, {"pair": ("USA", "CHN")}, {"actor": "NAM"}])
def test_every_page_counts_the_same(record: Record, wanted: dict) -> None:
    for number in range(5):
        text = f"They met for the {number}th time in {'x' * 9 * number}."
        other = "USA" if number % 2 else "FRA"
        met = tell(
            text, trigger="met", actors=[country("CHN"), country(other)], date=f"2023-0{number + 1}-01"
        )
        record.add(*report(f"r{number}", text, [met], published=f"2023-0{number + 1}-02"))
    everything = record.events(**wanted)
    found, totals, after = [], [], None
    while True:
        page = record.events_page(limit=1, after=after, **wanted)
        found += page.items
        totals.append(page.total)
        after = page.next
        if after is None:
            break
    assert [e.id for e in found] == [e.id for e in everything] and set(totals) == {len(everything)}
