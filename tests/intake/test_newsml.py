"""NewsML-G2 to reports."""

from __future__ import annotations

import pytest
from papers import ENGLISH, NITF, TEXT, XHTML, codes, news_item, one, read_all

from aktenlage.shapes import Document

UNDER_DATELINE = f"NAIROBI, March 13 (IPR) – {TEXT['en']}"
BODY = NITF[NITF.index("<nitf") :].replace("&nbsp;", " ")


def test_item() -> None:
    assert one(news_item(XHTML).encode(), "item.xml") == Document(
        id="urn:newsml:invented.example:1", text=UNDER_DATELINE, published="2024-03-13", language="en",
        title="Talks in Nairobi", source="Invented Press",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f"<inlineXML>{BODY}</inlineXML>", "NAIROBI, March 13 (IPR) – Prag (nda) – Die"),
        (f"<inlineData contenttype='text/plain'>{TEXT['en']}</inlineData>", UNDER_DATELINE),
        (f"<inlineXML><story><p>Nairobi – {ENGLISH[0]}</p></story></inlineXML>", f"Nairobi – {ENGLISH[0]}"),
    ],
)
def test_other_bodies(content: str, text: str) -> None:
    assert one(news_item(content).encode(), "item.xml").text.startswith(text)


def test_message_of_many() -> None:
    items = "".join(
        [
            news_item(XHTML, guid="urn:1"), news_item(XHTML, "canceled", "urn:2"), news_item("", guid="urn:3"),
            news_item(XHTML, guid="urn:4"),
        ]
    )  # fmt: skip
    raw = f"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><itemSet>{items}</itemSet></newsMessage>"
    found = read_all(raw.encode(), "message.xml")
    assert codes(found) == ["urn:1", "withdrawn", "no-article", "urn:4"]
    assert found[1].error.message.startswith("message.xml:2: ")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("provider", "source"),
    [
        ('<provider qcode="nprov:IPR"/>', "IPR"), ('<provider literal="Invented"/>', "Invented"),
        ('<provider uri="https://c.example/agency/IPR"/>', "IPR"), ("", None),
    ],
)  # fmt: skip
def test_provider(provider: str, source: str | None) -> None:
    raw = news_item(XHTML).replace(
        '<provider qcode="nprov:IPR"><name>Invented Press</name></provider>', provider
    )
    assert one(raw.encode(), "item.xml").source == source


@pytest.mark.parametrize("entity", ['<!ENTITY a "aaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">'])
def test_entities_are_refused(entity: str) -> None:
    raw = f"<!DOCTYPE newsItem [{entity}]>" + news_item(XHTML.replace("Kenya", "&a;"))
    assert codes(read_all(raw.encode(), "item.xml")) == ["entities"]


def test_broken_xml_names_the_place() -> None:
    (found,) = read_all(news_item(XHTML)[:-20].encode(), "item.xml")
    assert "item.xml: the XML is broken (" in found.error.message and "line" in found.error.message  # type: ignore[union-attr]
