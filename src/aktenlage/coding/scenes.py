"""What do the sentences before and behind say of when and where? Gives events without a time or place of their own those
that the report tells elsewhere, in two steps:

1. The same happening told again has the same time: the headline and the lead of a report, "the attack", "das Treffen".
2. A scene goes on: "On Monday hundreds marched to the parliament in Yerevan. Police detained 17." What follows in the
   past tense, by or against the same people or in the same paragraph, has the scene's time and place until another
   time is told. Background (past perfect, "since", "last year"), plans, and what others say of it afterwards have not.

The day of publication is never taken for either.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Span, Token

from aktenlage.coding import clauses, where
from aktenlage.coding.carriers import HAPPENING, MEANWHILE, types_of
from aktenlage.coding.compatible import SYMMETRIC, could_be
from aktenlage.coding.days import days, overlap
from aktenlage.coding.tense import BEHIND, SAYING, of_verb
from aktenlage.coding.when import Moment, at
from aktenlage.coding.where import Atlas
from aktenlage.shapes import Entity, Mention, Place

if TYPE_CHECKING:
    from aktenlage.coding.coder import Decision

OPENING = 8  # sentences in which a report tells in full what its lead has said
NEARBY = 40  # words between two plurals that may mean the same
LEAD = 2  # sentences that tell in short what the report is about
MATERIAL = {"ASSAULT", "COERCE", "PROTEST", "MOBILIZE", "RETREAT", "AID"}
VERBAL = {"REQUEST", "REJECT", "ACCUSE", "SUPPORT", "AGREE", "THREATEN", "CONCEDE"}
# "das Treffen", "the attack", "die Proteste" may mean whatever meeting, attack or protest was told.
POINTED_AT = {"CONSULT", "ASSAULT", "PROTEST"}
# Sentences from one event of a scene to the next.
REACH = 3
ANNOUNCING = {
    "bekanntgeben", "mitteilen", "ankündigen", "verkünden", "erklären", "sagen", "announce", "say", "declare",
}  # fmt: skip
SOON_AFTER = re.compile(
    r"\b(?:stunden|minuten|kurz|wenig|hours?|minutes?|shortly|soon)\s+(?:später|danach|darauf|later|after(?:wards?)?)\b",
    re.I,
)
SINCE_THEN = {"seitdem", "seither", "since"}
# "zuletzt kam es mehrfach …": another time than the scene's, though it has no date.
ELSEWHEN = {
    "zuletzt", "früher", "zuvor", "bereits", "inzwischen", "seitdem", "bislang", "bisher", "damals", "mehrfach",
    "wiederholt", "immer", "oft", "unterdessen", "derweil", "mittlerweile", "einst", "künftig",
    "previously", "earlier", "already", "since", "meanwhile", "repeatedly", "recently", "lately", "often", "once",
    "ever", "always", "finally", "formerly", "later",
}  # fmt: skip


@dataclass(slots=True)
class Scene:
    """What is going on: since which sentence, when and where; `type` None: told by a verb that is no event."""

    date: str
    sentence: int
    paragraph: int
    type: str | None = None
    place: Place | None = None
    people: list[Entity] = field(default_factory=list)
    word: str = ""


def settle(decisions: list[Decision], moments: list[Moment], doc: Doc, atlas: Atlas) -> None:
    """Fills in dates and places that the report tells elsewhere. Changes the decisions in place."""
    published = atlas.day
    if not any(m.date for m in moments) and not any(d.mention.place for d in decisions):
        return
    _during(decisions)
    own = {id(d) for d in decisions if d.mention.date}
    _announced_next(decisions, moments, doc)
    _again(decisions, moments, doc, published)
    _go_on(decisions, moments, doc, atlas, own)
    _again(decisions, moments, doc, published)


def _during(decisions: list[Decision]) -> None:
    """ "traf Xi, als er einen Besuch in Peking abschloss": who meets during a visit meets where the visit is."""
    for decision in decisions:
        mention = decision.mention
        if mention.type != "CONSULT" or mention.place is not None or mention.status != "actual":
            continue
        for other in decisions:
            visit = other.mention
            same_sentence = visit.sentence == mention.sentence and visit.status == "actual"
            if visit.type == "CONSULT" and visit.place and same_sentence and _shared(mention, visit):
                mention.place = visit.place
                decision.place_reason = f'during "{visit.trigger.text}"'
                break


# ---------------------------------------------------------------- the same happening


def _again(decisions: list[Decision], moments: list[Moment], doc: Doc, published: str | None) -> None:
    for number, decision in enumerate(decisions):
        mention = decision.mention
        if mention.date and mention.place:
            continue
        token = decision.trigger.token
        owned = any(
            c.dep_ in ("det:poss", "nmod:poss") or clauses.feature(c, "Poss") == "Yes" for c in token.children
        )
        definite = (clauses.is_definite(token) or owned) and not _is_introduced(token)
        headline = mention.sentence < LEAD and not (definite and _is_plural(token))
        if not headline and not definite:
            continue
        others = [*decisions[:number][::-1], *decisions[number + 1 :]]
        named = [o for o in others if o.mention.type == mention.type and cognate(token, o.trigger.token)]
        known = next((o for o in named or others if _is_same(decision, o, headline, definite)), None)
        if known is not None:
            _take(decision, known.mention, f'that of "{known.mention.trigger.text}", the same happening')
        if mention.date is None and (moment := _named_elsewhere(decision, moments, doc, published)):
            mention.date, decision.date_reason = moment.date, f'"{moment.text}", told of the same happening'


def _take(decision: Decision, known: Mention, why: str) -> None:
    mention = decision.mention
    if mention.date is None and known.date:
        mention.date, decision.date_reason = known.date, why
    if mention.place is None and known.place and (known.date is None or mention.date == known.date):
        mention.place, decision.place_reason = known.place, why


def _is_same(decision: Decision, other: Decision, headline: bool, definite: bool) -> bool:
    """Whether two mentions tell of one happening, the second with a time or place that the first lacks."""
    mention, known = decision.mention, other.mention
    if mention.type != known.type or not (
        (known.date and not mention.date) or (known.place and not mention.place)
    ):
        return False
    if mention.mode and known.mode and mention.mode != known.mode:
        return False
    if (
        known.date
        and len(known.date) == len("2023")
        and other.trigger.token.sent != decision.trigger.token.sent
    ):
        return False  # a bare year is background
    if mention.date and known.date and not overlap(mention.date, known.date):
        return False
    if mention.place and known.place and mention.place.name != known.place.name:
        return False
    token, there = decision.trigger.token, other.trigger.token
    words = [there, *other.trigger.absorbed, *(c for c in there.children if mention.type in types_of(c))]
    alike = any(cognate(token, word) for word in words)
    repeated = token.lemma_ == there.lemma_ and there.i > token.i and known.sentence <= LEAD
    soon = definite and mention.type == "CONSULT" and {mention.status, known.status} == {"actual", "planned"}
    if (mention.status != known.status and not soon) or not (
        _could_be_one(mention, known) or (repeated and _includes(mention.actors, known.actors))
    ):
        return False
    if headline and there.i > token.i:
        # only what the report goes on to tell in full: the same word, or the same parties
        if (known.date and len(known.date) <= len("2023-06")) or known.sentence > OPENING:
            return False
        if alike and (_shared(mention, known) or (clauses.is_definite(there) and not mention.actors)):
            return True
        if mention.mode and mention.mode == known.mode and _shared(mention, known):
            return True  # "Minister resigns … stepped down on Monday"
        if alike and not _parties(mention) and known.mode == mention.mode:
            return True
        return _parties(mention) >= 2 and _shared(mention, known) >= 2
    if definite and token.pos_ == "NOUN":
        if _is_plural(token) and not (alike and _is_plural(there) and abs(there.i - token.i) < NEARBY):
            return False
        if there.i > token.i:
            return alike and (there.pos_ == "NOUN" or known.sentence - mention.sentence <= REACH)
        recalled = decision.roles.recalled is known
        return alike or recalled or (mention.type in POINTED_AT and _shared(mention, known) >= 1)
    return False


def _named_elsewhere(
    decision: Decision, moments: list[Moment], doc: Doc, published: str | None
) -> Moment | None:
    """ "Fishermen threaten … The threat was made on Saturday": the happening named again, with its time."""
    token = decision.trigger.token
    if decision.mention.status != "actual" or _is_plural(token):
        return None
    type_, next_ = decision.mention.type, token.sent.end
    for sentence in dict.fromkeys(m.anchor.sent for m in moments if m.date):
        here = [m for m in moments if m.date and m.anchor.sent == sentence]
        for word in sentence:
            if word.pos_ != "NOUN" or word == token:
                continue
            # "verurteilt den Angriff … Bei dem Beschuss wurden am 20. Mai 14 Menschen getötet"
            told_next = (
                sentence.start == next_ and clauses.preposition(word) in MEANWHILE and type_ in types_of(word)
            )
            if not told_next and not (cognate(word, token) and type_ in types_of(word)):
                continue
            subject = clauses.base(word) == "nsubj" and word.head.lemma_.casefold() in HAPPENING
            if subject or clauses.is_definite(word):
                moment, _ = at([word], here, False, published)
                if moment is not None and moment.bound is None:
                    return moment
    return None


def cognate(one: Token, other: Token) -> bool:
    """Whether two words are of one stem: drohen and Drohung, threaten and threat, Besuch and Kurzbesuch."""
    a, b = one.lemma_.casefold(), other.lemma_.casefold()
    if a == b or (min(len(a), len(b)) > 4 and (a.endswith(b) or b.endswith(a))):
        return True
    stem = _common(a, b)
    return stem >= 4 and stem >= min(len(a), len(b)) - 4 and abs(len(a) - len(b)) <= 6


def _common(a: str, b: str) -> int:
    return next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))


def _is_introduced(token: Token) -> bool:
    """ "die Verhaftung eines Mannes": definite by its complement, not because it was told before."""
    if clauses.children(token, "cop"):
        return False  # "Es war der erste Besuch eines Präsidenten": what was told just before
    return any(
        any(
            c.lower_ in ("a", "an") or c.lower_.startswith("ein") or clauses.feature(c, "Poss") == "Yes"
            for c in n.children
        )
        for n in clauses.children(token, "nmod")
    )


def _is_plural(token: Token) -> bool:
    return clauses.feature(token, "Number") == "Plur"


def _parties(mention: Mention) -> int:
    return len(mention.actors) + len(mention.recipients)


def _shared(mention: Mention, known: Mention) -> int:
    theirs = known.actors + known.recipients
    return sum(any(akin(e, o) for o in theirs) for e in mention.actors + mention.recipients)


def akin(one: Entity, other: Entity) -> bool:
    """Whether two may be the same people, one of them named less fully: "the army" and "the Kenyan army"."""
    if could_be(one, other):
        return True
    if one.sector is None or one.sector != other.sector:
        return False
    described = not (_is_full_name(one) and _is_full_name(other))
    return None in (one.country, other.country) or (described and one.country == other.country)


def _is_full_name(entity: Entity) -> bool:
    words = entity.name.split()
    return len(words) > 1 and all(word[:1].isupper() for word in words)


def _could_be_one(mention: Mention, known: Mention) -> bool:
    """Whether nobody acts or suffers in the one whom the other excludes; who is of no state and no sector is not asked."""
    if mention.type in SYMMETRIC:
        return _includes(mention.actors + mention.recipients, known.actors + known.recipients)
    return _includes(mention.actors, known.actors) and _includes(mention.recipients, known.recipients)


def _includes(some: list[Entity], others: list[Entity]) -> bool:
    mine = [e for e in some if e.country or e.sector]
    theirs = [e for e in others if e.country or e.sector]
    few, many = sorted((mine, theirs), key=len)
    return all(any(akin(e, o) for o in many) for e in few)


# ---------------------------------------------------------------- the scene goes on


def _go_on(decisions: list[Decision], moments: list[Moment], doc: Doc, atlas: Atlas, own: set[int]) -> None:
    published = atlas.day
    scene: Scene | None = None
    story: Scene | None = None  # the report's first scene: what happened
    gaps = [m.start() for m in re.finditer(r"\n[ \t\r]*\n", doc.text)]
    for number, sentence in enumerate(doc.sents):
        paragraph = bisect_left(gaps, sentence.start_char)
        here = [d for d in decisions if d.mention.sentence == number]
        told = [m for m in moments if m.anchor.sent == sentence]
        opened = _opened(here, told, atlas, own, number, paragraph)
        for decision in here:
            if decision.mention.date is None and scene is not None and published:
                _since_then(decision, scene, published)
            if decision.mention.date is None and scene is not None and number - scene.sentence <= 1:
                _soon_after(decision, scene)
            if decision.mention.date is None:
                for stage in (scene, opened, story):
                    if (
                        stage is opened
                        and stage is not None
                        and (stage.type is None or _is_aftermath(here, stage))
                    ):
                        continue
                    if stage is None or not _belongs(
                        decision, stage, number, paragraph, told, stage is story
                    ):
                        continue
                    _join(decision, stage, number, paragraph)
                    break
        scene = opened or scene
        story = story or opened


def _is_aftermath(here: list[Decision], scene: Scene) -> bool:
    """ "Proteste nach der Hinrichtung am Freitag": its day is not that of the main clause."""
    return any(
        d.trigger.token.text == scene.word
        and clauses.preposition(d.trigger.token) in ("nach", "after", "following")
        for d in here
    )


def _since_then(decision: Decision, scene: Scene, published: str) -> None:
    """ "Seitdem wurden mehrere Gespräche geführt": from the day last told to the day of the report."""
    clause = clauses.clause_head(decision.trigger.token)
    first = scene.date.partition("/")[0]
    if (
        any(c.lower_ in SINCE_THEN and clauses.base(c) == "advmod" for c in clause.children)
        and first < published
    ):
        decision.mention.date = f"{first}/{published[:10]}"
        decision.date_reason = f'since "{scene.word}"'


def _soon_after(decision: Decision, scene: Scene) -> None:
    """ "Hours later Kuwait promised the same": on the day just told."""
    token = decision.trigger.token
    words = SOON_AFTER.search(token.sent.text)
    if words is not None and len(scene.date) == len("2023-06-18") and decision.mention.status == "actual":
        if clauses.clause_head(token) == clauses.clause_head(_word_at(token.sent, words.start())):
            decision.mention.date = scene.date
            decision.date_reason = f'"{words.group()}" of "{scene.word}"'


def _word_at(sentence: Span, at: int) -> Token:
    return next(t for t in reversed(list(sentence)) if t.idx - sentence.start_char <= at)


def _announced_next(decisions: list[Decision], moments: list[Moment], doc: Doc) -> None:
    """ "Katar hat dem Libanon Geld zugesagt. Das gab das Ministerium am Dienstag bekannt.": announcing is the act.

    "Geschehen ist dies am Freitag" tells the day of whatever was told.
    """
    starts = {s.start: s for s in doc.sents}
    for decision in decisions:
        mention, token = decision.mention, decision.trigger.token
        following = starts.get(token.sent.end)
        if mention.date or mention.status != "actual" or following is None:
            continue
        if any(d.mention.start == token.sent.start_char and d.trigger.token.i > token.i for d in decisions):
            continue  # "das" points at the last that was told
        for moment in (m for m in moments if m.date and m.bound is None and m.anchor.sent == following):
            verb = moment.host
            points = [
                c
                for c in clauses.children(verb, "obj", "nsubj")
                if c.lower_ in ("das", "dies", "this", "that", "it")
            ]
            if not points or not clauses.is_verb(verb) or of_verb(verb) != BEHIND:
                continue
            known = verb.lemma_ == "geben" and any(c.lower_ == "bekannt" for c in verb.children)
            said = mention.type in VERBAL | {"SANCTION"} and (known or clauses.full_lemma(verb) in ANNOUNCING)
            if said or verb.lemma_.casefold() in ("geschehen", "happen", "occur"):
                mention.date = moment.date
                decision.date_reason = f'"{moment.text}", told of it in the next sentence'


def _opened(
    here: list[Decision],
    told: list[Moment],
    atlas: Atlas,
    own: set[int],
    number: int,
    paragraph: int,
) -> Scene | None:
    """The scene that a sentence opens: by a dated event, else by a dated verb in the past."""
    for decision in here[::-1]:
        mention = decision.mention
        if id(decision) in own and mention.status == "actual" and _is_day(mention.date, atlas.day):
            if mention.type in MATERIAL | {"CONSULT"}:
                people = [*mention.actors, *mention.recipients]
                word = mention.trigger.text
                return Scene(mention.date or "", number, paragraph, mention.type, mention.place, people, word)
    for moment in told:
        verb = moment.host
        if not clauses.is_verb(verb) or moment.bound or not _is_day(moment.date, atlas.day):
            continue
        if clauses.children(verb, "ccomp", "cop") or verb.lemma_.casefold() in SAYING | {"sein", "be"}:
            continue  # "confirmed on Tuesday that …" is no scene
        if of_verb(verb) == BEHIND and not _is_perfect(verb):
            people = [e for d in here for e in (*d.mention.actors, *d.mention.recipients)]
            return Scene(moment.date or "", number, paragraph, None, where.at(verb, atlas), people, verb.text)
    return None


def _is_day(date: str | None, published: str | None) -> bool:
    """A day or a night, not after the report."""
    if date is None or "W" in date or len(date.partition("/")[0]) < len("2023-06-18"):
        return False
    first, _, last = date.partition("/")
    spanned = days(date)
    long = bool(last) and spanned is not None and (spanned[1] - spanned[0]).days > 2
    return not long and (published is None or first <= published)


def _join(decision: Decision, scene: Scene, number: int, paragraph: int) -> None:
    mention = decision.mention
    mention.date, decision.date_reason = scene.date, f'the scene of "{scene.word}" goes on'
    if mention.place is None and (paragraph == scene.paragraph or scene.type == "CONSULT"):
        mention.place, decision.place_reason = scene.place, decision.date_reason
    elif mention.place is not None:
        scene.place = mention.place
    scene.sentence, scene.paragraph = number, paragraph
    scene.type = scene.type or mention.type
    scene.people += [e for e in (*mention.actors, *mention.recipients) if e.country]


def _belongs(
    decision: Decision, scene: Scene, number: int, paragraph: int, told: list[Moment], first: bool
) -> bool:
    mention, token = decision.mention, decision.trigger.token
    if mention.status not in ("actual", "denied") or not _is_told(token):
        return False
    if any(_speaks_of_other_time(m, token, scene) for m in told):
        return False
    clause = clauses.clause_head(token)
    if any(c.lower_ in ELSEWHEN for c in [*clause.children, *token.children, token.sent[0]]):
        return False
    distance, leap = number - scene.sentence, paragraph - scene.paragraph
    shared = any(akin(e, o) for e in mention.actors for o in scene.people)
    if mention.type in MATERIAL and (scene.type in MATERIAL or scene.type is None):
        if mention.status == "denied":
            return mention.type == scene.type and distance <= REACH
        if first and mention.type == scene.type == "PROTEST" and not mention.recipients:
            return True  # "In Neapel kam es zu Ausschreitungen": a day of protest in several towns
        return distance <= REACH and (leap == 0 or (shared and leap <= 1))
    if mention.type in VERBAL and mention.status == "actual" and distance <= REACH:
        if scene.type == "CONSULT":
            spoken = any(e.kind == "person" or e.country is None for e in mention.actors)
            return leap <= 1 and shared and spoken and _within(mention, scene)
        # "They demanded that he resign"
        return leap == 0 and scene.type == "PROTEST" and (shared or _of_the_people(mention))
    return False


def _of_the_people(mention: Mention) -> bool:
    return bool(mention.actors) and all(e.sector in ("CVL", "LAB") for e in mention.actors)


def _speaks_of_other_time(moment: Moment, token: Token, scene: Scene) -> bool:
    """A time in the sentence that is not the scene's: of the same clause, or told before the event."""
    if moment.date == scene.date:
        return False
    if moment.type == "DURATION" and moment.date is None:
        return False
    return clauses.clause_head(moment.anchor) == clauses.clause_head(token) or moment.anchor.i < token.i


