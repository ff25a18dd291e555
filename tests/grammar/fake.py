"""A small stand-in for the network: random but repeatable scores with the real contract."""

from __future__ import annotations

from typing import Any

import numpy as np

from aktenlage.grammar.model import Labels, Model

LABELS = Labels(
    upos=("NOUN", "VERB", "PUNCT"),
    relations=("root", "nsubj", "obj", "punct", "parataxis"),
    names=("O", "B-PER", "I-PER", "B-LOC", "I-LOC"),
    features=(("Case", ("", "Nom", "Acc")), ("Number", ("", "Sing", "Plur"))),
    treebanks={"de": 0, "en": 1},
)


class Encoding:
    """What a tokenizer gives back."""

    def __init__(self, ids: list[int]) -> None:
        self.ids = ids


class Letters:
    """Three letters a piece, the lone space sign first for punctuation."""

    def encode(self, sequence: str, *, add_special_tokens: bool = True) -> Encoding:
        """Piece numbers from 10 on; 4 is the space sign."""
        assert not add_special_tokens
        pieces = [10 + hash_of(sequence[i : i + 3]) for i in range(0, len(sequence), 3)]
        return Encoding([4, *pieces] if sequence and not sequence[0].isalnum() else pieces)

    def id_to_token(self, number: int) -> str:
        """The space sign or some letters."""
        return "▁" if number == 4 else f"▁x{number}"


def hash_of(letters: str) -> int:
    """A number below 1,000, the same in every run."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(letters)) % 1_000


class Network:
    """Scores depend on a sentence's own pieces and padded length only, as in the real network."""

    def __init__(self) -> None:
        self.batches: list[tuple[int, int]] = []

    def run(self, output_names: list[str], feeds: dict[str, np.ndarray]) -> list[Any]:
        """Random scores by the contract."""
        assert output_names == ["arcs", "relations", "upos", "features", "names"]
        ids, words = feeds["ids"], feeds["words"]
        assert (feeds["mask"] == (ids != 1)).all() and (words[:, 0] == 0).all()
        rows, wide = words.shape
        self.batches.append(ids.shape)
        count = wide - 1
        arcs = np.full((rows, count, wide), -1e9, dtype=np.float32)
        relations = np.ones((rows, count, wide), dtype=np.int64)
        relations[:, :, 0] = 0
        upos = np.zeros((rows, count), dtype=np.int64)
        features = np.zeros((rows, count, 2), dtype=np.int64)
        names = np.full((rows, count, 5), -9.0, dtype=np.float32)
        for row in range(rows):
            own = int((words[row] > 0).sum())
            rng = np.random.default_rng([*ids[row].tolist(), ids.shape[1]])
            arcs[row, :own, : own + 1] = rng.normal(size=(own, own + 1))
            arcs[row, range(own), range(1, own + 1)] = -1e9
            relations[row, :own, 1 : own + 1] = rng.integers(1, 5, size=(own, own))
            upos[row, :own] = rng.integers(0, 3, size=own)
            features[row, :own] = rng.integers(0, 3, size=(own, 2))
            names[row, :own] = np.log(rng.dirichlet(np.ones(5), size=own))
        return [arcs, relations, upos, features, names]


def fake_model(threads: int = 1) -> Model:
    """A Model over the stand-ins."""
    return Model(Network(), Letters(), LABELS, threads)
