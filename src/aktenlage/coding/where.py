"""Where? Gives each trigger the place that its phrase or clause names, at the level the text gives."""

from __future__ import annotations

from spacy.tokens import Token

from aktenlage.coding import clauses
from aktenlage.coding.triggers import Trigger
from aktenlage.shapes import Place
from aktenlage.world import lookup

LOCATIVE = ("in", "bei", "nahe", "vor", "auf", "an", "nördlich", "südlich", "östlich", "westlich", "unweit",
            "at", "near", "on", "outside", "off", "around", "across", "inside", "innerhalb")  # fmt: skip
DIRECTIVE = ("nach", "to", "into")


def where(trigger: Trigger, language: str, day: str | None) -> tuple[Place | None, str]:
    """The place of a trigger and the reason; (None, "") when the text does not say.

    "traf Xi in Peking": Peking. "Peking wirft Washington vor": a capital that acts is no place.
    """
    visiting = trigger.frame.pattern in ("visit", "noun-visit")
    wanted = LOCATIVE + (DIRECTIVE if visiting else ())
    heads = [trigger.token, *trigger.words, *trigger.absorbed]
    carrier = _carrier(trigger.token)
    for head in heads + ([carrier] if carrier is not None else []):
        for token in clauses.obliques(head, wanted):
            if (place := _inside(token, language, day)) is not None:
                return place, f'"{token.text}" introduced by {clauses.preposition(token)}'
    if clauses.base(trigger.token) == "acl" and any(
        c.lower_ in ("wo", "where") for c in trigger.token.children
    ):
        # "nach Brüssel, wo die Minister beraten"
        if (place := _inside(trigger.token.head, language, day)) is not None:
            return place, f'"{trigger.token.head.text}", of which the clause tells'
    if visiting:
        for token in clauses.patients(trigger.token) if clauses.is_verb(trigger.token) else []:
            if (place := _inside(token, language, day)) is not None:
                return place, "what is visited"
    return None, ""


def _carrier(token: Token) -> Token | None:
    """The verb whose place is also that of the event noun or infinitive."""
    head = token.head
    if head == token or not clauses.is_verb(head):
        return None
    return head if clauses.base(token) in ("obj", "nsubj", "obl", "conj", "xcomp") else None


def _inside(token: Token, language: str, day: str | None, depth: int = 0) -> Place | None:
    """The place named in a phrase: "in der Hauptstadt Nairobi", "in der Nähe von Tel Aviv", "vor der Küste Libyens"."""
    if token.ent_type_ not in ("PER", "ORG"):
        for text in _forms(token, language):
            if place := lookup.place(text, language):
                return place
            if iso3 := lookup.country_named(text, day, language):
                return Place(name=lookup.country_name(iso3), country=iso3)
    if depth < 3:
        for child in clauses.children(token, "appos", "flat", "nmod", "compound"):
            if child.ent_type_ != "PER" and clauses.preposition(child) in (
                None,
                "von",
                "of",
                "in",
                "bei",
                "nahe",
                "near",
            ):
                if (place := _inside(child, language, day, depth + 1)) is not None:
                    return place
    return None


def _forms(token: Token, language: str) -> list[str]:
    """The name as written, with its fellow words, without a genitive -s."""
    if token.pos_ not in ("PROPN", "X") and token.ent_type_ != "LOC":
        # "die Lage" is no town, "the crane" no river
        return []
    texts = []
    span = next((e for e in token.doc.ents if e.start <= token.i < e.end and e.label_ == "LOC"), None)
    if span is not None:
        texts.append(span.text)
    if token.text[:1].isupper():
        left = token
        while (
            left.i > token.sent.start
            and left.nbor(-1).head == token
            and clauses.base(left.nbor(-1)) in ("flat", "compound", "amod")
        ):
            left = left.nbor(-1)
        right = token
        while (
            right.i + 1 < token.sent.end
            and right.nbor(1).head == token
            and clauses.base(right.nbor(1)) == "flat"
        ):
            right = right.nbor(1)
        texts += [token.doc[left.i : right.i + 1].text, token.text]
    return [
        t
        for text in texts
        for t in ([text, text[:-1]] if language == "de" and text.endswith("s") else [text])
    ]
