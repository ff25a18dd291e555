"""JSON Lines, JSON and CSV to reports."""

from __future__ import annotations

import json

import pytest
from papers import DAY, ENGLISH, GERMAN, TEXT, codes, one, read_all

from aktenlage.intake.origin import LONGEST, Options
from aktenlage.intake.rows import columns_of
from aktenlage.shapes import Document

NEWS_PLEASE = {
    "authors": [], "date_download": "2024-03-14 08:00:00", "date_publish": "2024-03-13 10:00:00", "description": "x",
    "filename": "x.html", "language": "en", "maintext": TEXT["en"], "source_domain": "invented.example",
    "title": "Talks in Nairobi", "url": "https://invented.example/1",
}  # fmt: skip
AS_OURS = Document(
    id="https://invented.example/1", text=TEXT["en"], published="2024-03-13 10:00:00", language="en",
    title="Talks in Nairobi", source="invented.example", url="https://invented.example/1",
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.jsonl", json.dumps(NEWS_PLEASE)),
        ("a.json", json.dumps(NEWS_PLEASE, indent=2)),
        ("a.json", json.dumps([NEWS_PLEASE], indent=2)),
        ("a.json", json.dumps(NEWS_PLEASE) + "\n"),
        ("stdin", json.dumps(NEWS_PLEASE, indent=2)),
        ("stdin", json.dumps([NEWS_PLEASE])),
    ],
)
def test_news_please(name: str, raw: str) -> None:
    assert one(raw.encode(), name) == AS_OURS


def test_our_names_win() -> None:
    line = {"id": "1", "text": "ours", "maintext": "theirs", "source": "a", "source_domain": "b"}
    found = one(json.dumps(line).encode(), "a.jsonl")
    assert (found.text, found.source) == ("ours", "a")


def test_columns_as_told() -> None:
    raw = "Nr;Body;Date;Lang\n1;" + GERMAN[0] + f";{DAY['de']};de-AT\n"
    told = Options(columns=columns_of("text=Body, published=Date,id=Nr,language=Lang"))
    assert one(raw.encode(), "a.csv", told) == Document(
        id="1", text=GERMAN[0], published=DAY["de"], language="de"
    )


@pytest.mark.parametrize("told", ["Body", "body=Text", "text=", "=x"])
def test_columns_told_wrongly(told: str) -> None:
    with pytest.raises(ValueError, match=r"write NAME=COLUMN, NAME one of id, text"):
        columns_of(told)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv(delimiter: str, encoding: str) -> None:
    told: list[str] = []
    text = TEXT["de"].replace("„", '""').replace("“", '""')
    raw = (
        f'Title{delimiter}TEXT{delimiter}url\r\nTreffen{delimiter}"{text}"{delimiter}https://b.example/1\r\n'
    )
    found = one(raw.encode(encoding), "a.csv", Options(note=told.append))
    assert found.text == text.replace('""', '"') and found.id == "https://b.example/1"
    assert bool(told) == (encoding == "cp1252")


def test_rows_are_numbered_by_line_and_bad_ones_reported() -> None:
    raw = f'text,id\n"{GERMAN[0]}\n\n{GERMAN[1]}",\n\nx\n,3\n{ENGLISH[0]},4\n'
    found = read_all(raw.encode(), "a.csv")
    assert codes(found) == ["a.csv:2", "ragged", "empty", "4"]
    assert "a.csv:6: 1 cells under 2 columns" in found[1].error.message  # type: ignore[union-attr]


def test_no_column_for_the_text() -> None:
    (found,) = read_all(b"Datum;Inhalt\n2024;x\n", "a.csv")
    assert found.error.message == (  # type: ignore[union-attr]
        "a.csv: no column for the text among Datum, Inhalt; name it with --columns text=NAME"
    )


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", ["no-text-column"]),
        (b"\x00\x01\x02" * 9, ["binary"]),
        (b"text,id\n" + b"x" * (LONGEST + 2) + b",1\ny,2\n", ["too-long", "2"]),
        (b'text,id\n"never closed,1\ny,2\n', ["ragged"]),
    ],
)
def test_odd_tables(raw: bytes, found: list[str]) -> None:
    assert codes(read_all(raw, "a.csv")) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('{"text": null}', "empty"), ('{"maintext": "  "}', "empty"), ('{"text": 5}', "bad-json"), ("[1]", "bad-json"),
        ('{"title": "x"}', "bad-json"), ("{" * 5000, "bad-json"), ('{"text": "\\ud800"}', "bad-json"),
        ('{"text": "' + "x" * 9_000_000 + '"}', "too-long"),
    ],
)  # fmt: skip
def test_odd_lines(line: str, found: str) -> None:
    good = '{"id": 7, "text": "Gut."}'
    assert codes(read_all(f"{good}\n{line}\n{good}\n".encode(), "a.jsonl")) == ["7", found, "7"]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_lines_in_other_encodings(encoding: str) -> None:
    raw = json.dumps({"text": GERMAN[0]}, ensure_ascii=False) + "\n"
    assert one((raw * 1).encode(encoding), "a.jsonl").text == GERMAN[0]


def test_lines_in_a_json_file_whose_first_is_broken() -> None:
    raw = '{"id": "1"\n{"id": "2", "text": "Gut."}\n{"id": "3", "text": "Gut."}\n'
    assert codes(read_all(raw.encode(), "stdin")) == ["bad-json", "2", "3"]


@pytest.mark.parametrize("raw", ["[{]", "7", "[1, 2]", "{\n"])
def test_odd_json(raw: str) -> None:
    assert set(codes(read_all(raw.encode(), "a.json"))) == {"bad-json"}
