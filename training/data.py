"""Which sentences train the model and which are held out; noise that news has; words to pieces. Needs no torch."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.names import read_names
from training.treebanks import Sentence, hold_out, read_all
from training.vocabulary import word_pieces

# Share of the pieces that each group of sentences gets in training.
SHARES = {
    "de": 0.24, "de-lit": 0.10,
    "en": 0.09, "en-gum": 0.06, "en-lines": 0.05, "en-partut": 0.03,
    "neighbours": 0.06,
    "germeval": 0.24, "europarl": 0.05,
    "uner-en": 0.03, "uner-others": 0.05,
}  # fmt: skip
NEIGHBOURS = ("nl", "no", "sv", "da", "af")

QUOTES = [("„", "“"), ('"', '"'), ("»", "«"), ("«", "»"), ("“", "”"), ("''", "''"), ("``", "''"), ("‚", "‘")]
QUOTE_MARKS = {mark for pair in QUOTES for mark in pair}
AGENCIES = ["dpa", "AFP", "AP", "Reuters", "KNA", "epd", "dapd", "APA", "sda"]


def training_groups(shared: Path) -> tuple[dict[str, list[Sentence]], dict[str, list[Sentence]]]:
    """(groups to train on, held-out sets `de_gsd`, `germeval`, `en_ewt`, `uner_en`)."""
    trees, names = read_all(shared), read_names(shared)
    rest_gsd, held_gsd = hold_out(trees["de_gsd-ud-dev"])
    rest_germeval, held_germeval = hold_out(names["germeval2014-dev"])
    groups: dict[str, list[Sentence]] = {key: [] for key in SHARES}
    for stem, sentences in trees.items():
        if stem == "en_ewt-ud-test":
            continue
        part = rest_gsd if stem == "de_gsd-ud-dev" else sentences
        bank = part[0].treebank
        groups["neighbours" if bank.startswith(NEIGHBOURS) else bank] += part
    groups["germeval"] = rest_germeval + names["germeval2014-test"]
    groups["europarl"] = names["europarl-de-train"]
    groups["uner-en"] = names["en_ewt-ud-dev"]
    for stem, sentences in names.items():
        if stem.startswith(("da_", "sv_")):
            groups["uner-others"] += sentences
    held = {
        "de_gsd": held_gsd,
        "germeval": held_germeval,
        "en_ewt": trees["en_ewt-ud-test"],
        "uner_en": names["en_ewt-ud-test"],
    }
    return groups, held


def drop_words(sentence: Sentence, dropped: set[int]) -> Sentence:
    """The sentence without these words, which must be leaves of the tree."""
    kept = [i for i in range(len(sentence.forms)) if i not in dropped]
    number = {0: 0} | {old + 1: new + 1 for new, old in enumerate(kept)}

    def pick(values: list[Any]) -> list[Any]:
        return [values[i] for i in kept] if values else []

    return replace(
        sentence,
        forms=pick(sentence.forms),
        heads=[number[head] for head in pick(sentence.heads)],
        relations=pick(sentence.relations),
        upos=pick(sentence.upos),
        features=pick(sentence.features),
        names=pick(sentence.names),
        fused=[],
    )


def unsplit(sentence: Sentence) -> Sentence:
    """German "in dem" -> "im": the preposition takes the fused form, the article goes."""
    forms, dropped = list(sentence.forms), set()
    for first, last, form in sentence.fused:
        leaf = not any(head == last + 1 for head in sentence.heads)
        if last == first + 1 and leaf and sentence.upos[first] == "ADP" and sentence.upos[last] == "DET":
            forms[first] = form
            dropped.add(last)
    return drop_words(replace(sentence, forms=forms), dropped) if dropped else sentence


def requote(forms: list[str], pair: tuple[str, str]) -> list[str]:
    """All double quotation marks in the style of `pair`, opening and closing in turn."""
    changed, opened = [], False
    for form in forms:
        if form in QUOTE_MARKS:
            changed.append(pair[opened])
            opened = not opened
        else:
            changed.append(form)
    return changed


def with_dateline(sentence: Sentence, city: str, chance: random.Random) -> Sentence:
    """A dateline, `BERLIN (dpa) -`, before a sentence with names and no tree."""
    place = city.upper() if chance.random() < 0.5 else city
    front = [place, "(", chance.choice(AGENCIES), ")", chance.choice(["-", "–", "—"])]
    tags = [frozenset([tag]) for tag in ("B-LOC", "O", "B-ORG", "O", "O")]
    return replace(sentence, forms=front + sentence.forms, names=tags + sentence.names)


def noisy(sentence: Sentence, cities: list[str], chance: random.Random) -> Sentence:
    """The sentence as a news page might print it; labels stay right."""
    german = sentence.treebank.startswith("de")
    if sentence.fused and german and chance.random() < 0.2:
        sentence = unsplit(sentence)
    if german and cities and sentence.names and not sentence.heads and chance.random() < 0.02:
        sentence = with_dateline(sentence, chance.choice(cities), chance)
    last = len(sentence.forms)
    if last > 2 and sentence.forms[-1] == "." and last not in sentence.heads and chance.random() < 0.1:
        sentence = drop_words(sentence, {last - 1})
    if chance.random() < 0.3:
        sentence = replace(sentence, forms=requote(sentence.forms, chance.choice(QUOTES)))
    if chance.random() < 0.02:
        sentence = replace(sentence, forms=[form.upper() for form in sentence.forms])
    return sentence


@dataclass
class Example:
    """A sentence as numbers: pieces with `<s>` and `</s>`, and the place of each word's first piece."""

    sentence: Sentence
    pieces: list[int]
    places: list[int]


class Pieces:
    """Cuts sentences into pieces, remembering each word."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.known: dict[str, list[int]] = {}

    def word(self, form: str) -> list[int]:
        """Piece ids of one word."""
        found = self.known.get(form)
        if found is None:
            found = self.known[form] = word_pieces(self.tokenizer, form)
        return found

    def example(self, sentence: Sentence, hide: float = 0.0, chance: random.Random | None = None) -> Example:
        """`hide` is the share of words shown as `<unk>` (training only: the context must do)."""
        pieces, places = [0], [0]
        for form in sentence.forms:
            places.append(len(pieces))
            hidden = hide > 0 and chance is not None and chance.random() < hide
            pieces += [3] if hidden else self.word(form)
        return Example(sentence, [*pieces, 2], places)
