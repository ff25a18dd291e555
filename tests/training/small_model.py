"""A small random model and a batch for it."""

from __future__ import annotations

import numpy as np
import torch

from training.encoder import Encoder, Sizes
from training.model import Labels, Model
from training.names import TAGS
from training.train import Batch
from training.treebanks import FEATURES, RELATIONS, TREEBANKS, UPOS


def small_model() -> Model:
    """Two layers, random but the same in every run."""
    torch.manual_seed(5)
    labels = Labels(UPOS, RELATIONS, {name: ["", "a", "b"] for name in FEATURES}, TAGS, TREEBANKS)
    made = Model(Encoder(Sizes(96, 2, 12, 192, 300, 40, 1e-12), len(TREEBANKS)), labels).eval()
    with torch.no_grad():
        for weight in made.parameters():
            weight.add_(torch.randn_like(weight) * 0.08)
    return made


FEED = {
    "ids": np.array([[0, 5, 6, 7, 8, 2], [0, 9, 10, 2, 1, 1]], np.int64),
    "mask": np.array([[1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 0, 0]], np.int64),
    "words": np.array([[0, 1, 3, 4], [0, 1, 2, 0]], np.int64),
    "treebank": np.array([TREEBANKS["de"], TREEBANKS["en"]], np.int64),
}


def tensors(feed: dict[str, np.ndarray]) -> Batch:
    """A batch without targets."""
    none = torch.zeros(0, dtype=torch.int64)
    inputs = (torch.from_numpy(feed[name]) for name in ("ids", "mask", "words", "treebank"))
    targets = (none, none, none, none.float(), none.view(0, 1 + len(FEATURES)), none, none.view(0, len(TAGS)))
    return Batch(*inputs, *targets, int((feed["words"] > 0).sum()))
