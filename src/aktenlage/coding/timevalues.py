"""What an expression of time means: one function for each `[phrases.NAME]` of the phrase books.

A value function takes the words of the expression by class (`Scene.get`) and the story so far (publication,
date last told) and gives TimeML type and value (TIMEX3 `type` and `value`, TimeML 1.2.1), or None where the
row does not hold, or NO_TIME where the words are no time at all. What the text leaves open stays open
(`XXXX-06-18`); today's date is never asked.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from aktenlage.coding.feasts import feast, spans

Value = tuple[str, str] | None
NO_TIME = ("", "")
TRADITION = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}  # first month of the meteorological season
HALF_DAY = {"EV": 12, "AF": 12, "MO": 0, "NI": 0, "MI": 0, "AM": 0, "PM": 12}
STORY = 2  # sentences for which the day told goes on: "Am Freitag … Am Nachmittag …"
NEAR = 60  # words on either side that are searched for tense


@dataclass(slots=True)
class Told:
    """The date last told: its first day, the unit it was told in (D W M Y …) and its sentence."""

    day: date
    unit: str
    sentence: int


@dataclass(slots=True)
class Story:
    """What is known when an expression is read. Sentences are numbered through the document."""

    published: date | None
    told: Told | None = None
    day: Told | None = None  # the day last told
    ahead: Told | None = None  # the last told of the days after publication
    year: Told | None = None  # the year last told in a full date
    vague: Told | None = None  # "a few days ago": the day is open, the month is not


@dataclass(slots=True)
class Scene:
    """One expression in its place: `roles` are (class, value, word), `before` and `after` its neighbours."""

    roles: list[tuple[str, Any, str]]
    story: Story
    sentence: int
    tense: Callable[[], int]
    before: list[str]
    after: list[str]
    listed: Callable[[str, str], bool]
    language: str
    lasting: frozenset[str] = frozenset()  # nouns of what lasts
    tell: tuple[date, str] | None = None
    date: str | None = None

    def get(self, *classes: str) -> Any:
        """The value of the first word of one of these classes, or None."""
        return next((v for c, v, _ in self.roles if c in classes), None)

    def every(self, *classes: str) -> list[Any]:
        """The values of all words of these classes, in order."""
        return [v for c, v, _ in self.roles if c in classes]

    def has(self, *literals: str) -> bool:
        """Whether one of these words of the pattern is there."""
        return any(c == f"'{w}'" for c, _, _ in self.roles for w in literals)


# ---------------------------------------------------------------- the calendar


def shifted(day: date, n: float, unit: str) -> date | None:
    """`day` moved by n units (D W WE M Q HY Y DE CE ML); None beyond the calendar."""
    try:
        if unit == "D":
            return day + timedelta(days=n)
        if unit in ("W", "WE"):
            return day + timedelta(days=round(7 * n))
        months = {"M": 1, "Q": 3, "HY": 6, "Y": 12, "DE": 120, "CE": 1200, "ML": 12000}.get(unit)
        if months is None:
            return day
        total = day.year * 12 + day.month - 1 + round(n * months)
        year, month = divmod(total, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError):
        return None


def period(day: date | None, unit: str) -> str:
    """The TimeML value of the period of this unit that holds `day`; undetermined digits are X."""
    if day is None:
        return {
            "D": "XXXX-XX-XX",
            "W": "XXXX-WXX",
            "WE": "XXXX-WXX-WE",
            "M": "XXXX-XX",
            "Q": "XXXX-QX",
            "HY": "XXXX-HX",
            "DE": "XXX",
            "CE": "XX",
            "ML": "X",
        }.get(unit, "XXXX")
    year, week, _ = day.isocalendar()
    match unit:
        case "D":
            return day.isoformat()
        case "W":
            return f"{year:04}-W{week:02}"
        case "WE":
            return f"{year:04}-W{week:02}-WE"
        case "M":
            return f"{day.year:04}-{day.month:02}"
        case "Q":
            return f"{day.year:04}-Q{(day.month + 2) // 3}"
        case "HY":
            return f"{day.year:04}-H{(day.month + 5) // 6}"
        case "DE":
            return f"{day.year // 10:03}"
        case "CE":
            return f"{day.year // 100:02}"
        case "ML":
            return f"{day.year // 1000}"
    return f"{day.year:04}"


def length(n: float | None, unit: str) -> str:
    """The TimeML value of a duration of n units; n None: how many is not said."""
    if n is not None and unit in ("HY", "Q"):
        n, unit = n * (6 if unit == "HY" else 3), "M"
    if n is not None and n != int(n):
        finer = {"Y": (12, "M"), "TH": (60, "TM"), "TM": (60, "TS")}.get(unit)
        if n < 1 and finer:
            n, unit = n * finer[0], finer[1]
    number = "X" if n is None else f"{n:g}" if n < 1e6 else str(int(n))
    if unit in ("TH", "TM", "TS"):
        return f"PT{number}{unit[1]}"
    return f"P{number}{'Y' if unit == 'HY' else unit}"


def safe(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def century_of(two: int, published: date | None) -> int:
    """The year that two digits mean: at most ten years after publication."""
    newest = (published.year if published else 2049) + 10
    year = newest - newest % 100 + two
    return year if year <= newest else year - 100


# ---------------------------------------------------------------- days


def _part(s: Scene, day: date | None, part: str | None) -> Value:
    if day:
        s.tell = (day, "D")
    if part:
        return "TIME", f"{period(day, 'D')}T{part}"
    return "DATE", period(day, "D")


def _night(s: Scene, evening: date | None) -> Value:
    """A night that the text does not halve: its date is both of its days."""
    value = _part(s, evening, "NI")
    morning = shifted(evening, 1, "D") if evening else None
    if evening and morning:
        s.date = f"{evening.isoformat()}/{morning.isoformat()}"
    return value


def _choose(s: Scene, candidates: list[date], ahead: int) -> date | None:
    """Which of the days of several years is meant: by tense, else the nearest; `ahead` weighs the future."""
    now = s.story.published
    if now is None or not candidates:
        return None
    tense = s.tense()
    later = [d for d in candidates if d >= now]
    earlier = [d for d in candidates if d <= now]
    recent = bool(earlier) and (now - max(earlier)).days < 60
    if tense > 0 and later and not (recent and (min(later) - now).days > 300):
        return min(later)  # but "condemns the attack of 30 September" in October looks back
    if tense < 0 and earlier and (not later or (min(later) - now).days > 14):
        return max(earlier)
    return min(candidates, key=lambda d: (now - d).days if d <= now else (d - now).days * 183 / max(1, ahead))


def day(s: Scene) -> Value:
    """An explicit day; a missing year is that of the story, the tense or the nearest."""
    now, written = s.story.published, s.get("iso", "full", "slashed")
    direction = s.get("direction")
    if written:
        if "T" in written:
            found = re.match(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)", written)
            start = safe(*map(int, written[:10].split("-")))
            if start is None or not found:
                return None
            s.tell = (start, "D")
            return "TIME", written
        numbers = [int(n) for n in re.findall(r"\d+", written)]
        if s.get("iso"):
            numbers = numbers[::-1]
        elif s.get("slashed") and numbers[0] <= 12:
            numbers = [
                numbers[1],
                numbers[0],
                numbers[2],
            ]  # the American order; 18/6/2023 can only be the other one
        d, month, long_year = numbers
        d = s.get("ordinal") or d  # "vom [5.] bis 8.10.2023"
        found_day = safe(century_of(long_year, now) if long_year < 100 else long_year, month, d)
        if found_day is None:
            return None
        s.story.year = Told(found_day, "Y", s.sentence)
        return _part(s, found_day, s.get("part"))
    year: int | None = None
    if s.get("daymonth"):
        d, month = (int(n) for n in re.findall(r"\d+", s.get("daymonth")))
    elif s.get("full") is None and s.get("ordinal", "ordinalword", "integer", "hour") is not None:
        d, month, year = (
            int(s.get("ordinal", "ordinalword", "integer", "hour")),
            s.get("month", "shortmonth"),
            s.get("year"),
        )
    else:
        return None
    if month is None or not 1 <= month <= 12 or not 1 <= d <= 31:
        return None
    if year is None and direction is not None and now:
        year = now.year + direction
    if year is not None:
        found_day = safe(year, month, d)
        if found_day is None:
            return None
        s.story.year = Told(found_day, "Y", s.sentence)
        return _part(s, found_day, s.get("part"))
    told = s.story.year
    if (
        told
        and 0 <= s.sentence - told.sentence <= 1
        and now
        and told.day.year < now.year - 1
        and s.tense() <= 0
    ):
        s.story.year = Told(told.day, "Y", s.sentence)
        return _part(s, safe(told.day.year, month, d), s.get("part"))
    if now is None:
        return ("DATE", f"XXXX-{month:02}-{d:02}") if safe(2000, month, d) else None
    candidates = [c for y in (now.year - 1, now.year, now.year + 1) if (c := safe(y, month, d))]
    weekday = s.get("weekday")
    candidates = [c for c in candidates if c.isoweekday() == weekday] or candidates
    chosen = _choose(s, candidates, 183)
    return _part(s, chosen, s.get("part")) if chosen else None


def weekday(s: Scene) -> Value:
    """A weekday: the last one on or before publication, the next one where direction or tense say so."""
    now, n, part = s.story.published, s.get("weekday"), s.get("part")
    if n is None:
        n, part = s.get("weekdaypart")
    if now is None:
        return ("TIME", f"XXXX-WXX-{n}T{part}") if part else ("DATE", f"XXXX-WXX-{n}")
    direction, daily, sequel = s.get("direction"), s.get("daily"), s.get("sequel")
    if s.get("unit") == "W" and direction is not None:  # "on Monday last week"
        week = shifted(now - timedelta(days=now.isoweekday() - n), direction, "W")
        return _part(s, week, part)
    back, ahead = (now.isoweekday() - n) % 7, (n - now.isoweekday()) % 7
    if sequel and s.story.day:
        told = s.story.day.day
        return (
            _part(s, told + timedelta(days=(n - told.isoweekday() - 1) % 7 + 1), part) if sequel > 0 else None
        )
    if daily is not None:
        found = shifted(now, daily, "D")
    elif direction is None:
        found = shifted(now, ahead if s.tense() > 0 else -back, "D")
    elif direction < 0:
        found = shifted(now, -(back or 7) + 7 * (direction + 1), "D")
    elif direction > 0:
        found = shifted(now, (ahead or 7) + 7 * (direction - 1), "D")
    else:
        found = shifted(now, -back if s.tense() < 0 else ahead, "D")
    return _part(s, found, part)


def nightto(s: Scene) -> Value:
    """The night to Tuesday is Monday's night."""
    first, now = s.get("weekday"), s.story.published
    if first is None and s.has("of"):
        night = replace(s, roles=[r for r in s.roles if r[0] != "part"])
        day(night)
        return _night(s, night.tell[0]) if night.tell else None
    if first is None:
        numbers = s.every("ordinal")
        last = Scene(
            [r for r in s.roles if r[0] != "ordinal"] + [("ordinal", numbers[-1], "")],
            s.story,
            s.sentence,
            s.tense,
            s.before,
            s.after,
            s.listed,
            s.language,
        )
        day(last)
        return _night(s, shifted(last.tell[0], -1, "D")) if last.tell else None
    evening = first if len(s.every("weekday")) > 1 else (first - 2) % 7 + 1
    if now is None:
        return "TIME", f"XXXX-WXX-{evening}TNI"
    back, ahead = (now.isoweekday() - first) % 7, (first - now.isoweekday()) % 7
    morning = shifted(now, ahead if s.tense() > 0 else -back, "D")
    return _night(s, morning if morning is None or evening == first else shifted(morning, -1, "D"))


