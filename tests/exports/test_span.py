"""Dates of any precision become first and last day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aktenlage.exports.span import earliest, span, when

from .invented import happening, info

KNOWN = {
    "2023-06-18": ("2023-06-18", "2023-06-18"),
    "2023-06-18T20:00": ("2023-06-18", "2023-06-18"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2023": ("2023-01-01", "2023-12-31"),
    "2023-W25": ("2023-06-19", "2023-06-25"),
    "2020-W53": ("2020-12-28", "2021-01-03"),
    "2023-Q4": ("2023-10-01", "2023-12-31"),
    "2023-H1": ("2023-01-01", "2023-06-30"),
    "2018/2023": ("2018-01-01", "2023-12-31"),
    "2023-06-10/2023-06-12": ("2023-06-10", "2023-06-12"),
    "2018/": ("2018-01-01", "2018-12-31"),
    "199": ("1990-01-01", "1999-12-31"),
    "19": ("1900-01-01", "1999-12-31"),
}


@pytest.mark.parametrize("value", KNOWN)
def test_known_dates(value: str) -> None:
    first, last = (date.fromisoformat(day) for day in KNOWN[value])
    assert span(value) == (first, last)


@pytest.mark.parametrize(
    "value", [None, "", "XXXX-06-18", "2023-13", "2023-02-30", "2023-W60", "2023-Q7", "0000", "/", "soon"]
)
def test_no_date(value: str | None) -> None:
    assert span(value) is None


@given(st.text(alphabet="0123456789-/WQHXT:", max_size=14))
def test_never_raises_and_never_ends_before_it_begins(value: str) -> None:
    found = span(value)
    assert found is None or found[0] <= found[1]


def test_day_of_publication_stands_in() -> None:
    reports = [info("b", "2024-03-12"), info("a", "2024-03-10"), info("c", None)]
    assert earliest(reports) == "2024-03-10"
    day = when(happening(), reports)
    assert day is not None and day.first == date(2024, 3, 10) and not day.told
    told = when(happening(date="2024-02"), reports)
    assert told is not None and told.told and told.last == date(2024, 2, 29)
    assert when(happening(), [info(published=None)]) is None
