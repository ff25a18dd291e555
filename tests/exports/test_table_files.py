"""CSV and Parquet of every table, read back by pandas and Polars."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from hypothesis import given

from aktenlage.exports import Coded, Told, write, write_coded
from aktenlage.exports.columns import TABLES, dictionary
from aktenlage.exports.tables import Tables, frames

from .invented import happening, hostile, hostile_coded, info, patient


@pytest.fixture(scope="module", params=["csv", "parquet"])
def folder(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, coded: list[Coded]
) -> Path:
    path = tmp_path_factory.mktemp("tables") / "new" / request.param
    write_coded(request.param, coded, path)
    return path


def table(folder: Path, name: str) -> pd.DataFrame:
    if folder.name == "csv":
        return pd.read_csv(folder / f"{name}.csv")
    return pl.read_parquet(folder / f"{name}.parquet").to_pandas()


def test_every_table_has_its_columns(folder: Path) -> None:
    for name, definition in TABLES.items():
        assert list(table(folder, name).columns) == [column.name for column in definition.columns]
    assert (folder / "data-dictionary.md").read_text("utf-8") == dictionary()


def test_rows_are_the_coding(folder: Path, coded: list[Coded]) -> None:
    events, mentions, roles = (table(folder, name) for name in ("events", "mentions", "roles"))
    told = [event for _, found in coded for event in found.events]
    assert list(events["event"]) == [event.id for event in told]
    assert list(events["mentions"]) == [len(event.mentions) for event in told]
    assert len(mentions) == events["mentions"].sum()
    assert list(table(folder, "reports")["report"]) == [document.id for document, _ in coded]
    assert len(table(folder, "statements")) == sum(len(found.statements) for _, found in coded)
    assert len(table(folder, "entities")) == sum(len(found.entities) for _, found in coded)
    merged = roles[roles["mention"].isna() & (roles["role"] == "actor")]
    assert list(merged["name"]) == [actor.name for event in told for actor in event.actors]
    assert set(mentions["event"]) == set(events["event"]) and set(mentions["report"]) == set(
        events["first_report"]
    )


def test_offsets_point_into_the_texts(folder: Path, coded: list[Coded]) -> None:
    texts = {document.id: document.text for document, _ in coded}
    for row in table(folder, "mentions").itertuples():
        assert texts[row.report][row.trigger_start : row.trigger_end] == row.trigger
    for row in table(folder, "roles").itertuples():
        assert texts[row.report][row.start : row.end] == row.text
    for row in table(folder, "statements").itertuples():
        parts = [part.split(":") for part in row.spans.split()]
        assert parts and all(0 <= int(start) < int(end) <= len(texts[row.report]) for start, end in parts)


def test_types_are_those_of_the_dictionary(coded: list[Coded]) -> None:
    for name, frame in frames(coded=[found for _, found in coded]).items():
        assert dict(frame.schema) == TABLES[name].schema
    assert all(f"## {name}" in dictionary() for name in TABLES)


def test_events_without_coded_reports() -> None:
    event: Told = (happening(date="2024-02"), [info("b", "2024-03-12"), info("a", "2024-03-10")])
    found = frames([event, event])
    row = found["events"].row(0, named=True)
    assert (row["reports"], row["first_report"], row["published"]) == (2, "a", "2024-03-10")
    assert str(row["first_day"]) == "2024-02-01" and str(row["last_day"]) == "2024-02-29"
    assert found["reports"]["report"].to_list() == ["b", "a"] and found["statements"].is_empty()


def test_two_files_of_one_name_stay_apart(coded: list[Coded]) -> None:
    found = coded[0][1]
    tables = frames(coded=[found, found])
    id_ = found.document.id
    assert tables["reports"]["report"].to_list() == [id_, f"{id_}~2"]
    assert tables["events"]["event"].is_unique().all() and f"{id_}-1~2" in tables["events"]["event"]
    assert set(tables["roles"]["event"]) <= set(tables["events"]["event"])


def test_large_tables_are_written_in_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aktenlage.exports.tables.CHUNK", 3)
    events: list[Told] = [(happening(id=f"r-{n}"), [info()]) for n in range(10)]
    for format in ("csv", "parquet"):
        write(format, events, tmp_path)
    assert list(pd.read_csv(tmp_path / "events.csv")["event"]) == [f"r-{n}" for n in range(10)]
    assert pl.read_parquet(tmp_path / "events.parquet")["event"].to_list() == [f"r-{n}" for n in range(10)]


def test_an_export_that_breaks_leaves_no_dictionary(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), Tables(tmp_path, "parquet"):
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


@given(hostile, hostile_coded())
@patient
def test_hostile_values(tmp_path_factory: pytest.TempPathFactory, events: list[Told], pair: Coded) -> None:
    folder = tmp_path_factory.mktemp("hostile")
    wanted = frames(coded=[pair[1]])
    for format in ("csv", "parquet"):
        write_coded(format, [pair], folder)
    for name, frame in wanted.items():
        assert pl.read_parquet(folder / f"{name}.parquet").equals(frame)
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        assert rows[0] == frame.columns and len(rows) == len(frame) + 1
        for text in (column for column, kind in frame.schema.items() if kind == pl.String):
            at = frame.columns.index(text)
            assert [row[at] for row in rows[1:]] == [value or "" for value in frame[text]]
    assert len(frames(events)["events"]) == len(events)
