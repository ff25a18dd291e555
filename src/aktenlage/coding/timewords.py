"""The words of time: reads the phrase book of a language and turns text into a row of word classes.

Every word of the text becomes one character that stands for its set of classes (weekday, month, integer …),
so that a pattern of the phrase book is a short regular expression over classes, and text without words of
time costs one dictionary look-up a word. All patterns are bounded: the time needed grows in step with the
length of the text.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

ENDINGS = ("e", "en", "er", "es", "em")
OTHER, STOP, PAUSE = "x", "s", "p"
FIRST = 0x4E00  # codes of class sets are taken from here on: letters, so that nothing needs escaping

SHAPES = re.compile(
    r"""(?P<word>[^\W\d_]+)
    |(?P<iso>\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\d-]))
    |(?P<full>\d{1,2}\.[ ]?\d{1,2}\.[ ]?\d{4}(?!\d)|\d{1,2}\.\d{1,2}\.\d\d(?![\d.]))
    |(?P<slashed>\d{1,2}/\d{1,2}/\d{4}(?!\d))
    |(?P<years>[12]\d{3}/[ ]?(?:\d{4}|\d\d)(?![\d/]|\.\d))
    |(?P<decade>(?:['’]?\d0|[12]\d\d0)(?:-?ern?|s)\b)
    |(?P<daymonth>\d{1,2}\.[ ]?\d{1,2}\.(?!\d))
    |(?P<clock>[012]?\d[.:][0-5]\d(?![.,:/]?\d))
    |(?P<ordinal>\d{1,2}(?:\.(?=[ \n\u00a0/–-])|(?:st|nd|rd|th)\b))
    |(?P<amount>\d+(?:[.,:/]\d+)*)
    |(?P<stop>[.!?…])
    |(?P<gap>\n[ \t\r]*\n)
    |(?P<dot>[^\w\s]|_)""",
    re.X,
)
SIGNS = {
    ",": "comma",
    "-": "hyphen",
    "–": "hyphen",
    "—": "hyphen",
    "/": "slash",
    "'": "apostrophe",
    "’": "apostrophe",
}
PAUSES = frozenset(',;:–—()„“”"»«')


@dataclass(slots=True)
class Row:
    """One row of the phrase book: `pattern` over class codes, group `core` is the expression."""

    value: str
    pattern: re.Pattern[str]
    elements: list[tuple[str, ...]]
    feast: str | None = None


@dataclass(slots=True)
class Phrases:
    """The phrase book of one language, ready to match."""

    language: str
    words: dict[str, str]  # exact word → code
    values: dict[str, dict[str, Any]]  # class → word → value
    members: dict[str, frozenset[str]]  # class → codes
    rows: dict[str, list[Row]]  # first code, or first two → rows that may begin with them
    starts: re.Pattern[str]
    examples: list[tuple[str, str, str]]  # pattern, sentence, result
    lists: dict[str, frozenset[str]]
    codes: dict[frozenset[str], str]
    lastings: re.Pattern[str] | None = None


@dataclass(slots=True)
class Words:
    """A stretch of text as words: `codes` has one character for each word, `tokens` its place.

    `begins` are the words that begin a sentence, `forms` the dictionary forms that differ from the text.
    """

    codes: str
    tokens: list[re.Match[str]]
    begins: list[int]
    forms: dict[int, str]

    def text(self, at: int) -> str:
        """The word as written; empty beyond the ends."""
        return self.tokens[at].group() if 0 <= at < len(self.tokens) else ""

    def sentence(self, at: int) -> int:
        """The number of the sentence a word stands in."""
        return bisect_right(self.begins, at)


def _forms(word: str) -> list[str]:
    return [word[:-1] + ending for ending in ENDINGS] if word.endswith("-") else [word]


def _elements(pattern: str) -> list[str]:
    return re.findall(r"\[|\]|(?:'[^']*'|[\w|])+\??", pattern)


def _tens(numbers: dict[str, Any], joint: str) -> dict[str, int]:
    """German builds 21 to 99 as one word (einundzwanzig): all of them."""
    ones = {"ein": 1} | {
        w: n for w, n in numbers.items() if n in range(2, 10) and w not in ("beide", "beiden", "beider")
    }
    tens = {w: n for w, n in numbers.items() if n in range(20, 100, 10)}
    return {one + joint + ten: a + b for one, a in ones.items() for ten, b in tens.items()}


def _compounds(words: dict[str, dict[str, Any]]) -> dict[str, tuple[int, str]]:
    """Sonntagabend, Freitagnacht: weekday and part of day as one word."""
    parts = {p: v for p, v in words.get("part", {}).items() if p.islower()} | {"nachmittag": "AF"}
    more = {"mittags": "MI", "nachts": "NI", "vormittags": "MO", "nachmittags": "AF"}
    return {day + p: (n, v) for day, n in words["weekday"].items() for p, v in (parts | more).items()}


@lru_cache(maxsize=4)
def phrases(language: str) -> Phrases:
    """The phrase book `phrases/LANGUAGE.toml`, compiled at the first use.

    Raises ValueError with file and row for an unknown class or a malformed pattern.
    """
    name = f"{language}.toml"
    book = tomllib.loads((files("aktenlage.coding") / "phrases" / name).read_text(encoding="utf-8"))
    raw: dict[str, dict[str, Any]] = book["words"]
    values: dict[str, dict[str, Any]] = {
        c: {f: v for w, v in ws.items() for f in _forms(w)} for c, ws in raw.items()
    }
    if language == "de":
        values["number"] |= _tens(values["number"], "und")
        values["weekdaypart"] = dict(_compounds(values))
    lists = {c: frozenset(ws) for c, ws in book["lists"].items()}
    classes: dict[str, set[str]] = {}
    for c, ws in values.items():
        if c not in ("lastingnoun",):
            for w in ws:
                classes.setdefault(w, set()).add(c)
    for c, listed in lists.items():
        for w in listed:
            classes.setdefault(w, set()).add(c)
    patterns = [(v, p, ex, None) for v, rows in book["phrases"].items() for p, ex in rows.items()]
    patterns += [("holiday", _literals(n), ex, rule) for n, (rule, *ex) in book["feasts"].items()]
    for _, p, _, _ in patterns:
        for literal in re.findall(r"'([^']+)'", p):
            classes.setdefault(literal, set()).add(f"'{literal}'")
    for w, cs in classes.items():
        if w[0].isupper() and all(c[0] == "'" for c in cs):
            cs |= classes.get(w.lower(), set())  # a word of a feast's name is still the word it is: "Drei"
    codes: dict[frozenset[str], str] = {}

    def code(of: frozenset[str]) -> str:
        return codes.setdefault(of, chr(FIRST + len(codes)))

    words = {w: code(frozenset(cs)) for w, cs in classes.items()}
    for w in [w for w in classes if w[0].isupper() and w.lower() in classes]:
        code(frozenset(classes[w] | classes[w.lower()]))  # both readings, at the beginning of a sentence
    for shape in SHAPES.groupindex:
        code(frozenset({shape}))
    for shaped in (
        {"amount", "decimal"},
        {"amount", "integer"},
        {"amount", "integer", "hour"},
        {"amount", "year"},
        {"clock", "decimal"},
        {"lastingnumber"},
        *({s} for s in SIGNS.values()),
    ):
        code(frozenset(shaped))
    members: dict[str, set[str]] = {}
    for of, letter in codes.items():
        for c in of:
            members.setdefault(c, set()).add(letter)
    rows: dict[str, list[Row]] = {}
    for value, pattern, _, rule in patterns:
        try:
            row, first = _row(value, pattern, members, rule)
        except (KeyError, re.error) as wrong:
            raise ValueError(f"{name}, phrases.{value}, {pattern!r}: {wrong}") from None
        for letters in sorted(first):
            rows.setdefault(letters, []).append(row)
    examples = [(p, ex[i], ex[i + 1]) for _, p, ex, _ in patterns for i in range(0, len(ex), 2)]
    stems = sorted(values.get("lastingstem", {}), key=len, reverse=True)
    lastings = (
        re.compile(rf"({'|'.join(sorted(values['number'], key=len, reverse=True))})({'|'.join(stems)})")
        if stems
        else None
    )
    return Phrases(
        language,
        words,
        values,
        {c: frozenset(m) for c, m in members.items()},
        rows,
        re.compile(f"[{''.join(sorted({letters[0] for letters in rows}))}]"),
        examples,
        lists,
        codes,
        lastings,
    )


def _literals(name: str) -> str:
    """The pattern of a feast's name: New Year's Eve → 'New' 'Year' apostrophe 's' 'Eve' year?"""
    marks = {"'": "apostrophe", "’": "apostrophe", "-": "hyphen"}
    return " ".join(marks.get(w) or f"'{w}'" for w in re.findall(r"\w+|['’-]", name)) + " year?"


def _row(value: str, pattern: str, members: dict[str, set[str]], feast: str | None) -> tuple[Row, set[str]]:
    elements: list[tuple[str, ...]] = []
    steps: list[tuple[set[str], bool]] = []
    parts = _elements(pattern)
    closed = "]" in parts
    regex = "" if closed else "(?P<core>"
    for part in parts:
        if part == "[":
            regex += "(?P<core>"
        elif part == "]":
            regex += ")(?="
        else:
            names = tuple(part.rstrip("?").split("|"))
            letters = {letter for n in names for letter in members[n]}
            regex += f"(?P<e{len(elements)}>[{''.join(sorted(letters))}]){'?' if part.endswith('?') else ''}"
            elements.append(names)
            steps.append((letters, part.endswith("?")))
    return Row(value, re.compile(regex + ")"), elements, feast), _beginnings(steps)


def _beginnings(steps: list[tuple[set[str], bool]]) -> set[str]:
    """The first two codes of what matches these steps (codes, may be missing); one where one is enough."""
    found: set[str] = set()
    for at, (letters, may_miss) in enumerate(steps):
        rest, needed = steps[at + 1 :], False
        for others, other_may_miss in rest:
            found |= {a + b for a in letters for b in others}
            if not other_may_miss:
                needed = True
                break
        if not needed:
            found |= letters
        if not may_miss:
            break
    return found


def read(text: str, start: int, end: int, book: Phrases) -> Words:
    """The words of `text[start:end]`, in time proportional to its length."""
    known, codes = book.words, book.codes
    kinds = {n: shape for shape, n in SHAPES.groupindex.items()}
    plain = {n: codes[frozenset({shape})] for n, shape in kinds.items()}
    word, tokens = SHAPES.groupindex["word"], list(SHAPES.finditer(text, start, end))
    letters: list[str] = []
    begins: list[int] = []
    forms: dict[int, str] = {}
    fresh = True
    for at, m in enumerate(tokens):
        kind = m.lastindex or word
        if kind == word:
            token = m.group()
            letter = known.get(token, "")
            if fresh or not letter:
                letter, form = _look(token, letter, fresh, book)
                if form is not token:
                    forms[at] = form
                fresh = False
        else:
            shape, letter = kinds[kind], plain[kind]
            if shape == "stop" or shape == "gap":
                if shape == "gap" or m.end() >= end or not text[m.end()].isalnum():
                    begins.append(at + 1)
                    fresh = True
            elif shape == "dot":
                token = m.group()
                letter = codes[frozenset({SIGNS[token]})] if token in SIGNS else letter
            else:
                fresh = False
                if shape == "amount":
                    letter = codes[_amount(m.group(), book.language)]
                elif shape == "clock":
                    letter = codes[_clock(m.group(), book.language)]
        letters.append(letter)
    return Words("".join(letters), tokens, begins, forms)


def _clock(token: str, language: str) -> frozenset[str]:
    if int(re.split("[.:]", token)[0]) > 24:
        return frozenset({"amount"})
    return frozenset({"clock", "decimal"} if language == "en" and "." in token else {"clock"})


def _look(token: str, exact: str, fresh: bool, book: Phrases) -> tuple[str, str]:
    """Code and form of a word: as written, in lower case, both where a sentence begins, or as a compound."""
    if not token[0].isupper():
        if (
            not exact
            and book.lastings
            and len(token) > 6
            and "ig" in token[-4:]
            and book.lastings.fullmatch(token)
        ):
            return book.codes[frozenset({"lastingnumber"})], token
        return exact or OTHER, token
    low = token.lower()
    lower = book.words.get(low, "")
    if exact and lower and fresh:
        both = frozenset().union(*(of for of, letter in book.codes.items() if letter in (exact, lower)))
        return book.codes.get(both, exact), low
    if exact:
        return exact, token
    if lower:
        return lower, low
    if token.isupper() and len(token) > 2 and token.capitalize() in book.words:
        return book.words[token.capitalize()], token.capitalize()
    if fresh and book.lastings and len(token) > 6 and book.lastings.fullmatch(low):
        return book.codes[frozenset({"lastingnumber"})], low
    return OTHER, token


def _amount(token: str, language: str) -> frozenset[str]:
    if token.isascii() and token.isdigit():
        if len(token) == 4 and "1000" <= token <= "2199":
            return frozenset({"amount", "year"})
        if len(token) <= 2 and int(token) <= 24:
            return frozenset({"amount", "integer", "hour"})
        return frozenset({"amount", "integer"}) if len(token) <= 3 else frozenset({"amount"})
    mark = "." if language == "en" else ","
    if token.count(mark) == 1 and len(token) <= 6 and token.replace(mark, "").isdigit():
        return frozenset({"amount", "decimal"})
    return frozenset({"amount"})