def deictic(s: Scene) -> Value:
    """Today, yesterday, the day after tomorrow, with or without part of day."""
    offset = s.get("deictic", "daily")
    if s.get("deictic") is None and s.get("part") is None and not s.has("Tag", "Tage", "Tages", "day"):
        if (offset == 0 and not any(c == "occasion" for c, _, _ in s.roles)) or s.language != "de":
            return None  # "das heutige Russland", but "das heutige Treffen"
    now = s.story.published
    return _part(s, shifted(now, offset, "D") if now else None, s.get("part"))


def dayafter(s: Scene) -> Value:
    """The day after tomorrow, the day before yesterday."""
    now = s.story.published
    return _part(s, shifted(now, 2 if s.has("tomorrow") else -2, "D") if now else None, None)


def tonight(s: Scene) -> Value:
    """Tonight, last night, overnight: last night began yesterday."""
    now = s.story.published
    if s.has("tonight"):
        return _part(s, now, "NI")
    return _night(s, shifted(now, 0 if s.tense() > 0 else -1, "D") if now else None)


def _scene_day(s: Scene) -> date | None:
    """The day a bare part of day or clock time belongs to: the one told just before, else publication."""
    told, now = s.story.day, s.story.published
    if told and (
        told.sentence == s.sentence
        or (s.sentence - told.sentence <= STORY and (now is None or told.day <= now))
    ):
        return told.day
    return now


