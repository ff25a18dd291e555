"""Events in reports that should have none, counted on invented reports."""

from __future__ import annotations

import json
from pathlib import Path

from aktenlage.shapes import CodedDocument, DocumentInfo
from benchmarks.unpolitical import Count, chosen, reports, tally


def coded(id_: str) -> CodedDocument:
    info = DocumentInfo(id=id_, language="de", published=None, title=None, source=None, url=None)
    return CodedDocument(document=info, events=[], statements=[], entities=[])


def test_two_hundred_reports_are_chosen_each_once() -> None:
    ids = [id_ for field in chosen().values() for id_ in field]
    assert len(ids) == len(set(ids)) == 200


def test_only_the_chosen_reports_are_read(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus" / "wikinews-de.jsonl"
    corpus.parent.mkdir()
    rows = [
        {"id": f"wikinews-{n}", "title": "T", "text": "Ein Text.", "published": "2020-01-01"} for n in (1, 2)
    ]
    corpus.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    (found,) = reports(tmp_path, {"sport": ["wikinews-2"]})
    assert (found[0], found[1].id) == ("sport", "wikinews-2")


def test_the_rate_is_events_a_report() -> None:
    counts = tally([("sport", coded("a")), ("sport", coded("b")), ("weather", coded("c"))])
    assert counts == {"sport": Count(2, 0), "weather": Count(1, 0)}
    assert Count(20, 3).rate == 0.15
