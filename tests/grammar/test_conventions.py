"""Labels that leave UD's conventions."""

from __future__ import annotations

from aktenlage.grammar.conventions import agreed


def test_an_article_is_a_det() -> None:
    # Die Wahl begann
    assert agreed(["dep", "nsubj", "root"], [2, 3, 0], ["DET", "NOUN", "VERB"])[0] == "det"
    # another word without a name stays as it is
    assert agreed(["dep", "nsubj", "root"], [2, 3, 0], ["ADV", "NOUN", "VERB"])[0] == "dep"


def test_an_infinitive_behind_its_noun_is_an_acl() -> None:
    # Absicht , abzuziehen
    assert agreed(["root", "punct", "xcomp"], [0, 3, 1], ["NOUN", "PUNCT", "VERB"])[2] == "acl"
    # will abziehen
    assert agreed(["root", "xcomp"], [0, 1], ["VERB", "VERB"])[1] == "xcomp"


def test_a_predicate_noun_keeps_its_xcomp() -> None:
    # It is fun to read
    relations = ["nsubj", "cop", "root", "mark", "xcomp"]
    assert agreed(relations, [3, 3, 0, 5, 3], ["PRON", "AUX", "NOUN", "PART", "VERB"]) == relations
