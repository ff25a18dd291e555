"""What one report tells of one happening, condensed to what merging looks at, and where to look for others like it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from aktenlage.coding.days import days
from aktenlage.folding import words
from aktenlage.shapes import Entity, Event, Place, RecordedMention

# Undated tellings: the happening lies this many days before and after the day of publication.
WINDOW = {
    "actual": (21, 0),
    "denied": (21, 0),
    "planned": (1, 45),
    "cancelled": (7, 45),
    "hypothetical": (1, 45),
}
# Tellings are compared with those of about as precise a time: days to two months, or years. Longer is no time at all.
SHORT, LONG = 62, 4000
UNKNOWN_DAY = date.max.toordinal()
# Enough of a word to know it again in another form: "Waffenruhe", "Waffenruhen"; "ceasefire", "ceasefires".
STEM, MOST_WORDS = 7, 24
_TOKEN = re.compile(r"[^\W_][\w-]*(?:[.,]\d+)*")


class Telling(msgspec.Struct, array_like=True, gc=False):
    """An event of one report. `published` and `first`..`last` are ordinals; the latter the days it may have been on.

    `dated` says whether the report itself gives the time; `triggers` and `words` are stems of the mentions' sentences.
    """

    type: str
    mode: str | None
    status: str
    certainty: str
    date: str | None
    place: Place | None
    actors: list[Entity]
    recipients: list[Entity]
    sources: list[Entity]
    published: int
    first: int
    last: int
    dated: bool
    triggers: list[str]
    words: list[str]

    @property
    def parties(self) -> list[Entity]:
        """Actors and recipients."""
        return self.actors + self.recipients


def telling_of(event: Event, mentions: Sequence[RecordedMention], published: str | None) -> Telling:
    """The telling of a report's event that has these mentions."""
    day = date.fromisoformat(published).toordinal() if published else UNKNOWN_DAY
    told = _told(event, day)
    first, last = told or _window(event.status, day)
    return Telling(
        event.type, event.mode, event.status, event.certainty, event.date, event.place,
        event.actors, event.recipients, event.sources, day, first, last, told is not None,
        sorted({_stem(word) for mention in mentions for word in words(mention.trigger.text)}),
        _rare_words(mentions),
    )  # fmt: skip


def span(date: str | None) -> tuple[int, int] | None:
    """First and last day of an ISO 8601 date as ordinals."""
    found = days(date) if date else None
    return found and (found[0].toordinal(), found[1].toordinal())


def keys(telling: Telling) -> Iterable[tuple[str, int, int, int]]:
    """(key, reach, first, last) under which others find a telling: its type with each party, its kind of time, its days."""
    reach = reach_of(telling)
    if reach is not None:
        for party in sorted({e.country or e.name for e in telling.parties}):
            yield f"{telling.type}|{party}", reach, telling.first, telling.last


def reach_of(telling: Telling) -> int | None:
    """0: no time known, SHORT, LONG, or None for spans that say nothing."""
    if telling.first == telling.last == UNKNOWN_DAY:
        return 0
    length = telling.last - telling.first
    return SHORT if length <= SHORT else LONG if length <= LONG else None


def _told(event: Event, published: int) -> tuple[int, int] | None:
    """The days that a report tells, where they are surely those of the happening.

    "sagte am Dienstag das Treffen ab", "bestritt am Donnerstag": the day may be that of the calling off or the denial. And
    a plan does not lie before the report of it.
    """
    told = span(event.date)
    if told is None or event.status in ("cancelled", "denied"):
        return None
    if event.status in ("planned", "hypothetical") and told[1] < published != UNKNOWN_DAY:
        return None
    return told


def _window(status: str, published: int) -> tuple[int, int]:
    if published == UNKNOWN_DAY:
        return UNKNOWN_DAY, UNKNOWN_DAY
    before, after = WINDOW[status]
    return published - before, published + after


def _rare_words(mentions: Sequence[RecordedMention]) -> list[str]:
    """Stems of words that single out a happening: names, German nouns, numbers, long words; not those of the parties."""
    known = {
        _stem(word)
        for mention in mentions
        for e in (*mention.actors, *mention.recipients, *mention.sources)
        for text in (e.text, e.name)
        for word in words(text)
    }
    found: dict[str, None] = {}
    for quote in dict.fromkeys(mention.quote for mention in mentions):
        for number, token in enumerate(_TOKEN.findall(quote)):
            telling = (
                (token[0].isdigit() and len(token) > 1) or (number and token[0].isupper()) or len(token) >= 8
            )
            if telling:
                found.update(
                    dict.fromkeys(stem for word in words(token) if (stem := _stem(word)) not in known)
                )
    return sorted(found)[:MOST_WORDS]


def _stem(word: str) -> str:
    return word[:STEM]
