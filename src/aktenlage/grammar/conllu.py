"""CoNLL-U (https://universaldependencies.org/format.html): a Doc as ten columns a word."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

BLANKS = re.compile(r"\s+")


def nothing(token: Token) -> Sequence[str]:
    """No entries in MISC but our own."""
    return ()


def to_conllu(doc: Doc, name: str = "", misc: Callable[[Token], Sequence[str]] = nothing) -> str:
    """The Doc in CoNLL-U, each sentence with `sent_id` (`name` and a number from 1) and `text`, a blank line after it.

    Blank tokens are left out: `text` has single spaces where they stood. Names stand in MISC as `Entity=B-PER`, after
    them the entries (`Key=value`, escaped) that `misc` gives for a word. Sentences without words are left out.
    """
    blocks: list[str] = []
    for sentence in doc.sents:
        words = [token for token in sentence if not token.is_space]
        if words:
            number = len(blocks) + 1
            blocks.append(block(sentence, words, f"{name}-{number}" if name else str(number), misc))
    return "".join(blocks)


def block(sentence: Span, words: list[Token], name: str, misc: Callable[[Token], Sequence[str]]) -> str:
    """One sentence with its comments."""
    numbers = {token.i: number for number, token in enumerate(words, 1)}
    spaced = [
        spaced_after(token, following) for token, following in zip(words, [*words[1:], None], strict=True)
    ]
    text = "".join(token.text + " " * space for token, space in zip(words, spaced, strict=True)).strip()
    lines = [f"# sent_id = {name}", f"# text = {text}"]
    lines += [row(token, numbers, space, misc(token)) for token, space in zip(words, spaced, strict=True)]
    return "\n".join(lines) + "\n\n"


def spaced_after(token: Token, following: Token | None) -> bool:
    """Does any blank stand between this word and the next? Counted as one at a sentence's end."""
    return following is None or token.idx + len(token.text) < following.idx


def row(token: Token, numbers: dict[int, int], space: bool, entries: Sequence[str]) -> str:
    """The ten columns of one word; `entries` go into MISC."""
    root = token.head.i == token.i
    head = 0 if root else numbers[token.head.i]
    misc: list[str] = []
    if token.ent_type_:
        misc.append(f"Entity={token.ent_iob_}-{token.ent_type_}")
    misc += entries
    if not space:
        misc.append("SpaceAfter=No")
    return "\t".join(
        [
            str(numbers[token.i]),
            token.text,
            BLANKS.sub(" ", token.lemma_) or "_",
            token.pos_ or "X",
            "_",
            "|".join(sorted(str(token.morph).split("|"), key=str.lower)) or "_",
            str(head),
            "root" if root else token.dep_ or "dep",
            "_",
            "|".join(misc) or "_",
        ]
    )
