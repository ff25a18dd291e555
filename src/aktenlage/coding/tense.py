"""Does a time lie ahead or behind? Read off the verb that governs it, in the dependency tree.

"Sie sprach am Dienstag mit ihm und reist am Freitag": the Tuesday is past, the Friday to come.
"""

from __future__ import annotations

import re

from spacy.tokens import Token

from aktenlage.coding import clauses

AHEAD, BEHIND, OPEN = 1, -1, 0
PAST_AUXILIARIES = {
    "hat", "habe", "haben", "hatte", "hatten", "hätte", "hätten", "ist", "war", "waren", "wurde", "wurden", "worden",
    "sei", "seien", "has", "have", "had", "was", "were", "been", "did",
}  # fmt: skip
FUTURE_AUXILIARIES = {
    "wird", "werden", "werde", "würde", "würden", "soll", "sollen", "solle", "sollte", "sollten", "will", "wollen",
    "wolle", "möchte", "möchten", "kann", "können", "könne", "könnte", "könnten", "muss", "müssen", "müsse", "dürfte",
    "dürften", "darf", "dürfen", "'ll", "’ll", "would", "shall", "should", "may", "might", "can", "could", "must",
}  # fmt: skip
# "ein für Donnerstag geplanter Besuch", "a vote scheduled for Friday"
PLANNED = {
    "planen", "geplant", "ansetzen", "angesetzt", "vorsehen", "vorgesehen", "einberufen", "anberaumen", "anberaumt",
    "anstehen", "anstehend", "bevorstehen", "bevorstehend", "erwarten", "erwartet", "terminieren", "verabreden",
    "plan", "planned", "schedule", "scheduled", "set", "due", "slate", "slated", "expect", "expected",
}  # fmt: skip
# Verbs that call for what is yet to come: "rief zu einer Kundgebung am Samstag auf".
CALLING = {"aufrufen", "einladen", "auffordern", "call", "call for", "call on", "invite", "urge"}
# What these verbs speak of is still to come: "rief zu einer Kundgebung am Samstag auf".
TO_COME = PLANNED | {
    "aufrufen", "einladen", "ankündigen", "vorbereiten", "absagen", "verschieben", "vertagen", "vorschlagen",
    "vereinbaren", "beantragen", "fordern", "verlangen", "drohen", "hoffen",
    "call", "invite", "announce", "prepare", "cancel", "postpone", "propose", "call off", "call for", "demand",
}  # fmt: skip
# Strong preterites that end like a present form.
LIKE_PRESENT = ("bat", "bot", "trat", "hielt", "galt", "riet", "stritt", "schnitt", "tat", "ritt", "litt")
# "sagt er am Montag": a magazine's present tense
SAYING = {"sagen", "berichten", "erklären", "melden", "mitteilen", "say", "tell", "report", "state"}


def tense(word: Token, host: Token | None = None) -> int:
    """AHEAD, BEHIND or OPEN (the tree does not say) for a word that tells a time; `host`: what it hangs on, if not its head.

    Infinitives after a promise or plan lie ahead, participles behind: "agreed to meet on Friday", "accused of
    shelling on Saturday".
    """
    current, noun = host or word, False
    for _ in range(8):
        if current != word and _is_done(current):
            return BEHIND
        if current.lemma_.casefold() in PLANNED and current != word and not _happened(current):
            return AHEAD
        if clauses.is_verb(current) and current.dep_ not in ("aux", "aux:pass", "cop"):
            # "Monday's walkout is disputed": a present tense says nothing of the time of a noun
            return OPEN if noun and _is_plain_present(current) else of_verb(current)
        noun = noun or (current != word and current.pos_ == "NOUN") or current.dep_ == "nmod:poss"
        if current.head == current:
            return OPEN
        upper = current.head
        if (
            current != word
            and current.pos_ == "NOUN"
            and clauses.base(current) in ("obj", "obl", "nsubj")
            and clauses.full_lemma(upper) in TO_COME
        ):
            return AHEAD
        current = upper
    return OPEN


DONE = re.compile(r"(\w*ge\w+|(be|er|ver|zer|ent|miss|unter|über|wider)\w+|\w+ier)(t|en)")


