"""When? Gives each trigger the time expression that belongs to it: the tree first, then its clause.

An event of which the text tells no time gets none; the day of publication is never taken for one.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from aktenlage.coding import clauses
from aktenlage.coding.times import dated
from aktenlage.coding.triggers import Trigger


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression of the text with its ISO 8601 date (None when it gives none) and the token it hangs on."""

    start: int
    end: int
    type: str
    value: str
    date: str | None
    anchor: Token


def moments(doc: Doc, published: str | None, language: str) -> list[Moment]:
    """The time expressions of a report."""
    found = []
    for start, end, type_, value, date in dated(doc.text, published, language):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            found.append(Moment(start, end, type_, value, date, span.root))
    return found


def when(trigger: Trigger, told: list[Moment]) -> tuple[Moment | None, str]:
    """The moment of a trigger and the reason; (None, "") when the text tells none.

    "Am Sonntag traf Blinken Qin": Sonntag hangs on traf. "das Treffen im November": November hangs on Treffen.
    """
    here = [m for m in told if m.date and m.anchor.sent == trigger.token.sent]
    reached = [(steps, m) for m in here if (steps := _steps(m.anchor, trigger.token)) is not None]
    if reached:
        steps, moment = min(reached, key=lambda pair: (pair[0], abs(pair[1].anchor.i - trigger.token.i)))
        return moment, f'"{moment.anchor.doc.text[moment.start : moment.end]}" depends on it'
    carrier = _clause(trigger.token)
    if carrier is not None:
        reached = [(steps, m) for m in here if (steps := _steps(m.anchor, carrier)) is not None]
        if reached:
            _, moment = min(reached, key=lambda pair: (pair[0], abs(pair[1].anchor.i - trigger.token.i)))
            return moment, f'"{moment.anchor.doc.text[moment.start : moment.end]}" in the same clause'
    return None, ""


def _steps(anchor: Token, wanted: Token) -> int | None:
    """How far below a word the expression hangs, without crossing into another clause or another event noun's phrase."""
    current, steps = anchor, 0
    while current != wanted:
        if current.head == current or steps > 4:
            return None
        relation = clauses.base(current)
        if steps and (
            clauses.is_verb(current)
            and relation in ("ccomp", "advcl", "acl", "csubj", "parataxis", "xcomp", "conj")
        ):
            return None
        current, steps = current.head, steps + 1
    return steps


def _clause(token: Token) -> Token | None:
    """The verb whose time is also that of the word: for nouns their verb, for infinitives and conjuncts the first verb."""
    head, relation = token.head, clauses.base(token)
    if head == token:
        return None
    if token.pos_ in ("NOUN", "PROPN") and relation in ("obj", "obl", "nsubj", "conj"):
        return head if clauses.is_verb(head) else _clause(head) if relation == "conj" else None
    if clauses.is_verb(token) and relation in ("conj", "xcomp") and clauses.is_verb(head):
        return head
    if token.dep_ == "acl:relcl" and any(
        clauses.preposition(c) in ("in", "bei") and c.pos_ == "PRON" for c in token.children
    ):
        # "the attack on 30 September, in which four drivers were killed"
        return head
    return None
