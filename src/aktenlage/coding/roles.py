"""Who does it to whom? Reads actors and recipients of a trigger off the dependency tree by its frame's pattern."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec
from spacy.tokens import Token

from aktenlage.coding import clauses, plover
from aktenlage.coding.aims import AGAINST, AGENTIVE, BETWEEN, PARTNER, aimed, is_own, placed, within
from aktenlage.coding.carriers import TAKING_PLACE
from aktenlage.coding.compatible import STATE
from aktenlage.coding.identity import same, told_apart
from aktenlage.coding.lexicon import frames_of_noun, lexicon
from aktenlage.coding.triggers import Trigger, demand
from aktenlage.shapes import Entity, Mention

if TYPE_CHECKING:
    from aktenlage.coding.who import Cast

# Speech acts whose recipient may stand in what is promised, asked, refused or threatened only.
SPEECH = {"AGREE", "REQUEST", "REJECT", "THREATEN", "CONCEDE"}
# Types that tell what somebody thinks of what another did.
JUDGING = ("ACCUSE", "SUPPORT")
# Verbs that lend their subject to an event noun: "führte Gespräche", "launched an attack".
LIGHT_VERBS = {
    "führen", "abhalten", "durchführen", "starten", "beginnen", "verüben", "üben", "unternehmen", "leisten",
    "stellen", "erheben", "machen", "geben", "ausführen", "fliegen", "planen", "absagen", "verschieben", "fortsetzen",
    "aufnehmen", "teilnehmen", "beenden", "abschließen", "vorbereiten", "anbieten", "verhängen", "erlassen", "zusagen",
    "ausüben", "ankündigen", "äußern", "richten", "reisen", "kommen", "fahren", "eintreffen", "erwarten", "wollen",
    "einleiten", "eröffnen", "liefern", "schicken", "senden", "organisieren", "veranstalten", "intensivieren",
    "ausweiten", "verstärken", "vereinbaren", "suchen", "antreten", "setzen", "treten", "wiederaufnehmen", "sein",
    "betreiben", "engage", "hold", "conduct", "launch", "renew", "restart", "carry", "stage", "make", "take", "give", "begin", "start", "issue", "host", "attend",
    "plan", "cancel", "postpone", "continue", "resume", "join", "end", "conclude", "prepare", "offer", "impose", "have",
    "announce", "express", "commence", "undertake", "travel", "come", "arrive", "go", "open", "mount", "send", "provide", "organize", "organise",
    "bestreiten", "dementieren", "leugnen", "einräumen", "zugeben", "deny", "admit", "intensify", "expand", "schedule", "deliver", "face", "call", "expect", "wage", "commit", "lead", "seek", "order",
}  # fmt: skip

# Verbs whose subject decides on what their object tells: "erwägt eine Einfuhrsperre", "revoked the state of emergency".
DECIDING = {
    "erwägen", "prüfen", "beschließen", "anordnen", "verfügen", "befehlen", "stoppen", "aussetzen", "verlängern", "lockern",
    "aufheben", "verkünden", "ausrufen", "verzichten", "zurückziehen", "zurücknehmen", "abblasen", "abbrechen", "aufgeben",
    "unterbrechen", "einstellen", "zurückstellen", "vorantreiben", "verschärfen", "bekanntgeben",
    "consider", "weigh", "decide", "halt", "suspend", "extend", "ease", "lift", "revoke", "scrap", "drop", "abandon", "shelve",
    "withdraw", "authorise", "authorize", "declare", "proclaim", "tighten", "renounce", "rescind", "pause", "stop",
    "call off", "hand down",
}  # fmt: skip
# Types of what a state or body does by deciding it.
DECIDED = {
    "SANCTION",
    "COERCE",
    "AID",
    "CONCEDE",
    "RETREAT",
    "MOBILIZE",
    "COOPERATE",
    "ASSAULT",
    "AGREE",
    "SUPPORT",
}

# "a bank bombing", "der Schulangriff": these are hit, and do not attack.
UNARMED = {"BUS", "EDU", "MED", "REL", "JRN", "JUD"}
# Before which a crowd gathers against whoever sits there.
SEATS = (
    "botschaft", "konsulat", "residenz", "amtssitz", "sitz", "palast", "ministerium", "parlament", "kanzleramt", "rathaus",
    "hauptquartier", "villa", "embassy", "consulate", "residence", "palace", "ministry", "parliament", "headquarters", "office",
)  # fmt: skip

# Verbs whose subject takes part in what they lead to: "reiste zu Gesprächen", "gathered for a summit".
MOVING = {
    "reisen", "kommen", "fahren", "eintreffen", "zusammenkommen", "treffen", "zusammentreffen", "fliegen", "aufbrechen",
    "teilnehmen", "anreisen", "versammeln", "sich", "sein", "weilen", "begeben", "aufhalten", "einladen", "begrüßen",
    "travel", "come", "arrive", "go", "fly", "gather", "meet", "attend", "participate", "be", "head", "leave", "sit",
}  # fmt: skip


# What is decreed over a place: "extended the curfew in Sicily".
DECREED = (
    "sperre", "lockdown", "quarantäne", "notstand", "ausnahmezustand", "kriegsrecht", "belagerungszustand", "verbot",
    "curfew", "quarantine", "state", "emergency", "law", "siege", "rule",
)  # fmt: skip
# "In Kreta gilt eine Ausgangssperre": where it is said that it is in force.
IN_FORCE = {"gelten", "herrschen", "bestehen", "vorschreiben", "vorgeschrieben", "apply", "introduce"}


@dataclass(slots=True)
class Roles:
    """Actors and recipients with the reason for each, in words for `explain`."""

    actors: list[Entity] = field(default_factory=list)
    recipients: list[Entity] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    # The mention told before from which all roles are taken.
    recalled: Mention | None = None

    def act(self, entities: list[Entity], why: str) -> bool:
        return self._add(self.actors, entities, "actor", why)

    def receive(self, entities: list[Entity], why: str) -> bool:
        return self._add(self.recipients, self.strangers(entities), "recipient", why)

    def strangers(self, entities: list[Entity]) -> list[Entity]:
        """Those who are no actors themselves, nor part of the words for one: Germany of "Autoclub Deutschland"."""
        apart = [e for e in entities if not any(_is_part(e, a) for a in self.actors)]
        return [e for e in apart if not any(same(e, a) and not told_apart(e, a) for a in self.actors)]

    def part(self, acting: list[Entity]) -> None:
        """Leaves only these as actors; who else took part becomes a recipient: "will nicht mit der Opposition reden"."""
        others = [a for a in self.actors if not any(same(a, e) for e in acting)]
        if acting and others and len(others) < len(self.actors):
            self.actors[:] = [a for a in self.actors if a not in others]
            self.recipients += others

    def _add(self, role: list[Entity], entities: list[Entity], name: str, why: str) -> bool:
        new = [e for e in entities if not any(same(e, old) for old in role)]
        for entity in new:
            role.append(entity)
            self.reasons.append(f"{name} {entity.name} ({entity.text}): {why}")
        return bool(entities)


def _is_part(entity: Entity, whole: Entity) -> bool:
    """Whether the words of one are part of a name; "ein Direktor in China" leaves China apart."""
    before = whole.text[: max(0, entity.start - whole.start)].split()
    return (
        whole.start < entity.start
        and entity.end <= whole.end
        and before[-1:] not in (["in"], ["im"], ["from"], ["aus"])
    )


def roles(trigger: Trigger, cast: Cast) -> Roles:
    """Actors and recipients of a trigger; nobody stands on both sides."""
    found = Roles()
    {"verbs": _verb, "nouns": _noun, "adjectives": _attribute}[trigger.frame.part](trigger, cast, found)
    found.recipients = found.strangers(found.recipients)
    if trigger.frame.type == "PROTEST":
        if trigger.frame.part == "nouns":
            # "die Behinderung der Demonstration durch die Polizei"
            found.actors = [e for e in found.actors if e.sector != "COP"]
        _protest(trigger, cast, found)
    if trigger.frame.mode in ("arrest", "crowd-control") and not found.recipients:
        found.receive(_crowd(trigger, cast), "who was in the protest")
    if trigger.frame.mode in ("curfew", "martial-law") and not found.recipients:
        verb = trigger.frame.part == "verbs"
        objects = clauses.patients(trigger.token) if verb else []
        objects = [o for o in objects if o.lemma_.casefold().endswith(DECREED)]
        if not verb and trigger.token.head.lemma_ in IN_FORCE:
            # "In Kreta gilt eine Ausgangssperre"
            objects = [trigger.token.head]
        for token in (trigger.token, *trigger.words, *trigger.absorbed, *objects):
            if found.receive(placed(token, cast), "where it applies"):
                break
    return found


def _crowd(trigger: Trigger, cast: Cast) -> list[Entity]:
    """Those whom police drive apart or hold at a protest: "Festnahmen bei Demonstrationen", "gas to disperse the rally"."""
    token = trigger.token
    words = [token, *clauses.children(token, "conj")]
    if trigger.frame.part == "verbs":
        words += [v for v in (token.head,) if token.dep_ == "conj"]
        if trigger.frame.mode == "crowd-control":
            # "fired tear gas and arrested several protesters"
            for word in words[1:]:
                for patient in clauses.patients(word) if clauses.is_verb(word) else ():
                    if entities := [e for e in cast.all(patient) if e.sector not in ("COP", "MIL")]:
                        return entities
        words += [
            c for word in words for c in clauses.children(word, "advcl", "xcomp") if clauses.is_infinitive(c)
        ]
    elif clauses.is_verb(token.head):
        words.append(token.head)
    for word in words:
        nouns = clauses.obliques(word, ("bei", "während", "auf", "gegen", "at", "during", "on", "against"))
        nouns += clauses.patients(word) if clauses.is_verb(word) else []
        for noun in nouns:
            if any(frame.type == "PROTEST" for frame in frames_of_noun(noun, cast.language)):
                owner = clauses.possessor(noun)
                return (cast.all(owner) if owner is not None else []) or [cast.protesters(noun)]
    return []


GRUDGES = {
    "protest", "wut", "missfallen", "ärger", "empörung", "unmut", "zorn", "verärgerung", "enttäuschung", "unzufriedenheit",
    "anger", "rage", "fury", "defiance", "opposition", "frustration", "disgust",
}  # fmt: skip


def _protest(trigger: Trigger, cast: Cast, found: Roles) -> None:
    if not found.actors and trigger.frame.mode in (None, "demo", "riot"):
        # "Demonstrationen gegen den Präsidenten": whoever demonstrates, they are protesters
        found.act([cast.protesters(trigger.token)], "a protest has protesters")
    if found.recipients:
        return
    # "Aus Wut über die Steuern Roms": why they do it tells against whom
    for noun in _oblique(trigger, ("aus", "in", "out of")):
        if noun.lemma_.casefold() in GRUDGES:
            for target in clauses.obliques(noun, ("gegen", "über", "against", "at", "over", "of", "with")):
                aim = cast.all(target) or within(target, cast, found, targets=False, victims=False)
                if found.receive(aim, f"whom the {noun.text} is about"):
                    return
    # "blockierten Paris, um ein Ende der EU-Reform zu fordern": at whom the purpose is aimed
    for clause in clauses.children(trigger.token, "advcl", "xcomp", "acl"):
        if clauses.is_infinitive(clause) and found.receive(
            aimed(clause, cast, found), "whom its purpose is aimed at"
        ):
            return
    # "demonstrierten vor der russischen Botschaft", "vor der Regierung"
    for token in _oblique(trigger, ("vor", "outside", "in front of", "at", "near")):
        entities = cast.all(token) or cast.owner(token)
        seat = token.lemma_.casefold().endswith(SEATS) or any(
            e.kind == "organisation" and e.sector in STATE for e in entities
        )
        if seat and found.receive(entities, "before whose seat it is"):
            return


def _verb(trigger: Trigger, cast: Cast, found: Roles) -> None:
    verb, frame = trigger.token, trigger.frame
    if frame.pattern == "demand":
        if (parties := demand(verb, cast)) is not None:
            found.act(cast.all(parties[0]), "who says so")
            found.receive(cast.all(parties[1]), "who must")
        return
    passive = clauses.is_passive(verb)
    subject = clauses.agent(verb) if passive else clauses.subject(verb)
    if frame.pattern == "recipient-only":
        patient = clauses.subject(verb)
        if patient is None or not cast.all(patient):
            # "der Angriff, bei dem zwei Menschen starben", with the nominative taken for something else
            bare = [c for c in clauses.children(verb, "obl") if clauses.preposition(c) is None]
            patient = next((c for c in bare if clauses.feature(c, "Case") == "Nom" and cast.all(c)), patient)
        if patient is not None:
            found.receive(cast.all(patient), "subject of a verb that tells what befell somebody")
        return
    if frame.pattern == "receive" and frame.mode == "visit":
        # "Scholz empfing Biden": the guest visits, who receives him is the host
        for token in clauses.patients(verb):
            found.act(cast.all(token), "guest")
        if subject is not None:
            found.receive(cast.all(subject), "host")
        elif passive:
            # "wurde in Rabat empfangen": whoever sits there
            for token in clauses.obliques(verb, ("in", "at")):
                if found.receive(cast.host(token), "where the guest is received"):
                    break
        return
    if frame.pattern == "receive":
        giver = [t for t in _oblique(trigger, frame.prepositions) if cast.all(t)]
        if giver:
            found.act(cast.all(giver[0]), f"introduced by {clauses.preposition(giver[0])}")
        getter = clauses.subject(verb)
        if getter is not None:
            found.receive(cast.all(getter), "subject of a verb of receiving")
        return
    if (
        cast.language == "de"
        and not passive
        and subject is not None
        and not cast.all(subject)
        and _is_deed(subject)
        and frame.type in plover.VERBAL
    ):
        # "Die Forderung lehnte das Kabinett ab": what stands first is no actor, so it is the object
        behind = [
            o
            for o in clauses.children(verb, "obj", "nsubj")
            if o.i > verb.i and cast.all(o) and o not in trigger.words and subject.i < verb.i
        ]
        before = _bare_names(verb, cast) if subject.i > verb.i else []
        actors = behind + before
        if len(actors) == 1 and subject.head == verb:
            found.act(cast.all(actors[0]), "subject, taken for something else by the grammar")
            found.receive(within(subject, cast, found), "owner of what the act is aimed at")
            return
    if subject is not None:
        # "Kims Armee beschoss": a thing or body that is nobody by itself acts for its owner.
        if not found.act(cast.all(subject), "agent of the passive" if passive else "subject"):
            found.act(cast.owner(subject) or _issuer(subject, cast), "owner of the subject")
        if found.actors and not passive:
            found.act(_company(verb, cast), "together with the subject")
    elif passive and ((frame.type == "RETREAT" and frame.mode == "withdraw") or frame.type == "MOBILIZE"):
        # "Die UN-Soldaten wurden abgezogen", "Police have been stationed": who is sent moves
        for token in clauses.patients(verb):
            found.act(cast.all(token) or cast.owner(token), "is sent there or withdrawn")
    elif passive and frame.type == "ASSAULT":
        found.act(_fought(verb, cast), "on the other side of the fight")
    elif passive and frame.type == "AID" and frame.pattern == "intransitive":
        # "Die Hilfe Finnlands für Moldau wird erhöht"
        for token in clauses.patients(verb):
            if token.pos_ == "NOUN" and not cast.all(token):
                found.act(cast.owner(token), f"whose {token.text} it is")
    # "Die Reise Blinkens nach Peking wurde verschoben", "cancelled a meeting with Merkel": the parties stand at the noun
    nouns = [t for t in (*clauses.patients(verb), *trigger.words) if t.pos_ == "NOUN" and not cast.all(t)]
    if frame.pattern == "reciprocal":
        for noun in nouns:
            found.act(cast.owner(noun), f"whose {noun.text} it is")
            for token in clauses.obliques(noun, PARTNER + BETWEEN + AGENTIVE):
                found.act(cast.all(token), "party of a mutual act")
        for token in (
            clauses.patients(verb)
            + clauses.dative(verb)
            + _oblique(trigger, frame.prepositions + PARTNER + BETWEEN)
        ):
            found.act(cast.all(token), "party of a mutual act")
        return
    if frame.pattern == "visit":
        for noun in nouns if not found.actors else []:
            found.act(cast.owner(noun), f"whose {noun.text} it is")
            # "A visit by Merkel was called off"
            for token in clauses.obliques(noun, AGENTIVE):
                found.act(cast.all(token), f"by whom the {noun.text} is")
        for token in clauses.patients(verb) + clauses.dative(verb) + _oblique(trigger, frame.prepositions):
            if token not in trigger.words and found.receive(found.strangers(cast.host(token)), "host"):
                return
        return
    _recipients(trigger, cast, found)


def _company(verb: Token, cast: Cast) -> list[Entity]:
    """ "sprach sich gemeinsam mit Finnland für Reformen aus", "together with the mayors"."""
    for word in clauses.children(verb, "advmod"):
        if word.lower_ in ("gemeinsam", "zusammen", "together", "jointly"):
            for partner in [*clauses.obliques(word, PARTNER), *clauses.obliques(verb, PARTNER)]:
                behind = partner.doc[word.i + 1 : partner.i + 1]
                if partner.i > word.i and any(t.lower_ in PARTNER for t in behind[:1]):
                    return cast.all(partner)
    return []


DOCUMENTS = {
    "bericht", "erklärung", "mitteilung", "brief", "schreiben", "resolution", "studie", "pressemitteilung", "stellungnahme",
    "report", "statement", "letter", "study", "release", "communique", "communiqué", "note", "declaration",
}  # fmt: skip


# Endings of German nouns for what is asked, offered, done: these are rejected, and reject nothing.
DEED_ENDINGS = (
    "ung", "heit", "keit", "tion", "plan", "angebot", "vorschlag", "gesetz", "abkommen", "vertrag", "antrag", "entwurf", "vorwurf",
    "wunsch", "bitte", "gesuch", "kritik", "beschluss", "bericht",
)  # fmt: skip


def _is_deed(noun: Token) -> bool:
    """Whether a noun that the grammar holds for the subject of a speech act is what is spoken of."""
    return noun.lemma_.casefold().endswith(DEED_ENDINGS) or next(frames_of_noun(noun, "de"), None) is not None


def _issuer(noun: Token, cast: Cast) -> list[Entity]:
    """Who puts out what is said: Amnesty of "Amnesty published a report accusing the army"."""
    if (
        noun.lemma_.casefold() not in DOCUMENTS
        or clauses.base(noun) != "obj"
        or not clauses.is_verb(noun.head)
    ):
        return []
    subject = clauses.subject(noun.head)
    return cast.all(subject) if subject is not None else []


def _bare_names(verb: Token, cast: Cast) -> list[Token]:
    """Names of actors in front of a German verb, without preposition, that no relation makes its subject."""
    return [
        c for c in verb.children
        if c.i < verb.i and c.pos_ == "PROPN" and clauses.base(c) in ("advmod", "dep", "obl", "dislocated", "vocative")
        and clauses.preposition(c) is None and clauses.feature(c, "Case") in ("Nom", "") and cast.all(c)
    ]  # fmt: skip


def _before(entity: Entity, end: int) -> Entity:
    """The entity without the words from that character on."""
    if not entity.start < end < entity.end:
        return entity
    text = entity.text[: end - entity.start].rstrip()
    return msgspec.structs.replace(entity, text=text, end=entity.start + len(text))


def _recipients(trigger: Trigger, cast: Cast, found: Roles) -> None:
    verb, frame = trigger.token, trigger.frame
    behind_particles = clauses.objects_of_particles(verb, trigger.words)
    objects = [t for t in clauses.patients(verb) if t not in trigger.words] + behind_particles
    datives = clauses.dative(verb)
    if frame.pattern == "dative" and clauses.base(verb) == "xcomp" and not datives:
        # "versuchte den Gegnern die Schuld zuzuschieben", hung on the trying
        datives += [
            c for c in clauses.dative(verb.head) + clauses.children(verb.head, "obl")
            if clauses.preposition(c) is None and clauses.feature(c, "Case") == "Dat" and cast.all(c)
        ]  # fmt: skip
    if frame.pattern == "dative":
        # "wirft den Rebellen vor": no preposition and an actor, whatever its case is taken for
        datives += [
            c for c in clauses.children(verb, "obl")
            if c.dep_ != "obl:agent" and c not in datives and clauses.preposition(c) is None and cast.all(c)
        ]  # fmt: skip
    # "called for sanctions", "agreed to US mediation": a preposition of the phrase itself brings its noun
    prepositional = [
        w.head
        for w in trigger.words
        if clauses.base(w) == "case" and w.head != verb and w.head not in (*trigger.words, *behind_particles)
    ]
    prepositional += _oblique(trigger, frame.prepositions)
    if frame.type == "AID" and frame.pattern == "intransitive" and clauses.is_passive(verb):
        prepositional += [t for o in objects for t in clauses.obliques(o, frame.prepositions)]
    order = {
        "transitive": (objects, datives, prepositional),
        "dative": (datives, objects, prepositional),
        "intransitive": (prepositional,),
        "content": (prepositional, datives, objects),
    }[frame.pattern]
    for tokens in order:
        for token in tokens:
            if found.receive(cast.all(token), _why(token)):
                break
        if found.recipients:
            return
    if cast.language == "de" and found.receive(_stuck(verb, cast), "a name behind the subject"):
        return
    subject = clauses.subject(verb) if frame.pattern == "dative" and cast.language == "de" else None
    if subject is not None and not clauses.is_passive(verb):
        # "weil die Opposition der Regierung Betrug vorwarf", with the dative taken for a genitive
        for token in clauses.children(subject, "nmod"):
            article = next((c.lower_ for c in clauses.children(token, "det")), "")
            after = clauses.preposition(token) is None and subject.i < token.i < verb.i
            if article == "der" and after and verb.i > subject.i and objects:
                found.actors = [_before(e, token.left_edge.idx) for e in found.actors]
                if found.receive(cast.all(token), "a dative taken for a genitive"):
                    return
    if frame.pattern == "content":
        for clause in _asked(verb):
            # "dass Paris schweigt und dass Rom handelt"
            for part in clauses.conjuncts(clause):
                if found.receive(_bearer(part, cast, found), "must act in what is asked"):
                    return
        for part in clauses.children(verb, "conj"):
            # "insisted that fighting cannot go on and Pakistan needs to act", hung on the first verb
            must = part.lemma_ in MUST or any(c.lemma_ in MUST for c in clauses.children(part, "aux"))
            if (
                must
                and clauses.contents(verb)
                and found.receive(_bearer(part, cast, found), "must act in what is asked")
            ):
                return
    if frame.type == "ACCUSE":
        for word in (verb, *trigger.words):
            for clause in clauses.children(word, "ccomp", "acl"):
                # "bedauerte, dass die Regierung schweigt"
                if any(c.lower_ in ("dass", "that") and clauses.base(c) == "mark" for c in clause.children):
                    blamed = [e for e in _bearer(clause, cast, found) if e.country or e.sector not in PRIVATE]
                    if not any(e.sector == "CVL" for e in blamed) and found.receive(
                        blamed, "who does what is deplored"
                    ):
                        return
    if not objects and frame.type == "AID":
        # "gave and delivered food to the school", with all of it hung on the second verb
        for part in clauses.children(verb, "conj"):
            if clauses.is_verb(part) and not clauses.children(part, "nsubj"):
                shared = clauses.obliques(part, frame.prepositions) + clauses.dative(part)
                if any(found.receive(cast.all(token), _why(token)) for token in shared):
                    return
    if frame.mode == "investigate":
        # "began a probe into whether the minister took bribes"
        for word in (verb, *trigger.words, *objects):
            for clause in clauses.children(word, "ccomp", "acl", "advcl"):
                asked = any(c.lower_ in ("whether", "if", "ob") for c in clauses.children(clause, "mark"))
                bearer = clauses.children(clause, "nsubj") if asked else []
                if any(found.receive(cast.all(t), "of whom it is asked") for t in bearer):
                    return
    if frame.type in (*JUDGING, "REJECT") and objects and not clauses.is_passive(verb):
        # "praised the ruling by the court", with the maker hung on the verb
        for maker in verb.children:
            if maker.i > objects[-1].i and clauses.preposition(maker) in ("by", "durch"):
                if found.receive(cast.all(maker), "whose deed it is"):
                    return
    if frame.type in ("SUPPORT", "AGREE"):
        # "renewed its pledge to defend the island"
        for thing in (o for o in objects if is_own(o, cast, found)):
            for clause in clauses.children(thing, "acl"):
                if clauses.is_infinitive(clause) and found.receive(
                    aimed(clause, cast, found), "whom it is for"
                ):
                    return
    things = {
        "dative": [*datives, *objects, *prepositional],
        "intransitive": [*prepositional, *objects],
    }.get(frame.pattern, [*objects, *prepositional])
    things += [w for w in trigger.words if w.pos_ == "NOUN"]
    if frame.type == "MOBILIZE" or (frame.mode == "withdraw" and frame.pattern == "intransitive"):
        # one's own troops are no aim: "Police have been stationed along the line", "zog die Hälfte seiner Truppen ab"
        things = [t for t in things if t in prepositional]
    for token in things:
        # who judges a deed reaches who did it, not whom it hit
        judged = frame.type in JUDGING
        aim = within(token, cast, found, targets=not judged, victims=not judged and frame.type != "PROTEST")
        if found.receive(aim, "owner of what the act is aimed at"):
            return
    if frame.type == "ASSAULT":
        for token in (*things, verb):
            if found.receive(placed(token, cast), "whose ground is hit"):
                return
    if frame.type == "AGREE" or (
        frame.type in ("RETREAT", "CONCEDE", "SANCTION")
        and (frame.mode in ("ceasefire", "discontinue") or any(w.pos_ == "NOUN" for w in trigger.words))
    ):
        # "declared a ceasefire in Mali", "halted food shipments in Mali"
        for token in things:
            if found.receive(placed(token, cast), "where it applies"):
                return
    if frame.type == "AID" and _helped(trigger, cast, found):
        return
    if frame.type == "MOBILIZE":
        # "mobilized the army for an assault on Mali"
        for token in clauses.obliques(verb, ("for", "für")):
            if found.receive(within(token, cast, found), "what it is for"):
                return
    if frame.type in SPEECH and _spoken_at(trigger, cast, found):
        return
    if frame.type in SPEECH:
        for token in _oblique(trigger, AGAINST):
            if not _is_theme(token) and found.receive(cast.all(token), _why(token)):
                return


HELPING = {
    "help", "assist", "support", "aid", "meet", "relieve", "protect", "feed", "promote", "improve", "strengthen", "fight",
    "combat", "pay", "finance", "fund", "buy", "helfen", "unterstützen", "lindern", "bekämpfen", "stärken", "fördern", "versorgen", "schützen",
}  # fmt: skip


def _helped(trigger: Trigger, cast: Cast, found: Roles) -> bool:
    """Whom aid is to help: "gave tents to help Mali", "Geld, um die Ebola in Mali zu bekämpfen"."""
    verb = trigger.token
    hosts = [verb, *clauses.patients(verb), *trigger.words]
    hosts += [c for host in hosts[1:] for c in clauses.children(host, "nmod")]
    for host in hosts:
        for clause in clauses.children(host, "advcl", "acl", "xcomp"):
            if clauses.is_infinitive(clause) and clause.lemma_.casefold() in HELPING:
                if found.receive(aimed(clause, cast, found), "whom it is to help"):
                    return True
    return False


PRIVATE = {None, "CVL"}
MUST = {"müssen", "sollen", "need", "must", "should", "have"}


def _bearer(clause: Token, cast: Cast, found: Roles) -> list[Entity]:
    """Who acts in a clause: its own subject, the agent of a passive."""
    bearer = (
        clauses.agent(clause)
        if clauses.is_passive(clause)
        else next((c for c in clause.children if c.dep_ == "nsubj"), None)
    )
    return found.strangers(cast.all(bearer) or cast.owner(bearer)) if bearer is not None else []


def _stuck(verb: Token, cast: Cast) -> list[Entity]:
    """The countries of "Präsident Bush Russland gedroht", which the grammar takes for a part of the name before them."""
    subject = clauses.subject(verb)
    if subject is None:
        return []
    names = [subject, *clauses.children(subject, "appos")]
    stuck = [c for name in names for c in clauses.children(name, "flat") if _is_country(c, cast)]
    if not stuck:
        return []
    # "Wang Yi Washington und Peking aufgefordert"
    stuck += [c for name in names for c in clauses.children(name, "conj") if _is_country(c, cast)]
    return [e for token in stuck for e in cast.of(token)]


def _is_country(token: Token, cast: Cast) -> bool:
    return any(e.kind == "country" for e in cast.of(token))


def _spoken_at(trigger: Trigger, cast: Cast, found: Roles) -> bool:
    """Whom the content of a speech act is aimed at."""
    if trigger.frame.type == "THREATEN":
        # "drohten mit einer Blockade britischer Importe"
        for noun in _oblique(trigger, (*PARTNER, "to")):
            if found.receive(within(noun, cast, found) or placed(noun, cast), "whom the threat would hit"):
                return True
    return any(
        found.receive(aimed(clause, cast, found), "whom the content is aimed at")
        for clause in _asked(trigger.token)
    )


def _asked(verb: Token) -> list[Token]:
    """The content of a speech act; "…, diplomats said" beside it is none."""
    return [c for c in clauses.contents(verb) if clauses.base(c) != "parataxis"]


def _is_theme(token: Token) -> bool:
    """ "wegen", "über" and their like name what it is about."""
    return clauses.preposition(token) in ("über", "auf", "on", "für", "for")


def _why(token: Token) -> str:
    case = clauses.preposition(token)
    return (
        f"introduced by {case}"
        if case
        else {"obj": "object", "iobj": "dative"}.get(clauses.base(token), token.dep_)
    )


WAYS = ("nach", "zu", "to")
# … and whom it is given or denied: "gave the ring back to its owners"
GIVING = {"AID", "RETREAT", "SANCTION", "CONCEDE"}


COURTS = ("gericht", "gerichtshof", "court", "tribunal")


def _oblique(trigger: Trigger, prepositions: tuple[str, ...]) -> list[Token]:
    """Dependents of the verb, of the other words of its phrase and of nouns it absorbed, by preposition."""
    found = clauses.obliques(trigger.token, prepositions)
    # "staged rallies in the Gaza Strip against Abbas": what follows a place hangs on it too often
    against = set(prepositions) & {"against", "gegen"}
    places = [
        p for p in clauses.children(trigger.token, "obl", "nmod")
        if p.ent_type_ == "LOC" or (against and p.lemma_.casefold().endswith(COURTS))
    ]  # fmt: skip
    places += [
        p for word in trigger.words for p in clauses.children(word, "nmod", "obl")
        if against and p.lemma_.casefold().endswith(COURTS)
    ]  # fmt: skip
    for word in (*trigger.words, *trigger.absorbed, *places):
        found += [t for t in clauses.obliques(word, prepositions) if t not in found]
    # "flew tents to Vanuatu": where a thing goes hangs on the thing too often
    for thing in (
        *clauses.children(trigger.token, "obj"),
        *clauses.objects_of_particles(trigger.token, trigger.words),
    ):
        wayward = (*WAYS, "from", "aus") if trigger.frame.type == "RETREAT" else WAYS
        ways = clauses.obliques(thing, tuple(p for p in prepositions if p in wayward))
        if trigger.frame.mode == "withdraw":
            # "withdrew some of its soldiers from Mali"
            ways += [
                t for c in clauses.children(thing, "nmod") for t in clauses.obliques(c, ("from", "aus")) if t not in ways
            ]  # fmt: skip
        given = trigger.frame.type in GIVING
        found += [t for t in ways if (t.ent_type_ == "LOC" or given) and t not in found]
        if trigger.frame.type == "AID":
            # "schickte Zelte für die Erdbebenopfer", "stellte Zelte als Hilfe für Frierende bereit"
            givers = [thing, *clauses.obliques(trigger.token, ("als", "as"))]
            wanted = tuple(p for p in prepositions if p in ("für", "for"))
            aims = [t for giver in givers for t in clauses.obliques(giver, wanted)]
            found += [t for t in aims if t not in found]
    if against:
        # "filed a lawsuit against visiting Prince Karim"
        for clause in clauses.children(trigger.token, "advcl"):
            if any(c.lower_ in against for c in clauses.children(clause, "mark")):
                found += clauses.patients(clause)
    return [t for t in found if t not in trigger.words and not _is_hearsay(t)]


def _is_hearsay(noun: Token) -> bool:
    """ "nach Angaben der Polizei", "nach Ansicht des Ministers": who says so."""
    return clauses.preposition(noun) in ("nach", "laut") and noun.lemma_.casefold().endswith(
        ("angabe", "angaben", "ansicht", "meinung", "wort", "worte", "bericht", "information", "auskunft", "erkenntnis",
         "einschätzung", "darstellung", "aussage", "überzeugung", "wille", "willen", "vorstellung", "schätzung")
    )  # fmt: skip


def _noun(trigger: Trigger, cast: Cast, found: Roles) -> None:
    noun, frame = trigger.token, trigger.frame
    owner = clauses.possessor(noun)
    if owner is None and clauses.base(noun) == "conj" and noun.head.pos_ == "NOUN":
        # "their rejection and condemnation of the minister", hung on the first of two
        behind = clauses.children(noun.head, "nmod")
        owner = next((c for c in behind if c.i > noun.i and clauses.preposition(c) in ("of", "von")), None)
    owners = cast.all(owner) or cast.owner(owner) if owner is not None else []
    if owner is not None and not owners and owner.dep_ == "nmod:poss" and frame.pattern != "noun-of":
        # "Monday's walkout of teachers": the day owns nothing
        owner = next((c for c in clauses.children(noun, "nmod") if clauses.preposition(c) == "of"), owner)
        owners = cast.all(owner) or cast.owner(owner)
    there = frame.type in TAKING_PLACE and frame.pattern != "noun-visit"
    adjectives, inside = cast.adjectives(noun, of_towns=not there), cast.compound(noun)
    # "prisoner release": they are let go, and let nobody go
    freed = frame.mode == "release" and frame.pattern == "noun-of"
    hit = [e for e in inside if freed or (frame.type == "ASSAULT" and e.sector in UNARMED)]
    inside = [e for e in inside if e not in hit]
    # "Hilfslieferung aus Neuseeland": aid comes from its giver
    agentive = tuple(
        word
        for word in (*AGENTIVE, *(("aus",) if frame.type == "AID" or frame.mode == "expel" else ()))
        if word not in frame.prepositions or word in ("durch", "by")
    )
    agents = [e for t in clauses.obliques(noun, agentive) for e in cast.all(t)]
    if not agents:
        # "the release of fishermen by Eritrea", with the agent hung on those released
        hung = ("aus", "from") if frame.mode == "expel" and "aus" in agentive else ("durch", "by")
        agents = [
            e for of in clauses.children(noun, "nmod") for t in clauses.obliques(of, hung) for e in cast.all(t)
        ]  # fmt: skip
    carrier = _carrier(noun)
    if not agents and carrier is not None and not clauses.is_passive(carrier):
        # "denied an attack by the army" with the agent hung on the verb
        agents = [e for t in clauses.obliques(carrier, ("durch", "by")) if t.i > noun.i for e in cast.all(t)]
    if not agents and carrier is not None and carrier.lemma_ in ("kommen", "stammen", "come"):
        # "Kritik kam aus Paris", "Help came from Oslo"
        if clauses.base(noun) == "nsubj":
            agents = [e for t in clauses.obliques(carrier, ("von", "aus", "from")) for e in cast.all(t)]
    if (
        not agents
        and clauses.preposition(noun) in ("on", "in", "auf", "zu", "an")
        and clauses.children(noun, "cop")
    ):
        # "The minister is on a visit to Oslo"
        agents = [e for t in clauses.children(noun, "nsubj") for e in cast.all(t)]
    if frame.pattern == "noun-reciprocal":
        found.act(agents, "agent")
        found.act(owners, "whose it is")
        found.act(adjectives, "adjective")
        found.act(inside, "first member of the compound")
        for token in clauses.obliques(noun, BETWEEN + PARTNER + frame.prepositions):
            found.act(cast.all(token), _why(token))
        if owner is not None and len(found.actors) < 2:
            # "im Krieg der Serben gegen Bosnien", with the enemy hung on the Serbs
            for token in clauses.obliques(owner, (*PARTNER, "gegen", "against")):
                found.act(cast.all(token) or cast.host(token), _why(token))
        if carrier is not None and len(found.actors) < 2:
            for token in clauses.obliques(carrier, PARTNER + BETWEEN):
                found.act(cast.all(token), _why(token))
            _lend(noun, carrier, cast, found, frame.type, reciprocal=True)
            if not found.actors and frame.type == "ASSAULT":
                found.act(_held_for(noun, carrier, cast), "held for it")
            if frame.type == "CONSULT" and not found.actors:
                _met(noun, frame.mode, carrier, cast, found)
        return
    if frame.pattern == "noun-visit":
        found.act(agents or owners or adjectives, "visitor")
        hosts = clauses.obliques(noun, frame.prepositions or ("in", "bei", "nach", "to", "by"))
        if carrier is not None and not found.actors:
            _lend(noun, carrier, cast, found, frame.type)
        if carrier is not None:
            hosts += clauses.obliques(carrier, ("in", "nach", "to"))
        for token in hosts:
            if found.receive(cast.host(token), "host"):
                break
        else:
            found.receive(inside, "first member of the compound is the host")
        if owner is not None and clauses.preposition(owner) == "of" and not found.recipients:
            found.receive(cast.host(owner), "host")
        return
    if frame.pattern == "noun-of":
        of = [
            c
            for c in clauses.children(noun, "nmod")
            if clauses.preposition(c) in (None, "von", "of") and c != owner
        ]
        whose = owner is not None and (owner.dep_ == "nmod:poss" or clauses.base(owner) == "det")
        if whose and of:
            found.act(owners, "whose it is")
            found.receive([e for t in of for e in cast.all(t) or cast.owner(t)], "genitive")
        else:
            found.receive(owners, "genitive")
        found.act(agents, "agent")
        if not found.actors:
            found.act(adjectives, "adjective")
        if not found.actors:
            found.act(inside, "first member of the compound")
    elif agents:
        found.act(agents, "agent")
        found.receive(owners, "genitive beside an agent")
    else:
        found.act(owners, "whose it is")
        if not owners:
            found.act(adjectives, "adjective")
        if not found.actors:
            found.act(inside, "first member of the compound")
    if carrier is not None and not found.actors:
        _lend(noun, carrier, cast, found, frame.type)
    if not found.actors and frame.mode == "strike" and carrier is not None and clauses.base(noun) == "obj":
        # "Die Gewerkschaft zeigte einen Streik an", "doctors shelve walkout"
        subject = clauses.subject(carrier) if not clauses.is_passive(carrier) else None
        workers = cast.all(subject) if subject is not None else []
        if not _judges(carrier, cast):
            found.act([e for e in workers if e.sector in STRIKING], "whose strike it is")
    if not found.actors:
        found.act(_responsible(noun, cast), "answers for it")
    if not found.recipients:
        found.receive(hit, "first member of the compound is hit")
    by_a_state = carrier is not None and carrier.lemma_ not in HOLDING and frame.type in STATE_ACTS
    if not found.actors and carrier is not None and (frame.type == "ASSAULT" or by_a_state):
        found.act(_held_for(noun, carrier, cast), "held for it")
    if not found.recipients:
        targets = clauses.obliques(noun, frame.prepositions)
        if not targets and clauses.base(noun) == "conj" and noun.head.pos_ == "NOUN":
            # "voiced anger and condemnation of the minister", hung on the first of two
            targets = [t for t in clauses.obliques(noun.head, frame.prepositions) if t.i > noun.i]
        if not targets:
            # "die Hilfe der USA für Israel", with the aim hung on the giver
            targets = [
                t for of in clauses.children(noun, "nmod") for t in clauses.obliques(of, frame.prepositions)
            ]
        if carrier is not None and clauses.base(noun) in ("obj", "nsubj", "obl"):
            targets += clauses.obliques(carrier, frame.prepositions)
        for token in targets:
            victims = frame.type not in (*JUDGING, "PROTEST")
            aim = cast.all(token) or cast.host(token) or within(token, cast, found, victims=victims)
            if frame.type == "ASSAULT":
                # "airstrikes against a camp in Mali"
                aim = aim or placed(token, cast)
            if found.receive(aim, _why(token)):
                break
    if not found.recipients and frame.type == "ASSAULT":
        # "ein Angriff in Mali"; a murder in Mali hits somebody
        if frame.pattern == "noun":
            found.receive(placed(noun, cast), "whose ground is hit")
    if not found.recipients and frame.type == "REQUEST" and carrier is not None:
        found.receive(_yielding(noun, carrier, cast), "who gives in to it")
    if not found.recipients and frame.pattern == "noun":
        for clause in clauses.children(noun, "acl"):
            # "Demonstranten, die den Präsidenten unterstützen": only what it is done with aims at somebody
            told = clauses.is_relative_clause(clause) and not any(
                clauses.is_relative(t) and clauses.preposition(t) in PARTNER for t in clause.subtree
            )
            if clause.dep_ == "acl" and clauses.is_verb(clause) and not told:
                for token in clauses.patients(clause):
                    found.receive(cast.all(token) or cast.owner(token), "object of what the noun is about")
                if not found.recipients and frame.type in SPEECH and clauses.is_infinitive(clause):
                    found.receive(aimed(clause, cast, found), "whom the content is aimed at")


def _responsible(noun: Token, cast: Cast) -> list[Entity]:
    """Who owns up to it: "Die Gruppe bekannte sich zu dem Anschlag", "claimed responsibility for attacks"."""
    head = noun.head
    if clauses.preposition(noun) in ("hinter", "behind"):
        # "Hinter dem Anschlag steht die Gruppe …", "The group was behind the attack"
        standing = head.lemma_ in ("stehen", "stecken", "be", "stand")
        own = [c for c in noun.children if clauses.base(c) == "cop"]
        bearer = (
            clauses.subject(noun) if own else clauses.subject(head) if standing and head != noun else None
        )
        return cast.all(bearer) if bearer is not None else []
    if head.lemma_.casefold() in ("verantwortlich", "responsible", "schuld") and clauses.preposition(noun) in (
        "für", "for", "an",
    ):  # fmt: skip
        # "die Gruppe, die für den Anschlag verantwortlich ist", "a group responsible for the attack"
        bearer = head.head if clauses.base(head) == "amod" else clauses.subject(head)
        if clauses.base(head) in ("xcomp", "advmod") and clauses.is_verb(head.head):
            # "macht Oslo für den Anschlag verantwortlich", "holds Oslo responsible"
            bearer = next(iter(clauses.patients(head.head)), None)
        return cast.all(bearer) if bearer is not None else []
    if head.lemma_.casefold() in ("ein", "one") and clauses.base(noun) == "nmod":
        # "owned up to one of the raids"
        noun, head = head, head.head
    if (
        head.lemma_.casefold() in ("verantwortung", "responsibility", "credit")
        and clauses.base(noun) == "nmod"
    ):
        noun, head = head, head.head
        owning = head.lemma_ in ("übernehmen", "reklamieren", "take", "claim", "accept")
    else:
        owning = head.lemma_ == "bekennen" or (head.lemma_ == "claim" and clauses.base(noun) == "obj")
    if not owning or not clauses.is_verb(head):
        return []
    subject = clauses.agent(head) if clauses.is_passive(head) else clauses.subject(head)
    return cast.all(subject) if subject is not None else []


def _fought(verb: Token, cast: Cast) -> list[Entity]:
    """ "wurden bei Kämpfen mit Rebellen getötet", "killed in an attack by rebels": the other side did it."""
    for noun in clauses.obliques(verb, ("bei", "in", "durch", "during")):
        if any(frame.type == "ASSAULT" for frame in frames_of_noun(noun, cast.language)):
            parties = clauses.obliques(noun, PARTNER) or clauses.obliques(noun, AGENTIVE)
            parties = parties or [t for t in clauses.obliques(verb, PARTNER) if t.i > noun.i]
            if parties:
                return [e for token in parties for e in cast.all(token)]
            if (owner := clauses.possessor(noun)) is not None and (owners := cast.all(owner)):
                return owners
            return cast.adjectives(noun)
    return []


YIELDING = {"CONCEDE", "AGREE"}


def _yielding(noun: Token, carrier: Token, cast: Cast) -> list[Entity]:
    """ "Oslo gab der Forderung Roms nach": who gives in to a demand is whom it was made of."""
    frames = lexicon(cast.language).verbs.get(carrier.lemma_.casefold(), ())
    given_in = clauses.base(noun) in ("obl", "iobj") or any(c.lower_ in ("der", "dem") for c in noun.children)
    if not given_in or not any(f.type in YIELDING for f in frames) or clauses.is_passive(carrier):
        return []
    subject = clauses.subject(carrier)
    return cast.all(subject) if subject is not None and subject != noun else []


HOLDING = {
    "festnehmen", "verhaften", "inhaftieren", "anklagen", "verurteilen", "arrest", "detain", "charge", "convict", "sentence",
    "jail",
}  # fmt: skip


# What states and bodies are blamed for by these nouns.
STATE_ACTS = {"COERCE", "SANCTION", "MOBILIZE"}


def _held_for(noun: Token, carrier: Token, cast: Cast) -> list[Entity]:
    """ "Ein Mann wurde nach einem Messerangriff festgenommen", "officers arrested over the shooting": who is held did it.

    So did whoever is sued or blamed for it: "verklagte Nicaragua wegen der Ausweisung zweier Nonnen".
    """
    if carrier.lemma_ in HOLDING:
        reasons: tuple[str, ...] = ("nach", "wegen", "after", "over", "for", "following")
    else:
        frames = lexicon(cast.language).verbs.get(clauses.full_lemma(carrier).casefold(), ())
        reasons = ("wegen", "over", "for") if any(f.type == "ACCUSE" and not f.extras for f in frames) else ()
    if clauses.preposition(noun) not in reasons:
        return []
    return [e for token in clauses.patients(carrier) for e in cast.all(token)]


# Nouns that tell what becomes of what stands in their genitive: "kündigte die Verlängerung der Sperre an".
MEASURES_TAKEN = {
    "verlängerung", "verhängung", "ausweitung", "einführung", "verschärfung", "anordnung", "ausrufung", "extension",
    "imposition", "introduction", "renewal",
}  # fmt: skip


def _carrier(noun: Token) -> Token | None:
    """The verb of which the noun is an argument."""
    current = noun
    if clauses.base(current) == "nmod" and current.head.lemma_.casefold() in MEASURES_TAKEN:
        current = current.head
    while clauses.base(current) == "conj" and current.head.pos_ in ("NOUN", "PROPN"):
        current = current.head
    head = current.head
    return (
        head
        if head != current
        and clauses.is_verb(head)
        and clauses.base(current) in ("obj", "obl", "nsubj", "xcomp", "iobj")
        else None
    )


CIRCUMSTANCES = {
    "angesichts", "wegen", "aufgrund", "trotz", "infolge", "ungeachtet", "anlässlich", "amid", "despite", "because of",
    "due to", "over",
}  # fmt: skip


MEANWHILE = (
    "nach", "vor", "bei", "während", "in", "after", "before", "during", "at", "following", "ahead of", "in", "as",
)  # fmt: skip


def _with_partner(noun: Token) -> bool:
    """Whether somebody held it, though only the other side is named: "nach einem Gespräch mit Paris", "after talks with Paris"."""
    return (
        clauses.preposition(noun) in MEANWHILE
        and not clauses.is_definite(noun)
        and bool(clauses.obliques(noun, PARTNER))
        and clauses.possessor(noun) is None
    )


def _lend(
    noun: Token, carrier: Token, cast: Cast, found: Roles, type_: str, reciprocal: bool = False
) -> None:
    """The subject of a light verb acts in its noun: "verübten einen Anschlag"."""
    passive = clauses.is_passive(carrier)
    if reciprocal and not passive and _with_partner(noun):
        # "Nach einem Gespräch mit Macron warnte Scholz …"
        subject = clauses.subject(carrier)
        if subject is not None:
            found.act(cast.all(subject), "who speaks of it had part in it")
        return
    if carrier.lemma_ in clauses.EXPECTING and not passive:
        # "The bishop expects mass arrests"
        return
    purpose = clauses.preposition(noun) in ("zu", "for", "to", "auf", "bei", "an", "in", "at", "on")
    if purpose and carrier.lemma_ not in MOVING:
        # "äußerten sich zu dem Treffen" makes nobody take part
        return
    if clauses.base(noun) == "nsubj" and not passive:
        return
    if clauses.preposition(noun) in (*CIRCUMSTANCES, "nach", "seit", "after", "since", "following"):
        # "Angesichts der Proteste bot er seinen Rücktritt an", "sagte nach der Kritik Hilfe zu"
        return
    # "renewed negotiations": a verb that tells of no event itself lends its subject to talks
    free = (
        reciprocal
        and clauses.base(noun) == "obj"
        and carrier.lemma_.casefold() not in lexicon(cast.language).verbs
    )
    # "Die Armee verzichtete auf den Angriff"
    decided = (
        (carrier.lemma_ in DECIDING or clauses.full_lemma(carrier) in DECIDING)
        and type_ in DECIDED
        and (
            clauses.base(noun) == ("nsubj" if passive else "obj")
            or clauses.preposition(noun) in ("auf", "from")
        )
    )
    if carrier.lemma_ not in LIGHT_VERBS and not purpose and not free and not decided:
        return
    subject = clauses.agent(carrier) if passive else clauses.subject(carrier)
    if subject is not None and subject != noun:
        found.act(cast.all(subject), f"subject of {carrier.lemma_}")


# Who strikes; at what a meeting is told of in passing.
STRIKING = {"LAB", "EDU", "MED"}
AT = {"bei", "in", "während", "nach", "auf", "at", "during", "after"}


def _judges(verb: Token, cast: Cast) -> bool:
    """Whether a verb judges or refuses what is its object: who condemns a strike does not strike."""
    frames = lexicon(cast.language).verbs.get(clauses.full_lemma(verb).casefold(), [])
    return any(frame.type in ("ACCUSE", "SUPPORT", "REJECT") for frame in frames)


def _met(noun: Token, mode: str | None, verb: Token, cast: Cast, found: Roles) -> None:
    """ "Kenia und Uganda einigten sich bei einem Treffen in Arusha": several who act at a meeting took part in it.

    On the telephone whoever is spoken to took part as well: "sagte dem Präsidenten in einem Telefonat Hilfe zu".
    """
    if clauses.preposition(noun) not in AT or clauses.is_definite(noun) or clauses.is_passive(verb):
        return
    subject = clauses.subject(verb)
    if subject is None:
        return
    parties = cast.all(subject)
    if mode == "phone":
        parties = [
            *parties,
            *(e for t in (*clauses.patients(verb), *clauses.dative(verb)) for e in cast.all(t)),
        ]
    if len({e.country or e.name for e in parties}) > 1:
        found.act(parties, f"who {verb.lemma_} at the {noun.text}")


def _attribute(trigger: Trigger, cast: Cast, found: Roles) -> None:
    token = trigger.token
    bearer = token.head if clauses.base(token) in ("amod", "acl") else clauses.subject(token)
    if bearer is not None:
        found.act(cast.all(bearer), "whom the adjective describes")
    elif any(clauses.base(c) == "expl" for c in token.children) and clauses.base(token) == "ccomp":
        # "Syria says it is willing": whoever says so, though the grammar holds "it" for nobody
        speaker = clauses.subject(token.head)
        if speaker is not None:
            found.act(cast.all(speaker), "who says so")
    for target in clauses.obliques(token, trigger.frame.prepositions):
        found.receive(cast.all(target), _why(target))
    if not found.recipients and trigger.frame.type in SPEECH:
        _spoken_at(trigger, cast, found)
