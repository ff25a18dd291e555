"""Nothing is written, nobody else is answered, every answer carries the policy."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from aktenlage.record import Record, RecordFault
from aktenlage.web.app import application
from aktenlage.web.guard import POLICY

ADDRESSES = ["/", "/events", "/events/none", "/none", "/events?limit=x", "/static/style.css", "/api/v1/stats", "/openapi.json",
             "/agenda.ics", "/events.csv", "/docs"]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_policy(client: TestClient, address: str) -> None:
    headers = client.get(address).headers
    assert headers["content-security-policy"] == POLICY and "unsafe" not in POLICY
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_can_be_written(client: TestClient, record: Record, method: str) -> None:
    before = record.stats()
    for address in [*ADDRESSES, "/events/merge", "/api/v1/events", "/api/v1/reports/grain", "/reports/grain"]:
        assert client.request(method, address).status_code in (404, 405), address
    assert record.stats() == before


def test_only_this_machines_own_names_are_answered(client: TestClient, record: Record) -> None:
    for host in ("evil.example", "evil.example:8000", "127.0.0.1.evil.example", ""):
        assert client.get("/", headers={"Host": host}).status_code == 400, host
    for host in ("127.0.0.1:8000", "localhost", "[::1]:8000", "[::1]"):
        assert client.get("/", headers={"Host": host}).status_code == 200, host
    open_ = TestClient(application(record, None), base_url="http://evil.example")
    assert open_.get("/").status_code == 200


def test_what_is_too_large_is_refused(client: TestClient) -> None:
    assert client.get("/search?q=" + "a" * 9000).status_code == 414
    assert client.request("GET", "/", content=b"x" * 100_000).status_code == 413

    def pieces() -> Iterator[bytes]:
        yield b"x"

    assert client.request("POST", "/", content=pieces()).status_code == 413


def test_a_broken_record_is_an_answer_too(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(kind: Exception) -> None:
        raise kind

    client = TestClient(application(record), base_url="http://localhost", raise_server_exceptions=False)
    for kind, status in ((RecordFault("locked", "here"), 503), (RuntimeError("secret"), 500)):
        monkeypatch.setattr(Record, "stats", lambda _, kind=kind: fails(kind))
        for address in ("/", "/api/v1/stats"):
            answer = client.get(address)
            assert answer.status_code == status and "secret" not in answer.text
            assert answer.headers["content-security-policy"] == POLICY
