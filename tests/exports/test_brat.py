"""brat files, read back by a small reader of the format: every span shows the words it names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given

from aktenlage.coding import plover
from aktenlage.exports import Coded, brat, write_coded

from .invented import hostile_coded, patient


@dataclass
class Sheet:
    """One .ann as brat's own reader takes it apart, line by line."""

    bound: dict[str, tuple[str, list[tuple[int, int]], str]] = field(default_factory=dict)
    events: dict[str, tuple[str, str, list[tuple[str, str]]]] = field(default_factory=dict)
    attributes: list[tuple[str, str, str]] = field(default_factory=list)
    relations: list[tuple[str, str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def read(ann: str) -> Sheet:
    """Raises what is not brat: unknown lines, ids given twice."""
    sheet = Sheet()
    seen = set()
    for line in ann.splitlines():
        id_, rest = line.split("\t", 1)
        assert id_ not in seen, id_
        seen.add(id_)
        if id_[0] == "T":
            head, words = rest.split("\t")
            kind, offsets = head.split(" ", 1)
            parts = [(int(a), int(b)) for a, b in (part.split(" ") for part in offsets.split(";"))]
            sheet.bound[id_] = (kind, parts, words)
        elif id_[0] == "E":
            (kind, trigger), *arguments = (part.split(":") for part in rest.split(" "))
            sheet.events[id_] = (kind, trigger, [(role.rstrip("0123456789"), to) for role, to in arguments])
        elif id_[0] == "A":
            kind, to, value = rest.split(" ")
            sheet.attributes.append((kind, to, value))
        elif id_[0] == "R":
            kind, one, other = rest.split(" ")
            sheet.relations.append((kind, one.removeprefix("Arg1:"), other.removeprefix("Arg2:")))
        else:
            assert id_[0] == "#", line
            head, words = rest.split("\t")
            sheet.notes.append((head.split(" ")[1], words))
    return sheet


def check(sheet: Sheet, text: str) -> None:
    """What brat checks: spans show their words, and nothing points nowhere."""
    for _, parts, words in sheet.bound.values():
        assert " ".join(text[start:end] for start, end in parts) == words
        assert words.strip() == words != ""
        assert all(end <= start for (_, end), (start, _) in pairwise(parts))
    ids = sheet.bound.keys() | sheet.events.keys()
    for kind, trigger, arguments in sheet.events.values():
        assert sheet.bound[trigger][0] == kind in plover.TYPES
        assert all(to in sheet.bound for _, to in arguments)
    assert {to for _, to, _ in sheet.attributes} | {to for to, _ in sheet.notes} <= ids
    assert {to for _, *both in sheet.relations for to in both} <= ids


def test_examples(tmp_path: Path, coded: list[Coded]) -> None:
    write_coded("brat", coded, tmp_path / "brat")
    split = 0
    for document, found in coded:
        name = document.id.removesuffix(".txt")
        text = (tmp_path / "brat" / f"{name}.txt").read_bytes().decode()
        assert text == document.text
        sheet = read((tmp_path / "brat" / f"{name}.ann").read_text("utf-8"))
        check(sheet, text)
        mentions = [mention for event in found.events for mention in event.mentions]
        assert len(sheet.events) == len(mentions)
        for mention, (kind, trigger, arguments) in zip(mentions, sheet.events.values(), strict=True):
            assert kind == mention.type and sheet.bound[trigger][2] == mention.trigger.text
            roles = [role for role, _ in arguments]
            assert roles.count("Actor") == len({(e.start, e.end) for e in mention.actors})
            assert roles.count("Source") == len({(e.start, e.end) for e in mention.sources})
        assert [value for kind, _, value in sheet.attributes if kind == "Status"] == [
            m.status for m in mentions
        ]
        statements = [bound for bound in sheet.bound.values() if bound[0] == "Statement"]
        kinds = [value for kind, _, value in sheet.attributes if kind == "Kind"]
        assert len(kinds) == len(found.statements) and len(statements) <= len(kinds)
        split += sum(len(parts) > 1 for _, parts, _ in statements)
        speakers = sum(statement.speaker is not None for statement in found.statements)
        assert sum(kind == "Speaker" for kind, *_ in sheet.relations) == speakers
    assert split >= 3, "some quotations are split by their reporter"


def test_places_stand_where_they_are_written(coded: list[Coded]) -> None:
    placed = written = 0
    for document, found in coded:
        sheet = read(brat.annotation(document.text, found))
        placed += sum(mention.place is not None for event in found.events for mention in event.mentions)
        written += sum(role == "Place" for *_, arguments in sheet.events.values() for role, _ in arguments)
    # where a scene goes on, the place is written in a sentence before
    assert written >= 0.4 * placed > 10


def test_configuration_names_all_that_is_used(coded: list[Coded]) -> None:
    sections = re.split(r"^\[(\w+)\]$", brat.configuration(), flags=re.MULTILINE)
    found = dict(zip(sections[1::2], sections[2::2], strict=True))
    entities = set(found["entities"].split())
    names = {
        section: {line.split(" ")[0]: line for line in found[section].strip().splitlines()}
        for section in ("relations", "events", "attributes")
    }
    assert set(names["events"]) == set(plover.TYPES)
    for document, told in coded:
        sheet = read(brat.annotation(document.text, told))
        assert {kind for kind, *_ in sheet.bound.values()} <= entities | set(plover.TYPES)
        assert {kind for kind, *_ in sheet.relations} <= set(names["relations"])
        for kind, _, value in sheet.attributes:
            assert value in names["attributes"][kind].rsplit("Value:")[1].split("|")


@pytest.mark.parametrize(
    ("text", "spans", "parts"),
    [
        ("Er kam.", [(0, 2)], ((0, 2),)),
        ("„Ja“,\nsagte er", [(0, 14)], ((0, 5), (6, 14))),
        ("a\r\n \n b\tc", [(0, 9)], ((0, 1), (6, 7), (8, 9))),
        ("abcdef", [(2, 5), (0, 3)], ((0, 3), (3, 5))),
        ("  ", [(0, 2)], ()),
        ("abc", [(2, 9), (-1, 2), (2, 2), (3, 1)], ()),
    ],
)
def test_fragments(text: str, spans: list[tuple[int, int]], parts: tuple[tuple[int, int], ...]) -> None:
    assert brat.fragments(text, spans) == parts


def test_file_names() -> None:
    given: set[str] = set()
    names = [
        brat.file_name(id_, given)
        for id_ in ("a.txt", "A", "../../etc/passwd", "", "\n", "x" * 300, "x" * 301)
    ]
    assert names[:5] == ["a", "A-2", "etc_passwd", "report", "report-2"]
    assert len({name.casefold() for name in names}) == len(names) and all(len(name) < 130 for name in names)


@given(hostile_coded())
@patient
def test_hostile_texts(pair: Coded) -> None:
    document, found = pair
    text = document.text.replace("\ud800", "\ufffd")
    sheet = read(brat.annotation(text, found))
    check(sheet, text)
