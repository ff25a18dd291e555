"""From words and the model's analyses to a spaCy Doc."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from aktenlage.grammar.conventions import agreed, named, surnames
from aktenlage.grammar.lemmas import sentence_lemmas
from aktenlage.grammar.model import Analysis, Labels
from aktenlage.grammar.tokens import vocabulary
from aktenlage.grammar.verdicts import KEY, Verdicts

SPACE_POS = "SPACE"
SPACE_DEP = "dep"

MORPHS: dict[bytes, str] = {}  # feature numbers -> "Case=Nom|Number=Sing"


def morph(numbers: bytes, values: Sequence[int], labels: Labels) -> str:
    """Feature numbers of one word -> UD's feature string; `numbers` are the same as bytes, to remember them by."""
    found = MORPHS.get(numbers)
    if found is None:
        pairs = [
            f"{name}={choices[value]}"
            for (name, choices), value in zip(labels.features, values, strict=True)
            if choices[value]
        ]
        found = MORPHS[numbers] = "|".join(sorted(pairs, key=str.lower))
    return found


def assemble(
    words: list[str],
    spaces: list[bool],
    bounds: Sequence[tuple[int, int]],
    analyses: Sequence[Analysis],
    labels: Labels,
    language: str,
) -> Doc:
    """Words of a whole text with `bounds` [(first, last + 1)] of each sentence in them -> Doc.

    `analyses` holds one analysis for each sentence that has words other than blanks, in order. Blanks hang on the
    word before them (relation `dep`, part of speech SPACE), at the start of a text on the first word.
    """
    count = len(words)
    heads = list(range(count))
    deps = [SPACE_DEP] * count
    pos = [SPACE_POS] * count
    morphs = [""] * count
    lemmas = list(words)
    ents = ["O"] * count
    rest = iter(analyses)
    judged = Verdicts(labels.kinds, labels.stages, labels.parts)
    for first, last in bounds:
        places = [place for place in range(first, last) if not words[place].isspace()]
        if not places:
            heads[first:last] = [first] * (last - first)
            continue
        found = next(rest)
        if found.verdict is not None:
            judged.add(found.verdict, places)
        hang_blanks(heads, places, first, last)
        upos = [labels.upos[number] for number in found.upos.tolist()]
        head_list = found.heads.tolist()
        relations = [labels.relations[number] for number in found.relations.tolist()]
        forms = [words[place] for place in places]
        if language == "de":
            upos = named(upos, forms, head_list, relations)
        relations = agreed(relations, head_list, upos)
        rows = zip(found.features, found.features.tolist(), strict=True)
        sentence_morphs = [morph(row.tobytes(), values, labels) for row, values in rows]
        bases = sentence_lemmas(forms, upos, sentence_morphs, head_list, relations, language)
        for i, (place, head) in enumerate(zip(places, head_list, strict=True)):
            heads[place] = places[head - 1] if head else place
            deps[place] = relations[i]
            pos[place] = upos[i]
            morphs[place] = sentence_morphs[i]
            lemmas[place] = bases[i]
        for start, stop, label in found.names:
            # A blank inside a name belongs to it.
            for place in range(places[start], places[stop - 1] + 1):
                ents[place] = f"I-{label}"
            ents[places[start]] = f"B-{label}"
    for place, tag in surnames(ents, words, pos).items():
        ents[place] = tag
    return Doc(
        vocabulary(language),
        words=words,
        spaces=spaces,
        heads=heads,
        deps=deps,
        pos=pos,
        morphs=morphs,
        lemmas=lemmas,
        ents=ents,
        user_data={KEY: judged} if labels.kinds else None,
    )


def hang_blanks(heads: list[int], places: list[int], first: int, last: int) -> None:
    """In place: blanks among the tokens `first`..`last` hang on the word before, or on the sentence's first word."""
    if len(places) == last - first:
        return
    inside = set(places)
    word = places[0]
    for place in range(first, last):
        if place in inside:
            word = place
        else:
            heads[place] = word