def part(s: Scene) -> Value:
    """In the afternoon, in the early hours: of the day told or of publication."""
    if s.language == "de" and (s.get("part") or "") == "" and not s.has("Nacht"):
        words = [c for c, _, _ in s.roles if c.startswith("'")]
        found = next(
            (
                v
                for w, v in (("Morgen", "MO"), ("Abend", "EV"), ("Nachmittag", "AF"), ("Nacht", "NI"))
                if any(w in c for c in words)
            ),
            None,
        )
    else:
        found = s.get("part") or ("NI" if not s.has("hours") else "EV" if s.get("edge") == "END" else "MO")
    direction = s.get("direction")
    if direction is not None:  # last night began yesterday
        now = s.story.published
        return (
            _night(s, shifted(now, direction, "D") if now else None)
            if found == "NI"
            else _part(s, shifted(now, direction, "D") if now else None, found)
        )
    vague = s.story.vague
    if found and vague and 0 <= s.sentence - vague.sentence <= 1:
        return "TIME", f"{period(vague.day, 'M')}-XXT{found}"
    here = _scene_day(s)
    if found == "NI" and here:
        # "In der Nacht fielen Schüsse" in the morning's paper, no day told: the night before
        untold = s.story.day is None or here != s.story.day.day
        _night(s, shifted(here, -1, "D") if untold and s.tense() <= 0 else here)
    return _part(s, here, found) if found else None


