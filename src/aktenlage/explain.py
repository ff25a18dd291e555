"""Why was it coded so? Sentence by sentence: the tree, the frames that fired, the reason for every decision."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Span, Token

from aktenlage import grammar
from aktenlage.coding.coder import Decision, Reading, read_events
from aktenlage.pipeline import language_of
from aktenlage.shapes import Document, Statement
from aktenlage.tables import name
from aktenlage.world.scope import World, using


def explanation(document: Document, world: World | None = None) -> Iterator[str]:
    """The lines of the explanation, `world` being rows that a user adds. Raises CannotCode for a language that is not read."""
    language = language_of(document)
    doc = grammar.parse(document.text, language)
    with using(world):
        reading = read_events(document, doc, language)
    yield f"# {document.id} ({language}, published {document.published or 'unknown'})"
    for number, sentence in enumerate(doc.sents):
        yield ""
        yield f"## {number}  {' '.join(sentence.text.split())}"
        yield from _tree(sentence, reading)
        for decision in reading.decisions:
            if decision.mention.sentence == number:
                yield from _decision(decision)
        for trigger, reason in reading.dropped:
            if trigger.token.sent == sentence:
                yield f"  not coded: {trigger.token.text} ({trigger.frame.type}, {trigger.frame.where}): {reason}"
        for statement in reading.statements:
            if sentence.start_char <= statement.start < sentence.end_char:
                yield _said(statement)


def _tree(sentence: Span, reading: Reading) -> Iterator[str]:
    def lines(token: Token, depth: int) -> Iterator[str]:
        who = "; ".join(name(e) for e in reading.cast.of(token))
        known = f"   = {who} [{reading.cast.why(token)}]" if who else ""
        features = f" {token.morph}" if str(token.morph) else ""
        ent = f" {token.ent_type_}" if token.ent_type_ else ""
        yield f"  {'  ' * depth}{token.text}  ({token.dep_} {token.pos_} {token.lemma_}{ent}{features}){known}"
        for child in token.children:
            if child.pos_ not in ("PUNCT", "SPACE"):
                yield from lines(child, depth + 1)

    yield from lines(sentence.root, 0)


def _decision(decision: Decision) -> Iterator[str]:
    mention, frame = decision.mention, decision.trigger.frame
    mode = f" {mention.mode}" if mention.mode else ""
    yield f'  event: {mention.type}{mode}  "{mention.trigger.text}" by "{frame.key}" = {frame.pattern} ({frame.where})'
    for reason in decision.roles.reasons:
        yield f"    {reason}"
    yield f"    status {mention.status}, {mention.certainty}" + "".join(
        f"; {r}" for r in decision.stage.reasons
    )
    if mention.date:
        yield f"    date {mention.date}: {decision.date_reason}"
    if mention.place:
        yield f"    place {mention.place.name}: {decision.place_reason}"
    if mention.sources:
        yield f"    sources {' → '.join(name(e) for e in mention.sources)}: it stands in what they say"


def _said(statement: Statement) -> str:
    speaker = name(statement.speaker) if statement.speaker else "unnamed"
    cue = f' by "{statement.cue.text}"' if statement.cue else ""
    relay = f", passed on by {name(statement.relay)}" if statement.relay else ""
    return f"  statement: {statement.kind}, {speaker}{relay}{cue}: {' '.join(statement.text.split())[:160]}"
