"""The commands `chart`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from aktenlage.cli import app
from aktenlage.record import Record

pytest.importorskip("altair", reason="the extra charts is not installed")
sys.path.insert(0, str(Path(__file__).parent / "record"))
from making import country, report, tell


@pytest.fixture
def db(tmp_path: Path) -> str:
    """A record of one accusation."""
    text = "China accused the United States of export controls."
    accused = tell(
        text,
        "ACCUSE",
        trigger="accused",
        actors=[country("CHN")],
        recipients=[country("USA")],
        date="2023-06-01",
    )
    with Record(f"sqlite:///{tmp_path / 'akte.db'}") as record:
        record.add(*report("grain", text, [accused]))
    return f"sqlite:///{tmp_path / 'akte.db'}"


@pytest.mark.parametrize(
    ("words", "told"),
    [(["pair", "USA,CHN"], "1 events counted in both directions"), (["matrix"], "China to United States 1 events"),
     (["map"], "No event has a place")],
)  # fmt: skip
def test_a_picture_is_written_and_told(db: str, tmp_path: Path, words: list[str], told: str) -> None:
    out = tmp_path / "picture.svg"
    result = CliRunner().invoke(app, ["chart", *words, "--db", db, "--out", str(out)])
    assert result.exit_code == 0 and told in result.stdout
    assert out.read_text("utf-8").startswith("<svg")


@pytest.mark.parametrize(
    "words", [["pair", "USA", "--out", "x.svg"], ["matrix", "--out", "x.gif"], ["pair", "USA,CHN"]]
)
def test_wrong_use_is_told(db: str, words: list[str]) -> None:
    result = CliRunner().invoke(app, ["chart", *words, "--db", db])
    assert result.exit_code == 2 and not Path("x.gif").exists()
