"""What is a report about? Sport, accidents, weather, markets, culture, science and crime have their own words.

In such a report "Angriff", "attack", "Vorwurf" or "Treffen" are coded only where somebody of politics has a hand in it.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span, Token

from aktenlage.grammar.lemmas import lemma as noun
from aktenlage.shapes import Entity

TITLE_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# A compound ends in a word of the table if that word has so many letters.
COMPOUND = 5
# So many words of a field, so many of them different, make a report (or sentence) one of it.
LEAST, DIFFERENT = 4, 3
# ... in a short report, longer than a sentence and without a word of politics, fewer will do.
SHORT, SHORT_LEAST, SHORT_DIFFERENT = range(30, 120), 3, 2
# ... and one word of it in so many.
ONE_IN = 50
# A word of politics weighs so many of them.
POLITICS = 2
# Whose acts are political whatever the report is about.
STATE = {"GOV", "LEG", "MIL", "REB", "IGO", "SPY", "PTY", "OPP"}
# Fields in which "Deutschland" is a team, a market or a school of art as often as a state.
NO_STATES = {"sport", "culture", "science"}
# Fields in which the police do their daily work.
POLICE_WORK = {"crime", "accident", "weather", "sport"}
# Who looks after those at home in them.
DUTY = {"GOV", "COP", "LEG", "MIL"}
# Fields in which soldiers help.
RELIEF = {"accident", "weather"}


@cache
def vocabulary(language: str) -> dict[str, tuple[str, ...]]:
    """Word, casefolded -> fields it belongs to."""
    table = tomllib.loads(files(__package__).joinpath("fields.toml").read_text("utf-8"))[language]
    words: dict[str, tuple[str, ...]] = {}
    for name, listed in table.items():
        for word in listed.casefold().split():
            words[word] = (*words.get(word, ()), *((name,) if name != "nothing" else ()))
    return words


def fields_of(token: Token, language: str) -> tuple[str, ...]:
    """The fields that a word speaks for."""
    if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
        return ()
    return _listed(token.lemma_.casefold(), language, compounds=token.pos_ != "VERB")


def _listed(lemma: str, language: str, compounds: bool = True) -> tuple[str, ...]:
    words = vocabulary(language)
    if lemma in words:
        return words[lemma]
    if language == "de" and compounds:
        for start in range(1, len(lemma) - COMPOUND + 1):
            if found := words.get(lemma[start:]):
                return found
    return ()


def _of_title(title: str, language: str) -> Iterator[tuple[str, str]]:
    """(field, word) of a title, which nobody has parsed: in German the words with a capital."""
    for form in TITLE_WORD.findall(title):
        if language != "de" or form[0].isupper():
            word = noun(form, "NOUN", "", language)
            yield from ((name, word) for name in _listed(word.casefold(), language))


def field(words: Doc | Span, language: str, title: str | None = None) -> str | None:
    """The unpolitical field of a report or sentence: that with most words, if all fields together outweigh politics."""
    found: dict[str, Counter[str]] = {}
    length = 0
    for name, word in _of_title(title or "", language):
        found.setdefault(name, Counter())[word] += 1
    for token in words:
        length += token.is_alpha
        for name in fields_of(token, language):
            found.setdefault(name, Counter())[token.lemma_] += 1
    politics = found.pop("politics", Counter[str]()).total()
    if not found:
        return None
    name = max(sorted(found), key=lambda name: found[name].total())
    total, different = sum(c.total() for c in found.values()), len(set[str]().union(*found.values()))
    few = length in SHORT and not politics
    if different < (SHORT_DIFFERENT if few else DIFFERENT) or total < (SHORT_LEAST if few else LEAST):
        return None
    return None if total * ONE_IN < length or total < POLITICS * politics else name


def unpolitical(
    name: str | None, type_: str, mode: str | None, actors: Iterable[Entity], recipients: Iterable[Entity]
) -> bool:
    """Whether an event of a report from this field is none, since nobody of politics has a hand in it."""
    if name is None:
        return False
    actors, recipients = list(actors), list(recipients)
    everybody = actors + recipients
    if type_ == "ASSAULT" and not actors and name in (*POLICE_WORK, "culture", "science"):
        # "die Anschläge in Bremen" hit no state but a place
        return not any(e.sector in STATE for e in recipients)
    if type_ == "MOBILIZE" and name in RELIEF:
        # soldiers and rescuers alerted for a flood are no show of force
        return True
    if name in RELIEF and type_ in ("REQUEST", "AID"):
        # "Der Bürgermeister forderte die Bewohner auf, die Stadt zu verlassen": their duty at home
        at_home = len({e.country for e in everybody if e.country}) < 2
        dutiful = any(e.sector in DUTY or e.kind == "country" for e in actors)
        if at_home and dutiful and not any(e.sector in STATE or e.kind == "country" for e in recipients):
            return bool(recipients)
    if type_ in ("SUPPORT", "AID") and name in NO_STATES and not actors:
        # "Er wurde für sein Lebenswerk geehrt"
        return True
    if type_ == "ACCUSE" and mode == "investigate" and not recipients:
        # how a fire broke out, why a bridge fell
        return True
    if type_ in ("SUPPORT", "CONSULT", "AGREE") and name in NO_STATES:
        # "Der Kanzler gratulierte der Mannschaft", "Der Präsident sagte, man habe sich geeinigt"
        return len(everybody) < 2 or not all(political(e, name) for e in everybody)
    if any(e.sector == "COP" for e in actors) and name in POLICE_WORK:
        # arrests are coded, asking for witnesses and cordoning off are not
        return mode != "arrest" and not any(e.sector in STATE for e in recipients)
    if any(e.sector in ("COP", "JUD") for e in actors):
        return False
    if type_ == "PROTEST" and name == "crime":
        # "ein Protest gegen die Verhaftung des Verdächtigen"
        return False
    return not any(political(e, name) for e in actors or recipients)


def political(entity: Entity, name: str) -> bool:
    """Somebody of a state, or the state itself where the field leaves it a state."""
    if entity.sector in STATE:
        return True
    return entity.kind == "country" and name not in NO_STATES


# People who meet, travel and help one another without any politics in it.
PRIVATE = {None, "CVL", "EDU", "MED", "BUS"}


def private_matter(
    type_: str, mode: str | None, actors: Iterable[Entity], recipients: Iterable[Entity]
) -> bool:
    """Whether an event is everyday business in any report: police at their work, friends who meet, unnamed helpers."""
    actors, recipients = list(actors), list(recipients)
    if type_ == "ACCUSE" and mode == "investigate" and not recipients:
        return bool(actors) and all(e.sector in ("COP", "JUD") for e in actors)
    if type_ in ("AID", "SUPPORT") and not actors:
        return all(_private(e) and e.country is None for e in recipients)
    if type_ == "ASSAULT" and mode in BY_HAND and (actors or recipients):
        # one private person and another: a crime, as far as the report tells
        return all(_individual(e) for e in (*actors, *recipients))
    if type_ == "CONSULT":
        if (
            mode == "visit"
            and actors
            and all(e.kind == "group" and e.sector in (None, "CVL") for e in actors)
        ):
            # "Reisende, die aus Spanien ankommen"
            return True
        if any(e.sector == "JRN" for e in (*actors, *recipients)):
            # an interview
            return True
        everybody = [*actors, *recipients]
        return bool(everybody) and all(_private(e) and e.sector is not None for e in everybody)
    return False


# How people harm one another without any politics in it.
BY_HAND = {"firearms", "primitive", "beat", "sexual"}


# Private people whom somebody may hurt for what they stand for.
IN_POLITICS = {
    "protester", "demonstrator", "activist", "dissident", "campaigner", "refugee", "migrant", "supporter", "opponent",
    "critic", "settler", "hostage", "prisoner", "detainee", "terrorist", "extremist", "attacker", "assassin", "writer",
    "publisher", "lawyer", "professor", "aid worker",
}  # fmt: skip


def _individual(entity: Entity) -> bool:
    if entity.kind != "person" or (entity.name or entity.text).casefold().endswith(tuple(IN_POLITICS)):
        return False
    return entity.sector is not None and entity.sector in PRIVATE


def _private(entity: Entity) -> bool:
    return entity.sector in PRIVATE and entity.kind in ("person", "group")
