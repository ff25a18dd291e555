"""Where are quotation marks, and which belong together? German and English usage, nested, unclosed."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENERS = {"„": '“”"', "»": "«", "«": "»", "“": '”"', "‹": "›", "›": "‹"}
STRAIGHT = '"'
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Quotation:
    """Character span with its marks; `closed` is False when the closing mark is missing."""

    start: int
    end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """The outermost quotations of a text in order.

    An opening mark without a partner ends with its paragraph: "„Wir gehen. (…)". Marks inside a quotation are its own.
    """
    found: list[Quotation] = []
    i, size = 0, len(text)
    while i < size:
        char = text[i]
        if char in OPENERS and not (char in "“»›" and _closes(text, i)):
            end = _partner(text, i, OPENERS[char], char)
        elif char == STRAIGHT or text.startswith("''", i):
            mark = STRAIGHT if char == STRAIGHT else "''"
            end = _straight_partner(text, i, mark)
        else:
            i += 1
            continue
        if end is None:
            stop = _paragraph(text, i)
            if stop - i > 20:
                found.append(Quotation(i, stop, False))
            i = stop if stop > i else i + 1
        else:
            end = _after_omission(text, end, char)
            found.append(Quotation(i, end, True))
            i = end
    return found


def _closes(text: str, i: int) -> bool:
    """“ and » close in German and open elsewhere: a closing mark follows a letter or a stop."""
    before = text[i - 1] if i else " "
    after = text[i + 1] if i + 1 < len(text) else " "
    return not before.isspace() and before not in "([–-" and not after.isalnum()


def _partner(text: str, i: int, closers: str, opener: str) -> int | None:
    depth, stop = 0, min(len(text), i + LONGEST)
    for j in range(i + 1, stop):
        char = text[j]
        if char == "\n" and text[j : j + 2] == "\n\n" and not _goes_on(text, j):
            return None
        if char == opener and opener not in closers:
            if text[i + 1 : j].rstrip(" ").endswith("\n") and text[i + 1 : j].strip():
                # each paragraph of a long quotation opens anew, and only the last one closes
                own, line = len(text[:j].rstrip()), text.find("\n", i)
                return line if i + 1 < line < own else own
            depth += 1
        elif char in closers:
            if depth == 0:
                return j + 1
            depth -= 1
    return None


def _straight_partner(text: str, i: int, mark: str) -> int | None:
    """The next mark of the paragraph, or one further on that can only close: "We go.\\nWe do," he said."""
    at = text.find(mark, i + len(mark), _paragraph(text, i))
    if at > 0:
        return at + len(mark)
    block = text.find("\n\n", i)
    at = text.find(mark, i + len(mark), min(block if block >= 0 else len(text), i + LONGEST))
    return at + len(mark) if at > 0 and len(mark) == 1 and _closes(text, at) else None


OMISSION = re.compile(r"\s*(?:\.\s?\.(?:\s?\.)?|…)\s*(?=[a-zäöü])")


def _after_omission(text: str, end: int, opener: str) -> int:
    """ "„Wir gehen.“ . . und kommen wieder“": what follows an omission belongs to it when it closes without opening."""
    if opener not in OPENERS or (gap := OMISSION.match(text, end)) is None:
        return end
    for j in range(gap.end(), _paragraph(text, end)):
        if text[j] in OPENERS[opener]:
            return j + 1
        if text[j] in OPENERS:
            break
    return end


def _goes_on(text: str, j: int) -> bool:
    """A quotation that runs over paragraphs opens anew at each."""
    rest = text[j:].lstrip()
    return rest[:1] in OPENERS


def _paragraph(text: str, i: int) -> int:
    at = text.find("\n", i)
    stop = at if at >= 0 else len(text)
    return min(stop, i + LONGEST)
