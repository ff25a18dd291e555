"""Cutting and joining sentences that are too long."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from aktenlage.grammar.tree import is_tree
from aktenlage.grammar.windows import cut, join


def test_short_sentence_is_one_window() -> None:
    assert cut(["Er", "kam", "."], [1, 1, 1], 10) == [(0, 3)]


def test_cuts_at_the_last_clause_boundary() -> None:
    words = ["a"] * 6 + [","] + ["b"] * 6
    assert cut(words, [1] * 13, 10) == [(0, 7), (7, 13)]


def test_semicolon_before_comma() -> None:
    words = ["a"] * 6 + [";", "a", ",", "a"] + ["b"] * 6
    assert cut(words, [1] * 16, 10)[0] == (0, 7)


def test_no_boundary_and_full_coverage() -> None:
    windows = cut(["w"] * 1000, [3] * 1000, 100)
    assert windows[0][0] == 0 and windows[-1][1] == 1000
    assert all(before[1] == after[0] for before, after in pairwise(windows))
    assert all(3 * (stop - start) <= 100 for start, stop in windows)


def test_join_has_one_root() -> None:
    heads, loose = join([np.array([2, 0, 2]), np.array([0, 1]), np.array([2, 0])])
    assert is_tree(heads)
    assert heads.tolist() == [2, 0, 2, 2, 4, 7, 2]
    assert loose == [3, 6]
