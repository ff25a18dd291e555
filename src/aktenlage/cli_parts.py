"""`code --out DIR` in parts: what is shown while a large batch is coded, and at its end."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Generator, Iterable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from aktenlage.cli_options import LEFT_OUT

if TYPE_CHECKING:
    from aktenlage.parts import Part
    from aktenlage.shapes import CodedDocument, Document, UncodedDocument
    from aktenlage.world.scope import World

# Seconds between two lines where there is no terminal to draw a bar on.
EVERY = 30.0
# Messages about reports left out that are listed again at the end; all of them lie in the parts.
LISTED = 20
_LINES, _SINGLE = (".jsonl", ".ndjson"), (".txt", ".md", ".html", ".htm")


def code_in_parts(
    folder: Path,
    documents: Iterable[Document | UncodedDocument],
    format: str,
    workers: int,
    world: World | None,
    size: int | None,
    total: int | None,
    cluster: str | None = None,
) -> None:
    """Codes reports into parts, shows how far it is, and lists at the end what was left out (exit status 3)."""
    from aktenlage.parts import PART, Part, PartsFault, code_into
    from aktenlage.shapes import UncodedDocument

    into = partial(code_into, folder, documents, format, workers=workers, world=world, size=size or PART)
    seen, left_out, messages = 0, 0, list[str]()
    show = progress(total)
    try:
        earlier = True
        with closing(_on(cluster, into, world) if cluster else into()) as items:
            for item in items:
                if isinstance(item, Part):
                    # Parts of an earlier run come first, before any report; later ones follow reports already counted.
                    seen += item.reports if earlier else 0
                    left_out += item.left_out if earlier else 0
                else:
                    earlier = False
                    seen += 1
                    if isinstance(item, UncodedDocument):
                        left_out += 1
                        messages = [*messages, item.error.message][:LISTED]
                show.send((seen, earlier))
    except PartsFault as fault:
        print(fault, file=sys.stderr)
        raise typer.Exit(2) from None
    except KeyboardInterrupt:
        print(f"stopped; the same command goes on from the parts in {folder}", file=sys.stderr)
        raise typer.Exit(130) from None
    finally:
        show.close()
    print(f"{seen} reports in {folder}", file=sys.stderr)
    if left_out:
        for message in messages:
            print(message, file=sys.stderr)
        more = left_out - len(messages)
        print(
            f"{left_out} left out" + (f", {more} of them listed in the parts only" if more else ""),
            file=sys.stderr,
        )
        raise typer.Exit(LEFT_OUT)


def _on(
    cluster: str, into: Callable[..., Generator[CodedDocument | UncodedDocument | Part]], world: World | None
) -> Generator[CodedDocument | UncodedDocument | Part]:
    """The same by the workers of a cluster, whose dashboard is told."""
    from aktenlage.cluster import code_many, connected

    with connected(cluster) as client:
        print(f"{len(client.nthreads())} workers; dashboard at {client.dashboard_link}", file=sys.stderr)
        yield from into(by=partial(code_many, client=client, world=world))


def expected(names: Iterable[str]) -> int | None:
    """How many reports files and folders of plain formats hold; None where only reading all of it would tell."""
    count = 0
    for name in names:
        path = Path(name)
        inside = (
            [p for p in path.rglob("*") if p.is_file() and not p.name.startswith(".")]
            if path.is_dir()
            else [path]
        )
        for file in inside:
            if file.suffix in _LINES and file.is_file():
                with file.open("rb") as lines:
                    count += sum(1 for line in lines if line.strip())
            elif file.suffix in _SINGLE and file.is_file():
                count += 1
            else:
                return None
    return count


def progress(total: int | None) -> Generator[None, tuple[int, bool], None]:
    """What takes how many reports are done, and whether they are of an earlier run, and shows rate and time left."""
    show = _bar(total) if sys.stderr.isatty() else _plain(total)
    next(show)
    return show


def _plain(total: int | None) -> Generator[None, tuple[int, bool], None]:
    """A line every half a minute."""
    start = told = time.monotonic()
    before = 0
    while True:
        seen, earlier = yield
        now = time.monotonic()
        if earlier:
            start, before = now, seen
        elif now - told >= EVERY:
            told = now
            print(_line(seen, seen - before, now - start, total), file=sys.stderr, flush=True)


def _line(seen: int, new: int, seconds: float, total: int | None) -> str:
    rate = new / seconds
    if total is None:
        return f"{seen} reports, {rate:.1f} a second"
    left = max(total - seen, 0) / rate
    hours, rest = divmod(round(left), 3600)
    return f"{seen} of {total} reports, {rate:.1f} a second, {hours}:{rest // 60:02}:{rest % 60:02} left"


def _bar(total: int | None) -> Generator[None, tuple[int, bool], None]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    with Progress(
        BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn(), console=Console(stderr=True)
    ) as progress:
        task = progress.add_task("", total=total, rate="")
        while True:
            seen, earlier = yield
            if earlier:
                progress.reset(task, completed=seen, total=total, rate="")
            else:
                speed = progress.tasks[0].speed
                progress.update(task, completed=seen, rate=f"{speed:.1f} a second" if speed else "")
