"""Writes the trained model as one ONNX file with int8 weights, plus `labels.json` and `tokenizer.json`.

`python -m training.export --shared ../shared --checkpoint DIR/final.pt --vocabulary DIR --out ../src/aktenlage/grammar/weights`
`python -m training.export --shared ../shared --judge WORK/judge.pt` puts the judge beside the grammar that lies there already, not a weight of which changes.

The graph is built by hand, not traced, so that every matrix product can be the one kind we want:

    columns / their ranges -> uint8 (zero point 128);  MatMulIntegerToFloat with int8 weights and bias

- Ranges are FIXED: the largest values that training sentences give each column (`calibrate`), evened out between
  columns and weights as SmoothQuant does (Xiao et al. 2023). A result never depends on what else is in the batch,
  which ONNX Runtime's own dynamic quantisation (one scale a tensor) cannot promise. The inputs of the second
  feed-forward product have rare neurons ten times larger than all others and get one scale a ROW instead:
  scale = max|row| / 127, and the product times that scale.
- Weights go to +-63, not +-127: on CPUs without VNNI the product of two pairs is summed in 16 bits and saturates with
  8-bit weights; with 7 bits it cannot, so every CPU gives the same numbers.
- Pieces are embedded by int8 rows with one scale a row. Softmax, layer norms and the arc scorer stay float; what is left of the weights is stored in 16 bits.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer
from torch.nn import functional

from aktenlage.grammar.model import JUDGED, WEIGHTS
from training.data import Pieces, training_groups
from training.distil import news, student_of
from training.encoder import Sizes
from training.event_corpus import STATUSES
from training.judge import KINDS, PARTS, Judge, States
from training.judge_student import Beside, load_beside
from training.model import ARC_SIZE, NOWHERE, RELATION_SIZE, Labels, Model
from training.shipped import JUDGE
from training.train import Batch, collate, load_model

MICROSOFT = "com.microsoft"
LARGEST_WEIGHT = 63
LEAN = 0.0  # added to the score of "no name": where precision and recall of names are about even
OPSET = 21
EVENNESS = (
    0.75  # how much of the difference between columns goes to the weights: 0.5 and 1 give larger errors
)
CALIBRATION_GROUPS = ("de", "en", "germeval", "news-de", "news-en")
CALIBRATION_SENTENCES = 60  # of each group
CALIBRATION_SEED = 5
MARGIN = 1.1  # how far beyond the largest value seen a range goes


class Graph:
    """Collects nodes and weights; `node` gives back the name of its (first) output."""

    def __init__(self, ranges: dict[str, np.ndarray] | None) -> None:
        self.ranges = ranges or {}
        self.quantised = ranges is not None
        self.nodes: list[Any] = []
        self.weights: dict[str, np.ndarray] = {}
        self.named = ""

    def constant(self, value: Any, kind: Any = None, name: str = "") -> str:
        """A weight or constant; equal scalars are not shared (they cost nothing)."""
        array = np.asarray(value, dtype=kind)
        name = name or next(new for i in count(len(self.weights)) if (new := f"c{i}") not in self.weights)
        self.weights[name] = array
        return name

    def whole(self, *values: int) -> str:
        """A constant vector of int64."""
        return self.constant(list(values), np.int64)

    def node(self, kind: str, *inputs: str, domain: str = "", out: str = "", **attributes: Any) -> str:
        """One operator with one output."""
        out = out or f"n{len(self.nodes)}"
        made = helper.make_node(
            kind,
            list(inputs),
            [out],
            domain=domain,
            name=self.named and f"{self.named} {len(self.nodes)}",
            **attributes,
        )
        self.nodes.append(made)
        return out

    def half(self, value: np.ndarray) -> str:
        """A float weight that is stored in 16 bits (the runtime widens it once, when it loads)."""
        if not self.quantised:
            return self.constant(value.astype(np.float32))
        return self.node("Cast", self.constant(value.astype(np.float16)), to=TensorProto.FLOAT)

    def table(self, value: np.ndarray) -> tuple[str, str]:
        """Rows of weights -> (int8 rows, scale of each row); float graphs give (rows, "")."""
        if not self.quantised:
            return self.constant(value), ""
        scale = (np.maximum(np.abs(value).max(1, keepdims=True), 1e-6) / 127).astype(np.float16)
        whole = np.clip(np.rint(value / scale.astype(np.float32)), -127, 127).astype(np.int8)
        return self.constant(whole), self.half(scale)

    def rows(self, x: str) -> tuple[str, str]:
        """x [N,K] float -> (uint8 [N,K] around 128, scale [N,1]); float graphs give (x, "")."""
        if not self.quantised:
            return x, ""
        # Two reductions that only read are quicker than Abs, which writes, and one reduction.
        high = self.node("ReduceMax", x, self.whole(1), keepdims=0)
        low = self.node("Neg", self.node("ReduceMin", x, self.whole(1), keepdims=0))
        most = self.node("Max", high, low)
        # The least scale keeps a row of zeros from dividing by zero.
        scale = self.node("Max", self.node("Mul", most, self.constant(1 / 127, np.float32)), self.least)
        middle = self.node("Expand", self.constant([128], np.uint8), self.node("Shape", scale))
        quantised = self.node("QuantizeLinear", x, scale, middle, axis=0)
        return quantised, self.node("Unsqueeze", scale, self.whole(1))

    @property
    def least(self) -> str:
        """The smallest row scale."""
        if "least" not in self.weights:
            self.constant(1e-8, np.float32, "least")
        return "least"

    def product(self, rows: tuple[str, str], weight: np.ndarray) -> str:
        """rows (of `rows`) times weight [K,M] -> float [N,M]; no bias."""
        x, scale = rows
        if not self.quantised:
            return self.node("MatMul", x, self.constant(weight.astype(np.float32)))
        return self.node("Mul", self.integers(x, weight, self.constant(1.0, np.float32)), scale)

    def integers(self, x: str, weight: np.ndarray, scale: str, *bias: str) -> str:
        """x uint8 [N,K] around 128, times its scale, times weight [K,M], plus bias -> float [N,M]."""
        channel = (np.maximum(np.abs(weight).max(0), 1e-4) / LARGEST_WEIGHT).astype(np.float16)
        whole = np.rint(weight / channel.astype(np.float32))
        whole = np.clip(whole, -LARGEST_WEIGHT, LARGEST_WEIGHT).astype(np.int8)
        zero = self.constant(128, np.uint8)
        inputs = [x, self.constant(whole), scale, self.half(channel), zero, *(["", *bias] if bias else [])]
        return self.node("MatMulIntegerToFloat", *inputs, domain=MICROSOFT)

    def evened(self, site: str, weight: np.ndarray) -> np.ndarray:
        """What the columns [K] of the input of a product are divided by, so that each fills its 8 bits about evenly.

        Ones for a float graph. After that the largest value of any column is `self.largest(site, weight)`.
        """
        if not self.quantised:
            return np.ones(len(weight), np.float32)
        reach = self.ranges[site]
        return (reach**EVENNESS / np.maximum(np.abs(weight).max(1), 1e-3) ** (1 - EVENNESS)).astype(
            np.float32
        )

    def fixed(
        self, x: str, site: str, *weights: np.ndarray, biases: list[np.ndarray], done: bool = False
    ) -> list[str]:
        """x [N,K] times each weight [K,M], plus its bias -> [N,M] each; the ranges of x are those of `site`.

        `done`: x comes divided by `evened` already.
        """
        if not self.quantised:
            return [
                self.node("Add", self.node("MatMul", x, self.constant(weight)), self.constant(bias))
                for weight, bias in zip(weights, biases, strict=True)
            ]
        even = self.evened(site, np.concatenate(weights, axis=1))
        scale = self.constant((self.ranges[site] / even).max() / 127, np.float32)
        if not done:
            x = self.node("Mul", x, self.constant(1 / even))
        x = self.node("QuantizeLinear", x, scale, self.constant(128, np.uint8))
        return [
            self.integers(x, weight * even[:, None], scale, self.half(bias))
            for weight, bias in zip(weights, biases, strict=True)
        ]


def array(tensor: torch.Tensor) -> np.ndarray:
    """Tensor -> float32 array."""
    return tensor.detach().float().numpy()


def embed(graph: Graph, model: Model) -> str:
    """-> [B,T,H], after the first layer norm."""
    encoder = model.encoder
    rows, scale = graph.table(array(encoder.pieces.weight))
    x = graph.node("Gather", rows, "ids")
    if scale:
        x = graph.node("Cast", x, to=TensorProto.FLOAT)
        x = graph.node("Mul", x, graph.node("Gather", scale, "ids"))
    length = graph.node("Shape", "ids", start=1, end=2)
    places, scale = graph.table(array(encoder.positions))
    if scale:
        places = graph.node("Mul", graph.node("Cast", places, to=TensorProto.FLOAT), scale)
    places = graph.node("Slice", places, graph.whole(0), length)
    bank = graph.node("Gather", graph.half(array(encoder.treebanks)), "treebank")
    x = graph.node("Add", x, graph.node("Unsqueeze", bank, graph.whole(1)))
    x = graph.node("Add", x, places)
    return norm(graph, x, encoder.norm, encoder.sizes.epsilon)


def layer(
    graph: Graph, ours: Any, sizes: Sizes, site: str, x: str, padding: str, shapes: tuple[str, str]
) -> str:
    """One Transformer layer on x [B*T,H]; `padding` int32 [B,T]; shapes: of [B,T,H] and of [B*T,H]."""
    cube, flat = shapes
    # The values of attention come divided by the ranges of what it makes of them: attention only mixes rows.
    even = graph.evened(f"{site}.attended", array(ours.attended.weight).T)
    weights, biases = np.split(array(ours.qkv.weight), 3), np.split(array(ours.qkv.bias), 3)
    weights[2], biases[2] = weights[2] / even[:, None], biases[2] / even
    parts = graph.fixed(x, f"{site}.qkv", *(weight.T for weight in weights), biases=biases)
    seen = graph.node(
        "MultiHeadAttention",
        *(graph.node("Reshape", part, cube) for part in parts),
        "",
        padding,
        domain=MICROSOFT,
        num_heads=sizes.heads,
        mask_filter_value=-1e4,
    )
    seen = graph.node("Reshape", seen, flat)
    return after_attention(graph, ours, sizes, site, x, seen)


def after_attention(graph: Graph, ours: Any, sizes: Sizes, site: str, x: str, seen: str) -> str:
    """The rest of a layer: x [N,H] and what its attention has seen [N,H], divided by its ranges -> [N,H]."""
    weight, bias = array(ours.attended.weight).T, array(ours.attended.bias)
    (seen,) = graph.fixed(seen, f"{site}.attended", weight, biases=[bias], done=True)
    x = norm(graph, graph.node("Add", seen, x), ours.norm1, sizes.epsilon)
    (inner,) = graph.fixed(x, f"{site}.inner", array(ours.inner.weight).T, biases=[array(ours.inner.bias)])
    # The tanh form of GELU: within 0.0005 of the exact one that the model was trained with, and a third quicker.
    inner = graph.node("FastGelu" if graph.quantised else "Gelu", inner, domain=MICROSOFT)
    outer = graph.product(graph.rows(inner), array(ours.outer.weight).T)
    outer = graph.node("Add", outer, graph.half(array(ours.outer.bias)))
    return norm(graph, graph.node("Add", outer, x), ours.norm2, sizes.epsilon)


def norm(graph: Graph, x: str, ours: Any, epsilon: float) -> str:
    """Layer norm of x [N,H]; the fused SkipLayerNormalization is four times slower on a CPU than it and the sums."""
    weight, bias = graph.half(array(ours.weight)), graph.half(array(ours.bias))
    return graph.node("LayerNormalization", x, weight, bias, axis=-1, epsilon=epsilon)


def mixes(model: Model) -> np.ndarray:
    """Weights of the layer mixes (tree, tags, names), [3, L+1]."""
    rows = [
        torch.softmax(mix.weights, 0) * mix.gain for mix in (model.mix_tree, model.mix_tags, model.mix_names)
    ]
    return array(torch.stack(rows))


@torch.no_grad()
def calibrate(model: Model, batches: list[Batch], student: Beside | None = None) -> dict[str, np.ndarray]:
    """Product (`0.qkv`, `0.attended`, `0.inner` ...) -> the range of each column of its input, over these batches.

    With a student those of the judge's layer (`judge.state` ...) in place of the grammar's.
    """
    found: dict[str, np.ndarray] = {}

    def see(site: str, values: torch.Tensor) -> None:
        reach = np.abs(array(values)).reshape(-1, values.shape[-1]).max(0) * MARGIN
        found[site] = np.maximum(found.get(site, 1e-3), reach)

    def before(site: str) -> Any:
        return lambda _, inputs: see(site, inputs[0])

    def relation_words(_: Any, inputs: Any, views: torch.Tensor) -> None:
        see("relation", functional.gelu(views[..., -RELATION_SIZE:]))

    layers: dict[str, Any] = {str(number): ours for number, ours in enumerate(model.encoder.layers)}
    if student is not None:
        layers = {JUDGE: student.layer}
    hooks = [
        getattr(ours, name).register_forward_pre_hook(before(f"{site}.{name}"))
        for site, ours in layers.items()
        for name in ("qkv", "attended", "inner")
    ]
    if student is not None:
        below = model.encoder.layers[student.start - 1]
        hooks.append(below.register_forward_hook(lambda _, __, state: see(f"{JUDGE}.state", state)))
    hooks.append(model.views.register_forward_pre_hook(before("views")))
    hooks.append(model.views.register_forward_hook(relation_words))
    for batch in batches:
        if student is not None:
            student(batch)
        else:
            model(batch.ids, batch.mask, batch.words, batch.treebank)
    for hook in hooks:
        hook.remove()
    return found


def build(model: Model, ranges: dict[str, np.ndarray] | None) -> onnx.ModelProto:
    """The whole graph of the grammar, see the contract in `training/README.md`; without ranges in float32."""
    graph = Graph(ranges)
    hidden = model.encoder.sizes.hidden
    x = embed(graph, model)
    cube = graph.node("Shape", x)
    flat = graph.whole(-1, hidden)
    x = graph.node("Reshape", x, flat)
    padding = graph.node("Cast", "mask", to=TensorProto.INT32)
    # Flat row of each word's first piece: sentence * T + place.
    places = graph.node("Reshape", graph.node("Add", "words", sentence_starts(graph)), graph.whole(-1))
    taken = [graph.node("Gather", x, places, axis=0)]
    for number, ours in enumerate(model.encoder.layers):
        x = layer(graph, ours, model.encoder.sizes, str(number), x, padding, (cube, flat))
        taken.append(graph.node("Gather", x, places, axis=0))
    # One product makes all three mixes: [3,L+1] @ [L+1, words*H].
    stacked = graph.node("Concat", *(graph.node("Reshape", t, graph.whole(1, -1)) for t in taken), axis=0)
    mixed = graph.node("MatMul", graph.constant(mixes(model)), stacked)

    def row(number: int) -> str:
        return graph.node(
            "Reshape", graph.node("Gather", mixed, graph.constant(number, np.int64), axis=0), flat
        )

    tree_heads(graph, model, row(0))
    tag_heads(graph, model, row(1), row(2))
    return finish(graph, grammar_outputs(model.labels))


def sentence_starts(graph: Graph) -> str:
    """-> int64 [B,1], the flat row where each sentence starts."""
    batch, length = graph.node("Shape", "ids", end=1), graph.node("Shape", "ids", start=1)
    numbers = graph.node(
        "Range", graph.constant(0, np.int64), graph.node("Squeeze", batch), graph.constant(1, np.int64)
    )
    return graph.node("Unsqueeze", graph.node("Mul", numbers, length), graph.whole(1))


def with_judge(
    grammar: onnx.ModelProto, student: Beside, ranges: dict[str, np.ndarray] | None
) -> onnx.ModelProto:
    """The graph of a grammar as `build` made it, with the judge beside it; what it gave before does not change."""
    graph = Graph(ranges)
    graph.nodes = [node for node in grammar.graph.node if not node.name.startswith(JUDGE)]
    used = {name for node in graph.nodes for name in node.input}
    graph.weights = {
        value.name: numpy_helper.to_array(value) for value in grammar.graph.initializer if value.name in used
    }
    outputs = [value for value in grammar.graph.output if value.name not in JUDGED]
    graph.named = JUDGE
    sizes = student.grammar[0].encoder.sizes
    states = [node.output[0] for node in graph.nodes if node.op_type == "LayerNormalization"][::2]
    if len(states) != sizes.layers + 1:
        raise ValueError(f"{len(states) - 1} layers in the graph, {sizes.layers} in the grammar")
    flat = graph.whole(-1, sizes.hidden)
    states[0] = graph.node("Reshape", states[0], flat)
    starts = sentence_starts(graph)
    after_root = graph.node("Slice", "words", graph.whole(1), graph.whole(2**31), graph.whole(1))
    places = [
        graph.node("Reshape", graph.node("Add", after_root, starts), graph.whole(-1)),
        last_pieces(graph, starts),
    ]
    seen = [[graph.node("Gather", states[n], place, axis=0) for n in student.seen] for place in places]
    ours = asked(
        graph, student, states[student.start], seen[0][student.seen.index(student.start)], after_root
    )

    def mixed(mix: States, parts: list[str]) -> str:
        shares = array(torch.softmax(mix.weights, 0))
        parts = [
            graph.node("Mul", part, graph.constant(share)) for part, share in zip(parts, shares, strict=True)
        ]
        return graph.node("Sum", *parts)

    judge_heads(graph, student.judge, mixed(student.first, [*seen[0], ours]), mixed(student.last, seen[1]))
    return finish(graph, [*outputs, *judge_outputs()])


def asked(graph: Graph, student: Beside, state: str, words: str, shape: str) -> str:
    """The judge's layer: words [B*W,H] ask, the state [B*T,H] of all pieces answers -> [B*W,H]; `shape` has that of [B,W]."""
    ours: Any = student.layer
    sizes = student.grammar[0].encoder.sizes
    cube = graph.whole(-1, sizes.hidden)

    def cubed(x: str, like: str) -> str:
        return graph.node(
            "Reshape", x, graph.node("Concat", graph.node("Shape", like), graph.whole(sizes.hidden), axis=0)
        )

    even = graph.evened(f"{JUDGE}.attended", array(ours.attended.weight).T)
    (query, *weights), (query_bias, *biases) = (
        np.split(array(ours.qkv.weight), 3),
        np.split(array(ours.qkv.bias), 3),
    )
    weights[1], biases[1] = weights[1] / even[:, None], biases[1] / even
    (asking,) = graph.fixed(words, f"{JUDGE}.state", query.T, biases=[query_bias])
    key, value = graph.fixed(state, f"{JUDGE}.state", *(weight.T for weight in weights), biases=biases)
    padding = graph.node("Cast", "mask", to=TensorProto.INT32)
    found = graph.node(
        "MultiHeadAttention",
        cubed(asking, shape),
        cubed(key, "ids"),
        cubed(value, "ids"),
        "",
        padding,
        domain=MICROSOFT,
        num_heads=sizes.heads,
        mask_filter_value=-1e4,
    )
    found = graph.node("Reshape", found, cube)
    return after_attention(graph, ours, sizes, JUDGE, words, found)


