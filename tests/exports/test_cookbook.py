"""The recipes of docs/cookbook.md run, in order, on the example reports, and every result has something in it."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

from aktenlage.exports import Coded, write_coded

from .conftest import EXAMPLES

PAGE = (EXAMPLES.parent / "docs" / "cookbook.md").read_text("utf-8")
RECIPES = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
FILES = {"events.txt": "polecat", "events.tab": "icews", "events.jsonl": "plover", "agenda.ics": "ics"}


def test_recipes_run(tmp_path: Path, coded: list[Coded], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_coded("parquet", coded, Path("tables"))
    for name, format in FILES.items():
        assert f"--format {format} --out {name}" in PAGE
        write_coded(format, coded, Path(name))
    Path("reports").symlink_to(EXAMPLES)
    kitchen: dict[str, object] = {}
    for recipe in RECIPES:
        exec(compile(recipe, "docs/cookbook.md", "exec"), kitchen)
    frames = {
        name: value for name, value in kitchen.items() if isinstance(value, pl.DataFrame | pd.DataFrame)
    }
    assert len(RECIPES) >= 10 and len(frames) >= 15
    assert {name for name, frame in frames.items() if len(frame) == 0} == set()
    assert kitchen["due"] and kitchen["trigger"] in str(kitchen["sentence"])
    dyads = frames["dyads"]
    assert isinstance(dyads, pl.DataFrame) and dyads["score"].is_between(-10, 10).all()
    assert len(frames["one_each"]) > len(frames["happened"]), "some events have several actors"
