"""Every decision is explained with the frame and the reason."""

from __future__ import annotations

from aktenlage.explain import explanation
from aktenlage.shapes import Document


def test_frame_roles_date_place_and_source_have_reasons():
    text = "Der Sprecher sagte, Scholz habe am Sonntag in Warschau den polnischen Präsidenten getroffen."
    lines = "\n".join(explanation(Document(id="t", text=text, language="de", published="2023-06-19")))
    assert "event: CONSULT" in lines and "consult.toml:" in lines
    assert "actor Olaf Scholz" in lines
    assert "date 2023-06-18:" in lines
    assert "place Warsaw:" in lines
    assert "sources" in lines and "it stands in what they say" in lines
    assert "statement: indirect" in lines


def test_what_is_not_coded_says_why():
    lines = "\n".join(explanation(Document(id="t", text="Ein Treffen ist immer gut.", language="de")))
    assert "not coded: Treffen" in lines
