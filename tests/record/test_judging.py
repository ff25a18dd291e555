"""What people say of what the coder found: it takes effect in questions, can be undone, and outlives a new coding."""

from __future__ import annotations

import pytest
from making import country, person, report, tell

from aktenlage.record import Record, RecordFault
from aktenlage.shapes import CodedDocument, Document, Span, Statement

TALKS = "China and Germany held talks in Berlin."
AGAIN = "The talks of China and Germany are over."
SAID = 'The minister said: "This is theft."'
QUOTE = '"This is theft."'


def held(**other: object) -> tuple[CodedDocument, Document]:
    """A report of a meeting with two mentions and a quotation, coded as `other` says."""
    values = {"actors": [country("CHN"), country("DEU")], "date": "2023-06-18", **other}
    first = tell(TALKS, trigger="held", **values)
    second = tell(AGAIN, trigger="talks", at=len(TALKS) + 1, **values)
    start = len(TALKS) + len(AGAIN) + 2 + SAID.index('"')
    said = Statement(
        kind="direct", speaker=person("Qin Gang", "CHN"), cospeakers=[], addressees=[], relay=None,
        cue=Span(text="said", start=0, end=4), start=start, end=start + len(QUOTE), spans=[(start, start + len(QUOTE))],
        text=QUOTE, date=None,
    )  # fmt: skip
    return report("held", f"{TALKS} {AGAIN} {SAID}", [first, second], statements=[said])