def weekend(s: Scene) -> Value:
    """The weekend last past, or the one ahead where direction or tense say so."""
    now, direction = s.story.published, s.get("direction")
    if now is None:
        return "DATE", "XXXX-WXX-WE"
    if direction is None:
        direction = 0 if now.isoweekday() >= 6 or s.tense() > 0 else -1
    elif direction > 0 and now.isoweekday() < 6:
        direction -= 1
    elif direction == 0 and now.isoweekday() == 1 and s.tense() < 0:
        direction = -1
    monday = shifted(now - timedelta(days=now.isoweekday() - 1), direction, "W")
    if monday:
        s.tell = (monday, "W")
    return "DATE", period(monday, "WE")


# ---------------------------------------------------------------- clock


def clock(s: Scene) -> Value:
    """A time of the clock on the day told in the sentence, else on the day of publication."""
    if s.has("Mitternacht", "midnight"):
        hour, minute = 24, 0
    elif s.has("noon"):
        hour, minute = 12, 0
    else:
        first = next(((c, v) for c, v, _ in s.roles if c in ("clock", "hour", "integer", "number")), None)
        if first is None:
            return None
        hour, minute = (
            (int(x) for x in re.split("[.:]", first[1])) if first[0] == "clock" else (int(first[1]), 0)
        )
    half = s.get("part", "meridiem") or ("PM" if s.has("p") else "AM" if s.has("a") else None)
    if half == "AM" and hour == 12:
        hour = 0
    elif half in HALF_DAY and hour < 12:
        hour += HALF_DAY[half]
    if hour > 24 or minute > 59 or (s.after and s.listed("counted", s.after[0])):
        return None
    day_ = _scene_day(s)
    if s.get("weekday") and s.story.published:  # "at 3 a.m. on Saturday"
        weekday(s)
        day_ = s.tell[0] if s.tell else day_
        s.tell = None
    return "TIME", f"{period(day_, 'D')}T{hour:02}:{minute:02}{s.get('zone') or ''}"


