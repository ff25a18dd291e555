"""The commands: documented, honest about what they leave out, and never stopped by a bad file."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from texts import ENGLISH, FRENCH, GERMAN
from typer.testing import CliRunner, Result

from aktenlage.cli import LEFT_OUT, app
from aktenlage.grammar.model import Model
from aktenlage.record import Record
from aktenlage.reference import commands, pages, parameters
from aktenlage.shapes import json_schema

DOCS = Path(__file__).parent.parent / "docs"
# File name -> its bytes. The first three are coded, the rest is left out.
GOOD = {
    "a-good.txt": GERMAN.encode(),
    "b-latin-1.txt": GERMAN.replace("„", '"').replace("“", '"').replace("–", "-").encode("latin-1"),
    "c-utf-16.txt": ENGLISH.encode("utf-16"),
}
BAD = {
    "d-binary.txt": bytes(range(256)) * 40,
    "e-empty.txt": b"",
    "f-blank.txt": b" \n\t\n",
    "g-french.txt": FRENCH.encode(),
    "h-long.txt": "Die Regierung berät weiter. ".encode() * 750_000,
}
CODES = {"d": "binary", "e": "empty", "f": "empty", "g": "other-language", "h": "too-long"}


def run(*words: str | Path, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words], input=stdin)


def objects(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with every kind of bad file among good ones."""
    for name, content in (GOOD | BAD).items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", commands())
def test_commands_are_documented(name: str) -> None:
    command = commands()[name]
    assert f"Example: aktenlage {name}" in (command.__doc__ or "")
    assert all(meaning for _, _, _, meaning in parameters(command))
    assert run(*name.split(), "--help").exit_code == 0


