"""zip and gz: their members one at a time, without unpacking to disk, and not without end."""

from __future__ import annotations

import gzip
import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from aktenlage.intake import formats
from aktenlage.intake.origin import Found, Options, Origin, left_out
from aktenlage.intake.streams import BLOCK, Bomb, Metered, Tally, TooLong
from aktenlage.problems import CannotCode, problem

DEEPEST = 2  # an archive in an archive, no more
MEMBERS = 200_000
# An archive inside another has to be copied out before it can be opened.
COPIED = 2_000_000_000
IN_MEMORY = 16_000_000


def gunzip(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """What is in a gz file (of one or many parts, as web archives have it)."""
    tally = Tally()

    def packed(count: int) -> None:
        tally.packed += count

    inner = gzip.GzipFile(fileobj=Metered(stream, packed), mode="rb")
    name = PurePosixPath(origin.name)
    within = _deeper(origin, str(name.with_suffix("")) if name.suffix.lower() == ".gz" else origin.name)
    yield from formats.reports(_metered(cast(BinaryIO, inner), tally), within, options)


def unzip(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The members of a zip file in its order, each under its own name; a broken one is reported, the rest read."""
    within = _deeper(origin, origin.name)
    try:
        archive = zipfile.ZipFile(stream if stream.seekable() else _copied(stream))
    except (zipfile.BadZipFile, NotImplementedError) as error:
        yield left_out(origin, "damaged", why=str(error)[:120])
        return
    members = [member for member in archive.infolist() if not _is_passed_over(member)]
    if not members:
        yield left_out(origin, "empty-archive")
    if len(members) > MEMBERS:
        raise Bomb
    tally = Tally()
    for member in members:
        # a name may hold anything; what is said of it stands on one line
        shown = "".join(c if c.isprintable() else "?" for c in member.filename)
        inside = replace(within, where=f"{origin.where}:{shown}", name=member.filename)
        tally.packed += member.compress_size
        try:
            with archive.open(member) as opened:
                yield from formats.reports(_metered(cast(BinaryIO, opened), tally), inside, options)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError) as error:
            # RuntimeError is zipfile's word for a password.
            locked = isinstance(error, RuntimeError) and "password" in str(error)
            yield (
                left_out(inside, "encrypted") if locked else left_out(inside, "damaged", why=str(error)[:120])
            )
        if tally.swollen:
            return  # said already of the member that did it


def _deeper(origin: Origin, name: str) -> Origin:
    if origin.depth >= DEEPEST:
        raise CannotCode(problem("nested", origin.where))
    return replace(origin, name=name, depth=origin.depth + 1)


def _is_passed_over(member: zipfile.ZipInfo) -> bool:
    """Folders, and what systems and programs leave in archives unseen."""
    path = PurePosixPath(member.filename)
    return member.is_dir() or path.name.startswith(".") or path.parts[:1] == ("__MACOSX",)


def _metered(stream: BinaryIO, tally: Tally) -> BinaryIO:
    return io.BufferedReader(Metered(stream, tally.unpack), BLOCK)


def _copied(stream: BinaryIO) -> BinaryIO:
    """A copy that can seek; big ones lie in the system's folder for temporary files."""
    copy = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115
    size = 0
    while piece := stream.read(BLOCK):
        size += len(piece)
        if size > COPIED:
            raise TooLong
        copy.write(piece)
    copy.seek(0)
    return cast(BinaryIO, copy)