# ---------------------------------------------------------------- weeks, months, years


def period_(s: Scene) -> Value:
    """Next week, the year before, the end of this month: the period itself, as precise as its unit."""
    now, told = s.story.published, s.story.told
    unit, direction, base = s.get("unit", "edgeunit"), s.get("direction"), now
    if s.get("relation", "yearly"):
        direction, unit, anchor = s.get("relation", "yearly")
        base = _start(s, unit) if anchor == "told" and told else now
        if s.has("tags", "zuvor", "davor"):
            direction = -1
        elif s.has("darauf"):
            direction = 1
    elif s.has("tags"):
        direction, unit = -1 if s.has("zuvor", "davor") else 1, "D"
        base = _start(s, unit) if told else now
    elif s.get("sequel") is not None:
        direction, base = s.get("sequel"), _start(s, unit)
    elif s.has("darauf", "danach", "after"):
        direction, base = 1, _start(s, unit)
    elif s.has("davor", "zuvor", "before"):
        direction, base = -1, _start(s, unit)
    elif s.has("Jahres") and unit is None:
        unit = "Y"
    if unit is None or unit in ("TH", "TM", "TS"):
        return None
    if (
        unit == "D"
        and s.get("relation") is None
        and s.get("sequel") is None
        and not s.has("tags", "darauf", "danach", "zuvor", "davor", "after", "before")
    ):
        if direction is None or direction < 0:
            return None
        base = s.story.day.day if s.story.day else now
    day = shifted(base, direction or 0, unit) if base else None
    if day:
        s.tell = (day, unit)
    return "DATE", period(day, unit)


def _start(s: Scene, unit: str | None) -> date | None:
    """The day from which the week after or the day before are counted."""
    told, day, ahead = s.story.told, s.story.day, s.story.ahead
    if told is None:
        return None
    if unit not in ("D", "W"):
        return told.day
    if ahead and told is not ahead and s.tense() > 0:
        # "Sie treffen sich am 4. Juli, hieß es am Montag. Für die Woche darauf …": after the plan, not its announcement
        return ahead.day
    # "seit Juni … am selben Tag": no day is counted from a season, month or year
    return told.day if told.unit in ("D", "W") or day is None else day.day


def nthweek(s: Scene) -> Value:
    """The third week: counted from the day last told."""
    start, n = s.story.day, s.get("ordinal", "ordinalword")
    return "DATE", period(shifted(start.day, n - 1, "W") if start else None, "W")


def quarter(s: Scene) -> Value:
    """The second quarter or half of the year told, else of publication's."""
    n, year, direction, now = (
        s.get("ordinal", "ordinalword", "integer"),
        s.get("year"),
        s.get("direction"),
        s.story.published,
    )
    halves = any("Halb" in c or "hälfte" in c or "half" in c for c, _, _ in s.roles)
    if not 1 <= n <= (2 if halves else 4):
        return None
    if year is None and now:
        year = now.year + (direction or 0)
        start = safe(year, 1 + (n - 1) * (6 if halves else 3), 1)
        if direction is None and start and start > now and s.tense() < 1 and (start - now).days > 92:
            year -= 1
    return "DATE", f"{year if year else 'XXXX'}-{'H' if halves else 'Q'}{n}"


