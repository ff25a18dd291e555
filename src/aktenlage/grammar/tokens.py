"""Words: spaCy's rules for German and English, corrected where they depart from Universal Dependencies.

Conventions are those of the treebanks the model was trained on: UD German GSD (surface words: "zum" is one word) and
UD English EWT (syntactic words: "do" "n't"; "anti" "-" "war").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from aktenlage.grammar.lean import spacy

if TYPE_CHECKING:
    from spacy.vocab import Vocab

LANGUAGES = ("de", "en")

# "Ludwig XIV. von Frankreich": the ordinal's full stop belongs to the numeral, unless it ends the sentence.
ROMAN = re.compile(r"[IVX]+")
# "am 18.", "Er starb 1945.": spaCy keeps the stop with every number; at the end of a sentence it is punctuation.
NUMBER_WITH_STOP = re.compile(r"\S*\d\.|[IVX]+\.")
# spaCy's time grows with the square of the punctuation marks in one run without blanks: longer runs are cut.
LONG_RUN = re.compile(r"\S{200}(?=\S)")
# Words of one Vocab, 0.7 kB each: a corpus of millions of reports has millions of different ones.
MOST_WORDS = 100_000
CLOSING = frozenset("\"'”“’‘»«›‹)]")
# "(Nord-)Korea": the bracket is parted from what follows.
GERMAN_INFIXES = (r"(?<=-)\)(?=[^\W\d_])",)
# "Xi’s Besuch": the genitive stays one word in German, whichever apostrophe is used.
GERMAN_NO_INFIX = "’"
# Abbreviations that spaCy's English table lacks ("No. 10", "Lt. Gen. Smith").
ENGLISH_EXCEPTIONS = (
    "No.",
    "Nos.",
    "Lt.",
    "Maj.",
    "Capt.",
    "Cmdr.",
    "Sgt.",
    "Hon.",
    "Sr.",
    "Sens.",
    "Reps.",
    "Govs.",
)


def check_language(code: str) -> None:
    """Raises ValueError for anything but `de` and `en`."""
    if code not in LANGUAGES:
        raise ValueError(f"language {code!r} is not supported, give 'de' or 'en'")


_tokenizers: dict[str, Any] = {}


def tokenizer(code: str) -> Any:
    """spaCy's Tokenizer of `de` or `en`, corrected. With a new Vocab after every MOST_WORDS: spaCy forgets no word.

    Raises ValueError for any other language.
    """
    found = _tokenizers.get(code)
    if found is None or len(found.vocab) > MOST_WORDS:
        check_language(code)
        found = _tokenizers[code] = _new_tokenizer(code)
    return found


def _new_tokenizer(code: str) -> Any:
    """As spaCy's blank pipeline has it, which would compile the patterns twice."""
    defaults = spacy.util.get_lang_class(code).Defaults
    infixes = [str(rule) for rule in defaults.infixes]
    if code == "de":
        infixes = [*(rule.replace(GERMAN_NO_INFIX, "") for rule in infixes), *GERMAN_INFIXES]
    found = spacy.tokenizer.Tokenizer(
        spacy.vocab.create_vocab(code, defaults),
        rules=defaults.tokenizer_exceptions,
        prefix_search=spacy.util.compile_prefix_regex(defaults.prefixes).search,
        suffix_search=spacy.util.compile_suffix_regex(defaults.suffixes).search,
        infix_finditer=spacy.util.compile_infix_regex(infixes).finditer,
        token_match=defaults.token_match,
        url_match=defaults.url_match,
    )
    if code == "en":
        for word in ENGLISH_EXCEPTIONS:
            found.add_special_case(word, [{"ORTH": word}])
    return found


def vocabulary(code: str) -> Vocab:
    """The spaCy Vocab that Docs of this language share."""
    found: Vocab = tokenizer(code).vocab
    return found


def split(text: str, code: str) -> tuple[list[str], list[bool]]:
    """One sentence (with whatever blanks follow it) -> its words and whether a space follows each.

    Blanks beyond a single space come out as words of their own, as in every spaCy Doc:
    the words with their spaces joined give the text again.
    """
    words: list[str] = []
    spaces: list[bool] = []
    cut = tokenizer(code)
    cuts = [0, *(run.end() for run in LONG_RUN.finditer(text)), len(text)]
    for start, stop in pairwise(cuts):
        for token in cut(text[start:stop]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
    if code == "de":
        join_roman_ordinals(words, spaces)
    part_final_stop(words, spaces)
    return words, spaces


def join_roman_ordinals(words: list[str], spaces: list[bool]) -> None:
    """In place: "XIV" "." inside a sentence becomes "XIV."."""
    for i in range(len(words) - 2, 0, -1):
        if words[i] == "." and not spaces[i - 1] and spaces[i] and ROMAN.fullmatch(words[i - 1]):
            words[i - 1 : i + 1] = [words[i - 1] + "."]
            del spaces[i - 1]


def part_final_stop(words: list[str], spaces: list[bool]) -> None:
    """In place: a number that ends the sentence gives its full stop away ("1945." -> "1945" ".")."""
    last = len(words) - 1
    while last > 0 and (words[last] in CLOSING or words[last].isspace()):
        last -= 1
    if last >= 0 and NUMBER_WITH_STOP.fullmatch(words[last]):
        words[last : last + 1] = [words[last][:-1], "."]
        spaces.insert(last, False)
