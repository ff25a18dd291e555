"""Databases on a PostgreSQL server that the tests start (conftest.py)."""

from __future__ import annotations

import uuid

from sqlalchemy import create_engine, text


def new_database(server: str) -> str:
    """A new database on a server."""
    name = f"akte_{uuid.uuid4().hex[:12]}"
    engine = create_engine(
        server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    head, _, tail = server.partition("?")
    return head.rpartition("/")[0] + f"/{name}" + (f"?{tail}" if tail else "")
