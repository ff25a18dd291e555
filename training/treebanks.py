"""Reads Universal Dependencies treebanks (CoNLL-U) and the label inventory that the model learns."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

UPOS = [
    "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM",
    "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X",
]  # fmt: skip
# Subtypes that the coder needs; every other subtype is cut to its base.
KEPT_SUBTYPES = {
    "nsubj:pass", "aux:pass", "csubj:pass", "obl:agent", "compound:prt",
    "nmod:poss", "acl:relcl", "expl:pv", "flat:name",
}  # fmt: skip
BASE_RELATIONS = [
    "root", "acl", "advcl", "advmod", "amod", "appos", "aux", "case", "cc", "ccomp", "clf", "compound", "conj", "cop",
    "csubj", "dep", "det", "discourse", "dislocated", "expl", "fixed", "flat", "goeswith", "iobj", "list", "mark",
    "nmod", "nsubj", "nummod", "obj", "obl", "orphan", "parataxis", "punct", "reparandum", "vocative", "xcomp",
]  # fmt: skip
RELATIONS = BASE_RELATIONS + sorted(KEPT_SUBTYPES)  # "root" is number 0
FEATURES = [
    "Case", "Number", "Gender", "Person", "Tense", "Mood", "VerbForm",
    "Voice", "Degree", "PronType", "Definite", "Poss", "Polarity", "NumType",
]  # fmt: skip

# Treebank id -> files by the start of their name. The id tells the model whose conventions to follow.
SOURCES = {
    "de": ["de_gsd"],
    "de-lit": ["de_lit"],
    "de-europarl": [],
    "en": ["en_ewt"],
    "en-gum": ["en_gum", "en_gentle"],
    "en-lines": ["en_lines"],
    "en-partut": ["en_partut"],
    "nl-alpino": ["nl_alpino"],
    "nl-lassy": ["nl_lassysmall"],
    "no-bokmaal": ["no_bokmaal"],
    "no-nynorsk": ["no_nynorsk"],
    "sv-lines": ["sv_lines"],
    "sv-talbanken": ["sv_talbanken"],
    "da": ["da_ddt"],
    "af": ["af_afribooms"],
    "none": [],
}
TREEBANKS = {name: number for number, name in enumerate(SOURCES)}

HELD_OUT = 300  # sentences of de_gsd dev, likewise of germeval2014 dev
HELD_OUT_SEED = 20140


@dataclass
class Sentence:
    """One annotated sentence. `heads` is empty where there is no tree, `names` is empty where there are no names."""

    forms: list[str]
    treebank: str
    heads: list[int] = field(default_factory=list)  # 0 = root, else 1 + index of the head
    relations: list[str] = field(default_factory=list)
    upos: list[str] = field(default_factory=list)
    features: list[dict[str, str]] = field(default_factory=list)
    # First word, last word (from 0) and surface form of words that are written as one: "im".
    fused: list[tuple[int, int, str]] = field(default_factory=list)
    # The BIO tags that the annotation allows for each word.
    names: list[frozenset[str]] = field(default_factory=list)
    name: str = ""  # sentence id in its source


def reduce_relation(relation: str) -> str:
    """`obl:tmod` -> `obl`, but `nsubj:pass` stays."""
    return relation if relation in KEPT_SUBTYPES else relation.split(":")[0]


def read_features(column: str) -> dict[str, str]:
    """`Case=Nom|Number=Sing` -> dict, only the features that the model knows."""
    pairs = (item.split("=", 1) for item in column.split("|") if "=" in item)
    return {key: value for key, value in pairs if key in FEATURES}


def read_conllu(path: Path, treebank: str) -> Iterator[Sentence]:
    """Sentences of one CoNLL-U file; empty nodes are left out."""
    sentence = Sentence([], treebank)
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if sentence.forms:
                yield sentence
            sentence = Sentence([], treebank)
        elif line.startswith("#"):
            if line.startswith("# sent_id"):
                sentence.name = line.split("=", 1)[1].strip()
        else:
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            if "-" in cells[0]:
                first, last = (int(part) - 1 for part in cells[0].split("-"))
                sentence.fused.append((first, last, cells[1]))
                continue
            sentence.forms.append(cells[1])
            sentence.upos.append(cells[3])
            sentence.features.append(read_features(cells[5]))
            sentence.heads.append(int(cells[6]))
            sentence.relations.append(reduce_relation(cells[7]))
    if sentence.forms:
        yield sentence


def read_all(shared: Path) -> dict[str, list[Sentence]]:
    """File stem (`de_gsd-ud-dev`) -> its sentences, for every treebank file in `shared/treebanks`."""
    found: dict[str, list[Sentence]] = {}
    for path in sorted((shared / "treebanks").glob("*.conllu")):
        stem = path.stem
        treebank = next((key for key, starts in SOURCES.items() if stem.split("-")[0] in starts), "none")
        found[stem] = list(read_conllu(path, treebank))
    return found


def hold_out(sentences: list[Sentence]) -> tuple[list[Sentence], list[Sentence]]:
    """(rest, held out): a fixed random choice of HELD_OUT sentences, always the same for the same list."""
    chosen = set(random.Random(HELD_OUT_SEED).sample(range(len(sentences)), min(HELD_OUT, len(sentences))))
    rest = [sentence for number, sentence in enumerate(sentences) if number not in chosen]
    return rest, [sentence for number, sentence in enumerate(sentences) if number in chosen]


def feature_values(sentences: list[Sentence], least: int = 20) -> dict[str, list[str]]:
    """Feature -> its values, "" first, then those seen at least `least` times, commonest first."""
    counts: dict[str, dict[str, int]] = {name: {} for name in FEATURES}
    for sentence in sentences:
        for features in sentence.features:
            for name, value in features.items():
                counts[name][value] = counts[name].get(value, 0) + 1
    found = {}
    for name, values in counts.items():
        order = sorted(values, key=lambda value: (-values[value], value))
        found[name] = ["", *(value for value in order if values[value] >= least)]
    return found
