"""Which words attribute? The rows of `saying.toml`, by what they take."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

from spacy.tokens import Token

from aktenlage.coding import clauses

Words = frozenset[str]
# "gab bekannt", "macht deutlich": the adjective makes the verb; the table writes them as one word.
PREDICATIVES = {"bekannt", "kund", "klar", "deutlich", "fest", "bereit"}


@dataclass(frozen=True)
class Sayings:
    """The attributing words of a language, casefolded; `saying.toml` says what each list takes."""

    says: Words
    thinks: Words
    wills: Words
    acts: Words
    shows: Words
    utters: Words
    calls: Words
    refuses: Words
    issues: Words
    media: Words
    topics: dict[str, tuple[str, ...]]
    nouns: Words
    papers: Words
    according: Words
    owned: Words
    people: Words
    prepositions: Words
    with_noun: Words
    citing: Words
    adverbs: Words

    @cached_property
    def verbs(self) -> Words:
        """Every verb that can stand beside a quotation."""
        return self.says | self.thinks | self.wills | self.acts | self.shows | self.utters

    def is_noun(self, lemma: str) -> bool:
        """Whether a noun or the last member of a compound carries content: Forderung, Entschädigungsforderung."""
        return _ends_with(lemma, self.nouns)

    def is_paper(self, lemma: str) -> bool:
        """Whether a noun is something to read: Bericht, Untersuchungsbericht."""
        return _ends_with(lemma, self.papers)


def _ends_with(lemma: str, words: Words) -> bool:
    return lemma in words or any(lemma[start:] in words for start in range(1, len(lemma) - 4))


@cache
def sayings(language: str) -> Sayings:
    """The table of a language."""
    table = tomllib.loads(files(__package__).joinpath("saying.toml").read_text("utf-8"))[language]

    def words(values: list[str]) -> Words:
        return frozenset(value.casefold() for value in values)

    return Sayings(
        **{kind: words(values) for kind, values in table["verbs"].items()},
        topics={verb: tuple(prepositions) for verb, prepositions in table["topics"].items()},
        **{kind: words(values) for kind, values in table.items() if kind not in ("verbs", "topics")},
    )


def lemma(verb: Token) -> str:
    """The verb as the table has it: "gab … bekannt" and "bekannt gab" are bekanntgeben, "went on" is go on."""
    if verb.lang_ == "en":
        whole = clauses.full_lemma(verb).casefold()
        return whole if whole in sayings("en").verbs else verb.lemma_.casefold()
    if verb.lower_ in PREDICATIVES:
        auxiliary = next((c for c in verb.children if clauses.base(c) == "aux" and c.lemma_ in ("geben", "machen", "tun")), None)  # fmt: skip
        return f"{verb.lower_}{auxiliary.lemma_}" if auxiliary is not None else verb.lemma_.casefold()
    found = verb.lemma_.casefold()
    if found.startswith("weiter") and found.removeprefix("weiter") in sayings("de").verbs:
        # "heißt es in dem Bericht weiter"
        return found.removeprefix("weiter")
    if found in ("geben", "machen", "tun", "stellen", "erklären"):
        beside = next((c for c in verb.children if c.lower_ in PREDICATIVES), None)
        if beside is not None and beside.lower_ + found in sayings("de").verbs:
            return beside.lower_ + found
    return found
