"""What happens? Finds the words that tell of an event and the frame of the lexicon that each one fires."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

from aktenlage.coding import clauses, judge
from aktenlage.coding.lexicon import Frame, frames_of_noun, lexicon
from aktenlage.coding.saying import sayings
from aktenlage.grammar.lemmas import lemma as verb_of
from aktenlage.world.tables import SECTORS

if TYPE_CHECKING:
    from aktenlage.coding.who import Cast
    from aktenlage.shapes import Entity

# Speech acts whose content is not coded beside them (codebook, section 4).
SWALLOWS_CONTENT = {"REQUEST", "REJECT", "THREATEN", "AGREE"}
# "lehnte die Forderung ab": the demand was made all the same.
SURVIVES_REJECTION = {"REQUEST", "ACCUSE", "THREATEN"}
# Types whose frames name the thing they stop, ban or lift; the thing is no happening beside it.
DEALS_WITH_ITS_OBJECT = {
    "SANCTION",
    "COERCE",
    "CONCEDE",
    "RETREAT",
    "AID",
    "COOPERATE",
    "MOBILIZE",
    "PROTEST",
    "ASSAULT",
}
# Participles that only say what somebody is like: "eine Gruppe bewaffneter Männer".
STATES = {"bewaffnet", "verfeindet", "verbündet"}
REFLEXIVES = {
    "sich",
    "mich",
    "dich",
    "uns",
    "euch",
    "mir",
    "dir",
    "einander",
    "each",
    "themselves",
    "himself",
    "herself",
}


@dataclass(slots=True)
class Trigger:
    """A word that tells of an event: its token, the frame it fired and the other words of the phrase."""

    token: Token
    frame: Frame
    words: list[Token] = field(default_factory=list)
    absorbed: list[Token] = field(default_factory=list)
    retyped: str | None = None  # the type of the lexicon, where the judge gave another


def triggers(
    doc: Doc, language: str, cast: Cast, dropped: list[tuple[Trigger, str]] | None = None
) -> list[Trigger]:
    """The triggers of a parsed report in its order, one for each happening of a phrase.

    "traf … zu Gesprächen" is one trigger, not two; what a demand, refusal, promise or threat is about is none.
    What the learned judge drops goes into `dropped` with the reason.
    """
    found = {t.i: trigger for t in doc if (trigger := _trigger(t, language, cast)) is not None}
    taken = {word.i for trigger in found.values() for word in trigger.words}
    for i in sorted(taken & found.keys()):
        # The owner may be gone already: it was a word of another's phrase itself.
        owner = next((t for t in found.values() if i in {w.i for w in t.words}), None)
        if owner is not None and owner.token.i != i:
            del found[i]
    overruled = judge.verify(found)
    if dropped is not None:
        dropped += overruled
    _absorb(found)
    taken |= found.keys() | {t.token.i for t, _ in overruled}
    taken |= {word.i for trigger in found.values() for word in trigger.absorbed}
    for token, frame, share in judge.proposals(doc, language, taken):
        lines = [line for line in _candidates(token, language) if not line.extras]
        if any(line.sole for line in lines):
            continue
        above = found.get(token.head.i)
        if above is None and clauses.base(token) == "nmod" and clauses.base(token.head) == "obj":
            above = found.get(token.head.head.i)
        if above is not None and above.frame.type == frame.type and clauses.base(token) not in judge.FAR:
            # "ordnete die Festnahme an": one happening
            continue
        alike = _alike(token, frame, lines, cast)
        if share >= judge.limits()["alike" if alike else "between"]:
            found[token.i] = Trigger(token, alike or frame)
    _bare_fist(found)
    _swallow(found)
    return [found[i] for i in sorted(found)]


def _alike(token: Token, proposed: Frame, lines: list[Frame], cast: Cast) -> Frame | None:
    """The line of the lexicon of the type that the judge proposes, where only the words it asks for are missing.

    "Der Rat gewährte den Fischern drei Boote": no line lists boats beside "gewähren", but one is of AID.
    """
    for line in lines:
        loose = replace(line, object=(), subject=(), require=(), political=True, file=judge.FILE)
        # "the commission approved the candidate" is no treaty that both approve
        mutual = line.pattern == "reciprocal" and line.type not in judge.MUTUAL
        if line.type != proposed.type or line.pattern == "demand" or mutual:
            continue
        if _holds(loose, token, [], cast):
            return loose
    return None


def _trigger(token: Token, language: str, cast: Cast) -> Trigger | None:
    for frame in _candidates(token, language):
        words = _phrase(frame, token)
        if words is not None and _holds(frame, token, words, cast):
            return Trigger(token, frame, words)
    return None


def _candidates(token: Token, language: str) -> Iterator[Frame]:
    words = lexicon(language)
    if whole := clauses.hyphened(token):
        # "a get-together", "will co-operate": one word of the lexicon, several of the tree
        part = words.verbs if token.pos_ == "VERB" else words.nouns
        listed = [frame for form in whole for frame in part.get(form, ())]
        yield from listed
        if listed:
            return
    lemma = token.lemma_.casefold()
    if language == "de" and token.pos_ == "VERB" and (vow := _finite(token)) is not None:
        lemma = vow
    if (
        token.pos_ == "VERB"
        or token.pos_ == "AUX"
        or (token.pos_ == "ADJ" and clauses.base(token) in ("root", "acl", "amod", "conj"))
    ):
        if (apart := _prefix(token, language)) is not None:
            yield from words.verbs.get(apart + lemma, ())
        yield from words.verbs.get(lemma, ())
        if token.pos_ == "ADJ" and language == "de" and lemma.endswith(("t", "en")) and lemma not in STATES:
            # "der festgenommene Redakteur": the base form of a participle is its verb's
            yield from words.verbs.get(verb_of(lemma, "VERB", "VerbForm=Part", language), ())
    if token.pos_ == "ADJ":
        yield from words.adjectives.get(lemma, ())
    if token.pos_ in ("NOUN", "PROPN") and not _in_a_name(token):
        yield from frames_of_noun(token, language)


def _finite(token: Token) -> str | None:
    """ "Sie gelobt, nicht zu ruhen": a form in ge-…-t that has no auxiliary but an infinitive is no participle of "loben"."""
    form = token.lower_
    if not (form.startswith("ge") and form.endswith(("t", "te", "ten"))) or clauses.children(token, "aux"):
        return None
    if clauses.base(token) in ("amod", "acl") or token.lemma_.casefold().startswith("ge"):
        return None
    if not any(clauses.is_infinitive(c) for c in clauses.children(token, "xcomp", "ccomp")):
        return None
    return f"{form.removesuffix('en').removesuffix('e').removesuffix('t')}en"


# Separable prefixes that trees take for adverbs of their own.
PREFIXES = {
    "ab", "an", "auf", "aus", "bei", "ein", "fest", "fort", "frei", "her", "hin", "los", "mit", "nach", "nahe", "nieder",
    "vor", "weg", "weiter", "wieder", "zu", "zurück", "zusammen",
}  # fmt: skip


def _prefix(token: Token, language: str) -> str | None:
    """The prefix at the end of the clause, where the base form lacks it: "legten im ganzen Land die Arbeit nieder"."""
    if language != "de" or token.pos_ != "VERB":
        return None
    lemma = token.lemma_.casefold()
    for c in token.children:
        if c.i > token.i and c.lower_ in PREFIXES and not list(c.children) and not lemma.startswith(c.lower_):
            last = c.i + 1 == len(token.doc) or c.nbor(1).pos_ in ("PUNCT", "CCONJ", "SCONJ")
            if last and clauses.base(c) in ("xcomp", "advmod", "compound", "obl", "obj", "mark"):
                return c.lower_
    return None


def _in_a_name(token: Token) -> bool:
    """Whether a noun is part of a name: no support in "Rapid Support Forces", no peace in "Institute for Peace"."""
    if token.ent_type_ in ("PER", "LOC"):
        return True
    if token.ent_type_ != "ORG":
        return False
    beside = [token.nbor(step) for step in (-1, 1) if 0 <= token.i + step < len(token.doc)]
    return any(t.ent_type_ == "ORG" for t in beside)


# Small words that stand more than once in a phrase.
ADPOSITIONS = {
    "of", "in", "on", "to", "for", "with", "from", "at", "by", "against", "into", "over",
    "an", "auf", "zu", "von", "für", "mit", "aus", "gegen", "unter", "vor", "über", "bei", "nach",
}  # fmt: skip


def _phrase(frame: Frame, token: Token) -> list[Token] | None:
    """The tokens that make up the rest of the phrase, or None when one is missing."""
    if not frame.extras:
        return []
    around = _near(token, frame.part)
    found: list[Token] = []
    for extra in frame.extras:
        matches = [t for t in around if t not in found and _is_word(t, extra) and not _of_time(t)]
        matches = [t for t in matches if not _elsewhere(t, frame)]
        if not matches:
            return None
        # "met the mayors of the island in support of a strike": the "of" beside the word before
        last = found[-1] if found else token
        found.append(min(matches, key=lambda t: abs(t.i - last.i)) if extra in ADPOSITIONS else matches[0])
    return found


def _near(token: Token, part: str) -> list[Token]:
    """The words of the predicate's own phrase: its dependents without clauses, two levels deep."""
    found: list[Token] = []
    for child in token.children:
        if clauses.is_verb(child) and clauses.base(child) not in ("aux", "xcomp"):
            # "called for it to be cut", "spoke out against the city closing the school"
            asked = ("for", "against") if clauses.is_infinitive(child) else ("against",)
            found += [c for c in clauses.children(child, "mark") if c.lower_ in asked]
            continue
        found.append(child)
        if clauses.base(child) in (
            "obj",
            "obl",
            "nsubj",
            "advmod",
            "xcomp",
            "iobj",
            "nmod",
            "compound",
            "expl",
            "advcl",
        ):
            for c in child.children:
                found.append(c)
                if clauses.base(c) in ("fixed", "obj", "nmod", "obl"):
                    found.extend(c.children)
    if part == "nouns" and token.i > 0:
        found.append(token.nbor(-1))
    if part == "verbs" and (noun := clauses.taken_up(token)) is not None:
        # "the ceasefire they had announced"
        found.append(noun)
    return found


