"""Is it an event at all, and of which type? What the learned judge says beside the lexicon, and when it is heard.

The judge is a head of the network (`training/judge.py`); where the weights have none, or with `--no-judge`, the rules alone
decide. How sure it must be stands in `judge.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from aktenlage.coding import clauses, plover
from aktenlage.coding.lexicon import Frame
from aktenlage.grammar import verdicts

if TYPE_CHECKING:
    from aktenlage.coding.triggers import Trigger

NOTHING = "none"
FILE = "judge"  # what stands for the lexicon's file in a frame that only the judge sees
CONTENT = {"VERB", "NOUN", "ADJ", "PROPN"}
PATTERNS = {"VERB": ("verbs", "transitive"), "NOUN": ("nouns", "noun"), "ADJ": ("verbs", "transitive")}
# Types in which both sides do the same: "die Minister konferierten".
MUTUAL = {"CONSULT", "COOPERATE"}


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the judge holds of a trigger: the probability of each kind and of each status, of the word it is surest of."""

    kinds: dict[str, float]
    stages: dict[str, float]

    @property
    def best(self) -> str:
        """The likeliest event type, whether or not it is one."""
        return max(plover.TYPES, key=lambda kind: self.kinds[kind])

    @property
    def stage(self) -> str:
        """The likeliest status."""
        return max(self.stages, key=lambda stage: self.stages[stage])

    def __str__(self) -> str:
        kind, stage = self.best, self.stage
        return f"{kind} {self.kinds[kind]:.2f}, no event {self.kinds[NOTHING]:.2f}, {stage} {self.stages[stage]:.2f}"


@cache
def limits() -> dict[str, float]:
    """The shares of `judge.toml`."""
    return tomllib.loads(files(__package__).joinpath("judge.toml").read_text("utf-8"))


def opinion(words: Iterable[Token]) -> Opinion | None:
    """The judge's opinion of a trigger of these words, None without a judge."""
    best: tuple[float, Token, dict[str, float]] | None = None
    for word in words:
        kinds = verdicts.kinds(word)
        if kinds is not None and (best is None or kinds[NOTHING] < best[0]):
            best = (kinds[NOTHING], word, kinds)
    if best is None:
        return None
    stages = verdicts.stages(best[1])
    assert stages is not None
    return Opinion(best[2], stages)


def of(trigger: Trigger) -> Opinion | None:
    """The judge's opinion of a trigger of the lexicon: of its word and the words of its phrase that carry meaning."""
    return opinion([trigger.token, *(word for word in trigger.words if word.pos_ in CONTENT)])


def votes(said: Opinion, trigger: Trigger) -> str | None:
    """The status that the judge gives to a trigger of which no rule says anything, if it is sure of another than `actual`.

    It need not be so sure of what it proposed itself: no line tells how such a word is used.
    """
    stage = said.stage
    wanted = limits()["own-status" if trigger.frame.file == FILE else "status"]
    return stage if stage != "actual" and said.stages[stage] >= wanted else None


def everyday(trigger: Trigger) -> bool:
    """Whether a word often tells of no politics: its line asks for a political actor. "Verschoben" tells what became of another event.

    Of what is but intended or left out ("wishes to meet the pope", "left without meeting him") the judge has seen too little
    to say that it is nothing.
    """
    word = trigger.token
    plain = clauses.feature(word, "VerbForm") not in ("Inf", "Ger") and clauses.base(word) != "advcl"
    return trigger.frame.political and trigger.frame.status is None and plain


def verify(found: dict[int, Trigger]) -> list[tuple[Trigger, str]]:
    """Drops and retypes, in place, what the judge will not have; -> the dropped ones with the reason."""
    dropped = []
    for place, trigger in list(found.items()):
        said = None if trigger.frame.sure else of(trigger)
        if said is None:
            continue
        type_ = trigger.frame.type
        if everyday(trigger) and said.kinds[NOTHING] >= limits()["nothing"]:
            del found[place]
            dropped.append((trigger, f"the judge sees no event in it ({said})"))
        elif said.kinds[said.best] >= limits()["other"] and said.kinds[type_] <= limits()["own"]:
            trigger.frame = replace(trigger.frame, type=said.best, mode=None)
            trigger.retyped = type_
    return dropped


def proposals(doc: Doc, language: str, taken: set[int]) -> Iterator[tuple[Token, Frame, float]]:
    """Words outside the phrases of the lexicon that the judge takes for an event, with a frame for their roles and how sure it is."""
    for place in verdicts.likely(doc, min(limits()["between"], limits()["alike"])):
        token = doc[place]
        if token.i in taken or token.pos_ not in PATTERNS or token.ent_type_ in ("PER", "LOC"):
            continue
        if clauses.is_infinitive(token) and clauses.base(token) in INTENDED:
            continue
        if any(word.i in taken for word in (token.head, *token.children) if clauses.base(word) not in FAR):
            continue
        said = opinion([token])
        assert said is not None
        part, pattern = PATTERNS[token.pos_]
        if said.best == "MOBILIZE":
            pattern = "intransitive" if part == "verbs" else pattern  # who is sent is no aim
        if said.best in MUTUAL:
            pattern = "reciprocal" if part == "verbs" else "noun-reciprocal"
        frame = Frame(
            type=said.best, language=language, part=part, key=token.lemma_, head=token.lemma_.casefold(), extras=(),
            compounds=False, pattern=pattern, prepositions=(), political=True, file=FILE,
        )  # fmt: skip
        yield token, frame, said.kinds[said.best]


# "ein Plan, Russland zu verurteilen": what is but intended is told by the word above.
INTENDED = {"acl", "xcomp"}
# A trigger that hangs on a word by one of these is another happening than the word.
FAR = {"conj", "parataxis", "advcl", "acl", "ccomp", "root", "nsubj", "csubj"}


def parts(trigger: Token, part: str, limit: float) -> list[Token]:
    """Words that head an entity of that part (`actor`, `recipient`) in the event of a trigger, as the judge sees it."""
    return verdicts.part(trigger, part, limit)


def check() -> list[str]:
    """Every mistake in `judge.toml`."""
    return [
        f"judge.toml: {name} = {share}: a share lies between 0 and 1"
        for name, share in limits().items()
        if not 0 <= share <= 1
    ]
