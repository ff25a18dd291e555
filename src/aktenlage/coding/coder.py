"""From a parsed report to events and statements: asks every module its question and puts the answers together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from aktenlage.coding import clauses, fields, judge, outcome, plover, scenes, status, when, where
from aktenlage.coding.identity import identities, same
from aktenlage.coding.lexicon import Frame
from aktenlage.coding.merge import merge
from aktenlage.coding.recall import MUTUAL, complete, earlier
from aktenlage.coding.refusals import refusal
from aktenlage.coding.roles import Roles, roles
from aktenlage.coding.sources import around, sources
from aktenlage.coding.statements import statements
from aktenlage.coding.triggers import TIME_NOUNS, Trigger, measured, triggers
from aktenlage.coding.who import Cast
from aktenlage.shapes import CodedDocument, Document, DocumentInfo, Mention, Span, Statement
from aktenlage.world.scope import World, using


@dataclass(slots=True)
class Decision:
    """One mention with how it came about."""

    mention: Mention
    trigger: Trigger
    roles: Roles
    stage: status.Stage
    date_reason: str
    place_reason: str
    opinion: judge.Opinion | None = None


@dataclass(slots=True)
class Reading:
    """Everything found in a report, with reasons: what `code` condenses and `explain` prints."""

    cast: Cast
    statements: list[Statement]
    moments: list[when.Moment]
    decisions: list[Decision] = field(default_factory=list)
    dropped: list[tuple[Trigger, str]] = field(default_factory=list)


def read_events(document: Document, doc: Doc, language: str) -> Reading:
    """Reads a parsed report: who appears, who says what, what happens."""
    day = document.published
    cast = Cast(doc, language, day)
    cast.let_issuer_speak()
    reading = Reading(cast, statements(doc, language, cast), when.moments(doc, day, language))
    cast.let_speak(reading.statements)
    when.said(reading.statements, reading.moments, doc)
    field_ = fields.field(doc, language, document.title)
    atlas = where.atlas(doc, language, day)
    numbers = {sentence.start: number for number, sentence in enumerate(doc.sents)}
    for trigger in triggers(doc, language, cast, reading.dropped):
        token, end = trigger.token, trigger.token.idx + len(trigger.token)
        found = roles(trigger, cast)
        own = trigger.frame.file == judge.FILE
        if own and field_ is not None:
            reading.dropped.append((trigger, f"the judge's own word in a report of {field_}"))
            continue
        if own:
            _as_judged(trigger, found, cast, "part")
        if not found.actors and not found.recipients:
            _recall(trigger, found, reading)
        if field_ is None and not found.actors and not found.recipients:
            _as_judged(trigger, found, cast, "fill")
        said = around(reading.statements, token.idx, end)
        stage = status.stage(trigger, language, reported=bool(said))
        opinion = judge.of(trigger)
        if opinion is not None and not stage.reasons and (voted := judge.votes(opinion, trigger)):
            stage.settle(voted, "the judge, where no rule speaks")
            if voted == "hypothetical":
                stage.doubt("possible", "hypothetical")
        if reason := _unpolitical(trigger, found, stage, field_, cast):
            reading.dropped.append((trigger, reason))
            continue
        type_, mode = trigger.frame.type, trigger.frame.mode
        chain = sources(reading.statements, token.idx, end)
        if refused := refusal(trigger, found.actors, chain[-1] if chain else None, language):
            type_, mode = "REJECT", refused
            stage.settle("actual", "a refusal")
            found.part(
                cast.all(token_subject) if (token_subject := clauses.subject(token)) is not None else []
            )
        moment, date_reason = when.when(trigger, reading.moments, day)
        date = moment.date if moment else None
        if stage.status == "actual" and date and day and DAY_OR_MONTH.match(date) and date[:10] > day:
            # "trifft am Mittwoch Putin" in Monday's paper, "während des Gipfels im November" in June
            stage.settle("planned", "its date lies after the report")
        place, place_reason = where.where(trigger, atlas)
        sentence = token.sent
        mention = Mention(
            sentence=numbers[sentence.start],
            start=sentence.start_char,
            end=sentence.end_char,
            trigger=Span(text=token.text, start=token.idx, end=end),
            type=type_,
            mode=mode,
            status=stage.status,
            certainty=stage.certainty,
            date=date,
            place=place,
            actors=found.actors,
            recipients=found.recipients,
            sources=chain,
        )
        reading.decisions.append(Decision(mention, trigger, found, stage, date_reason, place_reason, opinion))
    complete(reading.decisions, cast)
    for decision in reading.decisions if field_ is None else ():
        _as_judged(decision.trigger, decision.roles, cast, "beside")
    for decision in reading.decisions:
        _abroad(decision, cast)
    outcome.settle(reading.decisions, reading.dropped, language)
    scenes.settle(reading.decisions, reading.moments, doc, atlas)
    return reading


def _as_judged(trigger: Trigger, found: Roles, cast: Cast, limit: str) -> None:
    """What the tree leaves open the judge may fill, where it is as sure as that limit asks; it takes two to meet."""
    sure = judge.limits()[limit]
    # "zog die Hälfte seiner Soldaten ab": what the line of the lexicon takes for the thing moved is no party
    things = clauses.patients(trigger.token) if trigger.frame.pattern == "intransitive" else []
    moved = [*things, *measured(things)]
    acting, receiving = (
        [e for token in judge.parts(trigger.token, part, sure) if token not in moved for e in cast.all(token)]
        for part in ("actor", "recipient")
    )
    if limit == "fill" and trigger.frame.type in MUTUAL and len(acting) + len(receiving) < 2:
        return
    if trigger.frame.mode == "resign":
        acting = [e for e in acting if e.kind != "organisation"]
    if not found.actors:
        for entity in acting:
            if not any(same(entity, r) for r in found.recipients):
                found.act([entity], "the judge's reading")
    if not found.recipients:
        for entity in receiving:
            found.receive([entity], "the judge's reading")


def _abroad(decision: Decision, cast: Cast) -> None:
    """ "The senate denounced Baku" in a report of Baku alone: who speaks to a state, or visits it, is not that state's by default."""
    mention = decision.mention
    if mention.type not in plover.VERBAL and mention.mode != "visit":
        return
    states = {r.country for r in mention.recipients if r.kind == "country"}
    for place, actor in enumerate(mention.actors):
        of_state = actor.country in states and actor.sector in ("GOV", "LEG", "MIL", "SPY")
        if of_state and (plain := cast.without_country(actor)) is not None:
            mention.actors[place] = plain
            decision.roles.reasons.append(
                f"actor {plain.name}: hardly that of {actor.country}, to whom it is done"
            )