def last_pieces(graph: Graph, firsts: str) -> str:
    """firsts int64 [B,1], the flat row of each sentence's start -> flat rows of the last pieces of all words but the root."""
    ends = graph.node("Sub", graph.node("ReduceSum", "mask", graph.whole(1), keepdims=1), graph.whole(1))
    following = graph.node("Slice", "words", graph.whole(2), graph.whole(2**31), graph.whole(1))
    column = graph.node(
        "Slice", graph.node("Mul", "words", graph.whole(0)), graph.whole(0), graph.whole(1), graph.whole(1)
    )
    following = graph.node("Concat", following, column, axis=1)
    absent = graph.node("Equal", following, graph.constant(0, np.int64))
    following = graph.node("Where", absent, ends, following)
    places = graph.node("Add", graph.node("Sub", following, graph.whole(1)), firsts)
    return graph.node("Reshape", places, graph.whole(-1))


def judge_heads(graph: Graph, judge: Judge, first: str, last: str) -> None:
    """First and last pieces of words [B*W,H] -> outputs `kinds`, `stages` and `parts`."""

    def linear(x: str, layer: Any, *rest: str) -> str:
        x = graph.node("MatMul", x, graph.half(array(layer.weight).T))
        for other in rest:
            x = graph.node("Add", x, other)
        return graph.node("Add", x, graph.half(array(layer.bias))) if layer.bias is not None else x

    x = graph.node("Gelu", linear(first, judge.first, linear(last, judge.last)), domain=MICROSOFT)
    x = norm(graph, x, judge.norm, judge.norm.eps)
    batch = graph.node("Shape", "words", end=1)

    def shaped(x: str, size: int) -> str:
        return graph.node("Reshape", x, graph.node("Concat", batch, graph.whole(-1, size), axis=0))

    kinds, stages = judge.kind.out_features, judge.stage.out_features
    graph.node("LogSoftmax", shaped(linear(x, judge.kind), kinds), axis=-1, out="kinds")
    graph.node("LogSoftmax", shaped(linear(x, judge.stage), stages), axis=-1, out="stages")
    size = judge.of.out_features
    of = graph.node("Gelu", linear(x, judge.of), domain=MICROSOFT)
    who = shaped(graph.node("Gelu", linear(x, judge.who), domain=MICROSOFT), size)
    weight = array(judge.part)  # [parts, of + 1, who + 1]
    count = len(weight)
    left = graph.node("MatMul", of, graph.half(weight[:, :-1, :-1].transpose(1, 0, 2).reshape(size, -1)))
    left = graph.node("Add", left, graph.half(weight[:, -1, :-1].reshape(-1)))
    scores = graph.node("FusedMatMul", shaped(left, size), who, domain=MICROSOFT, transB=1)  # [B, W*parts, W]
    bias = graph.node("MatMul", of, graph.half(weight[:, :-1, -1].T))
    bias = graph.node("Add", bias, graph.half(weight[:, -1, -1]))  # [B*W, parts]
    scores = graph.node("Add", scores, shaped(bias, 1))
    length = graph.node("Sub", graph.node("Shape", "words", start=1), graph.whole(1))
    wanted = graph.node("Concat", batch, length, graph.whole(count), length, axis=0)
    graph.node("LogSoftmax", graph.node("Reshape", scores, wanted), axis=2, out="parts")


