"""Where what the network learnt leaves the conventions of Universal Dependencies v2.

Treebanks slip, and what learns from them slips with them. Only labels are mended here, never who hangs on whom.
"""

from __future__ import annotations

from collections.abc import Sequence

NOUNS = {"NOUN", "PROPN"}
NOMINAL = {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "nmod", "appos"}
OF_A_CLAUSE = {
    "nsubj",
    "nsubj:pass",
    "csubj",
    "obj",
    "aux",
    "aux:pass",
    "cop",
    "mark",
    "ccomp",
    "xcomp",
    "advmod",
}


def agreed(relations: Sequence[str], heads: Sequence[int], upos: Sequence[str]) -> list[str]:
    """The relations of one sentence as UD has them; `heads` count from 1, 0 is the root.

    - An article is a `det`: GSD leaves the one that opens a sentence unnamed (`dep`) now and then.
    - A verb that follows the noun it hangs on is an `acl`, no `xcomp`: "die Absicht, Truppen abzuziehen"
      (https://universaldependencies.org/u/dep/acl.html), unless the noun is itself a predicate with a copula.
    """
    predicates = {head for head, relation in zip(heads, relations, strict=True) if relation == "cop"}
    mended = list(relations)
    for place, (relation, head) in enumerate(zip(relations, heads, strict=True)):
        if relation == "dep" and upos[place] == "DET":
            mended[place] = "det"
        elif (
            relation == "xcomp"
            and upos[place] == "VERB"
            and 0 < head <= place
            and upos[head - 1] in NOUNS
            and head not in predicates
        ):
            mended[place] = "acl"
    _arguments(mended, heads, upos)
    return mended


def _arguments(relations: list[str], heads: Sequence[int], upos: Sequence[str]) -> None:
    """In place: no verb has two subjects, or an indirect object beside an infinitive only, or a compound for its subject.

    "Indien lehnte die Forderung ab" with two `nsubj`: the later one is the object; so is a passive subject beside an active
    one where nothing is passive ("Athen: Haben Schiff nicht beschlagnahmt"). "The general told the rebels to leave":
    `obj` (https://universaldependencies.org/u/dep/iobj.html). "The navy patrols the strait".
    """
    of: dict[int, dict[str, list[int]]] = {}
    for place, (relation, head) in enumerate(zip(relations, heads, strict=True)):
        if head and upos[head - 1] == "VERB":
            of.setdefault(head, {}).setdefault(relation, []).append(place)
    for head, found in of.items():
        subjects = found.get("nsubj", [])
        if len(subjects) == 2 and not found.keys() & {"obj", "iobj", "aux:pass", "nsubj:pass", "ccomp"}:
            relations[subjects[1]] = "obj"
        if subjects and "nsubj:pass" in found and "aux:pass" not in found:
            relations[found["nsubj:pass"][0]] = "obj"
        if "iobj" in found and "xcomp" in found and "obj" not in found:
            relations[found["iobj"][0]] = "obj"
        left = [
            place for place in found.get("compound", []) if place + 1 == head - 1 and upos[place] in NOUNS
        ]
        if left and not found.keys() & {"nsubj", "nsubj:pass", "csubj"}:
            relations[left[0]] = "nsubj"


def named(
    upos: Sequence[str], words: Sequence[str], heads: Sequence[int], relations: Sequence[str]
) -> list[str]:
    """The parts of speech, where a capital German "verb" that is subject or object and heads no clause is a name.

    With an article it is a noun ("das Treffen"). "Blinken sollte reisen": a `nsubj` is a nominal (https://universaldependencies.org/u/dep/nsubj.html).
    """
    busy = {head for head, relation in zip(heads, relations, strict=True) if relation in OF_A_CLAUSE}
    articled = {head for head, relation in zip(heads, relations, strict=True) if relation == "det"}
    return [
        ("NOUN" if place in articled else "PROPN")
        if part == "VERB" and relation in NOMINAL and word[:1].isupper() and place not in busy
        else part
        for place, (part, relation, word) in enumerate(zip(upos, relations, words, strict=True), start=1)
    ]


def surnames(ents: Sequence[str], words: Sequence[str], upos: Sequence[str]) -> dict[int, str]:
    """Places of names that stand alone and without a tag, though the same text has the person's whole name.

    "Außenminister Antony Blinken … Blinken sollte reisen": {place of the second: "B-PER"}.
    """
    last = {
        words[place]
        for place, tag in enumerate(ents)
        if tag == "I-PER" and (place + 1 == len(ents) or ents[place + 1] != "I-PER")
    }
    return {
        place: "B-PER"
        for place, (tag, word, part) in enumerate(zip(ents, words, upos, strict=True))
        if tag == "O" and part == "PROPN" and word in last
    }