def month(s: Scene) -> Value:
    """A month: the nearest that fits the tense, past by default."""
    n, year, now = s.get("month", "shortmonth"), s.get("year"), s.story.published
    if year is None and s.get("direction") is None and s.get("edge") is None and not _is_month(s):
        return None
    if year is None and s.get("unit") is not None:
        year = now.year + (s.get("direction") or 0) if now else None
    elif year is None and now:
        direction = s.get("direction")
        ahead, back = (n - now.month) % 12, (now.month - n) % 12
        if direction is None:
            tense = s.tense()
            forward = tense > 0 or (tense == 0 and ahead <= 3 and ahead <= back)
            months = ahead if forward else -back
        elif direction == 0:
            months = n - now.month
        else:
            months = (ahead or 12) if direction > 0 else -(back or 12)
        year = (now.year * 12 + now.month - 1 + months) // 12
    if year is None:
        return "DATE", f"XXXX-{n:02}"
    start = safe(year, n, 1)
    if start is None:
        return None
    s.tell = (start, "M")
    return "DATE", period(start, "M")


def _is_month(s: Scene) -> bool:
    """Mai, May, August are names too: they need a word of time before them."""
    before = s.before[-1] if s.before else ""
    word = next((w for c, _, w in s.roles if c == "month"), "").lower()
    if s.listed("preposition", before.lower()) or s.listed("early", before.lower()):
        return True
    return not s.listed("ambiguous", word) and not (before[:1].isupper() and before.isalpha())


def season(s: Scene) -> Value:
    """A season, labelled by the year it begins in."""
    code, year, direction, now = s.get("season"), s.get("year"), s.get("direction"), s.story.published
    if s.get("years"):
        year = int(s.get("years")[:4])
    if year is None and now:
        start = date(now.year, TRADITION[code], 1)
        ended = shifted(start, 3, "M") or start
        if s.get("unit") is not None:
            year = now.year + (direction or 0)
        elif direction is not None and direction < 0:
            year = now.year if ended <= now else now.year - 1
        elif (direction is not None and direction > 0) or s.tense() > 0:
            year = now.year if start > now or (direction is None and ended > now) else now.year + 1
        elif direction == 0:
            year = now.year
        else:
            year = now.year if start <= now else now.year - 1
    if year:
        s.tell = (date(year, TRADITION[code], 1), "M")
    return "DATE", f"{year if year else 'XXXX'}-{code}"


def year(s: Scene) -> Value:
    """A year in four digits, unless it counts or numbers something."""
    pair, n = s.get("years"), s.get("year")
    if pair:
        first, second = re.split(r"/\s?", pair)
        second = first[: 4 - len(second)] + second
        return ("DATE", f"{first}/{second}") if int(second) - int(first) == 1 else None
    plain = all(c == "year" for c, _, _ in s.roles)
    if plain and not _is_year(s, n):
        return None
    s.tell = (date(n, 1, 1), "Y")
    if plain is False:
        s.story.year = Told(date(n, 1, 1), "Y", s.sentence)
    return "DATE", f"{n}"


def _is_year(s: Scene, n: int) -> bool:
    before, after = (s.before[-1] if s.before else "").lower(), s.after[0] if s.after else ""
    if (
        not 1400 <= n <= 2100
        or s.listed("approx", before)
        or s.listed("counted", after)
        or s.listed("unit", after)
    ):
        return False
    if before in ("§", "#", "€", "$", "£", "+") or after in ("€", "$", "%", "£", "°"):
        return False
    strong = s.listed("strong", before)
    if n % 100 == 0 and n != 2000 and not strong and not s.listed("temporal", before):
        return False
    if n == 2000 and not s.listed("temporal", before) and not strong:
        return False
    if (
        s.language == "de"
        and not strong
        and (n % 50 == 0 or n < 1900)
        and after[:1].isupper()
        and len(after) > 3
        and after.isalpha()
    ):
        return re.search(r"(?:er|en|e|s)$", after) is None  # "1500 Grenzschützer": a count
    return True


def named(s: Scene) -> Value:
    """Agenda 2030: a name."""
    return NO_TIME


