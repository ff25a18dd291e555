"""Does the coder invent? `python -m benchmarks.unpolitical --shared ../shared` counts the events in unpolitical reports.

`unpolitical.toml` names 200 German reports of sport, accidents, weather, markets, culture, science and crime without
politics, chosen by their titles. Few of them may hold an event all the same: a rescue by soldiers, an arrest.
"""

from __future__ import annotations

import argparse
import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from aktenlage.shapes import CodedDocument, Document, Mention

CORPUS = Path("corpus/wikinews-de.jsonl")


class Found(NamedTuple):
    """A mention of a report that should have none."""

    field: str
    title: str
    sentence: str
    mention: Mention


class Count(NamedTuple):
    """Reports of a field, and the events coded in them."""

    reports: int
    events: int

    @property
    def rate(self) -> float:
        """Events a report."""
        return self.events / max(1, self.reports)


def chosen() -> dict[str, list[str]]:
    """Field -> ids of the corpus."""
    listed = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {field: [f"wikinews-{number}" for number in numbers] for field, numbers in listed.items()}


def reports(shared: Path, fields: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, Document]]:
    """(field, report) of the chosen ids. Raises FileNotFoundError without the corpus."""
    wanted = {id_: field for field, ids in fields.items() for id_ in ids}
    with (shared / CORPUS).open(encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            if field := wanted.get(entry["id"]):
                yield (
                    field,
                    Document(
                        id=entry["id"],
                        title=entry["title"],
                        text=entry["text"],
                        published=entry["published"],
                        language="de",
                    ),
                )


def tally(coded: Iterable[tuple[str, CodedDocument]]) -> dict[str, Count]:
    """Field -> reports and events."""
    counts: dict[str, Count] = {}
    for field, document in coded:
        before = counts.get(field, Count(0, 0))
        counts[field] = Count(before.reports + 1, before.events + len(document.events))
    return counts


def found(field: str, report: Document, document: CodedDocument) -> Iterator[Found]:
    """The mentions of one coded report."""
    for mention in (m for event in document.events for m in event.mentions):
        sentence = " ".join(report.text[mention.start : mention.end].split())
        yield Found(field, report.title or report.id, sentence, mention)


def coded_reports(shared: Path) -> Iterator[tuple[str, Document, CodedDocument]]:
    """(field, report, its coding) of the chosen ids."""
    from aktenlage import code_many

    chosen_ones = list(reports(shared, chosen()))
    for (field, report), document in zip(chosen_ones, code_many(r for _, r in chosen_ones), strict=True):
        if isinstance(document, CodedDocument):
            yield field, report, document


def figures(shared: Path) -> dict[str, float]:
    """What `benchmarks.quality` writes down: events a report, in all and by field."""
    counts = tally((field, document) for field, _, document in coded_reports(shared))
    whole = Count(sum(c.reports for c in counts.values()), sum(c.events for c in counts.values()))
    return {"events a report": whole.rate, **{field: count.rate for field, count in counts.items()}}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print the first N events")
    options = parser.parse_args()
    coded = list(coded_reports(options.shared))
    counts = tally((field, document) for field, _, document in coded)
    everything = Count(sum(c.reports for c in counts.values()), sum(c.events for c in counts.values()))
    for field, count in {**counts, "all": everything}.items():
        print(f"{field:<10} {count.reports:>4} reports {count.events:>4} events  {count.rate:.2f} a report")
    every = (one for field, report, document in coded for one in found(field, report, document))
    for one in islice(every, options.show):
        m = one.mention
        who = ", ".join(e.name or e.text for e in m.actors), ", ".join(e.name or e.text for e in m.recipients)
        print(
            f"\n{one.field}: {one.title}\n  {one.sentence}\n  {m.type} {m.trigger.text}: {who[0] or '-'} > {who[1] or '-'}"
        )


if __name__ == "__main__":
    main()
