"""What may stand in a cell? Text from reports, made safe for tables without quoting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MISSING = "None"
SEPARATOR = "; "
# Whatever some reader takes for the end of a line or a cell: C0 and C1 controls, U+2028, U+2029.
BREAKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
SURROGATES = re.compile(r"[\ud800-\udfff]")
# Typographic signs instead: R's read.table takes both straight ones for quotation marks.
QUOTES = str.maketrans({'"': "”", "'": "’", ";": ","})


def whole(text: str) -> str:
    """The text with what cannot be written as UTF-8 (lone surrogates) or kept in a table (NUL) replaced by U+FFFD."""
    if text.isascii() and "\x00" not in text:
        return text
    return SURROGATES.sub("\ufffd", text).replace("\x00", "\ufffd")


@lru_cache(maxsize=2**16, typed=True)  # names come again and again
def plain(text: object) -> str:
    """On one line: every run of blanks and control characters as one space, straight quotation marks as typographic ones.

    A semicolon becomes a comma, so that "; " only ever separates values. May be empty.
    """
    return BREAKS.sub(" ", whole(str(text))).translate(QUOTES).strip()


def cell(value: object) -> str:
    """One value, `None` when missing or blank."""
    return (plain(value) if value is not None else "") or MISSING


def aligned(values: Iterable[object]) -> str:
    """One value for each actor, in their order, `None` for a missing one: the columns of a row can be read side by side."""
    return SEPARATOR.join(map(cell, values)) or MISSING


def distinct(values: Iterable[object]) -> str:
    """Every value once, in order of appearance, the missing left out."""
    return SEPARATOR.join(dict.fromkeys(c for c in map(cell, values) if c != MISSING)) or MISSING


class Ids:
    """Keeps the ids of one file unique: a second `x` becomes `x~2`. Same events in the same order, same ids."""

    def __init__(self) -> None:
        self.given: set[str] = set()

    def unique(self, wanted: str) -> str:
        """The id, without blanks, or its first free variant."""
        base = plain(wanted).replace(" ", "_") or "event"
        found, number = base, 1
        while found in self.given:
            number += 1
            found = f"{base}~{number}"
        self.given.add(found)
        return found
