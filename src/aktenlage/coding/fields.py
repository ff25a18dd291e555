"""What is a report about? Sport, accidents, weather, markets, culture, science and crime have their own words.

In such a report "Angriff", "attack", "Vorwurf" or "Treffen" are coded only where somebody of politics has a hand in it.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from spacy.tokens import Doc, Span, Token

from aktenlage.shapes import Entity

# A compound ends in a word of the table if that word has so many letters.
COMPOUND = 5
# So many words of a field, so many of them different, make a report (or sentence) one of it.
LEAST, DIFFERENT = 4, 3
# ... and one word of it in so many.
ONE_IN = 40
# Whose acts are political whatever the report is about.
STATE = {"GOV", "LEG", "MIL", "REB", "IGO", "SPY", "PTY", "OPP"}
# Fields in which "Deutschland" is a team, a market or a school of art as often as a state.
NO_STATES = {"sport", "culture", "science"}
# Fields in which the police do their daily work.
POLICE_WORK = {"crime", "accident", "weather", "sport"}


@cache
def vocabulary(language: str) -> dict[str, tuple[str, ...]]:
    """Word, casefolded -> fields it belongs to."""
    table = tomllib.loads(files(__package__).joinpath("fields.toml").read_text("utf-8"))[language]
    words: dict[str, tuple[str, ...]] = {}
    for name, listed in table.items():
        for word in listed.casefold().split():
            words[word] = (*words.get(word, ()), name)
    return words


def fields_of(token: Token, language: str) -> tuple[str, ...]:
    """The fields that a word speaks for."""
    if token.pos_ not in ("NOUN", "PROPN", "VERB", "ADJ"):
        return ()
    words, lemma = vocabulary(language), token.lemma_.casefold()
    if found := words.get(lemma):
        return found
    if language == "de" and token.pos_ != "VERB":
        for start in range(1, len(lemma) - COMPOUND + 1):
            if found := words.get(lemma[start:]):
                return found
    return ()


def field(words: Doc | Span, language: str) -> str | None:
    """The unpolitical field of a report or sentence: that with most words, if all fields together outweigh politics."""
    found: dict[str, Counter[str]] = {}
    length = 0
    for token in words:
        length += token.is_alpha
        for name in fields_of(token, language):
            found.setdefault(name, Counter())[token.lemma_] += 1
    politics = found.pop("politics", Counter[str]()).total()
    if not found:
        return None
    name = max(sorted(found), key=lambda name: found[name].total())
    total, different = sum(c.total() for c in found.values()), len(set[str]().union(*found.values()))
    if different < DIFFERENT or total < LEAST or total * ONE_IN < length or total < 3 * politics:
        return None
    return name


def unpolitical(
    name: str | None, type_: str, mode: str | None, actors: Iterable[Entity], recipients: Iterable[Entity]
) -> bool:
    """Whether an event of a report from this field is none, since nobody of politics has a hand in it."""
    if name is None:
        return False
    actors, recipients = list(actors), list(recipients)
    everybody = actors + recipients
    if type_ == "ACCUSE" and mode == "investigate" and not recipients:
        # how a fire broke out, why a bridge fell
        return True
    if type_ in ("SUPPORT", "CONSULT") and name in NO_STATES:
        # "Der Kanzler gratulierte der Mannschaft"
        return not all(political(e, name) for e in everybody)
    if any(e.sector == "COP" for e in actors) and name in POLICE_WORK:
        # arrests are coded, asking for witnesses and cordoning off are not
        return mode != "arrest" and not any(e.sector in STATE for e in recipients)
    if any(e.sector in ("COP", "JUD") for e in actors):
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
        return all(_private(e) and e.sector is not None for e in (*actors, *recipients))
    return False


def _private(entity: Entity) -> bool:
    return entity.sector in PRIVATE and entity.kind in ("person", "group")
