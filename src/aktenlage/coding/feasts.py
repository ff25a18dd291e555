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

Days = tuple[date, date]


def feast(rule: str, year: int) -> date | None:
    """The (first) day of a feast in that year, or None where the calendar has none or does not reach."""
    found = spans(rule, year)
    return found[0][0] if found else None


@cache
def spans(rule: str, year: int) -> tuple[Days, ...]:
    """First and last day of a feast in that year; those of the moon may fall into one year twice."""
    try:
        if rule in MOON:
            return tuple(MOON[rule](year))
        day = _day(rule, year)
        return ((day, day),)
    except (ValueError, OverflowError):
        return ()


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


def _within(days: Iterable[tuple[date, bool]], year: int) -> list[date]:
    """Those of that year: the library gives the neighbours' too."""
    return [day for day, _ in days if day.year == year]


def _ramadan(year: int) -> list[Days]:
    islamic, _ = _calendars()
    ends = [end for y in (year, year + 1) for end in _within(islamic.eid_al_fitr_dates(y), y)]
    firsts = _within(islamic.ramadan_beginning_dates(year), year)
    return [
        (d, min(e for e in ends if e > d) - timedelta(days=1)) for d in firsts if any(e > d for e in ends)
    ]


def _one_day(name: str) -> Callable[[int], list[Days]]:
    def of(year: int) -> list[Days]:
        return [(day, day) for day in _within(getattr(_calendars()[0], name)(year), year)]

    return of


def _lunar_new_year(year: int) -> list[Days]:
    found = _calendars()[1].lunar_new_year_date(year)
    day = found[0] if isinstance(found, tuple) else found
    return [(day, day)] if day else []


# Rules of the moon's calendars; the days are those of the calculated calendar, in some countries one later.
MOON: dict[str, Callable[[int], list[Days]]] = {
    "ramadan": _ramadan,
    "eid-al-fitr": _one_day("eid_al_fitr_dates"),
    "eid-al-adha": _one_day("eid_al_adha_dates"),
    "ashura": _one_day("ashura_dates"),
    "lunar-new-year": _lunar_new_year,
}
