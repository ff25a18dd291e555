"""Base forms: verbs with their separable prefix, nouns in the nominative singular, adjectives without ending.

Order of authority: the tables of closed classes and irregular verbs in `data/`, then `simplemma`'s dictionaries, then
rules for what no dictionary holds (compounds, prefixed verbs, participles). The part of speech decides which of a
form's readings counts ("left" of leave, "talks" the noun).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from aktenlage.grammar.lexicon import dictionary, english_bases

DATA = Path(__file__).parent / "data"
REMEMBERED = 100_000  # (form, part of speech, features) whose lemmas are kept

VERB_ENDINGS = ("test", "tet", "ten", "te", "est", "et", "st", "en", "t", "e")
ADJECTIVE_ENDINGS = ("en", "em", "er", "es", "e")
PARTICIPLE_ENDINGS = ("t", "en", "end")
NOUN_PLURALS = (
    ("innen", "in"),
    ("ungen", "ung"),
    ("heiten", "heit"),
    ("keiten", "keit"),
    ("schaften", "schaft"),
    ("ionen", "ion"),
    ("täten", "tät"),
)
# English adjectives of peoples keep their capital even where every word has one: "Israeli forces", "British troops".
PEOPLES = re.compile(
    r"(?:ian|ean|can|ese|[^fs]ish|[aelnq]i|French|Dutch|Greek|Czech|Thai|Arab|Swiss|Islamic|Muslim)\Z"
)
SHORTEST_TAIL = 4  # letters of the last part of a compound
APOSTROPHES = ("'s", "’s", "'", "’")
UNCHANGED = frozenset(["PUNCT", "SYM", "X", "NUM", "SPACE"])

known: dict[tuple[str, str, str, str], str] = {}


@cache
def tables() -> dict[str, Any]:
    """The content of `data/lemmas.toml`."""
    return tomllib.loads((DATA / "lemmas.toml").read_text(encoding="utf-8"))


@cache
def prefixes(kind: str) -> tuple[str, ...]:
    """German verb prefixes, `separable`, `adverbial` (also separable) or `inseparable`; longest first: "zurück" before "zu"."""
    return tuple(sorted(tables()["prefixes"][kind].split(), key=lambda prefix: (-len(prefix), prefix)))


@cache
def closed_classes() -> dict[str, dict[str, dict[str, str]]]:
    """Language -> part of speech -> form -> base form, from `data/lemmas.toml`."""
    return {
        language: {
            upos: {form: base for base, forms in rows.items() for form in forms.split()}
            for upos, rows in parts.items()
        }
        for language, parts in tables().items()
        if language != "prefixes"
    }


def closed_class(language: str, upos: str) -> dict[str, str]:
    """Form -> base form of one part of speech."""
    return closed_classes()[language].get(upos, {})


@cache
def irregular_verbs(language: str) -> dict[str, str]:
    """Form -> infinitive, from `data/verbs-*.txt`."""
    found: dict[str, str] = {}
    for line in (DATA / f"verbs-{language}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            infinitive = line.split()[0]
            for form in line.split():
                found.setdefault(form, infinitive)
    return found


@cache
def bare_participles() -> dict[str, str]:
    """German participles without "ge", as inseparable prefixes want them: "worfen" (entworfen) -> werfen."""
    return {
        form[2:]: infinitive
        for form, infinitive in irregular_verbs("de").items()
        if form.startswith("ge") and form.endswith(("en", "t")) and not infinitive.startswith(("ge", "sein"))
    }


def participle_is_infinitive(verb: str) -> bool:
    """Whether a German verb has one form for both: empfangen, verlassen, betreten."""
    return any(
        verb.startswith(prefix)
        and bare_participles().get(verb.removeprefix(prefix)) == verb.removeprefix(prefix)
        for prefix in prefixes("inseparable")
    )


def sentence_lemmas(
    forms: Sequence[str],
    upos: Sequence[str],
    morphs: Sequence[str],
    heads: Sequence[int],
    relations: Sequence[str],
    language: str,
) -> list[str]:
    """Lemmas of one sentence. `heads` are 0 for the root, else 1 + the head's place.

    A German verb takes its separable prefix: "wirft" with "vor" below it is "vorwerfen".
    """
    lemmas = [
        lemma(form, part, morph, language) for form, part, morph in zip(forms, upos, morphs, strict=True)
    ]
    if language == "en":
        for place, form in enumerate(forms):
            # "the Old Man": inside a sentence a capital is part of the word; at its start only for peoples.
            capital = form[0].isupper() and (place or PEOPLES.search(form))
            if capital and upos[place] == "ADJ" and lemmas[place] == form.lower():
                lemmas[place] = form
        return lemmas
    for place, form in enumerate(forms):
        # "Putins Rede": a name below a noun without a preposition stands in the genitive, whatever the features say.
        name = upos[place] == "PROPN" and lemmas[place] == form and form.endswith("s")
        if name and relations[place].startswith("nmod") and not has_case(place, heads, relations):
            lemmas[place] = lemma(form, "PROPN", "Case=Gen|Number=Sing", language)
    if "compound:prt" in relations:
        joined: set[int] = set()
        for place, relation in enumerate(relations):
            head = heads[place] - 1
            if relation != "compound:prt" or head in joined or upos[head] not in ("VERB", "AUX"):
                continue
            both = with_prefix(forms[place].lower(), lemmas[head])
            if both:
                lemmas[head] = both
                joined.add(head)
    return lemmas


def with_prefix(prefix: str, verb: str) -> str | None:
    """ "vor", "werfen" -> "vorwerfen"; nothing if the verb has the prefix already or this is no prefix.

    Adverbs like "davon" and "dazu" are prefixes only of verbs that the dictionary has ("dazugehören").
    """
    if verb.startswith(prefix) or prefix not in prefixes("separable"):
        return None
    both = prefix + verb
    if prefix in prefixes("adverbial") and dictionary("de").get(both) != both:
        return None
    return both


def has_case(place: int, heads: Sequence[int], relations: Sequence[str]) -> bool:
    """Does a preposition hang on this word?"""
    return any(
        head == place + 1 and relation == "case" for head, relation in zip(heads, relations, strict=True)
    )


def lemma(form: str, upos: str, morph: str, language: str) -> str:
    """Base form of one word, without regard to the words around it. `morph` is UD's feature string."""
    if upos in UNCHANGED:
        return form
    key = (form, upos, morph, language)
    found = known.get(key)
    if found is None:
        if len(known) >= REMEMBERED:
            known.clear()
        found = known[key] = (german if language == "de" else english)(form, upos, morph)
    return found


