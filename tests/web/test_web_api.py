"""The JSON API: what OpenAPI says is what comes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from doors import TOKEN
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
    assert paths == {*ADDRESSES, "/events/{id}", "/edits"}


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


def example_with(words: str) -> str:
    """The example of the docs that has these words."""
    page = Path(__file__).parents[2] / "docs" / "web.md"
    (found,) = [
        e for e in re.findall(r"```python\n(.*?)```", page.read_text("utf-8"), re.DOTALL) if words in e
    ]
    return found


def test_the_example_of_writing_runs(
    editor: TestClient, own: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    def post(url: str, **sent: object) -> object:
        return editor.post(url.replace("127.0.0.1:8000", "localhost"), **sent)

    monkeypatch.setattr(httpx, "post", post)
    doors: dict[str, Callable[..., int]] = {}
    exec(example_with("def change("), doors)
    (event,) = own.events(type="CONSULT")
    edit = doors["change"](TOKEN, event.id, date="2023-06-19", actors=["Annalena Baerbock|DEU|GOV"])
    assert own.edits()[0].id == edit and own.events(actor="DEU")[0].date == "2023-06-19"
    described(editor, "/edits", 200).validate(editor.get("/api/v1/edits").json())


def test_the_example_of_the_docs_runs(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    example = example_with("def events(")
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