def _is_done(word: Token) -> bool:
    """ "der am Dienstag erfolgten Wahl": a past participle that the grammar takes for an adjective."""
    if word.lang_ != "de" or word.pos_ != "ADJ" or clauses.base(word) != "amod":
        return False
    lemma = word.lemma_.casefold()
    return lemma not in PLANNED and word.text[:1].islower() and DONE.fullmatch(lemma) is not None


def _is_plain_present(verb: Token) -> bool:
    return of_verb(verb) == AHEAD and not any(clauses.base(c) in ("aux", "mark") for c in verb.children)


def _happened(word: Token) -> bool:
    """ "planned the attack on Monday": planning itself was past; as a participle it speaks of what was to come."""
    return (
        clauses.is_verb(word) and clauses.base(word) not in ("acl", "amod") and not clauses.is_passive(word)
    )


def of_verb(verb: Token) -> int:
    """The tense of a verb's clause: AHEAD, BEHIND or OPEN."""
    helpers = {c.lower_ for c in verb.children if clauses.base(c) == "aux"}
    copulas = {c.lower_ for c in verb.children if clauses.base(c) == "cop"}
    if copulas:
        return BEHIND if copulas & {"war", "waren", "was", "were"} else OPEN
    form = clauses.feature(verb, "VerbForm")
    infinitive = clauses.is_infinitive(verb)
    if verb.lang_ == "en" and "will" in helpers:
        return AHEAD
    if helpers & FUTURE_AUXILIARIES and not helpers & {"worden", "wurde", "wurden"}:
        perfect = helpers & {"haben", "sein", "have", "been"} if helpers & {"haben", "have"} else set()
        participle = not infinitive and verb.lang_ == "de" and form == "Part"
        if perfect or (participle and "sein" in helpers):
            return BEHIND  # "soll am Montag gereist sein", "may have left on Monday"
        return AHEAD
    if infinitive and helpers & {"zu", "to"} and helpers & {"haben", "sein", "have"}:
        return BEHIND
    if infinitive and any(c.lower_ in ("zu", "to") for c in verb.children):
        if helpers & {"haben", "have"}:
            return BEHIND
        return AHEAD if clauses.base(verb) in ("xcomp", "ccomp", "acl", "advcl", "csubj") else OPEN
    if helpers & {"is", "are", "was", "were", "am", "'s", "'re"} and "to" in {
        c.lower_ for c in verb.children
    }:
        return AHEAD  # "talks are to start on Friday", "was to have met him on Friday"
    if helpers & {"is", "are", "am", "'s", "'re"}:
        return AHEAD if verb.lower_.endswith("ing") else OPEN
    if helpers & PAST_AUXILIARIES:
        return BEHIND
    if clauses.base(verb) in ("amod", "acl", "advcl") and (form == "Part" or form == "Ger"):
        if verb.lemma_.casefold() in PLANNED:
            return AHEAD
        return BEHIND if clauses.is_past_participle(verb) else OPEN
    if clauses.base(verb) == "conj" and not helpers and form != "Fin" and clauses.is_verb(verb.head):
        return of_verb(verb.head)
    if verb.lang_ == "en" and clauses.base(verb) == "conj" and form in ("Inf", "") and verb.head != verb:
        return of_verb(verb.head)
    return _finite(verb)


def _finite(verb: Token) -> int:
    if clauses.feature(verb, "Tense") == "Past":
        return BEHIND
    if clauses.feature(verb, "Tense") != "Pres" or verb.lemma_.casefold() in SAYING:
        return OPEN
    if verb.lang_ == "en":
        return AHEAD
    word = verb.lower_
    if clauses.feature(verb, "Number") == "Plur":
        return AHEAD if verb.lemma_.casefold().endswith(word) else BEHIND
    if word.endswith("t") and not word.endswith(LIKE_PRESENT):
        return AHEAD
    if word.endswith("e"):
        return AHEAD if verb.lemma_.casefold().endswith(word + "n") else BEHIND
    return BEHIND  # "rief", "traf": strong preterites that the grammar takes for present forms