TIME_NOUNS = {
    "montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonnabend", "sonntag", "januar", "februar",
    "märz", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "dezember", "woche", "jahr",
    "monat", "tag", "morgen", "abend", "nacht", "mittag", "stunde", "wochenende",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "june",
    "july", "october", "december", "week", "year", "month", "day", "morning", "evening", "night", "hour", "weekend",
}  # fmt: skip


def _of_time(token: Token) -> bool:
    """The "on" of "called on Sunday for sanctions" is no word of "call on"."""
    return clauses.base(token) == "case" and (
        token.head.lemma_.casefold() in TIME_NOUNS or token.head.pos_ == "NUM"
    )


# What something is said or done about, and no word of a phrase that lacks the preposition.
ABOUT = {"zu", "bei", "nach", "über", "wegen", "gegen"}


def _elsewhere(token: Token, frame: Frame) -> bool:
    """ "launched on board a space probe": a noun behind a preposition that the English phrase lacks is no word of it."""
    if clauses.base(token) == "xcomp" and "to" not in frame.extras and frame.language == "en":
        # "sent agents to aid the police" sends no aid
        return clauses.is_verb(token) and any(c.lower_ == "to" for c in clauses.children(token, "mark"))
    if frame.language == "en" and clauses.base(token) == "nmod" and clauses.base(token.head) == "obl":
        token = token.head
    if frame.language == "de" and token.pos_ == "NOUN" and (opens := clauses.preposition(token)) in ABOUT:
        # "erklärte zum Rücktritt des Ministers, …" is no resignation of who speaks
        return opens not in [clauses.CONTRACTIONS.get(word, word) for word in frame.extras]
    if frame.language != "en" or clauses.base(token) != "obl":
        return False
    if token.left_edge.i > token.sent.start and token.left_edge.nbor(-1).lower_ == "board":
        return True
    case = clauses.preposition(token)
    # "provided $2 million in assistance", "held in hostage"
    return case is not None and case not in ("in", "of", *frame.extras) and " " not in case


