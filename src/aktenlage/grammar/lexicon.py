"""Form -> lemma dictionaries of the package `simplemma`, opened fast and small.

German has 1.1 million forms: as a Python dict they take 107 MB and over a second to load, as simplemma's own stream
19 MB but 0.8 s, spent on one pass that finds where to start reading. That pass does not depend on anything but
simplemma's data, so its result lies in `data/simplemma-de.index.xz`: places in the stream and the form at each.
For another version of simplemma's data (told by its checksum) the pass is made again, which costs the 0.8 s.
`python -m aktenlage.grammar.lexicon` writes the index anew.
"""

from __future__ import annotations

import lzma
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import Lock

from simplemma.strategies.dictionaries import frontcode
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory, _read_decompressed
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamMap

INDEX = Path(__file__).parent / "data" / "simplemma-de.index.xz"
BLOCK = 32  # forms between two starting places
_reading = Lock()
SAME_AS_BEFORE = 254  # simplemma's mark for "same lemma as the form before": no starting place


class IndexedStream(StreamMap):  # type: ignore[misc]
    """simplemma's front-coded stream with an index that was made beforehand."""

    def __init__(self, data: bytes, index: bytes) -> None:
        self._data = data
        self._rev, self._count, self._pos = frontcode._read_header(data)
        places, forms = index.split(b"\n\n", 1)
        self._firsts = forms.split(b"\n")
        place = 0
        self._blocks = []
        for step, form in zip(places.split(), self._firsts, strict=True):
            place += int(step)
            # What a form shares with the one before is a part of itself, so it can seed its own decoding.
            self._blocks.append((place, form, b""))


def make_index(data: bytes) -> bytes:
    """Starting places (as steps) and their forms, for a stream that is not reversed."""
    reverse, _, place = frontcode._read_header(data)
    if reverse:
        raise ValueError(
            "simplemma's German forms are stored in reverse: lexicon.py does not know that layout"
        )
    places, forms = [], []
    since = BLOCK
    last = 0
    for start, form, _ in frontcode._iter_records(data, place):
        since += 1
        suffix = data[start + 1]
        if since >= BLOCK and data[start + 2 + suffix] != SAME_AS_BEFORE:
            places.append(str(start - last))
            forms.append(form)
            last, since = start, 0
    return " ".join(places).encode() + b"\n\n" + b"\n".join(forms)


def dictionary(language: str) -> Mapping[str, str]:
    """Form -> lemma for `de` or `en`. Forms keep their capitals; English has small letters only."""
    with _reading:
        return _dictionary(language)


@cache
def _dictionary(language: str) -> Mapping[str, str]:
    if language == "en":
        english: Mapping[str, str] = DefaultDictionaryFactory().get_dictionary("en")
        return english
    data = _read_decompressed(language)
    german: Mapping[str, str]
    if INDEX.is_file():
        checksum, _, index = lzma.decompress(INDEX.read_bytes()).partition(b"\n")
        if int(checksum) == zlib.crc32(data):
            german = IndexedStream(data, index)
            return german
    german = StreamMap(language)
    return german


@cache
def english_bases() -> frozenset[str]:
    """Every English base form that the dictionary knows."""
    return frozenset(dictionary("en").values())


def main() -> None:
    """Writes the index."""
    data = _read_decompressed("de")
    INDEX.write_bytes(lzma.compress(str(zlib.crc32(data)).encode() + b"\n" + make_index(data), preset=9))
    print(f"{INDEX}: {INDEX.stat().st_size} bytes")


if __name__ == "__main__":
    main()
