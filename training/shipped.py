"""The shipped graph back as a torch model, to train on from it: its int8 weights as floats.

What differs from the model that was exported is the rounding of the weights to seven bits; the ranges that even out
columns cancel between neighbouring products and are multiplied back in where they do not.
"""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from aktenlage.grammar.model import WEIGHTS
from training.encoder import Encoder, Sizes
from training.model import RELATION_SIZE, Labels, Model

HEADS, EPSILON = 12, 1e-12
JUDGE = "judge"  # begins the names of the nodes of a judge beside the grammar


class Reading:
    """Nodes of the graph in order and the arrays behind their inputs."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self.nodes = [node for node in graph.node if not node.name.startswith(JUDGE)]
        self.arrays = {value.name: numpy_helper.to_array(value) for value in graph.initializer}
        self.maker = {out: node for node in self.nodes for out in node.output}

    def array(self, name: str) -> np.ndarray:
        """A weight, through the Cast that widens 16 bits."""
        if name in self.arrays:
            return self.arrays[name]
        node = self.maker[name]
        if node.op_type != "Cast":
            raise ValueError(f"{name} is computed, not stored")
        return self.array(node.input[0]).astype(np.float32)

    def stored(self, name: str) -> bool:
        """Whether the value is a weight."""
        if name in self.arrays:
            return True
        node = self.maker.get(name)
        return node is not None and node.op_type == "Cast" and self.stored(node.input[0])

    def product(self, node: onnx.NodeProto) -> tuple[np.ndarray, np.ndarray | None]:
        """MatMulIntegerToFloat -> (weight [K,M] as the input without its evening wants it, bias)."""
        weight = self.array(node.input[1]).astype(np.float32) * self.array(node.input[3])
        quantise = self.maker[node.input[0]]
        before = self.maker.get(quantise.input[0])
        if before is not None and before.op_type == "Mul" and self.stored(before.input[1]):
            factor = self.array(before.input[1])
            if factor.ndim == 1 and len(factor) == len(weight):
                weight = weight * factor[:, None]
        bias = self.array(node.input[6]) if len(node.input) > 6 else None
        return weight, bias


def revive(folder: Path = WEIGHTS) -> Model:
    """The model whose graph lies in `folder`."""
    found = Reading(onnx.load(folder / "grammar.onnx").graph)
    inventories = json.loads((folder / "labels.json").read_text("utf-8"))
    labels = Labels(**{field.name: inventories[field.name] for field in fields(Labels)})
    products = [found.product(node) for node in found.nodes if node.op_type == "MatMulIntegerToFloat"]
    norms = [
        (found.array(node.input[1]), found.array(node.input[2]))
        for node in found.nodes
        if node.op_type == "LayerNormalization"
    ]
    layers = (len(norms) - 1) // 2
    outers = [
        found.array(next(i for i in node.input if found.stored(i)))
        for node in found.nodes
        if node.op_type == "Add" and any(found.stored(i) for i in node.input) and _after_outer(found, node)
    ]
    state: dict[str, np.ndarray] = {}
    state["encoder.pieces.weight"], positions = _tables(found)
    state["encoder.positions"] = positions
    bank = next(node for node in found.nodes if node.op_type == "Gather" and node.input[1] == "treebank")
    state["encoder.treebanks"] = found.array(bank.input[0])
    state["encoder.norm.weight"], state["encoder.norm.bias"] = norms[0]
    for number in range(layers):
        q, k, v, attended, inner, outer = products[number * 6 : number * 6 + 6]
        at = f"encoder.layers.{number}."
        state[at + "qkv.weight"] = np.concatenate([q[0], k[0], v[0]], axis=1).T
        state[at + "qkv.bias"] = np.concatenate([q[1], k[1], v[1]])
        for name, (weight, bias) in (("attended", attended), ("inner", inner), ("outer", outer)):
            state[at + name + ".weight"] = weight.T
            state[at + name + ".bias"] = bias if bias is not None else outers[number]
        for name, (weight, bias) in zip(
            ("norm1", "norm2"), norms[1 + 2 * number : 3 + 2 * number], strict=True
        ):
            state[at + name + ".weight"], state[at + name + ".bias"] = weight, bias
    _heads(found, products[layers * 6 :], state, labels)
    hidden = state["encoder.positions"].shape[1]
    sizes = Sizes(
        hidden, layers, HEADS, len(state["encoder.layers.0.inner.bias"]), len(state["encoder.pieces.weight"]),
        len(positions), EPSILON,
    )  # fmt: skip
    model = Model(Encoder(sizes, len(labels.treebanks), 0.05), labels, 0.1)
    mixes = next(
        found.array(node.input[0]) for node in found.nodes
        if node.op_type == "MatMul" and found.stored(node.input[0])
    )  # fmt: skip
    for name, row in zip(("tree", "tags", "names"), mixes[:3], strict=True):
        state[f"mix_{name}.weights"] = np.log(np.maximum(row / row.sum(), 1e-9))
        state[f"mix_{name}.gain"] = np.asarray(row.sum())
    model.load_state_dict(
        {name: torch.tensor(np.asarray(value, np.float32)) for name, value in state.items()}
    )
    return model.eval()


def _after_outer(found: Reading, node: onnx.NodeProto) -> bool:
    """The sum with the bias of the second feed-forward product: the one that is scaled row by row."""
    other = next((i for i in node.input if not found.stored(i)), None)
    made = found.maker.get(other or "")
    return made is not None and made.op_type == "Mul" and any(
        found.maker.get(i) is not None and found.maker[i].op_type == "MatMulIntegerToFloat" for i in made.input
    )  # fmt: skip


def _tables(found: Reading) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the pieces and of the positions."""
    tables = [
        (name, value) for name, value in found.arrays.items() if value.dtype == np.int8 and value.ndim == 2
    ]
    pieces = next(node for node in found.nodes if node.op_type == "Gather" and node.input[1] == "ids")
    scale = [node for node in found.nodes if node.op_type == "Gather" and node.input[1] == "ids"][1]
    rows = found.array(pieces.input[0]).astype(np.float32) * found.array(scale.input[0]).astype(np.float32)
    for node in found.nodes:
        if node.op_type == "Mul" and found.stored(node.input[1]):
            cast = found.maker.get(node.input[0])
            if cast is not None and cast.op_type == "Cast" and cast.input[0] in found.arrays:
                places = found.array(cast.input[0]).astype(np.float32) * found.array(node.input[1])
                if places.shape[1] == rows.shape[1] and len(places) <= 1024:
                    return rows, places
    raise ValueError(f"no positions among {len(tables)} tables")


