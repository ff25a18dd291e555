"""The best dependency tree: maximum spanning arborescence with exactly one root.

Chu & Liu (1965) and Edmonds (1967), contracting one cycle at a time. That only one word hangs on the root comes from
lowering every root score by more than any tree can gain elsewhere: the best tree then uses the root once.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

IMPOSSIBLE = -1e8  # the model gives less where no arc may be

Scores = NDArray[np.floating]
Heads = NDArray[np.int64]


def best_tree(scores: Scores) -> Heads:
    """scores [W,W+1]: how well word w+1 hangs on head h (column 0 is the root) -> heads [W] of 0..W.

    Exactly one head is 0 and there is no cycle. Among equal trees the same one is always given.
    """
    count = len(scores)
    clean = np.array(scores, dtype=np.float64)
    clean[np.arange(count), np.arange(1, count + 1)] = -np.inf
    clean[clean < IMPOSSIBLE] = -np.inf
    heads: Heads = clean.argmax(axis=1)
    if is_tree(heads):
        return heads
    finite = clean[np.isfinite(clean)]
    square = np.full((count + 1, count + 1), -np.inf)
    square[1:] = clean
    square[1:, 0] -= (finite.max() - finite.min() + 1.0) * (count + 1)
    return arborescence(square)[1:]


def is_tree(heads: Heads) -> bool:
    """Does every word reach the root, and only one word hang on it? heads [W] of 0..W."""
    heads_list = heads.tolist()
    if heads_list.count(0) != 1:
        return False
    reaches = [True] + [False] * len(heads_list)
    for start in range(1, len(heads_list) + 1):
        path = []
        node = start
        while not reaches[node]:
            path.append(node)
            node = heads_list[node - 1]
            if len(path) > len(heads_list):
                return False
        for passed in path:
            reaches[passed] = True
    return True


def find_cycle(heads: Heads, active: NDArray[np.bool_]) -> list[int]:
    """Nodes of one cycle among the active nodes, or nothing. heads [N], node 0 is the root."""
    colour = [0] * len(heads)
    heads_list = heads.tolist()
    for start in np.flatnonzero(active).tolist():
        node = start
        while node != 0 and colour[node] == 0:
            colour[node] = start
            node = heads_list[node]
        if node != 0 and colour[node] == start:
            cycle = [node]
            while heads_list[cycle[-1]] != node:
                cycle.append(heads_list[cycle[-1]])
            return cycle
    return []


def arborescence(scores: NDArray[np.float64]) -> Heads:
    """scores [N,N] of dependent and head, node 0 the root -> heads [N] of the best arborescence (heads[0] is 0)."""
    scores = scores.copy()
    count = len(scores)
    np.fill_diagonal(scores, -np.inf)
    scores[0] = -np.inf
    active = np.ones(count, dtype=np.bool_)
    active[0] = False
    contracted: list[tuple[list[int], list[int], Heads, Heads]] = []
    heads: Heads
    while True:
        heads = scores.argmax(axis=1)
        heads[0] = 0
        cycle = find_cycle(heads, active)
        if not cycle:
            break
        nodes = np.array(cycle)
        inner = heads[nodes]
        # Entering the cycle at a node costs that node's own head inside it.
        gains = scores[nodes] - scores[nodes, inner][:, None]
        entry = nodes[gains.argmax(axis=0)]
        leave = nodes[scores[:, nodes].argmax(axis=1)]
        contracted.append((cycle, inner.tolist(), entry, leave))
        keep = cycle[0]
        scores[keep] = gains.max(axis=0)
        scores[:, keep] = scores[:, nodes].max(axis=1)
        scores[keep, nodes] = -np.inf
        gone = nodes[1:]
        active[gone] = False
        scores[:, gone] = -np.inf
        scores[gone] = -np.inf
    for cycle, inner_heads, entry, leave in reversed(contracted):
        keep = cycle[0]
        outside = int(heads[keep])
        hanging = np.flatnonzero(heads == keep)
        heads[hanging] = leave[hanging]
        heads[cycle] = inner_heads
        heads[entry[outside]] = outside
    return heads
