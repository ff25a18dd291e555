"""The readers of treebanks and name collections, on tiny files of our own."""

import random
from pathlib import Path

import pytest

from training import data, names, treebanks
from training.treebanks import Sentence

TREE = """\
# sent_id = eins
# text = Er war im Amt.
1\tEr\ter\tPRON\tPPER\tCase=Nom|Number=Sing\t5\tnsubj\t_\t_
2\twar\tsein\tAUX\tVAFIN\tTense=Past|Strange=Yes\t5\tcop:own\t_\t_
3-4\tim\t_\t_\t_\t_\t_\t_\t_\t_
3\tin\tin\tADP\tAPPR\t_\t5\tcase\t_\t_
4\tdem\tder\tDET\tART\tDefinite=Def\t5\tdet\t_\t_
5\tAmt\tAmt\tNOUN\tNN\tCase=Dat\t0\troot\t_\tSpaceAfter=No
5.1\tleer\t_\t_\t_\t_\t_\t_\t_\t_
6\t.\t.\tPUNCT\t$.\t_\t5\tpunct\t_\t_

"""


@pytest.fixture
def tree(tmp_path: Path) -> Sentence:
    path = tmp_path / "de_gsd-ud-dev.conllu"
    path.write_text(TREE, encoding="utf-8")
    (sentence,) = treebanks.read_conllu(path, "de")
    return sentence


def test_conllu(tree: Sentence) -> None:
    assert tree.name == "eins"
    assert tree.forms == ["Er", "war", "in", "dem", "Amt", "."]
    assert tree.heads == [5, 5, 5, 5, 0, 5]
    assert tree.relations == ["nsubj", "cop", "case", "det", "root", "punct"]
    assert tree.features[1] == {"Tense": "Past"}
    assert tree.fused == [(2, 3, "im")]


@pytest.mark.parametrize(
    ("full", "reduced"),
    [("obl:tmod", "obl"), ("nsubj:pass", "nsubj:pass"), ("flat:name", "flat:name"), ("det:poss", "det")],
)
def test_relations_keep_only_the_wanted_subtypes(full: str, reduced: str) -> None:
    assert treebanks.reduce_relation(full) == reduced
    assert reduced in treebanks.RELATIONS


def test_fused_words_are_put_together(tree: Sentence) -> None:
    fused = data.unsplit(tree)
    assert fused.forms == ["Er", "war", "im", "Amt", "."]
    assert fused.heads == [4, 4, 4, 0, 4]
    assert fused.upos[2] == "ADP"


def test_noise_keeps_trees_whole(tree: Sentence) -> None:
    chance = random.Random(3)
    for _ in range(300):
        noisy = data.noisy(tree, [], chance)
        length = len(noisy.forms)
        assert length == len(noisy.heads) == len(noisy.upos) == len(noisy.features) == len(noisy.relations)
        assert noisy.heads.count(0) == 1
        assert all(0 <= head <= length and head != word + 1 for word, head in enumerate(noisy.heads))


def test_quotation_marks_change_in_pairs() -> None:
    forms = ["„", "Ja", "“", ",", "dann", '"', "Nein", '"']
    assert data.requote(forms, ("»", "«")) == ["»", "Ja", "«", ",", "dann", "»", "Nein", "«"]


def test_hold_out_is_the_same_every_time() -> None:
    sentences = [Sentence([str(i)], "de") for i in range(700)]
    rest, held = treebanks.hold_out(sentences)
    assert len(held) == treebanks.HELD_OUT
    assert len(rest) + len(held) == 700
    assert treebanks.hold_out(sentences) == (rest, held)


def test_germeval(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    path.write_text(
        "#\tquelle [2020-01-01]\n1\tDer\tO\tO\n2\tSPD-Chef\tB-ORGpart\tO\n3\taus\tO\tO\n4\tKölner\tB-LOCderiv\tO\n"
        "5\tNähe\tO\tO\n6\t#\tO\tO\n7\tAnna\tB-PER\tO\n8\tMüller\tI-PER\tO\n\n1\tGoetheaner\tB-PERderiv\tO\n",
        encoding="utf-8",
    )
    first, second = names.read_germeval(path)
    assert first.forms == ["Der", "SPD-Chef", "aus", "Kölner", "Nähe", "#", "Anna", "Müller"]
    only = [next(iter(tags)) for tags in first.names]
    assert only == ["O", "O", "O", "B-GPEADJ", "O", "O", "B-PER", "I-PER"]
    assert second.names == [names.LOOSE]


def test_europarl_follows_iob1(tmp_path: Path) -> None:
    path = tmp_path / "e.tsv"
    path.write_text(
        "Frau\tFrau\tNN\tI-NC\tO\nRoth\tRoth\tNE\tI-NC\tI-PER\nBangemann\tBangemann\tNE\tI-NC\tB-PER\n"
        "lobt\tloben\tVVFIN\tI-VC\tO\neuropäische\teuropäisch\tADJA\tI-NC\tI-MISC\nSAVE\tSAVE\tNN\tI-NC\tI-MISC\n",
        encoding="utf-8",
    )
    (sentence,) = names.read_europarl(path)
    assert sentence.names[1:3] == [frozenset(["B-PER"]), frozenset(["B-PER"])]
    assert sentence.names[4:] == [frozenset(["B-GPEADJ"]), names.LOOSE]


def test_uner_outside_is_a_partial_label(tmp_path: Path) -> None:
    path = tmp_path / "u.iob2"
    path.write_text(
        "# sent_id = 1\n1\tGerman\tO\t-\t-\n2\tAnna\tB-PER\t-\t-\n3\tx\tB-OTHER\t-\t-\n", encoding="utf-8"
    )
    (sentence,) = names.read_uner(path, "en")
    assert sentence.names == [names.LOOSE, frozenset(["B-PER"]), names.LOOSE]


def test_spans() -> None:
    assert names.spans(["B-PER", "I-PER", "B-PER", "O", "I-LOC", "I-ORG"]) == {
        (0, 2, "PER"),
        (2, 3, "PER"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    }


def test_shared_collections_are_read() -> None:
    shared = Path(__file__).parents[3] / "shared"
    if not (shared / "treebanks").is_dir():
        pytest.skip("the shared collections are not here")
    groups, held = data.training_groups(shared)
    assert all(groups.values())
    assert len(held["de_gsd"]) == len(held["germeval"]) == treebanks.HELD_OUT
    assert len(held["en_ewt"]) > 2000
    trained = {" ".join(s.forms) for key in ("de", "en") for s in groups[key]}
    shared_words = [s for s in held["de_gsd"] if len(s.forms) > 8 and " ".join(s.forms) in trained]
    assert not shared_words
