"""The command `watch`: feeds are read day and night, and what is new goes into the record."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated

import typer

from aktenlage.cli_options import WorldOption, own_rows
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import CodedDocument, Document

if TYPE_CHECKING:
    from aktenlage.world.scope import World


def watch(
    feeds: Annotated[Path, typer.Argument(help="A list of feeds, written as examples/feeds.toml is.")],
    db: Annotated[
        str | None, typer.Option(help="Address of the record, else that of the list, else sqlite:///akte.db.")
    ] = None,
    once: Annotated[bool, typer.Option(help="Look at every feed once and end, for cron.")] = False,
    world: WorldOption = None,
) -> None:
    """Poll feeds, code what is new, and add it to the record; remembers what it has read, ends cleanly on SIGTERM.

    Example: aktenlage watch examples/feeds.toml --once
    """
    from aktenlage.record import DEFAULT, Record, RecordFault
    from aktenlage.watch import FeedFault, Memory, Watch, feed_list, reader

    rows = own_rows(world)
    with _stopped_by_signals() as stop:
        try:
            listed = feed_list(feeds)
            address = db or listed.record or os.environ.get("AKTENLAGE_DB") or DEFAULT
            with (
                Record(address) as record,
                Memory.of_record(address) as memory,
                reader(listed, stop) as fetcher,
            ):
                watching = Watch(listed, record, memory, fetcher, partial(_code, world=rows), _tell, stop)
                if not once:
                    _tell(f"watching {len(listed.feed)} feeds; end with Ctrl-C or SIGTERM")
                    watching.forever()
                looks = watching.once() if once else []
        except (FeedFault, RecordFault) as error:
            print(error, file=sys.stderr)
            raise typer.Exit(2) from None
        if stop.is_set():
            _tell("stopped; what was being read is finished, the rest comes next time")
    if any(not look.sound for look in looks) and not stop.is_set():
        raise typer.Exit(3)


def _code(document: Document, world: World | None) -> CodedDocument:
    # Not before there is something to code: the model takes its second and its memory.
    from aktenlage.pipeline import code
    from aktenlage.problems import GrammarUnavailable

    try:
        return code(document, world)
    except (CannotCode, GrammarUnavailable):
        raise
    except Exception as error:  # a report that no rule foresaw must not end a watch of months
        why = f"{type(error).__name__}: {error}"[:120]
        raise CannotCode(problem("stumbled", document.id, why=why)) from error


def _tell(line: str) -> None:
    print(time.strftime("%Y-%m-%d %H:%M:%S"), line, file=sys.stderr, flush=True)


@contextmanager
def _stopped_by_signals() -> Iterator[threading.Event]:
    """An event that SIGTERM and Ctrl-C set; a second signal ends the program at once."""
    stop = threading.Event()
    before: dict[signal.Signals, Callable[[int, FrameType | None], object] | int | None] = {}

    def asked_to_stop(number: int, _: FrameType | None) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for number in (signal.SIGTERM, signal.SIGINT):
        before[number] = signal.signal(number, asked_to_stop)
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
