"""NITF to reports."""

from __future__ import annotations

import pytest
from papers import GERMAN, NITF, codes, one, read_all

from aktenlage.shapes import Document


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "windows-1252", "utf-16"])
def test_report(charset: str) -> None:
    raw = NITF.replace("„", '"').replace("“", '"').replace("utf-8", charset)
    assert one(raw.encode(charset), "a.xml") == Document(
        id="nda-4711", title="Treffen in Prag", published="2024-03-12", language="de", source="nda",
        text=f"Prag (nda) – {GERMAN[0]}\n\nStreit um Wahlen\n\n{GERMAN[1]}".replace("„", '"').replace("“", '"'),
    )  # fmt: skip


def test_a_dateline_in_the_text_is_not_said_twice() -> None:
    assert one(NITF.replace("<p>Die", "<p>PRAG (nda) – Die", 1).encode(), "a.xml").text.startswith(
        "PRAG (nda) – Die"
    )


def test_little_is_enough() -> None:
    found = one(b"<nitf><body><p>Paris lambasted Ankara.</p></body></nitf>", "a.xml")
    assert found == Document(id="a.xml", text="Paris lambasted Ankara.")


def test_withdrawn() -> None:
    raw = NITF.replace("<docdata>", '<docdata management-status="canceled">')
    assert codes(read_all(raw.encode(), "a.xml")) == ["withdrawn"]
