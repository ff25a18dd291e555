"""Markdown to reports."""

from __future__ import annotations

import pytest
from papers import ENGLISH, GERMAN, codes, one, read_all

from aktenlage.shapes import Document

YAML = "---\ntitle: Talks in Nairobi\ndate: 2024-03-13\nlang: en-GB\npublisher: Invented Press\ntags: [a, b]\n---\n"
TOML = '+++\ntitle = "Talks in Nairobi"\npublished = 2024-03-13\nlanguage = "en"\nsource = "Invented Press"\n+++\n'


@pytest.mark.parametrize("front", [YAML, TOML, YAML.replace("\n", "\r\n"), "\ufeff" + YAML])
def test_front_matter(front: str) -> None:
    assert one((front + ENGLISH[0]).encode(), "talks.md") == Document(
        id="talks.md", text=ENGLISH[0], title="Talks in Nairobi", published="2024-03-13", language="en",
        source="Invented Press",
    )  # fmt: skip


def test_marks_go_and_words_stay() -> None:
    raw = (
        f"# Treffen *in* Prag\n\n{GERMAN[0].replace('in Prag', '[in Prag](https://x.example)')}\n\n## Streit\n\n"
        f"> {GERMAN[1]}\n\n- Erstens **fett**\n- Zweitens `Code`\n\n![Bild](b.png)\n\n|a|b|\n|-|-|\n|1|2|\n\n"
        "Zeile eins\nZeile zwei  \nZeile drei\n\n<div>Ein <b>Kasten</b></div>\n\n---\n\n    eingerückt\n"
    )
    found = one(raw.encode(), "a.md")
    assert found.title == "Treffen in Prag"
    assert found.text.split("\n\n") == [
        GERMAN[0], "Streit", GERMAN[1], "Erstens fett", "Zweitens Code", "Zeile eins Zeile zwei\nZeile drei",
        "Ein Kasten", "eingerückt",
    ]  # fmt: skip


def test_another_heading_than_the_title_stays() -> None:
    assert one((b"---\ntitle: A\n---\n# B\n\nText."), "a.md").text == "B\n\nText."


@pytest.mark.parametrize(
    "front", ["---\n[\n---\n", "+++\nx\n+++\n", "---\na: *x\n---\n", "---\ndate: 2024-99-99\n---\n"]
)
def test_broken_front_matter(front: str) -> None:
    assert codes(read_all(f"{front}Text.".encode(), "a.md")) == ["front-matter"]


@pytest.mark.parametrize(
    "text", ["--- kein Strich\n\nText.", "---\n\nText ohne Ende.", "---\nnur ein Satz\n---\nText."]
)
def test_lines_that_are_no_front_matter(text: str) -> None:
    assert "Text" in one(text.encode(), "a.md").text