def _is_word(token: Token, word: str) -> bool:
    if word == "sich":
        return token.lower_ in REFLEXIVES
    if "-" in word and word in clauses.hyphened(token):
        return True
    return word in (token.lower_, token.lemma_.casefold()) or clauses.CONTRACTIONS.get(
        token.lower_
    ) == clauses.CONTRACTIONS.get(word, word)


def _holds(frame: Frame, token: Token, words: list[Token], cast: Cast) -> bool:
    """Whether the conditions of the frame are met."""
    around = [t for t in token.children if clauses.base(t) != "aux"]
    # "die Polizei, die ihn abgeführt hatte": the noun that the relative clause is about stands for its pronoun
    about = (
        token.head if clauses.base(token) == "acl" and any(clauses.is_relative(t) for t in around) else None
    )
    if about is not None:
        around = [about if clauses.is_relative(t) and t.pos_ in ("PRON", "DET") else t for t in around]
    if frame.exclude:
        near = around + ([token.head] if frame.part == "nouns" else [])
        # "leisteten Erste Hilfe": what describes a word of the phrase
        near += [c for word in words for c in clauses.children(word, "amod", "compound")]
        if frame.part == "verbs":
            # "sprach sich gegen die Reform aus": a preposition stands at its noun
            near += [c for t in around for c in clauses.children(t, "case")]
        if any(_among(t, frame.exclude) for t in near):
            return False
    if frame.require:
        wide = (
            around + [c for t in around for c in t.children] + ([token.head] if frame.part == "nouns" else [])
        )
        # "handed a ring to the heirs" with the receivers hung on the ring
        wide += [
            case for t in around for c in clauses.children(t, "nmod") for case in clauses.children(c, "case")
        ]
        wanted = SECTORS.intersection(frame.require)
        if not any(
            _among(t, frame.require) or (wanted and any(_sector(e) in wanted for e in cast.of(t)))
            for t in wide
        ):
            return False
    if frame.pattern == "demand" and demand(token, cast) is None:
        return False
    meets = frame.type == "CONSULT" and frame.pattern == "reciprocal" and "mit" in frame.prepositions
    if meets and frame.object in (("actor",), ("person",)) and clauses.is_passive(token):
        # "Die Miliz wurde hart getroffen": two who meet have no passive
        return False
    if frame.part == "verbs":
        noun = clauses.taken_up(token)
        objects = [
            noun if noun is not None and clauses.is_relative(o) else o
            for o in clauses.patients(token)
            if o not in words
        ]
        if about is not None and clauses.is_passive(token):
            # "Fischer, die vor der Küste aufgegriffen worden waren"
            objects = [about if clauses.is_relative(o) else o for o in objects]
        objects += clauses.objects_of_particles(token, words)
        things = _parts(token, objects) if len(frame.object) > 1 else objects
        if frame.object and not _fits(things, frame.object, cast):
            return False
        if frame.subject:
            actor = clauses.agent(token) if clauses.is_passive(token) else clauses.subject(token)
            unnamed = (
                actor is None and clauses.is_passive(token) and frame.subject in (("actor",), ("person",))
            )
            if actor is not None and about is not None and clauses.is_relative(actor):
                actor = about
            if not unnamed and not _fits([actor] if actor is not None else [], frame.subject, cast):
                return False
        if frame.pattern == "transitive" and not frame.extras and "sich" not in frame.extras:
            # "sich beschweren" is another verb than "beschweren".
            if any(c.dep_ == "expl:pv" for c in token.children) and not objects:
                return False
    return True


