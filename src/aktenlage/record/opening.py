"""Opens the database of a record: address, engine, one writer at a time, and a schema that is always current.

SQLite runs in WAL mode, where readers and a writer do not wait for each other, and syncs at every commit. Whoever writes
takes the lock first (`BEGIN IMMEDIATE`, on PostgreSQL an advisory lock), so writers queue and never see half a report.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from aktenlage.record.faults import RecordFault, fault_of

# The newest migration in `migrations/versions`; a test holds it to that.
SCHEMA = "0004"
# Seconds that a writer waits for the one before it.
PATIENCE = 60
# KiB of pages that a connection of SQLite keeps: one writes, many read at once.
READS, WRITES = 16_384, 65_536
# Any number; all writers of one PostgreSQL database lock the same.
ADVISORY = 41_837_265


def address(url: str) -> URL:
    """The address with its driver. Raises RecordFault for what is none."""
    try:
        found = make_url(url)
        backend = found.get_backend_name()
    except ArgumentError:
        raise RecordFault("bad-address", url) from None
    if backend == "postgresql":
        return found.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise RecordFault("bad-address", url)
    return found


def connect(url: str, create: bool) -> Engine:
    """An engine on a record whose schema is current; with `create` it is made or migrated, else it must be there."""
    where = address(url)
    name = shown(where)
    if where.get_backend_name() == "sqlite":
        engine = _sqlite(where, name, create)
    else:
        try:
            engine = create_engine(where, connect_args={"options": f"-c lock_timeout={PATIENCE}s"})
        except ModuleNotFoundError:
            raise RecordFault("no-driver", name) from None
    try:
        _make_current(engine, name, create)
    except SQLAlchemyError as error:
        engine.dispose()
        raise fault_of(error, name) from error
    except RecordFault:
        engine.dispose()
        raise
    return engine


def shown(where: URL) -> str:
    """The address for people, without its password."""
    return where.set(drivername=where.get_backend_name()).render_as_string(hide_password=True)


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction of the only writer."""
    options = {"aktenlage_writes": True}
    with engine.connect().execution_options(**options) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ADVISORY})
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the record throughout."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _sqlite(where: URL, name: str, create: bool) -> Engine:
    path = where.database
    if path and path != ":memory:" and not create and not Path(path).is_file():
        raise RecordFault("no-record", name)
    engine = create_engine(where, connect_args={"timeout": PATIENCE})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own idea of when to begin is switched off: `begin` below says it.
        connection.isolation_level = None
        for pragma in (
            "journal_mode = WAL",
            "synchronous = FULL",
            "foreign_keys = ON",
            f"cache_size = -{READS}",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("aktenlage_writes")
        if writes:
            connection.exec_driver_sql(f"PRAGMA cache_size = -{WRITES}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_current(engine: Engine, name: str, create: bool) -> None:
    with reading(engine) as connection:
        found = _schema(connection, name)
    if found == SCHEMA:
        return
    if not create:
        raise RecordFault("no-record" if found is None else "old", name)
    with writing(engine) as connection:
        # Another process may have been faster.
        if _schema(connection, name) != SCHEMA:
            migrate(connection)


def _schema(connection: Connection, name: str) -> str | None:
    """The schema's version, None for an empty database. Raises RecordFault for a database of something else."""
    tables = set(inspect(connection).get_table_names())
    if "alembic_version" not in tables:
        if tables:
            raise RecordFault("other-file", name, why=f"it has a table {min(tables)!r}")
        return None
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is not None and version > SCHEMA:
        raise RecordFault("newer", name, why=version)
    return version


def migrate(connection: Connection) -> None:
    """Brings the schema up to date, within the caller's transaction."""
    from alembic import command

    command.upgrade(migrations(connection), "head")


def migrations(connection: Connection | None = None) -> Any:
    """Alembic's configuration of the migrations in this package."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config
