"""Plain text: every character stays, and the first line is part of the text, headline or not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from aktenlage.intake.encoding import decode
from aktenlage.intake.origin import LONGEST, Found, Options, Origin
from aktenlage.problems import CannotCode, problem
from aktenlage.shapes import Document

# Four bytes a character at most: more cannot be a report of the permitted length.
LIMIT = 4 * LONGEST + 4


def reports(stream: BinaryIO, origin: Origin, options: Options) -> Iterator[Found]:
    """The one report of a text file, its id the file's name."""
    yield Document(id=origin.name, text=text_of(stream, origin, options))


def text_of(stream: BinaryIO, origin: Origin, options: Options) -> str:
    """The whole text. Raises CannotCode for binary data and for more than a report."""
    raw = stream.read(LIMIT + 1)
    if len(raw) > LIMIT:
        decode(raw[:4000], origin.where)  # binary data is called binary, not long
        raise CannotCode(
            problem("too-long", origin.where, size=f"more than {LONGEST:,}", limit=f"{LONGEST:,}")
        )
    text, encoding = decode(raw, origin.where, origin.encoding)
    if encoding not in ("utf-8", "utf-8-sig", origin.encoding):
        options.note(f"{origin.where}: read as {encoding}; save it as UTF-8 to be sure of every letter")
    return text
