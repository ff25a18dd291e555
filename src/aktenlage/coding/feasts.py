"""When is the feast? Days of feasts by rule; those of the moon's calendars come from the `holidays` library.

Rules: `12-25` (a day), `easter+49` (from Easter Sunday), `orthodox+0` (from Orthodox Easter), `11-4-4` (month, weekday,
which one or `last`), and the names of `MOON`.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from typing import Any

from dateutil.easter import EASTER_ORTHODOX, easter


def feast(rule: str, year: int) -> date | None:
    """The (first) day of a feast in that year, or None where the calendar has none or does not reach."""
    days = span(rule, year)
    return days[0] if days else None


@cache
def span(rule: str, year: int) -> tuple[date, date] | None:
    """First and last day of a feast in that year."""
    try:
        if rule in MOON:
            return MOON[rule](year)
        day = _day(rule, year)
        return day, day
    except (ValueError, OverflowError):
        return None


def _day(rule: str, year: int) -> date:
    if rule.startswith("easter"):
        sunday: date = easter(year)
        return sunday + timedelta(days=int(rule[6:]))
    if rule.startswith("orthodox"):
        sunday = easter(year, EASTER_ORTHODOX)
        return sunday + timedelta(days=int(rule[8:]))
    month, *rest = (-1 if n == "last" else int(n) for n in rule.split("-"))
    if len(rest) == 1:
        return date(year, month, rest[0])
    weekday, nth = rest
    if nth < 0:
        last = date(year, month, monthrange(year, month)[1])
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))


@cache
def _calendars() -> tuple[Any, Any]:
    from holidays.calendars.chinese import _ChineseLunisolar
    from holidays.calendars.islamic import _IslamicLunar

    return _IslamicLunar(), _ChineseLunisolar()


def _first(days: Iterable[tuple[date, bool]], year: int) -> date | None:
    """The first of that year: the library gives the neighbours' too."""
    return next((day for day, _ in days if day.year == year), None)


def _ramadan(year: int) -> tuple[date, date] | None:
    islamic, _ = _calendars()
    first, end = (
        _first(islamic.ramadan_beginning_dates(year), year),
        _first(islamic.eid_al_fitr_dates(year), year),
    )
    return (first, end - timedelta(days=1)) if first and end and first < end else None


def _lasting(name: str, days: int) -> Callable[[int], tuple[date, date] | None]:
    def of(year: int) -> tuple[date, date] | None:
        first = _first(getattr(_calendars()[0], name)(year), year)
        return (first, first + timedelta(days=days - 1)) if first else None

    return of


def _lunar_new_year(year: int) -> tuple[date, date] | None:
    found = _calendars()[1].lunar_new_year_date(year)
    day = found[0] if isinstance(found, tuple) else found
    return (day, day) if day else None


# Rules of the moon's calendars; the days are those of the calculated calendar, in some countries one later.
MOON: dict[str, Callable[[int], tuple[date, date] | None]] = {
    "ramadan": _ramadan,
    "eid-al-fitr": _lasting("eid_al_fitr_dates", 1),
    "eid-al-adha": _lasting("eid_al_adha_dates", 1),
    "ashura": _lasting("ashura_dates", 1),
    "lunar-new-year": _lunar_new_year,
}