def german(form: str, upos: str, morph: str) -> str:
    """Base form of a German word."""
    low = form.lower()
    listed = closed_class("de", upos).get(low)
    if listed:
        return listed
    if upos in ("VERB", "AUX"):
        return german_verb(low, "VerbForm=Inf" in morph)
    if upos == "NOUN":
        return german_noun(form, morph)
    if upos == "PROPN":
        return german_name(form, morph)
    if upos == "ADJ":
        return german_adjective(form, morph)
    if upos in ("DET", "PRON"):
        return dictionary("de").get(low) or low
    return low


def german_verb(low: str, infinitive: bool = False) -> str:
    """Infinitive of a German verb form in small letters.

    traf -> treffen, entworfen -> entwerfen, aufgefordert -> auffordern, einzudämmen -> eindämmen
    """
    irregular = irregular_verbs("de").get(low)
    if irregular:
        return irregular
    found = dictionary("de").get(low)
    if found and (not found.endswith("n") or found[0].isupper()):
        found = None
    # "beschossen" and "verboten" look like infinitives to a dictionary and are participles.
    prefixed = prefixed_verb(low)
    if prefixed:
        return prefixed
    if found == low and infinitive:
        return low
    if found:
        # simplemma writes "außetzen" for aussetzen.
        return found.replace("auß", "auss")
    stem = adjective_stem(low)
    if stem != low and stem.endswith(PARTICIPLE_ENDINGS):
        # "die abgelöste Regierung", tagged as a verb
        base = irregular_verbs("de").get(stem) or dictionary("de").get(stem) or ""
        if base.endswith("n") and base != stem:
            return base
    regular = regular_verb(low)
    if "ß" in low and dictionary("de").get(regular) != regular:
        older = german_verb(low.replace("ß", "ss"), infinitive)
        return older if dictionary("de").get(older) == older else regular
    return regular


def prefixed_verb(low: str) -> str | None:
    """Infinitive of a form of an irregular verb with prefixes: "vorgeworfen", "abzuziehen", "einbezogen"."""
    table = irregular_verbs("de")
    for prefix in prefixes("separable"):
        if low.startswith(prefix):
            rest = low[len(prefix) :]
            if rest.endswith("t") and prefix in prefixes("inseparable") and rest in bare_participles():
                # "überrannt" without "ge" is of überrennen, though rinnen has a form "rannt"
                break
            if table.get(rest, "sein") != "sein":
                return prefix + table[rest]
            if rest.startswith("zu") and table.get(rest[2:]) == rest[2:]:
                return prefix + rest[2:]
            inner = inseparable_verb(rest.removeprefix("zu") if rest.startswith("zu") else rest)
            if inner:
                return prefix + inner
    return inseparable_verb(low)