def _recall(trigger: Trigger, found: Roles, reading: Reading) -> None:
    """ "Der Angriff …" after an attack told in full: a definite event noun has the roles of the last event of its type."""
    if trigger.frame.part != "nouns" or not clauses.is_definite(trigger.token):
        return
    known = earlier(reading.decisions, trigger)
    if known is not None:
        why = f'the {known.type} told before ("{known.trigger.text}")'
        found.recalled = known
        if known.type in MUTUAL and trigger.frame.mode is None:
            found.act([*known.actors, *known.recipients], why)
        found.act(known.actors, why)
        found.receive(known.recipients, why)


DAY_OR_MONTH = re.compile(r"\d{4}-\d\d(-\d\d)?(?!\d)")
# Sectors whose members act politically only as somebody's citizens or towards somebody.
PRIVATE = {None, "CVL", "BUS", "MED", "EDU", "LAB"}
# "Am Montag streikten die Lehrer": the protest of an occupation is political without a country.
WORKING = {"LAB", "EDU", "MED"}
# "nach ersten Ermittlungen" says who knows, not that somebody is investigated.
FINDINGS = ("ermittlung", "untersuchung", "erkenntnis", "nachforschung")


def _stands_alone(trigger: Trigger, stage: status.Stage, cast: Cast) -> bool:
    """Whether something is worth coding though the text names nobody: told as one happening, by its place or an article.

    Violence, arrests and protests that have happened, talks at a seat of government, and strikes of a day.
    """
    token, frame = trigger.token, trigger.frame
    if frame.type == "CONSULT" and frame.pattern == "noun-reciprocal":
        # "Sollten die Gespräche in Doha scheitern"
        named = token.lemma_.casefold().endswith(NEGOTIATIONS)
        return named and clauses.is_definite(token) and stage.status != "denied" and _at_a_seat(token, cast)
    if frame.type == "ASSAULT" and token.lemma_.casefold() in FIGHTS and stage.status == "actual":
        # "Fighting continued in Khartoum"
        return any(_is_place(word) for word in _circumstances(token)) or _is_told(token, frame)
    if frame.type not in ("ASSAULT", "COERCE", "PROTEST") or frame.political:
        return False
    if stage.status == "planned" and frame.mode == "strike":
        # "Am Donnerstag beginnt ein Warnstreik"
        return any(word.lemma_.casefold() in TIME_NOUNS for word in _circumstances(token))
    return stage.status == "actual" and _is_told(token, frame)


