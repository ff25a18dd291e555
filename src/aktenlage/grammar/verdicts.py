"""What the judge says of the words of a text: kind of event, its stage, and the parts of other words in it.

The judge is a head of the network (`training/judge.py`); a text parsed without one has no verdicts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

KEY = "verdicts"


@dataclass(frozen=True)
class Verdict:
    """Log probabilities for the W words of one sentence: kinds [W,K], stages [W,S], parts [W,P,W] (of a trigger's words)."""

    kinds: NDArray[np.float32]
    stages: NDArray[np.float32]
    parts: NDArray[np.float32]


@dataclass
class Verdicts:
    """All sentences of a text: `places` gives each token its sentence and its row there; blanks have none."""

    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    parts: tuple[str, ...]
    sentences: list[Verdict] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)

    def add(self, verdict: Verdict, tokens: Sequence[int]) -> None:
        """The verdict on the sentence of these tokens."""
        self.places.update({token: (len(self.sentences), row) for row, token in enumerate(tokens)})
        self.sentences.append(verdict)


def verdicts(doc: Doc) -> Verdicts | None:
    """The verdicts on a text, None where no judge was asked."""
    found: Verdicts | None = doc.user_data.get(KEY)
    return found


def kinds(token: Token) -> dict[str, float] | None:
    """Probability of each kind ("none" and the event types) for a word, None without a judge."""
    return _shares(token, "kinds")


def stages(token: Token) -> dict[str, float] | None:
    """Probability of each status for a word that tells of an event, None without a judge."""
    return _shares(token, "stages")


def _shares(token: Token, question: str) -> dict[str, float] | None:
    found = verdicts(token.doc)
    if found is None or token.i not in found.places:
        return None
    sentence, row = found.places[token.i]
    shares = np.exp(getattr(found.sentences[sentence], question)[row])
    return dict(zip(getattr(found, question), shares.tolist(), strict=True))


def part(trigger: Token, part: str) -> list[tuple[Token, float]]:
    """Words of the trigger's sentence with the probability that they head an entity of that part in its event."""
    found = verdicts(trigger.doc)
    if found is None or trigger.i not in found.places:
        return []
    sentence, row = found.places[trigger.i]
    shares = np.exp(found.sentences[sentence].parts[row, found.parts.index(part)]).tolist()
    first = trigger.i
    while first > 0 and found.places.get(first - 1, (sentence, 0))[0] == sentence:
        first -= 1
    return [
        (token, shares[place[1]])
        for token in trigger.doc[first : first + 2 * len(shares) + 2]
        if (place := found.places.get(token.i)) is not None and place[0] == sentence
    ]