def inseparable_verb(low: str) -> str | None:
    """Infinitive of a form of an irregular verb with an inseparable prefix: "entworfen", "verbot"."""
    table, participles = irregular_verbs("de"), bare_participles()
    for prefix in prefixes("inseparable"):
        if low.startswith(prefix):
            rest = low[len(prefix) :]
            base, past = table.get(rest), participles.get(rest)
            # "verbracht" is of bringen, though brechen has a form "bracht"; "entfällt" is of fallen, not of fällen.
            if past and not (base and rest == past[:-2] + "t"):
                base = past
            if base and base != "sein":
                return prefix + base
    return None


def regular_verb(low: str) -> str:
    """Infinitive of a verb that no table has, by the endings of weak verbs, if a dictionary knows the result."""
    forms = dictionary("de")
    for prefix in ("", *prefixes("separable")):
        if not low.startswith(prefix):
            continue
        rest = low[len(prefix) :]
        if prefix and rest.startswith("zu") and forms.get(rest[2:]) == rest[2:] and rest.endswith("n"):
            return prefix + rest[2:]
        if rest.startswith("ge") and rest.endswith("t"):
            for ending in ("en", "n"):
                stem = rest[2:-2] if rest.endswith("et") and ending == "en" else rest[2:-1]
                for base in (stem + ending, rest[2:-1] + ending):
                    if forms.get(base) == base:
                        return prefix + base
        if prefix and (found := forms.get(rest)) and found.endswith("n") and found[0].islower():
            return prefix + found
    if low.endswith(("en", "ern", "eln")):
        return low
    for ending in VERB_ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low[: -len(ending)]
            for base in (stem + "en", stem + "n"):
                if forms.get(base) == base:
                    return base
    for ending in VERB_ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            return low[: -len(ending)] + "en"
    return low


def german_noun(form: str, morph: str) -> str:
    """Nominative singular: Gesprächen -> Gespräch, Exportkontrollen -> Exportkontrolle, US-Bürgern -> US-Bürger."""
    forms = dictionary("de")
    found = forms.get(form)
    plural = "Number=Plur" in morph
    if found == form and plural and form.endswith("s") and forms.get(form[:-1]) == form[:-1]:
        return form[:-1]
    if found and found[0].isupper():
        return found
    for ending in APOSTROPHES:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form[: -len(ending)]
    if "-" in form[1:-1]:
        head, _, tail = form.rpartition("-")
        return f"{head}-{german_noun(tail, morph) if tail[:1].isupper() else tail}"
    if len(form) > 3 and form.isupper():
        found = forms.get(form.capitalize())
        return found if found and found[0].isupper() else form
    for place in range(2, len(form) - SHORTEST_TAIL + 1):
        base = forms.get(form[place:].capitalize())
        if base and base[0].isupper():
            return form[:place] + base.lower()
    for ending, base in NOUN_PLURALS:
        if plural and form.endswith(ending):
            return form.removesuffix(ending) + base
    if "Case=Gen" in morph and not plural and form.endswith("s") and not form.endswith("ss"):
        return form.removesuffix("s")
    return form


def german_name(form: str, morph: str) -> str:
    """A name without the ending of its genitive: Chinas -> China, Xi's -> Xi; "Paris" and "Niger" stay."""
    for ending in APOSTROPHES:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            return form.removesuffix(ending)
    if "Case=Gen" not in morph and "Number=Plur" not in morph:
        return form
    forms = dictionary("de")
    found = forms.get(form)
    if "Case=Gen" in morph and form.endswith("s") and forms.get(form[:-1]) == form[:-1]:
        return form[:-1]
    if found == form:
        return form
    if found and found[0].isupper() and found[:2] == form[:2]:
        return found
    if "-" in form and found is None and (tail := form.rpartition("-")[2])[:1].isupper():
        base = forms.get(tail)
        if base and base[0].isupper():
            return form[: -len(tail)] + base
    if "Case=Gen" in morph and form.endswith("s") and len(form) > 3 and form[-2] not in "sßxz":
        return form.removesuffix("s")
    return form


def german_adjective(form: str, morph: str = "") -> str:
    """Without ending and comparison: chinesischen -> chinesisch, festgenommene -> festgenommen, höher -> hoch."""
    low = form.lower()
    forms = dictionary("de")
    if not low[-1:].isalpha():
        return form
    if form[0].isupper() and form.endswith("er") and (forms.get(form) == form or low not in forms):
        # "Berliner Mauer": made from a place's name, never inflected
        return form
    if "-" in low[1:-1]:
        head, _, tail = form.rpartition("-")
        return f"{head if head.isupper() else head.lower()}-{german_adjective(tail.lower(), morph)}"
    found = forms.get(low)
    compared = "Degree=Cmp" in morph or "Degree=Sup" in morph
    if compared and found and found != low and not found.endswith("n") and found[0].islower():
        return found
    if found == low and not compared:
        return low[:-1] if low.endswith("e") and forms.get(low[:-1]) == low[:-1] else low
    stem = adjective_stem(low)
    if compared:
        return uncompared(stem)
    if stem != low:
        base = forms.get(stem)
        if base == stem or (base and stem.endswith(PARTICIPLE_ENDINGS) and base.endswith("n")):
            return stem
    if found and found[0].islower() and not found.endswith("n"):
        return found
    return stem


