"""What one report tells of one happening, condensed to what merging looks at, and where to look for others like it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import msgspec

from aktenlage.coding.another import another
from aktenlage.coding.compatible import SYMMETRIC
from aktenlage.coding.days import days
from aktenlage.coding.timewords import phrases
from aktenlage.folding import fold, words
from aktenlage.shapes import Entity, Event, Place, RecordedMention

# Where to look for others: the happening of an undated telling lies this many days before and after its publication.
WINDOW = {
    "actual": (30, 0),
    "denied": (30, 0),
    "planned": (7, 30),
    "cancelled": (30, 30),
    "hypothetical": (30, 30),
}
# And that of a dated one so many days from where it says.
SLACK = 3
# Tellings are compared with those of about as precise a time: up to two months, or years. Longer is no time at all.
SHORT, LONG = 70, 4000
UNKNOWN_DAY = date.max.toordinal()
# Enough of a word to know it again in another form: "Waffenruhe", "Waffenruhen"; "ceasefire", "ceasefires".
STEM, MOST_WORDS, MOST_PAIRS = 7, 24, 15
# Classes of the phrase book.
_TIMES = ("weekday", "weekdays", "weekdaypart", "month", "shortmonth", "unit", "units", "part")
_TOKEN = re.compile(r"[^\W_][\w-]*(?:[.,]\d+)*")


class Telling(msgspec.Struct, array_like=True, gc=False):
    """An event of one report. `published` and `first`..`last` are ordinals, the latter the days it was on or, undated, that of publication.

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
    triggers: frozenset[str]
    words: frozenset[str]
    # Whether people have looked: `verdicts.REVIEWS`.
    review: str = "open"
    # Told as another one than the report's others: "ein zweites Treffen".
    another: bool = False

    @property
    def parties(self) -> list[Entity]:
        """Actors and recipients."""
        return self.actors + self.recipients


def telling_of(event: Event, mentions: Sequence[RecordedMention], published: str | None) -> Telling:
    """The telling of a report's event that has these mentions; what people have rejected says nothing unless it is all."""
    day = date.fromisoformat(published).toordinal() if published else UNKNOWN_DAY
    told = _told(event, day)
    first, last = told or (day, day)
    opening = min(mentions, key=lambda m: m.trigger.start)
    return Telling(
        event.type, event.mode, event.status, event.certainty, event.date, event.place,
        event.actors, event.recipients, event.sources, day, first, last, told is not None,
        frozenset(_stem(word) for mention in mentions for word in words(mention.trigger.text)),
        _rare_words(mentions),
        another=another(opening.quote[: opening.trigger.start - opening.start]),
    )  # fmt: skip


def span(date: str | None) -> tuple[int, int] | None:
    """First and last day of an ISO 8601 date as ordinals."""
    found = days(date) if date else None
    return found and (found[0].toordinal(), found[1].toordinal())


class Keys(msgspec.Struct):
    """Under which keys a telling is found, and where it looks itself; whom it finds finds it.

    A telling that knows both sides is looked for among those of the same pair, one that knows less by what it knows.
    """

    stored: list[str]
    asked: list[str]
    reach: int
    first: int
    last: int


def keys(telling: Telling) -> Keys:
    """The keys of a telling; none for spans of time that say nothing."""
    reach = reach_of(telling)
    if reach is None:
        return Keys([], [], 0, 0, 0)
    before, after = (SLACK, SLACK) if telling.dated else WINDOW[telling.status] if reach else (0, 0)
    type_, place = telling.type, telling.place.name if telling.place else None
    parties = sorted({_code(e) for e in telling.parties})
    pairs = _pairs(telling)
    if pairs:
        stored = [*pairs, *(f"full {p}" for p in parties)]
        asked = [*pairs, *(f"some {p}" for p in parties)]
    else:
        stored = [f"some {p}" for p in parties]
        asked = [*stored, *(f"full {p}" for p in parties)]
    if place is not None:
        stored.append(f"at {place}")
        asked.append(f"at {place} none" if parties else f"at {place}")
        if not parties:
            stored.append(f"at {place} none")
    first, last = telling.first - before, telling.last + after
    return Keys([f"{type_} {k}" for k in stored], [f"{type_} {k}" for k in asked], reach, first, last)


def _pairs(telling: Telling) -> list[str]:
    """`CHN>USA`, or `CHN=USA` for what parties do together; none for tellings of one side, or of a crowd."""
    actors = {_code(e) for e in telling.actors if _placed(e)}
    recipients = {_code(e) for e in telling.recipients if _placed(e)}
    if telling.type in SYMMETRIC:
        together = sorted(actors | recipients)
        pairs = [f"{a}={b}" for n, a in enumerate(together) for b in together[n + 1 :]]
    else:
        pairs = sorted(f"{a}>{r}" for a in actors for r in recipients)
    return pairs if len(pairs) <= MOST_PAIRS else []


def _code(entity: Entity) -> str:
    return entity.country or fold(entity.name)


def _placed(entity: Entity) -> bool:
    """Whether it is known whose it is. If not, another text may know it, and the pair would not be found under a name."""
    return entity.country is not None


def reach_of(telling: Telling) -> int | None:
    """0: no time known, SHORT, LONG, or None for spans that say nothing."""
    if telling.first == telling.last == UNKNOWN_DAY:
        return 0
    length = telling.last - telling.first + 2 * SLACK
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


def _rare_words(mentions: Sequence[RecordedMention]) -> frozenset[str]:
    """Stems of words that single out a happening: names, German nouns, numbers, long words; not those of parties, place and time."""
    known = {
        _stem(word)
        for mention in mentions
        for e in (*mention.actors, *mention.recipients, *mention.sources)
        for text in (e.text, e.name)
        for word in words(text)
    }
    known |= {_stem(word) for m in mentions if m.place for word in words(m.place.name)} | _words_of_time()
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
    return frozenset(sorted(found)[:MOST_WORDS])


@lru_cache(maxsize=1)
def _words_of_time() -> frozenset[str]:
    """Stems of days and months: what they have in common the dates say."""
    found = [
        word
        for language in ("de", "en")
        for name in _TIMES
        for named in phrases(language).values.get(name, ())
        for word in words(named)
    ]
    return frozenset(map(_stem, found))


def _stem(word: str) -> str:
    return word[:STEM]
