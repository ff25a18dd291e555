"""The record's answers for people: tables, the story of an event, an agenda."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from aktenlage.record.edits import Edit
from aktenlage.record.frames import Answers
from aktenlage.shapes import Entity, RecordedEvent
from aktenlage.tables import name

# Columns of the tables: those of the frames, with a share of the width.
COLUMNS: dict[str, dict[str, int]] = {
    "events": {
        "id": 5, "date": 5, "type": 4, "mode": 3, "status": 4, "actors": 8, "recipients": 8, "place": 4,
        "mentions": 2, "reports": 6,
    },
    "statements": {"published": 3, "report": 3, "speaker": 5, "kind": 3, "cue": 3, "text": 20},
    "relations": {
        "period": 2, "actor": 2, "recipient": 2, "events": 2, "verbal_cooperation": 3, "material_cooperation": 3,
        "verbal_conflict": 3, "material_conflict": 3, "score": 2,
    },
    "agenda": {
        "state": 3, "due": 4, "id": 5, "type": 4, "actors": 8, "recipients": 8, "place": 4, "last_seen": 4, "reports": 6,
    },
    "search": {"published": 4, "report": 5, "source": 4, "quote": 20, "events": 5},
}  # fmt: skip
LONGEST = 240


def print_answers(answers: Answers[Any], kind: str) -> None:
    """A table of `events`, `statements`, `relations`, `agenda` or `search`."""
    columns = COLUMNS[kind]
    table = Table(expand=True, show_edge=False, pad_edge=False)
    for title, ratio in columns.items():
        table.add_column(title.replace("_", " "), ratio=ratio, overflow="fold")
    for row in answers.rows():
        table.add_row(*(_cell(row[title]) for title in columns))
    _console().print(table if answers else "nothing found", markup=False)


def print_story(event: RecordedEvent) -> None:
    """One event with its story: what it is, what was said of its stage when and by whom, each mention, why it is one."""
    console = _console()
    for line in story(event):
        console.print(line, markup=False, soft_wrap=True)


def story(event: RecordedEvent) -> Iterator[str]:
    """The lines of an event's story."""
    what = event.type + (f" {event.mode}" if event.mode else "")
    yield f"{event.id}  {what}: {event.status}, {event.certainty}"
    for title, told in (
        ("who", _names(event.actors)),
        ("to whom", _names(event.recipients)),
        ("when", event.date),
        ("where", event.place and event.place.name),
        ("according to", " → ".join(map(name, event.sources))),
    ):
        if told:
            yield f"  {title:13}{told}"
    yield ""
    yield f"Told by {len(event.reports)} reports"
    outlets = {report.id: report.source for report in event.reports}
    for stage in event.history:
        doubt = "" if stage.certainty == "certain" else f", {stage.certainty}"
        when = f" for {stage.date}" if stage.date and stage.status in ("planned", "cancelled") else ""
        voices = f", according to {' → '.join(map(name, stage.sources))}" if stage.sources else ""
        outlet = outlets.get(stage.report)
        yield (
            f"  {stage.published or 'undated':12}{stage.status}{doubt}{when}{voices}"
            f"  [{stage.report}{f', {outlet}' if outlet else ''}]"
        )
        if stage.quote:
            yield f"  {'':12}{_short(stage.quote)}"
    yield ""
    yield "Mentions (for record split)"
    for mention in event.mentions:
        seen = f", {mention.review.verdict}" if mention.review else ""
        yield f"  {mention.id:>6}  {mention.report}: {mention.trigger.text} ({mention.status}{seen})"
    if event.reasons:
        yield ""
        yield "Why it is one event"
        yield from (f"  {reason}" for reason in event.reasons)


def edit_line(edit: Edit) -> str:
    """`12  2023-06-19 10:04  change date by kb: e7qv2m4kxta (a rehearsal)`."""
    fields = f" {', '.join(edit.changes)}" if edit.changes else ""
    author = f" by {edit.author}" if edit.author else ""
    where = " ".join(edit.events or edit.reports)
    comment = f" ({edit.comment})" if edit.comment else ""
    return (
        f"{edit.id:>6}  {edit.made[:16].replace('T', ' ')}  {edit.action}{fields}{author}: {where}{comment}"
    )


def print_counts(counts: Mapping[str, int]) -> None:
    """Names and numbers."""
    for title, number in counts.items():
        print(f"{title.replace('_', ' '):18}{number:>10,}")


def _console() -> Console:
    return Console(width=None if os.isatty(1) else 160, highlight=False)


def _names(entities: list[Entity]) -> str:
    return "; ".join(map(name, entities))


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "" if value is None else _short(str(value))


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
