"""A page is made once for all who ask, until the record changes."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from doors import enter
from filed import made
from starlette.testclient import TestClient

from aktenlage.record import Record
from aktenlage.web import remembering
from aktenlage.web.app import application


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts how often a page of events and a report were read from a record."""
    counts: Counter[str] = Counter()

    def counting(name: str) -> Callable[..., Any]:
        was = getattr(Record, name)

        def read(self: Record, *given: Any, **more: Any) -> Any:
            counts[name] += 1
            return was(self, *given, **more)

        return read

    for name in ("events_page", "report"):
        monkeypatch.setattr(Record, name, counting(name))
    return counts


def test_the_same_page_is_made_once_until_somebody_writes(
    own: Record, editor: TestClient, asked: Counter[str]
) -> None:
    first = editor.get("/events?type=CONSULT")
    assert editor.get("/events?type=CONSULT").content == first.content and asked["events_page"] == 1
    assert "content-security-policy" in editor.get("/events?type=CONSULT").headers
    editor.get("/events?type=AGREE")
    assert asked["events_page"] == 2
    own.judge("reject", own.events(type="CONSULT")[0].id)
    assert editor.get("/events?type=CONSULT").content != first.content and asked["events_page"] == 3


def test_another_program_writes(own: Record, editor: TestClient, asked: Counter[str]) -> None:
    editor.get("/events")
    with Record(own._engine.url.render_as_string()) as other:
        other.remove("plan")
    editor.get("/events")
    assert asked["events_page"] == 2


def test_whoever_corrects_and_errors_and_files_are_not_remembered(
    own: Record, editor: TestClient, asked: Counter[str]
) -> None:
    for _ in range(2):
        assert editor.get("/reports/none").status_code == 404
    assert asked["report"] == 2
    assert editor.get("/events.csv").content == editor.get("/events.csv").content
    public = editor.get("/events").text
    enter(editor)
    for _ in range(2):
        assert editor.get("/events").text != public
    assert asked["events_page"] == 3


def test_what_is_remembered_stays_small(
    own: Record, editor: TestClient, asked: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(editor.get("/events").content)
    monkeypatch.setattr(remembering, "ALL", 2 * size)
    for number in (1, 2, 3, 1):
        editor.get(f"/events?limit={number}")
    assert asked["events_page"] == 5, "the oldest has gone"
    monkeypatch.setattr(remembering, "LARGEST", 10)
    for _ in range(2):
        editor.get("/events?limit=9")
    assert asked["events_page"] == 7


def test_many_at_once_wait_for_one(tmp_path: Path, asked: Counter[str]) -> None:
    async def everybody(app: Any) -> list[int]:
        async def one() -> int:
            sent: list[dict[str, Any]] = []

            async def receive() -> dict[str, Any]:
                return {"type": "http.request", "body": b"", "more_body": False}

            async def send(message: dict[str, Any]) -> None:
                sent.append(message)

            scope = {
                "type": "http", "method": "GET", "path": "/events", "raw_path": b"/events", "query_string": b"", "headers": [(b"host", b"localhost")],
                "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1), "http_version": "1.1", "root_path": "",
            }  # fmt: skip
            await app(scope, receive, send)
            return int(sent[0]["status"])

        return await asyncio.gather(*(one() for _ in range(20)))

    with Record(f"sqlite:///{tmp_path / 'akte.db'}") as record:
        record.add_many(made())
        # In a thread of its own: after the browser's tests this one's has a loop already.
        with ThreadPoolExecutor(1) as pool:
            assert pool.submit(asyncio.run, everybody(application(record))).result() == [200] * 20
    assert asked["events_page"] == 1
