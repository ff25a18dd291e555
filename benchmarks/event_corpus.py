"""How well does the whole coder do on sentences that no rule was written from? `python -m benchmarks.event_corpus`

The test part of the event corpus (`training/events`), which neither the judge nor the lexicon has learnt from: each sentence is
coded as a report of its own, by the rules alone and, where the weights carry one, with the judge. An event is right when its trigger lies on a marked
trigger of the same type, or is the verb that carries it or the noun that it carries ("Talks" of "Talks began", "promise" of "made a promise": the corpus marks one,
the lexicon the other); a party when its head word lies inside a marked span of that role.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from aktenlage.coding.coder import code_parsed
from aktenlage.grammar import parse_many
from aktenlage.grammar.model import WEIGHTS
from aktenlage.grammar.verdicts import KEY
from aktenlage.shapes import CodedDocument, Document, Entity, Mention
from training.event_corpus import Marked, MarkedEvent, is_test, read


@dataclass(frozen=True, slots=True)
class Scored:
    """Figures of one language and one way."""

    precision: float
    recall: float
    f1: float
    actors: float
    recipients: float
    status: float
    invented: float


def coded(sentences: Sequence[Marked], judged: bool) -> Iterable[tuple[CodedDocument, Doc]]:
    """Each sentence coded as a report, with its tree."""
    for one, doc in zip(sentences, parse_many((s.text, s.language) for s in sentences), strict=True):
        report = Document(id=one.id, text=one.text, language=one.language)
        yield code_parsed(report, heard(doc, judged), one.language), doc


def heard(doc: Doc, judged: bool) -> Doc:
    """The parsed text with or without what the judge says."""
    if not judged:
        doc.user_data.pop(KEY, None)
    return doc


def score(sentences: Sequence[Marked], judged: bool) -> Scored:
    """Precision, recall and F1 of events; share of right parties and status among matched events; finds where there is nothing."""
    counts: Counter[str] = Counter()
    for one, (document, doc) in zip(sentences, coded(sentences, judged), strict=True):
        found = [mention for event in document.events for mention in event.mentions]
        counts["found"] += len(found)
        counts["wanted"] += len(one.events)
        counts["quiet"] += not one.events
        counts["invented"] += 0 if one.events else len(found)
        free = list(found)
        for event in one.events:
            match = next((m for m in free if m.type == event.type and on(m, event, doc)), None)
            if match is None:
                continue
            free.remove(match)
            counts["right"] += 1
            counts["status"] += match.status == event.status
            counts["actors"] += same(match.actors, event.actors)
            counts["recipients"] += same(match.recipients, event.recipients)
    right = max(counts["right"], 1)
    return Scored(
        counts["right"] / max(counts["found"], 1),
        counts["right"] / max(counts["wanted"], 1),
        2 * counts["right"] / max(counts["found"] + counts["wanted"], 1),
        counts["actors"] / right,
        counts["recipients"] / right,
        counts["status"] / right,
        counts["invented"] / max(counts["quiet"], 1),
    )


# How a noun hangs on the verb that carries it.
CARRIED = {"obj", "nsubj", "nsubj:pass", "obl", "xcomp"}


def on(mention: Mention, event: MarkedEvent, doc: Doc) -> bool:
    """Whether the coded trigger lies on a marked one, carries it or is carried by it."""
    if any(mention.trigger.start < end and start < mention.trigger.end for start, end in event.trigger):
        return True
    marked = [t for t in doc if any(t.idx < end and start < t.idx + len(t) for start, end in event.trigger)]
    return any(
        (t.head.idx == mention.trigger.start and t.dep_ in CARRIED)
        or any(c.idx == mention.trigger.start and c.dep_ in CARRIED for c in t.children)
        for t in marked
    )


def same(coded: Sequence[Entity], marked: Sequence[tuple[int, int]]) -> bool:
    """Whether every coded party lies in a marked span and every span has its party."""
    inside = [[e for e in coded if e.start < end and start < e.end] for start, end in marked]
    return all(inside) and sum(map(len, inside)) >= len(coded)


def judge_sits() -> bool:
    """Whether the shipped weights carry a judge."""
    return bool(json.loads((WEIGHTS / "labels.json").read_text("utf-8")).get("kinds"))


def figures() -> dict[str, dict[str, float]]:
    """Language and way -> figures."""
    test = [one for one in read() if is_test(one.batch)]
    found = {}
    for language in ("de", "en"):
        ours = [one for one in test if one.language == language]
        for way in ("rules", "rules and judge") if judge_sits() else ("rules",):
            scored = score(ours, way != "rules")
            found[f"{language} {way}"] = {slot: round(getattr(scored, slot), 3) for slot in scored.__slots__}
    return found


def main() -> None:
    """Prints a table; `--json` the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    found = figures()
    if options.json:
        print(json.dumps(found))
        return
    print("| | P | R | F1 | actors | recipients | status | invented a sentence without event |")
    print("|---|---|---|---|---|---|---|---|")
    for name, row in found.items():
        print(f"| {name} | {' | '.join(f'{value:.3f}' for value in row.values())} |")


if __name__ == "__main__":
    main()
