"""Is it told as another one than before? "ein zweites Treffen", "another meeting": not the one just told."""

from __future__ import annotations

import re
from collections.abc import Iterable

from aktenlage.folding import fold
from aktenlage.shapes import Mention

# What stands right before such a word: "ein weiteres Treffen", "a second round of talks".
_COUNTED = re.compile(
    r"\b(?:(?:zweit|dritt|viert|fünft|weiter|ander|erneut|neuerlich|nächst|vorig|vorherig|vorangegangen)e[nrsm]?"
    r"|(?:another|further|second|third|fourth|fifth|next|previous)(?: (?:round|series) of)?)\s+$",
    re.IGNORECASE,
)
# Steps of one treaty, each a happening of its own: signing and ratifying.
_STEPS = (re.compile(r"sign(?:s|ed|ing|ature)?$|unterzeich|unterschr|paraph"), re.compile(r"ratifi"))


def another(before: str) -> bool:
    """Whether what stands before an event's word makes it another one: "… vereinbarten ein weiteres "."""
    return _COUNTED.search(before) is not None


def told_as_another(mentions: Iterable[Mention], text: str) -> set[int]:
    """Where the triggers of such mentions begin in the text of the report."""
    return {m.trigger.start for m in mentions if another(text[m.start : m.trigger.start])}


def steps_agree(some: Iterable[str], others: Iterable[str]) -> bool:
    """No two different steps of a treaty in two lists of words."""
    mine, theirs = _steps(some), _steps(others)
    return not mine or not theirs or bool(mine & theirs)


def _steps(words: Iterable[str]) -> set[int]:
    folded = [fold(word) for word in words]
    return {n for n, step in enumerate(_STEPS) if any(step.match(word) for word in folded)}
