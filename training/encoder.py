"""The base encoder: reads `e5-small-q4.bin` (multilingual-e5-small, MIT) into a plain torch Transformer.

File layout (little endian): a header of sizes, the SentencePiece vocabulary, then named tensors. Matrices are rows
of blocks of 18 bytes: one float16 scale and 32 weights of 4 bits (weight j in the low, weight j+16 in the high
nibble), value = (nibble - 8) * scale. Vectors are float32.
The encoder is a post-norm BERT: exact GELU, positions counted from 0, token type always 0.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

BLOCK_BYTES = 18  # float16 scale + 16 bytes of nibbles
BLOCK_WEIGHTS = 32


@dataclass(frozen=True)
class Sizes:
    """Sizes of the encoder."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    epsilon: float


def unpack_q4(raw: bytes, rows: int, columns: int) -> np.ndarray:
    """Blocks of 4-bit weights -> float32 [rows, columns]."""
    blocks = np.frombuffer(raw, np.uint8).reshape(rows, columns // BLOCK_WEIGHTS, BLOCK_BYTES)
    scale = blocks[:, :, :2].copy().view(np.float16).astype(np.float32)
    nibbles = blocks[:, :, 2:]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=2).astype(np.float32) - 8
    return (weights * scale).reshape(rows, columns)


