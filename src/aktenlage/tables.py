"""A coded report as tables for people."""

from __future__ import annotations

import os

from rich.console import Console
from rich.table import Table

from aktenlage.shapes import CodedDocument, Entity, Event, Statement


def print_tables(coded: CodedDocument) -> None:
    """Prints events and statements of one report; as wide as the terminal, 160 columns when it is none."""
    console = Console(width=None if os.isatty(1) else 160, highlight=False)
    about = coded.document
    console.print(
        f"\n{about.id}  ({about.language}, published {about.published or 'unknown'})",
        style="bold",
        markup=False,
    )
    console.print(_events(coded.events) if coded.events else "  no event")
    if coded.statements:
        console.print(_statements(coded.statements))


def _table(title: str, columns: dict[str, int]) -> Table:
    table = Table(title=title, title_justify="left", expand=True, show_edge=False, pad_edge=False)
    for name, ratio in columns.items():
        table.add_column(name, ratio=ratio, overflow="fold")
    return table


def _events(events: list[Event]) -> Table:
    table = _table(
        "Events",
        {
            "what": 4,
            "status": 4,
            "who": 7,
            "to whom": 7,
            "when": 4,
            "where": 4,
            "according to": 6,
            "words": 5,
        },
    )
    for event in events:
        table.add_row(
            event.type + (f" {event.mode}" if event.mode else ""),
            event.status if event.certainty == "certain" else f"{event.status}, {event.certainty}",
            _names(event.actors),
            _names(event.recipients),
            event.date or "",
            event.place.name if event.place else "",
            " → ".join(name(e) for e in event.sources),
            ", ".join(dict.fromkeys(m.trigger.text for m in event.mentions)),
        )
    return table


def _statements(statements: list[Statement]) -> Table:
    table = _table("Statements", {"who": 6, "kind": 3, "cue": 3, "what": 22})
    for statement in statements:
        speakers = [e for e in (statement.speaker, *statement.cospeakers) if e is not None]
        who = _names(speakers) or "?"
        if statement.relay is not None:
            who += f" (by {name(statement.relay)})"
        text = " … ".join(" ".join(part.split()) for part in statement.text.split("\x00"))
        table.add_row(
            who,
            statement.kind,
            statement.cue.text if statement.cue else "",
            text if len(text) < 240 else text[:237] + "…",
        )
    return table


def _names(entities: list[Entity]) -> str:
    return "; ".join(name(e) for e in entities)


def name(entity: Entity) -> str:
    """`Antony Blinken (USA GOV)`."""
    codes = " ".join(code for code in (entity.country, entity.sector) if code)
    return f"{entity.name} ({codes})" if codes and entity.kind != "country" else entity.name
