"""Filling the record: once, again, corrected, taken out; on both databases alike."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from making import country, person, report, tell
from sqlalchemy.event import listen

from aktenlage.record import Outcome, Record, store
from aktenlage.shapes import CodedDocument, Document, Span, Statement

MET = "The ministers of China and Germany met in Berlin on Sunday."
LATER = "Berlin confirmed the meeting of the ministers of China and Germany on Sunday in Berlin."


def meeting(
    id_: str,
    text: str = MET,
    trigger: str = "met",
    published: str = "2023-06-19",
    source: str = "Invented Press",
    **values: str,
):
    mention = tell(
        text, trigger=trigger, actors=[country("CHN"), country("DEU")], date="2023-06-18", **values
    )
    return report(id_, text, [mention], published=published, source=source)


def test_what_goes_in_comes_out(record: Record) -> None:
    assert record.add(*meeting("a")) is Outcome.new
    (event,) = record.events()
    (mention,) = event.mentions
    assert (event.type, event.date, event.status, event.first_seen) == (
        "CONSULT",
        "2023-06-18",
        "actual",
        "2023-06-19",
    )
    assert [a.name for a in event.actors] == ["China", "Germany"]
    assert (mention.quote, mention.trigger.text, mention.report) == (MET, "met", "a")
    assert [r.source for r in event.reports] == ["Invented Press"]


def test_the_same_report_again_changes_nothing(record: Record) -> None:
    record.add(*meeting("a"))
    before = record.events(), record.stats()
    assert record.add(*meeting("a")) is Outcome.known
    coded, document = meeting("a-second-download")
    assert record.add(coded, document) is Outcome.known, "same outlet, same text"
    assert (record.events(), record.stats()) == before


def test_the_same_text_of_two_outlets_is_two_reports(record: Record) -> None:
    record.add(*meeting("a"))
    coded, document = meeting("a")
    coded.document.source = "Other Press"
    assert record.add(coded, document) is Outcome.new
    (event,) = record.events()
    assert sorted(r.source or "" for r in event.reports) == ["Invented Press", "Other Press"]


def test_a_corrected_report_counts_and_the_old_one_is_kept(record: Record) -> None:
    record.add(*meeting("a"))
    text = MET.replace("Germany", "France")
    mention = tell(text, trigger="met", actors=[country("CHN"), country("FRA")], date="2023-06-18")
    assert record.add(*report("a", text, [mention])) is Outcome.corrected
    (event,) = record.events()
    assert [a.name for a in event.actors] == ["China", "France"]
    assert record.search("Germany") == [] and len(record.search("France")) == 1
    stats = record.stats()
    assert (stats["reports"], stats["earlier_versions"], stats["mentions"]) == (1, 1, 1)


def test_a_report_coded_anew_keeps_its_events(record: Record) -> None:
    record.add(*meeting("a"))
    (before,) = record.events()
    assert record.add(*meeting("a", mode="visit")) is Outcome.recoded
    (after,) = record.events()
    assert (after.id, after.mode) == (before.id, "visit")
    assert record.stats()["earlier_versions"] == 0


def test_two_reports_of_one_meeting(record: Record) -> None:
    record.add(*meeting("a"))
    (first,) = record.events()
    record.add(*meeting("b", LATER, "meeting", published="2023-06-20"))
    (event,) = record.events()
    assert event.id == first.id
    assert [r.id for r in event.reports] == ["a", "b"] and (event.first_seen, event.last_seen) == (
        "2023-06-19",
        "2023-06-20",
    )
    (reason,) = event.reasons
    assert reason.startswith("b like a: same parties (China, Germany); same day (2023-06-18)")


def test_taking_a_report_out(record: Record) -> None:
    record.add(*meeting("a"))
    record.add(*meeting("b", LATER, "meeting", published="2023-06-20"))
    (before,) = record.events()
    record.remove("a")
    (after,) = record.events()
    assert after.id == before.id and [m.report for m in after.mentions] == ["b"]
    record.remove("b")
    assert record.events() == [] and record.search("meeting") == []
    stats = record.stats()
    assert all(stats[name] == 0 for name in ("reports", "events", "mentions", "statements"))


def test_statements_and_roles_come_back_whole(record: Record) -> None:
    speaker = person("Qin Gang", "CHN")
    said = Statement(
        kind="direct", speaker=speaker, cospeakers=[country("CHN")], addressees=[country("USA")], relay=None,
        cue=Span(text="said", start=10, end=14), start=0, end=8, spans=[(0, 3), (5, 8)], text="a\x00b", date=None,
    )  # fmt: skip
    record.add(*report("a", "Qin said it.", statements=[said]))
    (found,) = record.statements(speaker="qin")
    fields = {name: getattr(found, name) for name in Statement.__struct_fields__}
    assert Statement(**fields) == said and (found.report, found.published) == ("a", "2023-06-19")


def test_without_a_text_there_are_no_quotes(record: Record) -> None:
    coded, _ = meeting("a")
    assert record.add(coded) is Outcome.new and record.add(coded) is Outcome.known
    (event,) = record.events()
    assert event.mentions[0].quote == "" and record.search("ministers") == []
    assert record.add(*meeting("a")) is Outcome.corrected, "now with its text"
    assert record.events()[0].mentions[0].quote == MET


@pytest.mark.parametrize("published", [None, "2023-06-19"])
def test_reports_without_a_day(record: Record, published: str | None) -> None:
    mention = tell(MET, trigger="met", actors=[country("CHN"), country("DEU")])
    record.add(*report("a", MET, [mention], published=published))
    assert record.events()[0].first_seen == published


def test_any_text_is_stored_code_point_for_code_point(record: Record) -> None:
    text = "A\x00B \ud800 \U0001f600 met \udfff."
    record.add(*report("a", text, [tell(text, trigger="met", actors=[country("CHN")])]))
    (event,) = record.events()
    assert event.mentions[0].quote == text


def test_many_at_once_are_as_one_by_one(
    record: Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "CHUNK", 3)
    corrected = report("b", LATER + " Both were content.", published="2023-06-20")
    told = [
        meeting("a"),
        meeting("b", LATER, "meeting", "2023-06-20"),
        meeting("a"),
        meeting("c", MET + " It rained.", source="Other Press"),
        corrected,
    ]
    counts = record.add_many(told)
    assert {name: count for name, count in counts.items() if count} == {"new": 3, "known": 1, "corrected": 1}
    with Record(f"sqlite:///{tmp_path / 'alone.db'}") as alone:
        for coded, document in told:
            alone.add(coded, document)
        assert record.stats() == alone.stats()
        assert [event.reports for event in record.events()] == [event.reports for event in alone.events()]


def test_a_chunk_that_fails_leaves_those_before_it(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "CHUNK", 2)

    def broken() -> Iterator[tuple[CodedDocument, Document]]:
        for name in "abc":
            yield meeting(name, MET + f" Said {name}.")
        raise ConnectionError("the disk was unplugged")

    with pytest.raises(ConnectionError):
        record.add_many(broken())
    assert record.stats()["reports"] == 2
    assert record.add_many([meeting("c", MET + " Said c.")])[Outcome.new] == 1


def test_what_comes_slowly_waits_for_a_second_at_most(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 0.4, 1.1, 1.1, 1.5])
    monkeypatch.setattr(store.time, "monotonic", lambda: next(clock))
    assert list(store._chunks("abc")) == [["a", "b"], ["c"]]


def test_a_report_is_looked_for_among_few_not_all_of_its_outlet(sqlite: str) -> None:
    asked: list[tuple[str, object]] = []

    def note(connection: object, cursor: object, query: str, values: object, *rest: object) -> None:
        asked.append((query, values))

    with Record(sqlite) as record:
        record.add(*meeting("a"))
        listen(record._engine, "before_cursor_execute", note)
        record.add(*meeting("b", LATER, "meeting"))
        queries = [found for found in asked if "FROM reports \nWHERE" in found[0]]
        with record._engine.connect() as connection:
            plans = [connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {q}", v).all() for q, v in queries]
    used = [step[3] for plan in plans for step in plan]
    assert len(used) == 2 and "ix_reports_document" in used[0] and "ix_reports_content" in used[1]


def test_the_state_is_another_one_after_every_change(record: Record, url: str) -> None:
    seen = [record.state()]
    assert record.state() == seen[0]
    record.add(*report("held", "China and Germany met."))
    seen.append(record.state())
    assert record.state() == seen[-1]
    with Record(url) as other:
        other.remove("held")
    seen.append(record.state())
    assert len(set(seen)) == 3
