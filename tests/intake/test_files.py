"""Files, folders, globs to documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from aktenlage.intake import documents, read
from aktenlage.intake.origin import LONGEST
from aktenlage.problems import CURES, CannotCode
from aktenlage.shapes import Document, UncodedDocument


def ids(found: list[Document | UncodedDocument]) -> list[str]:
    return [item.id if isinstance(item, Document) else item.error.code for item in found]


def test_read_keeps_every_character(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes("Zeile eins\r\nZeile zwei 🕊\n".encode())
    assert read(path) == Document(id="report.txt", text="Zeile eins\r\nZeile zwei 🕊\n")


def test_read_takes_bytes_and_open_files(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"Text.")
    with path.open("rb") as file:
        assert read(file) == Document(id="report.txt", text="Text.")
    assert read(b"# Titel\n\nText.", "a.md") == Document(id="a.md", text="Text.", title="Titel")
    assert read(b"Text.").id == "bytes"


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b'{"text": "a"}\n{"text": "b"}\n', "two.jsonl", "several"), (b"", "none.jsonl", "empty"), (b"", "none.txt", "empty"),
        (b"<html></html>", "a.html", "no-article"), (b'{"text": "a", "published": "gestern"}', "a.json", "bad-date"),
    ],
)  # fmt: skip
def test_read_gives_one_report_or_says_why_not(tmp_path: Path, raw: bytes, name: str, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(CannotCode) as from_file:
        read(path)
    with pytest.raises(CannotCode) as from_bytes:
        read(raw, name)
    assert from_file.value.problem.code == from_bytes.value.problem.code == code
    assert from_bytes.value.problem.message == from_file.value.problem.message.replace(f"{tmp_path}/", "")


def test_columns_are_passed_on(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Body,Date\nText.,2024-03-12\n")
    (found,) = documents([str(path)], columns={"text": "Body", "published": "Date"})
    assert found == Document(id=f"{path}:2", text="Text.", published="2024-03-12")


def test_iso_days_in_other_forms_are_written_the_usual_way(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(
        '{"text": "x", "published": "20240312"}\n{"text": "x", "published": "2024-03-12T23:30:00+01:00"}\n'
    )
    assert [item.published for item in documents([str(path)]) if isinstance(item, Document)] == [
        "2024-03-12"
    ] * 2


def test_read_raises_with_name_and_cure(tmp_path: Path) -> None:
    with pytest.raises(CannotCode, match=r"nowhere\.txt: there is no such file; check the name"):
        read(tmp_path / "nowhere.txt")


def test_longest_report(tmp_path: Path) -> None:
    path = tmp_path / "archive.txt"
    path.write_text("x" * LONGEST)
    assert len(read(path).text) == LONGEST
    path.write_text("x" * (LONGEST + 1))
    with pytest.raises(CannotCode, match=r"archive.txt: 1,000,001 characters .* split it"):
        read(path)


def test_folders_and_globs_in_order(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("b.txt", "a.txt", "inner/c.txt", ".hidden.txt"):
        (tmp_path / name).write_text("Text.")
    assert ids(list(documents([str(tmp_path)]))) == ["a.txt", "b.txt", "c.txt"]
    assert ids(list(documents([f"{tmp_path}/*.txt"]))) == ["a.txt", "b.txt"]
    assert ids(list(documents([f"{tmp_path}/*.rtf", str(tmp_path / "a.txt")]))) == ["not-found", "a.txt"]


def test_empty_folder(tmp_path: Path) -> None:
    assert ids(list(documents([str(tmp_path)]))) == ["nothing-there"]


def test_published_and_language_are_for_those_that_say_none(tmp_path: Path) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(
        '{"id": "1", "text": "x", "published": "2020-01-01"}\n\n{"id": "2", "text": "y", "language": "en"}\n'
    )
    first, second = documents([str(path)], published="2024-03-12", language="de")
    assert isinstance(first, Document) and (first.published, first.language) == ("2020-01-01", "de")
    assert isinstance(second, Document) and (second.published, second.language) == ("2024-03-12", "en")


def test_bad_date_names_the_form(tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_text("Text.")
    (found,) = documents([str(path)], published="gestern")
    assert isinstance(found, UncodedDocument)
    assert "'gestern' is no ISO date; write it as 2023-06-19" in found.error.message


@pytest.mark.parametrize("line", ["{", "[1]", '"x"', '{"id": "1"}', '{"id": "1", "text": 5}', "\x00"])
def test_bad_lines_are_numbered(tmp_path: Path, line: str) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_text(f'{{"id": "1", "text": "Gut."}}\n{line}\n{{"id": "3", "text": "Gut."}}\n')
    found = list(documents([str(path)]))
    assert ids(found) == ["1", "bad-json", "3"]
    assert isinstance(found[1], UncodedDocument) and f"{path}:2: " in found[1].error.message


def test_documents_are_read_one_at_a_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Eins.")
    stream = documents([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")])
    next(stream)
    (tmp_path / "b.txt").write_text("Zwei.")
    assert ids(list(stream)) == ["b.txt"]


@pytest.mark.parametrize("code", sorted(CURES.keys() - {"grammar"}))
def test_every_problem_has_a_cure(code: str) -> None:
    assert ";" in CURES[code], "what is wrong; the cure"
