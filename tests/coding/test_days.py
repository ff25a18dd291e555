"""First and last day of a written date."""

from __future__ import annotations

from datetime import date

import pytest

from aktenlage.coding.days import days, overlap


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023-06-18", date(2023, 6, 18), date(2023, 6, 18)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-W25", date(2023, 6, 19), date(2023, 6, 25)),
        ("2018/2023", date(2018, 1, 1), date(2023, 12, 31)),
        ("2023-06-17/2023-06-18", date(2023, 6, 17), date(2023, 6, 18)),
    ],
)
def test_a_date_has_its_first_and_last_day(written: str, first: date, last: date) -> None:
    assert days(written) == (first, last)


@pytest.mark.parametrize("written", ["", "2023-13", "2023-02-30", "gestern", "2023-W60"])
def test_what_is_no_date_has_no_days(written: str) -> None:
    assert days(written) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2023-06-17/2023-06-18", "2023-06-18", True),
        ("2023-W25", "2023-06-20", True),
        ("2023-06", "2023-W26", True),
        ("2023-06-18", "2023-06-19", False),
        ("2022", "2023-01-01", False),
    ],
)
def test_dates_overlap_where_they_share_a_day(one: str, other: str, expected: bool) -> None:
    assert overlap(one, other) is overlap(other, one) is expected
