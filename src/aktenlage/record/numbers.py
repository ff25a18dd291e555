"""Numbers of rows: the next free one, and those of outlets and identities that are written down once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Insert, bindparam, func, insert, select

from aktenlage.folding import fold
from aktenlage.record.models import (
    EntityRow,
    MentionRow,
    ReportRow,
    RoleRow,
    Row,
    SentenceRow,
    SourceRow,
    StatementRow,
    TellingKeyRow,
    TellingRow,
)
from aktenlage.shapes import Entity

_NUMBERED = (ReportRow, SentenceRow, MentionRow, RoleRow, StatementRow, TellingRow, EntityRow, SourceRow)
_HIGHEST = select(
    *(select(func.max(table.id)).scalar_subquery().label(table.__tablename__) for table in _NUMBERED)
)
_INSERT: dict[type[Row], Insert] = {table: insert(table) for table in (*_NUMBERED, TellingKeyRow)}
_ENTITIES = select(EntityRow.name, EntityRow.kind, EntityRow.country, EntityRow.sector, EntityRow.id).where(
    EntityRow.name.in_(bindparam("names", expanding=True))
)
MOST_REMEMBERED = 100_000
Identity = tuple[str, str, str | None, str | None]


@dataclass(slots=True)
class Numbers:
    """Numbers of the sources and entities of one record, remembered from report to report."""

    sources: dict[str, int] = field(default_factory=dict)
    entities: dict[Identity, int] = field(default_factory=dict)

    def forget(self) -> None:
        """After a transaction that was rolled back: what it wrote down is gone."""
        self.sources.clear()
        self.entities.clear()

    def source(self, connection: Connection, name: str | None, free: Free) -> int | None:
        """The number of an outlet, which is written down if it is new."""
        if name is None:
            return None
        if name not in self.sources:
            found = connection.execute(select(SourceRow.id).where(SourceRow.name == name)).scalar()
            if found is None:
                (found,) = free.take(SourceRow)
                put(connection, SourceRow, [{"id": found, "name": name}])
            self.sources[name] = found
        return self.sources[name]

    def number(self, connection: Connection, wanted: Iterable[Entity], free: Free) -> None:
        """Gives all these identities a number."""
        if len(self.entities) > MOST_REMEMBERED:
            self.entities.clear()
        missing = dict.fromkeys(key for e in wanted if (key := identity(e)) not in self.entities)
        if not missing:
            return
        names = sorted({name for name, *_ in missing})
        for row in connection.execute(_ENTITIES, {"names": names}):
            self.entities[row.name, row.kind, row.country, row.sector] = row.id
        new = [key for key in missing if key not in self.entities]
        rows = []
        for id_, key in zip(free.take(EntityRow, len(new)), new, strict=True):
            self.entities[key] = id_
            name, kind, country, sector = key
            rows.append(
                {
                    "id": id_,
                    "name": name,
                    "kind": kind,
                    "country": country,
                    "sector": sector,
                    "folded": fold(name),
                }
            )
        put(connection, EntityRow, rows)

    def of(self, entity: Entity) -> int:
        """The number of an identity that has one."""
        return self.entities[identity(entity)]


def identity(entity: Entity) -> Identity:
    """What makes an entity the one it is in the record."""
    return entity.name, entity.kind, entity.country, entity.sector


class Free:
    """The next free numbers of the tables that a report goes into, read at once; safe because there is one writer."""

    def __init__(self, connection: Connection) -> None:
        self._next: dict[str, int] = dict(connection.execute(_HIGHEST).one()._mapping)

    def take(self, table: type[Row], count: int = 1) -> range:
        """The next numbers of a table."""
        first = (self._next[table.__tablename__] or 0) + 1
        self._next[table.__tablename__] = first + count - 1
        return range(first, first + count)


def put(connection: Connection, table: type[Row], rows: list[dict[str, Any]]) -> None:
    """Inserts rows, if there are any."""
    if rows:
        connection.execute(_INSERT[table], rows)
