"""Which acting nouns the count of unresolved actors leaves out, and that the clock around look-ups counts and goes away."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from aktenlage.world import gazetteer, lookup
from benchmarks import actors
from benchmarks import lookup as cost


@pytest.mark.parametrize(
    ("lemma", "pos", "expected"),
    [
        ("Vorwurf", "NOUN", False),
        ("Abschlussbericht", "NOUN", False),
        ("Autobombe", "NOUN", False),
        ("Auszeichnung", "NOUN", False),
        ("Regierung", "NOUN", True),
        ("Organisation", "NOUN", True),
        ("Gruppierung", "NOUN", True),
        ("Konkurrent", "NOUN", True),
        ("Müllmann", "NOUN", True),
        ("Bericht", "PROPN", True),
    ],
)
def test_what_cannot_act_is_told_by_rule(lemma: str, pos: str, expected: bool) -> None:
    doc = Doc(Vocab(), words=[lemma], pos=[pos], lemmas=[lemma])
    assert actors.can_act(doc[0]) is expected


def test_the_clock_counts_the_outermost_questions_and_is_taken_away() -> None:
    before = lookup.place
    with cost.clocked() as spent:
        assert lookup.place("Berlin", "de") is not None
        assert spent[1] == 1 and spent[0] > 0
        assert gazetteer.named("Hamburg", "de") is not None
        assert spent[1] == 2
    assert lookup.place is before
