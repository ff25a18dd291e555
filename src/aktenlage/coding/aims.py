"""At whom? Finds who is meant by a thing, a place or the content of a speech act that is nobody by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Token

from aktenlage.coding import clauses
from aktenlage.coding.lexicon import frames_of_noun, lexicon
from aktenlage.shapes import Entity

if TYPE_CHECKING:
    from aktenlage.coding.roles import Roles
    from aktenlage.coding.who import Cast

BETWEEN = ("zwischen", "between", "among")
PARTNER = ("mit", "with")
AGENTIVE = ("durch", "by", "seitens", "von seiten", "from")
AGAINST = (
    "gegen", "against", "an", "on", "to", "für", "for", "über", "toward", "towards", "gegenüber", "auf",
)  # fmt: skip
PLACED = ("in", "bei", "near", "at", "auf", "on", "über", "across", "throughout", "inside", "nahe")
ARMED = {"COP", "MIL", "SPY", "REB"}
DEEPEST = 2
HOLDING = {"hold", "control", "occupy", "run"}
AREAS = (
    "part", "area", "region", "province", "district", "state", "village", "enclave", "governorate", "neighbourhood",
    "neighborhood", "zone", "north", "south", "east", "west", "teil", "gebiet", "gegend", "provinz", "bezirk", "dorf", "enklave",
    "norden", "süden", "osten", "westen", "raum",
)  # fmt: skip
CITY_NOUNS = ("stadt", "city", "capital", "town", "metropole")
# What is said or laid down about somebody is not aimed at him: "a statement on Georgia".
SPOKEN = (
    "erklärung", "bericht", "gesetz", "abkommen", "vertrag", "resolution", "rede", "statement", "report", "law", "bill",
    "agreement", "treaty", "speech", "study",
)  # fmt: skip


def within(
    noun: Token, cast: Cast, found: Roles, depth: int = 0, targets: bool = True, victims: bool = True
) -> list[Entity]:
    """Whom a thing concerns that is nobody itself.

    By its owner ("die Invasion Russlands"), its aim ("Sanktionen gegen Nigeria"), its maker ("die von Israel
    vorgeschlagenen Änderungen"), or the same of what it is of ("Rückgabe des von Truppen beschlagnahmten Besitzes").
    Without `targets` whom it hits does not count: who condemns an attack on a church blames no church. Without
    `victims` neither does whom it befalls: who condemns the arrest of a journalist blames no journalist.
    """
    if clauses.is_relative(noun) and (antecedent := clauses.antecedent(noun)) is not None:
        noun = antecedent
    for part in clauses.conjuncts(noun):
        # the army of "eine Militäroffensive" acts in it and is no aim
        befalls = not victims and _befalls(part, cast.language)
        owners = [
            e
            for e in (doer(part, cast) if befalls else cast.owner(part))
            if e.kind == "country"
            or e.start != part.idx
            or "-" in part.text
            # "Proteste gegen Militärwillkür": whoever judges a deed blames who did it
            or (not victims and not befalls and e.sector in ARMED)
        ]
        # "eroberte die indischen Posten zurück": what is India's own is no aim of India
        own = {a.country for a in found.actors if a.sector in (None, "GOV", "MIL", "COP", "SPY")}
        owners = [e for e in owners if e.kind != "country" or e.country not in own]
        if strange := found.strangers(owners):
            return strange
        if owners or any(clauses.feature(c, "Poss") == "Yes" for c in part.children):
            # "lifted its blockade of Peru"
            for token in clauses.children(part, "nmod"):
                if clauses.preposition(token) in ("of", "von") and (
                    meant := found.strangers(cast.all(token))
                ):
                    return meant
        for inner in clauses.children(part, "nmod"):
            # "offers of talks by Mali"
            for token in clauses.obliques(inner, ("by", "durch")):
                if entities := found.strangers(cast.all(token)):
                    return entities
        spoken = part.lemma_.casefold().endswith(SPOKEN)
        for token in clauses.obliques(part, AGENTIVE + (AGAINST + PARTNER if targets and not spoken else ())):
            if entities := found.strangers(cast.all(token) or cast.owner(token)):
                return entities
        for participle in [
            *clauses.children(part, "amod", "acl"),
            # "posts in Kargil that had been occupied by …"
            *(
                v
                for place in clauses.children(part, "nmod")
                if place.ent_type_ == "LOC" or place.pos_ == "PROPN"
                for v in clauses.children(place, "acl")
            ),
        ]:
            maker = clauses.agent(participle)
            if maker is not None and (entities := found.strangers(cast.all(maker))):
                return entities
            # "restrictions imposed on the minister"
            for token in clauses.obliques(participle, ("on", "gegen", "against")) if targets else ():
                if entities := found.strangers(cast.all(token)):
                    return entities
            # "the rebel-held town"
            if participle.lemma_ in HOLDING and participle.i and participle.nbor(-1).text == "-":
                holders = [e for c in clauses.children(participle, "compound", "amod") for e in cast.all(c)]
                if entities := found.strangers(holders or cast.adjectives(participle)):
                    return entities
        if depth < DEEPEST and not befalls:
            for token in clauses.children(part, "nmod"):
                if clauses.preposition(token) in (None, "von", "of") and token.ent_type_ != "LOC":
                    if entities := within(token, cast, found, depth + 1, targets, victims):
                        return entities
    return []


def _befalls(noun: Token, language: str) -> bool:
    """Whether the genitive of an event noun names whom it befalls; "die Invasion Russlands" may be Russia's or of Russia."""
    patterns = [frame.pattern == "noun-of" for frame in frames_of_noun(noun, language)]
    return any(patterns) and (language == "en" or all(patterns))


def doer(noun: Token, cast: Cast) -> list[Entity]:
    """Who does what a noun tells that has its victim in the genitive: "Russia's arrest of a reporter", "the Russian arrest"."""
    hung = [noun, *clauses.children(noun, "nmod")]
    if agents := [e for word in hung for t in clauses.obliques(word, ("durch", "by")) for e in cast.all(t)]:
        return agents
    whose = clauses.possessor(noun)
    of = [
        c
        for c in clauses.children(noun, "nmod")
        if c != whose and clauses.preposition(c) in (None, "of", "von")
    ]
    if whose is not None and of and whose.dep_ in ("nmod:poss", "det:poss", "det"):
        return cast.all(whose)
    return cast.adjectives(noun)


def placed(noun: Token, cast: Cast, depth: int = 0) -> list[Entity]:
    """Whose ground a thing stands on: "Ziele in Jericho", "eine Ausgangssperre in Arica"."""
    for token in [*clauses.obliques(noun, PLACED), *clauses.children(noun, "nmod")]:
        lemma = token.lemma_.casefold()
        if (token.ent_type_ == "LOC" or lemma.endswith(CITY_NOUNS)) and (host := cast.host(token)):
            return host
        if lemma.endswith(AREAS):
            # "a camp in Peru's Cusco region", "in parts of Sicily"
            whose = [c for c in clauses.children(token, "nmod", "compound", "appos") if c.ent_type_ == "LOC"]
            if host := next((h for c in whose if (h := cast.host(c))), cast.adjectives(token)):
                return host
    for token in clauses.children(noun, "nmod"):
        # "the state of siege in Sicily", "die Ausrufung des Kriegsrechts in Arica"
        if depth < DEEPEST and clauses.preposition(token) in (None, "of", "von") and token.ent_type_ != "LOC":
            if host := placed(token, cast, depth + 1):
                return host
    return []


# Verbs of giving and sending in what is offered, refused or threatened.
SENDING = {
    "send", "deploy", "contribute", "provide", "supply", "dispatch", "deliver", "give", "offer", "donate", "schicken", "entsenden",
    "senden", "liefern", "bereitstellen", "verlegen", "abstellen",
}  # fmt: skip


def aimed(clause: Token, cast: Cast, found: Roles, depth: int = 0) -> list[Entity]:
    """Whom the content of a speech act is aimed at.

    "threatened to ban opposition candidates", "bot an, mit Kiew zu reden"; what belongs to the speaker is no aim:
    "bereit, seine Truppen aus dem Libanon abzuziehen".
    """
    tokens = (
        clauses.patients(clause)
        + clauses.dative(clause)
        + clauses.obliques(clause, PARTNER + AGAINST + ("von", "aus", "from"))
    )
    # "nach dem Feiertag" is a time, "sich in Luanda zu treffen" a place
    if not any(f.type == "CONSULT" for f in lexicon(cast.language).verbs.get(clause.lemma_.casefold(), ())):
        tokens += [t for t in clauses.obliques(clause, ("in", "nach")) if t.ent_type_ == "LOC"]
    # "to show their anger at the king": one's own anger is aimed at another
    own = [t for t in tokens if is_own(t, cast, found)]
    tokens = [t for t in tokens if t not in own or clauses.obliques(t, AGAINST)]
    if clause.lemma_.casefold() in SENDING:
        # "declined to send nurses to Mali", "bot an, Soldaten nach Mali zu schicken": who is sent is no aim
        sent = clauses.patients(clause)
        ways = [
            t
            for word in (clause, *sent)
            for t in clauses.obliques(word, ("to", "nach", "into", "for", "für"))
        ]
        if entities := [e for t in ways[:1] for e in found.strangers(cast.all(t) or cast.host(t))]:
            return entities
    for token in tokens:
        if entities := found.strangers(cast.all(token) or _beside(token, cast)):
            return entities
    for token in tokens:
        if entities := within(token, cast, found):
            return entities
        for part in clauses.conjuncts(token):
            if entities := placed(part, cast):
                return entities
    for thing in own:
        # "ready to recall its sailors from Mali"
        for token in clauses.obliques(thing, ("from", "aus", "in")):
            if token.ent_type_ == "LOC" and (entities := found.strangers(cast.host(token))):
                return entities
    for token in (*tokens, *clauses.obliques(clause, ("in", "from", "aus", "into"))):
        # "threatened to shell Sfax", "agreed to build a school in Sfax"
        if token.ent_type_ == "LOC" and (entities := found.strangers(cast.host(token))):
            return entities
    if depth < DEEPEST:
        deeper = clauses.contents(clause) + [
            c for c in clauses.children(clause, "advcl") if clauses.is_infinitive(c)
        ]
        for inner in deeper:
            if entities := aimed(inner, cast, found, depth + 1):
                return entities
    return []


def _beside(token: Token, cast: Cast) -> list[Entity]:
    """ "dem Nachbarland Libanon": the name beside the noun."""
    return next((e for c in clauses.children(token, "appos", "flat") if (e := cast.of(c))), [])


def is_own(noun: Token, cast: Cast, found: Roles) -> bool:
    """Whether the noun belongs to who acts: "seine Truppen", "their own forces"."""
    possessor = clauses.possessor(noun)
    if possessor is None or possessor.pos_ not in ("DET", "PRON"):
        return False
    owners = cast.all(possessor)
    return bool(owners) and not found.strangers(owners)