def _heads(
    found: Reading,
    products: list[tuple[np.ndarray, np.ndarray | None]],
    state: dict[str, np.ndarray],
    labels: Labels,
) -> None:
    """Views, arcs, relations, tags, names."""
    (views, views_bias), (main, main_bias) = products
    state["views.weight"], state["views.bias"] = views.T, views_bias
    plain = [node for node in found.nodes if node.op_type == "MatMul" and found.stored(node.input[1])]
    sums = {i: node for node in found.nodes if node.op_type == "Add" for i in node.input}

    def bias_of(node: onnx.NodeProto) -> np.ndarray:
        return found.array(next(i for i in sums[node.output[0]].input if found.stored(i)))

    arc, relation, tags, names = plain[:4]
    state["arc"] = np.concatenate([found.array(arc.input[1]), bias_of(arc)[None]])
    count = len(labels.relations)
    weight = np.zeros((RELATION_SIZE + 1, count, RELATION_SIZE + 1), np.float32)
    weight[:-1, 1:, :-1] = main.reshape(RELATION_SIZE, count - 1, RELATION_SIZE)
    weight[-1, 1:, :-1] = main_bias.reshape(count - 1, RELATION_SIZE)
    weight[:-1, 1:, -1] = found.array(relation.input[1])
    weight[-1, 1:, -1] = bias_of(relation)
    state["relation"] = weight.reshape(RELATION_SIZE + 1, -1)
    for name, node in (("tags", tags), ("names", names)):
        state[name + ".weight"], state[name + ".bias"] = found.array(node.input[1]).T, bias_of(node)
