"""What has been read already, and when each feed may be asked again: two tables in the database of the record.

There they live and are copied, moved and deleted with it, and a new record starts with an empty memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Float,
    Integer,
    MetaData,
    Table,
    Text,
    create_engine,
    delete,
    select,
)
from sqlalchemy.exc import SQLAlchemyError

from aktenlage.record import opening
from aktenlage.record.faults import fault_of

_METADATA = MetaData()
_FEEDS = Table(
    "watched_feeds", _METADATA,
    Column("url", Text, primary_key=True), Column("etag", Text), Column("modified", Text),
    Column("asked", Float, nullable=False), Column("not_before", Float, nullable=False),
    Column("failures", Integer, nullable=False),
)  # fmt: skip
_ENTRIES = Table(
    "watched_entries", _METADATA,
    Column("id", Text, primary_key=True), Column("feed", Text, nullable=False), Column("words", Text),
    Column("versions", Integer, nullable=False), Column("failures", Integer, nullable=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is known of a feed: its validators, when it was asked last and may be asked again (seconds since 1970)."""

    etag: str | None = None
    modified: str | None = None
    asked: float = 0.0
    not_before: float = 0.0
    failures: int = 0


@dataclass(frozen=True, slots=True)
class EntryState:
    """What is known of an entry: the feed it came from first, a hash of its words when it was last dealt with (None as
    long as it was not), how many versions there were and how often its page could not be fetched."""

    feed: str
    words: str | None = None
    versions: int = 0
    failures: int = 0


class Memory:
    """The two tables. The record must have been opened before, so that it does not find a database of others."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        with self._database() as connection:
            _METADATA.create_all(connection)

    @classmethod
    def of_record(cls, address: str) -> Memory:
        """The memory in the record at an address."""
        return cls(create_engine(opening.address(address)))

    def __enter__(self) -> Memory:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database."""
        self._engine.dispose()

    @contextmanager
    def _database(self) -> Iterator[Connection]:
        """A transaction; what goes wrong in it is a fault of the record."""
        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            raise fault_of(error, opening.shown(self._engine.url)) from error

    def feed(self, url: str) -> FeedState:
        """What is known of a feed; a new one has never been asked."""
        with self._database() as connection:
            row = connection.execute(select(_FEEDS).where(_FEEDS.c.url == url)).one_or_none()
        return FeedState() if row is None else FeedState(*row[1:])

    def note_feed(self, url: str, state: FeedState) -> None:
        """Keeps what is known of a feed."""
        values = {name: getattr(state, name) for name in FeedState.__slots__}
        with self._database() as connection:
            connection.execute(delete(_FEEDS).where(_FEEDS.c.url == url))
            connection.execute(_FEEDS.insert().values(url=url, **values))

    def entry(self, id_: str) -> EntryState | None:
        """What is known of an entry, None for a new one."""
        with self._database() as connection:
            row = connection.execute(select(_ENTRIES).where(_ENTRIES.c.id == id_)).one_or_none()
        return None if row is None else EntryState(*row[1:])

    def note_entry(self, id_: str, state: EntryState) -> None:
        """Keeps what is known of an entry."""
        values = {name: getattr(state, name) for name in EntryState.__slots__}
        with self._database() as connection:
            connection.execute(delete(_ENTRIES).where(_ENTRIES.c.id == id_))
            connection.execute(_ENTRIES.insert().values(id=id_, **values))
