"""The invented happenings: the gold stands where it says and holds what its README promises."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

import msgspec

from aktenlage.coding.plover import MODES
from benchmarks.happenings import Gold, Step, faults, history, load

GOLD = load()
TOLD = {h.id: {m.report for m in h.mentions} for h in GOLD.happenings}
FORTY = [h for h in GOLD.happenings if h.id.startswith("h")]


def test_gold_has_no_fault() -> None:
    assert list(faults(GOLD)) == []


def test_forty_happenings_in_a_hundred_and_twenty_reports_of_both_languages() -> None:
    assert len(FORTY) == 40
    assert {h.type for h in FORTY} == set(MODES)
    assert list(GOLD.reports) == [f"r{number:03}" for number in range(1, 121)]
    for happening in FORTY:
        reports = [GOLD.reports[id_] for id_ in TOLD[happening.id]]
        assert 2 <= len(reports) <= 6, happening.id
        assert {r.language for r in reports} == {"de", "en"}, happening.id
        assert len({r.source for r in reports}) >= 2, happening.id
        assert len({r.published for r in reports}) >= 2, happening.id


def test_reports_are_short_and_in_order() -> None:
    days = [date.fromisoformat(r.published) for r in GOLD.reports.values()]
    assert days == sorted(days)
    assert all(40 <= len(r.text.split()) <= 130 for r in GOLD.reports.values())
    languages = [r.language for r in GOLD.reports.values()]
    assert 55 <= languages.count("de") <= 65


def test_neighbours_and_reports_of_several_happenings() -> None:
    assert sum(len(h.near) for h in GOLD.happenings) // 2 == 30
    in_report = defaultdict(set)
    for happening in GOLD.happenings:
        for report in TOLD[happening.id]:
            in_report[report].add(happening.id)
    assert set(in_report) == set(GOLD.reports)
    assert sum(len(ids) > 1 for ids in in_report.values()) >= 80


def test_faults_name_what_is_wrong() -> None:
    good = next(h for h in GOLD.happenings if h.near)
    first = good.mentions[0]
    moved = msgspec.structs.replace(first, start=first.start + 1, end=first.end + 1)
    bad = msgspec.structs.replace(good, mentions=(moved, *good.mentions[1:]), near=("h00",), history=())
    found = "\n".join(faults(Gold(reports=GOLD.reports, happenings=[bad, bad])))
    for words in ("2 happenings of this id", "near h00", f"not {first.trigger!r}", "history"):
        assert words in found


def test_history_tells_changes_only() -> None:
    told: list[tuple[str, str, tuple[str, ...]]] = [
        ("2024-04-04", "planned", ()),
        ("2024-04-08", "planned", ()),
        ("2024-04-10", "denied", ("Iran|IRN|",)),
        ("2024-04-12", "actual", ()),
    ]
    assert history(told) == [
        Step(told="2024-04-04", status="planned"),
        Step(told="2024-04-10", status="denied", by=("Iran|IRN|",)),
        Step(told="2024-04-12", status="actual"),
    ]
