"""Nothing is lost: a process killed at any moment, four writers at once, a full disk."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from adder import made
from fresh_database import new_database
from making import partition

from aktenlage.record import Record, RecordFault

HERE = Path(__file__).parent
MANY, FEW = 200, 40


def adding(url: str, first: int, last: int, step: int = 1) -> subprocess.Popen[str]:
    """A process that adds reports."""
    command = [sys.executable, str(HERE / "adder.py"), url, str(first), str(last), str(step)]
    path = os.pathsep.join([str(HERE), *sys.path])
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": path},
    )


def alone(path: Path, count: int) -> set[frozenset[tuple[str, int]]]:
    """What one undisturbed process makes of the reports."""
    with Record(f"sqlite:///{path}") as record:
        record.add_many(made(number) for number in range(count))
        return partition(record.events())


def test_killed_at_random_moments(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'akte.db'}"
    Record(url).close()
    rng = random.Random(7)
    done = kills = 0
    while done < MANY:
        child = adding(url, done, MANY)
        assert child.stdout is not None
        stop_after = rng.randint(20, 70)
        for line in child.stdout:
            done = int(line) + 1
            stop_after -= 1
            if stop_after == 0:
                time.sleep(rng.random() * 0.03)
                os.kill(child.pid, signal.SIGKILL)
                kills += 1
                break
        # What was committed while the signal was on its way has been printed or not; both are fine.
        done = max([done, *(int(line) + 1 for line in child.stdout)])
        child.communicate()
        with sqlite3.connect(tmp_path / "akte.db") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
            there = connection.execute(
                "SELECT r.document, count(m.telling) FROM reports r LEFT JOIN mentions m ON m.report = r.id GROUP BY r.id"
            ).fetchall()
        assert {f"r{number}" for number in range(done)} <= {document for document, _ in there}, (
            "committed and lost"
        )
        assert all(count == 2 for _, count in there), "half a report"
    assert kills >= 2
    with Record(url) as record:
        assert partition(record.events()) == alone(tmp_path / "alone.db", MANY)


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_four_writers_make_the_same_record_as_one(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if database == "sqlite":
        url = f"sqlite:///{tmp_path / 'akte.db'}"
    else:
        url = new_database(request.getfixturevalue("postgresql"))
    writers = [adding(url, first, FEW, 4) for first in range(4)]
    for writer in writers:
        _, errors = writer.communicate(timeout=120)
        assert writer.returncode == 0, errors
    with Record(url) as record:
        assert record.stats()["reports"] == FEW
        assert partition(record.events()) == alone(tmp_path / "alone.db", FEW)


def test_a_full_disk_is_said_and_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "akte.db"
    with Record(f"sqlite:///{path}") as record:
        record.add(*made(0))
        before = record.events()
        with record._engine.connect() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
            # The pool keeps one connection: the next transaction runs into this limit as into the end of a disk.
            connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")
        with pytest.raises(RecordFault, match="the disk is full; what was committed is safe: free space"):
            record.add_many(made(number) for number in range(1, 60))
        kept = record.stats()["reports"]
        with record._engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
        assert record.events()[: len(before)] and record.show(before[0].id).id == before[0].id
        record.add_many(made(number) for number in range(60))
        assert record.stats()["reports"] == 60 > kept
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
