"""Which words of a report are trigger, party, time, place or quotation? The text in segments, each with its marks.

Marks overlap (a trigger in a quotation, one name in two events), HTML elements must not; so the text is cut at every
beginning and end, and each segment carries all marks that cover it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from aktenlage.coding.times import times
from aktenlage.record.told import ToldReport
from aktenlage.shapes import Entity, RecordedMention
from aktenlage.tables import name
from aktenlage.world import lookup

# Longer texts are cut on the page; the API gives them whole.
LONGEST = 60_000
MOST = 4_000
_WORDS = re.compile(r"[^\W\d_][\w'’.-]*(?:[ \u00a0][^\W\d_][\w'’.-]*){0,2}")
KINDS = {
    "trigger": "the word that tells of an event",
    "actor": "who acts",
    "recipient": "to whom",
    "source": "according to whom",
    "speaker": "who speaks",
    "time": "when",
    "place": "where",
    "quotation": "what is said",
}


@dataclass(frozen=True, slots=True)
class Mark:
    """Words with a role. `group` (`e3`, `s1`) is the event or statement they light up with, `target` where a click leads."""

    start: int
    end: int
    kind: str
    label: str
    group: str = ""
    target: str = ""


@dataclass(slots=True)
class Segment:
    """A piece of text under the same marks; `opens` and `closes` are the marks that begin and end with it."""

    start: int
    text: str
    kinds: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)
    target: str = ""
    opens: list[str] = field(default_factory=list)
    closes: int = 0


def segments(text: str, marks: Sequence[Mark]) -> list[Segment]:
    """The text, cut where marks begin and end. Marks outside the text are left out."""
    fitting = [m for m in marks if 0 <= m.start < m.end <= len(text)][:MOST]
    starts: dict[int, list[Mark]] = {}
    ends: dict[int, list[Mark]] = {}
    for mark in fitting:
        starts.setdefault(mark.start, []).append(mark)
        ends.setdefault(mark.end, []).append(mark)
    cuts = sorted({0, len(text), *starts, *ends})
    found: list[Segment] = []
    active: dict[Mark, None] = {}
    for start, end in pairwise(cuts):
        for mark in ends.get(start, ()):
            active.pop(mark, None)
        opening = starts.get(start, [])
        active.update(dict.fromkeys(opening))
        inner = min((m for m in active if m.target), key=lambda m: m.end - m.start, default=None)
        found.append(
            Segment(
                start=start,
                text=text[start:end],
                kinds=list(dict.fromkeys(m.kind for m in active)),
                groups=list(dict.fromkeys(m.group for m in active if m.group)),
                target=inner.target if inner else "",
                opens=list(dict.fromkeys(m.label for m in opening)),
                closes=len({m.label for m in ends.get(end, ()) if m in active}),
            )
        )
    return found


def marks(told: ToldReport) -> list[Mark]:
    """All marks of a report: triggers and parties of its events, quotations and speakers, times and places."""
    text = told.report.text[:LONGEST]
    found = [*_events(told), *_statements(told), *_times(told, text), *_places(told, text)]
    return list(dict.fromkeys(found))


def _events(told: ToldReport) -> Iterator[Mark]:
    for number, event in enumerate(told.events, 1):
        group = f"e{number}"
        for mention in event.mentions:
            what = mention.type + (f" {mention.mode}" if mention.mode else "")
            yield Mark(mention.trigger.start, mention.trigger.end, "trigger", f"event {what}", group, group)
            for kind, entities in (
                ("actor", mention.actors),
                ("recipient", mention.recipients),
                ("source", mention.sources),
            ):
                for entity in entities:
                    yield _entity(entity, kind, group)


def _statements(told: ToldReport) -> Iterator[Mark]:
    for number, said in enumerate(told.statements, 1):
        group = f"s{number}"
        for start, end in said.spans or [(said.start, said.end)]:
            yield Mark(start, end, "quotation", f"{said.kind} statement", group, group)
        for entity in (said.speaker, *said.cospeakers):
            if entity is not None:
                yield _entity(entity, "speaker", group)
        if said.relay is not None:
            yield _entity(said.relay, "source", group)


def _entity(entity: Entity, kind: str, group: str) -> Mark:
    return Mark(entity.start, entity.end, kind, f"{kind} {name(entity)}", group)


def _times(told: ToldReport, text: str) -> Iterator[Mark]:
    language = told.report.language
    if language not in ("de", "en"):
        return
    try:
        found = times(text, told.report.published, language)
    except ValueError:  # a day of publication that is none: what is relative to it cannot be told
        found = times(text, None, language)
    for start, end, _, value in found:
        yield Mark(start, end, "time", f"time {value}")


def _places(told: ToldReport, text: str) -> Iterator[Mark]:
    """Where an event's place is named in its sentence; the record knows the place, not its words."""
    for number, event in enumerate(told.events, 1):
        for mention in event.mentions:
            if mention.place is not None:
                yield from _named(
                    mention, text[mention.start : mention.end], told.report.language or "en", f"e{number}"
                )


def _named(mention: RecordedMention, sentence: str, language: str, group: str) -> Iterator[Mark]:
    assert mention.place is not None
    wanted = mention.place.name
    for run in _WORDS.finditer(sentence):
        words = [(m.start() + run.start(), m.end() + run.start()) for m in re.finditer(r"\S+", run.group())]
        for first in range(len(words)):
            for last in range(len(words), first, -1):
                start, end = words[first][0], words[last - 1][1]
                said = sentence[start:end].rstrip(".'’-")
                if said == wanted or _means(said, wanted, language):
                    at = mention.start + start
                    yield Mark(at, at + len(said), "place", f"place {wanted}", group)
                    return


def _means(said: str, wanted: str, language: str) -> bool:
    if not said[:1].isupper() or language not in ("de", "en"):
        return False
    place = lookup.place(said, language)
    if place is not None and place.name == wanted:
        return True
    country = lookup.country_named(said, None, language)
    return country is not None and lookup.country_name(country) == wanted
