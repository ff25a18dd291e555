"""brat standoff: a .txt and an .ann for each report, and the configuration, for annotators who correct the coding.

Source: brat's "Annotation Data Format" and "Annotation configuration" (brat.nlplab.org/standoff.html, configuration.html).
Offsets are code points into the .txt, which is the report as given. brat takes a line at a time, so that a span over a line
break is written as a discontinuous one, in parts.

Text-bound: Person, Organisation, Country, Group, Location, Statement, Cue, and a trigger of each PLOVER type. Events: one for each
mention with Actor, Recipient, Source and Place; attributes Status, Certainty, Mode. Relations: Speaker, Cospeaker, Addressee, Relay
and Cued_by from a statement, Same_event between mentions of one event. Names, codes and dates are notes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path

from aktenlage.coding import plover
from aktenlage.exports.cells import BREAKS, SURROGATES
from aktenlage.exports.places import span_of
from aktenlage.exports.told import Coded
from aktenlage.shapes import CodedDocument, Entity, Event, Mention, Statement
from aktenlage.tables import name

KINDS = {"person": "Person", "organisation": "Organisation", "country": "Country", "group": "Group"}
ROLES = ("Speaker", "Cospeaker", "Addressee", "Relay")
STATEMENT_KINDS = ("direct", "indirect", "free-indirect", "reported")
# Where a line ends for some reader, or a column: no part of a span may hold one.
LINE_ENDS = re.compile(r"[^\t\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")
UNSAFE = re.compile(r"[^\w.-]+")
LONGEST_NAME = 100
ACTORS = "|".join(KINDS.values())
Parts = tuple[tuple[int, int], ...]


def write_folder(pairs: Iterable[Coded], folder: Path) -> int:
    """Writes `NAME.txt` and `NAME.ann` for each report and the configuration; gives the number of reports."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "annotation.conf").write_text(configuration(), encoding="utf-8")
    given: set[str] = set()
    for document, coded in pairs:
        name_ = file_name(document.id, given)
        text = SURROGATES.sub("\ufffd", document.text)
        # as bytes: a line end that is translated would move every offset behind it
        (folder / f"{name_}.txt").write_bytes(text.encode("utf-8"))
        (folder / f"{name_}.ann").write_bytes(annotation(text, coded).encode("utf-8"))
    return len(given)


def file_name(id_: str, given: set[str]) -> str:
    """A file name from a report's id, without the suffix .txt, unlike those given before (whatever the case of letters)."""
    base = UNSAFE.sub("_", id_.removesuffix(".txt")).strip("._") or "report"
    if len(base) > LONGEST_NAME:
        tail = blake2b(id_.encode("utf-8", "replace"), digest_size=5).hexdigest()
        base = f"{base[:LONGEST_NAME]}-{tail}"
    found, number = base, 1
    while found.casefold() in given:
        number += 1
        found = f"{base}-{number}"
    given.add(found.casefold())
    return found


def annotation(text: str, coded: CodedDocument) -> str:
    """The .ann of one report. Spans that do not lie in the text are left out, with what hangs on them."""
    sheet = _Sheet(text, coded)
    for event in coded.events:
        sheet.add_event(event)
    for statement in coded.statements:
        sheet.add_statement(statement)
    return "".join(line + "\n" for line in sheet.lines)


