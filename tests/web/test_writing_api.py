"""Deciding through the API: with the token, as on the pages."""

from __future__ import annotations

from typing import Any

import pytest
from doors import TOKEN
from starlette.testclient import TestClient

from aktenlage.record import Record

EDITS = "/api/v1/edits"
SHOWN = {"Authorization": f"Bearer {TOKEN}"}


def test_a_change_and_its_undoing(editor: TestClient, own: Record) -> None:
    (event,) = own.events(type="CONSULT")
    sent = {
        "action": "change", "event": event.id, "author": "kb", "comment": "as the ministry says",
        "changes": {"date": "2023-07-03", "place": None},
    }  # fmt: skip
    answer = editor.post(EDITS, json=sent, headers=SHOWN)
    assert answer.status_code == 201 and answer.json()["changes"] == sent["changes"]
    changed = editor.get(f"/api/v1/events/{event.id}").json()
    assert changed["date"] == "2023-07-03" and changed["place"] is None
    assert changed["mentions"][0]["review"]["coded"]["date"] == "2023-07-01"
    assert [edit["comment"] for edit in editor.get(EDITS).json()] == ["as the ministry says"]
    undo = f"{EDITS}/{answer.json()['id']}"
    assert editor.delete(undo).status_code == 401
    assert editor.delete(undo, headers=SHOWN).status_code == 204 and own.edits() == []
    assert editor.delete(undo, headers=SHOWN).status_code == 404


def test_statements_merges_splits(editor: TestClient, own: Record) -> None:
    (said,) = own.statements()
    where = {"report": said.report, "start": said.start, "end": said.end}
    answer = editor.post(EDITS, json={"action": "reject", "statement": where}, headers=SHOWN)
    assert answer.status_code == 201 and not own.statements()
    (meeting,), (deal,) = own.events(type="CONSULT"), own.events(type="AGREE")
    merged = editor.post(EDITS, json={"action": "merge", "events": [meeting.id, deal.id]}, headers=SHOWN)
    assert merged.status_code == 201 and own.show(deal.id).id == own.show(meeting.id).id
    apart = {"action": "split", "event": meeting.id, "mentions": [meeting.mentions[0].id]}
    assert editor.post(EDITS, json=apart, headers=SHOWN).status_code == 201
    assert [edit.action for edit in own.edits()] == ["split", "merge", "reject"]


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"action": "accept"}, 422),
        ({"action": "praise", "event": "x"}, 422),
        ({"action": "merge", "event": "x"}, 422),
        ({"action": "accept", "event": "x", "events": ["y"]}, 422),
        ({"action": "accept", "event": "x", "how": "so"}, 422),
        ({"action": "accept", "event": "nowhere"}, 404),
        ({"action": "accept", "statement": {"report": "grain", "start": 1, "end": 2}}, 404),
        ({"action": "change", "event": "EVENT"}, 400),
        ({"action": "change", "event": "EVENT", "changes": {"type": "FLY"}}, 400),
        ({"action": "change", "event": "EVENT", "changes": {"type": None}}, 400),
        ({"action": "change", "event": "EVENT", "changes": {"kind": "direct"}}, 400),
    ],
)  # fmt: skip
def test_what_is_no_edit_is_said(editor: TestClient, own: Record, sent: dict[str, Any], status: int) -> None:
    (event,) = own.events(type="CONSULT")
    sent = {key: event.id if value == "EVENT" else value for key, value in sent.items()}
    answer = editor.post(EDITS, json=sent, headers=SHOWN)
    assert (answer.status_code, set(answer.json()["error"])) == (status, {"code", "message"})
    assert own.edits() == []


@pytest.mark.parametrize("shown", [None, "Bearer wrong", "Bearer", f"Basic {TOKEN}"])
def test_nobody_else_decides(editor: TestClient, client: TestClient, own: Record, shown: str | None) -> None:
    sent = {"action": "accept", "event": own.events()[0].id}
    headers = {"Authorization": shown} if shown else {}
    answer = editor.post(EDITS, json=sent, headers=headers)
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert client.post(EDITS, json=sent, headers=SHOWN).status_code == 405
    assert own.edits() == []
