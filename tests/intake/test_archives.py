"""zip and gz to the reports in them, and no further than is good."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator

import pytest
from papers import GERMAN, NITF, RSS, TEXT, codes, one, page, read_all, zipped

from aktenlage.intake import streams
from aktenlage.intake.formats import reports
from aktenlage.intake.origin import Options, Origin
from aktenlage.intake.streams import HARMLESS, Tally
from aktenlage.shapes import UncodedDocument


def test_gz() -> None:
    found = one(gzip.compress(page().encode()), "bericht.html.gz")
    assert (found.id, found.text) == ("bericht.html", TEXT["de"])


def test_members_in_order_each_with_its_own_fate() -> None:
    locked = bytearray(zipped({"locked.txt": b"Text."}))
    raw = zipped(
        {
            "a/bericht.html": page().encode(), "a/": b"", "__MACOSX/a/._x": b"x", ".DS_Store": b"x", "b.bin": bytes(range(256)),
            "c.xml": NITF.encode(), "d.jsonl.gz": gzip.compress(b'{"id": "d1", "text": "x"}\n{\n'),
            "e.zip": zipped({"f.txt": b"Text.", "g.zip": zipped({"h.txt": b"Text."})}), "i.txt": b"Text.",
        }
    )  # fmt: skip
    found = read_all(raw, "alles.zip")
    assert codes(found) == [
        "a/bericht.html",
        "binary",
        "nda-4711",
        "d1",
        "bad-json",
        "f.txt",
        "nested",
        "i.txt",
    ]
    messages = [item.error.message.split(": ")[0] for item in found if hasattr(item, "error")]
    assert messages == ["alles.zip:b.bin", "alles.zip:d.jsonl.gz:2", "alles.zip:e.zip:g.zip"]
    for flag in (6, locked.index(b"PK\x01\x02") + 8):
        locked[flag] |= 1
    assert codes(read_all(bytes(locked), "locked.zip")) == ["encrypted"]


def test_a_message_stands_on_one_line_whatever_the_member_is_called() -> None:
    (found,) = read_all(zipped({"a\nb.bin": bytes(range(256))}), "alles.zip")
    assert isinstance(found, UncodedDocument) and "a?b.bin" in found.error.message
    assert "\n" not in found.error.message


def test_a_damaged_member_does_not_stop_the_rest() -> None:
    raw = bytearray(zipped({"a.txt": b"".join(b"%d. Satz.\n" % n for n in range(500)), "b.txt": b"Text."}))
    raw[80:90] = bytes(10)
    assert codes(read_all(bytes(raw), "a.zip")) == ["damaged", "b.txt"]


@pytest.mark.parametrize(
    ("raw", "name", "code"),
    [
        (b"PK\x03\x04 and no more", "a.zip", "damaged"), (zipped({}), "a.zip", "empty-archive"),
        (gzip.compress(b"x" * 99)[:-9], "a.gz", "damaged"), (b"\x1f\x8b\x08 no", "a.gz", "damaged"),
        (gzip.compress(gzip.compress(gzip.compress(b"x"))), "a.gz.gz.gz", "nested"),
    ],
)  # fmt: skip
def test_broken_archives(raw: bytes, name: str, code: str) -> None:
    assert codes(read_all(raw, name)) == [code]


def swollen(size: int) -> bytes:
    """gz of so many zeros, without ever holding them."""
    packer = zlib.compressobj(9, wbits=31)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(size // 1_000_000)) + packer.flush()


def test_bombs(monkeypatch: pytest.MonkeyPatch) -> None:
    size = 8_000_000
    monkeypatch.setattr(streams, "HARMLESS", size // 2)
    bomb = swollen(size)
    assert codes(read_all(bomb, "a.jsonl.gz")) == ["bomb"]
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ("a.csv", "b.txt"):
            with archive.open(name, "w") as member:
                member.write(b"text,id\n")
                for _ in range(size // 1_000_000):
                    member.write(b"x" * 1_000_000)
    assert codes(read_all(raw.getvalue(), "a.zip")) == ["bomb"], "what comes after a bomb is not touched"


def test_tally() -> None:
    honest = Tally(packed=HARMLESS // 10)
    honest.unpack(HARMLESS * 2)
    assert not honest.swollen


class Endless(io.RawIOBase):
    """A gz stream of many JSON lines, made while it is read."""

    def __init__(self, count: int) -> None:
        self.pieces = self._made(count)
        self.rest = b""

    def _made(self, count: int) -> Iterator[bytes]:
        packer = zlib.compressobj(1, wbits=31)
        for number in range(count):
            yield packer.compress(
                json.dumps({"id": number, "text": f"{number} {GERMAN[number % 2]} " * 20}).encode() + b"\n"
            )
        yield packer.flush()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while not self.rest and (piece := next(self.pieces, None)) is not None:
            self.rest = piece
        piece, self.rest = self.rest[: len(buffer)], self.rest[len(buffer) :]
        buffer[: len(piece)] = piece
        return len(piece)


def test_memory_does_not_grow_with_the_file() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        stream = io.BufferedReader(Endless(count))
        assert sum(1 for _ in reports(stream, Origin("a.jsonl.gz", "a.jsonl.gz"), Options())) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    small, large = peak(600), peak(6000)
    assert large < 1.5 * small


def test_feeds_in_archives() -> None:
    assert codes(read_all(zipped({"feed.rss": RSS.encode()}), "a.zip")) == [
        "https://beispielbote.example/1",
        "no-summary",
    ]
