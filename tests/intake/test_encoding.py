"""Bytes to text."""

from __future__ import annotations

import pytest

from aktenlage.intake.encoding import decode
from aktenlage.problems import CannotCode

TEXT = "Die Außenminister trafen sich am Sonntag in Düsseldorf: „Größere Übungen“, hieß es. Später reisten sie nach Malmö.\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_every_encoding_gives_the_same_text(encoding: str) -> None:
    text, _ = decode((TEXT * 3).encode(encoding), "report.txt")
    assert text == TEXT * 3


def test_latin_1_is_read_as_its_superset() -> None:
    plain = TEXT.replace("„", '"').replace("“", '"')
    assert decode(plain.encode("latin-1"), "report.txt") == (plain, "cp1252")


@pytest.mark.parametrize(
    "raw", [b"\x7fELF" + bytes(200), bytes(range(256)) * 10, b"\x89PNG\r\n\x1a\n" + bytes(50)]
)
def test_binary_is_refused(raw: bytes) -> None:
    with pytest.raises(CannotCode, match=r"picture\.txt: this is no text; ") as caught:
        decode(raw, "picture.txt")
    assert caught.value.problem.code == "binary"


def test_broken_utf_16_is_refused() -> None:
    with pytest.raises(CannotCode) as caught:
        decode(b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00", "report.txt")
    assert caught.value.problem.code == "encoding"


def test_empty_is_empty() -> None:
    assert decode(b"", "report.txt") == ("", "utf-8")
