"""What was told before? Fills roles that a mention leaves unsaid from the same happening told elsewhere in the report.

News names the parties once: "Tausende demonstrierten in Jerusalem gegen Netanjahu. … Die Kundgebungen dauerten an." A
mention takes over only what it does not say itself, only from a mention of the same type whose parties, mode and date
agree with what it does say, and only where its own words point back (or, in a headline, forward).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from spacy.tokens import Token

from aktenlage.coding import clauses, plover
from aktenlage.coding.identity import is_description, same
from aktenlage.coding.scenes import POINTED_AT, cognate
from aktenlage.shapes import Entity, Mention

if TYPE_CHECKING:
    from aktenlage.coding.coder import Decision
    from aktenlage.coding.triggers import Trigger
    from aktenlage.coding.who import Cast

# Sentences back to the last telling of a happening, and how many sentences open a report (headline and lead).
BACK, OPENING = 10, 2
# Types whose parties stand on one side only.
MUTUAL = {"CONSULT", "COOPERATE"}
# Judging what somebody did, and words that only point at what was done.
REACTIONS = {"ACCUSE", "SUPPORT"}
DEEDS = (
    "entscheidung", "schritt", "vorgehen", "maßnahme", "tat", "vorfall", "aktion", "beschluss", "ankündigung", "verhalten",
    "vorstoß", "plan", "start", "test", "abschuss", "einsatz", "äußerung", "äußerungen", "worte", "vorwurf", "decision", "step",
    "move", "action", "measure", "act", "incident", "announcement", "conduct", "launch", "remark", "remarks", "comment",
)  # fmt: skip
OFFERS = {
    "forderung", "angebot", "einladung", "vorschlag", "bitte", "ersuchen", "ultimatum", "invitation", "offer", "demand",
    "proposal", "request", "call", "appeal",
}  # fmt: skip
# Who makes arrests where nobody is named, if the report tells of them: police, else troops or agents.
ARRESTING = ("COP", "MIL", "SPY")


def complete(decisions: list[Decision], cast: Cast) -> None:
    """Fills empty roles of the mentions in place, with the reason for each."""
    filled: set[int] = set()
    for place, decision in enumerate(decisions):
        if not _lacks(decision):
            continue
        for other in _told(decisions, place):
            # Only from a mention that says so itself: no rumour of a rumour.
            if other.trigger.token.i not in filled and _take_over(decision, other):
                filled.add(decision.trigger.token.i)
                if not _nobody(decision.mention) or decision.mention.type in MUTUAL:
                    break
    by_trigger = {decision.trigger.token.i: decision for decision in decisions}
    for place, decision in enumerate(decisions):
        mention = decision.mention
        if mention.type in REACTIONS and mention.actors and not mention.recipients:
            _react(decision, decisions[:place], by_trigger)
        if mention.type == "REJECT" and mention.actors and not mention.recipients:
            decision.roles.receive(
                _refused(decisions[:place], mention, decision.trigger.token), "whose demand or offer it was"
            )
            if not mention.recipients:
                _meet(decision, decisions[:place])
        if mention.type == "THREATEN" and mention.actors and not mention.recipients:
            _join_in(decision, by_trigger)
        if mention.mode == "arrest" and mention.type == "COERCE" and not mention.actors:
            said = [e for e in mention.sources if e.sector == "COP" and e.country]
            decision.roles.act(_police(decision, cast) or said[-1:], "the police told of in this report")


def _lacks(decision: Decision) -> bool:
    mention = decision.mention
    if mention.type in MUTUAL:
        return len(mention.actors) + len(mention.recipients) < 2
    if mention.type in plover.VERBAL and decision.trigger.frame.part == "verbs":
        # whom "he warned" is not for another sentence to say
        return False
    return _nobody(mention) or not mention.recipients


def _nobody(mention: Mention) -> bool:
    """Whether no actor is named; the protesters that every protest has stand for nobody named."""
    return all(e.start == mention.trigger.start for e in mention.actors)


def _told(decisions: list[Decision], place: int) -> Iterator[Decision]:
    """Where the same happening may be told: before, nearest first; for the opening sentences also after."""
    mention = decisions[place].mention
    for other in reversed(decisions[:place]):
        if mention.sentence - other.mention.sentence <= BACK:
            yield other
    if mention.sentence < OPENING:
        for other in decisions[place + 1 :]:
            if other.mention.sentence - mention.sentence <= BACK:
                yield other


def _take_over(decision: Decision, other: Decision) -> bool:
    """Whether the other tells of the same happening and something of its parties could be used."""
    mine, theirs = decision.mention, other.mention
    if mine.type != theirs.type or not (theirs.actors or theirs.recipients):
        return False
    if mine.mode and theirs.mode and mine.mode != theirs.mode:
        return False
    if theirs.status in ("denied", "hypothetical") and mine.status != theirs.status:
        return False
    if _mutual(decision) != _mutual(other) and mine.type not in MUTUAL:
        # a fight of two is not the raid of one
        return False
    if (
        mine.date
        and theirs.date
        and not (mine.date.startswith(theirs.date) or theirs.date.startswith(mine.date))
    ):
        return False
    if mine.place and (theirs.place is None or theirs.place.name != mine.place.name):
        # protests in Portland are not those in Denver
        return False
    if not _points_at(decision, other) or _counters(decision) != _counters(other):
        return False
    named = decision.trigger.frame.part == "verbs" and mine.type != "PROTEST"
    if not _nobody(mine) and not _agrees(mine.actors, theirs.actors, named):
        return False
    if not _agrees(mine.recipients, theirs.recipients, named):
        return False
    why = f'the {theirs.type} told in sentence {theirs.sentence} ("{theirs.trigger.text}")'
    used = False
    if mine.type in MUTUAL and mine.mode is None and len(mine.actors) < 2:
        # "Die Zusammenkunft …" after "Yoon empfing Kishida": both took part
        return decision.roles.act([*theirs.actors, *theirs.recipients], why)
    if _nobody(mine) and not _nobody(theirs):
        mine.actors.clear()
        used |= decision.roles.act(theirs.actors, why)
    elif mine.type in MUTUAL and len(mine.actors) < len(theirs.actors):
        used |= decision.roles.act(theirs.actors, why)
    if not mine.recipients:
        used |= decision.roles.receive(theirs.recipients, why)
    return used


def _counters(decision: Decision) -> bool:
    """ "Gegendemonstration", "counter-protest": others against others."""
    token = decision.trigger.token
    before = token.nbor(-1) if token.i else token
    return (
        token.lower_.startswith(("gegen", "counter"))
        or before.lower_ in ("counter", "rival")
        or before.text == "-"
    )


def _mutual(decision: Decision) -> bool:
    return decision.trigger.frame.pattern in ("reciprocal", "noun-reciprocal")


def _points_at(decision: Decision, other: Decision) -> bool:
    """Whether the words point at something told elsewhere: a definite or bare noun, or the same word again."""
    token = decision.trigger.token
    if token.lemma_.casefold() == other.trigger.token.lemma_.casefold():
        return True
    if decision.trigger.frame.part == "nouns":
        if clauses.is_definite(token):
            return True
        # "Kundgebungen begleiten den Prozess": a bare plural of a running protest
        return decision.mention.type == "PROTEST"
    return decision.mention.type == "PROTEST" and bool(decision.mention.actors)


def _agrees(mine: list[Entity], theirs: list[Entity], named: bool) -> bool:
    """Nothing known speaks against the same party. `named`: only a party with a name is known to be the same."""
    if not mine or not theirs:
        return True
    if named:
        # "Zwei Menschen wurden getötet" and "Polizisten töteten 21 Menschen" are two happenings
        return any(same(m, t) and not _is_anybody(m) for m in mine for t in theirs)
    return any(
        same(m, t)
        or (
            m.country == t.country
            and m.country is not None
            # "die Schießerei in Nairobi" and "erschossen zwei Kenianer": the place stands for those who were there
            and (m.sector == t.sector or "country" in (m.kind, t.kind))
        )
        for m in mine
        for t in theirs
    )


def _is_anybody(entity: Entity) -> bool:
    """A group, or a person without a name: "a soldier" told of twice may be two."""
    return entity.kind == "group" or (entity.kind == "person" and is_description(entity))


def _react(decision: Decision, before: list[Decision], by_trigger: dict[int, Decision]) -> None:
    """Who is blamed or praised for what happened: "verurteilte den Angriff" reaches whoever attacked.

    The deed is the object itself, or what the sentence before told of when the object only points at it ("condemned
    the decision").
    """
    verb = decision.trigger.token
    for clause in clauses.children(verb, "ccomp"):
        # "begrüßte, dass Ruanda Gespräche zugesagt habe"
        bearer = clauses.subject(clause)
        deed = by_trigger.get(clause.i)
        if (
            deed is not None
            and bearer is not None
            and decision.roles.receive(deed.mention.actors, "who did what is judged")
        ):
            return
    objects = clauses.patients(verb) + clauses.obliques(verb, decision.trigger.frame.prepositions)
    investigates = decision.trigger.frame.mode == "investigate"
    for word in (*decision.trigger.words, *(clauses.patients(verb) if investigates else ())):
        # "opened an inquiry into the killings", "eine Untersuchung des Angriffs"
        objects += clauses.obliques(word, decision.trigger.frame.prepositions)
        objects += [c for c in clauses.children(word, "nmod") if clauses.preposition(c) is None]
    for token in objects:
        deed = by_trigger.get(token.i)
        if deed is not None and deed is not decision:
            why = f'who did what is judged ("{token.text}")'
            if decision.roles.receive(deed.mention.actors, why):
                return
        pointing = token.pos_ == "PRON" and token.lower_ in ("it", "this", "that", "es", "das", "dies")
        if pointing or (token.lemma_.casefold().endswith(DEEDS) and clauses.is_definite(token)):
            for deed in reversed(before):
                told = deed.mention
                if decision.mention.sentence - told.sentence > 1:
                    break
                if told.actors and told.type not in REACTIONS:
                    decision.roles.receive(told.actors, f'who did what "{token.text}" points at')
                    return


def _join_in(threat: Decision, by_trigger: dict[int, Decision]) -> None:
    """ "Oslo setzte Minsk eine Frist, und Riga droht mit Klagen": who threatens beside a demand threatens the same party."""
    verb = threat.trigger.token
    if clauses.base(verb) in ("conj", "advcl") and (demand := by_trigger.get(verb.head.i)) is not None:
        told = demand.mention
        if told.type in ("REQUEST", "THREATEN") and told.status == threat.mention.status:
            threat.roles.receive(told.recipients, f'of whom something is asked by "{told.trigger.text}"')


def _meet(refusal: Decision, before: list[Decision]) -> None:
    """ "Kiew bot einen Austausch an. Moskau lehnte ab.": a bare refusal answers the offer of the sentence before."""
    verb, mention = refusal.trigger.token, refusal.mention
    bare = clauses.is_verb(verb) and not any(
        clauses.base(c) in ("obj", "iobj", "obl", "ccomp", "xcomp", "advcl", "acl", "parataxis")
        for c in verb.children
    )
    if not bare or clauses.is_passive(verb):
        return
    for offer in reversed(before):
        told = offer.mention
        if mention.sentence - told.sentence > 1:
            return
        if told.type in ("AGREE", "REQUEST") and told.actors and not told.recipients:
            if not any(same(one, other) for one in told.actors for other in mention.actors):
                refusal.roles.receive(told.actors, f'whose "{told.trigger.text}" it answers')
                offer.roles.receive(mention.actors, f'who answers with "{mention.trigger.text}"')
            return


def _refused(before: list[Decision], mention: Mention, verb: Token) -> list[Entity]:
    """ "Kiew bot eine Waffenruhe an. Moskau lehnte ab.": whose offer or demand the last sentences told of."""
    named = any(t.lemma_.casefold() in OFFERS and clauses.is_definite(t) for t in clauses.patients(verb))
    for decision in reversed(before):
        told = decision.mention
        if mention.sentence - told.sentence > 2:
            break
        if named and told.actors and told.type in ("REQUEST", "AGREE", "CONSULT"):
            if not any(same(one, other) for one in told.actors for other in mention.actors):
                return told.actors
        if told.type in ("REQUEST", "AGREE") and any(
            same(r, a) for r in told.recipients for a in mention.actors
        ):
            return told.actors
    return []


def _police(decision: Decision, cast: Cast) -> list[Entity]:
    """The police of the country where somebody is arrested, if the report tells of them."""
    mention = decision.mention
    if any(e.sector in ARRESTING for e in mention.recipients):
        return []
    countries: set[str | None] = {e.country for e in mention.recipients if e.country} or {cast.home}
    for sector in ARRESTING[:1]:
        for known in reversed(cast.known):
            entity = known.entity
            if entity.sector == sector and entity.country in countries and entity.country:
                return [entity]
    return []


def earlier(decisions: list[Decision], trigger: Trigger) -> Mention | None:
    """The last mention of the trigger's type with parties, unless its mode or kind speaks against it.

    One of the same stem comes first: "ratifizierte den Vertrag, den sie unterschrieben hatte. Die Ratifizierung …"; but
    "der Angriff" is any that was told.
    """
    type_, mode = trigger.frame.type, trigger.frame.mode
    near = [d for d in decisions if type_ not in POINTED_AT and cognate(d.trigger.token, trigger.token)]
    for decision in [*reversed(near), *reversed(decisions)]:
        known = decision.mention
        if known.type == type_ and (known.actors or known.recipients):
            if type_ in MUTUAL and len(known.actors) + len(known.recipients) < 2:
                continue
            if known.status in ("denied", "hypothetical"):
                continue
            if type_ not in MUTUAL and _mutual(decision) != (trigger.frame.pattern == "noun-reciprocal"):
                continue
            return known if mode in (None, known.mode) or known.mode is None else None
    return None
