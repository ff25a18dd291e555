"""What merging reaches on the invented happenings."""

from __future__ import annotations

import tomllib
from pathlib import Path

from benchmarks.happenings import load
from benchmarks.merging import align, count, pairs, record_of

FLOORS = tomllib.loads((Path(__file__).parent.parent / "floors.toml").read_text("utf-8"))["merging"]


def test_merging_reaches_its_floors() -> None:
    gold = load()
    reached = count(pair for pair in pairs(align(gold, record_of(gold))) if pair.found)
    assert reached.precision >= FLOORS["precision"]
    assert reached.f1(False) >= FLOORS["f1"]
