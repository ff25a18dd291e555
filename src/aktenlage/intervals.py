"""How sure is a figure? The interval that holds 95 of 100 figures from other documents of the same kind.

Bootstrap over documents (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13, percentile interval):
documents are drawn anew with replacement, whole, since what stands in one document hangs together.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

SAMPLES = 2000
# Drawn the same way each time: the same files give the same interval.
SEED = 20230619
SHARE = 0.95

Counts = tuple[int, int, int]


def f1_interval(documents: Sequence[Counts]) -> tuple[float, float] | None:
    """The interval of F1 from (hits, wrong, missed) of each document, 0 to 1; None for fewer than two documents."""
    if len(documents) < 2:
        return None
    counts = np.asarray(documents, dtype=np.int64)
    draw = np.random.default_rng(SEED)
    found = []
    for _ in range(SAMPLES):
        hits, wrong, missed = counts[draw.integers(len(counts), size=len(counts))].sum(axis=0)
        found.append(2 * hits / max(1, 2 * hits + wrong + missed))
    rest = (1 - SHARE) / 2
    low, high = np.quantile(found, [rest, 1 - rest])
    return float(low), float(high)
