"""First and last day of a date as the codebook writes it: `2023-06-18`, `2023-06`, `2023`, `2023-W25`, `2018/2023`."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache


@lru_cache(maxsize=4096)
def days(written: str) -> tuple[date, date] | None:
    """(first day, last day), or None for what is no such date."""
    begin, _, end = written.partition("/")
    try:
        first, last = _period(begin), _period(end or begin)
    except ValueError:
        return None
    return first[0], last[1]


def _period(written: str) -> tuple[date, date]:
    if "W" in written:
        monday = date.fromisocalendar(int(written[:4]), int(written[6:8]), 1)
        return monday, monday + timedelta(days=6)
    numbers = [int(n) for n in written.split("-")]
    match numbers:
        case [year]:
            return date(year, 1, 1), date(year, 12, 31)
        case [year, month]:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        case [year, month, day]:
            return date(year, month, day), date(year, month, day)
    raise ValueError(written)


def overlap(one: str, other: str) -> bool:
    """Whether two dates can be the same time: the one holds a day of the other."""
    mine, theirs = days(one), days(other)
    if mine is None or theirs is None:
        return one == other
    return mine[0] <= theirs[1] and theirs[0] <= mine[1]
