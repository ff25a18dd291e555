"""Quotation marks and their partners."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aktenlage.coding.quotations import quotations


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Er sagte: „Wir gehen.“", ["„Wir gehen.“"]),
        ("Er sagte: »Wir gehen.«", ["»Wir gehen.«"]),
        ("Er sagte: «Wir gehen.»", ["«Wir gehen.»"]),
        ("“We go,” he said. “Now.”", ["“We go,”", "“Now.”"]),
        ('"We go," he said. "Now."', ['"We go,"', '"Now."']),
        ("„Das Wort ‚Krieg‘ fällt nicht“, sagte er.", ["„Das Wort ‚Krieg‘ fällt nicht“"]),
        ("„Er rief „Halt“ und ging“, sagte sie.", ["„Er rief „Halt“ und ging“"]),
        ("Er nennt es „Frieden“ und „Ruhe“.", ["„Frieden“", "„Ruhe“"]),
        ("Keine Marken hier.", []),
        (
            "„Wir gehen heute.“ . . und kommen wieder“, sagte er.",
            ["„Wir gehen heute.“ . . und kommen wieder“"],
        ),
        ("„Wir gehen.“ . . und dann „Halt“.", ["„Wir gehen.“", "„Halt“"]),
        ('"We go.\nWe do," he said. "Now."', ['"We go.\nWe do,"', '"Now."']),
        ("„Wir gehen jetzt alle.\nDer Tag war kalt.\n„Halt.“", ["„Wir gehen jetzt alle.", "„Halt.“"]),
    ],
)
def test_pairs(text, parts):
    assert [text[q.start : q.end] for q in quotations(text)] == parts


def test_a_missing_closing_mark_ends_with_the_paragraph():
    text = "„Wir werden darüber reden müssen.\nDer nächste Absatz."
    (quote,) = quotations(text)
    assert (text[quote.start : quote.end], quote.closed) == ("„Wir werden darüber reden müssen.", False)


@given(st.text(alphabet='ab „“”"»«\n.', max_size=60))
def test_spans_are_inside_and_in_order(text):
    last = 0
    for quote in quotations(text):
        assert last <= quote.start < quote.end <= len(text)
        last = quote.end


MARKS = "„“”\"»«›‹‚‘’'"


@example("“\n“")
@given(st.text(alphabet=MARKS + "aB .,…\n", max_size=80))
def test_any_marks_give_spans_that_hold_something(text):
    found = quotations(text)
    for quote in found:
        assert text[quote.start] in MARKS
        assert quote.end - quote.start >= 2
    assert found == quotations(text)


@given(
    st.lists(st.sampled_from(["„Wir gehen.“", "»Nein!«", '"Ja, gern."', "Er sagte es.", "\n\n"]), max_size=8)
)
def test_well_formed_quotations_are_all_found(parts):
    text = " ".join(parts)
    assert [text[q.start : q.end] for q in quotations(text)] == [p for p in parts if p[0] in MARKS]


@given(st.text(alphabet="abc .\n", max_size=40))
def test_no_mark_no_quotation(text):
    assert quotations(text) == []
