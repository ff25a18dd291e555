"""Streams that can be looked into, and that cannot swell without end."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

HEAD = 65_536  # bytes looked at to tell the format
BLOCK = 262_144
# Text shrinks 3 to 20 times, wire XML perhaps 60; deflate ends at 1032. More than this is built to swell.
SWELLING, HARMLESS = 200, 64_000_000


class Bomb(Exception):
    """What is unpacked is too much for what was packed."""


class TooLong(Exception):
    """More bytes than a reader takes in one piece."""


@dataclass(slots=True)
class Tally:
    """Bytes packed and unpacked of one archive."""

    packed: int = 0
    unpacked: int = 0

    def unpack(self, count: int) -> None:
        """Counts; raises Bomb when the archive swells beyond reason."""
        self.unpacked += count
        if self.swollen:
            raise Bomb

    @property
    def swollen(self) -> bool:
        """Whether more came out than honest packing can hold."""
        return self.unpacked > HARMLESS and self.unpacked > SWELLING * self.packed


class Metered(io.RawIOBase):
    """Passes a stream on and tells `count` how many bytes went through."""

    def __init__(self, inner: BinaryIO, count: Callable[[int], None]) -> None:
        self._inner = inner
        self._count = count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        piece = piece_of(self._inner, min(len(buffer), BLOCK))
        self._count(len(piece))
        buffer[: len(piece)] = piece
        return len(piece)


class _Joined(io.RawIOBase):
    """A head that has been read already, then the rest."""

    def __init__(self, head: bytes, rest: BinaryIO, fault: Exception | None) -> None:
        self._head = head
        self._rest = rest
        self._fault = fault

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._head:
            piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        elif self._fault is not None:
            raise self._fault
        else:
            piece = piece_of(self._rest, len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)


def with_head(stream: BinaryIO) -> tuple[bytes, BinaryIO]:
    """The first bytes, and a stream that begins with them. A stream that can seek is given back itself."""
    head, fault = b"", None
    try:
        while len(head) < HEAD and (piece := piece_of(stream, HEAD - len(head))):
            head += piece
    except (OSError, EOFError, zlib.error, Bomb) as error:
        fault = error  # comes up again where the head ends: what is before it is whole
    if fault is None and stream.seekable():
        stream.seek(-len(head), io.SEEK_CUR)
        return head, stream
    return head, io.BufferedReader(_Joined(head, stream, fault), BLOCK)


def piece_of(stream: BinaryIO, size: int) -> bytes:
    """What is there, `size` bytes at most, empty at the end. Nothing is lost when a later piece is damaged."""
    read1 = getattr(stream, "read1", stream.read)
    piece: bytes = read1(size)
    return piece


class Pieces:
    """A stream for readers that buffer themselves: each read gives what is there."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def read(self, size: int) -> bytes:
        return piece_of(self._stream, size)


def whole(stream: BinaryIO, limit: int) -> bytes:
    """Everything, up to `limit` bytes. Raises TooLong beyond."""
    pieces, size = [], 0
    while piece := stream.read(min(BLOCK, limit + 1 - size)):
        pieces.append(piece)
        size += len(piece)
        if size > limit:
            raise TooLong
    return b"".join(pieces)


def lines(stream: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines with their ends; None stands for one that is longer than `limit` bytes, which is skipped."""
    while line := stream.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(BLOCK)
        yield None