def tree_heads(graph: Graph, model: Model, x: str) -> None:
    """x [B*(W+1),H] -> outputs `arcs` and `relations`."""
    (x,) = graph.fixed(x, "views", array(model.views.weight).T, biases=[array(model.views.bias)])
    x = graph.node("Gelu", x, domain=MICROSOFT)
    shape = graph.node(
        "Concat", graph.node("Shape", "words"), graph.whole(2 * (ARC_SIZE + RELATION_SIZE)), axis=0
    )
    x = graph.node("Reshape", x, shape)  # [B,W+1,768]

    def part(start: int, size: int, from_word: int) -> str:
        ends = graph.whole(2**31, start + size)
        return graph.node("Slice", x, graph.whole(from_word, start), ends, graph.whole(1, 2))

    arc_head = part(0, ARC_SIZE, 0)
    arc_word = part(ARC_SIZE, ARC_SIZE, 1)
    relation_head = part(2 * ARC_SIZE, RELATION_SIZE, 1)
    relation_word = part(2 * ARC_SIZE + RELATION_SIZE, RELATION_SIZE, 1)
    arc = array(model.arc)
    left = graph.node("Add", graph.node("MatMul", arc_word, graph.half(arc[:-1])), graph.constant(arc[-1]))
    arcs = graph.node("FusedMatMul", left, arc_head, domain=MICROSOFT, transB=1)
    # Forbidden heads: padding columns and the word itself.
    width = graph.node("Squeeze", graph.node("Shape", "words", start=1))
    columns = graph.node("Range", graph.constant(0, np.int64), width, graph.constant(1, np.int64))
    rows = graph.node("Range", graph.constant(1, np.int64), width, graph.constant(1, np.int64))
    itself = graph.node("Equal", graph.node("Unsqueeze", rows, graph.whole(1)), columns)
    empty = graph.node("Equal", "words", graph.constant(0, np.int64))
    beyond = graph.node("Greater", columns, graph.constant(0, np.int64))
    empty = graph.node("Unsqueeze", graph.node("And", empty, beyond), graph.whole(1))
    never = graph.node("Or", itself, empty)
    graph.node("Where", never, graph.constant(NOWHERE, np.float32), arcs, out="arcs")

    # Relations except root (number 0), for every pair. The weight is [D+1 of the word, R, D+1 of the head].
    count = len(model.labels.relations) - 1
    weight = array(model.relation).reshape(RELATION_SIZE + 1, count + 1, RELATION_SIZE + 1)[:, 1:]
    flat_word = graph.node("Reshape", relation_word, graph.whole(-1, RELATION_SIZE))
    main = weight[:, :, :-1].reshape(RELATION_SIZE + 1, -1)
    (left,) = graph.fixed(flat_word, "relation", main[:-1], biases=[main[-1]])
    batch = graph.node("Shape", "words", end=1)
    spread = graph.node("Concat", batch, graph.whole(-1, RELATION_SIZE), axis=0)
    scores = graph.node(
        "FusedMatMul", relation_head, graph.node("Reshape", left, spread), domain=MICROSOFT, transB=1
    )  # [B, heads W, words W * R]
    bias = graph.node("MatMul", relation_word, graph.half(weight[:-1, :, -1]))
    bias = graph.node("Add", bias, graph.constant(weight[-1, :, -1]))  # [B,W,R]
    bias = graph.node("Reshape", bias, graph.node("Concat", batch, graph.whole(1, -1), axis=0))
    scores = graph.node("Add", scores, bias)
    length = graph.node("Sub", graph.node("Shape", "words", start=1), graph.whole(1))
    scores = graph.node(
        "Reshape", scores, graph.node("Concat", batch, length, length, graph.whole(count), axis=0)
    )
    best = graph.node("ArgMax", scores, axis=3, keepdims=0)  # [B, heads, words]
    best = graph.node("Add", graph.node("Transpose", best, perm=[0, 2, 1]), graph.constant(1, np.int64))
    graph.node("Pad", best, graph.whole(0, 0, 1, 0, 0, 0), graph.constant(0, np.int64), out="relations")


