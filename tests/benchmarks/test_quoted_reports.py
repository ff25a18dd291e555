"""Who said what in our own English reports (examples/quotations). Floors may only go up."""

from __future__ import annotations

import pytest

from aktenlage import code
from aktenlage.shapes import CodedDocument, Document
from benchmarks.quotations import Rates, marked, reports, score


def test_marks_are_taken_out() -> None:
    report = marked(
        "x",
        "{direct|Lee|“No,”} said Lee, {direct+|Lee|“never.”} He said {indirect|Lee|it was {direct|Lee|“over”}}.",
    )
    assert report.text == "“No,” said Lee, “never.” He said it was “over”."
    parts = [[report.text[a:b] for a, b in s.spans] for s in report.said]
    assert parts == [["“No,”", "“never.”"], ["“over”"], ["it was “over”"]]


def test_an_open_mark_is_named() -> None:
    with pytest.raises(ValueError, match="not closed"):
        marked("x", "{direct|Lee|“No,” said Lee.")


def test_english_quotation_reaches_its_floors() -> None:
    every, direct = Rates(), Rates()
    for report in reports():
        coded = code(Document(id=report.name, text=report.text, language="en", published="2023-06-19"))
        assert isinstance(coded, CodedDocument)
        score(report, coded, every)
        score(report, coded, direct, "direct")
    assert every.f1 >= 0.92
    assert direct.f1 >= 0.97
    assert every.speaker >= 0.96
