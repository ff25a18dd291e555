"""Where sentences begin and end in raw German or English text.

Two steps, both linear in the length of the text. First lines: a blank line always ends a sentence; whether a single
newline does depends on the document, for some files are wrapped at a fixed width and others hold a paragraph a line.
Then full stops, question and exclamation marks inside each block, judged by the words around them; the words are in
`data/abbreviations.csv` and `data/sentences.toml`.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

DATA = Path(__file__).parent / "data"

# A run of stops with the closing marks that touch it, before a blank or the end.
# A closing mark that stands apart (»Ende. “ Dann«) is taken along.
STOP = re.compile(r"[.!?…]+[\"'”“’‘»«›‹)\]]*(?=\s|\Z)(?: [\"”“»«](?=\s|\Z))?")
BLANKS = re.compile(r"\s*")
NEXT_WORD = re.compile(r"[\"'„“”‚‘»«›‹(\[–—-]*\s?(\w[\w’'-]*)?")
LAST_WORD = re.compile(r"[^\s\"'„“”‚‘»«›‹(\[/–—]+\Z")
DOTTED = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
ROMAN = re.compile(r"[IVX]+")
SHORT_NUMBER = re.compile(r"\d{1,3}")
CLOSING_QUOTES = frozenset("\"'”“’‘»«›‹")

LONGEST_WORD = 40  # characters looked at before a stop
LONGEST = 3_000  # characters: anything longer is no sentence and is cut at a blank
TERMINAL = frozenset(".!?…:;\"”“»«)]’‘'")
WRAPPED = 0.25  # share of single newlines inside a sentence from which on the document counts as wrapped
NARROW = (
    0.75  # a wrapped line ends a paragraph if the next word would have fitted into this share of the width
)
NEWLINE = re.compile(r"\r\n|\r|\n|\u2028|\u2029|\x0b|\x0c|\x85")


@dataclass(frozen=True)
class Words:
    """The word lists of one language."""

    abbreviations: dict[str, str]
    starters: frozenset[str]
    ordinal_followers: frozenset[str]
    ordinal_openers: frozenset[str]
    speech_verbs: frozenset[str]


@cache
def words_of(language: str) -> Words:
    """Reads the tables for `de` or `en`."""
    with (DATA / "abbreviations.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        abbreviations = {
            row["abbreviation"]: row["kind"] for row in rows if row["language"] in ("*", language)
        }
    lists = tomllib.loads((DATA / "sentences.toml").read_text(encoding="utf-8"))
    return Words(
        abbreviations,
        *(
            frozenset(lists[name][language].split())
            for name in ("starters", "ordinal_followers", "ordinal_openers", "speech_verbs")
        ),
    )


# A place in capitals or with an agency in brackets, perhaps a day, then a dash …
DAY = r"(?:, [^()\n–—:]{2,30})"
AGENCY = r" \([A-Za-z/]{2,12}\)"
CAPITALS = r"[A-ZÄÖÜ][A-ZÄÖÜ.'/-]+(?: [A-ZÄÖÜ][A-ZÄÖÜ.'/-]+){0,3}"
PLACE = r"[A-ZÄÖÜ][\w.'/-]+(?:[ /][A-ZÄÖÜ][\w.'/-]+){0,3}"
# … or a colon behind long capitals, or nothing but the agency: "ISLAMABAD: …", "Bogotá, March 8 (NDA) The …".
DATELINE = re.compile(
    rf"\s*(?:{CAPITALS}{DAY}?(?:{AGENCY})?|{PLACE}{DAY}?{AGENCY})\s*(?:--|[-–—])\s+"
    rf"|\s*[A-ZÄÖÜ]{{5,}}(?: [A-ZÄÖÜ]{{4,}}){{0,2}}{DAY}?(?:{AGENCY})? ?: +(?=[\w\"“„])"
    rf"|\s*(?:[A-ZÄÖÜ]{{5,}}(?: [A-ZÄÖÜ]{{4,}}){{0,2}}{DAY}?|{PLACE}, [A-Z]\w+\.? \d{{1,2}}){AGENCY} +(?=[A-ZÄÖÜ\"“„])"
)


def sentence_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Character spans [(start, end)] of the sentences of `text`, in order, without the blanks around them.

    Closing quotation marks and brackets stay with their sentence. Every character that is not blank lies in exactly
    one sentence; no sentence is longer than LONGEST characters.
    """
    words = words_of(language)
    found: list[tuple[int, int]] = []
    for first, last in blocks(text):
        start = first
        if dateline := DATELINE.match(text, first, min(last, first + 120)):
            # "NAIROBI, Sept 14 (NDA) - Fighters …": place and agency are no part of the sentence
            found += trimmed(text, first, dateline.end())
            start = dateline.end()
        for end in stops(text, start, last, words):
            found += trimmed(text, start, end)
            start = end
        found += trimmed(text, start, last)
    return found


def trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The span without blanks at both ends, in pieces of at most LONGEST characters; nothing if all is blank."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while end - start > LONGEST:
        cut = max(text.rfind(" ", start + LONGEST // 2, start + LONGEST), -1)
        stop = cut if cut > 0 else start + LONGEST
        yield start, stop
        start = stop
        while start < end and text[start].isspace():
            start += 1
    if start < end:
        yield start, end


def blocks(text: str) -> Iterator[tuple[int, int]]:
    """Spans of text that no sentence crosses: paragraphs, or single lines where lines are not wrapped."""
    lines: list[tuple[int, int]] = []
    place = 0
    for newline in NEWLINE.finditer(text):
        lines.append((place, newline.start()))
        place = newline.end()
    lines.append((place, len(text)))
    if len(lines) == 1:
        yield lines[0]
        return
    width = wrap_width(text, lines)
    start = lines[0][0]
    for (first, last), (next_first, next_last) in pairwise(lines):
        if width and goes_on(text, (first, last), (next_first, next_last), width):
            continue
        yield start, last
        start = next_first
    yield start, lines[-1][1]


def wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """The width that the document's lines are wrapped at, or 0 if each line stands for itself.

    Wrapped: lines that end without a stop are often followed by one that begins with a small letter.
    """
    inside = together = 0
    for (first, last), (next_first, next_last) in pairwise(lines):
        tail = text[max(first, last - 20) : last].rstrip()
        head = text[next_first : min(next_last, next_first + 20)].lstrip()
        if not tail or not head:
            continue
        together += 1
        inside += tail[-1] not in TERMINAL and head[0].islower()
    if not inside or inside < WRAPPED * together:
        return 0
    return max(len(text[first:last].strip()) for first, last in lines)


def goes_on(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """In a wrapped document: does the paragraph go on in the next line?"""
    here, following = text[line[0] : line[1]].strip(), text[after[0] : after[1]].lstrip()
    if not here or not following:
        return False
    if following[0].islower() or here[-1] in ",-–":
        return True
    word = following.split(maxsplit=1)[0]
    return len(here) + 1 + len(word) >= NARROW * width


def stops(text: str, first: int, last: int, words: Words) -> Iterator[int]:
    """Places in `first`..`last` right after which a sentence ends."""
    start = first
    for match in STOP.finditer(text, first, last):
        end = match.end()
        blank = BLANKS.match(text, end, last)
        after = blank.end() if blank else end
        if after >= last:
            continue
        if ends_sentence(text, start, match.start(), end, after, last, words):
            yield end
            start = after


def ends_sentence(text: str, start: int, stop: int, end: int, after: int, last: int, words: Words) -> bool:
    """Does the sentence that began at `start` end at `end`?

    `stop`..`end` are the stop and its closing marks, `after` is where the text goes on, `last` is the block's end.
    """
    follower = text[after]
    if follower.islower() or follower in ",;:.!?…)]" or (follower in "”»›" and is_alone(text, after)):
        return False
    match = NEXT_WORD.match(text, after, min(last, after + LONGEST_WORD))
    word = (match.group(1) or "") if match else ""
    if word[:1].islower():
        # »… "und" …«: only a dash or a quotation mark stands before a small letter.
        return False
    closing = text[stop:end].lstrip(".!?…")
    mark = text[stop : end - len(closing)]
    if ")" in closing and not opened_at_start(text, start, end):
        return False
    if "!" in mark or "?" in mark:
        return not (closing and closing[-1] in CLOSING_QUOTES and says(text, after, last, words))
    if len(mark) > 1 or mark == "…":
        return not word or word[0].isupper() or follower in '„“«»"‚'
    return full_stop_ends(text, start, stop, follower, word, words)


def is_alone(text: str, place: int) -> bool:
    """A quotation mark with blanks on both sides, which closes what stands before it."""
    return place + 1 >= len(text) or text[place + 1].isspace()


def opened_at_start(text: str, start: int, end: int) -> bool:
    """Did the bracket that closes here open at the sentence's start? "(Er kam.)" ends, "Meier (CDU, stellv.)" not."""
    opening = text.rfind("(", max(start, end - LONGEST), end)
    return opening < 0 or (opening - start < LONGEST_WORD and not text[start:opening].strip())


def says(text: str, after: int, last: int, words: Words) -> bool:
    """Does "Smith asked" follow? Then the quotation is no sentence by itself."""
    if not words.speech_verbs:
        return False
    following = re.findall(r"[\w’'.-]+", text[after : min(last, after + 60)])[:4]
    return (
        any(word.strip(".") in words.speech_verbs for word in following[1:])
        and following[0] not in words.starters
    )


def full_stop_ends(text: str, start: int, stop: int, follower: str, word: str, words: Words) -> bool:
    """Is the single full stop at `stop` the end of a sentence, or part of an abbreviation or ordinal?"""
    before = LAST_WORD.search(text[max(start, stop - LONGEST_WORD) : stop])
    if not before:
        # ". . ." and a stop after a quotation mark
        return bool(text[max(start, stop - 1) : stop].strip()) and stop > start
    token = before.group()
    starts = word in words.starters
    token_start = stop - len(token)
    kind = words.abbreviations.get(token) or words.abbreviations.get(token.rsplit("-", 1)[-1])
    if kind == "never":
        return False
    if kind == "number":
        return not follower.isdigit()
    if kind == "starter":
        return starts
    if kind == "capital":
        return True
    if DOTTED.fullmatch(token):
        return starts
    if len(token) == 1 and token.isalpha():
        return starts
    if words.ordinal_openers:
        return german_number_ends(text, start, token_start, token, word, words)
    return not (SHORT_NUMBER.fullmatch(token) and token_start == start)


def german_number_ends(text: str, start: int, token_start: int, token: str, word: str, words: Words) -> bool:
    """A German word before a stop: an ordinal ("19. Jahrhundert", "Ludwig XIV. von") goes on, anything else ends."""
    roman = ROMAN.fullmatch(token)
    if not (roman or SHORT_NUMBER.fullmatch(token)):
        return True
    if word in words.ordinal_followers:
        return False
    if word in words.starters:
        return token_start != start
    before = text[max(start, token_start - LONGEST_WORD) : token_start].split()
    if not before:
        return False
    if roman:
        return not before[-1][:1].isupper()
    return before[-1].lower().strip('(„"»') not in words.ordinal_openers
