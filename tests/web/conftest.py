"""A small record coded from reports made up here, and a client on its pages."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("fastapi", reason="the extra web is not installed")
from starlette.testclient import TestClient

from aktenlage.record import Record

sys.path.insert(0, str(Path(__file__).parent))
from doors import TOKEN
from filed import made

from aktenlage.web.app import application


@pytest.fixture(scope="session")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    """A record with the five reports."""
    with Record(f"sqlite:///{tmp_path_factory.mktemp('web') / 'akte.db'}") as opened:
        opened.add_many(made())
        yield opened


@pytest.fixture(scope="session")
def client(record: Record) -> TestClient:
    """Asks for pages as a browser on this machine does."""
    return TestClient(application(record), base_url="http://localhost", raise_server_exceptions=False)


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Record]:
    """A record that a test may change."""
    with Record(f"sqlite:///{tmp_path / 'akte.db'}") as record:
        record.add_many(made())
        yield record


@pytest.fixture
def editor(own: Record) -> TestClient:
    """Somebody before the door."""
    return TestClient(application(own, edit_token=TOKEN), base_url="http://localhost", follow_redirects=False)
