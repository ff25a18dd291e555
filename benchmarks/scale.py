"""How do time, memory and disk grow with the number of reports? `python -m benchmarks.scale 700 7000 --workers 2`.

The German corpus of the shared folder as often as it takes, each time with other ids and 19 years later, is coded into parts
by the command itself, then loaded into a record in SQLite with its texts. Memory is the most that the command and the largest
of its workers have held. Parts and record lie in a folder that goes with the run, or in `--keep DIR`.

`python -m benchmarks.scale 1000 10000 100000 --load DIR` codes nothing: it loads the parts and texts that `--keep` left in DIR
again and again, each time 20 years later, and says how the record has grown at each of these counts.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import msgspec
import psutil

from aktenlage.parts import lines as part_lines
from aktenlage.parts import written
from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document
from benchmarks.speed import GERMAN

# More than the corpus spans: no two of its copies have a day in common.
LATER = timedelta(days=7000)
EVERY = 0.2  # seconds between two looks at the memory
HEAD = (
    "| reports | coded in s | a second | CPU, ms a report | memory of the command | of a worker | parts, bytes a report | "
    "into SQLite in s | a second | CPU, ms a report | record, bytes a report |\n|---|---|---|---|---|---|---|---|---|---|---|"
)

GROWN = (
    "| reports | events | a second | CPU, ms a report, since the row before | record, bytes a report | memory |\n"
    "|---|---|---|---|---|---|"
)
DATE = re.compile(r'("(?:published|date)":"|(?<=\d)/)(\d{4})')


@dataclass
class Run:
    """What a command took: seconds, seconds of computing in all its processes, and the most memory in MB of itself and of
    the largest process it started."""

    seconds: float
    cpu: float
    own: float
    worker: float


def corpus(shared: Path, count: int) -> Iterator[str]:
    """So many reports as JSON Lines."""
    lines = (shared / GERMAN).read_text("utf-8").splitlines()
    for number in range(count):
        round_, place = divmod(number, len(lines))
        report = json.loads(lines[place])
        day = date.fromisoformat(report["published"]) + round_ * LATER
        report |= {"id": f"{report['id']}-{round_}", "published": day.isoformat()}
        yield json.dumps(report, ensure_ascii=False) + "\n"


def run(*words: str) -> Run:
    """Runs a command of ours and watches its memory."""
    begin, before = time.perf_counter(), _computed()
    process = psutil.Popen([sys.executable, "-m", "aktenlage.cli", *words], stderr=subprocess.DEVNULL)
    own = worker = 0.0
    while process.poll() is None:
        try:
            own = max(own, _peak(process))
            worker = max([worker, *(_peak(child) for child in process.children(recursive=True))])
        except psutil.NoSuchProcess:
            continue  # it ended while we looked
        time.sleep(EVERY)
    if process.returncode not in (0, 3):
        raise SystemExit(f"aktenlage {' '.join(words)} ended with status {process.returncode}")
    return Run(time.perf_counter() - begin, _computed() - before, own, worker)


def _computed() -> float:
    """Seconds that processes which have ended computed for us."""
    times = os.times()
    return times.children_user + times.children_system


def _peak(process: psutil.Process) -> float:
    """The most memory a process has held, in MB; where the system does not tell, what it holds now."""
    status = Path(f"/proc/{process.pid}/status")
    try:
        line = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), "")
    except OSError:
        line = ""
    return int(line.split()[1]) / 1000 if line else process.memory_info().rss / 1e6


def measure(shared: Path, count: int, workers: int, folder: Path) -> str:
    """One row of the table."""
    reports, parts, record = folder / "reports.jsonl", folder / "parts", folder / "akte.db"
    with reports.open("w", encoding="utf-8") as file:
        file.writelines(corpus(shared, count))
    words = ["--format", "jsonl", "--out", str(parts), "--workers", str(workers)]
    coded = run("code", str(reports), *words)
    loaded = run("record", "add", str(parts), "--texts", str(reports), "--db", f"sqlite:///{record}")
    in_parts = sum(file.stat().st_size for file in parts.iterdir()) / count
    row = (
        count, f"{coded.seconds:.0f}", f"{count / coded.seconds:.1f}", f"{1000 * coded.cpu / count:.1f}", f"{coded.own:.0f} MB", f"{coded.worker:.0f} MB",
        f"{in_parts:.0f}", f"{loaded.seconds:.0f}", f"{count / loaded.seconds:.0f}", f"{1000 * loaded.cpu / count:.1f}", f"{record.stat().st_size / count:.0f}",
    )  # fmt: skip
    return f"| {' | '.join(map(str, row))} |"


def copies(folder: Path) -> Iterator[tuple[CodedDocument, Document]]:
    """The coded reports of a folder with their texts, then the same 20 years later, without end."""
    texts = {report.id: report for report in map(_read, (folder / "reports.jsonl").open("rb"))}
    lines = [line.decode() for part in written(folder / "parts") for line in part_lines(part)]
    for round_ in itertools.count():

        def later(found: re.Match[str], years: int = 20 * round_) -> str:
            return f"{found[1]}{int(found[2]) + years:04}"

        for line in lines:
            coded = msgspec.json.decode(DATE.sub(later, line), type=CodedDocument)
            text = texts[coded.document.id]
            coded.document.id += f"-{round_}"
            yield coded, msgspec.structs.replace(text, id=coded.document.id)


def _read(line: bytes) -> Document:
    return msgspec.json.decode(line, type=Document)


def grow(folder: Path, counts: list[int]) -> Iterator[str]:
    """A row each time that a record has come to one of these counts."""
    database = folder / "grown.db"
    for old in folder.glob("grown.db*"):
        old.unlink()
    reports, before = copies(folder), 0
    with Record(f"sqlite:///{database}") as record:
        for count in sorted(counts):
            begin, computed = time.perf_counter(), time.process_time()
            record.add_many(itertools.islice(reports, count - before))
            new = count - before
            seconds, cpu = time.perf_counter() - begin, time.process_time() - computed
            stats, size = record.stats(), sum(file.stat().st_size for file in folder.glob("grown.db*"))
            yield (
                f"| {count} | {stats['events']} | {new / seconds:.0f} | {1000 * cpu / new:.1f} | {size / count:.0f} "
                f"| {_peak(psutil.Process()):.0f} MB |"
            )
            before = count


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=[700, 7000], help="so many reports")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--keep", type=Path, help="folder for corpus, parts and record")
    parser.add_argument("--load", type=Path, metavar="DIR", help="load what is coded there again and again")
    options = parser.parse_args()
    if options.load:
        print(f"load {os.getloadavg()[0]:.1f} at the start\n\n{GROWN}", flush=True)
        for row in grow(options.load, options.counts):
            print(row, flush=True)
        return
    print(f"{options.workers} workers, load {os.getloadavg()[0]:.1f} at the start\n\n{HEAD}", flush=True)
    for count in options.counts:
        with tempfile.TemporaryDirectory() as passing:
            folder = options.keep / str(count) if options.keep else Path(passing)
            folder.mkdir(parents=True, exist_ok=True)
            print(measure(options.shared, count, options.workers, folder), flush=True)


if __name__ == "__main__":
    main()
