"""Which tellings are one event: the same whatever the order, explained, and as people have decided."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from making import country, partition, person, report, tell
from sqlalchemy import select

from aktenlage.record import Record, RecordFault
from aktenlage.record.models import DealingRow, EventRow
from aktenlage.shapes import CodedDocument, Document, Mention

Reports = list[tuple[CodedDocument, Document]]
# A failing case is small enough as it is.
QUICK = {
    "deadline": None,
    "suppress_health_check": list(HealthCheck),
    "phases": (Phase.explicit, Phase.reuse, Phase.generate),
}
WORDS = ("Talks", "Treaty", "Border", "Harbour", "Copper", "Grain")


@pytest.fixture(scope="module")
def empty() -> Iterator[Path]:
    """An empty record to copy, in memory where there is such a place: no waiting for the disk."""
    shared = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=shared if shared.is_dir() else None) as folder:
        path = Path(folder) / "empty.db"
        Record(f"sqlite:///{path}").close()
        yield path


@st.composite
def reports_of_few_things(draw: st.DrawFn) -> Reports:
    """Reports that resemble each other: few types, parties, days and words, some reports with two tellings."""
    found = []
    for number in range(draw(st.integers(2, 9))):
        day = draw(st.integers(10, 16))
        events: list[list[Mention]] = []
        text = f"Report {number}. "  # the same text twice is one download too many, whichever comes first
        for _ in range(draw(st.integers(1, 2))):
            sentence = f"They met over {draw(st.sampled_from(WORDS))} and {draw(st.sampled_from(WORDS))}. "
            parties = draw(
                st.lists(
                    st.sampled_from(
                        [country("CHN"), country("USA"), country("DEU"), person("Qin Gang", "CHN")]
                    ),
                    min_size=1,
                    max_size=2,
                    unique_by=lambda e: e.name,
                )
            )
            mention = tell(
                sentence, draw(st.sampled_from(["CONSULT", "ACCUSE"])), trigger="met", at=len(text),
                actors=parties[:1], recipients=parties[1:],
                status=draw(st.sampled_from(["actual", "planned", "cancelled", "denied"])),
                date=draw(st.sampled_from([None, "2023-06-12", "2023-06-14", "2023-06", "2023-W24"])),
            )  # fmt: skip
            events.append([mention])
            text += sentence
        found.append(report(f"r{number}", text, *events, published=f"2023-06-{day}"))
    return found


def pairs_are_in_step(record: Record) -> bool:
    """Whether the table of pairs says what the events say."""
    told = {
        (event.id, actor.country, other.country)
        for event in record.events()
        if event.status != "hypothetical" and event.plover.quad is not None
        for actor in event.actors
        for other in event.recipients + (event.actors if event.type == "CONSULT" else [])
        if actor.country != other.country
    }
    with record._engine.connect() as connection:
        found = connection.execute(
            select(DealingRow.event, DealingRow.actor, DealingRow.recipient)
            .join(EventRow, EventRow.id == DealingRow.event)
            .where(EventRow.merged_into.is_(None))
        )
        return {tuple(row) for row in found} == told


def filled(path: Path, reports: Reports) -> set[frozenset[tuple[str, int]]]:
    """The partition after adding reports in this order to a copy of an empty record."""
    copy = path.with_name("filled.db")
    shutil.copy(path, copy)
    with Record(f"sqlite:///{copy}") as record:
        for coded, document in reports:
            record.add(coded, document)
        assert pairs_are_in_step(record)
        return partition(record.events())


@settings(max_examples=25, **QUICK)
@given(reports=reports_of_few_things(), seed=st.integers(0, 1000))
def test_the_order_of_arrival_does_not_matter(empty: Path, reports: Reports, seed: int) -> None:
    shuffled = reports[:]
    Random(seed).shuffle(shuffled)
    assert filled(empty, reports) == filled(empty, shuffled)


@settings(max_examples=10, **QUICK)
@given(reports=reports_of_few_things(), seed=st.integers(0, 1000))
def test_what_was_taken_out_leaves_no_trace(empty: Path, reports: Reports, seed: int) -> None:
    gone = Random(seed).choice(reports)
    rest = [r for r in reports if r is not gone]
    copy = empty.with_name("less.db")
    shutil.copy(empty, copy)
    with Record(f"sqlite:///{copy}") as record:
        for coded, document in reports:
            record.add(coded, document)
        record.remove(gone[1].id)
        assert pairs_are_in_step(record)
        assert partition(record.events()) == filled(empty, rest)


def met(id_: str, day: str, *, published: str | None = None, status: str = "actual", trigger: str = "met"):
    """China and Germany meet in Berlin."""
    text = f"The ministers of China and Germany {trigger} in Berlin."
    mention = tell(
        text,
        trigger=trigger,
        actors=[country("CHN"), country("DEU")],
        date=day,
        status=status,
        place="Berlin",
    )
    return report(id_, text, [mention], published=published or day)


def test_meetings_on_two_days_are_two(record: Record) -> None:
    record.add(*met("a", "2023-06-12"))
    record.add(*met("b", "2023-06-15"))
    assert len(record.events()) == 2


def test_other_parties_are_another_event(record: Record) -> None:
    record.add(*met("a", "2023-06-12"))
    text = "The ministers of France and Germany met in Berlin."
    mention = tell(
        text, trigger="met", actors=[country("FRA"), country("DEU")], date="2023-06-12", place="Berlin"
    )
    record.add(*report("b", text, [mention], published="2023-06-12"))
    assert len(record.events()) == 2


def test_a_merge_by_hand_stays(record: Record) -> None:
    record.add(*met("a", "2023-06-12"))
    record.add(*met("b", "2023-06-15"))
    first, second = (event.id for event in reversed(record.events()))
    assert record.merge([second, first], author="kb") == first
    assert record.show(second).id == first, "the old id leads to the event"
    record.add(*met("c", "2023-06-18"))
    coded, document = met("a", "2023-06-12", trigger="met")
    coded.events[0].mentions[0].certainty = "probable"
    record.add(coded, document)  # coded anew
    assert partition(record.events()) == {
        frozenset({("a", 35), ("b", 35)}),
        frozenset({("c", 35)}),
    }
    assert "by hand" in " ".join(record.show(first).reasons)
    record.remove("b")
    record.add(*met("b", "2023-06-15"))
    assert frozenset({("a", 35), ("b", 35)}) in partition(record.events()), "out and in again"


def test_a_split_by_hand_stays(record: Record) -> None:
    record.add(*met("a", "2023-06-12"))
    record.add(*met("b", "2023-06-12", published="2023-06-13"))
    (event,) = record.events()
    new = record.split(event.id, [m.id for m in event.mentions if m.report == "b"])
    assert new != event.id and len(record.events()) == 2
    record.add(*met("c", "2023-06-12", published="2023-06-14"))
    groups = partition(record.events())
    assert frozenset({("b", 35)}) in groups or frozenset({("a", 35)}) in groups
    assert not any({("a", 35), ("b", 35)} <= group for group in groups)
    assert record.merge([new, event.id]) == event.id, "a later decision holds"
    assert any({("a", 35), ("b", 35)} <= group for group in partition(record.events()))
    assert record.show(new).id == event.id


def test_a_split_inside_one_report(record: Record) -> None:
    text = "They met on Monday. They met again."
    first = tell(text, trigger="met", actors=[country("CHN"), country("DEU")])
    second = tell("They met again.", trigger="met", at=20, actors=[country("CHN"), country("DEU")])
    record.add(*report("a", text, [first, second]))
    (event,) = record.events()
    record.split(event.id, [event.mentions[1].id])
    assert partition(record.events()) == {frozenset({("a", 5)}), frozenset({("a", 25)})}
    assert event.id in {e.id for e in record.events()}


def test_wrong_edits_are_refused(record: Record) -> None:
    record.add(*met("a", "2023-06-12"))
    (event,) = record.events()
    mention = event.mentions[0].id
    for wrong in (
        lambda: record.merge([event.id]),
        lambda: record.merge([event.id, "nowhere"]),
        lambda: record.split(event.id, [mention]),
        lambda: record.split(event.id, [mention + 1]),
        lambda: record.show("nowhere"),
        lambda: record.remove("nowhere"),
    ):
        with pytest.raises(RecordFault):
            wrong()
    assert record.stats()["edits"] == 0


@pytest.mark.parametrize("within", [False, True])
def test_what_is_undone_is_as_if_it_had_never_been(record: Record, within: bool) -> None:
    grain = "China accused the United States of hoarding grain."
    again = "It accused Washington of hoarding grain for years."
    first = tell(grain, "ACCUSE", trigger="accused", actors=[country("CHN")], recipients=[country("USA")])
    second = tell(
        again, "ACCUSE", trigger="accused", at=51, actors=[country("CHN")], recipients=[country("USA")]
    )
    record.add(*report("a", f"{grain} {again}", [first, second]))
    met = "Namibia met France."
    record.add(*report("b", met, [tell(met, trigger="met", actors=[country("NAM"), country("FRA")])]))
    before = partition(record.events())
    if within:
        (event,) = record.events(type="ACCUSE")
        record.split(event.id, [event.mentions[1].id], "kb")
    else:
        record.merge([event.id for event in record.events()], "kb")
    assert partition(record.events()) != before
    (edit,) = record.edits()
    assert (edit.action, edit.author) == ("split" if within else "merge", "kb")
    assert set(edit.events) == {
        event.id for event in record.events() if within is False or event.type == "ACCUSE"
    }
    record.undo(edit.id)
    assert partition(record.events()) == before and record.edits() == []
    with pytest.raises(RecordFault, match="no decision"):
        record.undo(edit.id)


def test_undoing_one_decision_leaves_the_other(record: Record) -> None:
    for number, code in enumerate(("NAM", "FRA", "DEU")):
        text = f"China praised case {number}{'0' * number}."
        record.add(
            *report(
                f"r{number}",
                text,
                [
                    tell(
                        text,
                        "SUPPORT",
                        trigger="praised",
                        actors=[country("CHN")],
                        recipients=[country(code)],
                    )
                ],
            )
        )
    one, two, three = (record.events(report=f"r{n}")[0].id for n in range(3))
    record.merge([one, two])
    record.merge([record.show(one).id, three])
    last, first = record.edits()
    record.undo(first.id)
    assert len(record.events()) == 1, "the later decision joins all three"
    record.undo(last.id)
    assert len(record.events()) == 3
