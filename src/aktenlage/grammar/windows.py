"""Sentences too long for the encoder are cut into windows at clause boundaries; their trees are joined to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

# Best places to cut, best first; a window ends after the mark.
MARKS = (frozenset(";:"), frozenset([",", "–", "—", "-", "“", "”", "»", "«", '"']))


def cut(words: Sequence[str], sizes: Sequence[int], room: int) -> list[tuple[int, int]]:
    """Words with the number of pieces of each -> [(first word, last word + 1)], each at most `room` pieces.

    A window is at least half full before it may end at a mark. No size may exceed `room`.
    """
    windows: list[tuple[int, int]] = []
    start = 0
    while start < len(words):
        stop, used, half = start, 0, start
        while stop < len(words) and used + sizes[stop] <= room:
            used += sizes[stop]
            stop += 1
            if used <= room // 2:
                half = stop
        if stop < len(words):
            stop = clause_end(words, half, stop)
        windows.append((start, stop))
        start = stop
    return windows


def clause_end(words: Sequence[str], first: int, stop: int) -> int:
    """The last good place to cut in `first`..`stop`, or `stop` if there is none."""
    for marks in MARKS:
        for place in range(stop, first, -1):
            if words[place - 1] in marks:
                return place
    return stop


def join(trees: Sequence[NDArray[np.int64]]) -> tuple[NDArray[np.int64], list[int]]:
    """Heads [W_i] of each window -> heads of the whole sentence, and the words (from 0) that are now `parataxis`.

    The first window's root stays; the roots of the others hang on it.
    """
    heads: list[NDArray[np.int64]] = []
    loose: list[int] = []
    offset, root = 0, 0
    for tree in trees:
        shifted = np.where(tree > 0, tree + offset, 0)
        top = int(np.flatnonzero(tree == 0)[0])
        if offset == 0:
            root = top + 1
        else:
            shifted[top] = root
            loose.append(offset + top)
        heads.append(shifted)
        offset += len(tree)
    return np.concatenate(heads), loose
