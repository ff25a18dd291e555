"""Where what the network learnt leaves the conventions of Universal Dependencies v2.

Treebanks slip, and what learns from them slips with them. Only labels are mended here, never who hangs on whom.
"""

from __future__ import annotations

from collections.abc import Sequence

NOUNS = {"NOUN", "PROPN"}


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
    return mended
