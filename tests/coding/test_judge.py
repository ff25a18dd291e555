"""The learned judge beside the lexicon, with verdicts made by hand: when it is heard, and when it is not."""

from __future__ import annotations

import math

import numpy as np
import pytest
from spacy.tokens import Doc

from aktenlage.coding import judge
from aktenlage.coding.coder import read_events
from aktenlage.coding.plover import STATUSES, TYPES
from aktenlage.grammar import parse, verdicts
from aktenlage.grammar.verdicts import KEY, Verdict, Verdicts
from aktenlage.shapes import Document

KINDS = ("none", *TYPES)
PARTS = ("none", "actor", "recipient")
Words = dict[str, tuple[str, float]]


def told(
    text: str, kinds: Words, stages: Words | None = None, parts: dict[tuple[str, str], str] | None = None
) -> Doc:
    """A German sentence with what the judge says of some of its words; of all others it says "none"."""
    doc = parse(text, "de")
    doc.user_data.pop(KEY, None)
    made = Verdicts(KINDS, STATUSES, PARTS)
    words = list(doc)
    rows = np.stack([row(KINDS, *kinds.get(t.text, ("none", 0.99))) for t in words])
    said = np.stack([row(STATUSES, *(stages or {}).get(t.text, ("actual", 0.99))) for t in words])
    share = np.full((len(words), len(PARTS), len(words)), math.log(0.01), np.float32)
    share[:, 0] = math.log(0.98)
    for (of, who), part in (parts or {}).items():
        i, j = ([t.text for t in words].index(word) for word in (of, who))
        share[i, :, j] = math.log(0.02)
        share[i, PARTS.index(part), j] = math.log(0.96)
    made.add(Verdict(rows, said, share), [t.i for t in words])
    doc.user_data[KEY] = made
    return doc


def row(names: tuple[str, ...], name: str, share: float) -> np.ndarray:
    rest = (1 - share) / (len(names) - 1)
    return np.log(np.array([share if n == name else rest for n in names], np.float32))


def events(doc: Doc) -> list[tuple[str, str, str]]:
    reading = read_events(Document(id="t", text=doc.text, language="de"), doc, "de")
    return [(d.mention.trigger.text, d.mention.type, d.mention.status) for d in reading.decisions]


ATTACK = "Die russische Armee griff am Montag die Stadt Charkiw an."


def test_without_a_judge_the_rules_decide() -> None:
    doc = parse(ATTACK, "de")
    doc.user_data.pop(KEY, None)
    assert events(doc) == [("griff", "ASSAULT", "actual")]
    assert verdicts.kinds(doc[0]) is None and judge.opinion(doc) is None
    assert verdicts.likely(doc, 0.1) == [] == verdicts.part(doc[3], "actor", 0.1)


# The line of "überfallen" asks for a political actor, for it is an everyday word too.
EVERYDAY = "Die russische Armee überfiel am Montag ukrainische Soldaten."


def test_an_everyday_word_falls_when_the_judge_sees_no_event() -> None:
    doc = told(EVERYDAY, {"überfiel": ("none", 0.999)})
    reading = read_events(Document(id="t", text=doc.text, language="de"), doc, "de")
    assert not reading.decisions
    assert any("the judge sees no event" in why for _, why in reading.dropped)


def test_it_takes_two_to_meet() -> None:
    text = "In Genf ging es am Montag bei einem Treffen um Fisch; Moskau schwieg, Paris auch."
    said = {"Treffen": ("CONSULT", 0.99)}
    one = told(text, said, parts={("Treffen", "Moskau"): "actor"})
    two = told(text, said, parts={("Treffen", "Moskau"): "actor", ("Treffen", "Paris"): "actor"})
    parties = [
        [
            e.country
            for d in read_events(Document(id="t", text=text, language="de"), doc, "de").decisions
            for e in d.mention.actors
        ]
        for doc in (one, two)
    ]
    assert parties == [[], ["RUS", "FRA"]]


def test_what_is_intended_does_not_fall() -> None:
    text = "Die russische Armee plant, am Montag ukrainische Soldaten zu überfallen."
    assert events(told(text, {"überfallen": ("none", 0.999)})) == [("überfallen", "ASSAULT", "planned")]