@pytest.mark.parametrize("name", pages())
def test_written_pages_are_current(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == pages()[name], "run python -m aktenlage.reference"


@pytest.mark.parametrize("name", BAD)
def test_bad_file_gives_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(BAD[name])
    result = run("code", tmp_path / name)
    assert result.exit_code == LEFT_OUT
    about = [line for line in result.stderr.splitlines() if name in line]
    assert len(about) == 1 and "; " in about[0], "one line: what is wrong; the cure"
    assert result.stdout == ""


def test_missing_file(tmp_path: Path) -> None:
    result = run("code", tmp_path / "nowhere.txt", "--format", "jsonl")
    assert result.exit_code == LEFT_OUT
    assert "nowhere.txt: there is no such file; check the name" in result.stderr
    assert objects(result)[0]["error"]["code"] == "not-found"


@pytest.mark.parametrize(("name", "encoding"), [("b-latin-1.txt", "cp1252"), ("c-utf-16.txt", "utf-16")])
def test_other_encodings_are_read_and_named(model: Model, tmp_path: Path, name: str, encoding: str) -> None:
    (tmp_path / name).write_bytes(GOOD[name])
    result = run("code", tmp_path / name, "--format", "jsonl")
    assert result.exit_code == 0
    assert f"{name}: read as {encoding}; save it as UTF-8" in result.stderr
    assert objects(result)[0]["events"]


def test_folder_with_all_of_them(model: Model, folder: Path) -> None:
    missing = folder / "i-missing.txt"
    result = run("code", folder, missing, "--format", "jsonl", "--published", "2024-03-12")
    assert result.exit_code == LEFT_OUT
    coded = objects(result)
    names = [Path(entry["document"]["id"]).name for entry in coded]
    assert names == [*GOOD, *BAD, missing.name], "order is kept"
    validator = Draft202012Validator(json_schema())
    for entry, name in zip(coded, names, strict=True):
        validator.validate(entry)
        assert ("error" in entry) == (name not in GOOD)
        if name in BAD:
            assert entry["error"]["code"] == CODES[name[0]]
            assert name in entry["error"]["message"]
    for name in (*BAD, missing.name):
        assert sum(name in line for line in result.stderr.splitlines()) == 1
    assert f"{len(BAD) + 1} left out" in result.stderr


def test_json_lines_keep_order_and_id(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    lines = [
        {
            "id": "x1",
            "text": ENGLISH,
            "published": "2024-03-12",
            "language": "en",
            "source": "Invented Press",
        },
        {"id": 7, "text": FRENCH},
        "not JSON",
        {"id": "x3", "text": GERMAN, "published": "12.03.2024"},
        {"id": "x4", "text": GERMAN, "title": "Treffen in Prag"},
    ]
    path.write_text(
        "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), encoding="utf-8"
    )
    result = run("code", path, "--format", "jsonl")
    assert result.exit_code == LEFT_OUT
    coded = objects(result)
    assert [entry["document"]["id"] for entry in coded] == ["x1", "7", f"{path}:3", "x3", "x4"]
    assert [entry.get("error", {}).get("code") for entry in coded] == [
        None, "other-language", "bad-json", "bad-date", None,
    ]  # fmt: skip
    assert coded[0]["document"]["source"] == "Invented Press"
    assert coded[4]["document"]["title"] == "Treffen in Prag"


def test_columns_told_wrongly(tmp_path: Path) -> None:
    result = run("code", tmp_path, "--columns", "Body")
    assert result.exit_code == 2 and "write NAME=COLUMN" in " ".join(result.stderr.split())


def test_standard_input_and_table(model: Model) -> None:
    result = run("code", "-", "--published", "2024-03-12", stdin=GERMAN)
    assert result.exit_code == 0
    assert "CONSULT" in result.stdout and "ACCUSE" in result.stdout and "Statements" in result.stdout


def test_explain_names_the_line_of_the_lexicon(model: Model) -> None:
    result = run("explain", "-", "--published", "2024-03-12", stdin=GERMAN)
    assert result.exit_code == 0
    assert "(accuse.toml:" in result.stdout


def test_parse_prints_conllu(model: Model) -> None:
    result = run("parse", "-", stdin=ENGLISH)
    assert result.exit_code == 0
    rows = [line.split("\t") for line in result.stdout.splitlines() if line and not line.startswith("#")]
    assert all(len(row) == 10 for row in rows)
    assert "met" in {row[1] for row in rows if row[6] == "0"}


def test_times_prints_values() -> None:
    result = run("times", "-", "--published", "2024-03-12", "--language", "de", stdin="Sie kamen am Montag.")
    assert result.exit_code == 0
    assert result.stdout == "stdin\t13\t19\tDATE\t2024-03-11\tMontag\n"


@pytest.mark.parametrize("command", ["explain", "parse", "times"])
def test_other_commands_leave_out_too(command: str) -> None:
    result = run(command, "-", stdin=FRENCH)
    assert result.exit_code == LEFT_OUT
    assert len(result.stderr.splitlines()) == 1


def test_world_adds_ones_own_actors_and_a_wrong_row_stops_before_coding(tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    report.write_text(
        "Amani Wekesa hat am Montag den Angriff auf die Hauptstadt Ugandas scharf verurteilt.\n"
    )
    rows = Path(__file__).parent.parent / "examples" / "my_actors.toml"
    words = ("code", report, "--published", "2024-06-18", "--format", "jsonl", "--language", "de")

    def countries(result: Result) -> set[str | None]:
        return {
            e["country"] for line in objects(result) for e in line["entities"] if e["name"] == "Amani Wekesa"
        }

    assert countries(run(*words)) == {None}
    assert countries(run(*words, "--world", rows)) == {"KEN"}
    assert countries(run(*words)) == {None}
    wrong = tmp_path / "rows.toml"
    wrong.write_text('[[offices]]\nperson = "A B"\noffice = "boss"\nsector = "GOV"\ngender = "f"\n')
    refused = run(*words, "--world", wrong)
    assert refused.exit_code == 2 and refused.stdout == ""
    assert f"{wrong}:1: office 'boss' is no office" in refused.stderr


@pytest.mark.parametrize("words", [["code", "--help"], ["record", "stats", "--db", "sqlite:///akte.db"]])
def test_commands_that_read_no_grammar_do_not_load_it(tmp_path: Path, words: list[str]) -> None:
    Record(f"sqlite:///{tmp_path}/akte.db").close()
    seen = "import sys, aktenlage.cli as c\ntry: c.main()\nexcept SystemExit: print([m for m in ('spacy', 'onnxruntime') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", seen, *words], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.splitlines()[-1] == "[]"