def test_a_rejected_event_is_hidden_until_it_is_asked_for(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    edit = record.judge("reject", event.id, author="kb", comment="a rehearsal")
    assert (edit.action, edit.author, edit.comment, edit.mentions) == ("reject", "kb", "a rehearsal", 2)
    assert edit.events == [event.id] and edit.reports == ["held"]
    assert not record.events() and not record.relations() and record.events_page().total == 0
    assert record.stats()["events"] == 0 and not record.search("talks")[0].events
    (found,) = record.events(review="rejected")
    assert found.id == event.id and found.review == "rejected"
    review = found.mentions[0].review
    assert review is not None and (review.verdict, review.comment) == ("rejected", "a rehearsal")
    record.undo(edit.id)
    assert record.events() == [event] and record.edits() == []


def test_one_rejected_mention_leaves_the_event(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    record.judge("reject", event.id, [event.mentions[0].id])
    (found,) = record.events()
    assert found.id == event.id and [m.trigger.text for m in found.mentions] == ["talks"]
    assert len(record.show(event.id).mentions) == len(record.report("held").events[0].mentions) == 2


def test_a_change_takes_effect_in_questions_and_shows_what_the_coder_said(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    record.judge(
        "change", event.id, type="AGREE", status="planned", date="2023-07-01", place="Berlin",
        actors=["China|CHN|", "Emmanuel Macron|FRA|GOV"],
    )  # fmt: skip
    (found,) = record.events(type="AGREE", status="planned", actor="FRA", since="2023-07-01")
    assert found.id == event.id and found.review == "judged"
    assert found.place is not None and found.place.country == "DEU" and found.place.latitude is not None
    assert [(e.name, e.kind, e.country, e.sector) for e in found.actors] == [
        ("China", "country", "CHN", None), ("Emmanuel Macron", "person", "FRA", "GOV"),
    ]  # fmt: skip
    assert not record.events(type="CONSULT") and not record.events(actor="DEU")
    review = found.mentions[1].review
    assert review is not None and review.verdict == "changed"
    assert (review.coded["type"], review.coded["date"]) == ("CONSULT", "2023-06-18")
    assert "certainty" not in review.coded
    (edit,) = record.edits()
    assert edit.changes["date"] == "2023-07-01"
    record.undo(edit.id)
    assert record.events() == [event]


def test_a_new_coding_changes_nothing_that_people_have_accepted(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    record.judge("accept", event.id, [event.mentions[0].id])
    record.judge("change", event.id, [event.mentions[1].id], date="2023-06-17")
    before = {m.trigger.text: m.date for m in record.show(event.id).mentions}
    assert before == {"held": "2023-06-18", "talks": "2023-06-17"}
    record.add(*held(date="2020-01-01", status="planned"))
    found = {m.trigger.text: m for e in record.report("held").events for m in e.mentions}
    assert {trigger: m.date for trigger, m in found.items()} == before
    review = found["held"].review
    assert review is not None and review.verdict == "accepted"
    assert review.coded == {"date": "2020-01-01", "status": "planned"}
    for edit in record.edits():
        record.undo(edit.id)
    assert {m.date for e in record.report("held").events for m in e.mentions} == {"2020-01-01"}


def test_what_is_rejected_stays_so_in_a_new_coding(record: Record) -> None:
    record.add(*held())
    record.judge("reject", record.events()[0].id)
    record.add(*held(certainty="probable"))
    assert not record.events() and record.events(review="rejected")[0].certainty == "probable"


def test_an_event_stays_open_until_all_its_mentions_are_judged(record: Record) -> None:
    record.add(*held())
    (event,) = record.events(review="open")
    record.judge("accept", event.id, [event.mentions[0].id])
    assert record.events(review="open")
    record.judge("accept", event.id)
    assert not record.events(review="open")
    assert [e.id for e in record.events(review=["judged", "rejected"])] == [event.id]


def test_the_latest_verdict_holds(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    record.judge("change", event.id, date="2023-06-01")
    record.judge("reject", event.id)
    record.judge("accept", event.id)
    (found,) = record.events()
    assert found.date == "2023-06-01"
    assert {m.review.verdict for m in found.mentions if m.review} == {"accepted"}


def test_another_type_of_one_mention_is_another_event(record: Record) -> None:
    record.add(*held())
    (event,) = record.events()
    record.judge("change", event.id, [event.mentions[1].id], type="AGREE")
    assert sorted(e.type for e in record.events()) == ["AGREE", "CONSULT"]
    record.undo(record.edits()[0].id)
    assert record.events() == [event]


def test_a_mode_that_the_new_type_does_not_have_goes(record: Record) -> None:
    record.add(*held(mode="visit"))
    (event,) = record.events()
    record.judge("change", event.id, type="AGREE")
    assert record.events()[0].mode is None


def test_statements(record: Record) -> None:
    record.add(*held())
    (said,) = record.statements()
    where = (said.report, said.start, said.end)
    edit = record.judge_statement(
        "change", *where, author="kb", kind="indirect", speaker="Olaf Scholz|DEU|GOV"
    )
    assert edit.statements == 1 and edit.reports == ["held"]
    (found,) = record.statements(speaker="DEU")
    assert found.kind == "indirect" and found.speaker is not None and found.speaker.kind == "person"
    assert found.review is not None and found.review.coded["kind"] == "direct"
    record.add(*held(certainty="probable"))
    assert record.statements(speaker="DEU", review="judged") and not record.statements(speaker="CHN")
    record.judge_statement("reject", *where)
    assert not record.statements() and record.stats()["statements"] == 0
    assert record.statements(review="rejected")[0].text == QUOTE
    for edit in record.edits():
        record.undo(edit.id)
    assert record.statements() == [said]


@pytest.mark.parametrize(
    ("action", "changes", "why"),
    [
        ("change", {"type": "FLY"}, "no type 'FLY'"),
        ("change", {"mode": "strike"}, "no mode of CONSULT 'strike'"),
        ("change", {"date": "Tuesday"}, "no ISO date"),
        ("change", {"actors": ["|DEU|"]}, "says nobody"),
        ("change", {"actors": ["Germany|Germany|"]}, "no country 'Germany'"),
        ("change", {"actors": ["Germany|DEU|KING"]}, "no sector 'KING'"),
        ("change", {"trigger": "held"}, "no field 'trigger'"),
        ("change", {}, "names the fields"),
        ("accept", {"date": "2023"}, "none with accept"),
        ("praise", {}, "no action 'praise'"),
    ],
)  # fmt: skip
def test_what_cannot_be_said(record: Record, action: str, changes: dict, why: str) -> None:
    record.add(*held())
    (event,) = record.events()
    with pytest.raises(RecordFault, match=why):
        record.judge(action, event.id, **changes)
    assert record.edits() == [] and record.events() == [event]


def test_mentions_of_other_events_and_statements_that_are_none(record: Record) -> None:
    record.add(*held())
    with pytest.raises(RecordFault, match="none of the event's"):
        record.judge("accept", record.events()[0].id, [99])
    with pytest.raises(RecordFault, match="no statement at these offsets"):
        record.judge_statement("accept", "held", 1, 2)
