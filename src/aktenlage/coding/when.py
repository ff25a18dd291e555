"""When? Gives each trigger the time expression that belongs to it: the tree first, then the clause that carries it.

An event of which the text tells no time gets none; the day of publication is never taken for one. What a
report tells in the sentences before and behind is the business of `scenes.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Doc, Span, Token

from aktenlage.coding import clauses
from aktenlage.coding.carriers import AS_WHEN, HAPPENING, carriers, marked, names_event
from aktenlage.coding.days import days
from aktenlage.coding.tense import AHEAD, BEHIND, CALLING, PLANNED, SAYING, of_verb, tense
from aktenlage.coding.times import dated
from aktenlage.coding.timevalues import period, shifted
from aktenlage.coding.triggers import Trigger
from aktenlage.shapes import Statement

# "sagte am Montag, er sei bereit": the saying is the act.
SPEECH_ACTS = {"AGREE", "REJECT", "SUPPORT", "CONCEDE", "THREATEN"}
BEFORE = {"vor", "bevor", "ehe", "before"}
COUNTING = BEFORE | {"nach", "nachdem", "after"}
SINCE = {"seit", "seitdem", "since"}
UNTIL = {"bis", "until", "till"}
CLAUSAL = {"ccomp", "advcl", "acl", "csubj", "parataxis", "xcomp", "conj"}
# "Dank für die Hilfe im Mai", "sanctions over the raid in May": the time of the cause.
CAUSES = ("für", "wegen", "for", "over")
CALLED_OFF = {"absagen", "verschieben", "vertagen", "cancel", "postpone", "call off", "put off", "streichen"}


@dataclass(frozen=True, slots=True)
class Moment:
    """A time expression of the text with its ISO 8601 date (None when it gives none).

    `text` is the expression as written, `anchor` its head word, `host` the word it hangs on, `noun` an event noun right before it. `bound` is "since" or "until" where the expression is but
    one end of a time.
    """

    start: int
    end: int
    type: str
    value: str
    date: str | None
    text: str
    anchor: Token
    host: Token
    noun: Token | None = None
    bound: str | None = None


def moments(doc: Doc, published: str | None, language: str) -> list[Moment]:
    """The time expressions of a report, resolved by the tense of the tree."""

    def by_tree(start: int, end: int) -> int:
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is None:
            return 0
        if _bound(span.start, doc) == "since":
            return BEHIND
        if _introducing(span.start, doc) in ("für", "for"):
            return AHEAD  # "für Donnerstag geplant", "set for Friday"
        hangs = host(span)
        return tense(span.root) if hangs == span.root.head else tense(span.root, hangs)

    text, found = doc.text, []
    for start, end, type_, value, day in dated(text, published, language, by_tree):
        span = doc.char_span(start, end, alignment_mode="expand")
        if span is not None:
            bound = _bound(span.start, doc)
            if bound == "since" and day:
                day = _until_publication(day, published)
            noun = _noun_before(span)
            hangs = _of_past(host(span), span, day, published)
            of = _introducing(span.start, doc) in ("von", "vom", "of")
            if names_event(hangs) or (of and hangs.pos_ in ("NOUN", "PROPN")):
                noun = hangs  # "das Ergebnis der Wahl vom 12. Juni": of the election alone
            found.append(
                Moment(start, end, type_, value, day, text[start:end], span.root, hangs, noun, bound)
            )
    return found


def host(span: Span) -> Token:
    """The word a time hangs on: its head in the tree, but for two things that trees often get wrong."""
    anchor = span.root
    noun = next((t.head for t in span.doc[anchor.sent.start : span.start] if _brackets(t, span)), None)
    if noun is not None:
        # "die im Jahr 2019 verhängten Beschränkungen": what stands between article and noun belongs to the participle
        inside = [c for c in noun.children if clauses.base(c) in ("amod", "acl") and span.end <= c.i < noun.i]
        if inside:
            return inside[0]
    head = anchor.head
    before = _noun_before(span)
    if before is not None and before.head == head and clauses.full_lemma(head) in CALLING:
        # "rief zu einer Kundgebung am Samstag auf": the rally is on Saturday, not the call
        return before
    if span[-1].dep_ == "nmod:poss" and head.dep_ in ("nmod:poss", "compound") and names_event(head.head):
        # "last Thursday's farmers' protest"
        return head.head
    return _told(head, span)


def _told(head: Token, span: Span) -> Token:
    """ "In May, he added, they would meet": what stands before an inserted verb of saying belongs to what is said."""
    subject, content = clauses.subject(head), clauses.children(head, "ccomp", "parataxis")
    if not clauses.is_verb(head) or subject is None or not content:
        return head
    inserted = span.start <= head.sent.start + 2 and span.end < subject.i < head.i < content[0].left_edge.i
    commas = span.doc[span.end].text == "," and any(
        t.text == "," for t in span.doc[head.i + 1 : content[0].i]
    )
    return content[0] if inserted and commas else head


def _of_past(hangs: Token, span: Span, day: str | None, published: str | None) -> Token:
    """ "condemns the attack on a convoy on 30 September": a present tense has no past time, the event it speaks of has."""
    spanned = days(day) if day else None
    if spanned is None or published is None or not clauses.is_verb(hangs) or of_verb(hangs) != AHEAD:
        return hangs
    if spanned[1].isoformat() >= published[:10]:
        return hangs
    objects = [c for c in clauses.children(hangs, "obj", "obl") if c.i < span.start and names_event(c)]
    return objects[-1] if objects else hangs


def _brackets(token: Token, span: Span) -> bool:
    """Whether an article before the span has its noun behind it."""
    return (
        token.pos_ == "DET" and token.head.i >= span.end and token.lang_ == "de" and token.head != span.root
    )


def _noun_before(span: Span) -> Token | None:
    """The event noun right before a time with its preposition: "Kundgebung am Samstag"."""
    at = span.start - 1
    while at > 0 and span.doc[at].pos_ in ("ADP", "DET"):
        if _brackets(span.doc[at], span):
            # "Proteste nach der am Dienstag erfolgten Wahl": the time is inside another noun's phrase
            return None
        at -= 1
    word = span.doc[at] if at >= 0 else None
    for _ in range(4):
        # "Angriffe in Pakistan im Jahr 2014", "ein Treffen zwischen Xi und Biden in den USA im November"
        if word is None or names_event(word) or word.pos_ not in ("NOUN", "PROPN") or word.head.i >= word.i:
            break
        if clauses.base(word) not in ("nmod", "appos", "flat", "conj") or clauses.preposition(word) in CAUSES:
            break
        word = word.head
    return word if word is not None and names_event(word) else None


def _introducing(at: int, doc: Doc) -> str:
    """The preposition before a span: "bis zum 10. Dezember" → bis."""
    words = [t.lower_ for t in doc[max(0, at - 2) : at]][::-1]
    if len(words) == 2 and words[0] in ("zum", "zur", "the", "dem", "der", "early", "about"):
        return words[1]
    return words[0] if words else ""


def _bound(at: int, doc: Doc) -> str | None:
    word = _introducing(at, doc)
    return "since" if word in SINCE else "until" if word in UNTIL else None


def _until_publication(told: str, published: str | None) -> str | None:
    """ "seit März" in a report of July: 2020-03/2020-07, in the precision that is told."""
    first = told.partition("/")[0]
    if published is None or "W" in first or len(first) > 10:
        return None
    last = published[: len(first)]
    return f"{first}/{last}" if first < last else first if first == last else None


def said(statements: Iterable[Statement], moments: Iterable[Moment], doc: Doc) -> None:
    """Gives each statement, in place, the day on which it was made: the time that hangs on its cue, outside its content.

    "Das Ministerium teilte am Dienstag mit, am Freitag werde verhandelt": Tuesday. Without such a time there is none.
    """
    known = [m for m in moments if m.date and m.type in ("DATE", "TIME")]
    for statement in statements:
        if statement.cue is None:
            continue
        span = doc.char_span(statement.cue.start, statement.cue.end, alignment_mode="expand")
        if span is None:
            continue
        cue = {t.i for t in span if t.pos_ in ("VERB", "NOUN", "AUX")}
        for moment in known:
            inside = any(start <= moment.start < end for start, end in statement.spans)
            if not inside and (moment.host.i in cue or (moment.noun is not None and moment.noun.i in cue)):
                statement.date = moment.date
                break


def when(trigger: Trigger, told: list[Moment], published: str | None = None) -> tuple[Moment | None, str]:
    """The moment of a trigger and the reason; (None, "") when its sentence tells none.

    "Am Sonntag traf Blinken Qin": Sonntag hangs on traf. "das Treffen im November": November hangs on Treffen.
    """
    nearby = [m for m in told if m.anchor.sent == trigger.token.sent]
    here = [m for m in nearby if m.date]
    if (counted := _counted(trigger.token, nearby, published)) is not None:
        return counted, f'counted from "{counted.text}"'
    if not here:
        return None, ""
    if clauses.full_lemma(trigger.token) in CALLED_OFF or trigger.frame.status == "cancelled":
        # "Die für Freitag geplante Reise wurde am Montag abgesagt": the time of the journey, not of calling it off
        return _when_of_cancelled(trigger.token, here, published)
    heads = [trigger.token, *trigger.words]
    if trigger.frame.type not in ("SUPPORT", "ACCUSE", "REQUEST", "REJECT", "THREATEN"):
        heads += trigger.absorbed  # but not "welcomes the agreement signed on 2 October"
    moment, why = at(heads, here, trigger.frame.part == "verbs", published)
    if moment is None and trigger.frame.type in SPEECH_ACTS:
        moment = _of_saying(trigger.token, here)
        why = f'"{moment.text}", when it was said' if moment else ""
    return moment, why


def _counted(token: Token, nearby: list[Moment], published: str | None) -> Moment | None:
    """ "Zwei Wochen nach dem Angriff", "a week after rebels had attacked": back from the main clause's day or the report's."""
    for moment in nearby:
        length = re.fullmatch(r"P(\d+(?:\.\d+)?)([DWMY])", moment.value)
        if length is None:
            continue
        end = token.doc[-1].idx + len(token.doc[-1].text_with_ws)
        behind = token.doc.char_span(moment.end, end, alignment_mode="contract")
        if behind is None or not len(behind) or behind[0].lower_ not in COUNTING:
            continue
        if not any(c == behind[0] for c in token.children if clauses.base(c) in ("case", "mark")):
            continue
        first = [m.date for m in nearby if m.date and len(m.date) == len("2023-06-18") and m.host != token]
        day = first[0] if first else published
        if day is None or (behind[0].lower_ in BEFORE and not first):
            return None
        sign = 1 if behind[0].lower_ in BEFORE else -1
        then = shifted(date.fromisoformat(day[:10]), sign * float(length[1]), length[2])
        if then is not None:
            return replace(moment, date=period(then, length[2]))
    return None


def _of_saying(token: Token, here: list[Moment]) -> Moment | None:
    """ "The spokesman said on Monday that it was ready to talk": what is said in the present is done by saying it."""
    verb = token.head if token.pos_ in ("NOUN", "ADJ") and clauses.base(token) != "ccomp" else token
    saying = verb.head
    if clauses.base(verb) not in ("ccomp", "parataxis") or saying.lemma_.casefold() not in SAYING:
        return None
    shifted = verb.lang_ == "en" and not clauses.children(verb, "aux")
    if of_verb(verb) == BEHIND and not shifted:
        return None
    return _hanging(here, saying, saying)


def at(
    heads: list[Token], here: list[Moment], verbal: bool, published: str | None
) -> tuple[Moment | None, str]:
    """The moment that hangs on one of these words or on what carries the first of them."""
    token = heads[0]
    for head in [*heads, *told_below(token)]:
        if (moment := _hanging(here, head, token, published)) is not None:
            return moment, f'"{moment.text}" depends on "{head.text}"'
    for moment in here:
        if moment.noun == token and moment.bound is None:
            return moment, f'"{moment.text}" stands right behind it'
    for carrier in (token, *carriers(token)):
        if (moment := _around_time(carrier, here) or _hanging(here, carrier, token, published)) is not None:
            return moment, f'"{moment.text}" in the clause of "{carrier.text}"'
    if published and verbal:
        # "Am Mittwoch plant sie, nach Brüssel zu reisen": what is yet to come belongs to what is planned
        governor = _governor(token)
        if governor is not None:
            ahead = [m for m in here if m.date and m.date > published]
            if (moment := _hanging(ahead, governor, token)) is not None:
                return moment, f'"{moment.text}" is yet to come'
    return None, ""


def _hanging(here: list[Moment], head: Token, near: Token, published: str | None = None) -> Moment | None:
    """The moment closest below a word; one that ends a stretch only where the happening lasts until then."""
    reached = [(steps, m) for m in here if (steps := _steps(m, head)) is not None]
    reached = [pair for pair in reached if pair[1].bound != "until" or _lasts_until(head)]
    planned = head.lemma_.casefold() in PLANNED
    if published and clauses.is_verb(head) and of_verb(head) == BEHIND and not planned:
        # "über Ostern eine Feuerpause ausgerufen habe": what is past has no time to come
        reached = [
            pair for pair in reached if (pair[1].date or "")[:10] <= published or "W" in (pair[1].date or "")
        ]
    if not reached:
        return None

    def rank(pair: tuple[int, Moment]) -> tuple[bool, int, int]:
        steps, moment = pair
        return moment.noun is not None and moment.noun != head, steps, abs(moment.anchor.i - near.i)

    return min(reached, key=rank)[1]


def _lasts_until(head: Token) -> bool:
    """ "soll bis Ende Mai abziehen" is done by then; "kämpften bis Freitag", "setzte eine Frist bis Freitag" is not."""
    return clauses.is_verb(head) and of_verb(head) > 0


def _steps(moment: Moment, wanted: Token) -> int | None:
    """How far below a word the expression hangs, without crossing into another clause or another event's phrase."""
    current, steps = moment.host, 1
    while current != wanted:
        if current.head == current or steps > 4:
            return None
        relation = clauses.base(current)
        if clauses.is_verb(current) and relation in CLAUSAL:
            return None
        if relation in ("amod", "acl") and (wanted.pos_ != "NOUN" or current.head != wanted):
            return None  # "die 2019 verhängten Zölle aufgehoben", "ein für Freitag geplanter Besuch"
        if current == moment.noun and relation in ("obj", "obl", "nmod", "nsubj", "conj"):
            return None  # "rief zu einer Kundgebung im Juni auf"
        current, steps = current.head, steps + 1
    return steps


