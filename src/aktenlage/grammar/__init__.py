"""The grammar: raw German or English text in, a parsed spaCy Doc out.

Heads and relations follow Universal Dependencies v2 (the root's relation is `root`), parts of speech are UPOS, `ents`
carry PER, LOC, ORG, OTH and GPEADJ (adjectives of places: "deutsche", "Russian").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from threading import Thread
from typing import TYPE_CHECKING

from aktenlage.grammar.conllu import to_conllu
from aktenlage.grammar.language import detect
from aktenlage.grammar.model import Analysis, Labels, loaded_model
from aktenlage.grammar.sentences import sentence_spans
from aktenlage.problems import GrammarUnavailable

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = [
    "GrammarUnavailable",
    "detect",
    "parse",
    "parse_many",
    "parse_tokens",
    "sentence_spans",
    "to_conllu",
]

LOOK_AHEAD = 300  # sentences gathered before the model runs: enough for full batches of most lengths


@dataclass
class Waiting:
    """A text cut into words; `bounds` are its sentences as [(first word, last word + 1)]."""

    words: list[str]
    spaces: list[bool]
    bounds: list[tuple[int, int]]
    language: str

    def sentences(self) -> Iterator[list[str]]:
        """The words of each sentence, without blanks; sentences of blanks alone are left out."""
        for first, last in self.bounds:
            words = [word for word in self.words[first:last] if not word.isspace()]
            if words:
                yield words


def parse(text: str, language: str) -> Doc:
    """Parses one text. `doc.text == text`, so character offsets are those of the text as given.

    language: "de" or "en"; anything else raises ValueError. Raises GrammarUnavailable if the weights are missing.
    """
    return next(parse_many([(text, language)]))


def parse_many(texts: Iterable[tuple[str, str]]) -> Iterator[Doc]:
    """Parses (text, language) pairs, lazily and in order.

    Sentences of several texts share the model's batches, about LOOK_AHEAD at a time; results do not depend on that.
    While the model works on some texts, the caller gets those before.
    """
    waiting: list[Waiting] = []
    count = 0
    before = begin([])
    for text, language in texts:
        waiting.append(cut_text(text, language))
        count += len(waiting[-1].bounds) + 1
        if count >= LOOK_AHEAD:
            started = begin(waiting)
            yield from before()
            before, waiting, count = started, [], 0
    last = begin(waiting)
    yield from before()
    yield from last()


def parse_tokens(sentences: Sequence[Sequence[str]], language: str) -> list[Doc]:
    """Parses sentences that are already cut into words: one Doc a sentence, words with single spaces between them.

    Raises ValueError for an unknown language and for an empty word.
    """
    from aktenlage.grammar.tokens import check_language

    check_language(language)
    waiting = []
    for words in sentences:
        if not all(words):
            raise ValueError(f"empty word in {list(words)!r}")
        spaces = [True] * (len(words) - 1) + [False] if words else []
        waiting.append(Waiting(list(words), spaces, [(0, len(words))] if words else [], language))
    return list(begin(waiting)())


def cut_text(text: str, language: str) -> Waiting:
    """Sentences and words of a text. What is blank between two sentences goes to the one before."""
    # spaCy is loaded only now: before, the model can begin to load beside it.
    from aktenlage.grammar.tokens import check_language, split

    check_language(language)
    _unpack_meanwhile(language)
    spans = sentence_spans(text, language)
    starts = [0, *(start for start, _ in spans[1:]), len(text)] if text else [0]
    found = Waiting([], [], [], language)
    for start, stop in pairwise(starts):
        words, spaces = split(text[start:stop], language)
        found.bounds.append((len(found.words), len(found.words) + len(words)))
        found.words += words
        found.spaces += spaces
    return found


@cache
def _unpack_meanwhile(language: str) -> None:
    """Once a language: its dictionary unpacks outside of Python's lock while the tokenizer's patterns are compiled."""

    def work() -> None:
        from aktenlage.grammar.lexicon import dictionary

        dictionary(language)

    Thread(target=work).start()


def begin(waiting: Sequence[Waiting]) -> Callable[[], Iterator[Doc]]:
    """Starts the model on all sentences of these texts; the function that it gives back builds their Docs."""
    if not waiting:
        return lambda: iter(())
    grammar = loaded_model()
    analyses = grammar.begin([(words, text.language) for text in waiting for words in text.sentences()])
    return lambda: finish(waiting, iter(analyses()), grammar.labels)


def finish(waiting: Sequence[Waiting], analyses: Iterator[Analysis], labels: Labels) -> Iterator[Doc]:
    """Texts and the analyses of all their sentences, in order -> Docs."""
    from aktenlage.grammar.assemble import assemble

    for text in waiting:
        mine = [next(analyses) for _ in text.sentences()]
        yield assemble(text.words, text.spaces, text.bounds, mine, labels, text.language)
