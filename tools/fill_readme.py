"""Fills what README.md and docs/exports.md show: `python tools/fill_readme.py` (`make readme`), `--check` only compares.

Tables and excerpts are what `aktenlage code` prints for the first example; the figures are those of `docs/quality.json`,
which `make quality` writes.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

README = Path("README.md")
EXPORTS = Path("docs/exports.md")
FIGURES = Path("docs/quality.json")
EXAMPLE = ["examples/de-agentur-besuch.txt", "--published", "2024-03-12"]
# Format -> which lines docs/exports.md shows of it. Longer lines are cut.
EXCERPTS = {
    "plover": slice(0, 2), "polecat": slice(0, 4), "icews": slice(0, 4), "ics": slice(5, 22), "conllu": slice(0, 9),
    "brat": slice(0, 12), "csv": slice(0, 4),
}  # fmt: skip
FOLDERS = {"brat": "de-agentur-besuch.ann", "csv": "events.csv"}
WIDTH = 150
# What the README shows of docs/quality.json: words, section, keys on the way to the number.
ROWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("German trees (GSD, held out): LAS", "grammar", ("de_gsd tree", "LAS")),
    ("English trees (EWT, held out): LAS", "grammar", ("en_ewt tree", "LAS")),
    ("German names (GermEval, held out): F1", "grammar", ("germeval names", "F1")),
    ("German reports: events, F1", "news de", ("events (type)", "F")),
    ("English reports: events, F1", "news en", ("events (type)", "F")),
    ("German sentences: who did what to whom", "gsr de", ("who did what to whom",)),
    ("English sentences: who did what to whom", "gsr en", ("who did what to whom",)),
    ("German quotations: content, speaker and cue, F1", "quotes", ("joint", "F")),
    ("German time expressions: value, F1", "timex", ("all", "value", "F")),
    ("own examples: events, F1", "examples", ("events", "F1")),
)


def fill(text: str, marker: str, content: str) -> str:
    """Puts `content` between `<!-- marker -->` and `<!-- /marker -->`."""
    pattern = re.compile(f"(<!-- {marker} -->\n).*?(<!-- /{marker} -->)", re.S)
    return pattern.sub(lambda m: m[1] + content + m[2], text)


def table() -> str:
    """The printed table in a fence."""
    return fenced(line.rstrip() for line in code().strip().splitlines())


def code(*options: str) -> str:
    """What `aktenlage code` prints for the example."""
    command = [sys.executable, "-m", "aktenlage.cli", "code", *EXAMPLE, *options]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def excerpt(format: str) -> str:
    """Some lines of an export in a fence."""
    with tempfile.TemporaryDirectory() as folder:
        if format in FOLDERS:
            code("--format", format, "--out", folder)
            printed = (Path(folder) / FOLDERS[format]).read_text("utf-8")
        else:
            printed = code("--format", format)
    lines = printed.splitlines()[EXCERPTS[format]]
    return fenced(line if len(line) <= WIDTH else line[:WIDTH] + "…" for line in lines)


def fenced(lines: Iterable[str]) -> str:
    return "```\n" + "\n".join(lines) + "\n```\n"


def figures(found: dict[str, Any]) -> str:
    """The small table of figures; rows whose section was not measured are left out."""
    lines = ["| figure | value | command |", "|---|---|---|"]
    for words, section, keys in ROWS:
        entry = found["sections"].get(section)
        value: Any = entry and entry["figures"]
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        if value is not None:
            lines.append(f"| {words} | {value:.3f} | `{entry['command']}` |")
    return "\n".join(lines) + f"\n\nMeasured on {found['date']}.\n"


def main() -> None:
    """Command line."""
    text = README.read_text("utf-8")
    new = fill(text, "table", table())
    if FIGURES.exists():
        new = fill(new, "figures", figures(json.loads(FIGURES.read_text("utf-8"))))
    pages = {README: (text, new)}
    shown = EXPORTS.read_text("utf-8")
    filled = shown
    for format in EXCERPTS:
        filled = fill(filled, format, excerpt(format))
    pages[EXPORTS] = (shown, filled)
    stale = [str(page) for page, (old, current) in pages.items() if old != current]
    if "--check" in sys.argv:
        sys.exit(f"{', '.join(stale)}: not current; run make readme" if stale else 0)
    for page, (_, current) in pages.items():
        page.write_text(current, encoding="utf-8")


if __name__ == "__main__":
    main()
