"""Events of the record go through every format that takes events, with all their reports."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pandas as pd
import polars as pl
import pytest
from icalendar import Calendar
from typer.testing import CliRunner

from aktenlage import Record
from aktenlage.cli import app
from aktenlage.exports import FORMATS, Coded, Told, write
from aktenlage.exports.columns import TABLES
from aktenlage.shapes import CodedDocument, Place, RecordedStatement

from .invented import happening, info, recorded, somebody

VIENNA = Place(name="Vienna", country="AUT", latitude=48.208, longitude=16.372, geonames=2761369)
MAY = info("may", "2024-05-02", title="Treffen geplant", source="Press", url="https://press.example/1")
JUNE = info("june", "2024-06-20", title="Talks held", source="Wire", language="en")


@pytest.fixture
def events() -> list[Told]:
    """A meeting announced in May and held in June, by a report each."""
    parties = [somebody("Austria", "AUT"), somebody("Hungary", "HUN")]
    event = happening(date="2024-06-18", place=VIENNA, actors=parties, id="7")
    announced = happening(status="planned", date="2024-06", place=VIENNA, actors=parties).mentions[0]
    event.mentions.insert(0, announced)
    event = recorded(event, MAY, JUNE)
    return [(event, event.reports)]


def text(format: str, events: list[Told]) -> str:
    stream = io.StringIO()
    write(format, events, stream)
    return stream.getvalue()


def test_polecat_joins_the_reports(events: list[Told]) -> None:
    row = pd.read_csv(io.StringIO(text("polecat", events)), sep="\t").iloc[0]
    assert (
        row["Source"] == "Press; Wire"
        and row["Language"] == "de; en"
        and row["Publication Date"] == "2024-05-02"
    )
    assert (
        row["Raw Placename"] == "Wien"
        and row["Placename"] == row["City"] == "Vienna"
        and row["Event ID"] == 7
    )
    assert row["Story Locations"] == "Austria; Hungary; Vienna"


def test_icews_names_the_report_of_the_first_mention(events: list[Told]) -> None:
    rows = pd.read_csv(io.StringIO(text("icews", events)), sep="\t")
    assert set(rows["Story ID"]) == {"may"} and len(rows) == 2


def test_plover_cites_all_reports(events: list[Told]) -> None:
    record = json.loads(text("plover", events))
    assert record["reports"] == ["may", "june"] and record["cite_info"]["title"] == "Treffen geplant"


def test_agenda_quotes_every_report(events: list[Told]) -> None:
    (entry,) = Calendar.from_ical(text("ics", events)).walk("VEVENT")
    told = str(entry["description"]).splitlines()
    assert (
        told[told.index("Report: Treffen geplant (Press, 2024-05-02)") + 2]
        == "“Das Treffen in Wien („0“) steht.”"
    )
    assert (
        told[told.index("Report: Talks held (Wire, 2024-06-20)") + 1] == "“Das Treffen in Wien („1“) steht.”"
    )
    assert entry["status"] == "CONFIRMED" and entry["sequence"] == 1


def test_tables_know_the_report_of_each_mention(events: list[Told], tmp_path: Path) -> None:
    said = RecordedStatement(
        kind="direct", speaker=somebody("Austria", "AUT"), cospeakers=[], addressees=[], relay=None, cue=None, start=0, end=2,
        spans=[(0, 2)], text="Ja", date=None, report="june", published="2024-06-20",
    )  # fmt: skip
    write("csv", events, tmp_path, statements=[said, said])
    assert list(pd.read_csv(tmp_path / "mentions.csv")["report"]) == ["may", "june"]
    assert list(pd.read_csv(tmp_path / "reports.csv")["report"]) == ["may", "june"]
    statements = pd.read_csv(tmp_path / "statements.csv")
    assert list(statements["statement"]) == [1, 2] and set(statements["speaker"]) == {"Austria"}
    roles = pd.read_csv(tmp_path / "roles.csv")
    entities = pd.read_csv(tmp_path / "entities.csv")
    assert sorted(zip(entities["report"], entities["country"], strict=True)) == [
        ("june", "AUT"), ("june", "HUN"), ("may", "AUT"), ("may", "HUN"),
    ]  # fmt: skip
    assert roles["report"].isna().sum() == 2, "roles of the merged event belong to no single report"


@pytest.mark.parametrize("format", [name for name, chosen in FORMATS.items() if not chosen.whole_reports])
def test_every_format_of_events(events: list[Told], tmp_path: Path, format: str) -> None:
    write(format, events, tmp_path / "out")
    assert (tmp_path / "out").exists()


@pytest.fixture(scope="module")
def address(coded: list[Coded], tmp_path_factory: pytest.TempPathFactory) -> str:
    """A record of the examples, and a report that tells of nothing."""
    url = f"sqlite:///{tmp_path_factory.mktemp('record') / 'akte.db'}"
    with Record(url) as record:
        for document, found in coded:
            record.add(found, document)
        idle = info("idle", "2024-01-01")
        record.add(CodedDocument(document=idle, events=[], statements=[], entities=[]))
    return url


@pytest.mark.parametrize("format", [name for name, chosen in FORMATS.items() if not chosen.whole_reports])
def test_a_record_is_exported(address: str, format: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = ["record", "export", "--format", format, "--db", address, "--out", str(out)]
    result = CliRunner().invoke(app, command)
    assert result.exit_code == 0, result.output
    with Record(address) as record:
        events, statements, reports = record.events(), record.statements(), record.reports()
    kept = sum(event.plover.type is not None for event in events)
    if format in ("plover", "polecat"):
        assert len(out.read_text("utf-8").splitlines()) == kept + (format == "polecat")
    elif out.is_dir():
        read = pl.read_csv if format == "csv" else pl.read_parquet
        tables = {name: read(out / f"{name}.{format}") for name in TABLES}
        assert len(tables["events"]) == len(events) and len(tables["statements"]) == len(statements)
        assert tables["reports"]["report"].to_list() == [report.id for report in reports]
        assert "idle" in tables["reports"]["report"]
        for name in ("mentions", "statements", "entities"):
            assert set(tables[name]["report"]) <= set(tables["reports"]["report"])
    else:
        assert out.stat().st_size > 1000


def test_days_choose_reports(address: str) -> None:
    with Record(address) as record:
        assert [report.id for report in record.reports(since="2024-01-01", until="2024-01-31")] == ["idle"]
