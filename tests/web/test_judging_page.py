"""Saying what is right on the pages: by forms that work without script, from a queue that goes on where one stopped."""

from __future__ import annotations

import io
import json
import re
import zipfile

import pytest
from doors import enter
from filed import HOSTILE_ID, MARKUP
from starlette.testclient import TestClient

from aktenlage.record import Record
from aktenlage.web.rendering import event_path, report_path


def judge(editor: TestClient, form: str, event: str, action: str, **fields: str) -> str:
    """Sends the form of an event; returns where it leads."""
    sent = {"form": form, "event": event, "action": action, **fields}
    answer = editor.post("/judge/event", data=sent)
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


def test_the_queue_ends_when_all_is_judged_and_goes_on_after_an_undo(editor: TestClient, own: Record) -> None:
    assert editor.get("/review").headers["location"] == "/edit"
    form = enter(editor)
    seen = []
    for action in ("accept", "reject") * 3:
        page = editor.get("/review").text
        if found := re.search(r'name="event" value="(\w+)"', page):
            seen.append(found[1])
            assert judge(editor, form, found[1], action, back="/review") == "/review"
    assert len(seen) == len(set(seen)) == 4 and "All events are judged" in page
    assert own.reviewed() == {"open": 0, "judged": 2, "rejected": 2}
    undo = re.search(r'action="(/edits/\d+/undo)"', page)
    assert (
        undo is not None and editor.post(undo[1], data={"form": form, "back": "/review"}).status_code == 303
    )
    assert seen[-1] in editor.get("/review").text


def test_skipping_leads_to_the_next_and_a_selection_stays(editor: TestClient, own: Record) -> None:
    enter(editor)
    first = editor.get("/review?type=AGREE&type=CONSULT").text
    skip = re.search(r'href="(\?[^"]*after=[^"]*)"[^>]*>Skip', first)
    assert skip is not None and "type=AGREE" in skip[1]
    second = editor.get("/review" + skip[1].replace("&amp;", "&")).text
    ids = [re.findall(r'name="event" value="(\w+)"', page)[0] for page in (first, second)]
    assert {own.show(id_).type for id_ in ids} == {"AGREE", "CONSULT"} and ">Skip<" not in second


def test_a_change_of_some_fields(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (event,) = own.events(type="CONSULT")
    shown = {
        "type": "CONSULT", "mode": "", "status": "actual", "certainty": "certain", "date": "2023-07-02", "place": "Berlin|",
        "actors": "China|CHN|\r\n\r\n Annalena Baerbock|DEU|GOV ", "recipients": "", "sources": "",
        "comment": MARKUP,
    }  # fmt: skip
    address = judge(editor, form, event.id, "change", **shown)
    (edit,) = own.edits()
    assert edit.changes == {"date": "2023-07-02", "actors": ["China|CHN|", "Annalena Baerbock|DEU|GOV"]}
    page = editor.get(address).text
    assert "changed by kb" in page and "coded as" in page and MARKUP not in page
    for there in (report_path("plan"), "/edit", "/review", "/events?review=judged"):
        assert MARKUP not in editor.get(there).text
    assert event.id in editor.get("/events?review=judged").text
    assert event.id not in editor.get("/events?review=open").text


def test_right_as_it_stands_is_accepted(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (event,) = own.events(type="AGREE")
    judge(editor, form, event.id, "change", type="AGREE", date=str(event.date))
    assert own.edits()[0].action == "accept"


def test_a_verdict_says_why(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (event,) = own.events(type="AGREE")
    page = editor.get("/review").text
    assert page.index("<button disabled hidden>") < page.index('value="accept"'), "Enter decides nothing"
    judge(editor, form, event.id, "reject", comment=" never signed ")
    assert (
        own.edits()[0].comment == "never signed" and "never signed" in editor.get(event_path(event.id)).text
    )


def test_some_mentions_of_an_event(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (event,) = own.events(type="CONSULT")
    first = event.mentions[0].id
    page = editor.get(f"{event_path(event.id)}?mention={first}&mention=99").text
    assert "said of 1 of its mentions" in page
    judge(editor, form, event.id, "reject", mention=str(first))
    assert [m.id for m in own.events(type="CONSULT")[0].mentions] == [event.mentions[1].id]
    assert 'class="rejected"' in editor.get(event_path(event.id)).text


def test_statements_are_judged_beside_their_report(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    (said,) = own.statements()
    sent = {"form": form, "report": said.report, "start": str(said.start), "end": str(said.end)}
    sent |= {
        "action": "change",
        "kind": "direct",
        "speaker": "Wang Yi|CHN|GOV",
        "relay": "",
        "back": "/reports/grain#s1",
    }
    answer = editor.post("/judge/statement", data=sent)
    assert answer.headers["location"] == "/reports/grain#s1"
    assert own.edits()[0].changes == {"speaker": "Wang Yi|CHN|GOV"}
    assert editor.post("/judge/statement", data=sent | {"end": "x"}).status_code == 404
    editor.post("/judge/statement", data=sent | {"action": "reject"})
    assert not own.statements() and "rejected by kb" in editor.get("/reports/grain").text


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example", "/\\evil.example", "/a\r\nX: y", ""]
)
def test_a_form_leads_nowhere_else(editor: TestClient, own: Record, back: str) -> None:
    form = enter(editor)
    (event,) = own.events(type="AGREE")
    assert judge(editor, form, event.id, "accept", back=back) == event_path(event.id)


def test_a_hostile_report_is_judged_as_any_other(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    told = own.report(HOSTILE_ID)
    page = editor.get(report_path(HOSTILE_ID, told.report.source))
    assert page.status_code == 200 and MARKUP not in page.text
    assert judge(editor, form, told.events[0].event, "reject", back="/review") == "/review"
    assert own.report(HOSTILE_ID).events[0].mentions[0].review is not None
    assert MARKUP not in editor.get(event_path(told.events[0].event)).text


def test_gold_is_a_download(editor: TestClient, own: Record) -> None:
    form = enter(editor)
    judge(editor, form, own.events(type="AGREE")[0].id, "accept")
    with zipfile.ZipFile(io.BytesIO(editor.get("/gold.zip").content)) as packed:
        (line,) = packed.read("gold/events.jsonl").decode().splitlines()
    assert json.loads(line)["trigger"] == "sign" and json.loads(line)["core"] is True


def test_only_editors_get_a_script(editor: TestClient, client: TestClient) -> None:
    assert "script-src" not in client.get("/").headers["content-security-policy"]
    assert "script-src 'self'" in editor.get("/").headers["content-security-policy"]
    assert "<script" not in editor.get("/").text
    enter(editor)
    page = editor.get("/review").text
    assert re.findall(r"<script[^>]*>", page) == ['<script src="/static/keys.js" defer>']
    assert editor.get("/static/keys.js").headers["content-type"].startswith("text/javascript")
