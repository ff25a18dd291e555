"""Cuts the tokenizer of 250,000 pieces to the ~38,000 that German and English news need.

Kept: the specials; every single character of Latin script, Greek and Cyrillic letters, digits, punctuation and
currency signs; every piece seen in the shared texts; then the best-scored Latin-script pieces until the number is
full. The model is trained on the cut tokenizer, so training and run time see the same pieces.

A word becomes pieces by itself (`word_pieces`): the tokenizer puts a "▁" before it, and a "▁" that would stand alone
as the first piece is dropped, so that "." is one piece, not two.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from training.names import read_names
from training.treebanks import read_all

SPACE = "▁"
LONGEST = 16  # pieces of one word; an address of a web page does not need more
SPECIALS = 4  # <s> <pad> </s> <unk>
SEPARATE = re.compile(r"\w+|[^\w\s]")


def word_pieces(tokenizer: Tokenizer, word: str) -> list[int]:
    """Piece ids of one word, at least one and at most LONGEST."""
    ids: list[int] = tokenizer.encode(word, add_special_tokens=False).ids
    if len(ids) > 1 and tokenizer.id_to_token(ids[0]) == SPACE:
        ids = ids[1:]
    return ids[:LONGEST] or [3]


def texts(shared: Path) -> Iterator[str]:
    """Every running text in `shared` that is not a treebank or a names collection."""
    for line in (shared / "corpus" / "wikinews-de.jsonl").read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        yield report["title"] + "\n" + report["text"]
    for path in sorted((shared / "corpus" / "wmt-news").iterdir()):
        yield path.read_text(encoding="utf-8")
    for path in sorted((shared / "quotes").rglob("*.json")):
        yield json.loads(path.read_text(encoding="utf-8")).get("originalText", "")
    for path in sorted((shared / "krauts").iterdir()):
        yield re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8"))
    for path in sorted((shared / "gold").rglob("*.*")):
        yield path.read_text(encoding="utf-8")
    for path in sorted((shared / "seed").rglob("*.*")):
        yield path.read_text(encoding="utf-8", errors="replace")


def count_pieces(tokenizer: Tokenizer, shared: Path) -> Counter[str]:
    """Piece -> how often it is seen in the shared texts; five in a neighbour language count as one in German."""
    words: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for group in (read_all(shared), read_names(shared)):
        for sentences in group.values():
            for sentence in sentences:
                count = words if sentence.treebank[:2] in ("de", "en") else others
                count.update(sentence.forms)
                count.update(form for _, _, form in sentence.fused)
    for text in texts(shared):
        for chunk in text.split():
            words.update(SEPARATE.findall(chunk))
            words.update([chunk.strip(".,;:!?\"'()»«„“”")])
    pieces: Counter[str] = Counter()
    for count, times in ((words, 5), (others, 1)):
        for word, number in count.items():
            for piece in word_pieces(tokenizer, word):
                pieces[str(tokenizer.id_to_token(piece))] += times * number
    return Counter({piece: number // 5 for piece, number in pieces.items() if number >= 5})


def is_latin(piece: str) -> bool:
    """Only Latin letters, digits and common punctuation, with or without the leading space sign."""
    core = piece.removeprefix(SPACE)
    return bool(core) and all(
        "LATIN" in unicodedata.name(c, "") if c.isalpha() else (c.isdigit() or c in ".,:;-'’&/%()")
        for c in core
    )


def is_wanted_character(piece: str) -> bool:
    """A single character that a report in Latin script may hold."""
    core = piece.removeprefix(SPACE)
    if len(core) != 1:
        return False
    kind = unicodedata.category(core)
    name = unicodedata.name(core, "")
    if kind[0] in "LM":
        return any(script in name for script in ("LATIN", "GREEK", "CYRILLIC", "COMBINING", "ORDINAL"))
    return kind[0] in "NPS" and ord(core) < 0x2E80


def choose(vocabulary: list[list[Any]], seen: Counter[str], size: int) -> list[int]:
    """Ids of the pieces to keep, in their old order."""
    index = {piece: i for i, (piece, _) in enumerate(vocabulary)}
    kept = set(range(SPECIALS))
    kept.update(i for i, (piece, _) in enumerate(vocabulary) if is_wanted_character(piece) or piece == SPACE)
    for piece, _ in sorted(seen.items(), key=lambda item: (-item[1], item[0])):
        if len(kept) >= size:
            break
        if piece in index:
            kept.add(index[piece])
    by_score = sorted(range(SPECIALS, len(vocabulary)), key=lambda i: -vocabulary[i][1])
    for i in by_score:
        if len(kept) >= size:
            break
        if is_latin(vocabulary[i][0]):
            kept.add(i)
    return sorted(kept)


def prune(full: Path, shared: Path, size: int, out: Path) -> list[int]:
    """Writes `out/tokenizer.json` and `out/kept.json` (old ids in their new order); gives the old ids."""
    tokenizer = Tokenizer.from_file(str(full))
    model = json.loads(full.read_text(encoding="utf-8"))
    vocabulary = model["model"]["vocab"]
    kept = choose(vocabulary, count_pieces(tokenizer, shared), size)
    model["model"]["vocab"] = [[vocabulary[i][0], round(vocabulary[i][1], 3)] for i in kept]
    model["added_tokens"] = [token for token in model["added_tokens"] if token["content"] != "<mask>"]
    out.mkdir(parents=True, exist_ok=True)
    text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
    (out / "tokenizer.json").write_text(text, encoding="utf-8")
    (out / "kept.json").write_text(json.dumps(kept), encoding="utf-8")
    return kept


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tokenizer", type=Path, required=True, help="tokenizer.json of multilingual-e5-small"
    )
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--size", type=int, default=38000)
    parser.add_argument("--out", type=Path, required=True, help="folder for tokenizer.json and kept.json")
    options = parser.parse_args()
    kept = prune(options.tokenizer, options.shared, options.size, options.out)
    print(f"{len(kept)} pieces kept")


if __name__ == "__main__":
    main()
