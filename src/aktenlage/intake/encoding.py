"""Bytes to text: which encoding is it?"""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from aktenlage.problems import CannotCode, problem

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Bytes that no text of a single-byte encoding holds.
CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})
SAMPLE = 200_000
WESTERN = frozenset("äöüÄÖÜßéèêëáàâçñóòôíîøåæœúùûÉÈÁÓ’‘“”„‚–—«»‹›…€§°·\xa0")


def decode(raw: bytes, name: str) -> tuple[str, str]:
    """Text and the encoding it was read in. Raises CannotCode for binary data and undecidable bytes."""
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, name), encoding
    if utf16 := _utf16_without_mark(raw):
        return _strict(raw, utf16, name), utf16
    sample = raw[:SAMPLE]
    if len(sample) - len(sample.translate(None, CONTROL)) > len(sample) // 200:
        raise CannotCode(problem("binary", name))
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # German and English text that is not UTF-8 is Windows-1252 in practice; others are guessed.
    if _is_windows_1252(sample):
        return raw.decode("cp1252", errors="replace"), "cp1252"
    best = from_bytes(
        sample, cp_isolation=["cp1250", "cp1251", "cp437", "cp850", "mac_roman", "cp1252"]
    ).best()
    if best is None:
        raise CannotCode(problem("encoding", name))
    return raw.decode(best.encoding, errors="replace"), best.encoding


def _is_windows_1252(sample: bytes) -> bool:
    """Whether the bytes make Western words: nine in ten special characters usual, and letters where words go on."""
    try:
        text = sample.decode("cp1252")
    except UnicodeDecodeError:
        return False
    special = [i for i, char in enumerate(text) if ord(char) > 127]
    inside = [i for i in special if 0 < i < len(text) - 1 and text[i - 1].isalpha() and text[i + 1].isalpha()]
    usual = sum(text[i] in WESTERN for i in special)
    return usual >= 0.9 * len(special) and all(text[i].isalpha() or text[i] in "’'–" for i in inside)


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        raise CannotCode(problem("encoding", name)) from None


def _utf16_without_mark(raw: bytes) -> str | None:
    """UTF-16 text in Latin script has a zero in every other byte."""
    sample = raw[:2000]
    if len(sample) < 8:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None
