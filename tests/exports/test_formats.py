"""The table of formats and the two doors."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from aktenlage.cli import LEFT_OUT, CodeFormat, app
from aktenlage.exports import FORMATS, Coded, write, write_coded
from aktenlage.grammar.model import Model

from .conftest import EXAMPLES

REPORT = EXAMPLES / "de-agentur-besuch.txt"
DOCS = EXAMPLES.parent / "docs"


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, ["code", *(str(word) for word in words), "--published", "2024-03-12"])


def test_the_command_knows_every_format() -> None:
    assert [choice.value for choice in CodeFormat] == ["table", "jsonl", *FORMATS]


def test_every_format_is_described() -> None:
    page = (DOCS / "exports.md").read_text("utf-8")
    for name, format in FORMATS.items():
        assert f"`{name}`" in page and format.description in page


@pytest.mark.parametrize("format", [name for name, chosen in FORMATS.items() if not chosen.folder])
def test_to_a_stream_and_to_a_file(model: Model, tmp_path: Path, format: str, coded: list[Coded]) -> None:
    stream = io.StringIO()
    write_coded(format, coded[:1], stream)
    write_coded(format, coded[:1], tmp_path / "out")
    assert (tmp_path / "out").read_bytes().decode() == stream.getvalue() != ""


@pytest.mark.parametrize("format", FORMATS)
def test_command(model: Model, tmp_path: Path, format: str) -> None:
    out = tmp_path / "out"
    missing = tmp_path / "nowhere.txt"
    result = run(REPORT, missing, "--format", format, "--out", out)
    assert result.exit_code == LEFT_OUT and "nowhere.txt: there is no such file" in result.stderr
    assert "1 left out" in result.stderr and result.stdout == ""
    assert out.is_dir() == FORMATS[format].folder
    assert any(out.iterdir()) if out.is_dir() else out.stat().st_size > 500


def test_command_prints(model: Model) -> None:
    result = run(REPORT, "--format", "polecat")
    assert result.exit_code == 0 and result.stdout.startswith("Event ID\tEvent Date")


@pytest.mark.parametrize("format", [name for name, chosen in FORMATS.items() if chosen.folder])
def test_folders_must_be_named(format: str) -> None:
    result = run(REPORT, "--format", format)
    assert result.exit_code == 2 and "--out DIR" in result.stderr


def test_out_is_for_exports(tmp_path: Path) -> None:
    result = run(REPORT, "--format", "table", "--out", tmp_path / "x")
    assert result.exit_code == 2 and "redirect" in result.stderr


def test_errors_name_the_cure(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no format xml; choose one of plover, "):
        write("xml", [], io.StringIO())
    with pytest.raises(ValueError, match="name a folder"):
        write("csv", [], io.StringIO())
    with pytest.raises(ValueError, match="name a folder"):
        write_coded("brat", [], io.StringIO())
    with pytest.raises(ValueError, match="write_coded"):
        write("brat", [], tmp_path)
