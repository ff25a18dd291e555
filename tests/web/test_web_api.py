"""The JSON API: what OpenAPI says is what comes."""

from __future__ import annotations

import re
from pathlib import Path

import httpx
import pytest
from filed import HOSTILE_ID
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from aktenlage.record import Record
from aktenlage.web.rendering import event_path, report_path

ADDRESSES = {
    "/events": "/events?limit=2", "/statements": "/statements?words=theft", "/reports": "/reports", "/relations": "/relations?by=week",
    "/agenda": "/agenda?today=2023-04-02", "/stats": "/stats", "/reports/{id}": "/reports/grain",
}  # fmt: skip


def described(client: TestClient, path: str, status: int) -> Draft202012Validator:
    openapi = client.get("/openapi.json").json()
    schema = openapi["paths"][f"/api/v1{path}"]["get"]["responses"][str(status)]["content"][
        "application/json"
    ]["schema"]
    return Draft202012Validator({**schema, "components": openapi["components"]})


@pytest.mark.parametrize("path", ADDRESSES)
def test_answers_are_as_described(client: TestClient, path: str) -> None:
    answer = client.get("/api/v1" + ADDRESSES[path])
    assert answer.status_code == 200 and answer.json()
    described(client, path, 200).validate(answer.json())


def test_an_event_is_as_described(client: TestClient, record: Record) -> None:
    for event in record.events():
        answer = client.get("/api/v1" + event_path(event.id))
        described(client, "/events/{id}", 200).validate(answer.json())
        assert answer.json()["id"] == event.id


def test_every_path_of_the_api_is_looked_at(client: TestClient) -> None:
    paths = {path.removeprefix("/api/v1") for path in client.get("/openapi.json").json()["paths"]}
    assert paths == {*ADDRESSES, "/events/{id}"}


@pytest.mark.parametrize(
    ("path", "asked", "status"),
    [("/events/{id}", "/events/none", 404), ("/reports/{id}", "/reports/none", 404), ("/events", "/events?type=NONE", 400),
     ("/events", "/events?limit=0", 422), ("/statements", "/statements?until=soon", 400), ("/agenda", "/agenda?today=soon", 422)],
)  # fmt: skip
def test_errors_are_as_described(client: TestClient, path: str, asked: str, status: int) -> None:
    answer = client.get("/api/v1" + asked)
    assert answer.status_code == status
    described(client, path, status).validate(answer.json())


def test_pages_of_the_api_go_on(client: TestClient) -> None:
    found, after = [], ""
    while after is not None:
        page = client.get(f"/api/v1/reports?limit=2&after={after}").json()
        found += [report["id"] for report in page["items"]]
        after = page["next"]
        assert page["total"] == 5
    assert found == ["grain", "held", "plan", HOSTILE_ID, "late"]


def test_any_report_has_an_address_and_any_text_is_json(client: TestClient) -> None:
    answer = client.get("/api/v1" + report_path(HOSTILE_ID))
    assert answer.json()["report"]["text"].endswith("\x00 \ud800")


def test_the_example_of_the_docs_runs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = Path(__file__).parents[2] / "docs" / "web.md"
    *_, example = re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    asked: list[str] = []

    class Served:
        def __init__(self, base_url: str) -> None:
            self.base = base_url.replace("127.0.0.1:8000", "localhost")

        def __enter__(self) -> Served:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def get(self, path: str, params: dict[str, str]) -> object:
            asked.append(path)
            return client.get(self.base + path, params={**params, "limit": "1"})

    monkeypatch.setattr(httpx, "Client", Served)
    exec(example.replace('"USA,CHN"', '"CHN,DEU"'), {})
    assert asked == ["/events"] and "CONSULT actual ['China', 'Germany']" in capsys.readouterr().out