def tag_heads(graph: Graph, model: Model, tags: str, names: str) -> None:
    """tags, names [B*(W+1),H] -> outputs `upos`, `features`, `names`."""

    def head(x: str, linear: Any) -> str:
        scores = graph.node("MatMul", x, graph.half(array(linear.weight).T))
        scores = graph.node("Add", scores, graph.half(array(linear.bias)))
        shape = graph.node("Concat", graph.node("Shape", "words"), graph.whole(linear.out_features), axis=0)
        scores = graph.node("Reshape", scores, shape)
        return graph.node("Slice", scores, graph.whole(1), graph.whole(2**31), graph.whole(1))

    scores = head(tags, model.tags)
    best, start = [], 0
    for size in model.tag_sizes:
        part = graph.node("Slice", scores, graph.whole(start), graph.whole(start + size), graph.whole(2))
        best.append(graph.node("ArgMax", part, axis=2, keepdims=1))
        start += size
    graph.node("Squeeze", best[0], graph.whole(2), out="upos")
    graph.node("Concat", *best[1:], axis=2, out="features")
    graph.node("LogSoftmax", head(names, model.names), axis=-1, out="names")


def values(kind: int, shapes: dict[str, list[Any]]) -> list[onnx.ValueInfoProto]:
    """Inputs or outputs of one number type, by their names."""
    return [helper.make_tensor_value_info(name, kind, shape) for name, shape in shapes.items()]


