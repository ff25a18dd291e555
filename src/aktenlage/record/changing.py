"""Has the record changed? What both databases know of that, at the price of one look."""

from __future__ import annotations

from threading import Lock
from typing import Any

from sqlalchemy import Engine, text


class Changes:
    """Looks whether somebody has written; of no use to who writes in the same transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = Lock()
        # SQLite tells a connection how often others have written: it must be one and the same, and never write itself.
        self._looking: Any = None

    def state(self) -> str:
        """Another text after every change; the same text only if the record is the same."""
        if self._engine.dialect.name != "sqlite":
            with self._engine.connect() as connection:
                return str(connection.execute(text("SELECT pg_current_snapshot()")).scalar_one())
        with self._lock:
            if self._looking is None:
                self._looking = self._engine.raw_connection()
            return str(self._looking.driver_connection.execute("PRAGMA data_version").fetchone()[0])

    def close(self) -> None:
        """Lets go of the connection."""
        with self._lock:
            if self._looking is not None:
                self._looking.close()
                self._looking = None