def test_what_the_judge_supposes_takes_nothing_from_the_lexicon() -> None:
    text = "Die russische Armee fieberte danach, am Montag die Stadt Charkiw anzugreifen."
    said = {"fieberte": ("REQUEST", 0.999), "anzugreifen": ("ASSAULT", 0.99)}
    assert [(word, type_) for word, type_, _ in events(told(text, said))] == [("anzugreifen", "ASSAULT")]


@pytest.mark.parametrize(("share", "kept"), [(0.5, True), (0.999, False)])
def test_it_must_be_sure(share: float, kept: bool) -> None:
    assert bool(events(told(EVERYDAY, {"überfiel": ("none", share)}))) == kept


def test_a_word_of_politics_does_not_fall() -> None:
    assert events(told(ATTACK, {"griff": ("none", 0.999)}))


def test_another_type_that_the_judge_is_sure_of() -> None:
    assert events(told(ATTACK, {"griff": ("ACCUSE", 0.999)})) == [("griff", "ACCUSE", "actual")]
    assert events(told(ATTACK, {"griff": ("ACCUSE", 0.6)})) == [("griff", "ASSAULT", "actual")]


UNLISTED = "Die chinesische Regierung verhohnepipelte am Montag die Vereinigten Staaten."


def test_a_word_that_no_line_lists_needs_a_political_actor() -> None:
    assert events(told(UNLISTED, {"verhohnepipelte": ("ACCUSE", 0.999)})) == [
        ("verhohnepipelte", "ACCUSE", "actual")
    ]
    assert not events(told(UNLISTED, {"verhohnepipelte": ("ACCUSE", 0.5)}))
    private = "Die kleine Schwester verhohnepipelte am Montag den Nachbarn."
    assert not events(told(private, {"verhohnepipelte": ("ACCUSE", 0.999)}))


def test_between_two_countries_it_need_not_be_quite_sure() -> None:
    said = {"verhohnepipelte": ("ACCUSE", 0.95)}
    assert events(told(UNLISTED, said)) == [("verhohnepipelte", "ACCUSE", "actual")]
    at_home = "Die chinesische Regierung verhohnepipelte am Montag die chinesischen Bauern."
    assert not events(told(at_home, said))


def test_a_line_of_which_a_word_is_missing_needs_less() -> None:
    """No line lists looms beside "schenken", but the word has lines of AID."""
    text = "Die chinesische Regierung schenkte den Vereinigten Staaten Webstühle."
    assert not events(told(text, {}))
    assert events(told(text, {"schenkte": ("AID", 0.7)})) == [("schenkte", "AID", "actual")]
    assert not events(told(text, {"schenkte": ("SUPPORT", 0.7)}))


def test_what_a_line_keeps_for_itself_the_judge_does_not_propose() -> None:
    """`judge=never`: "warnen" without anybody who is warned is a forecast."""
    text = "Die chinesische Regierung warnte am Montag davor, dass der Fluss steigen könnte."
    assert not events(told(text, {"warnte": ("THREATEN", 0.999)}))


def test_the_judge_gives_a_status_only_where_no_rule_speaks() -> None:
    assert events(told(ATTACK, {"griff": ("ASSAULT", 0.99)}, {"griff": ("denied", 0.999)})) == [
        ("griff", "ASSAULT", "denied")
    ]
    planned = "Die russische Armee will am Montag die Stadt Charkiw angreifen."
    assert events(told(planned, {"angreifen": ("ASSAULT", 0.99)}, {"angreifen": ("denied", 0.999)})) == [
        ("angreifen", "ASSAULT", "planned")
    ]


def test_parts_are_words_of_the_same_sentence() -> None:
    doc = told(UNLISTED, {}, parts={("verhohnepipelte", "Staaten"): "recipient"})
    assert [t.text for t in judge.parts(doc[3], "recipient", 0.9)] == ["Staaten"]
    assert judge.parts(doc[3], "recipient", 0.99) == judge.parts(doc[3], "actor", 0.9) == []


def test_the_judge_names_whom_the_tree_leaves_open() -> None:
    text = "Moskau kam ins Gerede, als am Montag Raketen die ukrainische Stadt Charkiw angriffen."
    said = {"angriffen": ("ASSAULT", 0.99)}
    doc = told(text, said, parts={("angriffen", "Moskau"): "actor"})
    (decision,) = read_events(Document(id="t", text=text, language="de"), doc, "de").decisions
    assert [e.country for e in decision.mention.actors] == ["RUS"]
    assert "the judge's reading" in str(decision.roles)


def test_the_limits_are_shares() -> None:
    assert judge.check() == []
