"""Bytes to text."""

from __future__ import annotations

import pytest

from aktenlage.intake.encoding import charset_of, codec, declared_in, decode
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


@pytest.mark.parametrize(
    ("declared", "known"),
    [
        ("utf8", "utf-8"), ("ISO-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("latin9", "iso8859-15"), ("rot13", None),
        ("zip", None), ("unicode_escape", None), ("utf-7", None), ("x-unknown", None), ("\x00", None), (None, None),
    ],
)  # fmt: skip
def test_declared_names(declared: str | None, known: str | None) -> None:
    assert codec(declared) == known


def test_declaration_decides_what_the_bytes_leave_open() -> None:
    raw = "Zażółć gęślą jaźń".encode("iso-8859-2")
    assert decode(raw, "a", "iso-8859-2") == ("Zażółć gęślą jaźń", "iso8859-2")
    assert decode("Größe".encode(), "a", "iso-8859-1") == ("Größe", "utf-8")
    assert decode("Größe".encode("cp1252"), "a", "utf-8") == ("Größe", "cp1252")


@pytest.mark.parametrize(
    ("raw", "declared"),
    [
        (b"<?xml version='1.0' encoding='latin1'?>", "latin1"), (b'<meta charset=utf-8>', "utf-8"),
        (b'<META http-equiv="x" content="text/html; charset=windows-1252">', "windows-1252"), (b"<p>charset=x", None),
    ],
)  # fmt: skip
def test_declarations_in_the_file(raw: bytes, declared: str | None) -> None:
    assert declared_in(raw) == declared


def test_charset_of_a_header() -> None:
    assert charset_of(' boundary=x; Charset="utf-8"') == "utf-8"
    assert charset_of("") is None
