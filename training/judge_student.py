"""The judge that is shipped: one layer of its own beside the upper ones of the grammar, which stays as it is.

`python -m training.judge_student --shared ../shared --base … --tokenizer … --teacher WORK/teacher.pt --work WORK --minutes 30`

Trees, tags and names do not change by a bit: the layer branches off below the middle of the grammar's network, where states still know
what words mean. One batch in two is of the event corpus, the other one of news, on which it learns to say what its teacher says.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator, Sequence
from copy import deepcopy
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from aktenlage.grammar.model import WEIGHTS
from aktenlage.grammar.model import load as load_shipped
from training.data import Pieces, training_groups
from training.distil import divergence, news
from training.encoder import MaskPool
from training.event_corpus import FOLDER, read
from training.judge import (
    CONTENT,
    Judge,
    JudgeBatch,
    Said,
    States,
    at,
    examples,
    fit,
    judge_batches,
    judged,
    last_pieces,
    report,
)
from training.judge_teacher import Teacher, begin
from training.model import Model
from training.shipped import revive
from training.train import Batch, batches

FILE = "judge.pt"
START = 4  # the layer branches off from the output of this one (counted from 1)
DROPOUT = 0.1
RATE, HEAD_RATE = 3e-4, 1e-3
WEIGHT_TEACHER = 2.0
# Shares of the batches of news, by pieces.
NEWS = {"news-de": 0.45, "news-en": 0.35, "de": 0.05, "en": 0.05, "germeval": 0.1}
PIECES = 900  # of a batch of news


class Beside(nn.Module):
    """A judge with a layer of its own beside a grammar, which is no part of what is trained or saved.

    The layer asks for words only, at their first pieces; all pieces answer. Last pieces are seen as the grammar sees them.
    """

    def __init__(self, grammar: Model, start: int = START) -> None:
        super().__init__()
        self.grammar = [grammar.eval()]  # in a list, so that its weights are not taken for ours
        sizes = grammar.encoder.sizes
        self.seen = [0, start, sizes.layers]  # the states of the grammar that the judge sees
        self.start = start
        self.layer = deepcopy(grammar.encoder.layers[start]).requires_grad_(True)
        self.first, self.last = States(len(self.seen) + 1), States(len(self.seen))
        self.judge = Judge(sizes.hidden)
        self.drop = MaskPool(DROPOUT)

    def outputs(self, batch: JudgeBatch | Batch) -> list[Tensor]:
        """Of the grammar's embedding and layers, each [B,T,H]."""
        with torch.no_grad():
            found: list[Tensor] = self.grammar[0].encoder(batch.ids, batch.mask, batch.treebank)
        return found

    def asked(self, state: Tensor, batch: JudgeBatch | Batch) -> Tensor:
        """What our layer makes [B,W,H] of the state [B,T,H] that it starts from."""
        layer, heads = self.layer, self.layer.heads
        bias = (1 - batch.mask[:, None, None].float()) * -1e4
        drop = self.drop if self.training else (lambda x: x)
        words = at(state, batch.words[:, 1:])

        def split(x: Tensor) -> Tensor:
            return x.unflatten(-1, (heads, -1)).transpose(1, 2)

        with torch.autocast("cpu", torch.bfloat16, enabled=self.grammar[0].encoder.bfloat16):
            weights, biases = layer.qkv.weight.chunk(3), layer.qkv.bias.chunk(3)
            query, key, value = (
                split(functional.linear(x, weight, bias_))
                for x, weight, bias_ in zip((words, state, state), weights, biases, strict=True)
            )
            found = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
            words = layer.norm1(words + drop(layer.attended(found.transpose(1, 2).flatten(2))))
            fed = layer.outer(functional.gelu(layer.inner(words)))
            return layer.norm2(words + drop(fed)).float()  # type: ignore[no-any-return]

    def verdict(self, outputs: list[Tensor], batch: JudgeBatch | Batch) -> Said:
        """What it says, from the grammar's outputs."""
        ours = self.asked(outputs[self.start], batch)
        places = last_pieces(batch.mask, batch.words)
        seen = [outputs[number] for number in self.seen]
        first = self.first([*(at(state, batch.words[:, 1:]) for state in seen), ours])
        said: Said = self.judge(first, self.last([at(state, places) for state in seen]))
        return said

    def forward(self, batch: JudgeBatch | Batch) -> Said:
        """-> what it says."""
        return self.verdict(self.outputs(batch), batch)


class Teachers(nn.Module):
    """Several teachers as one: the mean of what they hold for probable."""

    def __init__(self, teachers: Sequence[Teacher]) -> None:
        super().__init__()
        self.each = nn.ModuleList(teachers)

    def forward(self, batch: JudgeBatch | Batch) -> Said:
        """-> the logarithms of that mean."""
        said = [teacher(batch) for teacher in self.each]
        kinds, stages, parts = (
            torch.stack([answer.float().softmax(-1) for answer in answers]).mean(0).log()
            for answers in zip(*said, strict=True)
        )
        return kinds, stages, parts


