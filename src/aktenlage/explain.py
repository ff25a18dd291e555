"""Why was it coded so? Sentence by sentence: the tree, the frames that fired, the reason for every decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from aktenlage import grammar
from aktenlage.coding.coder import Decision, Reading, read_events
from aktenlage.pipeline import language_of
from aktenlage.shapes import Document, Statement
from aktenlage.tables import name
from aktenlage.world.scope import World, using


@dataclass(frozen=True, slots=True)
class Explained:
    """One sentence: its tree, a token a line, and what was decided about it: what it is, then the reasons."""

    number: int
    text: str
    tree: list[str]
    decisions: list[list[str]]


def explanation(document: Document, world: World | None = None) -> Iterator[str]:
    """The lines of the explanation, `world` being rows that a user adds. Raises CannotCode for a language that is not read."""
    yield f"# {document.id} ({language_of(document)}, published {document.published or 'unknown'})"
    for sentence in explained(document, world):
        yield ""
        yield f"## {sentence.number}  {sentence.text}"
        yield from (f"  {line}" for line in sentence.tree)
        for what, *reasons in sentence.decisions:
            yield f"  {what}"
            yield from (f"    {reason}" for reason in reasons)


def explained(document: Document, world: World | None = None) -> Iterator[Explained]:
    """The explanation sentence by sentence. Raises CannotCode."""
    language = language_of(document)
    doc = grammar.parse(document.text, language)
    with using(world):
        reading = read_events(document, doc, language)
    for number, sentence in enumerate(doc.sents):
        decisions = [_decision(d) for d in reading.decisions if d.mention.sentence == number]
        decisions += [
            [f"not coded: {trigger.token.text} ({trigger.frame.type}, {trigger.frame.where}): {reason}"]
            for trigger, reason in reading.dropped
            if trigger.token.sent == sentence
        ]
        decisions += [
            [_said(statement)]
            for statement in reading.statements
            if sentence.start_char <= statement.start < sentence.end_char
        ]
        yield Explained(number, " ".join(sentence.text.split()), list(_tree(sentence, reading)), decisions)


def _tree(sentence: Span, reading: Reading) -> Iterator[str]:
    def lines(token: Token, depth: int) -> Iterator[str]:
        who = "; ".join(name(e) for e in reading.cast.of(token))
        known = f"   = {who} [{reading.cast.why(token)}]" if who else ""
        features = f" {token.morph}" if str(token.morph) else ""
        ent = f" {token.ent_type_}" if token.ent_type_ else ""
        yield f"{'  ' * depth}{token.text}  ({token.dep_} {token.pos_} {token.lemma_}{ent}{features}){known}"
        for child in token.children:
            if child.pos_ not in ("PUNCT", "SPACE"):
                yield from lines(child, depth + 1)

    yield from lines(sentence.root, 0)


def _decision(decision: Decision) -> list[str]:
    mention, frame = decision.mention, decision.trigger.frame
    mode = f" {mention.mode}" if mention.mode else ""
    stage = "".join(f"; {reason}" for reason in decision.stage.reasons)
    told = [
        f'event: {mention.type}{mode}  "{mention.trigger.text}" by "{frame.key}" = {frame.pattern} ({frame.where})',
        *([f"judge: {decision.opinion}"] if decision.opinion else []),
        *decision.roles.reasons,
        f"status {mention.status}, {mention.certainty}{stage}",
    ]
    if mention.date:
        told.append(f"date {mention.date}: {decision.date_reason}")
    if mention.place:
        told.append(f"place {mention.place.name}: {decision.place_reason}")
    if mention.sources:
        told.append(f"sources {' → '.join(name(e) for e in mention.sources)}: it stands in what they say")
    return told


def _said(statement: Statement) -> str:
    speaker = name(statement.speaker) if statement.speaker else "unnamed"
    cue = f' by "{statement.cue.text}"' if statement.cue else ""
    relay = f", passed on by {name(statement.relay)}" if statement.relay else ""
    return f"statement: {statement.kind}, {speaker}{relay}{cue}: {' '.join(statement.text.split())[:160]}"
