"""Selections as files, in the formats of `record export`."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from starlette.testclient import TestClient

from aktenlage.web.pages import DOWNLOADS


@pytest.mark.parametrize("format", ["jsonl", *DOWNLOADS])
def test_each_format_comes_as_a_file(client: TestClient, format: str) -> None:
    answer = client.get(f"/events.{format}?type=CONSULT")
    assert answer.status_code == 200 and answer.content
    assert answer.headers["content-disposition"].startswith('attachment; filename="aktenlage-events')


def test_the_selection_is_what_comes(client: TestClient) -> None:
    for question, number in (("", 4), ("?type=CONSULT", 1), ("?actor=FRA&type=CONSULT", 0)):
        lines = client.get(f"/events.jsonl{question}").text.splitlines()
        assert len(lines) == number
        assert all("mentions" in json.loads(line) for line in lines)


def test_tables_come_in_one_zip(client: TestClient) -> None:
    packed = zipfile.ZipFile(io.BytesIO(client.get("/events.csv").content))
    assert any(name.endswith("events.csv") for name in packed.namelist()) and packed.testzip() is None


def test_the_calendar_can_be_subscribed_to(client: TestClient) -> None:
    answer = client.get("/agenda.ics?country=DEU")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert answer.text.count("BEGIN:VEVENT") == 1 and "SUMMARY:CONSULT" in answer.text
