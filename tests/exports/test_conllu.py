"""CoNLL-U with events in MISC: still what the official validator takes, and the events stand on their triggers."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from aktenlage.exports import Coded, conllu, write_coded
from aktenlage.shapes import Span

from .invented import happening, somebody


def test_examples(tmp_path: Path, coded: list[Coded]) -> None:
    some = [coded[0], coded[-1]]
    stream = io.StringIO()
    write_coded("conllu", some, stream)
    rows = [line.split("\t") for line in stream.getvalue().splitlines() if line and line[0] != "#"]
    assert all(len(row) == 10 for row in rows)
    words = [row[1] for row in rows if "Event=" in row[9]]
    wanted = [m for _, c in some for event in c.events for m in event.mentions]
    assert sorted(words) == sorted(m.trigger.text for m in wanted)
    pytest.importorskip("udtools", reason="the UD validator is not installed: pip install '.[development]'")
    path = tmp_path / "examples.conllu"
    path.write_text(stream.getvalue(), "utf-8")
    validator = Path(sys.executable).parent / "udvalidate"
    run = subprocess.run([validator, "--lang", "de", "--level", "2", path], capture_output=True, text=True)
    assert run.returncode == 0, (run.stdout + run.stderr)[-2000:]


def test_entries() -> None:
    event = happening(
        "ACCUSE", "allege", actors=[somebody("A|B;\tC\\", "DEU", "GOV", kind="person")], date="2024-03"
    )
    assert dict(conllu.entries(event, event.mentions[0])) == {
        "Event": "ACCUSE:allege", "EventId": "r-1", "EventStatus": "actual", "EventCertainty": "certain", "EventDate": "2024-03",
        "EventActors": "A\\pB, C\\\\ (DEU GOV)",
    }  # fmt: skip


def test_two_events_on_one_word(coded: list[Coded]) -> None:
    found = coded[0][1]
    first, second = happening("ACCUSE", id="1"), happening("REQUEST", id="2")
    for event in (first, second):
        event.mentions[0].trigger = Span(text="x", start=5, end=6)
    twice = type(found)(document=found.document, events=[first, second], statements=[], entities=[])
    (entries,) = conllu.triggers(twice).values()
    assert "Event=ACCUSE" in entries and "Event2=REQUEST" in entries and "EventId2=2" in entries