def grammar_outputs(labels: Labels) -> list[onnx.ValueInfoProto]:
    """Trees, tags, names."""
    whole = {
        "relations": ["B", "W", "W+1"], "upos": ["B", "W"], "features": ["B", "W", len(labels.features)],
    }  # fmt: skip
    real = {"arcs": ["B", "W", "W+1"], "names": ["B", "W", len(labels.names)]}
    return [*values(TensorProto.INT64, whole), *values(TensorProto.FLOAT, real)]


def judge_outputs() -> list[onnx.ValueInfoProto]:
    """What the judge says."""
    inventories = dict(zip(JUDGED, (KINDS, STATUSES, PARTS), strict=True))
    shapes = {name: ["B", "W", len(inventory)] for name, inventory in inventories.items()}
    shapes["parts"].append("W")
    return values(TensorProto.FLOAT, shapes)


def finish(graph: Graph, outputs: list[onnx.ValueInfoProto]) -> onnx.ModelProto:
    """Inputs, outputs, checks."""
    inputs = {"ids": ["B", "T"], "mask": ["B", "T"], "words": ["B", "W+1"], "treebank": ["B"]}
    made = helper.make_graph(
        graph.nodes,
        "grammar",
        values(TensorProto.INT64, inputs),
        outputs,
        [numpy_helper.from_array(value, name) for name, value in graph.weights.items()],
    )
    opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)]
    proto: onnx.ModelProto = helper.make_model(made, opset_imports=opsets, producer_name="aktenlage")
    proto.ir_version = 10
    onnx.checker.check_model(proto)
    return proto


