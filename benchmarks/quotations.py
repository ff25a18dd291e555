"""Who said what, in English: the marked reports of `examples/quotations`, as its README describes them.

    python -m benchmarks.quotations [FILE]

Prints precision, recall and F1 of the statements, direct and all, and the share of the found with the right speaker.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from aktenlage import code
from aktenlage.shapes import CodedDocument, Document, Statement

FILE = Path(__file__).parent.parent / "examples" / "quotations" / "en.txt"
OPEN = re.compile(r"\{(direct\+?|indirect|free-indirect|reported)\|([^|{}]+)\|")
SHARED = 0.5


@dataclass
class Said:
    """One marked statement: kind, speaker's name, character spans."""

    kind: str
    speaker: str
    spans: list[tuple[int, int]]


@dataclass
class Report:
    """A report without its marks, and the statements that they marked."""

    name: str
    text: str
    said: list[Said] = field(default_factory=list)


@dataclass
class Rates:
    """Counts of found, extra and missed statements, and of right speakers among the found."""

    found: int = 0
    extra: int = 0
    missed: int = 0
    speakers: int = 0

    @property
    def precision(self) -> float:
        return self.found / max(1, self.found + self.extra)

    @property
    def recall(self) -> float:
        return self.found / max(1, self.found + self.missed)

    @property
    def f1(self) -> float:
        return 2 * self.found / max(1, 2 * self.found + self.extra + self.missed)

    @property
    def speaker(self) -> float:
        return self.speakers / max(1, self.found)


def marked(name: str, source: str) -> Report:
    """Takes the marks out of a report. Raises ValueError where a mark is not closed."""
    text, at = "", 0
    said: list[Said] = []
    stack: list[tuple[str, str, int]] = []
    while at < len(source):
        if mark := OPEN.match(source, at):
            stack.append((mark[1], mark[2], len(text)))
            at = mark.end()
        elif source[at] == "}":
            kind, speaker, start = stack.pop()
            if kind == "direct+":
                next(s for s in reversed(said) if s.kind == "direct").spans.append((start, len(text)))
            else:
                said.append(Said(kind, speaker, [(start, len(text))]))
            at += 1
        else:
            text += source[at]
            at += 1
    if stack:
        raise ValueError(f"{name}: a mark is not closed: {stack[-1][:2]}")
    return Report(name, text, said)


def reports(path: Path = FILE) -> list[Report]:
    """The reports of a marked file."""
    parts = re.split(r"^== (\S+)\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    return [marked(name, source.strip()) for name, source in zip(parts[::2], parts[1::2], strict=True)]


def score(report: Report, coded: CodedDocument, rates: Rates, kind: str | None = None) -> list[str]:
    """Adds one report to the counts; gives back what was missed or extra, a line each."""
    wanted = [s for s in report.said if kind in (None, s.kind)]
    given = [s for s in coded.statements if kind in (None, s.kind)]
    pairs = sorted(
        ((_shared(w.spans, g.spans), i, j) for i, w in enumerate(wanted) for j, g in enumerate(given)),
        reverse=True,
    )
    left, used = set(range(len(wanted))), set[int]()
    notes: list[str] = []
    for overlap, i, j in pairs:
        if overlap >= SHARED and i in left and j not in used:
            left.discard(i)
            used.add(j)
            rates.found += 1
            right = _is(wanted[i].speaker, given[j])
            rates.speakers += right
            if not right:
                who = given[j].speaker
                notes.append(f"speaker {wanted[i].speaker} | {who.name if who else None} | {given[j].text}")
    rates.missed += len(left)
    rates.extra += len(given) - len(used)
    notes += [f"missed {wanted[i].kind} | {report.text[slice(*wanted[i].spans[0])]}" for i in left]
    notes += [f"extra {s.kind} | {s.text}" for j, s in enumerate(given) if j not in used]
    return notes


def _shared(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> float:
    """Characters in both by characters in either."""
    one, two = ({i for a, b in spans for i in range(a, b)} for spans in (some, others))
    return len(one & two) / max(1, len(one | two))


def _is(name: str, statement: Statement) -> bool:
    who = statement.speaker
    return who is not None and any(name.casefold() in words.casefold() for words in (who.name, who.text))


def main(path: Path = FILE) -> None:
    """Prints the figures."""
    every, direct = Rates(), Rates()
    for report in reports(path):
        coded = code(Document(id=report.name, text=report.text, language="en", published="2023-06-19"))
        assert isinstance(coded, CodedDocument)
        for note in score(report, coded, every):
            print(f"  {report.name}: {note}")
        score(report, coded, direct, "direct")
    for title, rates in (("all statements", every), ("direct", direct)):
        print(
            f"{title}: precision {rates.precision:.3f}, recall {rates.recall:.3f}, F1 {rates.f1:.3f}; "
            f"speaker right on {rates.speaker:.3f} of the found"
        )


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
