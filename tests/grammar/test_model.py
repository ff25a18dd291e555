"""The model's batching, windows and errors, on a stand-in for the network."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from aktenlage.grammar import model as model_module
from aktenlage.grammar.model import (
    BATCH,
    LONGEST_SENTENCE,
    STEP,
    Model,
    load,
    thread_count,
)
from aktenlage.grammar.tree import is_tree
from aktenlage.problems import GrammarUnavailable

from .fake import Network, fake_model

SENTENCES = [
    ["Er", "kam", "."],
    ["Die", "Präsidentin", "reist", "morgen", "nach", "Wien", "."],
    ["Ja"],
    ["The", "minister", "resigned", "."],
]


def same(one: object, other: object) -> bool:
    """Equal analyses."""
    parts = ("heads", "relations", "upos", "features", "names")
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in parts)


def test_order_and_independence_of_the_batch() -> None:
    many = [(words, "de") for words in SENTENCES * 7]
    together = fake_model().analyse(many)
    for (words, language), found in zip(many, together, strict=True):
        assert same(found, fake_model().analyse([(words, language)])[0])
        assert len(found.heads) == len(words) and is_tree(found.heads)


def test_threads_change_nothing() -> None:
    many = [(words, "de") for words in SENTENCES * 30]
    alone, at_once = fake_model().analyse(many), fake_model(threads=3).analyse(many)
    assert len(at_once) == len(many) and all(map(same, alone, at_once))


def test_errors_of_the_threads_reach_the_caller() -> None:
    grammar = fake_model(threads=2)
    grammar.session = Broken()
    with pytest.raises(RuntimeError, match="no memory"):
        grammar.analyse([(["Ja"], "de")])


class Broken:
    """A network that fails."""

    def run(self, output_names: list[str], feeds: object) -> list[np.ndarray]:
        """Never works."""
        raise RuntimeError("no memory")


def test_batches_hold_one_length_and_a_bounded_number_of_pieces() -> None:
    grammar = fake_model()
    grammar.analyse([(["wort"] * (1 + i % 40), "de") for i in range(300)])
    assert isinstance(grammar.session, Network)
    for rows, length in grammar.session.batches:
        assert length % STEP == 0
        assert rows * length <= BATCH or rows == 1


def test_pieces_drop_the_lone_space_sign() -> None:
    grammar = fake_model()
    assert len(grammar.pieces(".")) == 1
    assert len(grammar.pieces("x" * 500)) == 16
    assert grammar.pieces("") == [3]


def test_long_sentence_becomes_one_tree() -> None:
    words = [*(["Wörter", "sind", "viele", ","] * 250)[:999], "."]
    found = fake_model().analyse([(words, "de")])[0]
    assert len(found.heads) == 1000 and is_tree(found.heads)
    assert all(0 <= first < last <= 1000 for first, last, _ in found.names)
    assert len(found.upos) == len(found.features) == len(found.relations) == 1000
    assert all(len(part.ids) <= LONGEST_SENTENCE for part in fake_model().windows(words, "de"))


def test_missing_and_broken_files_name_file_and_remedy(tmp_path: Path) -> None:
    with pytest.raises(GrammarUnavailable, match=r"labels\.json is missing: install"):
        load(tmp_path)
    (tmp_path / "labels.json").write_text("{}")
    (tmp_path / "tokenizer.json").write_text("{}")
    (tmp_path / "grammar.onnx").write_bytes(b"nothing")
    with pytest.raises(GrammarUnavailable, match=r"labels\.json cannot be read .*install"):
        load(tmp_path)


def test_threads_follow_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AKTENLAGE_THREADS", "3")
    assert thread_count() == 3
    monkeypatch.setenv("AKTENLAGE_THREADS", "many")
    assert 1 <= thread_count() <= 4


def test_load_meanwhile_says_nothing_and_the_next_who_asks_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = threading.Event()

    def broken() -> Model:
        asked.set()
        raise GrammarUnavailable("grammar.onnx is missing")

    monkeypatch.setattr(model_module, "_loaded", broken)
    model_module.load_meanwhile()
    assert asked.wait(10)
    with pytest.raises(GrammarUnavailable, match="missing"):
        model_module.loaded_model()
