"""Which parts of a large batch are written already? Numbered parts in a folder, with a manifest that a later run goes on from.

    folder/manifest.jsonl            what the run was told, one line a part, one line at the end
    folder/part-00000.jsonl, …       coded reports in the order of the input; or folders part-00000/ of Parquet tables

A part is written under another name, forced to the disk and renamed; only then does the manifest get its line. So every moment
is a good one to be killed in, and what a later run makes of the folder is byte for byte what an undisturbed run makes.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import os
import shutil
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec

from aktenlage.shapes import CodedDocument, Document, UncodedDocument, to_json
from aktenlage.world.scope import World

Found = Document | UncodedDocument
Coded = CodedDocument | UncodedDocument
MANIFEST, LEFT_OUT, CODED, LOCK = "manifest.jsonl", "left-out.jsonl", "coded.parquet", ".lock"
FORMATS = ("jsonl", "parquet")
# Reports in a part: what a kill costs at most is the coding of one part and of what waits for the workers.
PART = 500
# What decides how a report is coded; of the weights their check sums, which lie beside them.
_ROOMS, _CODER_FILES = ("coding", "grammar", "world"), (".py", ".toml", ".csv", "SHA256SUMS", "labels.json")


class PartsFault(ValueError):
    """A folder that cannot be gone on with; the message names file, line and cure."""


class Head(msgspec.Struct, kw_only=True):
    """The manifest's first line: what must be the same for a run to go on. `coder` and `world` are SHA-256 sums."""

    aktenlage: str
    format: str
    reports_a_part: int
    coder: str
    world: str | None = None
    judge: bool = True


class Part(msgspec.Struct, kw_only=True):
    """A written part: its name, its reports, those of them left out, SHA-256 of its input and of its content."""

    part: str
    reports: int
    left_out: int
    input: str
    sha256: str


class Done(msgspec.Struct, kw_only=True):
    """The manifest's last line: the input is at its end."""

    parts: int
    total: int


def code_into(
    folder: Path,
    documents: Iterable[Found],
    format: str = "jsonl",
    *,
    workers: int = 1,
    world: World | None = None,
    size: int = PART,
    by: Callable[[Iterable[Found]], Iterator[Coded]] | None = None,
) -> Generator[Coded | Part]:
    """Codes reports into numbered parts of `size` reports, or goes on where an earlier run with the same input stopped.

    Gives each newly coded report as it is coded, in order, and the line of each part: those of an earlier run first. The
    parts grow with the iteration. `by` codes them instead of processes of this machine (`cluster.code_many`). Raises
    PartsFault, with the cure, when the folder holds something else, is being written by another run, or was begun with another
    input, other settings or another coder.
    """
    from aktenlage.pipeline import code_many

    head = _head(format, size, world)
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / MANIFEST
    _told(manifest)  # before a lock file is put there
    with _alone(folder):
        parts, done = _begun(manifest, head)
        source = iter(documents)
        for number, part in enumerate(parts):
            if _digest([_line(item) for item in itertools.islice(source, size)]) != part.input:
                raise PartsFault(
                    f"{manifest}:{number + 2}: the reports of {part.part} have changed; give the same input, or another --out"
                )
            yield part
        coded = by or partial(code_many, workers=workers, world=world)
        yield from _coded(folder, source, head, len(parts), coded)
        if not done:
            parts = _begun(manifest, head)[0]
            _append(manifest, Done(parts=len(parts), total=sum(part.reports for part in parts)))


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Refuses a folder that another run is writing into. The system lets go of the lock of a process that is killed."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / LOCK, blocking=False, thread_local=False):
            yield
    except Timeout:
        raise PartsFault(
            f"{folder}: another run is writing here; wait for its end, or name another folder with --out"
        ) from None


def written(folder: Path) -> list[Path]:
    """The parts that the folder's manifest lists, in order; none if it has no manifest."""
    manifest = folder / MANIFEST
    if not manifest.is_file():
        return []
    return [folder / part.part for part in _lines(manifest)[1]]


