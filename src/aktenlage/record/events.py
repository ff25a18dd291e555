"""Keeps the table of events in step with the clusters: ids that stay, merged values, old ids that are still found.

An event keeps its id as long as one of its tellings is left. When two events merge, the older id stays and the other
leads to it; when they part again, it comes back.
"""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import count
from typing import Any

import msgspec
from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from aktenlage.folding import fold
from aktenlage.record import dealings
from aktenlage.record.merging import Merging, Placed, parcels
from aktenlage.record.models import EventRow
from aktenlage.record.story import values
from aktenlage.record.tellings import UNKNOWN_DAY, span
from aktenlage.record.verdicts import REJECTED
from aktenlage.shapes import Place

_ENCODE = msgspec.json.Encoder().encode
_KNOWN = select(EventRow.id, EventRow.created, EventRow.merged_into).where(
    EventRow.id.in_(bindparam("ids", expanding=True))
)
_LAST = select(func.max(EventRow.created))
_VALUES = (
    "type", "mode", "status", "certainty", "date", "begins", "ends", "first_seen", "last_seen", "place_folded",
    "place_name", "place_country", "place_latitude", "place_longitude", "place_geonames", "parties", "merged_into",
    "review",
)  # fmt: skip
_UPDATE = (
    update(EventRow)
    .where(EventRow.id == bindparam("event"))
    .values({name: bindparam(name) for name in _VALUES})
)


def keep_in_step(merging: Merging) -> None:
    """Gives every cluster that has changed its event, and writes down the events' values."""
    connection = merging.connection
    clusters = list(merging.members(merging.touched).values())
    ids = {t.event for members in clusters for t in members if t.event is not None} | merging.bereft
    taken, leads = _keep(clusters, {id_: row.created for id_, row in _rows(connection, ids).items()})
    orphans = ids - set(taken.values()) - leads.keys()
    begun, new = _begin(connection, {n: m for n, m in enumerate(clusters) if n not in taken}, ids, orphans)
    columns = {id_: _columns(clusters[n]) for n, id_ in (taken | begun).items()}
    if new:
        last = connection.execute(_LAST).scalar() or 0
        rows = [
            {"id": id_, "created": last + number, **columns[id_]}
            for number, id_ in enumerate(new.values(), 1)
        ]
        connection.execute(insert(EventRow), rows)
    if kept := [{**columns[id_], "event": id_} for n, id_ in (taken | begun).items() if n not in new]:
        connection.execute(_UPDATE, kept)
    dealings.keep(connection, columns, [*leads, *(orphans - set(begun.values()))])
    for number, id_ in (taken | begun).items():
        for telling in clusters[number]:
            merging.assign(telling, id_)
    merging.flush()
    for old, stays in leads.items():
        lead = update(EventRow).where((EventRow.id == old) | (EventRow.merged_into == old))
        connection.execute(lead.values(merged_into=stays))
    if empty := orphans - set(begun.values()):
        connection.execute(delete(EventRow).where(EventRow.id.in_(empty)))


def _keep(
    clusters: Sequence[Sequence[Placed]], created: Mapping[str, int]
) -> tuple[dict[int, str], dict[str, str]]:
    """Number of a cluster -> the event that it goes on with; and old id -> new id of events that are one with another.

    The oldest event chooses first: the cluster with most of its tellings among those that have no event yet.
    """
    taken: dict[int, str] = {}
    leads: dict[str, str] = {}
    for id_ in sorted(created, key=created.__getitem__):
        shares = Counter(n for n, members in enumerate(clusters) for t in members if t.event == id_)
        order = sorted(shares, key=lambda n: (-shares[n], clusters[n][0].rank))
        home = next((n for n in order if n not in taken), None)
        if home is not None:
            taken[home] = id_
        elif order:
            leads[id_] = taken[order[0]]
    return taken, leads


def _begin(
    connection: Connection,
    clusters: Mapping[int, Sequence[Placed]],
    used: Collection[str],
    orphans: Collection[str],
) -> tuple[dict[int, str], dict[int, str]]:
    """Events for clusters that have none, and those of them that are new. The id follows from where the telling stands that came first.

    So the id of a report coded anew stays, though its day may have been mended, and that of an event merged and split.
    """
    begun: dict[int, str] = {}
    new: dict[int, str] = {}
    names = {n: _names(min(members, key=lambda t: t.id).rank) for n, members in clusters.items()}
    waiting = {n: next(name) for n, name in names.items()}
    while waiting:
        known = _rows(connection, set(waiting.values()))
        for n, id_ in list(waiting.items()):
            row = known.get(id_)
            old = row is not None and row.merged_into is not None and id_ not in used
            if id_ in begun.values() or not (row is None or old or id_ in orphans):
                waiting[n] = next(names[n])
                continue
            if row is None:
                new[n] = id_
            begun[n] = id_
            del waiting[n]
    return begun, new


def _rows(connection: Connection, ids: Collection[str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for parcel in parcels(sorted(ids)):
        found.update({row.id: row for row in connection.execute(_KNOWN, {"ids": parcel})})
    return found


def _names(rank: str) -> Iterator[str]:
    """Ten letters and digits that follow from a report, a place in it and a type, and more of them should those be taken."""
    where = rank.partition("|")[2]
    for number in count():
        digest = hashlib.blake2b(
            f"{where}|{number}".encode("utf-8", "surrogatepass"), digest_size=10
        ).digest()
        yield "e" + base64.b32encode(digest).decode().lower()[:10]


def _columns(members: Sequence[Placed]) -> dict[str, object]:
    """The merged values of a cluster as columns."""
    counting = [t.told for t in members if t.told.review != REJECTED] or [t.told for t in members]
    merged = values(counting)
    published = [told.published for told in counting if told.published != UNKNOWN_DAY]
    told = span(merged.date) or ((published[0], published[0]) if published else None)
    return {
        "type": merged.type,
        "mode": merged.mode,
        "status": merged.status,
        "certainty": merged.certainty,
        "date": merged.date,
        "begins": _iso(told[0]) if told else None,
        "ends": _iso(told[1]) if told else None,
        "first_seen": _iso(min(published)) if published else None,
        "last_seen": _iso(max(published)) if published else None,
        "place_folded": fold(merged.place.name) if merged.place else None,
        **place_columns(merged.place),
        "parties": _ENCODE(merged.parties),
        "merged_into": None,
        "review": _review([t.told.review for t in members]),
    }


def _review(tellings: Sequence[str]) -> str:
    """What people have said of an event, from its tellings."""
    if all(review == REJECTED for review in tellings):
        return REJECTED
    return "open" if "open" in tellings else "judged"


def place_columns(place: Place | None) -> dict[str, object]:
    """A place as the columns of an event or a mention."""
    return {
        "place_name": place and place.name,
        "place_country": place and place.country,
        "place_latitude": place and place.latitude,
        "place_longitude": place and place.longitude,
        "place_geonames": place and place.geonames,
    }


def _iso(ordinal: int) -> str:
    return date.fromordinal(ordinal).isoformat()
