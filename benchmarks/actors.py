"""Whom does the coder not know? Prints the commonest acting nouns of a corpus that get neither country nor sector.

`python -m benchmarks.actors --shared ../shared --show 300` reads `corpus/wikinews-de.jsonl`; an acting noun is the subject
(or agent of the passive) of a word that tells of an event. What stays unresolved is a gap of `world/data/`, or truly
unknown.

The share is printed twice: of all acting nouns, and of those that can act. A common noun cannot act when the lexicon reads
it as an event ("Vorwurf", "Gespräche"), when it ends in one of ABSTRACT, or when it is a writing, a weapon or an amount
(THINGS); nouns of `agents.csv` ("Regierung") and names always can.
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
from aktenlage.coding.lexicon import frames_of_noun
from aktenlage.coding.who import Cast
from aktenlage.shapes import Document
from aktenlage.world import lookup

GERMAN = Path("corpus/wikinews-de.jsonl")
# Endings of German nouns for deeds, states and qualities.
ABSTRACT = ("ung", "heit", "keit", "nis", "ismus", "tät")
# Heads of German nouns that stand as subjects of "fordern", "treffen", "zeigen" and decide nothing.
THINGS = (
    # writings
    "bericht", "resolution", "gesetz", "studie", "gutachten", "urteil", "brief", "artikel", "buch", "entwurf", "plan",
    # weapons and vehicles
    "bombe", "rakete", "sprengsatz", "geschoss", "granate", "kugel", "mine", "fahrzeug", "flugzeug", "auto",
    # amounts and times
    "prozent", "million", "milliarde", "kosten", "kredit", "zeit", "tag", "monat", "jahr", "saison",
)  # fmt: skip


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


def can_act(token: Token) -> bool:
    """Whether the noun may name somebody who acts, by the rule at the head of this file."""
    if token.pos_ == "PROPN" or token.ent_type_ or lookup.agent(token.lemma_, "de") is not None:
        return True
    word = token.lemma_.casefold()
    return not word.endswith((*ABSTRACT, *THINGS)) and not any(frames_of_noun(token, "de"))


def count(documents: Iterable[Document]) -> tuple[int, Counter[str], Counter[str]]:
    """(acting nouns in all; base forms with their number of those unresolved that can act, and of those that cannot)."""
    total, unknown, things = 0, Counter[str](), Counter[str]()
    waiting = list(documents)
    parsed = grammar.parse_many((d.text, d.language or "de") for d in waiting)
    for document, doc in zip(waiting, parsed, strict=True):
        reading = read_events(document, doc, document.language or "de")
        for token in acting(reading):
            total += 1
            if not is_known(token, reading.cast):
                (unknown if can_act(token) else things)[token.lemma_] += 1
    return total, unknown, things


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
    total, unknown, things = count(documents)
    missing, inert = sum(unknown.values()), sum(things.values())
    known = total - missing - inert
    print(f"acting nouns {total}, with country or sector {known / max(1, total):.3f}")
    print(f"of the {total - inert} that can act {known / max(1, total - inert):.3f}")
    for head, number in unknown.most_common(options.show):
        print(f"{number:4} {head}")


if __name__ == "__main__":
    main()