def count(folder: Path) -> int:
    """How many reports the parts of a folder hold, by its manifest."""
    return sum(part.reports for part in _lines(folder / MANIFEST)[1])


def lines(part: Path) -> Iterator[bytes]:
    """The reports of a part as lines of JSON, whatever its format."""
    if part.is_dir():
        import polars as pl

        for line in pl.read_parquet(part / CODED, columns=["coded"])["coded"]:
            yield line.encode()
    else:
        with part.open("rb") as file:
            yield from file


def _coded(
    folder: Path,
    source: Iterator[Found],
    head: Head,
    number: int,
    by: Callable[[Iterable[Found]], Iterator[Coded]],
) -> Iterator[Coded | Part]:
    """Codes what is left of the input, and writes a part whenever it is full, the last one as it is."""
    inputs: deque[bytes] = deque()

    def noted() -> Iterator[Found]:
        # The line is taken before the coder sees the report, because it fills in the language.
        for item in source:
            inputs.append(_line(item))
            yield item

    results = by(noted())
    while True:
        part: list[Coded] = []
        for coded in itertools.islice(results, head.reports_a_part):
            part.append(coded)
            yield coded
        if not part:
            return
        lines = [inputs.popleft() for _ in part]
        yield _write(folder, number, part, _digest(lines), head.format)
        number += 1


def _write(folder: Path, number: int, reports: list[Coded], digest: str, format: str) -> Part:
    name = f"part-{number:05}" + (".jsonl" if format == "jsonl" else "")
    final, unfinished = folder / name, folder / f".{name}.unfinished"
    for old in (final, unfinished):
        _remove(old)
    left_out = [report for report in reports if isinstance(report, UncodedDocument)]
    if format == "jsonl":
        unfinished.write_bytes(_jsonl(reports))
    else:
        from aktenlage.exports.tables import Tables

        with Tables(unfinished, "parquet") as tables:
            for report in reports:
                if isinstance(report, CodedDocument):
                    tables.add_coded(report)
        (unfinished / LEFT_OUT).write_bytes(_jsonl(left_out))
        _write_coded(unfinished / CODED, reports)
    for path in (*_files(unfinished), *([unfinished] if unfinished.is_dir() else [])):
        _to_disk(path)
    part = Part(
        part=name,
        reports=len(reports),
        left_out=len(left_out),
        input=digest,
        sha256=_content(unfinished),
    )
    unfinished.rename(final)
    _to_disk(folder)
    _append(folder / MANIFEST, part)
    return part


def _write_coded(file: Path, reports: Iterable[Coded]) -> None:
    """Each report as its line of JSON, for the record: tables do not hold all of it."""
    import polars as pl

    rows = [(report.document.id, to_json(report)) for report in reports]
    pl.DataFrame(rows, schema={"report": pl.String, "coded": pl.String}, orient="row").write_parquet(file)


def _told(manifest: Path) -> bool:
    """Whether the manifest has a first line. Refuses a folder that has none, but files of somebody."""
    if manifest.exists() and manifest.read_bytes().count(b"\n"):
        return True
    folder = manifest.parent
    if any(path.name != MANIFEST and not path.name.startswith(".") for path in folder.iterdir()):
        raise PartsFault(f"{folder}: holds files but no {MANIFEST}; name an empty or new folder with --out")
    return False


def _begun(manifest: Path, head: Head) -> tuple[list[Part], bool]:
    """The parts of an earlier run that are whole, and whether it came to its end; a folder without manifest gets one."""
    if not _told(manifest):
        _replace(manifest, [head])
        return [], False
    earlier, parts, done = _lines(manifest)
    for field in Head.__struct_fields__:
        if getattr(earlier, field) != getattr(head, field):
            raise PartsFault(
                f"{manifest}:1: begun with another {_SAID[field]}; go on with that one, or name another folder with --out"
            )
    whole = list(
        itertools.takewhile(lambda part: _content(manifest.parent / part.part) == part.sha256, parts)
    )
    ended = done is not None and len(whole) == len(parts)
    # A line that was cut off by a kill goes, and so do parts that are damaged: they are coded again.
    kept: list[Head | Part | Done] = [head, *whole, *([done] if done is not None and ended else [])]
    if manifest.read_bytes() != b"".join(map(_line, kept)):
        _replace(manifest, kept)
    return whole, ended


