"""Opening a record: made and migrated without a hand, and refused with the cure."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from making import country, person
from sqlalchemy import create_engine, text

from aktenlage.record import Record, RecordFault
from aktenlage.record.models import Row
from aktenlage.record.opening import READS, SCHEMA, WRITES, address, migrations, reading, shown, writing


def test_the_migrations_make_what_the_models_say(url: str) -> None:
    with Record(url) as record, record._engine.connect() as connection:
        context = MigrationContext.configure(connection)
        found = compare_metadata(context, Row.metadata)
    assert [step for step in found if "sentence_words" not in str(step)] == []


def test_the_schema_is_the_newest_migration() -> None:
    assert ScriptDirectory.from_config(migrations()).get_current_head() == SCHEMA


def test_a_record_of_the_first_schema_is_brought_up_to_date(url: str) -> None:
    engine = create_engine(address(url))
    with engine.begin() as connection:
        command.upgrade(migrations(connection), "0001")
        connection.execute(
            text(
                "INSERT INTO events (id, created, type, status, certainty, begins, parties)"
                " VALUES ('e1', 1, 'CONSULT', 'actual', 'certain', '2023-06-19', :parties)"
            ),
            {
                "parties": msgspec.json.encode(
                    [[country("CHN"), country("USA"), person("Ortega", None)], [], []]
                )
            },
        )
    engine.dispose()
    with pytest.raises(RecordFault, match="written by an older Aktenlage"):
        Record(url, create=False)
    with Record(url) as record:
        assert record.show("e1").review == "open" and record.stats()["events"] == 1
        with record._engine.connect() as connection:
            pairs = connection.execute(text("SELECT actor, recipient FROM dealings ORDER BY actor")).all()
        assert [tuple(pair) for pair in pairs] == [("CHN", "USA"), ("USA", "CHN")], "they meet"


def test_who_only_asks_makes_no_record(tmp_path: Path) -> None:
    with pytest.raises(RecordFault, match="there is no record yet; add reports first"):
        Record(f"sqlite:///{tmp_path / 'none.db'}", create=False)
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    text, other = tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("This is no database at all. " * 100)
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE cats (name TEXT)")
    for path in (text, other):
        before = path.read_bytes()
        with pytest.raises(RecordFault, match="this is no record of Aktenlage"):
            Record(f"sqlite:///{path}")
        if path is text:
            assert path.read_bytes() == before


def test_a_newer_record_is_not_touched(sqlite: str) -> None:
    Record(sqlite).close()
    with sqlite3.connect(sqlite.removeprefix("sqlite:///")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RecordFault, match=r"newer Aktenlage \(schema 9999\); update"):
        Record(sqlite)


@pytest.mark.parametrize("url", ["akte.db", "mysql://host/name", "", "http://example.org/"])
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(RecordFault, match="no address of a record"):
        Record(url)


def test_no_server() -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(RecordFault, match="cannot be opened"):
        Record("postgresql://nobody:secret@127.0.0.1:1/none?connect_timeout=2")


def test_passwords_are_not_shown() -> None:
    assert "secret" not in shown(address("postgresql://nobody:secret@host/name"))


def test_who_reads_keeps_less_of_a_file_than_who_writes(sqlite: str) -> None:
    Record(sqlite).close()
    with Record(sqlite, create=False) as record:
        for opened, kept in ((reading, READS), (writing, WRITES)):
            with opened(record._engine) as connection:
                assert connection.exec_driver_sql("PRAGMA cache_size").scalar() == -kept
