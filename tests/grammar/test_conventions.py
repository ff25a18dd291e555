"""Labels that leave UD's conventions."""

from __future__ import annotations

from aktenlage.grammar.conventions import agreed, named, surnames


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


def test_a_capital_verb_that_is_a_subject_is_a_name() -> None:
    # Blinken sollte reisen
    assert named(["VERB", "AUX", "VERB"], ["Blinken", "sollte", "reisen"], [3, 3, 0], ["nsubj", "aux", "root"]) == [
        "PROPN", "AUX", "VERB",
    ]  # fmt: skip
    # Das Treffen begann
    assert named(["DET", "VERB", "VERB"], ["Das", "Treffen", "begann"], [2, 3, 0], ["det", "nsubj", "root"]) == [
        "DET", "NOUN", "VERB",
    ]  # fmt: skip
    # Reisen kostet: its own clause, or small letters, stay a verb
    assert named(["VERB", "VERB"], ["reisen", "kostet"], [2, 0], ["nsubj", "root"])[0] == "VERB"


def test_a_surname_alone_is_the_name_that_stood_there_whole() -> None:
    words = ["Antony", "Blinken", "kam", ".", "Blinken", "ging", ".", "Antony", "Hall"]
    tags = ["B-PER", "I-PER", "O", "O", "O", "O", "O", "B-LOC", "I-LOC"]
    upos = ["PROPN", "PROPN", "VERB", "PUNCT", "PROPN", "VERB", "PUNCT", "PROPN", "PROPN"]
    assert surnames(tags, words, upos) == {4: "B-PER"}
    assert surnames(tags, words, ["PROPN", "PROPN", "VERB", "PUNCT", "NOUN", *upos[5:]]) == {}


def test_a_verb_has_one_subject() -> None:
    # Indien lehnte die Forderung ab
    heads, upos = [2, 0, 4, 2, 2], ["PROPN", "VERB", "DET", "NOUN", "ADP"]
    assert agreed(["nsubj", "root", "det", "nsubj", "compound:prt"], heads, upos)[3] == "obj"
    # "Wien kommt, Rom geht": a subject of its own each
    assert (
        agreed(["nsubj", "root", "nsubj", "conj"], [2, 0, 4, 2], ["PROPN", "VERB", "PROPN", "VERB"])[2]
        == "nsubj"
    )


def test_where_nothing_is_passive_the_subject_is_active() -> None:
    # Athen : Haben Schiff beschlagnahmt
    heads, upos = [5, 5, 5, 5, 0], ["PROPN", "PUNCT", "AUX", "NOUN", "VERB"]
    assert agreed(["nsubj", "punct", "aux", "nsubj:pass", "root"], heads, upos)[3] == "obj"
    # with an auxiliary of the passive it stays
    passive = ["nsubj", "punct", "aux:pass", "nsubj:pass", "root"]
    assert agreed(passive, heads, upos) == passive


def test_who_is_told_to_do_something_is_an_object() -> None:
    # told rebels to leave
    heads, upos = [0, 1, 4, 1], ["VERB", "NOUN", "PART", "VERB"]
    assert agreed(["root", "iobj", "mark", "xcomp"], heads, upos)[1] == "obj"
    # gave rebels hope to leave
    heads, upos = [0, 1, 1, 5, 1], ["VERB", "NOUN", "NOUN", "PART", "VERB"]
    assert agreed(["root", "iobj", "obj", "mark", "xcomp"], heads, upos)[1] == "iobj"


def test_a_noun_before_a_verb_is_no_compound() -> None:
    # the navy patrols the strait
    heads, upos = [2, 3, 0, 5, 3], ["DET", "NOUN", "VERB", "DET", "NOUN"]
    assert agreed(["det", "compound", "root", "det", "obj"], heads, upos)[1] == "nsubj"
