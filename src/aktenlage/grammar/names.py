"""Names from the model's BIO scores: the best sequence that BIO allows (Viterbi), then its spans."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

FORBIDDEN = -1e9


@cache
def forbidden_steps(labels: tuple[str, ...]) -> NDArray[np.float64]:
    """[L+1,L]: 0 where label l may follow label k, FORBIDDEN where not; the last row is the sentence's start."""
    steps = np.zeros((len(labels) + 1, len(labels)))
    for column, label in enumerate(labels):
        if label.startswith("I-"):
            allowed = [row for row, before in enumerate(labels) if before[2:] == label[2:]]
            steps[:, column] = FORBIDDEN
            steps[allowed, column] = 0.0
    return steps


# Added to the score of "no name": precision before recall. Chosen on the held-out GermEval sentences: F1 0.831 with
# 0.5 against 0.825 with 1.0.
CAUTION = 0.5


@cache
def caution(labels: tuple[str, ...]) -> NDArray[np.float64]:
    """[L]: CAUTION for `O`, 0 for the names."""
    return np.array([CAUTION if label == "O" else 0.0 for label in labels])


def best_labels(scores: NDArray[np.floating], labels: tuple[str, ...]) -> list[int]:
    """Log-probabilities [W,L] -> the best allowed label numbers [W]."""
    scores = scores + caution(labels)
    steps = forbidden_steps(labels)
    greedy = scores.argmax(axis=1)
    before = np.concatenate([[len(labels)], greedy[:-1]])
    if not steps[before, greedy].any():
        return [int(label) for label in greedy]
    best = scores[0] + steps[-1]
    back = []
    for row in scores[1:]:
        paths = best[:, None] + steps[:-1]
        back.append(paths.argmax(axis=0))
        best = paths.max(axis=0) + row
    chosen = [int(best.argmax())]
    for pointers in reversed(back):
        chosen.append(int(pointers[chosen[-1]]))
    return chosen[::-1]


def spans(numbers: list[int], labels: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Allowed BIO label numbers -> [(first word, last word + 1, kind)], in order."""
    found: list[tuple[int, int, str]] = []
    for place, number in enumerate(numbers):
        label = labels[number]
        if label.startswith("B-"):
            found.append((place, place + 1, label[2:]))
        elif label.startswith("I-"):
            start, _, kind = found[-1]
            found[-1] = (start, place + 1, kind)
    return found
