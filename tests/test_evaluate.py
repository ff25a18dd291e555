"""The scorer, on answers made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from aktenlage.coding.plover import reduce
from aktenlage.evaluate import Scores, evaluate, evaluate_files, figures, print_scores
from aktenlage.gold import CannotRead, GoldMention, GoldRoles, GoldStatement, coded_documents, gold_of
from aktenlage.shapes import CodedDocument, DocumentInfo, Entity, Event, Mention, Span, Statement, to_json

TEXT = "Oslo accused Riga. Riga denied it and met Oslo."
OSLO = Entity(text="Oslo", start=0, end=4, name="Norway", kind="country", country="NOR")
RIGA = Entity(text="Riga", start=13, end=17, name="Latvia", kind="country", country="LVA")
NOR, LVA = "Norway|NOR|", "Latvia|LVA|"


def mention(
    trigger: str, type_: str, actors: list[Entity], recipients: list[Entity], **more: str | None
) -> Mention:
    at = TEXT.index(trigger)
    first = at < TEXT.index(". ")
    return Mention(
        sentence=0 if first else 1, start=0 if first else 19, end=18 if first else len(TEXT),
        trigger=Span(text=trigger, start=at, end=at + len(trigger)), type=type_, mode=more.get("mode"),
        status=more.get("status") or "actual", certainty="certain", date=more.get("date"), place=None,
        actors=actors, recipients=recipients, sources=[],
    )  # fmt: skip


def event(id_: str, m: Mention) -> Event:
    return Event(
        id=id_, type=m.type, mode=m.mode, status=m.status, certainty=m.certainty, date=m.date, place=m.place,
        actors=m.actors, recipients=m.recipients, sources=m.sources, plover=reduce(m.type, m.mode, m.status),
        mentions=[m],
    )  # fmt: skip


def document(*mentions: Mention, statements: tuple[Statement, ...] = ()) -> CodedDocument:
    events = [event(str(n), m) for n, m in enumerate(mentions)]
    return CodedDocument(
        document=DocumentInfo(id="x.txt"), events=events, statements=list(statements), entities=[]
    )


def gold(trigger: str, type_: str, actors: list[str], recipients: list[str], **more: object) -> GoldMention:
    entry = {"doc": "x", "trigger": trigger, "start": TEXT.index(trigger), "type": type_}
    return GoldMention(**entry, actors=actors, recipients=recipients, **more)  # type: ignore[arg-type]


ACCUSED = gold("accused", "ACCUSE", [NOR], [LVA], date="2024-03-12")
MET = gold("met", "CONSULT", [NOR, LVA], [])
RIGHT = mention("accused", "ACCUSE", [OSLO], [RIGA], date="2024-03-12")


def score(wanted: list[GoldMention], *given: Mention) -> Scores:
    return evaluate(wanted, [], {"x": document(*given)})


def test_all_right() -> None:
    scores = score([ACCUSED, MET], RIGHT, mention("met", "CONSULT", [RIGA], [OSLO]))
    assert (scores.events.f1, scores.dyads.f1) == (1, 1), "a meeting has no sides"
    assert scores.matched["date"].share == scores.matched["status"].share == 1
    assert all(gold_type == given for gold_type, given in scores.confusion)


def test_missed_and_extra() -> None:
    scores = score([ACCUSED, MET], RIGHT, mention("denied", "REJECT", [RIGA], []))
    assert (scores.events.precision, scores.events.recall) == (0.5, 0.5)
    assert scores.types["CONSULT"].missed == scores.types["REJECT"].wrong == 1
    assert scores.confusion["CONSULT", "missed"] == scores.confusion["extra", "REJECT"] == 1


def test_same_word_under_another_type_is_a_confusion() -> None:
    scores = score([ACCUSED], mention("accused", "REQUEST", [OSLO], [RIGA]))
    assert scores.confusion == {("ACCUSE", "REQUEST"): 1}
    assert (scores.events.missed, scores.events.wrong) == (1, 1)


def test_wrong_way_round_is_no_dyad() -> None:
    scores = score([ACCUSED], mention("accused", "ACCUSE", [RIGA], [OSLO]))
    assert (scores.events.f1, scores.dyads.f1, scores.matched["actors"].right) == (1, 0, 0)


def test_not_core_counts_neither_way() -> None:
    wanted = [ACCUSED, gold("denied", "REJECT", [LVA], [], core=False)]
    for given in ((RIGHT,), (RIGHT, mention("denied", "REJECT", [], []))):
        assert score(wanted, *given).events.f1 == 1


def test_who_finds_what_is_marked_wrong_is_wrong() -> None:
    rejected = gold("denied", "REJECT", [LVA], [], wrong=True)
    found = score([rejected], mention("denied", "REJECT", [RIGA], []))
    assert (found.documents, found.events.wrong, found.events.missed) == (1, 1, 0)
    assert score([rejected]).events.wrong == score([rejected]).events.missed == 0


def test_second_right_answers() -> None:
    other = GoldRoles(actors=[LVA], recipients=[NOR])
    wanted = gold("accused", "ACCUSE", [NOR], [LVA], alt_type="REJECT", alt_status="planned", alt_roles=other)
    scores = score([wanted], mention("accused", "REJECT", [RIGA], [OSLO], status="planned"))
    assert (scores.events.f1, scores.dyads.f1, scores.matched["status"].share) == (1, 1, 1)


def test_each_prediction_is_used_once() -> None:
    scores = score([ACCUSED], RIGHT, mention("accused", "ACCUSE", [OSLO], [RIGA]))
    assert (scores.events.hits, scores.events.wrong) == (1, 1)


def test_missing_document_counts_as_empty() -> None:
    scores = evaluate([ACCUSED], [], {})
    assert (scores.documents, scores.events.missed) == (1, 1)


def test_statements() -> None:
    said = Statement(
        kind="indirect", speaker=RIGA, cospeakers=[], addressees=[], relay=None, cue=Span(text="denied", start=24, end=30),
        start=31, end=33, spans=[(31, 33)], text="it", date=None,
    )  # fmt: skip
    wanted = [
        GoldStatement(doc="x", start=31, end=33, text="it", kind="indirect", speaker=LVA, cue="denied"),
        GoldStatement(doc="x", start=0, end=4, text="Oslo", kind="direct", speaker=NOR),
    ]
    scores = evaluate([], wanted, {"x": document(statements=(said,))})
    assert scores.statements is not None
    assert (scores.statements.precision, scores.statements.recall) == (1, 0.5)
    assert {name: share.share for name, share in scores.said.items()} == {"speaker": 1, "kind": 1, "cue": 1}


def test_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(to_json(document(RIGHT)) + "\n", encoding="utf-8")
    events = tmp_path / "events.jsonl"
    entry = {
        "doc": "x",
        "trigger": "accused",
        "start": 5,
        "type": "ACCUSE",
        "actors": [NOR],
        "recipients": [LVA],
    }
    events.write_text(json.dumps(entry) + "\n", encoding="utf-8")
    assert evaluate_files(events, predicted).dyads.f1 == 1
    assert evaluate_files(predicted, predicted).dyads.f1 == 1, "coded documents can be gold"
    print_scores(evaluate_files(events, predicted), as_json=True)
    assert json.loads(capsys.readouterr().out)["events"]["F1"] == 1
    print_scores(evaluate_files(events, predicted))
    assert "ACCUSE" in capsys.readouterr().out


def test_statements_beside_events(tmp_path: Path) -> None:
    (tmp_path / "events.jsonl").write_text("")
    line = {"doc": "x", "start": 0, "end": 4, "text": "Oslo", "kind": "direct"}
    (tmp_path / "statements.jsonl").write_text(json.dumps(line))
    mentions, statements = gold_of(tmp_path / "events.jsonl")
    assert (mentions, [s.text for s in statements]) == ([], ["Oslo"])


@pytest.mark.parametrize(
    "line", ["{", '{"doc": "x"}', '{"doc": "x", "trigger": "t", "start": 0, "type": "A", "typo": 1}']
)
def test_bad_gold_names_file_and_line(tmp_path: Path, line: str) -> None:
    path = tmp_path / "events.jsonl"
    path.write_text(f"\n{line}\n")
    with pytest.raises(CannotRead, match=r"events\.jsonl:2: "):
        gold_of(path)


def test_documents_with_errors_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text('{"document": {"id": "x"}, "error": {"code": "empty", "message": "x: empty"}}\n')
    assert coded_documents(path) == {}


def test_figures_are_plain() -> None:
    assert json.loads(json.dumps(figures(score([ACCUSED], RIGHT))))["who did what to whom"]["hits"] == 1


def test_the_interval_of_two_documents_or_more(capsys: pytest.CaptureFixture[str]) -> None:
    other = msgspec.structs.replace(ACCUSED, doc="y")
    scores = evaluate([ACCUSED, other], [], {"x": document(RIGHT)})
    assert scores.parts["events"] == [(1, 0, 0), (0, 0, 1)]
    assert figures(scores)["95% of F1"] == {"events": [0, 1], "who did what to whom": [0, 1]}
    assert figures(score([ACCUSED], RIGHT))["95% of F1"] == {}, "one document tells nothing"
    print_scores(scores)
    assert "0.000–1.000" in capsys.readouterr().out