def decade(s: Scene) -> Value:
    """The eighties: 198, in the last century that has them behind it."""
    now, written, n = s.story.published, s.get("decade"), s.get("decadeyears", "decadeword")
    if written:
        digits = re.sub(r"\D", "", written)
        if len(digits) == 4:
            s.tell = (date(int(digits), 1, 1), "DE")
            return "DATE", digits[:3]
        n = int(digits) // 10
    if n is None:
        return None
    newest = (now.year if now else 2029) // 10
    century, tens = divmod(newest, 10)
    return "DATE", f"{century if n <= tens else century - 1}{n}"


def century(s: Scene) -> Value:
    """The 20th century is 19."""
    n = s.get("ordinal", "ordinalword") or 21  # "the twenty-first century" has no ordinal of one word
    return ("DATE", f"{n - 1:02}") if 1 <= n <= 22 else None


def holiday(s: Scene) -> Value:
    """A feast of the calendar, fixed or counted from Easter, in the year that fits."""
    rule, year, now, direction = s.get("holiday"), s.get("year"), s.story.published, s.get("direction")
    if year is None:
        if now is None:
            return "DATE", f"XXXX-{rule}" if re.fullmatch(r"\d\d-\d\d", rule) else "XXXX-XX-XX"
        days = [d for y in (now.year - 1, now.year, now.year + 1) for d, _ in spans(rule, y)]
        if direction:
            days = [d for d in days if (d < now if direction < 0 else d > now)]
            chosen = (max(days) if direction < 0 else min(days)) if days else None
        else:
            chosen = _choose(s, days, 120)
    else:
        chosen = feast(rule, year)
    lasting = next((days for days in spans(rule, chosen.year) if days[0] == chosen), None) if chosen else None
    if lasting and lasting[0] < lasting[1]:
        s.tell = (lasting[0], "M")
        return "DATE", f"{lasting[0].isoformat()}/{lasting[1].isoformat()}"
    return _part(s, chosen, s.get("part")) if chosen else None


# ---------------------------------------------------------------- how long


def _number(s: Scene) -> float | None:
    """The first amount among the words; None: not said."""
    numbers = [float(v) for c, v, _ in s.roles if c in ("number", "integer", "decimal")]
    if (
        len(numbers) == 2
        and any(c == "hyphen" for c, _, _ in s.roles)
        and numbers[0] in range(20, 100, 10)
        and numbers[1] < 10
    ):
        return sum(numbers)  # twenty-two
    if numbers:
        return numbers[0]
    return 2.0 if s.has("beiden") else None


def duration(s: Scene) -> Value:
    """Two years, a few days, half an hour; ages of people are no time."""
    unit, n, last = s.get("units", "unit"), _number(s), s.get("lasting")
    before, after = [w.lower() for w in s.before[-2:]], [w.lower() for w in s.after[:2]]
    if last is not None:
        return "DURATION", length(*last) if isinstance(last, list) else length(None, last)
    if s.has("long") and s.get("unit"):
        n = 1.0
    glued = s.get("lastingnumber")
    stem = s.get("lastingstem")
    if glued or stem:
        n, unit = glued or (n, stem)
        capital = next((w for c, _, w in s.roles if c in ("lastingnumber", "lastingstem")), "")[:1].isupper()
        if unit == "Y" and ((stem and capital) or not _lasts(s)):
            return NO_TIME
        return "DURATION", length(n, unit)
    if unit is None:
        return None
    n = _halved(s, n)
    if after and after[0] == "-" and after[-1] in ("old", "olds"):
        return NO_TIME
    if after[:2] == ["-", "long"] and not s.has("long"):
        return None  # "an hours-long battle" is no "an hours"
    if unit == "Y" and (
        (after and s.listed("old", after[0]))
        or (before and s.listed("aged", before[-1]))
        or (len(before) == 2 and s.listed("aged", before[0]) and before[1] in ("von", "of"))
    ):
        return NO_TIME
    if unit == "D" and n == 1 and after and after[0] in ("der", "of") and s.language == "de":
        return None  # "ein Tag der offenen Tür"
    return "DURATION", length(n, unit)


def _halved(s: Scene, n: float | None) -> float | None:
    """Half a year, a year and a half: n with its half."""
    half = s.get("half") or (0.5 if s.has("half") else None)
    return n if half is None else half if n in (None, 1) else (n or 0) + half


