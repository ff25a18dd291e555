"""The judge: what kind of event, if any, each word of a sentence tells of, at what stage, and who has which part in it.

A small head on the outputs of the grammar's layers. `python -m training.judge --work DIR --minutes 60` trains it together with
the grammar it sits on. One batch in two is of the event corpus, the other one of news; on both the grammar learns to go on
saying what the shipped one says, so that trees stay as the rules of the coder know them.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import torch
from spacy.tokens import Token
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from aktenlage.coding.plover import TYPES
from aktenlage.grammar import parse_many
from aktenlage.grammar.model import PAD, WEIGHTS, Window
from aktenlage.grammar.model import Model as Shipped
from aktenlage.grammar.model import load as load_shipped
from training.data import Pieces, training_groups
from training.distil import distance, news
from training.encoder import MaskPool
from training.event_corpus import FOLDER, STATUSES, Marked, is_test, read
from training.model import Model
from training.shipped import revive
from training.train import Average, Batch, Workers, batches, quick_check, rate

KINDS = ("none", *TYPES)
PARTS = ("none", "actor", "recipient")
SIZE, PART_SIZE = 192, 96
CONTENT = {"VERB", "NOUN", "ADJ", "PROPN"}  # words that can be a trigger
IGNORED = -100
SENTENCES = 32  # of the event corpus in a batch
# How much each question counts. Words without an event are many: they count as a whole, not each.
WEIGHT_NONE, WEIGHT_KIND, WEIGHT_STAGE, WEIGHT_PART = 0.8, 1.0, 0.3, 0.5
WEIGHT_TEACHER = 2.0
SMOOTHING = 0.05
NEWS = {
    "news-de": 0.5,
    "news-en": 0.3,
    "germeval": 0.1,
    "de": 0.1,
}  # shares of the batches without marked events


@dataclass
class Example:
    """One sentence: type and status of each word [W] (-100: not asked), part of each word in the event of a trigger."""

    window: Window
    kinds: list[int]
    stages: list[int]
    parts: dict[int, list[int]]
    triggers: list[tuple[str, list[int]]]
    marked: Marked

    @property
    def test(self) -> bool:
        """Whether it is kept out of training."""
        return is_test(self.marked.batch)


@dataclass
class JudgeBatch:
    """Tensors: the network's inputs, then the targets kinds, stages [B,W], parts [B,W,W]."""

    ids: Tensor
    mask: Tensor
    words: Tensor
    treebank: Tensor
    kinds: Tensor
    stages: Tensor
    parts: Tensor

    @property
    def size(self) -> int:
        """Words in all."""
        return int((self.words[:, 1:] > 0).sum())


def examples(corpus: Sequence[Marked], shipped: Shipped) -> Iterator[Example]:
    """The corpus as the head sees it; a line that the grammar cuts into several sentences gives several."""
    docs = parse_many((one.text, one.language) for one in corpus)
    for one, doc in zip(corpus, docs, strict=True):
        for sentence in doc.sents:
            tokens = [token for token in sentence if not token.is_space]
            if tokens:
                yield example(one, tokens, shipped.windows([t.text for t in tokens], one.language)[0])


def example(one: Marked, tokens: list[Token], window: Window) -> Example:
    """The targets of one sentence, as its tokens and the marked spans give them."""
    made = Example(
        window,
        [0 if token.pos_ in CONTENT else IGNORED for token in tokens],
        [IGNORED] * len(tokens),
        {},
        [],
        one,
    )
    for event in one.events:
        words = within(tokens, event.trigger)
        content = [i for i in words if tokens[i].pos_ in CONTENT] or words[:1]
        if not content:
            continue
        row = [0] * len(tokens)
        for part, spans in ((1, event.actors), (2, event.recipients)):
            for span in spans:
                inside = within(tokens, [span])
                places = {tokens[i].i for i in inside}
                for i in inside:
                    row[i] = IGNORED
                heads = [i for i in inside if tokens[i].head.i not in places or tokens[i].head == tokens[i]]
                for i in heads[:1]:
                    row[i] = part
        for i in words:
            made.kinds[i] = IGNORED
        for i in content:
            made.kinds[i] = KINDS.index(event.type)
            made.stages[i] = STATUSES.index(event.status)
            made.parts[i] = row
        made.triggers.append((event.type, content))
    return made


def within(tokens: list[Token], spans: Iterable[tuple[int, int]]) -> list[int]:
    """Places of the tokens that lie in one of the spans with more than half of their letters."""
    return [
        place for place, token in enumerate(tokens)
        if any(min(end, token.idx + len(token)) - max(start, token.idx) > len(token) / 2 for start, end in spans)
    ]  # fmt: skip


