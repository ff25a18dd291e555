"""How certain, and at what stage? Status and certainty of a happening (codebook, section 4).

Cue words stand in `cues.toml`; the rules below cite the sentence that shows them, and that sentence is a test.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from aktenlage.coding import clauses
from aktenlage.coding.plover import QUAD_OF
from aktenlage.coding.triggers import Trigger

WHETHER = {"ob", "whether"}
HOLDS = {"zutreffen", "stimmen", "wahr", "richtig", "korrekt", "true", "correct", "accurate"}
CONDITIONS = {"wenn", "falls", "sofern", "if", "unless", "sollte", "sollten", "provided"}


@dataclass(slots=True)
class Stage:
    """`status` and `certainty` of a happening with the reason for each."""

    status: str = "actual"
    certainty: str = "certain"
    reasons: list[str] = field(default_factory=list)

    def settle(self, status: str, why: str) -> None:
        self.status = status
        self.reasons.append(f"{status}: {why}")

    def doubt(self, certainty: str, why: str) -> None:
        self.certainty = certainty
        self.reasons.append(f"{certainty}: {why}")


Cues = dict[str, dict[str, frozenset[str]]]


@cache
def cues(language: str) -> Cues:
    """Kind of cue -> what it means -> the words, casefolded."""
    tables = tomllib.loads(files(__package__).joinpath("cues.toml").read_text("utf-8"))[language]
    return {
        kind: {meaning: frozenset(word.casefold() for word in words) for meaning, words in rows.items()}
        for kind, rows in tables.items()
    }


def stage(trigger: Trigger, language: str, reported: bool = False) -> Stage:
    """Status and certainty of a trigger.

    `reported`: it stands in reported speech, where "would" and "würde" are but shifted futures.
    """
    found, words = Stage(), cues(language)
    token = trigger.token
    if trigger.frame.status:
        found.settle(trigger.frame.status, f"the frame says so ({trigger.frame.where})")
    elif trigger.frame.part == "nouns":
        _noun(token, words, reported, found, _is_speech_act(trigger))
    else:
        _verb(token, words, reported, found, _is_speech_act(trigger), trigger.words)
    if (
        found.status == "actual"
        and trigger.frame.part == "nouns"
        and trigger.frame.type in ARRANGED
        and _lies_ahead(token)
    ):
        found.settle("planned", "told shortly before it")
    if found.status == "actual" and token.sent.text.rstrip(" \n\"”“»«'").endswith("?"):
        found.settle("hypothetical", "a question")
    if found.status == "hypothetical" and found.certainty == "certain":
        found.doubt("possible", "hypothetical")
    return found


def _is_speech_act(trigger: Trigger) -> bool:
    return QUAD_OF[trigger.frame.type].startswith("verbal") and trigger.frame.type != "CONSULT"


def _meaning(table: dict[str, frozenset[str]], *words: str) -> str | None:
    return next((m for m, known in table.items() if any(w.casefold() in known for w in words)), None)


def _noun(noun: Token, words: Cues, reported: bool, found: Stage, speech_act: bool) -> None:
    for child in noun.children:
        meaning = _meaning(
            words["attributes"], child.lemma_, child.lower_, child.lower_.rstrip("nmrse") or child.lower_
        )
        if meaning and clauses.base(child) in ("amod", "acl", "compound", "advmod", "det", "dep"):
            # "der angebliche Angriff", "the planned visit", "ein möglicher Besuch"
            _apply(meaning, f'"{child.text}"', found)
        if (clauses.base(child) == "det" and child.lower_ in ("no",)) or child.lower_.startswith("kein"):
            # "Es gab keinen Angriff", "there was no attack"
            found.settle("denied", f'"{child.text}"')
    head, relation = noun.head, clauses.base(noun)
    if (before := _noun_before(noun, words)) is not None:
        head, relation = before, "nmod"
    if relation == "obl" and clauses.preposition(noun) in CIRCUMSTANCES:
        # "Nach dem Treffen plant er eine Pause": the time or cause of something else
        return
    if relation == "conj" and not clauses.is_verb(head):
        relation, head = clauses.base(head), head.head
    joined = [c for c in clauses.children(head, "conj") if clauses.is_verb(c)] if relation == "nsubj" else []
    if not speech_act and any(
        _predicate(c, words) == "cancelled" and not clauses.children(c, "nsubj") for c in joined
    ):
        # "sollte am Montag beginnen, wurde aber abgesagt"
        found.settle("cancelled", "called off in the same sentence")
        return
    if found.status == "actual" and head != noun:
        if relation == "nsubj" and (said := _becoming(head)) is not None:
            # "wird immer unwahrscheinlicher", "looks unlikely": the adjective says it
            head = said
        if relation == "obj" and (said := _held(head, words)) is not None:
            # "halten einen Abzug für unwahrscheinlich"
            head = said
        if relation == "nmod" and _unproven(head):
            # "Es gibt keine Beweise für Angriffe", "no evidence of attacks"
            found.settle("denied", f'no "{head.text}"')
            return
        meaning = None if _is_named(noun, head) else _predicate(head, words) or _favoured(noun, head, words)
        active_subject = relation == "nsubj" and clauses.is_verb(head) and not clauses.is_passive(head)
        fits = relation in ("obj", "obl", "xcomp", "nmod") or (
            # "Die Zustimmung ist erforderlich", "wurde abgesagt"
            relation == "nsubj" and (head.pos_ == "ADJ" or clauses.is_passive(head))
        )
        if speech_act and meaning == "denied":
            # "wies die Forderung zurück": the demand was made all the same
            meaning = None
        intransitive = active_subject and not clauses.children(head, "obj")
        if meaning and (
            fits
            or (
                intransitive
                and (meaning in ("cancelled", "planned") or head.lemma_.casefold() in THREATENING)
            )
        ):
            if meaning == "planned" and head.lemma_ in clauses.EXPECTING and not clauses.is_passive(head):
                # "Der Bischof erwartet Verhaftungen": he does not decide it; "ein Besuch wird erwartet": it is on the way
                meaning = "hypothetical"
            if meaning == "planned" and _negation(head, words) is not None:
                # "ist nicht geplant", "no meeting is planned"
                meaning = "denied"
            if (
                meaning == "hypothetical"
                and _negation(head, words) is not None
                and relation == "obj"
                and _excludes(head)
            ):
                # "schloss einen Angriff nicht aus"
                found.doubt("possible", f'"{head.text}" negated')
            # "Die Reise wurde verschoben", "plant ein Treffen", "bestritt den Angriff", "eine Absage des Treffens"
            _apply(meaning, f'depends on "{head.text}"', found)
        elif clauses.is_verb(head) and relation in ("obj", "obl", "nsubj", "xcomp"):
            # "will Sanktionen verhängen": the noun is at the stage of its verb
            if (
                relation != "obl"
                or head.lemma_ in _CARRIERS
                or clauses.preposition(noun) in ("zu", "for", "to")
                or _is_own_means(noun)
            ):
                _verb(head, words, reported, found, False, of_noun=True)


def _is_own_means(noun: Token) -> bool:
    """ "Er wollte mit seinem Rücktritt Neuwahlen erzwingen": his own act, by which he wants something, is as far as the wish."""
    owner = clauses.possessor(noun)
    return (
        clauses.preposition(noun) in ("mit", "durch", "with", "by", "through")
        and owner is not None
        and owner.pos_ in ("DET", "PRON")
    )


# Prepositions of time and cause: the event noun is told as known.
CIRCUMSTANCES = {
    "nach", "seit", "wegen", "trotz", "bei", "während", "aufgrund", "infolge", "angesichts", "after", "since", "because of",
    "because", "despite", "during", "following", "amid", "before", "due to",
}  # fmt: skip
BEFORE = {"vor", "before"}
SHORTLY = {"kurz", "unmittelbar", "shortly", "just", "immediately", "soon"}
SPANS = {
    "stunden", "tage", "wochen", "monate", "tag", "woche", "monat", "hours", "days", "weeks", "months", "day", "week", "month",
}  # fmt: skip
# What is arranged beforehand. A war or raid that something came shortly before is one that came.
ARRANGED = {"CONSULT", "COOPERATE", "RETREAT"}


def _lies_ahead(noun: Token) -> bool:
    """ "Kurz vor dem Abzug", "weeks before the visit", "ahead of the talks": told while it was yet to come."""
    case = next((c for c in noun.children if clauses.base(c) == "case"), None)
    if case is None or case.i == noun.sent.start:
        return False
    first = case.nbor(-1).lower_
    return first == "ahead" or (case.lower_ in BEFORE and first in SHORTLY | SPANS)


BECOMING = {
    "werden",
    "bleiben",
    "scheinen",
    "erscheinen",
    "gelten",
    "become",
    "remain",
    "seem",
    "look",
    "appear",
}


def _becoming(verb: Token) -> Token | None:
    """The adjective of "wird unwahrscheinlich", "remains possible", which is said of the subject."""
    if verb.lemma_.casefold() not in BECOMING:
        return None
    return next((c for c in clauses.children(verb, "xcomp") if c.pos_ == "ADJ"), None)


HOLDING = {"halten", "erachten", "consider", "deem"}


def _held(verb: Token, words: Cues) -> Token | None:
    """The adjective by which somebody judges what he holds for possible or planned: "consider a withdrawal unlikely"."""
    if verb.lemma_.casefold() not in HOLDING:
        return None
    said = clauses.children(verb, "xcomp", "advmod", "obl")
    return next((c for c in said if c.pos_ == "ADJ" and _predicate(c, words) is not None), None)


EVIDENCE = {
    "beweis", "beleg", "nachweis", "hinweis", "anzeichen", "anhaltspunkt", "indiz", "evidence", "proof", "indication", "sign",
}  # fmt: skip


def _unproven(noun: Token) -> bool:
    """ "Keine Beweise", "no evidence"."""
    return noun.lemma_.casefold() in EVIDENCE and any(
        c.lower_ == "no" or c.lower_.startswith("kein") for c in noun.children if clauses.base(c) == "det"
    )


# With these the event is the subject: "Es droht ein Angriff."
THREATENING = {"drohen", "loom", "threaten"}


def _is_named(noun: Token, head: Token) -> bool:
    """ "called the seizure a mistake": naming what has happened calls for nothing."""
    return head.lemma_.casefold() == "call" and clauses.base(noun) == "obj" and clauses.is_definite(noun)


def _noun_before(noun: Token, words: Cues) -> Token | None:
    """The noun of fear, wish or plan right before the noun's preposition, where the tree hung it on the verb.

    "Die Furcht vor einem Angriff wächst", "Der Wunsch Kenias nach einem Treffen ist alt".
    """
    case = next((c for c in noun.children if clauses.base(c) == "case"), None)
    if case is None or case.i <= noun.sent.start:
        return None
    left = case.nbor(-1)
    if clauses.base(left) == "nmod" and left.head.i < left.i:
        left = left.head
    fits = left.pos_ == "NOUN" and left != noun.head and left.head == noun.head
    return left if fits and _predicate(left, words) else None


# What attacks claim: "forderte zwölf Menschenleben".
TOLL = ("tote", "toter", "verletzte", "verletzter", "opfer", "leben", "verwundete", "verwundeter")


def _predicate(head: Token, words: Cues) -> str | None:
    """What a verb, adjective or noun says of the happening that depends on it: its lemma, form or particle verb."""
    if head.lemma_ == "fordern" and any(c.lemma_.casefold().endswith(TOLL) for c in head.children):
        # "Acht Tote forderte ein Anschlag auf einen Bus"
        return None
    prefix = next((c.lower_ for c in head.children if c.dep_ == "compound:prt"), "")
    forms = [head.lemma_, clauses.full_lemma(head)]
    if clauses.feature(head, "VerbForm") == "Part" or head.pos_ == "ADJ":
        forms.append(head.lower_)
    if prefix and head.lang_ == "de" and not head.lemma_.startswith(prefix):
        # "steht bevor"
        forms.append(prefix + head.lemma_)
    return _meaning({k: v for k, v in words["predicates"].items() if k != "hearsay"}, *forms)


def _favoured(noun: Token, head: Token, words: Cues) -> str | None:
    """ "sprach sich für eine Zusammenarbeit aus", "pushed for talks": a word with its preposition."""
    case = clauses.preposition(noun)
    return _meaning(words["favours"], f"{head.lemma_} {case}") if case else None


def _negation(verb: Token, words: Cues, phrase: Sequence[Token] = ()) -> Token | None:
    """The word that negates the verb, at it or at its subject: nicht, never, kein Soldat, neither … nor."""
    for child in verb.children:
        if (
            child not in phrase
            and child.lower_ in words["adverbs"]["negative"]
            and clauses.base(child) in ("advmod", "det", "mark", "cc")
            and not _only(child)
        ):
            return child
    for subject in clauses.children(verb, "nsubj", "obj"):
        for child in subject.children:
            if child.lower_ in NOBODY and child.i < subject.i and child not in phrase:
                return child
        if subject.lower_ in ("niemand", "keiner", "nobody", "none"):
            return subject
    return None


NOBODY = {"weder", "neither", "kein", "keine", "keiner", "no", "nirgends"}


def _excludes(verb: Token) -> bool:
    return verb.lemma_ == "ausschließen" or clauses.full_lemma(verb) == "rule out"


# "Das Treffen fand nicht statt", "hat keinen Angriff geführt"
_HAPPENS = {
    "stattfinden",
    "geben",
    "kommen",
    "führen",
    "verüben",
    "durchführen",
    "be",
    "occur",
    "happen",
    "hold",
    "conduct",
    "launch",
    "sein",
    "take",
}
_CARRIERS = {
    "kommen",
    "come",
    "beginnen",
    "begin",
    "teilnehmen",
    "reisen",
    "travel",
    "einladen",
    "zusammenkommen",
}


def _apply(meaning: str, why: str, found: Stage) -> None:
    if meaning in ("possible", "probable"):
        found.doubt(meaning, why)
    else:
        found.settle(meaning, why)


def _verb(
    verb: Token, words: Cues, reported: bool, found: Stage, speech_act: bool, phrase: Sequence[Token] = (),
    of_noun: bool = False,
) -> None:  # fmt: skip
    """`phrase`: the other words of the predicate, which deny nothing: "said no".

    `of_noun`: it is the verb of an event noun, whose negation counts only where it denies the event.
    """
    clause = list(verb.children)
    if (
        clauses.base(verb) == "conj"
        and clauses.is_verb(verb.head)
        and not clauses.children(verb, "aux", "nsubj", "mark")
    ):
        # "will reisen und verhandeln": modals are shared by coordinated verbs
        clause += [c for c in verb.head.children if clauses.base(c) in ("aux", "mark")]
    for child in clause:
        if clauses.base(child) in ("advmod", "obl", "discourse"):
            meaning = _meaning(
                {k: v for k, v in words["adverbs"].items() if k != "negative"}, child.lemma_, child.lower_
            )
            if meaning:
                # "traf angeblich", "has reportedly met"
                found.doubt(meaning, f'"{child.text}"')
    _modal(verb, clause, words, reported, found)
    if found.status == "actual":
        _embedding(verb, words, found)
    if not speech_act and found.status in ("actual", "planned"):
        condition = next((c for c in verb.children if clauses.base(c) == "advcl" and _conditional(c)), None)
        if condition is not None and _is_open(verb):
            # "Sie würden ihn treffen, wenn er nachgibt"
            found.settle("hypothetical", "hangs on a condition")
    if _conditional(verb) or (clauses.base(verb) == "conj" and _conditional(verb.head)):
        # "wenn Russland angreift", "if Russia attacks"
        found.settle("hypothetical", "if-clause")
    negation = _negation(verb, words, phrase)
    if negation is not None and (not of_noun or verb.lemma_ in _HAPPENS):
        if found.status in ("actual",):
            # "hat nicht angegriffen"
            found.settle("denied", f'"{negation.text}"')
        elif found.status == "planned":
            found.settle("denied", f'plan with "{negation.text}"')


def _only(negation: Token) -> bool:
    """ "nicht nur", "not only" negate nothing."""
    following = negation.nbor(1).lower_ if negation.i + 1 < len(negation.doc) else ""
    return following in ("nur", "only", "zuletzt", "allein", "just")


def _is_open(verb: Token) -> bool:
    """Whether the clause speaks of something not yet done: future, modal or conjunctive."""
    return (
        any(
            clauses.base(c) == "aux"
            and c.lemma_.casefold()
            in ("werden", "will", "would", "sollen", "wollen", "could", "may", "können")
            for c in verb.children
        )
        or clauses.feature(verb, "Tense") == "Pres"
    )


def _conditional(verb: Token) -> bool:
    if any(clauses.base(c) == "mark" and c.lower_ in CONDITIONS for c in verb.children):
        return True
    if any(
        c.lower_ == "once" and any(w.lower_ == "only" for w in (*c.children, *verb.children))
        for c in verb.children
    ):
        # "enters into force only once parliament has ratified it"
        return clauses.base(verb) == "advcl" and _is_open(verb.head)
    if clauses.base(verb) == "ccomp" and verb.head.lower_ in ("provided", "vorausgesetzt"):
        # "Provided that the rebels release the hostages"
        return True
    # "sollte Moskau angreifen, …": verb-first
    first = next((c for c in verb.subtree if c.pos_ not in ("PUNCT", "SPACE")), verb)
    return clauses.base(verb) == "advcl" and first.lower_ in ("sollte", "sollten", "should")


GERMAN_MODALS = {"werden", "sollen", "wollen", "können", "müssen", "dürfen", "mögen"}


def _modal(verb: Token, clause: list[Token], words: Cues, reported: bool, found: Stage) -> None:
    auxiliaries = [c for c in clause if clauses.base(c) == "aux"]
    if (
        clauses.base(verb) == "xcomp"
        and verb.head.lemma_.casefold() in GERMAN_MODALS
        and clauses.is_infinitive(verb)
    ):
        # "wird reisen" parsed with "wird" on top
        auxiliaries.append(verb.head)
    # "soll … haben": a perfect infinitive speaks of the past, so the modal is hearsay, not a plan.
    perfect = (
        any(
            (c.lower_ in ("haben", "sein", "have", "worden", "been") and clauses.is_infinitive(c))
            or c.lower_ in ("haben", "have")
            for c in auxiliaries
        )
        and len(auxiliaries) > 1
    )
    for aux in auxiliaries:
        lemma = aux.lemma_.casefold()
        forms = (lemma, aux.lower_)
        why = f'"{aux.text}"'
        if lemma == "werden" and (aux.dep_ != "aux:pass" or _future(verb, aux, auxiliaries)):
            if aux.lower_.startswith("würd"):
                found.settle("planned" if reported else "hypothetical", why)
            elif (
                not aux.lower_.startswith("wurd")
                and aux.lower_ != "worden"
                and _future(verb, aux, auxiliaries)
            ):
                found.settle("planned", why)
        elif lemma == "sollen" or lemma == "wollen":
            if perfect:
                found.doubt("possible", f"{why} with a perfect infinitive is hearsay")
            else:
                found.settle("planned", why)
        elif lemma == "dürfen" and aux.lower_.startswith("dürft"):
            found.doubt("probable", why)
            if not perfect:
                found.settle("planned", why)
        elif lemma in ("können", "could", "may", "might", "can", "mögen") or aux.lower_ in (
            "could",
            "may",
            "might",
        ):
            if perfect:
                found.doubt("possible", f"{why} with a perfect infinitive")
            elif aux.lower_ in ("konnte", "konnten", "kann", "können", "can"):
                if aux.lower_ not in ("konnte", "konnten"):
                    found.settle("hypothetical", why)
            else:
                found.settle("hypothetical", why)
        elif aux.lower_ in ("would", "'d", "’d"):
            found.settle("planned" if reported else "hypothetical", why)
        elif aux.lower_ == "must" and perfect:
            # "must have killed" concludes
            found.doubt("probable", f"{why} with a perfect infinitive")
        elif meaning := _meaning(words["modals"], *forms):
            found.settle(meaning, why)
    finite = next((a for a in auxiliaries if a.lower_ in ("hätte", "hätten", "wäre", "wären")), verb)
    if (
        found.status == "actual"
        and (not auxiliaries or finite.lower_ in ("hätte", "hätten", "wäre", "wären"))
        and (
            finite.lower_ in ("hätte", "hätten", "wäre", "wären")
            or (clauses.feature(finite, "Mood") == "Sub" and clauses.feature(finite, "Tense") == "Past")
        )
        and not reported
    ):
        # "hätte angegriffen", "griffe an"
        found.settle("hypothetical", "Konjunktiv II")
    if verb.lang_ == "en" and found.status == "actual" and clauses.is_infinitive(verb):
        governor = verb.head
        own = next((c for c in verb.children if clauses.base(c) in ("cop", "aux") and c.lemma_ == "be"), None)
        to = next((c for c in verb.children if c.lower_ == "to"), None)
        if (clauses.base(verb) == "xcomp" and governor.lemma_ == "be") or (
            own is not None and to is not None and own.i < to.i and clauses.feature(own, "VerbForm") != "Inf"
        ):
            # "is to visit"
            found.settle("planned", '"is to"')


WITHOUT = {"ohne", "statt", "anstatt", "without"}


def _instead(verb: Token) -> bool:
    return any(c.lower_ == "instead" for c in verb.children) or (
        verb.left_edge.lower_ == "instead" and clauses.feature(verb, "VerbForm") == "Part"
    )


def _is_gerund(verb: Token) -> bool:
    return verb.lang_ == "en" and verb.lower_.endswith("ing")


def _is_perfect(verb: Token) -> bool:
    return any(
        clauses.base(c) == "aux" and c.lemma_.casefold() in ("have", "haben", "sein") for c in verb.children
    )


def _is_hearsay(governor: Token, verb: Token, words: Cues) -> bool:
    """ "are said to have killed", "is believed to be planning": a passive of saying with an infinitive."""
    known = words["predicates"].get("hearsay", frozenset())
    return (
        governor.lemma_.casefold() in known
        and clauses.base(verb) in ("xcomp", "advcl", "ccomp")
        and (clauses.is_infinitive(verb) or any(c.lower_ == "to" for c in verb.children))
        and (clauses.is_passive(governor) or governor.pos_ == "ADJ")
    )


def _future(verb: Token, aux: Token, auxiliaries: list[Token]) -> bool:
    """ "wird reisen", "wird verhaftet werden" but not "wird verhaftet": werden with an infinitive."""
    if any(a.i != aux.i and a.lower_ in ("werden", "haben", "sein") for a in auxiliaries):
        return True
    if aux.dep_ == "aux:pass" and not clauses.children(verb, "obj"):
        # "werden … verhaften" with an object is a future, whatever the grammar calls its auxiliary
        return False
    return verb.lower_.endswith("n") and verb.lower_ == verb.lemma_.casefold()


def _embedding(verb: Token, words: Cues, found: Stage) -> None:
    """What the governing predicate says: "plant, … zu treffen", "denies having attacked", "um … zu stürzen"."""
    relation, governor = clauses.base(verb), verb.head
    if governor == verb:
        return
    if relation == "conj" and clauses.is_verb(governor):
        # coordinated infinitives share their governor
        if clauses.is_infinitive(verb) and clauses.is_infinitive(governor):
            _embedding(governor, words, found)
        return
    marks = {c.lower_ for c in verb.children if clauses.base(c) in ("mark", "case", "fixed")}
    if marks & WITHOUT or (marks & {"of"} and clauses.preposition(verb) == "instead of") or _instead(verb):
        # "ohne ihn zu treffen", "instead of meeting him"
        found.settle("denied", "ohne/statt")
        return
    if marks & WHETHER and "als" not in marks:
        # "Ob die Regierung einlenkt, ist offen.", "It is unclear whether he will meet the king."
        found.settle("hypothetical", "whether it is so is open")
        return
    if _is_hearsay(governor, verb, words):
        # "is said to have killed", "soll … haben"
        found.doubt("possible", f'"{governor.text}" is hearsay')
        if not _is_perfect(verb) and clauses.is_infinitive(verb):
            found.settle(
                "planned" if governor.lemma_ == "expect" else "actual", "hearsay of something going on"
            )
        return
    if relation in ("acl", "ccomp") and verb.dep_ != "acl:relcl" and _unproven(governor):
        # "no evidence that the army attacked"
        found.settle("denied", f'no "{governor.text}"')
        return
    if clauses.is_infinitive(verb) and any(c.lemma_ == "Begriff" for c in clauses.children(governor, "obl")):
        # "war im Begriff, die Grenze zu schließen", with the infinitive hung on the verb
        found.settle("planned", '"im Begriff"')
        return
    if governor.lemma_ == "denken" and clauses.is_infinitive(verb):
        if any(c.lower_ == "daran" for c in governor.children):
            # "denkt nicht daran, die Grenze zu schließen"; without "nicht" it is a thought
            denied = _negation(governor, words) is not None
            found.settle("denied" if denied else "hypothetical", f'"{governor.text} … daran"')
            return
    meaning = _predicate(governor, words)
    if meaning is None and relation == "acl" and clauses.subject(verb) == governor:
        # "the wish of the king to meet the pope", "enables the police to arrest"
        governor = governor.head
        meaning = _predicate(governor, words)
    if (
        relation == "advcl"
        and clauses.is_infinitive(verb)
        and not (meaning and "um" not in marks and "in" not in marks)
    ):
        if marks & {"um", "to"}:
            # "um die Stadt anzugreifen", "to attack the town"
            found.settle("hypothetical", "purpose clause")
        return
    if relation in ("xcomp", "ccomp", "acl", "csubj", "obl", "advcl") and verb.dep_ != "acl:relcl":
        content = clauses.is_infinitive(verb) or _is_gerund(verb)
        if meaning == "planned" and content and _negation(governor, words) is not None:
            # "plant nicht, … anzugreifen", "does not plan to attack"
            found.settle("denied", f'plan with negated "{governor.text}"')
        elif meaning == "denied" or (
            meaning and (content or (relation in ("ccomp", "csubj") and meaning == "hypothetical"))
        ):
            _apply(meaning, f'depends on "{governor.text}"', found)
        elif (
            governor.pos_ == "NOUN"
            and clauses.base(governor) in ("obj", "nsubj")
            and relation in ("acl", "ccomp")
        ):
            above = governor.head
            passive = clauses.base(governor) == "obj" or clauses.is_passive(above)
            if passive and _predicate(above, words) == "denied":
                # "denied claims that the army attacked"
                found.settle("denied", f'depends on "{above.text} … {governor.text}"')
            elif above.lemma_.casefold() in HOLDS and _negation(above, words) is not None:
                # "Berichte, wonach Berlin die Hilfe ausgesetzt habe, treffen nicht zu."
                found.settle("denied", f'"{governor.text}" of it are not so')
    if found.status == "actual" and relation == "amod":
        # "die verschobene Reise" is dealt with at the noun
        return
