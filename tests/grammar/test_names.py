"""BIO sequences and spans."""

from __future__ import annotations

from itertools import product

import numpy as np

from aktenlage.grammar.names import best_labels, caution, spans

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def allowed(numbers: tuple[int, ...]) -> bool:
    """No I without a B or I of its kind before it."""
    before = "O"
    for number in numbers:
        label = LABELS[number]
        if label.startswith("I-") and before[2:] != label[2:]:
            return False
        before = label
    return True


def test_equals_brute_force() -> None:
    rng = np.random.default_rng(0)
    for _ in range(40):
        scores = np.log(rng.dirichlet(np.ones(5), size=4)).astype(np.float32)
        weighed = scores + caution(LABELS)
        best = max(
            sum(weighed[i, n] for i, n in enumerate(numbers))
            for numbers in product(range(5), repeat=4)
            if allowed(numbers)
        )
        chosen = best_labels(scores, LABELS)
        assert allowed(tuple(chosen))
        assert np.isclose(sum(weighed[i, n] for i, n in enumerate(chosen)), best, atol=1e-5)


def test_spans() -> None:
    assert spans([1, 2, 0, 3, 3, 4], LABELS) == [(0, 2, "PER"), (3, 4, "LOC"), (4, 6, "LOC")]
    assert spans([0, 0], LABELS) == []