def _parts(verb: Token, objects: list[Token]) -> list[Token]:
    """The objects and what trees hang on them or on a place: "verkaufte Algerien Kampfjets", "air defence systems"."""
    found = [*objects, *(c for c in clauses.children(verb, "nsubj")[1:] if c not in objects)]
    hosts = [*found, *clauses.children(verb, "obl")]
    return found + [
        c for host in hosts for c in host.children
        if clauses.base(c) in ("compound", "flat", "appos", "conj") and (host in found or clauses.base(c) == "flat")
    ]  # fmt: skip


# Speakers whose "must" is a judgement and no demand.
OBSERVERS = {"JRN", "EDU", "BUS"}


def demand(modal: Token, cast: Cast) -> tuple[Token, Token] | None:
    """(who demands, who must) of a modal in reported speech, None where nobody demands anything of another.

    "Teheran müsse die Geiseln freilassen, sagte der britische Minister". That somebody must do something at home
    ("Wir müssen sparen, sagte der Minister") is no demand on another.
    """
    clause = modal.head
    if clauses.base(modal) not in ("aux", "cop") or clauses.is_passive(clause):
        return None
    governor = clause.head if clauses.base(clause) in ("ccomp", "parataxis") else None
    if governor is None or not clauses.is_verb(governor):
        # "Riyadh must act, the minister said", with the saying hung on what is said
        governor = next((c for c in clauses.children(clause, "parataxis") if clauses.is_verb(c)), None)
    bearer = clauses.subject(clause)
    if bearer is None or governor is None:
        return None
    if modal.lower_ in ("soll", "sollen", "sollte"):
        # hearsay as often as a demand
        return None
    speaker = clauses.subject(governor)
    if speaker is None or governor.lemma_.casefold() not in sayings(cast.language).verbs:
        return None
    speakers, bearers = cast.all(speaker), cast.all(bearer)
    if not speakers or not bearers or bearer.pos_ == "PRON":
        return None
    if any(e.sector in OBSERVERS or (e.country is None and e.sector is None) for e in speakers):
        return None
    if not any(
        (e.country and e.sector in (None, "GOV", "MIL", "REB", "LEG")) or e.sector == "IGO" for e in bearers
    ):
        return None
    if {e.country for e in speakers} & {e.country for e in bearers} - {None}:
        return None
    return speaker, bearer