class Judge(nn.Module):
    """Outputs of the encoder's layers in, scores of words out."""

    def __init__(self, layers: int, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.mix = nn.Parameter(torch.zeros(layers + 1))
        self.first, self.last = nn.Linear(hidden, SIZE), nn.Linear(hidden, SIZE, bias=False)
        self.norm = nn.LayerNorm(SIZE)
        self.kind, self.stage = nn.Linear(SIZE, len(KINDS)), nn.Linear(SIZE, len(STATUSES))
        self.of, self.who = nn.Linear(SIZE, PART_SIZE), nn.Linear(SIZE, PART_SIZE)
        self.part = nn.Parameter(torch.randn(len(PARTS), PART_SIZE + 1, PART_SIZE + 1) * 0.02)
        self.drop = nn.Dropout(dropout)

    def forward(self, outputs: list[Tensor], mask: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """outputs each [B,T,H], mask [B,T], words [B,W+1] -> kinds [B,W,17], stages [B,W,5], parts [B,W,W,3].

        A word is its first and its last piece: what a compound is stands at its end.
        """
        every = torch.stack(outputs)
        mixed = torch.einsum("l,lbth->bth", torch.softmax(self.mix, 0), every)
        rows = torch.arange(len(words))[:, None]
        first = self.drop(mixed[rows, words[:, 1:]])
        last = self.drop(mixed[rows, last_pieces(mask, words)])
        x = self.drop(self.norm(functional.gelu(self.first(first) + self.last(last))))
        of, who = functional.gelu(self.of(x)), functional.gelu(self.who(x))
        one = torch.ones_like(of[..., :1])
        of, who = torch.cat([of, one], -1), torch.cat([who, one], -1)
        parts = torch.einsum("bid,pde,bje->bijp", of, self.part, who)
        return self.kind(x), self.stage(x), parts


def last_pieces(mask: Tensor, words: Tensor) -> Tensor:
    """Place of the last piece of each word [B,W]: before the next word, or before `</s>`."""
    ends = mask.sum(1, keepdim=True) - 1
    following = torch.cat([words[:, 2:], torch.zeros_like(words[:, :1])], 1)
    following = torch.where(following == 0, ends, following)
    return (following - 1).clamp(min=0)


class Both(nn.Module):
    """The grammar and the judge on top of it."""

    def __init__(self, grammar: Model, judge: Judge) -> None:
        super().__init__()
        self.grammar, self.judge = grammar, judge

    def forward(self, batch: JudgeBatch) -> tuple[Tensor, Tensor, Tensor]:
        """-> what the judge says."""
        return self.verdict(self.grammar.encoder(batch.ids, batch.mask, batch.treebank), batch)

    def verdict(self, outputs: list[Tensor], batch: JudgeBatch) -> tuple[Tensor, Tensor, Tensor]:
        """The same from the encoder's outputs."""
        found: tuple[Tensor, Tensor, Tensor] = self.judge(outputs, batch.mask, batch.words)
        return found


def collate(group: Sequence[Example]) -> JudgeBatch:
    """Examples -> tensors, padded to the longest."""
    high = max(len(one.window.ids) for one in group)
    wide = max(len(one.kinds) for one in group)
    ids = torch.full((len(group), high), PAD)
    words = torch.zeros(len(group), wide + 1, dtype=torch.int64)
    kinds, stages = (torch.full((len(group), wide), IGNORED) for _ in range(2))
    parts = torch.full((len(group), wide, wide), IGNORED)
    for row, one in enumerate(group):
        count = len(one.kinds)
        ids[row, : len(one.window.ids)] = torch.tensor(one.window.ids)
        words[row, : count + 1] = torch.tensor(one.window.words)
        kinds[row, :count] = torch.tensor(one.kinds)
        stages[row, :count] = torch.tensor(one.stages)
        for trigger, found in one.parts.items():
            parts[row, trigger, :count] = torch.tensor(found)
    treebank = torch.tensor([one.window.treebank for one in group])
    return JudgeBatch(ids, (ids != PAD).long(), words, treebank, kinds, stages, parts)


def judge_batches(data: list[Example], chance: random.Random) -> Iterator[JudgeBatch]:
    """Endless batches of sentences of like length."""
    while True:
        order = sorted(data, key=lambda one: len(one.window.ids) + chance.random() * 8)
        groups = [order[start : start + SENTENCES] for start in range(0, len(order), SENTENCES)]
        chance.shuffle(groups)
        yield from map(collate, groups)


def losses(both: Both, batch: Any, teacher: Model) -> dict[str, Tensor]:
    """What the judge gets wrong, if the batch has marked events, and how far the grammar is from its teacher."""
    outputs = both.grammar.encoder(batch.ids, batch.mask, batch.treebank)
    found = judged(both.verdict(outputs, batch), batch) if isinstance(batch, JudgeBatch) else {}
    with torch.no_grad():
        theirs_mixed = teacher.mixed(teacher.encoder(batch.ids, batch.mask, batch.treebank), batch.words)
        theirs = teacher.scores(theirs_mixed, batch.words)
    mixed = both.grammar.mixed(outputs, batch.words)
    ours = both.grammar.scores(mixed, batch.words)
    apart = distance((both.grammar, mixed, ours), (teacher, theirs_mixed, theirs), batch)
    return found | {name: WEIGHT_TEACHER * value for name, value in apart.items()}


def judged(said: tuple[Tensor, Tensor, Tensor], batch: JudgeBatch) -> dict[str, Tensor]:
    """The judge's losses."""
    kinds, stages, parts = said
    wanted = batch.kinds.flatten()
    loss = functional.cross_entropy(
        kinds.float().flatten(0, 1), wanted, ignore_index=IGNORED, label_smoothing=SMOOTHING, reduction="none"
    )
    found = {"none": WEIGHT_NONE * loss[wanted == 0].mean()}
    if (wanted > 0).any():
        found["kind"] = WEIGHT_KIND * loss[wanted > 0].mean()
        stage = functional.cross_entropy(
            stages.float().flatten(0, 1), batch.stages.flatten(), ignore_index=IGNORED
        )
        part = functional.cross_entropy(
            parts.float().flatten(0, 2), batch.parts.flatten(), ignore_index=IGNORED
        )
        found |= {"stage": WEIGHT_STAGE * stage, "part": WEIGHT_PART * part}
    return found


@torch.no_grad()
def figures(both: Both, data: Sequence[Example]) -> dict[str, float]:
    """Triggers with their type: precision, recall, F1; type and status where a trigger is known; words of actors and recipients."""
    both.eval()
    counts: Counter[str] = Counter()
    for start in range(0, len(data), SENTENCES):
        group = data[start : start + SENTENCES]
        kinds, stages, parts = both(collate(group))
        shares = torch.softmax(kinds, -1)
        for row, one in enumerate(group):
            count_sentence(counts, one, shares[row], stages[row].argmax(-1), parts[row].argmax(-1))
    both.train()

    def f1(right: str, found: str, wanted: str) -> float:
        return 2 * counts[right] / max(counts[found] + counts[wanted], 1)

    return {
        "triggers": counts["wanted"],
        "type of known triggers": counts["hit"] / max(counts["wanted"], 1),
        "precision": counts["right"] / max(counts["found"], 1),
        "recall": counts["right"] / max(counts["wanted"], 1),
        "F1": f1("right", "found", "wanted"),
        "status": counts["stage"] / max(counts["wanted"], 1),
        "actor words F1": f1("right 1", "found 1", "wanted 1"),
        "recipient words F1": f1("right 2", "found 2", "wanted 2"),
        "finds in a sentence without event": counts["noise"] / max(counts["quiet"], 1),
    }


def count_sentence(counts: Counter[str], one: Example, shares: Tensor, stages: Tensor, parts: Tensor) -> None:
    """Adds what is right and wrong in one sentence."""
    said = [0 if kind == IGNORED else int(shares[i].argmax()) for i, kind in enumerate(one.kinds)]
    inside = {i for _, words in one.triggers for i in words}
    for type_, words in one.triggers:
        top = max(
            words, key=lambda i: 1 - float(shares[i, 0])
        )  # the word it is surest of speaks for the phrase
        kind = int(shares[top, 1:].argmax()) + 1
        counts.update(
            {"wanted": 1, "hit": KINDS[kind] == type_, "stage": int(stages[top]) == one.stages[top]}
        )
        counts.update({"found": bool(said[top]), "right": said[top] > 0 and KINDS[said[top]] == type_})
        for want, got in zip(one.parts[top], parts[top, : len(said)].tolist(), strict=True):
            if want != IGNORED:
                for number in (1, 2):
                    counts[f"right {number}"] += want == got == number
                    counts[f"found {number}"] += got == number
                    counts[f"wanted {number}"] += want == number
    wrong = sum(kind > 0 and i not in inside for i, kind in enumerate(said))
    counts["found"] += wrong
    if not one.triggers:
        counts.update({"quiet": 1, "noise": wrong})


def load_both(path: Path) -> Both:
    """What `main` wrote."""
    saved = torch.load(path, weights_only=False)
    grammar = revive()
    both = Both(grammar, Judge(grammar.encoder.sizes.layers, grammar.encoder.sizes.hidden))
    both.load_state_dict(saved["average"])
    return both.eval()


def main() -> None:
    """Command line."""
    command = argparse.ArgumentParser(description=__doc__)
    command.add_argument("--shared", type=Path, default=Path("../shared"))
    command.add_argument("--work", type=Path, required=True, help="folder for judge.pt")
    command.add_argument("--corpus", type=Path, default=FOLDER, help="folder of marked sentences")
    command.add_argument("--languages", default="de,en", help="languages of the corpus to train on")
    command.add_argument(
        "--start", type=Path, help="judge.pt of an earlier run to go on from, with a fresh schedule"
    )
    command.add_argument("--minutes", type=float, default=60)
    command.add_argument("--batch", type=int, default=640, help="pieces of a batch of treebanks and news")
    command.add_argument("--threads", type=int, default=2)
    command.add_argument("--seed", type=int, default=1)
    command.add_argument("--rate", type=float, default=1.0, help="factor of all learning rates")
    command.add_argument("--decay", type=float, default=0.995, help="of the average of weights, every step")
    command.add_argument("--average-from", type=float, default=0.5, help="share of the run")
    command.add_argument("--bfloat16", action="store_true", help="products in 16 bits: quicker on newer CPUs")
    options = command.parse_args()
    torch.manual_seed(options.seed)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    teacher = revive().requires_grad_(False)
    grammar = revive()
    both = Both(grammar, Judge(grammar.encoder.sizes.layers, grammar.encoder.sizes.hidden))
    if options.start:
        both.load_state_dict(load_both(options.start).state_dict())
    # The grammar has nothing to learn, so nothing of it is dropped.
    grammar.encoder.drop = grammar.drop = MaskPool(0.0)
    teacher.encoder.bfloat16 = grammar.encoder.bfloat16 = options.bfloat16
    data = list(examples(read(options.corpus), load_shipped(threads=1)))
    learnt = [one for one in data if not one.test and one.marked.language in options.languages.split(",")]
    print(f"{len(data)} sentences, {len(learnt)} to learn from", flush=True)
    pieces = Pieces(Tokenizer.from_file(str(WEIGHTS / "tokenizer.json")))
    groups, held = training_groups(options.shared)
    groups = {name: group for name, group in (groups | news(options.shared)).items() if name in NEWS}
    chance = random.Random(options.seed)
    events = judge_batches(learnt, chance)

    def mixed() -> Iterator[Batch | JudgeBatch]:
        for batch in batches(groups, NEWS, pieces, grammar.labels, options.batch, chance):
            yield batch
            yield next(events)

    run(options, both, mixed(), partial(losses, teacher=teacher))
    for name, value in quick_check(grammar, pieces, held["de_gsd"], held["germeval"]).items():
        print(f"grammar {name} {value:.4f}")
    for language in ("de", "en"):
        test = [one for one in data if one.test and one.marked.language == language]
        print(language, json.dumps({k: round(v, 3) for k, v in figures(both, test).items()}))


def run(options: argparse.Namespace, both: Both, source: Iterator[Any], wrong: Any) -> None:
    """Trains for `--minutes`; writes `judge.pt` (averaged weights) now and then, and leaves them in `both`."""
    # The embeddings stay the teacher's: `distilled` starts from its.
    for name, weight in both.grammar.encoder.named_parameters():
        weight.requires_grad_(name.startswith("layers."))
    encoder = list(both.grammar.encoder.layers.parameters())
    heads = [p for n, p in both.grammar.named_parameters() if not n.startswith("encoder.")]
    optimiser = torch.optim.AdamW(
        [
            {"params": encoder, "lr": 1.2e-4},
            {"params": heads, "lr": 2e-4},
            {"params": both.judge.parameters(), "lr": 1e-3},
        ],
        weight_decay=0.01,
        fused=True,
    )
    rates = [options.rate * group["lr"] for group in optimiser.param_groups]
    average: Average | None = None
    both.train()
    workers = Workers(both, options.threads, wrong)  # type: ignore[arg-type]
    start = time.monotonic()
    running: Counter[str] = Counter()
    step, done, shown = 0, 0.0, 0.0
    while done < 1:
        done = (time.monotonic() - start) / (options.minutes * 60)
        for group, base in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = base * rate(min(done, 1.0))
        for name, value in workers.step(source).items():
            running[name] += value
        nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 2.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        if average is None and done > options.average_from:
            average = Average(both, options.decay)
        elif average:
            average.update(both)
        if step % 50 == 0:
            print(
                f"{step} {done:.3f} " + " ".join(f"{k} {v / 50:.3f}" for k, v in running.items()), flush=True
            )
            running.clear()
        if done - shown > 0.1:
            shown = done
            torch.save(
                {"average": average.weights if average else both.state_dict()}, options.work / "judge.pt"
            )
    if average:
        both.load_state_dict(average.weights)
    torch.save({"average": both.state_dict()}, options.work / "judge.pt")


if __name__ == "__main__":
    main()
