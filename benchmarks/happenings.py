"""What was told where: the invented happenings of `examples/happenings/`, as its README describes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from aktenlage.coding.plover import MODES, STATUSES
from aktenlage.gold import rows

FOLDER = Path(__file__).parent.parent / "examples" / "happenings"


class Report(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """One invented report."""

    id: str
    language: str
    published: str
    source: str
    text: str


class Trigger(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """One mention: `trigger` stands at `start`..`end` of the report. `by` says who holds what others contest.

    `core` false: borderline, or said of several happenings at once; counts neither way.
    """

    report: str
    start: int
    end: int
    trigger: str
    status: str
    by: tuple[str, ...] = ()
    core: bool = True


class Step(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """What was said of the happening's stage on the day `told`."""

    told: str
    status: str
    by: tuple[str, ...] = ()


class Happening(msgspec.Struct, kw_only=True, forbid_unknown_fields=True, frozen=True):
    """One happening with all its mentions; entities are `name|ISO3|SECTOR`, `near` are ids easily taken for it."""

    id: str
    type: str
    mode: str | None
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date: str | None
    place: str | None
    near: tuple[str, ...]
    history: tuple[Step, ...]
    mentions: tuple[Trigger, ...]


class Gold(msgspec.Struct, kw_only=True, frozen=True):
    """All reports by id, and all happenings."""

    reports: dict[str, Report]
    happenings: list[Happening]


def load(folder: Path = FOLDER) -> Gold:
    """Reads `reports.jsonl` and `gold.jsonl`. Raises CannotRead, naming file and line."""
    return Gold(
        reports={report.id: report for report in rows(folder / "reports.jsonl", Report)},
        happenings=list(rows(folder / "gold.jsonl", Happening)),
    )


def faults(gold: Gold) -> Iterator[str]:
    """What is wrong with the gold, one line each: spans, ids, histories, neighbours."""
    ids = Counter(h.id for h in gold.happenings)
    yield from (
        f"{id_}: {count} happenings of this id; give each its own" for id_, count in ids.items() if count > 1
    )
    taken: dict[tuple[str, int], str] = {}
    near = {h.id: set(h.near) for h in gold.happenings}
    for happening in gold.happenings:
        if happening.mode is not None and happening.mode not in MODES.get(happening.type, ()):
            yield f"{happening.id}: {happening.type} has no mode {happening.mode}"
        for other in happening.near:
            if happening.id not in near.get(other, ()):
                yield f"{happening.id}: near {other}, which does not say so of it"
        told = [(gold.reports[m.report].published, m) for m in happening.mentions if m.report in gold.reports]
        for _, mention in told:
            where = f"{happening.id} in {mention.report}"
            stands = gold.reports[mention.report].text[mention.start : mention.end]
            if stands != mention.trigger:
                yield f"{where}: at {mention.start} stands {stands!r}, not {mention.trigger!r}"
            if mention.status not in STATUSES:
                yield f"{where}: no status {mention.status!r}"
            before = taken.setdefault((mention.report, mention.start), happening.id)
            if before != happening.id:
                yield f"{where}: {mention.trigger!r} is {before}'s already"
        if len(told) < len(happening.mentions):
            yield f"{happening.id}: a mention in a report that is not there"
        if history([(day, m.status, m.by) for day, m in told]) != list(happening.history):
            yield f"{happening.id}: the history is not that of the mentions"


def history(told: list[tuple[str, str, tuple[str, ...]]]) -> list[Step]:
    """The stages in the order of telling (day, status, by), each where it changes."""
    steps: list[Step] = []
    for day, status, by in told:
        step = Step(told=day, status=status, by=by)
        if step not in steps and not (steps and (steps[-1].status, steps[-1].by) == (status, by)):
            steps.append(step)
    return steps
