"""Words as they are searched: without case, accents, and the differences of ä, ae and a, of ß and ss."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Letters that have no accent to take away, and the frequent ones that have.
_LETTERS = str.maketrans(
    {
        "ß": "ss",
        "æ": "a",
        "ø": "o",
        "œ": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
        "ä": "a",
        "ö": "o",
        "ü": "u",
        "é": "e",
    }
)
# Whoever has no umlauts writes "ae"; "Händler", "Haendler" and "Handler" find each other.
_UMLAUTS = re.compile(r"(?<=[aou])e")


def fold(text: str) -> str:
    """The folded words with one blank between them: `Präsident Æ-Straße` gives `prasident a strasse`."""
    return " ".join(words(text))


def words(text: str) -> list[str]:
    """The folded words of a text in order; letters and digits count, all else stands between words."""
    plain = text.casefold().translate(_LETTERS)
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return [_UMLAUTS.sub("", word) for word in _WORD.findall(plain)]