def _is_told(token: Token, frame: Frame) -> bool:
    """Whether the text speaks of one happening: with an article, or with whatever describes it."""
    if frame.political:
        return False
    going_on = clauses.base(token) == "nsubj" and token.head.lemma_.casefold() in GOING_ON
    if frame.type == "PROTEST" and going_on and clauses.is_plural(token):
        # "Protests turned violent", "Proteste hielten an"
        return True
    return clauses.is_definite(token) or any(
        clauses.base(c) in ("nmod", "amod", "nummod", "obl") for c in token.children
    )


# What begins, grows and ends was told before or is known.
GOING_ON = {
    "anhalten", "andauern", "ausbrechen", "weitergehen", "eskalieren", "abflauen", "abklingen", "aufflammen",
    "ausweiten", "umschlagen", "zuspitzen", "ausarten", "continue", "erupt", "spread", "turn", "escalate", "subside",
    "rage", "flare", "wane", "intensify", "engulf", "rock", "grip",
}  # fmt: skip
# War between whomsoever: where it is, somebody fights.
FIGHTS = {
    "gefecht",
    "gefechte",
    "kampf",
    "kämpfe",
    "kampfhandlung",
    "fighting",
    "clash",
    "hostility",
    "hostilities",
}
# Meetings of states, whoever takes part.
NEGOTIATIONS = ("gipfel", "gespräch", "verhandlung", "talk", "summit", "negotiation")


def _at_a_seat(noun: Token, cast: Cast) -> bool:
    """Whether the noun's place stands for a state: "die Gespräche in Doha"."""
    places = [c for c in clauses.children(noun, "nmod") if clauses.preposition(c) in ("in", "von", "of")]
    return any(e.kind == "country" for place in places if place.ent_type_ == "LOC" for e in cast.of(place))


def _circumstances(noun: Token) -> list[Token]:
    """The nouns of time and place of an event noun and of its verb, with what describes these."""
    hosts = [noun, noun.head] if clauses.base(noun) in ("nsubj", "obj") else [noun]
    around = [c for host in hosts for c in clauses.children(host, "obl", "nmod")]
    return around + [c for word in around for c in clauses.children(word, "nmod", "appos", "flat")]


def _is_place(token: Token) -> bool:
    return token.ent_type_ == "LOC"


# What lays down who may do what.
LAWS = (
    "gesetz", "ordnung", "verfassung", "satzung", "statut", "law", "constitution", "statute", "rules", "statutes",
)  # fmt: skip
MAY = {"können", "dürfen", "müssen", "can", "may", "must", "shall"}


