"""What people have judged comes out as gold, and the coder is measured by it."""

from __future__ import annotations

from pathlib import Path

from making import country, report, tell

from aktenlage import to_json
from aktenlage.evaluate import evaluate_files
from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document, Span, Statement

TALKS = "China and Germany held talks."
LETTER = "China sent Germany a letter."
RUMOUR = 'Somebody said: "China accused Germany."'


def made() -> list[tuple[CodedDocument, Document]]:
    """Two reports: one with two events, one with an event and a statement."""
    both = [country("CHN"), country("DEU")]
    talks = tell(TALKS, trigger="held", actors=both, date="2023-06-18")
    letter = tell(LETTER, "REQUEST", trigger="sent", actors=both, at=len(TALKS) + 1)
    rumour = tell(RUMOUR, "ACCUSE", trigger="accused", actors=[both[0]], recipients=[both[1]])
    start = RUMOUR.index('"')
    said = Statement(
        kind="direct", speaker=None, cospeakers=[], addressees=[], relay=None, cue=Span(text="said", start=9, end=13),
        start=start, end=len(RUMOUR), spans=[(start, len(RUMOUR))], text=RUMOUR[start:], date=None,
    )  # fmt: skip
    return [
        report("talks.txt", f"{TALKS} {LETTER}", [talks], [letter]),
        report("rumour \u2028", RUMOUR, [rumour], statements=[said]),
    ]


def test_the_coder_measured_by_what_people_say(record: Record, tmp_path: Path) -> None:
    reports = made()
    record.add_many(reports)
    by_trigger = {event.mentions[0].trigger.text: event.id for event in record.events()}
    record.judge("change", by_trigger["held"], status="cancelled")
    record.judge("reject", by_trigger["accused"])
    (said,) = record.statements()
    record.judge_statement("reject", said.report, said.start, said.end)
    found = record.gold()
    assert {m.trigger: (m.core, m.wrong) for m in found.mentions} == {
        "held": (True, False), "sent": (False, False), "accused": (False, True),
    }  # fmt: skip
    assert found.published == {"talks.txt": "2023-06-19", "rumour \u2028": "2023-06-19"}
    record.gold().write(tmp_path / "gold")
    # What the coder said, before anybody corrected it.
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text("".join(to_json(coded) + "\n" for coded, _ in reports[:1]), encoding="utf-8")
    scores = evaluate_files(tmp_path / "gold" / "events.jsonl", predicted)
    assert (scores.documents, scores.events.hits, scores.events.wrong) == (2, 1, 0)
    assert scores.matched["status"].share == 0.0 and scores.matched["date"].share == 1.0


def test_nothing_judged_is_no_gold(record: Record) -> None:
    record.add_many(made())
    found = record.gold()
    assert found.mentions == [] and found.statements == [] and found.published == {}
