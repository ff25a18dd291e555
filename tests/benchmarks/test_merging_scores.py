"""The scorer of merging, on three mentions of one happening and one of its neighbour."""

from __future__ import annotations

import pytest

from benchmarks.happenings import Gold, Happening, Report, Trigger, history
from benchmarks.merging import Coded, align, count, mistakes, pairs, table

TEXTS = {
    "a": ("de", "Xi traf Putin am Montag. Das Treffen dauerte lange."),
    "b": ("en", "Xi met Putin on Monday. They meet again in May."),
}


def trigger(report: str, word: str, core: bool = True) -> Trigger:
    start = TEXTS[report][1].index(word)
    return Trigger(
        report=report, start=start, end=start + len(word), trigger=word, status="actual", core=core
    )


def coded(report: str, word: str, type_: str = "CONSULT") -> Coded:
    text = TEXTS[report][1]
    start, stop = text.index(word), text.index(".") + 1
    first, last = (0, stop) if start < stop else (stop, len(text))
    return Coded(report=report, type=type_, start=start, end=start + len(word), first=first, last=last)


def happening(id_: str, *mentions: Trigger) -> Happening:
    return Happening(
        id=id_,
        type="CONSULT",
        mode=None,
        actors=(),
        recipients=(),
        date=None,
        place=None,
        near=(),
        history=tuple(history([("2024-05-01", m.status, ()) for m in mentions])),
        mentions=mentions,
    )


@pytest.fixture
def gold() -> Gold:
    return Gold(
        reports={
            id_: Report(id=id_, language=language, published="2024-05-01", source="nda", text=text)
            for id_, (language, text) in TEXTS.items()
        },
        happenings=[
            happening("h01", trigger("a", "traf"), trigger("a", "Treffen"), trigger("b", "met")),
            happening("h02", trigger("b", "meet")),
        ],
    )


def test_all_right(gold: Gold) -> None:
    answers = align(
        gold, [[coded("a", "traf"), coded("a", "Treffen"), coded("b", "met")], [coded("b", "meet")]]
    )
    sums = count(pairs(answers))
    assert (sums.right, sums.wrong, sums.apart, sums.missed) == (3, 0, 0, 0)
    assert sums.f1(True) == sums.f1(False) == 1
    assert list(mistakes(answers)) == []


def test_wrong_pairs_cost_precision_and_split_pairs_recall(gold: Gold) -> None:
    answers = align(
        gold, [[coded("a", "traf"), coded("a", "Treffen")], [coded("b", "met"), coded("b", "meet")]]
    )
    sums = count(pairs(answers))
    assert (sums.right, sums.wrong, sums.apart, sums.missed) == (1, 1, 2, 0)
    assert (sums.precision, sums.recall(False)) == (1 / 2, 1 / 3)
    assert [line.split("\n")[0] for line in mistakes(answers)] == ["APART", "APART", "TOGETHER"]


def test_a_missed_mention_counts_only_over_all_pairs(gold: Gold) -> None:
    answers = align(gold, [[coded("a", "traf"), coded("b", "met")]])
    sums = count(pairs(answers))
    assert (sums.right, sums.missed) == (1, 2)
    assert (sums.recall(False), sums.recall(True)) == (1, 1 / 3)
    assert "Das [Treffen] dauerte lange." in next(line for line in mistakes(answers) if "MISSED" in line)


def test_another_word_of_the_sentence_answers_but_not_another_type(gold: Gold) -> None:
    answers = align(gold, [[coded("a", "Montag"), coded("a", "dauerte", "AID")]])
    assert [a.event for a in answers] == [0, None, None, None]


def test_overlap_goes_before_order(gold: Gold) -> None:
    """Of two coded mentions in one sentence each answers the word it stands on."""
    text = "Xi met Putin and will meet Modi."
    gold.reports["b"] = Report(id="b", language="en", published="2024-05-01", source="nda", text=text)
    told = [
        Coded(
            report="b",
            type="CONSULT",
            start=text.index(w),
            end=text.index(w) + len(w),
            first=0,
            last=len(text),
        )
        for w in ("meet", "met")
    ]
    spans = [Trigger(report="b", start=t.start, end=t.end, trigger="", status="actual") for t in told]
    gold = Gold(reports=gold.reports, happenings=[happening("h01", spans[1]), happening("h02", spans[0])])
    assert [a.event for a in align(gold, [[told[0]], [told[1]]])] == [1, 0]


def test_the_nearest_of_a_sentence_answers(gold: Gold) -> None:
    text = "A promise, said Kuwait, and an offer that Qatar gave."
    gold.reports["b"] = Report(id="b", language="en", published="2024-05-01", source="nda", text=text)

    def span(word: str) -> Trigger:
        start = text.index(word)
        return Trigger(report="b", start=start, end=start + len(word), trigger=word, status="actual")

    gave = Coded(
        report="b", type="CONSULT", start=text.index("gave"), end=len(text) - 1, first=0, last=len(text)
    )
    gold = Gold(
        reports=gold.reports, happenings=[happening("h01", span("promise")), happening("h02", span("offer"))]
    )
    assert [a.event for a in align(gold, [[gave]])] == [None, 0]


def test_a_borderline_word_stands_for_the_asked_one_of_its_sentence(gold: Gold) -> None:
    mentions = (trigger("a", "Treffen"), trigger("a", "dauerte", core=False))
    gold = Gold(reports=gold.reports, happenings=[happening("h01", *mentions)])
    assert [a.event for a in align(gold, [[coded("a", "dauerte")]])] == [0]


def test_borderline_mentions_are_not_asked_and_use_up_their_own(gold: Gold) -> None:
    mentions = (trigger("a", "traf", core=False), trigger("a", "Treffen"), trigger("b", "met"))
    gold = Gold(reports=gold.reports, happenings=[happening("h01", *mentions)])
    answers = align(gold, [[coded("a", "traf"), coded("b", "met")]])
    assert [(a.mention.trigger, a.event) for a in answers] == [("Treffen", None), ("met", 0)]


def test_table_tells_pairs_within_and_across(gold: Gold) -> None:
    answers = align(gold, [[coded("a", "traf"), coded("a", "Treffen")], [coded("b", "met")]])
    lines = {line[:18].strip(): line.split()[-6:] for line in table(answers)}
    assert lines["in one report"][2] == "1.000"
    assert lines["across reports"][2] == "0.000"
