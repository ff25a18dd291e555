"""Addresses of other stores to documents, with fsspec's store in memory."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from typing import Any

import pytest

from aktenlage.intake import documents
from aktenlage.intake.addresses import is_address
from aktenlage.shapes import Document

fsspec = pytest.importorskip("fsspec", reason="fsspec is not installed: pip install aktenlage[cluster]")


@pytest.fixture
def store() -> Iterator[Any]:
    memory = fsspec.filesystem("memory")
    memory.pipe("/wire/2024-01.jsonl", b'{"id": "a", "text": "Ein Bericht."}\n')
    memory.pipe("/wire/2024-02.jsonl.gz", gzip.compress(b'{"id": "b", "text": "Noch einer."}\n'))
    memory.pipe("/wire/old/note.txt", b"Ein dritter.")
    yield memory
    memory.rm("/wire", recursive=True)


def ids(address: str) -> list[str]:
    found = documents([address])
    return [item.id if isinstance(item, Document) else item.error.code for item in found]


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("memory://wire", ["a", "b", "note.txt"]),
        ("memory://wire/2024-*", ["a", "b"]),
        ("memory://wire/2024-02.jsonl.gz", ["b"]),
        ("memory://wire/none.txt", ["not-found"]),
        ("memory://wire/*.csv", ["not-found"]),
        ("nostore://wire", ["no-answer"]),
    ],
)
def test_files_folders_globs(store: Any, address: str, found: list[str]) -> None:
    assert ids(address) == found


def test_package_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(address: str) -> None:
        raise ImportError("Install s3fs to access S3")

    monkeypatch.setattr(fsspec.core, "url_to_fs", missing)
    (item,) = documents(["s3://bucket/wire.jsonl"])
    assert not isinstance(item, Document)
    assert item.error.code == "no-package" and "s3fs" in item.error.message and "pip" in item.error.message


def test_what_is_an_address() -> None:
    assert is_address("s3://bucket/x.jsonl") and is_address("simplecache::s3://bucket/x.jsonl")
    assert not is_address("C:/reports/x.txt") and not is_address("reports/x.txt") and not is_address("-")