def adjective_stem(low: str) -> str:
    """Without the ending of case and number, if there is one."""
    for ending in ADJECTIVE_ENDINGS:
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low.removesuffix(ending)
            # "festgenommen" is no inflected "festgenomm".
            if (
                ending == "en"
                and dictionary("de").get(low, "").endswith("n")
                and dictionary("de").get(stem) is None
            ):
                return low
            return stem
    return low


def uncompared(stem: str) -> str:
    """Without "er" or "st": "kleiner" -> klein, "wichtigst" -> wichtig."""
    forms = dictionary("de")
    for ending in ("est", "st", "er"):
        if stem.endswith(ending):
            base = stem.removesuffix(ending)
            if forms.get(base) == base:
                return base
    return stem


def english(form: str, upos: str, morph: str) -> str:
    """Base form of an English word."""
    low = form.lower()
    listed = closed_class("en", upos).get(low)
    if listed:
        return listed
    if upos in ("VERB", "AUX"):
        return english_verb(low, morph)
    if upos == "NOUN":
        return form if form.isupper() and len(form) > 1 else english_noun(low, morph)
    if upos == "PROPN":
        return form
    if upos in ("ADJ", "ADV") and ("Degree=Cmp" in morph or "Degree=Sup" in morph):
        return english_comparison(low)
    return low


# Verbs that keep both letters in the base form too.
DOUBLE_L = {
    "install",
    "enroll",
    "fulfill",
    "enthrall",
    "appall",
    "recall",
    "distill",
    "instill",
    "forestall",
    "befall",
}


def english_verb(low: str, morph: str) -> str:
    """said -> say, met -> meet, condemned -> condemn."""
    irregular = irregular_verbs("en").get(low)
    if irregular:
        return irregular
    found = dictionary("en").get(low)
    if found and found != low:
        # simplemma leaves the British double letter: cancelled -> cancell
        doubled = found.endswith("ll") and len(found) > 5 and found not in DOUBLE_L
        return found[:-1] if doubled and found[:-1] in english_bases() else found
    if "VerbForm=Inf" in morph:
        return low
    if "-" in low[1:-1]:
        head, _, tail = low.rpartition("-")
        return f"{head}-{english_verb(tail, morph)}"
    if low.endswith("ing") and len(low) > 5:
        return restored(low[:-3])
    if low.endswith("ied") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith("ed") and len(low) > 4 and not low.endswith("eed"):
        return restored(low[:-2])
    if low.endswith("s") and not low.endswith(("ss", "us")):
        return english_singular(low)
    return low


def restored(stem: str) -> str:
    """A stem without "ing", "ed" or "er": "condemn" stays, "increas" gets its e, "plann" loses an n."""
    bases = english_bases()
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        return stem if stem in bases and stem[:-1] not in bases else stem[:-1]
    if stem in bases:
        return stem
    return stem + "e" if stem + "e" in bases else stem


def english_noun(low: str, morph: str) -> str:
    """talks -> talk, countries -> country; a word in "ing" or a participle stays what it is."""
    if "Number=Sing" in morph or not low.endswith("s") or low[0].isdigit():
        return low
    found = dictionary("en").get(low)
    if found and found != low and found[:2] == low[:2]:
        return found
    if found == low and "Number=Plur" not in morph:
        return low
    if "-" in low[1:-1]:
        head, _, tail = low.rpartition("-")
        return f"{head}-{english_noun(tail, morph)}"
    return english_singular(low)


def english_singular(low: str) -> str:
    """Takes off the s of a plural or third person."""
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "sses", "xes", "zes")):
        return low[:-2]
    if low.endswith("s") and not low.endswith("ss"):
        return low[:-1]
    return low


def english_comparison(low: str) -> str:
    """stronger -> strong, earliest -> early."""
    found = dictionary("en").get(low)
    if found and found != low:
        return found
    for ending in ("est", "er"):
        if low.endswith(ending) and len(low) > len(ending) + 2:
            stem = low.removesuffix(ending)
            if stem.endswith("i"):
                return stem[:-1] + "y"
            return restored(stem)
    return low