def calibration(shared: Path, vocabulary: Path, labels: Labels) -> list[Batch]:
    """Batches of a fixed choice of training sentences and of news, to see the ranges of all values."""
    groups, _ = training_groups(shared)
    groups |= news(shared)
    chance = random.Random(CALIBRATION_SEED)
    chosen = [s for group in CALIBRATION_GROUPS for s in chance.sample(groups[group], CALIBRATION_SENTENCES)]
    pieces = Pieces(Tokenizer.from_file(str(vocabulary / "tokenizer.json")))
    examples = sorted(map(pieces.example, chosen), key=lambda example: len(example.pieces))
    return [collate(examples[start : start + 20], labels) for start in range(0, len(examples), 20)]


def export(options: argparse.Namespace, out: Path, ranges: dict[str, np.ndarray] | None) -> None:
    """Writes grammar.onnx, labels.json and tokenizer.json into `out`."""
    model = load(options)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(model, ranges), out / "grammar.onnx")
    write_labels(out, model.labels.as_json())
    shutil.copyfile(options.vocabulary / "tokenizer.json", out / "tokenizer.json")


def add_judge(options: argparse.Namespace) -> None:
    """Puts the judge beside the grammar in `out`."""
    student, out = load_beside(options.judge), options.out
    labels = student.grammar[0].labels
    ranges = calibrate(student.grammar[0], calibration(options.shared, out, labels), student)
    onnx.save(with_judge(onnx.load(out / "grammar.onnx"), student, ranges), out / "grammar.onnx")
    write_labels(out, labels.as_json() | dict(zip(JUDGED, (KINDS, STATUSES, PARTS), strict=True)))


