"""Bytes to text: which encoding is it?"""

from __future__ import annotations

import codecs
import re

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
# Codecs of texts; Python has others under the same roof (zip, rot13, idna).
TEXTUAL = re.compile(
    r"utf-(8|16|32)(-sig|-le|-be)?|iso8859-\d+|cp\d+|koi8-\w|mac-\w+|gb\w+|big5\w*|euc_\w+|shift_jis\w*|tis-620"
)
XML_DECLARED = re.compile(rb"^\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")
META_DECLARED = re.compile(rb"<meta[^>]+?charset\s*=\s*[\"']?\s*([A-Za-z0-9._:-]+)", re.IGNORECASE)
META_WITHIN = 4096  # bytes; browsers look at the first 1024


def decode(raw: bytes, name: str, declared: str | None = None) -> tuple[str, str]:
    """Text and the encoding it was read in: by byte order mark, as declared, else as it looks.

    Raises CannotCode for binary data and undecidable bytes.
    """
    for mark, encoding in BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, name), encoding
    if utf16 := _utf16_without_mark(raw):
        return _strict(raw, utf16, name), utf16
    sample = raw[:SAMPLE]
    if len(sample) - len(sample.translate(None, CONTROL)) > len(sample) // 200:
        raise CannotCode(problem("binary", name))
    # Before any declaration: what holds as UTF-8 is UTF-8, servers often say Latin-1 out of habit.
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    if (known := codec(declared)) is not None:
        try:
            return raw.decode(known), known
        except UnicodeDecodeError:
            pass
    # German and English text that is not UTF-8 is Windows-1252 in practice; others are guessed.
    if _is_windows_1252(sample):
        return raw.decode("cp1252", errors="replace"), "cp1252"
    from charset_normalizer import from_bytes

    best = from_bytes(
        sample, cp_isolation=["cp1250", "cp1251", "cp437", "cp850", "mac_roman", "cp1252"]
    ).best()
    if best is None:
        raise CannotCode(problem("encoding", name))
    return raw.decode(best.encoding, errors="replace"), best.encoding


def codec(declared: str | None) -> str | None:
    """Python's name of a declared encoding, None for unknown ones; Latin-1 is read as Windows-1252, as browsers do."""
    try:
        name = codecs.lookup((declared or "").strip()).name
    except (LookupError, ValueError):
        return None
    if name in ("iso8859-1", "ascii"):
        return "cp1252"
    return name if TEXTUAL.fullmatch(name) else None


def declared_in(raw: bytes) -> str | None:
    """The encoding that an XML declaration or an HTML meta element names."""
    found = XML_DECLARED.search(raw[:META_WITHIN]) or META_DECLARED.search(raw[:META_WITHIN])
    return found[1].decode("ascii") if found else None


def charset_of(parameters: str) -> str | None:
    """The charset among the parameters of a Content-Type header."""
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip("\"'") or None
    return None


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
