"""When? Expressions of time in German and English text, with TimeML types and values.

    times("Am Sonntag trafen sich die Minister.", "2023-06-19", "de")  →  [(3, 10, "DATE", "2023-06-18")]

The rules are rows of `phrases/de.toml` and `phrases/en.toml`; spans and types follow TimeML 1.2.1 and, for
German, the habits of the KRAUTS corpus (Strötgen et al. 2018): prepositions stay outside, articles before
an adjective stay inside, "vor [zwei Wochen]" is a DURATION. `dated` also gives the day that such a length
points at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from .timevalues import FUNCTIONS, NEAR, NO_TIME, TRADITION, Scene, Story, Told
from .timewords import OTHER, PAUSES, Phrases, Row, Words, phrases, read

QUOTES = frozenset('"„“”»«‚‘')  # what fills its quotation marks alone is a title: der Roman „1984“
PAST_FORM = re.compile(
    r"(?!.*(?:könnt|sollt|müsst|dürft|möcht|letzt|erst|nächst|best|need))"
    r"[a-zäöü]{3,30}(?:[^aeiou]ten?|[^e]ed)"
)
BLOCK = 100_000  # characters read at a time: memory does not grow with the text


def times(text: str, published: str | None, language: str) -> list[tuple[int, int, str, str]]:
    """(start, end, TimeML type, TimeML value) of every expression of time, in order, without overlaps.

    Offsets are code points into `text`, `end` exclusive; types are DATE, TIME, DURATION, SET. `published` is an
    ISO date; without it relative expressions keep undetermined values (`XXXX-WXX-7`). `language` is `de` or `en`.
    Raises ValueError for a `published` that is no ISO date or an unknown language.
    """
    return [found[:4] for found in dated(text, published, language)]


def dated(
    text: str, published: str | None, language: str, tense: Callable[[int, int], int] | None = None
) -> list[tuple[int, int, str, str, str | None]]:
    """As `times`, with the codebook's ISO date or None behind each (`vor [zwei Wochen]`: P2W, 2023-W23).

    `tense` tells from a tree whether the words at (start, end) lie ahead (+1) or behind (-1); where it gives 0, or
    is not there, the nearest verb forms decide.
    """
    if language not in ("de", "en"):
        raise ValueError(f"no phrase book of time for language {language!r}: give 'de' or 'en'")
    book = phrases(language)
    story = Story(date.fromisoformat(published[:10]) if published else None)
    found: list[tuple[int, int, str, str, str | None]] = []
    sentence = 0
    for start, end in _blocks(text):
        words = read(text, start, end, book)
        found += _scan(words, book, story, sentence, tense)
        sentence += len(words.begins) + 1
    return found


def iso(value: str, type: str) -> str | None:
    """The codebook's ISO 8601 date of a TimeML value: day, month, year, week, interval, or None.

    `2023-06-18TMO` → `2023-06-18`, `198` → `1980/1989`, `2023-FA` → `2023-09/2023-11`, `2023-Q2` → `2023-04/2023-06`,
    `2023-W25-WE` → `2023-W25`; durations, sets, references and undetermined values → None.
    """
    if type not in ("DATE", "TIME") or value.startswith("P") or value.endswith("_REF"):
        return None
    value = re.split(r"T", value, maxsplit=1)[0]
    if season := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        begun, first = int(season[1]), TRADITION[season[2]]
        return f"{begun}-{first:02}/{begun + (first == 12)}-{(first + 1) % 12 + 1:02}"
    if "/" not in value and (m := re.fullmatch(r"(\d{4}|XXXX)(-.*)?", value)):
        year, rest = m.group(1), m.group(2) or ""
        if year == "XXXX":
            return None
        if re.fullmatch(r"-\d\d(-\d\d)?|-W\d\d|", rest):
            return value
        if q := re.fullmatch(r"-([QH])([1-4])", rest):
            months = 3 if q.group(1) == "Q" else 6
            last = int(q.group(2)) * months
            return f"{year}-{last - months + 1:02}/{year}-{last:02}"
        if w := re.match(r"-W\d\d", rest):
            return year + w.group()
        if w := re.match(r"-\d\d(?=-XX)", rest):
            return year + w.group()
        return year
    if re.fullmatch(r"\d{4}/\d{4}|\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", value):
        return value
    if re.fullmatch(r"\d{3}", value):
        return f"{value}0/{value}9"
    if re.fullmatch(r"\d{2}", value):
        return f"{value}00/{value}99"
    return None


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of at most BLOCK characters, cut between sentences, else between words, else anywhere."""
    start, size = 0, len(text)
    while start < size:
        end = min(size, start + BLOCK)
        if end < size:
            cut = max(text.rfind("\n", end - 2000, end), text.rfind(". ", end - 2000, end))
            cut = cut if cut > start else text.rfind(" ", end - 2000, end)
            end = cut + 1 if cut > start else end
        yield start, end
        start = end


