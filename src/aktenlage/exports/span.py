"""From which day to which? ISO 8601 dates of any precision as first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from aktenlage.shapes import DocumentInfo, Event

WEEK = re.compile(r"(\d{4})-W(\d{2})")
PART = re.compile(r"(\d{4})-([QH])(\d)")
MONTHS = {"Q": 3, "H": 6}
# Decades and centuries as TIMEX3 writes them: 199, 199X, 20, 20XX.
YEARS = re.compile(r"(\d{2,4})X{0,2}")


@dataclass(frozen=True, slots=True)
class Day:
    """When an event happens, for formats that want a day: `last` equals `first` when one day is meant.

    `told` is False where the reports give no date and the day of publication stands in.
    """

    first: date
    last: date
    told: bool


def span(value: str | None) -> tuple[date, date] | None:
    """First and last day of an ISO date: `2023-06-18`, `2023-06`, `2023`, `2023-W25`, `2023-Q2`, `2018/2023`.

    None for what is no date or leaves the year open (`XXXX-06-18`). Of an interval with an open end the told side counts.
    """
    if not value:
        return None
    if "/" in value:
        parts = [found for part in value.split("/") if (found := span(part))]
        return (min(f for f, _ in parts), max(last for _, last in parts)) if parts else None
    try:
        return _span(value.split("T")[0])
    except ValueError:
        return None


def _span(value: str) -> tuple[date, date] | None:
    if found := WEEK.fullmatch(value):
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        return monday, monday + timedelta(days=6)
    if found := PART.fullmatch(value):
        length, number = MONTHS[found[2]], int(found[3])
        return _months(int(found[1]), (number - 1) * length + 1, number * length)
    if len(value) == 10:
        day = date.fromisoformat(value)
        return day, day
    if len(value) == 7 and value[4] == "-":
        return _months(int(value[:4]), int(value[5:]), int(value[5:]))
    if found := YEARS.fullmatch(value):
        digits = found[1]
        return date(int(digits.ljust(4, "0")), 1, 1), date(int(digits.ljust(4, "9")), 12, 31)
    return None


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def earliest(reports: Sequence[DocumentInfo]) -> str | None:
    """The day on which the first of the reports was published, ISO; None when none says."""
    return min((report.published for report in reports if report.published), default=None)


def when(event: Event, reports: Sequence[DocumentInfo]) -> Day | None:
    """The days of an event; the day of the first report's publication where no date is told, None without one."""
    if found := span(event.date):
        return Day(*found, told=True)
    if found := span(earliest(reports)):
        return Day(*found, told=False)
    return None