def _lasts(s: Scene) -> bool:
    """Whether the noun behind an adjective of years is something that lasts."""
    for word in s.after[:3]:
        if word[:1].isupper() or s.language == "en":
            return any(
                word.lower().startswith(n) or word.lower().rstrip("nes").endswith(n.rstrip("nes"))
                for n in s.lasting
            )
    return False


def ago(s: Scene) -> Value:
    """Two weeks ago: German marks the length (KRAUTS), English the date; `Scene.date` has it for both."""
    unit, n, now = s.get("units", "unit"), _number(s), s.story.published
    if unit is None:
        return None
    n = _halved(s, n)
    clockwork = unit in ("TH", "TM", "TS")
    grain = "D" if clockwork else unit
    then = now if clockwork else None if n is None or now is None else shifted(now, -n, unit)
    if then:
        s.tell, s.date = (then, grain), period(then, grain)
    elif unit == "D" and n is None and now:
        s.story.vague = Told(now, "M", s.sentence)
    if s.language == "de":
        return "DURATION", length(n, unit)
    if n is None and now is not None:
        return "DATE", "PAST_REF"
    return "DATE", period(then, grain)


def shift(s: Scene) -> Value:
    """Three days before, two weeks later: from the date last told."""
    unit, n, told = s.get("units", "unit"), _number(s), s.story.told
    if unit is None or unit in ("TH", "TM", "TS"):
        return "DURATION", length(n, unit or "D")
    sign = -1 if any(c in ("earlier", "'before'", "'earlier'") for c, _, _ in s.roles) else 1
    fine = ["D", "W", "M", "Y", "DE", "CE"]
    if told and unit in fine and told.unit in fine and fine.index(told.unit) > fine.index(unit):
        then = None  # a day counted from a year is no day
    else:
        then = shifted(told.day, sign * (n or 0), unit) if told and n is not None else None
    if then:
        s.tell = (then, unit)
    return "DATE", period(then, unit)


# ---------------------------------------------------------------- how often, and mere references


def often(s: Scene) -> Value:
    """Every Monday, yearly, per day, every four years."""
    if s.get("often"):
        written = next(w for c, _, w in s.roles if c == "often")
        if written[0].isupper() and s.before and s.before[-1] not in tuple(".!?:\n"):
            return NO_TIME  # the Daily Telegraph
        return "SET", s.get("often")
    unit, n = s.get("unit", "units"), s.get("number", "integer", "ordinalword", "ordinal")
    if s.has("other"):
        n = 2
    if s.get("weekdaypart"):
        return "SET", "XXXX-WXX-{}T{}".format(*s.get("weekdaypart"))
    if s.get("weekday") and not unit:
        return "SET", f"XXXX-WXX-{s.get('weekday')}" + (f"T{s.get('part')}" if s.get("part") else "")
    if s.get("weekdays"):
        return "SET", f"XXXX-WXX-{s.get('weekdays')}"
    if s.get("part"):
        return "SET", f"XXXX-XX-XXT{s.get('part')}"
    if s.get("season"):
        return "SET", f"XXXX-{s.get('season')}"
    if s.get("month"):
        return "SET", f"XXXX-{s.get('month'):02}"
    if s.get("weekday"):
        n = 1
    return ("SET", length(n or 1, unit)) if unit else None


def reference(s: Scene) -> Value:
    """Now, then, soon: no date at all."""
    return "DATE", s.get("reference") or "PAST_REF"


FUNCTIONS: dict[str, Callable[[Scene], Value]] = {
    "day": day,
    "weekday": weekday,
    "nightto": nightto,
    "deictic": deictic,
    "dayafter": dayafter,
    "tonight": tonight,
    "part": part,
    "weekend": weekend,
    "clock": clock,
    "period": period_,
    "nthweek": nthweek,
    "quarter": quarter,
    "month": month,
    "season": season,
    "year": year,
    "named": named,
    "decade": decade,
    "century": century,
    "holiday": holiday,
    "duration": duration,
    "ago": ago,
    "shift": shift,
    "often": often,
    "reference": reference,
}