# Heads of four letters whose compounds are of their kind: Strafzoll, Friedensplan.
SHORT_HEADS = {"plan", "zoll", "mord", "geld"}


def _among(token: Token, words: tuple[str, ...]) -> bool:
    lemma = token.lemma_.casefold()
    compounds = token.pos_ == "NOUN" or "-" in lemma
    # "Verwundete" stands for "Verwundeter" and "Verwundeten", which are adjectives by form
    weak = (
        lemma.removesuffix("r") if lemma.endswith("er") else f"{lemma}e" if lemma.endswith("end") else lemma
    )
    return any(
        lemma == w
        or token.lower_ == w
        or weak == w
        or (compounds and (len(w) > 4 or w in SHORT_HEADS) and (lemma.endswith(w) or weak.endswith(w)))
        for w in words
    )


# By which a line asks for a crowd.
CROWD = {"demonstrant", "protester"}


def _fits(tokens: list[Token], wanted: tuple[str, ...], cast: Cast) -> bool:
    if wanted == ("none",):
        return not tokens
    if CROWD.intersection(wanted) and any(
        t.pos_ == "PRON" and e.kind == "group" and (e.sector == "LAB" or "protester" in e.name)
        for t in tokens
        for e in cast.all(t)
    ):
        # "Farmers said they would block the road"
        return True
    if wanted == ("actor",):
        return any(cast.all(t) for t in tokens)
    if wanted == ("person",):
        return any(cast.is_human(t) for t in tokens)
    if wanted == ("thing",):
        return bool(tokens) and not any(cast.is_human(t) for t in tokens)
    if SECTORS.intersection(wanted):
        # "struck the militia's men"
        if any(_sector(e) in wanted for t in tokens for e in cast.all(t)):
            return True
    return any(_among(t, wanted) for t in (*tokens, *measured(tokens)))


def _sector(entity: Entity) -> str | None:
    """A state acts as its government does."""
    return "GOV" if entity.kind == "country" and entity.sector is None else entity.sector


# "300 tonnes of food", "Dutzende Gefangene", "half of its men": the noun behind says what it is.
MEASURES = {
    "tonne", "kilo", "kilogramm", "liter", "million", "milliarde", "dutzend", "dutzende", "hundert", "hunderte",
    "tausend", "tausende", "zahl", "reihe", "gruppe", "ladung", "ton", "kilogram", "litre",
    "billion", "dozen", "hundred", "thousand", "number", "group", "pair", "handful", "score", "shipment", "load",
    "some", "one", "many", "most", "several", "line", "column", "stream", "wave", "convoy", "chain", "part", "half", "rest", "majority", "bulk", "batch", "member",
    "zug", "strom", "schlange", "kolonne", "menge", "einige", "einer", "ein", "eine", "viele", "mehrere", "teil", "großteil", "hälfte", "mehrheit", "mehrzahl", "mitglied",
    "angehöriger", "angehörige", "drittel", "viertel", "aufgebot", "verband",
}  # fmt: skip


