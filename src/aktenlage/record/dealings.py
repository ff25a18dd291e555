"""Who does what to whom? Ordered pairs of countries of each event, as rows that relations are summed from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, insert, select

from aktenlage.coding import plover
from aktenlage.record.models import DealingRow, EventRow
from aktenlage.record.story import Parties, pairs

_PARTIES = msgspec.json.Decoder(Parties).decode
_QUADS = list(plover.QUADS)
_FORGET = delete(DealingRow).where(DealingRow.event.in_(bindparam("ids", expanding=True)))
_INSERT = insert(DealingRow)
# Events read at a time when the table is made.
PARCEL = 500


def dealings(event: str, values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """The rows of an event with these columns. Events as PLOVER counts them; possibilities count as none."""
    if values["begins"] is None or values["status"] == "hypothetical":
        return
    reduced = plover.reduce(values["type"], values["mode"], values["status"])
    if reduced.quad is None or reduced.score is None:
        return
    for actor, recipient in sorted(pairs(values["type"], _PARTIES(values["parties"]))):
        yield {
            "event": event, "actor": actor, "recipient": recipient, "begins": values["begins"],
            "ends": values["ends"] or values["begins"], "review": values["review"],
            "quad": _QUADS.index(reduced.quad), "score": reduced.score,
        }  # fmt: skip


def keep(connection: Connection, changed: Mapping[str, Mapping[str, Any]], gone: Iterable[str]) -> None:
    """Brings the rows of events in step: `changed` by their ids with their columns, `gone` are only old ids now."""
    forgotten = [*changed, *gone]
    for start in range(0, len(forgotten), PARCEL):
        connection.execute(_FORGET, {"ids": forgotten[start : start + PARCEL]})
    put(connection, [row for id_, values in changed.items() for row in dealings(id_, values)])


def fill(connection: Connection) -> None:
    """Makes the rows of all events."""
    columns = [
        EventRow.id, EventRow.type, EventRow.mode, EventRow.status, EventRow.begins, EventRow.ends, EventRow.review,
        EventRow.parties,
    ]  # fmt: skip
    found = connection.execute(select(*columns).where(EventRow.merged_into.is_(None)))
    for part in found.partitions(PARCEL):
        put(connection, [row for event in part for row in dealings(event.id, event._asdict())])


def put(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows, if there are any."""
    if rows:
        connection.execute(_INSERT, rows)
