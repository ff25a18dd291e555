"""The judge: what kind of event, if any, each word of a sentence tells of, at what stage, and who has which part in it.

What its trainings share: the sentences of the event corpus as tensors, the head, the losses, the figures. Two networks carry the head: a
large one that is only a teacher (`training/judge_teacher.py`), and one layer beside the shipped grammar (`training/judge_student.py`).
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import torch
from spacy.tokens import Token
from torch import Tensor, nn
from torch.nn import functional

from aktenlage.coding.plover import TYPES
from aktenlage.grammar import parse_many
from aktenlage.grammar.model import PAD, Window
from aktenlage.grammar.model import Model as Shipped
from training.event_corpus import STATUSES, Marked, is_test
from training.train import Average, rate

KINDS = ("none", *TYPES)
PARTS = ("none", "actor", "recipient")
SIZE, PART_SIZE = 192, 96
CONTENT = {"VERB", "NOUN", "ADJ", "PROPN"}  # words that can be a trigger
IGNORED = -100
SENTENCES = 32  # of the event corpus in a batch
# How much each question counts. Words without an event are many: they count as a whole, not each.
WEIGHT_NONE, WEIGHT_KIND, WEIGHT_STAGE, WEIGHT_PART = 0.8, 1.0, 0.3, 0.5
SMOOTHING = 0.05
AVERAGED_FROM, DECAY = 0.6, 0.99  # share of the run after which weights are averaged, and how slowly


Said = tuple[Tensor, Tensor, Tensor]  # kinds [B,W,17], stages [B,W,5], parts [B,W,W,3]


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
    """States of words in, scores of words out."""

    def __init__(self, hidden: int, dropout: float = 0.2) -> None:
        super().__init__()
        self.first, self.last = nn.Linear(hidden, SIZE), nn.Linear(hidden, SIZE, bias=False)
        self.norm = nn.LayerNorm(SIZE)
        self.kind, self.stage = nn.Linear(SIZE, len(KINDS)), nn.Linear(SIZE, len(STATUSES))
        self.of, self.who = nn.Linear(SIZE, PART_SIZE), nn.Linear(SIZE, PART_SIZE)
        self.part = nn.Parameter(torch.randn(len(PARTS), PART_SIZE + 1, PART_SIZE + 1) * 0.02)
        self.drop = nn.Dropout(dropout)

    def forward(self, first: Tensor, last: Tensor) -> Said:
        """The states of the first and of the last piece of each word [B,W,H]; what a compound is stands at its end."""
        first, last = self.drop(first), self.drop(last)
        x = self.drop(self.norm(functional.gelu(self.first(first) + self.last(last))))
        of, who = functional.gelu(self.of(x)), functional.gelu(self.who(x))
        one = torch.ones_like(of[..., :1])
        of, who = torch.cat([of, one], -1), torch.cat([who, one], -1)
        parts = torch.einsum("bid,pde,bje->bijp", of, self.part, who)
        return self.kind(x), self.stage(x), parts


class States(nn.Module):
    """A learnt weighted mean of several states of the same pieces."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.zeros(count))

    def forward(self, states: Sequence[Tensor]) -> Tensor:
        """Each [B,W,H] -> [B,W,H]."""
        return torch.einsum("l,lbwh->bwh", torch.softmax(self.weights, 0), torch.stack(list(states)))


def at(state: Tensor, places: Tensor) -> Tensor:
    """state [B,T,H], places [B,W] -> [B,W,H]."""
    return state[torch.arange(len(places))[:, None], places]


def last_pieces(mask: Tensor, words: Tensor) -> Tensor:
    """Place of the last piece of each word [B,W]: before the next word, or before `</s>`."""
    ends = mask.sum(1, keepdim=True) - 1
    following = torch.cat([words[:, 2:], torch.zeros_like(words[:, :1])], 1)
    following = torch.where(following == 0, ends, following)
    return (following - 1).clamp(min=0)


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


def judged(said: Said, batch: JudgeBatch) -> dict[str, Tensor]:
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
def figures(network: nn.Module, data: Sequence[Example]) -> dict[str, float]:
    """Triggers with their type: precision, recall, F1; type and status where a trigger is known; words of actors and recipients."""
    network.eval()
    counts: Counter[str] = Counter()
    for start in range(0, len(data), SENTENCES):
        group = data[start : start + SENTENCES]
        kinds, stages, parts = network(collate(group))
        shares = torch.softmax(kinds, -1)
        for row, one in enumerate(group):
            count_sentence(counts, one, shares[row], stages[row].argmax(-1), parts[row].argmax(-1))
    network.train()

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


def fit(
    network: nn.Module,
    rates: Sequence[tuple[Iterable[nn.Parameter], float]],
    source: Iterator[dict[str, Tensor]],
    minutes: float,
) -> None:
    """Trains for so many minutes on the losses that `source` gives, and leaves the average of the last weights in `network`.

    `rates`: parameters with their learning rates.
    """
    optimiser = torch.optim.AdamW(
        [{"params": list(parameters), "lr": rate_} for parameters, rate_ in rates],
        weight_decay=0.01,
        fused=True,
    )
    learnt = [parameter for group in optimiser.param_groups for parameter in group["params"]]
    average: Average | None = None
    running: Counter[str] = Counter()
    start = time.monotonic()
    step, done = 0, 0.0
    network.train()
    while done < 1:
        done = (time.monotonic() - start) / (minutes * 60)
        for group, (_, base) in zip(optimiser.param_groups, rates, strict=True):
            group["lr"] = base * rate(min(done, 1.0))
        found = next(source)
        torch.stack(list(found.values())).sum().backward()
        nn.utils.clip_grad_norm_(learnt, 2.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        for name, value in found.items():
            running[name] += float(value.detach())
        if average is None and done > AVERAGED_FROM:
            average = Average(network, DECAY)
        elif average:
            average.update(network)
        if step % 100 == 0:
            print(
                f"{step} {done:.3f} " + " ".join(f"{k} {v / 100:.3f}" for k, v in running.items()), flush=True
            )
            running.clear()
    if average:
        network.load_state_dict(average.weights)


def report(network: nn.Module, data: Sequence[Example]) -> None:
    """Prints the figures on the test part, a line for each language."""
    for language in ("de", "en"):
        test = [one for one in data if one.test and one.marked.language == language]
        print(
            language,
            json.dumps({name: round(value, 3) for name, value in figures(network, test).items()}),
            flush=True,
        )
