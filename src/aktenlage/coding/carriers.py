"""Whose time and place are also those of a happening? Climbs from its word to the words that carry it.

"held talks on Monday": the verb carries the noun; "bei Kämpfen in Goma getötet": the fighting was there and then.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from aktenlage.coding import clauses
from aktenlage.coding.lexicon import lexicon
from aktenlage.coding.tense import BEHIND, PLANNED, of_verb

# Verbs whose subject or object happens when they say: "Die Schießerei geschah am Samstag", "held talks on Monday".
HAPPENING = {
    "stattfinden", "geschehen", "ereignen", "beginnen", "kommen", "geben", "enden", "anfangen", "dauern",
    "abhalten", "halten", "führen", "durchführen", "verüben", "starten", "veranstalten", "organisieren", "machen",
    "stellen", "unternehmen", "leisten", "üben", "erheben", "abbrechen", "beenden", "abschließen", "eröffnen",
    "teilnehmen", "antreten", "aufnehmen", "wiederaufnehmen", "fortsetzen", "einleiten", "stehen", "sein",
    "nachholen", "wiederholen", "unterzeichnen", "unterschreiben", "schließen", "erzielen", "ausrufen", "ausbrechen",
    "auflösen", "sprengen",
    "happen", "occur", "begin", "start", "come", "end", "last", "hold", "conduct", "launch",
    "carry", "stage", "make", "mount", "host", "attend", "join", "break", "open", "conclude", "resume", "be",
    "sign", "strike", "reach", "commit", "lead", "disperse", "dissolve", "erupt", "issue", "pay",
}  # fmt: skip
# "die Genfer Gespräche", "der Kabuler Anschlag": a town says where these are, not who does them.
TAKING_PLACE = {"CONSULT", "PROTEST", "ASSAULT"}
# "bei Kämpfen getötet", "during a protest": at the same time.
MEANWHILE = {"bei", "während", "in", "im", "an", "auf", "zu", "inmitten", "during", "at", "amid", "as"}
# "am Rande einer Demonstration", "Teilnehmer einer Kundgebung": what the noun belongs to happens at its time.
BELONGING = {
    "rand", "rande", "verlauf", "laufe", "zug", "rahmen", "ende", "beginn", "anfang", "abschluss",
    "sidelines", "margin", "course", "start", "end",
}  # fmt: skip
PARTICIPATING = {"teilnehmen", "beteiligen", "take", "participate", "join", "attend"}
ATTENDING = {"teilnehmer", "teilnehmerin", "participant", "attendee"}
# "versuchte am Montag zu landen", "began shelling on Monday".
PHASES = {
    "versuchen", "beginnen", "anfangen", "aufhören", "fortfahren", "gelingen", "helfen", "lassen", "gehen",
    "try", "attempt", "begin", "start", "stop", "continue", "manage", "help", "go", "come", "fail", "get", "have",
}  # fmt: skip
# "als Schüsse fielen", "while police fired": at the time of the main clause.
AS_WHEN = {"als", "während", "indem", "wobei", "when", "while", "as"}


def happens(verb: Token) -> bool:
    """Whether what the verb speaks of happens when it says: "took place on Monday", but not "took effect"."""
    if verb.lemma_.casefold() == "take":
        return any(c.lower_ in ("place", "part") for c in verb.children)
    return verb.lemma_.casefold() in HAPPENING


def carriers(token: Token) -> Iterator[Token]:
    """The words whose time is also that of the happening, nearest first."""
    current = token
    for _ in range(4):
        upper = _carrier(current)
        if upper is None:
            return
        yield upper
        current = upper


def _carrier(token: Token) -> Token | None:
    head, relation = token.head, clauses.base(token)
    if head == token:
        return None
    if token.pos_ in ("NOUN", "PROPN"):
        return _noun_carrier(token, head, relation)
    if clauses.base(token) == "acl" and clauses.full_lemma(token) in PARTICIPATING:
        # "arrested several protesters taking part in the march"
        verb = head.head
        return verb if clauses.is_verb(verb) and clauses.base(head) in ("obj", "nsubj") else None
    if clauses.base(token) == "acl" and (
        not clauses.is_infinitive(token) or clauses.is_relative_clause(token)
    ):
        # "the attack on 30 September, in which four drivers were killed"
        if any(c.lower_ in ("wo", "where") for c in token.children) and names_event(head):
            return head  # "the talks in Vienna, where he is to meet her"
        if any(c.lower_ in ("wo", "where") for c in token.children) and clauses.is_verb(head.head):
            return head.head  # "nach Brüssel reisen, wo die Minister beraten"
        inside = any(
            c.lower_ == "wobei" or clauses.preposition(c) in ("in", "bei", "during")
            for c in token.children
            if c.pos_ in ("PRON", "ADV", "SCONJ")
        )
        return head if inside else None
    if not clauses.is_verb(token) or not (clauses.is_verb(head) or names_event(head) or head.pos_ == "ADJ"):
        return None
    if relation == "conj":
        return head if _shares(token, head) else None
    if relation == "xcomp":
        return head if head.lemma_.casefold() in PHASES else None
    if relation == "advcl":
        if marked(token, {"wo", "where"}):
            return _event_before(token) or head
        if marked(token, AS_WHEN):
            return head
        participle = clauses.feature(token, "VerbForm") in ("Part", "Ger") and not clauses.children(
            token, "nsubj", "mark", "aux"
        )
        if participle and not any(clauses.base(c) in ("mark", "case") for c in token.children):
            return head  # "attacked the base, killing five"
        purpose = clauses.is_infinitive(token) and any(
            c.lower_ in ("um", "to") and clauses.base(c) == "mark" for c in token.children
        )
        return head if purpose and clauses.is_verb(head) and of_verb(head) == BEHIND else None
    return None


def _event_before(clause: Token) -> Token | None:
    """ "expects little from the talks in Vienna, where he is to meet her": the event whose place the clause tells more of."""
    at = clause.left_edge.i - 1
    word = clause.doc[at - 1] if at > 0 and clause.doc[at].text == "," else clause.doc[max(at, 0)]
    for _ in range(3):
        if word.sent != clause.sent or names_event(word):
            break
        if clauses.base(word) not in ("nmod", "flat", "appos"):
            return None
        word = word.head
    return word if word.sent == clause.sent and names_event(word) else None


def _noun_carrier(noun: Token, head: Token, relation: str) -> Token | None:
    if relation == "conj":
        return head if head.pos_ in ("NOUN", "PROPN") else None
    if clauses.is_verb(head):
        if relation in ("nsubj", "obj", "obl", "xcomp") and happens(head):
            return head
        if relation == "nsubj" and head.lemma_.casefold() in PLANNED:
            return head  # "Für Juli ist ein Treffen vorgesehen"
        if relation == "obl" and clauses.preposition(noun) in MEANWHILE:
            return head
        return None
    if relation == "nmod" and head.lemma_.casefold() in ATTENDING and clauses.is_verb(head.head):
        return head.head  # "ging gegen Teilnehmer einer Demonstration vor"
    if relation == "nmod" and head.lemma_.casefold() in BELONGING:
        return head
    if relation == "nmod" and clauses.preposition(noun) in ("bei", "während", "during", "at", "amid"):
        return head
    return None


def _shares(verb: Token, head: Token) -> bool:
    """Whether the second of two verbs has the time of the first: same tense, and one subject or a time told before both."""
    if of_verb(verb) * of_verb(head) < 0:
        return False
    if not clauses.children(verb, "nsubj"):
        return True
    # "Am Montag protestierte Paris, und London berief seinen Botschafter ab"
    fronted = (c for c in head.children if clauses.base(c) in ("obl", "advmod") and c.i < head.i)
    return any(c.left_edge.i == head.sent.start for c in fronted)


def marked(verb: Token, words: set[str]) -> bool:
    return any(c.lower_ in words and clauses.base(c) in ("mark", "advmod") for c in verb.children)


def types_of(token: Token) -> set[str]:
    """The types of happening that the lexicon knows a noun for."""
    if token.pos_ != "NOUN":
        return set()
    words, lemma = lexicon(token.lang_), token.lemma_.casefold()
    frames = words.nouns.get(lemma) or words.nouns.get(token.lower_)
    if frames is None and token.lang_ == "de":
        frames = next((f for n in range(1, len(lemma) - 3) if (f := words.compounds.get(lemma[n:]))), None)
    return {frame.type for frame in frames or ()}


def names_event(token: Token) -> bool:
    """Whether the lexicon knows the noun as a happening."""
    return bool(types_of(token))
