"""Correcting: only with the token, only by forms of this page, and each decision can be undone."""

from __future__ import annotations

import pytest
from doors import TOKEN, enter
from starlette.testclient import TestClient

from aktenlage.record import Record
from aktenlage.web.rendering import event_path


def test_a_split_and_its_undoing(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (event,) = own.events(type="CONSULT")
    page = editor.get(event_path(event.id)).text
    assert page.count('type="checkbox" name="mention"') == len(event.mentions) == 2
    answer = editor.post(
        f"{event_path(event.id)}/split", data={"form": form, "mention": str(event.mentions[1].id)}
    )
    assert answer.status_code == 303 and editor.get(answer.headers["location"]).status_code == 200
    assert len(own.events(type="CONSULT")) == 2
    (edit,) = own.edits()
    assert (edit.action, edit.author) == ("split", "kb")
    assert editor.post(f"/edits/{edit.id}/undo", data={"form": form}).status_code == 303
    assert len(own.events(type="CONSULT")) == 1 and own.edits() == []
    assert editor.post(f"/edits/{edit.id}/undo", data={"form": form}).status_code == 404


def test_a_merge(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    one, other = own.events(type="CONSULT")[0].id, own.events(type="AGREE")[0].id
    answer = editor.post(f"{event_path(one)}/merge", data={"form": form, "others": f" {other}, "})
    assert answer.status_code == 303 and own.show(one).id == own.show(other).id
    for wrong, status in (("nowhere", 404), (one, 400), ("", 400)):
        assert (
            editor.post(f"{event_path(one)}/merge", data={"form": form, "others": wrong}).status_code
            == status
        )


@pytest.mark.parametrize(
    "how",
    [
        "no session",
        "wrong token",
        "no form",
        "wrong form",
        "other origin",
        "other site",
        "ended",
        "no form type",
    ],
)
def test_nobody_else_writes(editor: TestClient, own: Record, how: str) -> None:
    (event,) = own.events(type="CONSULT")
    data, headers = {"form": "", "mention": str(event.mentions[1].id)}, {}
    if how == "wrong token":
        assert editor.post("/edit", data={"token": TOKEN + "x"}).status_code == 403
        assert not editor.cookies
    elif how != "no session":
        data["form"] = enter(editor)
    if how == "no form":
        del data["form"]
    if how == "wrong form":
        data["form"] += "x"
    if how == "other origin":
        headers["Origin"] = "http://evil.example"
    if how == "other site":
        headers["Sec-Fetch-Site"] = "same-site"
    if how == "ended":
        assert editor.post("/edit/end", data=data).status_code == 303
    if how == "no form type":
        headers["Content-Type"] = "text/plain"
    for address in (
        f"{event_path(event.id)}/split",
        f"{event_path(event.id)}/merge",
        "/edits/1/undo",
        "/edit/end",
    ):
        assert editor.post(address, data=data, headers=headers).status_code in (403, 415), address
    assert own.edits() == []


def test_the_token_is_not_taken_from_another_site(editor: TestClient) -> None:
    answer = editor.post("/edit", data={"token": TOKEN}, headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403 and not editor.cookies


def test_forms_are_there_for_those_who_may_only(editor: TestClient, client: TestClient, own: Record) -> None:
    (event,) = own.events(type="CONSULT")
    assert (
        "<form" in editor.get(event_path(event.id)).text
        and 'method="post"' not in editor.get(event_path(event.id)).text
    )
    assert client.get("/edit").status_code == 404 and 'href="/edit"' not in client.get("/").text
    enter(editor)
    page = editor.get(event_path(event.id)).text
    assert all(f'action="{event_path(event.id)}/{form}"' in page for form in ("split", "merge"))
    assert 'action="/judge/event"' in page and "/static/keys.js" in page


def test_too_many_fields_are_refused(editor: TestClient) -> None:
    enter(editor)
    body = "&".join(f"mention={n}" for n in range(2000))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert editor.post("/events/x/split", content=body, headers=headers).status_code == 413
