"""How fast are the pages of a large record? `python -m benchmarks.pages` builds one and asks it with wrk.

The record is made of the synthetic reports of `benchmarks.record`, with places on the map, plans and statements besides, and grown
by copies. `aktenlage serve` then answers 16 readers at a time, page by page: all ask for the same, as they do in the morning, and
no two ask for the same, so that nothing is remembered. Then the server's memory over 10,000 requests of all pages, one in ten
made anew. Needs wrk (apt install wrk) and psutil.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date, timedelta
from pathlib import Path

import httpx
import psutil
from sqlalchemy import text

from aktenlage.record import Record
from aktenlage.shapes import CodedDocument, Document, Entity, Span, Statement
from benchmarks.growing import grow
from benchmarks.record import reports

READERS, ALL_PAGES, COPIES = 16, 10_000, 10
SCRIPT = """
done = function(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format("told %.2f %.2f %.2f %d\\n", summary.requests * 1e6 / summary.duration, latency:percentile(50) / 1000,
    latency:percentile(95) / 1000, errors.status + errors.timeout + errors.connect + errors.read + errors.write))
end
"""
ANEW = """
local number = 0
request = function()
  number = number + 1
  return wrk.format("GET", "PATH" .. "n=" .. number .. os.time())
end
"""


def told(count: int, seed: int = 1) -> Iterator[tuple[CodedDocument, Document]]:
    """The reports of `benchmarks.record` with two statements each, coordinates, and one event in eight ahead of its report."""
    rng = random.Random(seed)
    where: dict[str, tuple[float, float]] = {}
    for coded, document in reports(count, seed):
        for event in coded.events:
            (mention,) = event.mentions
            if mention.place is not None:
                spot = where.setdefault(mention.place.name, (rng.uniform(-50, 65), rng.uniform(-120, 150)))
                mention.place.latitude, mention.place.longitude = spot
            if rng.random() < 0.125 and document.published:
                ahead = date.fromisoformat(document.published) + timedelta(days=rng.randint(1, 60))
                mention.status = event.status = "planned"
                mention.date = event.date = ahead.isoformat()
        speakers = [e.actors[0] for e in coded.events if e.actors]
        coded.statements = (
            [_said(rng.choice(speakers), document.text, rng) for _ in range(2)] if speakers else []
        )
        yield coded, document


def _said(speaker: Entity, words: str, rng: random.Random) -> Statement:
    start = rng.randrange(len(words) // 2)
    end = start + 90
    return Statement(
        kind="indirect", speaker=speaker, cospeakers=[], addressees=[], relay=None, cue=Span(text="said", start=0, end=4),
        start=start, end=end, spans=[(start, end)], text=words[start:end], date=None,
    )  # fmt: skip


def build(url: str, events: int, copies: int) -> None:
    """Fills a record through `Record.add` until it holds one in `copies` of the events, and grows it by copies (`growing.py`)."""
    with Record(url) as record:
        for number, (coded, document) in enumerate(told(events), 1):
            record.add(coded, document)
            if number % 100 == 0 and record.stats()["events"] * copies >= events:
                break
        grow(record, record.stats()["mentions"] * copies)
        with record._engine.begin() as connection:
            connection.execute(text("ANALYZE"))


@contextmanager
def serving(url: str) -> Iterator[tuple[str, psutil.Process]]:
    """`aktenlage serve` on the record: its address and its process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aktenlage.cli", "serve", "--db", url, "--port", str(port)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while True:
            with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", psutil.Process(server.pid)
    finally:
        server.terminate()
        server.wait()


def pages(url: str) -> dict[str, str]:
    """What is asked: name -> address."""
    with Record(url) as record:
        (event,) = record.events_page(limit=1).items
        day = record.newest_day()
    report = event.reports[0].id
    return {
        "today": "/", "events": "/events", "events of a country": "/events?actor=CLZ", "event": f"/events/{event.id}",
        "statements": "/statements", "reports": "/reports", "report": f"/reports/{report}", "relations": "/relations",
        "relations of a pair": "/relations?pair=AKX,AKY", "agenda": f"/agenda?today={day}", "search": "/search?q=acted",
        "API events": "/api/v1/events", "matrix as SVG": "/charts/matrix.svg",
    }  # fmt: skip


def asked(site: str, address: str, seconds: int, folder: Path, anew: bool) -> tuple[float, float, float]:
    """Requests a second, median and 95 of 100 in milliseconds; `anew`: no two requests ask for the same."""
    script = folder / "wrk.lua"
    path = address + ("&" if "?" in address else "?")
    script.write_text(SCRIPT + (ANEW.replace("PATH", path) if anew else ""))
    command = [
        "wrk",
        "-t1",
        f"-c{READERS}",
        f"-d{seconds}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
        site + address,
    ]
    httpx.get(site + address, timeout=60).raise_for_status()  # before: what is remembered is made once
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"told ([\d.]+) ([\d.]+) ([\d.]+) (\d+)", printed)
    if found is None or int(found[4]):
        raise SystemExit(f"{address}: {printed}")
    return float(found[1]), float(found[2]), float(found[3])


def memory(site: str, server: psutil.Process, addresses: list[str]) -> list[int]:
    """MiB of the server's memory at the start, after 1,000 requests and so on; each address is asked ten times."""
    sizes = [server.memory_info().rss >> 20]
    with httpx.Client(base_url=site, timeout=60) as client:
        for number in range(1, ALL_PAGES + 1):
            address = addresses[number % len(addresses)]
            again = number // (10 * len(addresses))
            client.get(f"{address}{'&' if '?' in address else '?'}n={again}").raise_for_status()
            if number % (ALL_PAGES // 10) == 0:
                sizes.append(server.memory_info().rss >> 20)
    return sizes


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=100_000, metavar="N")
    parser.add_argument("--db", metavar="URL", help="a record to ask, or to build if it is not there")
    parser.add_argument("--seconds", type=int, default=5, metavar="N", help="for each page")
    parser.add_argument("--no-memory", action="store_true", help=f"do not ask {ALL_PAGES:,} times")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        raise SystemExit("wrk is missing: apt install wrk")
    with tempfile.TemporaryDirectory(prefix="aktenlage-bench-") as name:
        folder = Path(name)
        url = options.db or f"sqlite:///{folder}/akte.db"
        if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
            begun = time.perf_counter()
            build(url, options.events, COPIES)
            print(f"built in {time.perf_counter() - begun:.0f} s", flush=True)
        with Record(url) as record:
            print(
                ", ".join(f"{number:,} {what}" for what, number in record.stats().items() if number),
                flush=True,
            )
        told_pages = pages(url)
        with serving(url) as (site, server):
            print(f"{'':22}{'the same, asked again':>30}{'made anew each time':>30}")
            print(f"{'':22}" + f"{'a second':>10}{'median':>10}{'95 %':>10}" * 2)
            for name, address in told_pages.items():
                figures = [asked(site, address, options.seconds, folder, anew) for anew in (False, True)]
                cells = "".join(
                    f"{rate:>10.0f}{median:>7.0f} ms{p95:>7.0f} ms" for rate, median, p95 in figures
                )
                print(f"{name:22}{cells}", flush=True)
            if not options.no_memory:
                sizes = memory(site, server, list(told_pages.values()))
                print(f"memory over {ALL_PAGES:,} requests: {', '.join(map(str, sizes))} MiB")


if __name__ == "__main__":
    main()