class _Sheet:
    """Gathers the lines of one .ann; guards its numbers, and that a span has one text-bound line."""

    def __init__(self, text: str, coded: CodedDocument) -> None:
        self.text = text
        self.language = coded.document.language or "en"
        self.day = coded.document.published
        self.lines: list[str] = []
        self.numbers: dict[str, int] = {}
        self.bound: dict[tuple[str, Parts], str] = {}

    def _id(self, letter: str) -> str:
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return f"{letter}{self.numbers[letter]}"

    def span(
        self, kind: str, spans: Sequence[tuple[int, int]], note: str = "", fresh: bool = False
    ) -> str | None:
        """The id of the text-bound line of these spans, None if there is no word in them.

        A trigger is `fresh`: two events may hang on one word, and brat wants a trigger for each.
        """
        parts = fragments(self.text, spans)
        if not parts:
            return None
        known = self.bound.get((kind, parts))
        if known and not fresh:
            return known
        id_ = self._id("T")
        self.bound[kind, parts] = id_
        offsets = ";".join(f"{start} {end}" for start, end in parts)
        words = " ".join(self.text[start:end] for start, end in parts)
        self.lines.append(f"{id_}\t{kind} {offsets}\t{words}")
        self.note(id_, note)
        return id_

    def entity(self, entity: Entity) -> str | None:
        note = name(entity) if entity.kind != "country" else f"{entity.name} ({entity.country})"
        return self.span(KINDS.get(entity.kind, "Group"), [(entity.start, entity.end)], note)

    def note(self, id_: str, words: str) -> None:
        if words := BREAKS.sub(" ", SURROGATES.sub("\ufffd", words)).strip():
            self.lines.append(f"{self._id('#')}\tAnnotatorNotes {id_}\t{words}")

    def attribute(self, kind: str, id_: str, value: str | None) -> None:
        if value:
            self.lines.append(f"{self._id('A')}\t{kind} {id_} {value}")

    def relation(self, kind: str, one: str, other: str | None) -> None:
        if other:
            self.lines.append(f"{self._id('R')}\t{kind} Arg1:{one} Arg2:{other}")

    def add_event(self, event: Event) -> None:
        """Every mention, each joined to the one before."""
        before = None
        for mention in event.mentions:
            id_ = self._mention(mention)
            if id_ and before:
                self.relation("Same_event", before, id_)
            before = id_ or before

    def _mention(self, mention: Mention) -> str | None:
        trigger = self.span(mention.type, [(mention.trigger.start, mention.trigger.end)], fresh=True)
        if trigger is None:
            return None
        arguments = [f"{mention.type}:{trigger}"]
        for role, entities in (
            ("Actor", mention.actors),
            ("Recipient", mention.recipients),
            ("Source", mention.sources),
        ):
            found = dict.fromkeys(filter(None, map(self.entity, entities)))
            arguments += [
                f"{role}{number if number > 1 else ''}:{id_}" for number, id_ in enumerate(found, 1)
            ]
        unwritten = ""
        if mention.place:
            words = span_of(mention, self.text, self.language, self.day)
            label = ", ".join(filter(None, (mention.place.name, mention.place.country)))
            place = self.span("Location", [(words.start, words.end)], label) if words else None
            if place:
                arguments.append(f"Place:{place}")
            else:
                unwritten = f"place: {label}"
        id_ = self._id("E")
        self.lines.append(f"{id_}\t{' '.join(arguments)}")
        self.attribute("Status", id_, mention.status)
        self.attribute("Certainty", id_, mention.certainty)
        self.attribute("Mode", id_, mention.mode)
        date = f"date: {mention.date}" if mention.date else ""
        self.note(id_, "; ".join(filter(None, (date, unwritten))))
        return id_

    def add_statement(self, statement: Statement) -> None:
        """The content, its kind and who is behind it."""
        spans = statement.spans or [(statement.start, statement.end)]
        id_ = self.span("Statement", spans, f"date: {statement.date}" if statement.date else "")
        if id_ is None:
            return
        self.attribute("Kind", id_, statement.kind)
        people = (
            [statement.speaker] if statement.speaker else [],
            statement.cospeakers,
            statement.addressees,
            [statement.relay] if statement.relay else [],
        )
        for role, entities in zip(ROLES, people, strict=True):
            for entity in entities:
                self.relation(role, id_, self.entity(entity))
        if statement.cue:
            self.relation("Cued_by", id_, self.span("Cue", [(statement.cue.start, statement.cue.end)]))


def fragments(text: str, spans: Sequence[tuple[int, int]]) -> Parts:
    """The spans as parts of single lines, trimmed, in order and without overlap; those outside the text are left out."""
    parts: list[tuple[int, int]] = []
    reached = 0
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(text):
            continue
        for line in LINE_ENDS.finditer(text, max(start, reached), end):
            begin, stop = line.span()
            while begin < stop and text[begin].isspace():
                begin += 1
            while stop > begin and text[stop - 1].isspace():
                stop -= 1
            if begin < stop:
                parts.append((begin, stop))
        reached = max(reached, end)
    return tuple(parts)


def configuration() -> str:
    """`annotation.conf`: which types there are and what may hang on them."""
    return "\n".join(_configuration()) + "\n"


def _configuration() -> Iterator[str]:
    yield "# Written by Aktenlage; event types and modes are those of PLOVER 2.0."
    yield "[entities]"
    yield from (*KINDS.values(), "Location", "Statement", "Cue")
    yield "\n[relations]"
    yield from (f"{role} Arg1:Statement, Arg2:{ACTORS}" for role in ROLES)
    yield "Cued_by Arg1:Statement, Arg2:Cue"
    yield "Same_event Arg1:<EVENT>, Arg2:<EVENT>"
    yield "\n[events]"
    for type_ in plover.TYPES:
        yield f"{type_} Actor*:{ACTORS}, Recipient*:{ACTORS}, Source*:{ACTORS}, Place?:Location"
    yield "\n[attributes]"
    modes = dict.fromkeys(mode for modes in plover.MODES.values() for mode in modes)
    yield f"Status Arg:<EVENT>, Value:{'|'.join(plover.STATUSES)}"
    yield f"Certainty Arg:<EVENT>, Value:{'|'.join(plover.CERTAINTIES)}"
    yield f"Mode Arg:<EVENT>, Value:{'|'.join(modes)}"
    yield f"Kind Arg:Statement, Value:{'|'.join(STATEMENT_KINDS)}"
