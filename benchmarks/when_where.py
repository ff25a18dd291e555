"""How good are times and places, and what do they cost? `python -m benchmarks.when_where` prints it.

- `times`: the expressions of `examples/gold/times.LANGUAGE.jsonl`; one is right when it overlaps a gold one and has its value.
- `dates` and `places` of the matched events of `examples/gold` and, as far as their gold says, of `examples/happenings`:
  right, wrong (another one), missing (none given), invented (gold says none). A date of a happening is right when it shares
  a day with the gold, which knows all reports; a place also when it is the country of the gold's place.
- `cost`: seconds to load the gazetteer, and the share of coding (grammar included) that times and places take.

`--show` prints every wrong or invented one with its words; `--only PART …` measures some parts.
"""

from __future__ import annotations

import argparse
import json
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

from aktenlage import code, read
from aktenlage.coding import scenes, when, where
from aktenlage.coding.days import overlap
from aktenlage.coding.times import times
from aktenlage.gold import gold_of
from aktenlage.shapes import CodedDocument, Document, Mention, Place
from aktenlage.world import gazetteer
from benchmarks.happenings import load

EXAMPLES = Path("examples")
PARTS = ("times", "dates", "cost")
Result = TypeVar("Result")


def expressions(language: str) -> tuple[dict[str, float], list[str]]:
    """Precision, recall and F1 of values over our own sentences, and what is wrong."""
    right = given = wanted = 0
    faults = []
    for line in (EXAMPLES / "gold" / f"times.{language}.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        found = times(row["text"], row["published"], language)
        given, wanted = given + len(found), wanted + len(row["times"])
        hits = sum(
            any(
                t["start"] < end and start < t["end"] and t["value"] == value
                for start, end, _, value in found
            )
            for t in row["times"]
        )
        right += hits
        if hits < max(len(found), len(row["times"])):
            told = [(row["text"][t["start"] : t["end"]], t["value"]) for t in row["times"]]
            faults.append(
                f"{row['text']}  gold {told}, given {[(row['text'][a:b], v) for a, b, _, v in found]}"
            )
    precision, recall = right / max(1, given), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return {
        "sentences": len(faults) and float(wanted),
        "precision": precision,
        "recall": recall,
        "value F1": f1,
    }, faults


def _verdict(gold: object, given: object, right: bool) -> str:
    if gold is None:
        return "none, rightly" if given is None else "invented"
    return "missing" if given is None else "right" if right else "wrong"


def _mentions(coded: CodedDocument) -> Iterator[Mention]:
    for event in coded.events:
        yield from event.mentions


def _matching(coded: CodedDocument, types: tuple[str | None, ...], start: int, end: int) -> Mention | None:
    return next(
        (m for m in _mentions(coded) if m.type in types and m.trigger.start < end and start < m.trigger.end),
        None,
    )


def own_gold(prefix: str) -> tuple[Counter[str], Counter[str], Counter[str], list[str]]:
    """Verdicts on dates, places and countries of the matched events of `examples/gold` in one language."""
    mentions, _ = gold_of(EXAMPLES / "gold" / "events.jsonl")
    days = tomllib.loads((EXAMPLES / "gold" / "reports.toml").read_text("utf-8"))
    dates: Counter[str] = Counter()
    places: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    faults = []
    for name, day in days.items():
        if not name.startswith(prefix):
            continue
        report = read(EXAMPLES / name)
        report.published = day
        coded = code(report)
        for gold in (m for m in mentions if m.core and m.doc == name.removesuffix(".txt")):
            found = _matching(coded, (gold.type, gold.alt_type), gold.start, gold.start + len(gold.trigger))
            if found is None:
                continue
            date = _verdict(gold.date, found.date, (found.date or "").startswith(gold.date or "-"))
            place = _verdict(gold.place, found.place, _named(found.place) == gold.place)
            country = _verdict(gold.place, found.place, _same_country(gold.place, found.place, prefix[:2]))
            dates[date] += 1
            places[place] += 1
            countries[country] += 1
            if {date, place} & {"wrong", "invented"}:
                faults.append(
                    f"{name}: {gold.trigger}: gold {gold.date}, {gold.place}; given {found.date}, {_named(found.place)}"
                )
    return dates, places, countries, faults


def _named(place: Place | None) -> str | None:
    return place.name if place else None


def _same_country(gold: str | None, given: Place | None, language: str) -> bool:
    if gold is None or given is None:
        return False
    known = gazetteer.named(gold, "en", [given.country] if given.country else [])
    return given.name == gold or (known is not None and known.country == given.country)


def happenings(language: str) -> tuple[Counter[str], Counter[str], list[str]]:
    """Verdicts on dates and places of the mentions of `examples/happenings` that the coder finds."""
    gold = load()
    dates: Counter[str] = Counter()
    places: Counter[str] = Counter()
    faults = []
    coded = {
        report.id: code(
            Document(id=report.id, text=report.text, language=report.language, published=report.published)
        )
        for report in gold.reports.values()
        if report.language == language
    }
    for happening in gold.happenings:
        for trigger in happening.mentions:
            if trigger.report not in coded or not trigger.core:
                continue
            found = _matching(coded[trigger.report], (happening.type,), trigger.start, trigger.end)
            if found is None:
                continue
            near = bool(happening.date and found.date and _shares(happening.date, found.date))
            date = _verdict(happening.date, found.date, near)
            place = _verdict(
                happening.place,
                found.place,
                _named(found.place) == happening.place or _is_country_of(happening.place, found.place),
            )
            dates[date] += 1
            places[place] += 1
            if "wrong" in (date, place) or "invented" in (date, place):
                faults.append(
                    f"{trigger.report}: {trigger.trigger}: gold {happening.date}, {happening.place}; "
                    f"given {found.date}, {_named(found.place)}"
                )
    return dates, places, faults


def _shares(one: str, other: str) -> bool:
    return overlap(one, other) or (one[:4] == other[:4] and not (one[5:6].isdigit() and other[5:6].isdigit()))


def _is_country_of(gold: str | None, given: Place | None) -> bool:
    if gold is None or given is None or given.latitude is not None:
        return False
    known = gazetteer.named(gold, "en")
    return known is not None and known.country == given.country


def _timed(spent: list[float], function: Callable[..., Result]) -> Callable[..., Result]:
    def run(*given: Any, **named: Any) -> Result:
        began = time.perf_counter()
        result = function(*given, **named)
        spent[0] += time.perf_counter() - began
        return result

    return run


def cost() -> dict[str, float]:
    """Seconds to load the gazetteer, and which share of coding times and places take."""
    gazetteer._names.cache_clear()
    began = time.perf_counter()
    gazetteer.named("Goma", "de")
    loading = time.perf_counter() - began
    texts = [
        Document(id=r.id, text=r.text, language=r.language, published=r.published)
        for r in load().reports.values()
    ]
    code(texts[0])
    spent = [0.0]
    kept = (when.moments, when.when, where.where, where.atlas, scenes.settle)
    when.moments, when.when = _timed(spent, when.moments), _timed(spent, when.when)
    where.where, where.atlas = _timed(spent, where.where), _timed(spent, where.atlas)
    scenes.settle = _timed(spent, scenes.settle)
    try:
        began = time.perf_counter()
        for text in texts:
            code(text)
        whole = time.perf_counter() - began
    finally:
        when.moments, when.when, where.where, where.atlas, scenes.settle = kept
    return {
        "gazetteer, seconds": loading,
        "times and places, share of coding": spent[0] / whole,
        "reports": len(texts),
    }


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", action="store_true", help="print what is wrong")
    parser.add_argument("--only", nargs="*", choices=PARTS, default=PARTS, help="some parts")
    options = parser.parse_args()
    for language in ("de", "en"):
        faults: list[str] = []
        if "times" in options.only:
            figures, wrong = expressions(language)
            print(f"times {language}:", ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))
            faults += wrong
        if "dates" in options.only:
            dates, places, countries, wrong = own_gold(f"{language}-")
            print(
                f"examples/gold {language}: dates {_line(dates)}; places {_line(places)}; countries {_line(countries)}"
            )
            faults += wrong
            dates, places, wrong = happenings(language)
            print(f"examples/happenings {language}: dates {_line(dates)}; places {_line(places)}")
            faults += wrong
        if options.show:
            print(*faults, sep="\n")
    if "cost" in options.only:
        print("cost:", ", ".join(f"{name} {value:.3g}" for name, value in cost().items()))


def _line(verdicts: Counter[str]) -> str:
    return " ".join(f"{name} {count}" for name, count in verdicts.most_common())


if __name__ == "__main__":
    main()
