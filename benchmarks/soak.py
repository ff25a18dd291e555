"""Does the coder keep its word on real reports? Codes a corpus and looks at every span and chain.

    python -m benchmarks.soak [FILE.jsonl] [N]

FILE holds one document a line (`id`, `text`, `language`, `published`); by default the corpus beside the checkout. Prints
the reports coded and every fault: an exception, a span outside its document or empty, a chain of sources with a loop.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from aktenlage import code_many, documents
from aktenlage.shapes import CodedDocument, Document, Entity, Statement

CORPUS = Path(__file__).parent.parent.parent / "shared" / "corpus" / "wikinews-de.jsonl"


def faults(document: Document, coded: CodedDocument) -> Iterator[str]:
    """What is wrong with the statements, speakers and sources of one coded report."""
    text = document.text
    for statement in coded.statements:
        yield from _statement_faults(statement, text)
    for event in coded.events:
        for mention in event.mentions:
            if not 0 <= mention.trigger.start < mention.trigger.end <= len(text):
                yield f"trigger outside the report: {mention.trigger}"
            names = [(s.name, s.country, s.sector) for s in mention.sources]
            if len(names) != len(set(names)):
                yield f"a source vouches for itself: {names}"


def _statement_faults(statement: Statement, text: str) -> Iterator[str]:
    if not statement.spans:
        yield f"no span: {statement.text[:60]!r}"
    last = 0
    for start, end in statement.spans:
        if not last <= start < end <= len(text):
            yield f"span outside the report, empty or out of order: {statement.spans}"
        if not text[start:end].strip():
            yield f"span of nothing: {start}–{end}"
        last = end
    if (statement.start, statement.end) != (statement.spans[0][0], statement.spans[-1][1]):
        yield f"start and end are not those of the spans: {statement.spans}"
    cue = statement.cue
    if cue is not None and text[cue.start : cue.end] != cue.text:
        yield f"cue is not what stands there: {cue}"
    for entity in (statement.speaker, statement.relay, *statement.cospeakers, *statement.addressees):
        if entity is not None and not _stands(entity, text):
            yield f"speaker is not what stands there: {entity}"


def _stands(entity: Entity, text: str) -> bool:
    return text[entity.start : entity.end].split() == entity.text.split()


def soak(path: Path, limit: int | None = None) -> tuple[int, list[str]]:
    """Number of reports coded and all faults, each with the report's id."""
    found: list[str] = []
    coded_reports = 0
    read = islice(documents([str(path)]), limit)
    reports = [report for report in read if isinstance(report, Document)]
    for report, coded in zip(reports, code_many(reports), strict=True):
        coded_reports += 1
        if not isinstance(coded, CodedDocument):
            found.append(f"{report.id}: {coded.error.code}: {coded.error.message}")
            continue
        found += [f"{report.id}: {fault}" for fault in faults(report, coded)]
    return coded_reports, found


def main(arguments: list[str]) -> int:
    """Prints the figures; 1 when something is wrong."""
    path = Path(arguments[0]) if arguments else CORPUS
    number, found = soak(path, int(arguments[1]) if len(arguments) > 1 else None)
    for fault in found:
        print(fault)
    print(f"{number} reports, {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
