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
    """All sentences of a text: `places` gives each token its sentence and its row there, `tokens` the reverse; blanks have none."""

    kinds: tuple[str, ...]
    stages: tuple[str, ...]
    parts: tuple[str, ...]
    sentences: list[Verdict] = field(default_factory=list)
    places: dict[int, tuple[int, int]] = field(default_factory=dict)
    tokens: list[Sequence[int]] = field(default_factory=list)

    def add(self, verdict: Verdict, tokens: Sequence[int]) -> None:
        """The verdict on the sentence of these tokens."""
        self.places.update({token: (len(self.sentences), row) for row, token in enumerate(tokens)})
        self.sentences.append(verdict)
        self.tokens.append(tokens)


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


def likely(doc: Doc, share: float) -> list[int]:
    """Tokens that tell of an event of some type with at least that probability, in their order; none without a judge."""
    found = verdicts(doc)
    if found is None:
        return []
    nothing = found.kinds.index("none")
    places: list[int] = []
    for one, tokens in zip(found.sentences, found.tokens, strict=True):
        rows = (np.delete(one.kinds, nothing, axis=1) >= np.log(share)).any(1)
        places += [tokens[int(row)] for row in np.flatnonzero(rows)]
    return places


def part(trigger: Token, part: str, share: float) -> list[Token]:
    """Words of the trigger's sentence that head an entity of that part in its event with at least that probability."""
    found = verdicts(trigger.doc)
    if found is None or trigger.i not in found.places:
        return []
    sentence, row = found.places[trigger.i]
    shares = found.sentences[sentence].parts[row, found.parts.index(part)]
    tokens = found.tokens[sentence]
    return [trigger.doc[tokens[int(column)]] for column in np.flatnonzero(shares >= np.log(share))]