def _within(mention: Mention, scene: Scene) -> bool:
    """Whether nobody acts or suffers who was not there."""
    return all(
        any(akin(e, o) or (e.country is not None and e.country == o.country) for o in scene.people)
        for e in (*mention.actors, *mention.recipients)
    )


def _is_told(token: Token) -> bool:
    """Whether the event is told as the next thing that happened, in the past tense of the story."""
    verb = token if clauses.is_verb(token) else next((v for v in _verbs_above(token)), None)
    if verb is None:
        return False
    if clauses.base(verb) in ("acl", "amod") and not clauses.is_relative_clause(verb):
        return False
    if (
        not clauses.is_verb(token)
        and clauses.is_definite(token)
        and clauses.base(token) not in ("nsubj", "obj")
    ):
        return False
    return of_verb(verb) == BEHIND and not _is_background(verb) and not _is_perfect(verb)


def _verbs_above(token: Token) -> Iterator[Token]:
    """The verb of which an event noun is subject, object or circumstance: "kam es zu Ausschreitungen"."""
    current = token
    for _ in range(3):
        if clauses.base(current) not in ("nsubj", "obj", "obl", "nmod", "conj", "xcomp"):
            return
        current = current.head
        if clauses.is_verb(current):
            yield current
            return


def _is_background(token: Token) -> bool:
    """The past perfect tells what was before, unless it only shifts what somebody says."""
    helpers = {c.lower_ for c in token.children if clauses.base(c) == "aux"}
    if token.lang_ == "de" and helpers & {"war", "waren"}:
        return True  # "nachdem er festgenommen worden war", "waren abgereist"
    if not helpers & {"hatte", "hatten", "had"}:
        return False
    return not (token.lang_ == "en" and clauses.base(token) in ("ccomp", "conj") and token.head != token)


def _is_perfect(verb: Token) -> bool:
    """ "has been arrested", "have refused": true now, at no time told. German tells its stories in the perfect too."""
    helpers = {c.lower_ for c in verb.children if clauses.base(c) == "aux"}
    return verb.lang_ == "en" and bool(helpers & {"has", "have", "'ve"})