def _scan(
    words: Words, book: Phrases, story: Story, first: int, tree: Callable[[int, int], int] | None = None
) -> Iterator[tuple[int, int, str, str, str | None]]:
    """The expressions of one block, left to right; at each place the longest row that holds wins."""
    codes, position = words.codes, 0
    future, past = book.members["future"], book.members["past"]
    cues = future | past | book.members["comma"] | book.members["hyphen"] | book.members["dot"]
    lasting = frozenset(book.values["lastingnoun"])
    while m := book.starts.search(codes, position):
        position = m.start()
        hits = _hits(book, codes, position)
        for later in {h[2] for h in hits if h[2] > position}:
            hits += _hits(
                book, codes, later
            )  # what a preposition proves may begin a longer expression of its own
        hits.sort(key=lambda h: (h[0], h[1]), reverse=True)
        for end, _, start, row, hit in hits:
            roles = _roles(words, book, row, hit)
            sentence = first + words.sentence(start)
            scene = Scene(
                roles,
                story,
                sentence,
                _tense(words, start, end, future, past, cues, tree),
                [words.text(n) for n in range(max(0, start - 2), start)],
                [words.text(n) for n in range(end, min(end + 3, len(codes)))],
                _listed(book),
                book.language,
                lasting,
            )
            quoted = words.text(start - 1) in QUOTES and words.text(end) in QUOTES
            result = NO_TIME if quoted else FUNCTIONS[row.value](scene)
            if result is None:
                continue
            if result != NO_TIME:
                if scene.tell:
                    story.told = Told(*scene.tell, sentence)
                    if scene.tell[1] == "D":
                        story.day = story.told
                        if story.published and story.told.day > story.published:
                            story.ahead = story.told
                yield (
                    words.tokens[start].start(),
                    words.tokens[end - 1].end(),
                    *result,
                    scene.date or iso(result[1], result[0]),
                )
            position = end
            break
        else:
            position += 1


def _hits(book: Phrases, codes: str, at: int) -> list[tuple[int, int, int, Row, re.Match[str]]]:
    """(end and end with context, start, row, match) of the rows that fit here."""
    return [
        (h.end("core"), h.end(), h.start("core"), row, h)
        for letters in (codes[at], codes[at : at + 2])
        for row in book.rows.get(letters, ())
        if (h := row.pattern.match(codes, at))
    ]


def _roles(words: Words, book: Phrases, row: Row, hit: re.Match[str]) -> list[tuple[str, Any, str]]:
    """(class, value, word) for each word that the row used."""
    roles: list[tuple[str, Any, str]] = [("holiday", row.feast, "")] if row.feast else []
    for n, names in enumerate(row.elements):
        at = hit.start(f"e{n}")
        if at >= 0:
            kind = next(c for c in names if words.codes[at] in book.members[c])
            roles.append((kind, _value(words, book, kind, at), words.text(at)))
    return roles


def _value(words: Words, book: Phrases, kind: str, at: int) -> Any:
    text = words.text(at)
    form = words.forms.get(at, text)
    if table := book.values.get(kind):
        if kind == "weekdaypart" or form in table:
            return table.get(form)
        if text in table or text.lower() in table:
            return table.get(text, table.get(text.lower()))
    match kind:
        case "integer" | "hour" | "year":
            return int(text)
        case "ordinal":
            return int(re.sub(r"\D", "", text))
        case "decimal":
            return float(text.replace(",", "."))
        case "lastingnumber":
            m = book.lastings.fullmatch(form) if book.lastings else None
            return (book.values["number"][m.group(1)], book.values["lastingstem"][m.group(2)]) if m else None
    return text


def _listed(book: Phrases) -> Callable[[str, str], bool]:
    def listed(name: str, word: str) -> bool:
        return word in book.lists.get(name, ()) or word in book.values.get(name, ())

    return listed


def _tense(
    words: Words,
    start: int,
    end: int,
    future: frozenset[str],
    past: frozenset[str],
    cues: frozenset[str],
    tree: Callable[[int, int], int] | None,
) -> Callable[[], int]:
    """+1 future, -1 past, 0 unknown: by the nearest verb form of the clause, else of the sentence.

    A word that only looks like a past form ("explodierten", "exploded") counts where none is listed.
    """

    def tense() -> int:
        known = tree(words.tokens[start].start(), words.tokens[end - 1].end()) if tree else 0
        return known or by_words()

    def by_words() -> int:
        near, sentence = NEAR, words.sentence(start)
        low = words.begins[sentence - 1] if sentence else 0
        high = words.begins[sentence] if sentence < len(words.begins) else len(words.codes)
        for whole in (False, True):
            best, sign, weak = near + 1, 0, False
            for step in (-1, 1):
                at = start - 1 if step < 0 else end
                for distance in range(near):
                    if not low <= at < high:
                        break
                    code = words.codes[at]
                    if code not in cues:
                        weak = weak or (
                            code == OTHER and not whole and PAST_FORM.fullmatch(words.text(at)) is not None
                        )
                        at += step
                        continue
                    word = words.text(at)
                    if not whole and word in PAUSES:
                        break
                    if code in future or code in past:
                        if distance < best:
                            best, sign = distance, 1 if code in future else -1
                        if (
                            code in past
                            and word in ("worden", "haben", "gewesen", "been")
                            and distance < best + 12
                        ):
                            sign = -1  # "soll … getroffen haben"
                        if word not in ("wird", "werden", "soll", "sollen"):
                            break
                    at += step
            if sign or weak:
                return sign or -1
        return 0

    return tense
