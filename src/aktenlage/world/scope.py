"""Whose tables hold? The shipped ones, or the shipped ones with the rows that a user adds, for the report being coded.

The rows travel as an argument of `code` and `code_many` (also into worker processes) and hold only while one report is
coded; what is remembered of look-ups is kept apart by the rows' content.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Ts = TypeVarTuple("Ts")
R = TypeVar("R")
# Answers remembered for each question; the commonest words of a year of news are fewer.
REMEMBERED = 2**15


@dataclass(frozen=True, slots=True)
class World:
    """Rows that a user adds; `rows` maps a table's name to rows of cells in the order of its columns.

    Two worlds with one `digest` (of file name and content) are the same.
    """

    digest: str
    rows: dict[str, tuple[tuple[str, ...], ...]] = field(compare=False)


_ACTIVE: ContextVar[World | None] = ContextVar("world", default=None)


@contextmanager
def using(world: World | None) -> Iterator[None]:
    """Inside, look-ups know the user's rows too."""
    token = _ACTIVE.set(world)
    try:
        yield
    finally:
        _ACTIVE.reset(token)


def added(table: str) -> tuple[tuple[str, ...], ...]:
    """The user's rows of that table, as cells; empty when nothing is added."""
    world = _ACTIVE.get()
    return () if world is None else world.rows.get(table, ())


def per_world(function: Callable[[*Ts], R]) -> Callable[[*Ts], R]:
    """Like `functools.cache`, apart for each user's rows; arguments are given by position."""

    @lru_cache(maxsize=REMEMBERED)
    def kept(_: World | None, *args: *Ts) -> R:
        return function(*args)

    @wraps(function)
    def answer(*args: *Ts) -> R:
        return kept(_ACTIVE.get(), *args)

    return answer
