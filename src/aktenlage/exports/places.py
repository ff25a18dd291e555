"""Which words name the place? Events keep a place, not its words; this finds them in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aktenlage.exports.told import quote, report_of
from aktenlage.shapes import DocumentInfo, Event, Mention, Place, Span
from aktenlage.world import gazetteer, lookup

WORD = re.compile(r"\w+(?:[-’'.]\w+)*\.?")
# "Vereinigte Arabische Emirate" has three words, the longest names in the tables have four.
LONGEST = 4


def feature_type(place: Place | None) -> str | None:
    """GeoNames feature code: PPL for cities (capitals too), PCLI for states; None for regions and seas."""
    if place is None:
        return None
    if place.geonames in gazetteer.cities():
        return "PPL"
    if place.country and place.latitude is None and place.name == lookup.country_name(place.country):
        return "PCLI"
    return None


def span_of(mention: Mention, text: str, language: str, day: str | None) -> Span | None:
    """The words of a mention's sentence that name its place, those nearest to the trigger; None if none do.

    "Die Minister berieten in Peking." with the place Beijing gives "Peking".
    """
    if mention.place is None:
        return None
    middle = mention.trigger.start
    named = _naming(mention.place, text, (mention.start, mention.end), language, day)
    return min(named, key=lambda span: (abs(span.start - middle), -len(span.text)), default=None)


def written(event: Event, reports: Sequence[DocumentInfo]) -> str | None:
    """The place as the first mention that names it writes it; None where no text is at hand."""
    for mention in event.mentions:
        report = report_of(mention, reports)
        if mention.place and report and report.language in ("de", "en"):
            sentence = quote(mention, reports)
            named = _naming(mention.place, sentence, (0, len(sentence)), report.language, report.published)
            if first := max(named, key=lambda span: (len(span.text), -span.start), default=None):
                return first.text
    return None


def _naming(
    place: Place, text: str, within: tuple[int, int], language: str, day: str | None
) -> Iterator[Span]:
    """The names of the place in that part of the text, longer and shorter ones."""
    return (span for span in _names(text, *within) if _means(span.text, place, language, day))


def _names(text: str, start: int, end: int) -> Iterator[Span]:
    words = [found.span() for found in WORD.finditer(text, start, min(end, len(text)))]
    for first, (begin, _) in enumerate(words):
        for _, stop in words[first : first + LONGEST]:
            named = text[begin:stop]
            if named[:1].isupper():
                yield Span(text=named, start=begin, end=stop)
                if named.endswith("s"):  # "in Chinas Hauptstadt"
                    yield Span(text=named[:-1], start=begin, end=stop - 1)


def _means(words: str, place: Place, language: str, day: str | None) -> bool:
    if words == place.name:
        return True  # "das Dorf Sotk", which no table knows, is named as it is written
    found = gazetteer.candidates(words, language)
    if found:
        return any((other.name, other.country) == (place.name, place.country) for other, _ in found)
    if place.latitude is not None or place.country is None:
        return False
    return lookup.country_named(words, day, language) == place.country