_SAID = {
    "aktenlage": "version of aktenlage",
    "format": "--format",
    "reports_a_part": "--part-size",
    "coder": "state of the coder's rules or weights",
    "world": "--world",
    "judge": "--judge",
}


def _lines(manifest: Path) -> tuple[Head, list[Part], Done | None]:
    """The manifest as far as it is whole."""
    head, parts, done = None, [], None
    for number, line in enumerate(manifest.read_bytes().splitlines(keepends=True), 1):
        if not line.endswith(b"\n"):
            break
        try:
            if number == 1:
                head = msgspec.json.decode(line, type=Head)
            elif line.startswith(b'{"parts"'):
                done = msgspec.json.decode(line, type=Done)
            else:
                parts.append(msgspec.json.decode(line, type=Part))
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            raise PartsFault(
                f"{manifest}:{number}: no line of a manifest ({error}); name another folder with --out"
            ) from None
    if head is None:
        raise PartsFault(f"{manifest}:1: is not whole; name another folder with --out")
    return head, parts, done


def _head(format: str, size: int, world: World | None) -> Head:
    from aktenlage import __version__
    from aktenlage.grammar.model import judge_sits

    if format not in FORMATS:
        raise PartsFault(f"parts have the format jsonl or parquet, not {format}; choose one of these")
    return Head(
        aktenlage=__version__,
        format=format,
        reports_a_part=size,
        coder=coder(),
        world=None if world is None else world.digest,
        judge=judge_sits(),
    )


def coder() -> str:
    """SHA-256 of everything that decides how a report is coded."""
    root = files("aktenlage")
    total = hashlib.sha256()
    for room in _ROOMS:
        for name, file in sorted(_inside(root / room, room)):
            if name.endswith(_CODER_FILES):
                total.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return total.hexdigest()


def _inside(folder: Traversable, name: str) -> Iterator[tuple[str, Traversable]]:
    for entry in folder.iterdir():
        inner = f"{name}/{entry.name}"
        if entry.is_dir():
            yield from _inside(entry, inner)
        else:
            yield inner, entry


def _line(item: Any) -> bytes:
    return msgspec.json.encode(item) + b"\n"


def _jsonl(reports: Iterable[Coded]) -> bytes:
    return b"".join(to_json(report).encode() + b"\n" for report in reports)


def _digest(lines: Iterable[bytes]) -> str:
    total = hashlib.sha256()
    for line in lines:
        total.update(line)
    return total.hexdigest()


def _files(path: Path) -> list[Path]:
    return sorted(path.iterdir()) if path.is_dir() else [path]


def _content(path: Path) -> str:
    """SHA-256 of a part's file, or of the files of its folder with their names; empty if it is not there."""
    if not path.exists():
        return ""
    total = hashlib.sha256()
    for file in _files(path):
        if path.is_dir():
            total.update(file.name.encode() + b"\0")
        with file.open("rb") as stream:
            total.update(hashlib.file_digest(stream, "sha256").digest())
    return total.hexdigest()


def _append(manifest: Path, line: Part | Done) -> None:
    with manifest.open("ab") as file:
        file.write(_line(line))
        file.flush()
        os.fsync(file.fileno())


def _replace(manifest: Path, lines: Iterable[Head | Part | Done]) -> None:
    unfinished = manifest.with_name(f".{manifest.name}.unfinished")
    unfinished.write_bytes(b"".join(map(_line, lines)))
    _to_disk(unfinished)
    unfinished.replace(manifest)
    _to_disk(manifest.parent)


def _to_disk(path: Path) -> None:
    """Forces a file or the names in a folder to the disk; Windows knows no such thing for folders."""
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