def content(grammar: Model, outputs: list[Tensor], words: Tensor) -> Tensor:
    """Which words [B,W] the grammar takes for ones that can be a trigger."""
    tags = grammar.tags(grammar.mixed(outputs, words)[1][:, 1:])[..., : grammar.tag_sizes[0]].argmax(-1)
    wanted = torch.tensor([tag in CONTENT for tag in grammar.labels.upos])
    found: Tensor = wanted[tags] & (words[:, 1:] > 0)
    return found


def taught(student: Beside, teacher: Teachers, batch: Batch) -> dict[str, Tensor]:
    """How far the student is from its teacher on sentences that nobody has marked.

    What the teacher holds for an event counts once more: else the many words that are none drown it.
    """
    outputs = student.outputs(batch)
    kinds, stages, parts = student.verdict(outputs, batch)
    with torch.no_grad():
        asked = content(student.grammar[0], outputs, batch.words)
        theirs = teacher(batch)
        likely = (1 - torch.softmax(theirs[0], -1)[..., 0]) * asked
    there = asked.flatten().nonzero()[:, 0]
    mass = likely.sum().clamp(min=1.0)

    def each(ours: Tensor, other: Tensor) -> Tensor:
        return (other.softmax(-1) * (other.log_softmax(-1) - ours.log_softmax(-1))).sum(-1)

    apart = each(kinds, theirs[0])
    found = {
        "kinds~": divergence(kinds.flatten(0, 1)[there], theirs[0].flatten(0, 1)[there]) / max(len(there), 1)
        + (apart * likely).sum() / mass,
        "stages~": 0.3 * (each(stages, theirs[1]) * likely).sum() / mass,
        "parts~": 0.5
        * (each(parts, theirs[2]) * likely[:, :, None] * (batch.words[:, None, 1:] > 0)).sum()
        / (mass * (batch.words[:, 1:] > 0).sum(-1).float().mean()),
    }
    return {name: WEIGHT_TEACHER * value for name, value in found.items()}


def load_beside(path: Path) -> Beside:
    """What `main` wrote, beside the shipped grammar."""
    student = Beside(revive().requires_grad_(False))
    student.load_state_dict(torch.load(path, weights_only=True))
    return student.eval()


def main() -> None:
    """Command line."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--shared", type=Path, default=Path("../shared"))
    command.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin")
    command.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json of the base")
    command.add_argument(
        "--teacher",
        type=Path,
        required=True,
        nargs="+",
        help="teacher.pt of training.judge_teacher, one or several",
    )
    command.add_argument("--work", type=Path, required=True, help=f"folder for {FILE}")
    command.add_argument("--start", type=Path, help=f"{FILE} of an earlier run to go on from")
    command.add_argument("--languages", default="de,en", help="languages of the corpus to train on")
    command.add_argument("--minutes", type=float, default=30)
    command.add_argument("--seed", type=int, default=1)
    options = command.parse_args()
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    teachers = []
    for path in options.teacher:
        teachers.append(begin(options.base, options.tokenizer))
        teachers[-1].load_state_dict(torch.load(path, weights_only=True))
    teacher = Teachers(teachers).requires_grad_(False).eval()
    grammar = revive().requires_grad_(False)
    grammar.encoder.bfloat16 = True
    student = Beside(grammar)
    if options.start:
        student.load_state_dict(torch.load(options.start, weights_only=True))
    data = list(examples(read(FOLDER), load_shipped(threads=1)))
    learnt = [one for one in data if not one.test and one.marked.language in options.languages.split(",")]
    print(f"{len(data)} sentences, {len(learnt)} to learn from", flush=True)
    groups = training_groups(options.shared)[0] | news(options.shared)
    pieces = Pieces(Tokenizer.from_file(str(WEIGHTS / "tokenizer.json")))
    chance = random.Random(options.seed)
    marked = judge_batches(learnt, chance)
    unmarked = batches({name: groups[name] for name in NEWS}, NEWS, pieces, grammar.labels, PIECES, chance)

    def losses() -> Iterator[dict[str, Tensor]]:
        for batch in unmarked:
            ours = next(marked)
            yield judged(student(ours), ours) | taught(student, teacher, batch)

    heads = [*student.judge.parameters(), *student.first.parameters(), *student.last.parameters()]
    fit(
        student,
        [(student.layer.parameters(), RATE), (heads, HEAD_RATE)],
        losses(),
        options.minutes,
    )
    torch.save(student.state_dict(), options.work / FILE)
    report(student, data)


if __name__ == "__main__":
    main()
