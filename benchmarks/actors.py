"""Whom does the coder not know? Prints the commonest acting nouns of a corpus that get neither country nor sector.

`python -m benchmarks.actors --shared ../shared --show 300` reads `corpus/wikinews-de.jsonl`; an acting noun is the subject
(or agent of the passive) of a word that tells of an event. What stays unresolved is a gap of `world/data/`, or truly
unknown.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.tokens import Token

from aktenlage import grammar
from aktenlage.coding import clauses
from aktenlage.coding.coder import Reading, read_events
from aktenlage.coding.who import Cast
from aktenlage.shapes import Document

GERMAN = Path("corpus/wikinews-de.jsonl")


def acting(reading: Reading) -> Iterator[Token]:
    """The nouns that stand as actor of the report's triggers, coded or dropped."""
    triggers = [d.trigger for d in reading.decisions] + [t for t, _ in reading.dropped]
    for trigger in triggers:
        if trigger.frame.part != "verbs" or trigger.frame.pattern in ("recipient-only", "demand"):
            continue
        token = trigger.token
        actor = clauses.agent(token) if clauses.is_passive(token) else clauses.subject(token)
        if actor is not None and actor.pos_ in ("NOUN", "PROPN"):
            yield actor


def is_known(token: Token, cast: Cast) -> bool:
    """Whether the noun, or whoever owns it, has a country or a sector."""
    return any(e.country or e.sector for e in cast.all(token) or cast.owner(token))


def count(documents: Iterable[Document]) -> tuple[int, Counter[str]]:
    """(acting nouns in all, base forms of those unresolved with their number)."""
    total, unknown = 0, Counter[str]()
    waiting = list(documents)
    parsed = grammar.parse_many((d.text, d.language or "de") for d in waiting)
    for document, doc in zip(waiting, parsed, strict=True):
        reading = read_events(document, doc, document.language or "de")
        for token in acting(reading):
            total += 1
            if not is_known(token, reading.cast):
                unknown[token.lemma_] += 1
    return total, unknown


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--show", type=int, default=50, help="how many unresolved heads to print")
    options = parser.parse_args()
    rows = [json.loads(line) for line in (options.shared / GERMAN).read_text("utf-8").splitlines()]
    documents = [
        Document(id=row["id"], text=row["text"], published=row.get("published"), language="de")
        for row in rows
    ]
    total, unknown = count(documents)
    missing = sum(unknown.values())
    print(f"acting nouns {total}, with country or sector {(total - missing) / max(1, total):.3f}")
    for head, number in unknown.most_common(options.show):
        print(f"{number:4} {head}")


if __name__ == "__main__":
    main()
