"""Measures the SHIPPED model (`grammar.onnx`) on the held-out sets: `python -m training.evaluate --shared ../shared`.

Gold words, gold sentences. Trees: the maximum spanning tree with one root; words of UPOS PUNCT are not counted;
relations are compared on the reduced inventory. Names: exact spans of PER, LOC, ORG.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from aktenlage.grammar.names import best_labels
from aktenlage.grammar.tree import best_tree
from training.data import Pieces, training_groups
from training.names import spans
from training.treebanks import FEATURES, Sentence

WEIGHTS = Path(__file__).parent.parent / "src" / "aktenlage" / "grammar" / "weights"
COUNTED_NAMES = ("PER", "LOC", "ORG")
BATCH_PIECES = 1200


@dataclass
class Analysis:
    """What the model says about one sentence."""

    heads: list[int]
    relations: list[str]
    upos: list[str]
    features: list[dict[str, str]]
    names: list[str]


class Runner:
    """The ONNX model by its contract alone."""

    def __init__(self, folder: Path = WEIGHTS, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(
            str(folder / "grammar.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.labels: dict[str, Any] = json.loads((folder / "labels.json").read_text(encoding="utf-8"))
        self.pieces = Pieces(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def feed(self, sentences: list[Sentence]) -> dict[str, np.ndarray]:
        """The model's inputs for a batch."""
        examples = [self.pieces.example(sentence) for sentence in sentences]
        high, wide = max(len(e.pieces) for e in examples), max(len(e.places) for e in examples)
        ids = np.ones((len(examples), high), np.int64)
        words = np.zeros((len(examples), wide), np.int64)
        for row, example in enumerate(examples):
            ids[row, : len(example.pieces)] = example.pieces
            words[row, : len(example.places)] = example.places
        banks = np.array([self.labels["treebanks"][s.treebank] for s in sentences], np.int64)
        return {"ids": ids, "mask": (ids != 1).astype(np.int64), "words": words, "treebank": banks}

    def scores(self, sentences: list[Sentence]) -> dict[str, np.ndarray]:
        """The model's outputs for a batch."""
        names = [output.name for output in self.session.get_outputs()]
        return dict(zip(names, self.session.run(None, self.feed(sentences)), strict=True))

    def batches(self, sentences: list[Sentence]) -> Iterator[list[int]]:
        """Numbers of the sentences of each batch, by length."""
        lengths = [sum(len(self.pieces.word(form)) for form in s.forms) + 2 for s in sentences]
        batch: list[int] = []
        for number in sorted(range(len(sentences)), key=lambda i: lengths[i]):
            if batch and (len(batch) + 1) * lengths[number] > BATCH_PIECES:
                yield batch
                batch = []
            batch.append(number)
        if batch:
            yield batch

    def analyse(self, sentences: list[Sentence]) -> list[Analysis]:
        """Analyses in the order of the sentences."""
        found: dict[int, Analysis] = {}
        for batch in self.batches(sentences):
            out = self.scores([sentences[number] for number in batch])
            for row, number in enumerate(batch):
                found[number] = self.read(out, row, len(sentences[number].forms))
        return [found[number] for number in range(len(sentences))]

    def read(self, out: dict[str, np.ndarray], row: int, length: int) -> Analysis:
        """One sentence of `length` words out of a batch."""
        heads = best_tree(out["arcs"][row, :length, : length + 1]).tolist()
        labels = self.labels
        features = [
            {name: labels["features"][name][v] for name, v in zip(FEATURES, numbers, strict=True) if v}
            for numbers in out["features"][row, :length]
        ]
        return Analysis(
            heads,
            [labels["relations"][out["relations"][row, i, head]] for i, head in enumerate(heads)],
            [labels["upos"][number] for number in out["upos"][row, :length]],
            features,
            [
                labels["names"][number]
                for number in best_labels(out["names"][row, :length], tuple(labels["names"]))
            ],
        )


def tree_figures(gold: list[Sentence], guess: list[Analysis]) -> dict[str, float]:
    """UAS, LAS, UPOS, share of right features (of each feature present in gold or guess; all but PUNCT)."""
    words = heads = both = upos = features = right = 0
    for sentence, analysis in zip(gold, guess, strict=True):
        for i, tag in enumerate(sentence.upos):
            if tag == "PUNCT":
                continue
            words += 1
            attached = sentence.heads[i] == analysis.heads[i]
            heads += attached
            both += attached and sentence.relations[i] == analysis.relations[i]
            upos += tag == analysis.upos[i]
            wanted, given = sentence.features[i], analysis.features[i]
            features += len(wanted.keys() | given.keys())
            right += sum(wanted[name] == given.get(name) for name in wanted)
    return {
        "UAS": heads / words,
        "LAS": both / words,
        "UPOS": upos / words,
        "features": right / max(features, 1),
        "words": words,
    }


def name_figures(gold: list[Sentence], guess: list[Analysis]) -> dict[str, float]:
    """Precision, recall and F1 of exact spans, over PER LOC ORG and for each kind."""
    counts = {kind: [0, 0, 0] for kind in COUNTED_NAMES}  # hits, given, wanted
    for sentence, analysis in zip(gold, guess, strict=True):
        tags = [next(iter(allowed)) if len(allowed) == 1 else "O" for allowed in sentence.names]
        wanted, given = spans(tags), spans(analysis.names)
        for kind, count in counts.items():
            ours = {span for span in given if span[2] == kind}
            theirs = {span for span in wanted if span[2] == kind}
            for place, number in enumerate((len(ours & theirs), len(ours), len(theirs))):
                count[place] += number
    hits, given_all, wanted_all = (sum(count[place] for count in counts.values()) for place in range(3))
    figures = {
        "P": hits / max(given_all, 1),
        "R": hits / max(wanted_all, 1),
        "F1": 2 * hits / max(given_all + wanted_all, 1),
    }
    for kind, (hit, given_kind, wanted_kind) in counts.items():
        figures[f"F1 {kind}"] = 2 * hit / max(given_kind + wanted_kind, 1)
    return figures


def evaluate(shared: Path, folder: Path = WEIGHTS) -> dict[str, dict[str, float]]:
    """Held-out set -> its figures."""
    runner = Runner(folder)
    _, held = training_groups(shared)
    found = {}
    for name in ("de_gsd", "en_ewt"):
        found[f"{name} tree"] = tree_figures(held[name], runner.analyse(held[name]))
    for name in ("germeval", "uner_en"):
        found[f"{name} names"] = name_figures(held[name], runner.analyse(held[name]))
    return found


def show(figures: dict[str, dict[str, float]]) -> str:
    """A line for each held-out set."""
    lines = []
    for name, values in figures.items():
        cells = [
            f"{key} {value:.4f}" if value <= 1 else f"{key} {value:.0f}" for key, value in values.items()
        ]
        lines.append(f"{name:16} " + "  ".join(cells))
    return "\n".join(lines)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    print(show(evaluate(options.shared, options.weights)))


if __name__ == "__main__":
    main()
