"""The days of feasts."""

from __future__ import annotations

from datetime import date

import pytest

from aktenlage.coding.feasts import feast, spans


@pytest.mark.parametrize(
    ("rule", "year", "day"),
    [
        ("12-25", 2023, date(2023, 12, 25)),
        ("easter+0", 1961, date(1961, 4, 2)),
        ("easter+49", 2023, date(2023, 5, 28)),
        ("orthodox+0", 2023, date(2023, 4, 16)),
        ("11-4-4", 2023, date(2023, 11, 23)),
        ("5-1-last", 2023, date(2023, 5, 29)),
        ("eid-al-fitr", 2024, date(2024, 4, 10)),
        ("lunar-new-year", 2024, date(2024, 2, 10)),
        ("02-30", 2023, None),
    ],
)
def test_the_day_of_a_feast(rule: str, year: int, day: date | None) -> None:
    assert feast(rule, year) == day


def test_ramadan_lasts_a_month() -> None:
    assert spans("ramadan", 2024) == ((date(2024, 3, 11), date(2024, 4, 9)),)


@pytest.mark.parametrize("year", [1, 1500, 9999])
def test_far_years_are_no_error(year: int) -> None:
    for rule in ("easter+0", "ramadan", "lunar-new-year", "12-25"):
        spans(rule, year)


def test_the_moon_may_bring_a_feast_twice_a_year() -> None:
    assert [first for first, _ in spans("ashura", 2009)] == [date(2009, 1, 7), date(2009, 12, 27)]
