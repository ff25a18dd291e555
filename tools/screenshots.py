"""Takes the pictures of the pages for `docs/images`: `python -m tools.screenshots`. Needs Chromium and the extra `development`.

The record is made of the reports under `examples/`, so that nothing of anybody else stands in a picture.
"""

from __future__ import annotations

import csv
import re
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from playwright.sync_api import Page, sync_playwright

from aktenlage.intake import documents
from aktenlage.pipeline import code_pairs
from aktenlage.record import Record
from aktenlage.shapes import Document, UncodedDocument
from aktenlage.web.app import application

EXAMPLES, IMAGES = Path("examples"), Path("docs/images")
CHROMIUM = "/usr/bin/chromium"
TOKEN = "a token of the pictures"
WIDTH, HEIGHT = 1200, 800
# Picture -> address; REPORT, EVENT and PAIR are filled in.
PAGES = {
    "today": "/",
    "events": "/events?sort=last_seen&limit=12",
    "event": "/events/EVENT",
    "report": "/reports/REPORT",
    "explained": "/explained/REPORT",
    "statements": "/statements?kind=direct",
    "reports": "/reports?limit=15",
    "relations": "/relations",
    "pair": "/relations?pair=PAIR&by=month",
    "agenda": "/agenda?today=DAY",
    "search": "/search?q=Gespr*",
    "review": "/review",
    "edit": "/edit",
}


def reports() -> Iterator[Document | UncodedDocument]:
    """The examples, each with its day."""
    yield from documents([str(EXAMPLES / "happenings" / "reports.jsonl")])
    with (EXAMPLES / "published.csv").open(encoding="utf-8") as file:
        days = {row["file"]: row["published"] for row in csv.DictReader(file)}
    for name, day in days.items():
        for document in documents([str(EXAMPLES / name)]):
            if isinstance(document, Document):
                document.published, document.source = day, "Invented Press"
            yield document


def fill(record: Record) -> None:
    """Codes and adds them."""
    for pair in code_pairs(reports()):
        if not isinstance(pair, UncodedDocument):
            document, coded = pair
            record.add(coded, document)


@contextmanager
def served(record: Record) -> Iterator[str]:
    """The pages at an address of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(application(record, edit_token=TOKEN), port=port, log_level="error")
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def addresses(record: Record) -> dict[str, str]:
    """Picture -> address on this record."""
    event = max(record.events(), key=lambda e: (len(e.reports), e.id))
    report = "de-agentur-besuch.txt"
    relations = record.relations()
    counts: dict[tuple[str, str], int] = {}
    for relation in relations:
        pair = (min(relation.actor, relation.recipient), max(relation.actor, relation.recipient))
        counts[pair] = counts.get(pair, 0) + 1
    busiest = max(sorted(counts), key=counts.__getitem__)
    day = max(e.date[:10] for e in record.events(status="planned") if e.date and len(e.date) >= 10)
    filled = {"EVENT": event.id, "REPORT": report, "PAIR": ",".join(busiest), "DAY": day[:8] + "01"}
    return {
        name: re.sub("EVENT|REPORT|PAIR|DAY", lambda m: filled[m[0]], address)
        for name, address in PAGES.items()
    }


def judge(record: Record) -> None:
    """Some decisions, so that there is something to see."""
    accept, change, reject = (event.id for event in record.events(limit=3))
    record.judge("accept", accept, author="kb")
    record.judge("change", change, status="planned", author="kb", comment="the ministry only announces it")
    record.judge("reject", reject, author="kb", comment="a matter of sport")


def shoot(page: Page, site: str, record: Record) -> None:
    """All pictures; the pages of editors after the others."""
    for name, address in addresses(record).items():
        if name == "review":
            judge(record)
            page.goto(f"{site}/edit")
            page.fill("#token", TOKEN)
            page.fill("#author", "kb")
            page.click("main button")
        page.goto(site + address)
        page.screenshot(path=IMAGES / f"{name}.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT})
        print(IMAGES / f"{name}.png")


def main() -> None:
    """Command line."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Record(f"sqlite:///{folder}/akte.db") as record:
        fill(record)
        with served(record) as site, sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM)
            page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, locale="en-GB")
            shoot(page, site, record)
            browser.close()


if __name__ == "__main__":
    main()
