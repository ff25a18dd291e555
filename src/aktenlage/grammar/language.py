"""Which language is a text in? German, English, or another one that the grammar cannot read.

The detector is ELD (package `eldc`, 60 languages, compiled in, ready in a millisecond); here only the choice is made.
"""

from __future__ import annotations

from functools import cache

import eldc

SUPPORTED = ("de", "en")
ENOUGH = 20_000  # characters looked at: more changes nothing
# "Blinken met Xi." looks a little more Dutch than English: where the detector itself is unsure,
# German or English is taken if it comes this near to the best guess.
NEAR = 0.62


@cache
def detector() -> object:
    """ELD, started once."""
    eldc.init()
    eldc.set_scores(20)
    return eldc


def detect(text: str) -> str:
    """`de`, `en`, or `other` (other languages, and texts without words).

    One sentence is enough; the same text always gives the same answer.
    """
    detector()
    found = eldc.detect_details(text[:ENOUGH].strip())
    if found.language in SUPPORTED:
        return str(found.language)
    if found.reliable or not found.scores:
        return "other"
    best = max(found.scores.values())
    ours = max(SUPPORTED, key=lambda code: found.scores.get(code, 0.0))
    return ours if found.scores.get(ours, 0.0) >= NEAR * best else "other"