def _by_rule(token: Token) -> bool:
    """ "Nach dem Parteiengesetz kann eine Partei nur vom Gericht verboten werden", "under the law no candidate may promise money"."""
    if not any(c.lemma_.casefold() in MAY for c in clauses.children(token, "aux")):
        return False
    return any(
        noun.lemma_.casefold().endswith(LAWS)
        for noun in clauses.obliques(token, ("nach", "laut", "gemäß", "under"))
    )


def _supposed(trigger: Trigger) -> bool:
    """Whether no line of the lexicon holds and the judge is not quite sure either."""
    said = judge.of(trigger) if trigger.frame.file == judge.FILE else None
    return said is not None and said.kinds[trigger.frame.type] < judge.limits()["proposal"]


def _between_two(trigger: Trigger, found: Roles) -> bool:
    """Whether actors of two countries, or of a country and a body of states, stand on the two sides."""
    acting, receiving = (
        {e.country or e.sector for e in side if e.country or e.sector == "IGO"}
        for side in (found.actors, found.recipients)
    )
    if trigger.frame.type in MUTUAL:
        return len(acting | receiving) > 1
    return bool(acting and receiving) and not acting & receiving


def _unpolitical(
    trigger: Trigger, found: Roles, stage: status.Stage, field_: str | None, cast: Cast
) -> str | None:
    """Why a trigger is no political event, if it is none."""
    everybody = found.actors + found.recipients
    if not everybody and not _stands_alone(trigger, stage, cast):
        return "no actor and no recipient"
    if fields.unpolitical(field_, trigger.frame.type, trigger.frame.mode, found.actors, found.recipients):
        return f"a report of {field_} in which nobody of politics has a hand"
    if fields.private_matter(trigger.frame.type, trigger.frame.mode, found.actors, found.recipients):
        return "everyday business of police or private people"
    if _supposed(trigger) and not _between_two(trigger, found):
        return "the judge alone does not make it an event of one side"
    if everybody and trigger.frame.political and not any(e.country or e.sector for e in everybody):
        return "an everyday word without a political actor"
    if any(
        c.lemma_.casefold() in ("vergangenheit", "past") for c in clauses.obliques(trigger.token, ("in",))
    ):
        # "In der Vergangenheit haben die meisten Minister Peking besucht."
        return "a habit, no single happening"
    if _by_rule(trigger.token):
        return "what a law provides for, no happening"
    private = everybody and not any(e.country or e.sector not in PRIVATE for e in everybody)
    strikers = trigger.frame.type in ("PROTEST", "THREATEN") and any(
        e.sector in WORKING for e in found.actors
    )
    if private and not strikers and not _stands_alone(trigger, stage, cast):
        return "nobody of a state or of politics takes part"
    if clauses.preposition(trigger.token) in ("nach", "laut") and trigger.token.lemma_.casefold().endswith(
        FINDINGS
    ):
        return "it only says where the reporter has it from"
    return None


def code_parsed(document: Document, doc: Doc, language: str, world: World | None = None) -> CodedDocument:
    """The coded report, with the rows that a user adds. Deterministic: the same parsed text gives the same result."""
    with using(world):
        return _code_parsed(document, doc, language)


def _code_parsed(document: Document, doc: Doc, language: str) -> CodedDocument:
    reading = read_events(document, doc, language)
    mentions = [decision.mention for decision in reading.decisions]
    events = merge(mentions, document.id, doc.text)
    everybody = [e for m in mentions for e in (*m.actors, *m.recipients, *m.sources)]
    everybody += [s.speaker for s in reading.statements if s.speaker is not None]
    return CodedDocument(
        document=info(document, language),
        events=events,
        statements=reading.statements,
        entities=identities(sorted(everybody, key=lambda e: e.start)),
    )


def info(document: Document, language: str | None = None) -> DocumentInfo:
    """What the output says about a report."""
    return DocumentInfo(
        id=document.id,
        language=language or document.language,
        published=document.published,
        title=document.title,
        source=document.source,
        url=document.url,
    )
