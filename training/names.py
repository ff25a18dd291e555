"""Reads named-entity collections: GermEval 2014, Europarl-de, Universal NER.

The collections disagree about what a name is, so each word carries the SET of BIO tags that its annotation allows,
and the loss is minus the log of their summed probability. GermEval is complete in our terms (outer names PER, LOC,
ORG, OTH; `LOCderiv`, "deutsche", is GPEADJ). Universal NER marks neither OTH nor GPEADJ, so its O allows both.
Europarl follows CoNLL 2003: its MISC is a place adjective or anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from training.treebanks import Sentence

KINDS = ["PER", "LOC", "ORG", "OTH", "GPEADJ"]
TAGS = ["O"] + [f"{part}-{kind}" for kind in KINDS for part in "BI"]
LOOSE = frozenset(["O", "B-OTH", "I-OTH", "B-GPEADJ", "I-GPEADJ"])


def rows(path: Path) -> Iterator[list[list[str]]]:
    """Blocks of tab-separated lines between blank lines; comments are left out.

    A line whose first column is a word can begin with "#" too (Europarl): such a word is rare enough to lose.
    """
    block: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line.strip():
            if block:
                yield block
            block = []
        elif not line.startswith("#"):
            block.append(line.split("\t"))
    if block:
        yield block


def germeval_tag(tag: str) -> frozenset[str]:
    """Outer GermEval tag -> allowed BIO tags.

    `...part` ("SPD-Chef") counts as no name: the word as a whole names nobody, and other collections call it O.
    """
    if tag == "O" or tag.endswith("part"):
        return frozenset(["O"])
    part, kind = tag.split("-")
    if kind == "LOCderiv":
        return frozenset([f"{part}-GPEADJ"])
    if kind.endswith("deriv"):
        return LOOSE
    return frozenset([tag])


def read_germeval(path: Path) -> Iterator[Sentence]:
    """GermEval 2014: columns number, word, outer tag, inner tag."""
    for block in rows(path):
        yield Sentence([row[1] for row in block], "de", names=[germeval_tag(row[2]) for row in block])


def europarl_tags(parts: list[str], kinds: list[str]) -> list[frozenset[str]]:
    """STTS parts of speech and IOB1 tags of one sentence -> allowed BIO tags."""
    allowed: list[frozenset[str]] = []
    before = "O"
    for part, tag in zip(parts, kinds, strict=True):
        if tag == "O":
            allowed.append(frozenset(["O"]))
        elif tag.endswith("MISC"):
            allowed.append(frozenset(["B-GPEADJ"]) if part == "ADJA" else LOOSE)
        else:
            kind = tag[2:]
            begins = tag[0] == "B" or before[2:] != kind
            allowed.append(frozenset([f"{'B' if begins else 'I'}-{kind}"]))
        before = tag
    return allowed


def read_europarl(path: Path) -> Iterator[Sentence]:
    """Europarl-de: columns word, lemma, STTS part of speech, chunk, IOB1 tag."""
    for block in rows(path):
        names = europarl_tags([row[2] for row in block], [row[4] or "O" for row in block])
        yield Sentence([row[0] for row in block], "de-europarl", names=names)


def read_uner(path: Path, treebank: str) -> Iterator[Sentence]:
    """Universal NER: columns number, word, BIO tag and two more."""
    for block in rows(path):
        names = [LOOSE if row[2] not in TAGS or row[2] == "O" else frozenset([row[2]]) for row in block]
        yield Sentence([row[1] for row in block], treebank, names=names)


def read_names(shared: Path) -> dict[str, list[Sentence]]:
    """File stem -> sentences, for every collection in `shared/names`."""
    folder = shared / "names"
    found = {
        stem: list(read_germeval(folder / f"{stem}.tsv"))
        for stem in ("germeval2014-dev", "germeval2014-test")
    }
    found["europarl-de-train"] = list(read_europarl(folder / "europarl-de-train.tsv"))
    for path in sorted(folder.glob("*.iob2")):
        treebank = {"en_ewt": "en", "da_ddt": "da", "sv_talbanken": "sv-talbanken"}[path.stem.split("-")[0]]
        found[path.stem] = list(read_uner(path, treebank))
    return found


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """BIO tags of one sentence -> {(first word, last word + 1, kind)}; an I without a B before it begins a name."""
    found: set[tuple[int, int, str]] = set()
    start, kind = -1, ""
    for place, tag in enumerate([*tags, "O"]):
        if start >= 0 and tag != f"I-{kind}":
            found.add((start, place, kind))
            start = -1
        if tag != "O" and start < 0:
            start, kind = place, tag[2:]
    return found
