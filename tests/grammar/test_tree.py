"""The best tree is really the best one."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from aktenlage.grammar.tree import arborescence, best_tree, is_tree


def brute_force(scores: np.ndarray) -> float:
    """Score of the best single-root tree, by trying every one."""
    count = len(scores)
    best = -np.inf
    for heads in product(range(count + 1), repeat=count):
        if all(head != i + 1 for i, head in enumerate(heads)) and is_tree(np.array(heads)):
            best = max(best, sum(scores[i, head] for i, head in enumerate(heads)))
    return best


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5])
def test_equals_brute_force(count: int) -> None:
    rng = np.random.default_rng(count)
    for _ in range(25 if count == 5 else 60):
        scores = rng.normal(size=(count, count + 1)).astype(np.float32)
        heads = best_tree(scores)
        assert is_tree(heads)
        assert np.isclose(scores[np.arange(count), heads].sum(), brute_force(scores), atol=1e-4)


def test_many_roots_wanted_gives_one() -> None:
    scores = np.zeros((4, 5))
    scores[:, 0] = 100.0
    heads = best_tree(scores)
    assert (heads == 0).sum() == 1 and is_tree(heads)


def test_masked_scores_of_the_model() -> None:
    """The model gives -1e9 for the word itself."""
    rng = np.random.default_rng(1)
    scores = rng.normal(size=(40, 41)).astype(np.float32)
    scores[np.arange(40), np.arange(1, 41)] = -1e9
    assert is_tree(best_tree(scores))


def test_long_and_adversarial() -> None:
    """Every word loves its neighbour: many nested cycles."""
    count = 300
    scores = np.random.default_rng(2).normal(size=(count, count + 1))
    for i in range(count):
        scores[i, (i ^ 1) % count + 1] += 50
    heads = best_tree(scores)
    assert is_tree(heads)


def test_nested_cycles_keep_the_root_at_zero() -> None:
    square = np.full((4, 4), -1.0)
    square[1, 2] = square[2, 1] = square[3, 1] = 5.0
    assert arborescence(square)[0] == 0
