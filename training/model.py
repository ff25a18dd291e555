"""The grammar model: encoder, three layer mixes, and the heads for tree, parts of speech, features and names."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.encoder import Encoder, MaskPool

ARC_SIZE = 256
RELATION_SIZE = 128
NOWHERE = -1e9


@dataclass
class Labels:
    """The label inventories, in the order of the model's outputs."""

    upos: list[str]
    relations: list[str]
    features: dict[str, list[str]]  # "" (not there) first
    names: list[str]
    treebanks: dict[str, int]

    def as_json(self) -> dict[str, Any]:
        """For `labels.json`."""
        return asdict(self)


class Mix(nn.Module):
    """A learnt weighted mean of all layers' outputs."""

    def __init__(self, layers: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(layers + 1))
        self.gain = nn.Parameter(torch.ones(()))

    def forward(self, outputs: Tensor) -> Tensor:
        """outputs [L+1,B,N,H] -> [B,N,H]."""
        weights = torch.softmax(self.weights, 0) * self.gain
        return (weights @ outputs.flatten(1)).view(outputs.shape[1:])


class Model(nn.Module):
    """Everything; words are represented by their first piece, the root by `<s>`."""

    def __init__(self, encoder: Encoder, labels: Labels, dropout: float = 0.25) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = labels
        hidden, layers = encoder.sizes.hidden, encoder.sizes.layers
        self.mix_tree, self.mix_tags, self.mix_names = Mix(layers), Mix(layers), Mix(layers)
        # One product gives head and dependent views for arcs and for relations.
        self.views = nn.Linear(hidden, 2 * (ARC_SIZE + RELATION_SIZE))
        self.arc = nn.Parameter(torch.randn(ARC_SIZE + 1, ARC_SIZE) * 0.02)
        count = len(labels.relations)
        self.relation = nn.Parameter(torch.randn(RELATION_SIZE + 1, count * (RELATION_SIZE + 1)) * 0.02)
        sizes = [len(labels.upos), *(len(values) for values in labels.features.values())]
        self.tags = nn.Linear(hidden, sum(sizes))
        self.tag_sizes = sizes
        self.names = nn.Linear(hidden, len(labels.names))
        self.drop = MaskPool(dropout)

    def forward(
        self, ids: Tensor, mask: Tensor, words: Tensor, treebank: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """ids, mask [B,T], words [B,W+1], treebank [B].

        -> arcs [B,W,W+1], relation views of the dependents [B,W,D+1] and of the heads [B,W+1,D+1],
        tag scores [B,W,sum of sizes], name scores [B,W,L].
        """
        return self.scores(self.mixed(self.encoder(ids, mask, treebank), words), words)

    def mixed(self, outputs: list[Tensor], words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Outputs of the encoder, each [B,T,H], and words [B,W+1] -> the mixes for tree, tags, names [B,W+1,H]."""
        rows = torch.arange(words.shape[0])[:, None]
        every = torch.stack([output[rows, words] for output in outputs])  # [L+1,B,W+1,H]
        return self.mix_tree(every), self.mix_tags(every), self.mix_names(every)

    def scores(
        self, mixed: tuple[Tensor, Tensor, Tensor], words: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        """The mixes of `mixed` -> the same as `forward`."""
        drop = self.drop if self.training else (lambda x: x)
        views = drop(functional.gelu(self.views(drop(mixed[0]))))
        arc_head, arc_word, relation_head, relation_word = views.split(
            [ARC_SIZE, ARC_SIZE, RELATION_SIZE, RELATION_SIZE], dim=-1
        )
        arcs = (with_one(arc_word[:, 1:]) @ self.arc) @ arc_head.transpose(1, 2)
        arcs = arcs.masked_fill(forbidden(words), NOWHERE)
        tags = self.tags(drop(mixed[1][:, 1:]))
        names = self.names(drop(mixed[2][:, 1:]))
        return arcs, with_one(relation_word[:, 1:]), with_one(relation_head), tags, names

    def relation_scores(self, word: Tensor, head: Tensor) -> Tensor:
        """Views of words and of their heads [N,D+1] each -> scores [N,R]."""
        count = len(self.labels.relations)
        left = (word @ self.relation).view(word.shape[0], count, RELATION_SIZE + 1)
        return (left @ head[:, :, None])[:, :, 0]

    def all_relations(self, word: Tensor, head: Tensor) -> Tensor:
        """Views [B,W,D+1] and [B,W+1,D+1] -> best relation for every pair, int64 [B,W,W+1].

        `root` (number 0) is given for column 0 and never elsewhere.
        """
        batch, length, size = word.shape
        count = len(self.labels.relations)
        left = (word @ self.relation).view(batch, length * count, size)
        scores = (left @ head[:, 1:].transpose(1, 2)).view(batch, length, count, length)
        best = scores[:, :, 1:].argmax(2) + 1
        return torch.cat([torch.zeros_like(best[:, :, :1]), best], dim=2)


def with_one(x: Tensor) -> Tensor:
    """[..., D] -> [..., D+1] with a last column of ones, which turns biases into weights."""
    return torch.cat([x, torch.ones_like(x[..., :1])], dim=-1)


def forbidden(words: Tensor) -> Tensor:
    """words [B,W+1] -> bool [B,W,W+1]: head columns that are padding or the word itself."""
    length = words.shape[1]
    places = torch.arange(length)
    padding = (words == 0) & (places > 0)
    return padding[:, None, :] | (places[1:, None] == places[None, :])