def write_labels(out: Path, inventories: dict[str, Any]) -> None:
    """labels.json."""
    text = json.dumps(inventories, ensure_ascii=False, indent=1)
    (out / "labels.json").write_text(text + "\n", encoding="utf-8")


def load(options: argparse.Namespace) -> Model:
    """The model of the checkpoint, cut and leaning as the options say."""
    model = load_model(options.checkpoint, not options.raw)
    if options.layers:
        model = student_of(model, list(range(1, options.layers + 1))).eval()
    with torch.no_grad():
        model.names.bias[model.labels.names.index("O")] += options.lean
    return model


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--checkpoint", type=Path, help="final.pt: the grammar alone")
    source.add_argument(
        "--judge", type=Path, help="judge.pt of training.judge_student, for the grammar in OUT"
    )
    parser.add_argument("--vocabulary", type=Path, help="folder that training.vocabulary wrote")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--float", action="store_true", help="float32 weights (120 MB), to compare")
    parser.add_argument("--raw", action="store_true", help="the last weights, not their average")
    parser.add_argument(
        "--layers", type=int, help="only the first so many layers, without training: to compare"
    )
    parser.add_argument("--lean", type=float, default=LEAN, help='added to the score of "no name"')
    parser.add_argument("--evaluate", action="store_true", help="float and int8, on the held-out sets")
    options = parser.parse_args()
    if options.judge:
        add_judge(options)
        print(f"{(options.out / 'grammar.onnx').stat().st_size / 1e6:.1f} MB")
        return
    if not options.vocabulary:
        parser.error("--checkpoint needs --vocabulary")
    ranges = None
    if not options.float:
        model = load(options)
        ranges = calibrate(model, calibration(options.shared, options.vocabulary, model.labels))
    export(options, options.out, ranges)
    print(f"{(options.out / 'grammar.onnx').stat().st_size / 1e6:.1f} MB")
    if options.evaluate:
        compare(options)


def compare(options: argparse.Namespace) -> None:
    """Prints the held-out figures of the float graph and of the one just written."""
    from tempfile import TemporaryDirectory

    from training.evaluate import evaluate, show

    with TemporaryDirectory() as folder:
        export(options, Path(folder), None)
        print("float32\n" + show(evaluate(options.shared, Path(folder))))
    print("int8\n" + show(evaluate(options.shared, options.out)))


if __name__ == "__main__":
    main()
