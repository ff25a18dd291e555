"""Finds the offsets of hand-written gold: `python tools/place_gold.py` from the project root, `--check` only verifies.

An entry of `examples/gold/events.jsonl` without `start` names its place by `sentence`, the first words of the sentence
that its trigger stands in; a statement without `start` by its `text`, which may be shortened with " … ".
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from aktenlage.gold import GoldMention, GoldStatement

EXAMPLES = Path("examples")
GAP = " … "


class Misplaced(ValueError):
    """Words that do not occur, or occur twice."""


def only(text: str, words: str, start: int = 0) -> int:
    """Where `words` stand in `text` from `start` on. Raises Misplaced unless they stand there exactly once."""
    place = text.find(words, start)
    if place < 0:
        raise Misplaced(f"{words!r} does not occur")
    if text.find(words, place + 1) >= 0:
        raise Misplaced(f"{words!r} occurs more than once; name more of it, or the sentence")
    return place


def place_mention(entry: dict[str, Any], text: str) -> None:
    """Fills in `start`: the first time the trigger occurs in its sentence."""
    if "start" not in entry:
        if "sentence" not in entry:
            raise Misplaced("needs start or sentence")
        sentence = only(text, entry["sentence"])
        start = text.find(entry["trigger"], sentence)
        if start < 0:
            raise Misplaced(f"trigger {entry['trigger']!r} does not occur after {entry['sentence']!r}")
        entry["start"] = start
    entry.pop("sentence", None)
    there = text[entry["start"] : entry["start"] + len(entry["trigger"])]
    if there != entry["trigger"]:
        raise Misplaced(f"at {entry['start']} stands {there!r}, not {entry['trigger']!r}")


def place_statement(entry: dict[str, Any], text: str) -> None:
    """Fills in `start` and `end`, and `text` in full."""
    if "start" not in entry:
        first, _, last = entry["text"].partition(GAP)
        begin = only(text, entry["sentence"]) if "sentence" in entry else 0
        start = text.find(first, begin) if begin else only(text, first)
        end = text.find(last, start + len(first)) + len(last) if last else start + len(first)
        if start < 0 or end < start + len(first):
            raise Misplaced(f"{entry['text']!r} does not occur")
        entry.update(start=start, end=end, text=text[start:end])
    entry.pop("sentence", None)
    there = text[entry["start"] : entry["end"]]
    if there != entry["text"]:
        raise Misplaced(f"at {entry['start']}..{entry['end']} stands {there!r}, not the text")


def place(path: Path, write: bool) -> list[str]:
    """Places every entry of one gold file; what is wrong comes as `file:line: what`."""
    shape = GoldMention if path.stem == "events" else GoldStatement
    faults, lines = [], []
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if line.strip():
            try:
                entry = json.loads(line)
                text = (EXAMPLES / f"{entry['doc']}.txt").read_text("utf-8")
                if not write and "start" not in entry:
                    raise Misplaced("has no start yet; run without --check")
                (place_mention if shape is GoldMention else place_statement)(entry, text)
                msgspec.convert(entry, shape)
                order = {key: entry.pop(key) for key in ("doc", "start", "end") if key in entry}
                line = json.dumps(order | entry, ensure_ascii=False)
            except (Misplaced, KeyError, OSError, ValueError) as error:
                faults.append(f"{path}:{number}: {error}")
        lines.append(line)
    if write:
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return faults


def main() -> None:
    """Command line."""
    write = "--check" not in sys.argv
    files = [
        path for name in ("events", "statements") if (path := EXAMPLES / "gold" / f"{name}.jsonl").exists()
    ]
    faults = [fault for path in files for fault in place(path, write)]
    print("\n".join(faults) or f"{len(files)} gold files in place")
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