def told_below(token: Token) -> Iterator[Token]:
    """What tells of a noun's happening below it: "Blockaden, die am 26. November stattfanden", "a meeting planned for …"."""
    if token.pos_ not in ("NOUN", "PROPN"):
        return
    for child in token.children:
        if clauses.base(child) in ("acl", "amod") and child.lemma_.casefold() in HAPPENING | PLANNED:
            yield child
        elif clauses.base(child) in ("nmod", "appos"):
            # "a meeting of experts planned for Monday": the participle hangs on its neighbour
            yield from (
                c for c in child.children if clauses.base(c) == "acl" and c.lemma_.casefold() in PLANNED
            )


def _around_time(token: Token, here: list[Moment]) -> Moment | None:
    """ "am 26. November, als Fischer den Hafen blockierten": the clause hangs on the time itself."""
    if clauses.base(token) not in ("acl", "advcl") or not clauses.is_verb(token):
        return None
    if clauses.base(token) == "advcl" and not marked(token, AS_WHEN):
        return None
    return next((m for m in here if m.bound is None and _covers(m, token.head)), None)


def _covers(moment: Moment, token: Token) -> bool:
    return moment.start <= token.idx < moment.end


def _governor(token: Token) -> Token | None:
    """The verb that plans, promises or demands an infinitive or content clause."""
    head = token.head
    if clauses.is_verb(token) and clauses.base(token) in ("xcomp", "ccomp") and clauses.is_verb(head):
        return head
    if token.pos_ == "NOUN" and clauses.base(token) in ("obj", "obl") and clauses.is_verb(head):
        return head
    return None


def _when_of_cancelled(token: Token, here: list[Moment], published: str | None) -> tuple[Moment | None, str]:
    """The time of the meeting that is called off, where its own phrase tells one."""
    nouns = [c for c in clauses.children(token, "nsubj", "obj") if c.pos_ == "NOUN"]
    if token.pos_ in ("NOUN", "PROPN"):
        nouns.append(token)
    for noun in nouns:
        relatives = [c for c in noun.children if clauses.is_relative_clause(c)]
        planned = [c for c in noun.subtree if clauses.base(c) == "acl" and c.lemma_.casefold() in PLANNED]
        ahead = [m for m in here if not published or (m.date or "") >= published]
        for head in [noun, *told_below(noun), *planned, *relatives]:
            # "sagte das Treffen am Dienstag ab": a day that is over is that of calling it off
            if (moment := _hanging(ahead if head == noun else here, head, noun)) is not None:
                return moment, f'"{moment.text}" was the time of "{noun.text}"'
    return None, ""