def measured(tokens: list[Token]) -> Iterator[Token]:
    """What is counted by words of measure: Truppen of "die Hälfte seiner Truppen"."""
    for token in tokens:
        if token.lemma_.casefold() in MEASURES or token.pos_ == "NUM":
            for noun in clauses.children(token, "nmod", "appos"):
                yield from clauses.conjuncts(noun)


def _absorb(found: dict[int, Trigger]) -> None:
    """Drops the noun of "traf … zu Gesprächen", "hielten ein Treffen ab": same type, part of the verb's phrase."""
    for i, trigger in list(found.items()):
        head = trigger.token.head
        upper = found.get(head.i)
        if upper is None and clauses.base(trigger.token) == "conj":
            upper = found.get(head.head.i) if head.head != head else None
        if (
            upper is None
            and clauses.base(trigger.token) == "nmod"
            and head.lemma_.casefold() in ("ein", "one")
        ):
            # "gestand einen der Überfälle": the deed itself has place and aim
            claim = found.get(head.head.i)
            if claim is not None and claim.frame.type == trigger.frame.type:
                del found[head.head.i]
            continue
        if upper is None and clauses.base(trigger.token) == "nmod" and clauses.base(head) == "obj":
            # "proclaimed the state of siege"
            above = found.get(head.head.i)
            upper = above if above is not None and above.frame.type == trigger.frame.type else None
        if upper is None or upper == trigger:
            continue
        if (
            upper.frame.type in DEALS_WITH_ITS_OBJECT
            and trigger.frame.part == "nouns"
            and any(_among(trigger.token, (word,)) for word in upper.frame.object)
        ):
            # "suspended military aid", "verbot die Demonstration": one happening
            del found[i]
            continue
        if upper.frame.type != trigger.frame.type:
            continue
        if (
            upper.frame.part == "nouns"
            and trigger.frame.part == "verbs"
            and trigger.token.dep_ == "acl"
            and clauses.is_passive(trigger.token)
            and not clauses.is_relative_clause(trigger.token)
            and not clauses.children(trigger.token, "obj")
        ):
            # "a pact signed by both in May"
            trigger.absorbed.append(upper.token)
            found.pop(head.i, None)
            continue
        if trigger.frame.part == "nouns" and clauses.base(trigger.token) in (
            "obj",
            "obl",
            "nmod",
            "xcomp",
            "nsubj",
            "conj",
        ):
            if clauses.base(trigger.token) == "conj" and trigger.token.head != upper.token:
                continue
            upper.absorbed.append(trigger.token)
            del found[i]


HOSTILE = {"ASSAULT", "COERCE", "SANCTION"}
# These never open what is asked for, whatever else they open: "bei dem Gericht beantragt", "demanded at a meeting".
ALWAYS = {"bei", "während", "unter", "at", "during"}
# Inside what is demanded or promised too, what these open has happened or is another matter.
CAUSES = {
    "wegen", "nach", "seit", "trotz", "angesichts", "anlässlich", "aufgrund", "infolge", "after", "since", "following",
    "amid", "despite", "because of", "over",
}  # fmt: skip
# Where the line of the lexicon does not ask for them, they tell when, where and why a speech act was.
SETTING = CAUSES | {"vor", "before", "in", "ahead of"}
# "demanded compensation for the attack", "refused to condemn Mali for the arrests"
FOR = ("für", "for", "about")


def _aside(word: Token, trigger: Trigger) -> bool:
    """Whether a dependent of a speech act is the occasion or cause of it: "sagte bei einem Treffen Hilfe zu"."""
    opens = clauses.preposition(word)
    if opens is None or clauses.base(word) not in ("obl", "nmod"):
        return False
    if opens in ALWAYS:
        return True
    if opens in trigger.frame.prepositions or opens in trigger.frame.extras:
        return False
    if opens in ("auf", "in", "an") and word.lang_ == "de":
        # "auf dem Gipfel" beside "auf einen Gipfel"
        return clauses.feature(word, "Case") == "Dat"
    return opens in SETTING or (opens in FOR and trigger.frame.type == "THREATEN")