def read_base(path: Path) -> tuple[Sizes, list[str], dict[str, np.ndarray]]:
    """`e5-small-q4.bin` -> (sizes, pieces by id, tensors by name as float32)."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path}: not an E5S1 file")
    place = 8
    hidden, layers, heads, feed, vocabulary, positions, _ = struct.unpack_from("<7i", data, place)
    place += 28
    epsilon, _ = struct.unpack_from("<fi", data, place)
    place += 8
    count, *_ = struct.unpack_from("<5i", data, place)
    place += 20
    (text_bytes,) = struct.unpack_from("<Q", data, place)
    place += 8
    offsets = np.frombuffer(data, "<u4", count + 1, place)
    place += 4 * (count + 1) + 4 * count
    text = data[place : place + text_bytes]
    pieces = [text[offsets[i] : offsets[i + 1]].decode("utf-8", "replace") for i in range(count)]
    place += text_bytes
    _, map_bytes = struct.unpack_from("<iI", data, place)
    place += 8 + map_bytes
    sizes = Sizes(hidden, layers, heads, feed, vocabulary, positions, epsilon)
    (tensors,) = struct.unpack_from("<i", data, place)
    place += 4
    found: dict[str, np.ndarray] = {}
    for _ in range(tensors):
        (length,) = struct.unpack_from("<H", data, place)
        name = data[place + 2 : place + 2 + length].decode()
        place += 2 + length
        _, number, offset, size = struct.unpack_from("<BIQQ", data, place)
        place += 21
        raw = data[offset : offset + size]
        if size == 4 * number:
            found[name] = np.frombuffer(raw, "<f4").copy()
            continue
        columns = feed if name.endswith(".fo.w") else hidden
        found[name] = unpack_q4(raw, number // columns, columns)
    return sizes, pieces, found


class MaskPool:
    """Dropout masks cut at random places out of one prepared pool: drawing fresh ones is slow on a CPU."""

    def __init__(self, rate: float, size: int = 1 << 22) -> None:
        self.rate = rate
        self.pool = (torch.rand(size) >= rate).float() / (1 - rate)

    def __call__(self, x: Tensor) -> Tensor:
        """x of any shape -> x with a share `rate` of its values set to 0, the rest scaled up."""
        count = x.numel()
        start = int(torch.randint(0, self.pool.numel() - count, ()))
        return x * self.pool[start : start + count].view(x.shape)


class Layer(nn.Module):
    """One post-norm Transformer layer."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.heads = sizes.heads
        self.qkv = nn.Linear(sizes.hidden, 3 * sizes.hidden)
        self.attended = nn.Linear(sizes.hidden, sizes.hidden)
        self.norm1 = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)
        self.inner = nn.Linear(sizes.hidden, sizes.feed_forward)
        self.outer = nn.Linear(sizes.feed_forward, sizes.hidden)
        self.norm2 = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)

    def forward(self, x: Tensor, bias: Tensor, drop: MaskPool | None) -> Tensor:
        """x [B,T,H], bias [B,1,1,T] (0 or a large negative number for padding) -> [B,T,H]."""
        batch, length, hidden = x.shape
        qkv = self.qkv(x).view(batch, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(qkv[0], qkv[1], qkv[2], attn_mask=bias)
        seen = self.attended(seen.transpose(1, 2).reshape(batch, length, hidden))
        x = self.norm1(x + (drop(seen) if drop else seen))
        fed = self.outer(functional.gelu(self.inner(x)))
        out: Tensor = self.norm2(x + (drop(fed) if drop else fed))
        return out


class Encoder(nn.Module):
    """Embeddings (piece + position + treebank) and the layers; gives every layer's output."""

    def __init__(self, sizes: Sizes, treebanks: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.sizes = sizes
        self.pieces = nn.Embedding(sizes.vocabulary, sizes.hidden, sparse=True)
        self.positions = nn.Parameter(torch.zeros(sizes.positions, sizes.hidden))
        self.treebanks = nn.Parameter(torch.zeros(treebanks, sizes.hidden))
        self.norm = nn.LayerNorm(sizes.hidden, eps=sizes.epsilon)
        self.layers = nn.ModuleList(Layer(sizes) for _ in range(sizes.layers))
        self.drop = MaskPool(dropout)
        self.bfloat16 = False  # matrix products in 16 bits: four times as fast where the CPU knows them

    def forward(self, ids: Tensor, mask: Tensor, treebank: Tensor) -> list[Tensor]:
        """ids, mask [B,T], treebank [B] -> outputs of the embedding and of each layer, each [B,T,H]."""
        x = self.pieces(ids) + self.positions[: ids.shape[1]] + self.treebanks[treebank][:, None]
        x = self.norm(x)
        return self.onward([self.drop(x) if self.training else x], mask)

    def onward(self, outputs: list[Tensor], mask: Tensor) -> list[Tensor]:
        """The outputs of the embedding and of the first layers, each [B,T,H] -> with those of all other layers."""
        drop = self.drop if self.training else None
        bias = (1 - mask[:, None, None].to(outputs[0].dtype)) * -1e4
        outputs = list(outputs)
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bfloat16):
            for number in range(len(outputs) - 1, len(self.layers)):
                outputs.append(self.layers[number](outputs[-1], bias, drop))
        return [output.float() for output in outputs]


def load_encoder(path: Path, kept: list[int], treebanks: int, dropout: float = 0.1) -> Encoder:
    """The base encoder with only the pieces `kept` (ids of the full vocabulary, in their new order)."""
    full, _, tensors = read_base(path)
    sizes = replace(full, vocabulary=len(kept))
    encoder = Encoder(sizes, treebanks, dropout)
    state = {
        "pieces.weight": tensors["emb.word"][kept],
        "positions": tensors["emb.pos"].reshape(full.positions, full.hidden),
        # Every treebank starts as the one token type that the encoder was trained with.
        "treebanks": np.repeat(tensors["emb.type"].reshape(-1, full.hidden)[:1], treebanks, axis=0),
        "norm.weight": tensors["emb.ln.w"],
        "norm.bias": tensors["emb.ln.b"],
    }
    for i in range(full.layers):
        for kind, end in (("weight", "w"), ("bias", "b")):
            parts = [tensors[f"l{i}.{part}.{end}"] for part in "qkv"]
            state[f"layers.{i}.qkv.{kind}"] = np.concatenate(parts)
            for ours, theirs in (
                ("attended", "ao"),
                ("norm1", "aln"),
                ("inner", "fi"),
                ("outer", "fo"),
                ("norm2", "oln"),
            ):
                state[f"layers.{i}.{ours}.{kind}"] = tensors[f"l{i}.{theirs}.{end}"]
    tensors_by_name = {name: torch.from_numpy(np.ascontiguousarray(value)) for name, value in state.items()}
    encoder.load_state_dict(tensors_by_name)
    return encoder
