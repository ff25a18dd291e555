"""Pictures of made-up relations and places: drawn without a network, told in words, with their data."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from xml.etree import ElementTree

import pytest

pytest.importorskip("altair", reason="the extra charts is not installed")

from aktenlage.charts import Picture, matrix, network, pair, places
from aktenlage.record.places import PlaceCount
from aktenlage.record.relations import Relation

HOSTILE = "</svg><script>alert(1)</script>"


def relation(actor: str, recipient: str, period: str, events: int, score: float) -> Relation:
    cooperation = events if score > 0 else 0
    return Relation(
        actor=actor, recipient=recipient, period=period, events=events, score=score, verbal_cooperation=cooperation,
        material_cooperation=0, verbal_conflict=events - cooperation, material_conflict=0,
    )  # fmt: skip


RELATIONS = [
    relation("CHN", "USA", "2023-05", 3, 4.0),
    relation("CHN", "USA", "2023-06", 2, -5.0),
    relation("USA", "CHN", "2023-06", 1, -2.0),
]
PLACES = [
    PlaceCount(
        name="Berlin", country="DEU", latitude=52.5, longitude=13.4, events=3, cooperation=3, conflict=0
    ),
    PlaceCount(name=HOSTILE, country=None, latitude=0.0, longitude=0.0, events=1, cooperation=0, conflict=1),
]
PICTURES = {
    "pair": lambda: pair(RELATIONS, ("USA", "CHN")),
    "matrix": lambda: matrix(RELATIONS),
    "network": lambda: network(RELATIONS),
    "map": lambda: places(PLACES),
    "empty pair": lambda: pair([], ("USA", "CHN")),
    "empty matrix": lambda: matrix([]),
    "empty network": lambda: network([]),
    "empty map": lambda: places([]),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_drawn_in_every_format(name: str, tmp_path: Path) -> None:
    picture: Picture = PICTURES[name]()
    for ending in ("svg", "png", "csv"):
        picture.write(tmp_path / f"picture.{ending}")
    root = ElementTree.fromstring((tmp_path / "picture.svg").read_text("utf-8"))
    assert root.tag.endswith("svg") and not [e for e in root.iter() if "script" in e.tag]
    assert (tmp_path / "picture.png").read_bytes().startswith(b"\x89PNG")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "picture.csv").read_text("utf-8"))))
    assert len(rows) == len(picture.rows) and bool(rows) == (not name.startswith("empty"))
    assert picture.alternative


def test_the_alternatives_say_what_is_seen() -> None:
    assert PICTURES["pair"]().alternative == (
        "United States and China, 2023-05 to 2023-06: 6 events counted in both directions; "
        "the mean score turned from +4.0 to -4.0 in 2023-06."
    )
    assert "China to United States 5 events, score +0.4" in PICTURES["matrix"]().alternative
    assert PICTURES["network"]().alternative == (
        "Network of 2 countries. Most events: China and United States 6, score +0.0."
    )
    assert "Berlin 3 (3 cooperation, 0 conflict)" in PICTURES["map"]().alternative


def test_the_same_picture_is_the_same_file() -> None:
    assert PICTURES["pair"]().bytes("svg") == PICTURES["pair"]().bytes("svg")


def test_an_unknown_format_says_which_there_are() -> None:
    with pytest.raises(ValueError, match="svg, png, csv"):
        PICTURES["pair"]().bytes("gif")