def _bare_fist(found: dict[int, Trigger]) -> None:
    """ "ready to attack the city", "bereit, das Kriegsrecht auszurufen": a threat and no offer."""
    for trigger in found.values():
        if trigger.frame.type != "AGREE" or trigger.frame.pattern != "attribute":
            continue
        meant = [found.get(c.i) for c in clauses.contents(trigger.token)]
        if any(other is not None and other.frame.type in HOSTILE for other in meant):
            trigger.frame = replace(trigger.frame, type="THREATEN", mode=None)


def _swallow(found: dict[int, Trigger]) -> None:
    for trigger in list(found.values()):
        if trigger.frame.type not in SWALLOWS_CONTENT or trigger.token.i not in found:
            continue
        heads = clauses.contents(trigger.token)
        if trigger.frame.pattern == "demand":
            heads.append(trigger.token.head)
        for word in (trigger.token, *trigger.words):
            heads += [
                c for c in word.children
                if clauses.base(c) in ("obj", "obl", "nmod", "nsubj") and c not in trigger.words
                and not _aside(c, trigger)
                and (clauses.base(c) != "nsubj" or clauses.is_passive(trigger.token))
            ]  # fmt: skip
            heads += [c for c in word.children if c.dep_ == "acl" and clauses.is_verb(c)]
        heads += _extraposed(trigger)
        for head in heads:
            if clauses.base(head) == "parataxis" and any(
                t.text == ";" for t in trigger.token.doc[trigger.token.i : head.i]
            ):
                # a sentence of its own
                continue
            for token in _content(head):
                other = found.get(token.i)
                if other is None or other == trigger:
                    continue
                befell = other.frame.type in ("ASSAULT", "COERCE") and other.frame.part == "nouns"
                if (
                    befell
                    and token != head
                    and clauses.preposition(token) in FOR
                    and clauses.is_definite(token)
                ):
                    continue
                refused = clauses.is_infinitive(other.token) and other.frame.part == "verbs"
                if trigger.frame.type == "REJECT" and other.frame.type in SURVIVES_REJECTION and not refused:
                    # "wies die Kritik zurück": it was voiced; "weigerte sich, … zu kritisieren": it was not
                    continue
                if clauses.base(head) in ("obl", "nmod", "nsubj", "obj") and other.frame.part == "verbs":
                    continue
                if trigger.frame.file == judge.FILE and other.frame.file != judge.FILE:
                    # "the bid to arrest the general": what the judge only supposes takes nothing from the lexicon
                    found.pop(trigger.token.i, None)
                    continue
                del found[token.i]


def _extraposed(trigger: Trigger) -> list[Token]:
    """ "wegen seiner Weigerung besorgt sind, Russland zu verurteilen": the infinitive hangs on the clause, not on the noun."""
    if trigger.frame.part != "nouns":
        return []
    noun, found = trigger.token, []
    for word in noun.doc[noun.i + 1 : noun.sent.end]:
        above = word.head
        if clauses.base(word) == "xcomp" and clauses.is_infinitive(word) and noun.i < above.i < word.i:
            ends_clause = above.i + 1 < len(noun.doc) and above.nbor(1).text == ","
            if (
                above.pos_ == "AUX"
                and ends_clause
                and not any(t.text == "," for t in noun.doc[noun.i : above.i])
            ):
                found.append(word)
    return found


def _content(head: Token) -> Iterator[Token]:
    """The words of a content clause, without its conditions, relative clauses and past participles.

    "Sie drohte mit Sanktionen, falls Minsk die Opposition verhaftet": the arrest is no content but a condition.
    """
    yield head
    for child in head.children:
        if clauses.is_relative_clause(child) or (
            clauses.base(child) == "amod" and clauses.is_past_participle(child)
        ):
            continue
        if clauses.base(child) == "advcl" and not clauses.is_infinitive(child):
            continue
        opens = clauses.preposition(child) if clauses.base(child) in ("obl", "nmod") else None
        if opens in CAUSES or (opens in ALWAYS and not clauses.is_verb(head)):
            continue
        yield from _content(child)
