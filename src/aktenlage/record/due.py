"""Some of what is planned ahead or overdue on a day, without reading all plans of a large record."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, and_, or_, select

from aktenlage.record import asking, reading
from aktenlage.record.asking import EventFilter
from aktenlage.record.models import EventRow
from aktenlage.record.relations import OPEN_DAYS, Due, agenda


def due(connection: Connection, wanted: EventFilter, today: date, state: str, limit: int) -> list[Due]:
    """Plans that are `ahead`, the next first, or `overdue`, the latest first; those without a day come last."""
    ahead = state == "ahead"
    day = today.isoformat()
    recent = (today - timedelta(days=OPEN_DAYS)).isoformat()
    undated, ends = EventRow.date.is_(None), EventRow.ends
    if ahead:
        open_ = or_(EventRow.last_seen.is_(None), EventRow.last_seen >= recent)
        fits = or_(and_(~undated, ends >= day), and_(undated, open_))
    else:
        fits = or_(and_(~undated, ends < day), and_(undated, EventRow.last_seen < recent))
    order = (
        (EventRow.begins.asc(), EventRow.created)
        if ahead
        else (ends.desc().nulls_last(), EventRow.created.desc())
    )
    query = (
        select(EventRow.id)
        .where(*asking.conditions(connection, wanted), EventRow.status == "planned", fits)
        .order_by(undated, *order)
        .limit(limit)
    )
    ids = list(connection.execute(query).scalars())
    found = {entry.event.id: entry for entry in agenda(reading.events(connection, ids), today)}
    return [found[id_] for id_ in ids if found[id_].state == state]
