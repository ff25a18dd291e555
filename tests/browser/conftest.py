"""Chromium on the pages of a record of real reports. Without Chromium or Playwright these tests are skipped."""

# What these tests need is imported when it is needed: a conftest cannot be skipped, and the test modules can.

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from looking import Site
    from playwright.sync_api import Browser, Page

sys.path.insert(0, str(Path(__file__).parent))

# Real reports beside the project, and how many of them; AKTENLAGE_REPORTS=300 takes more time and sees more.
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "wikinews-de.jsonl"
REPORTS = int(os.environ.get("AKTENLAGE_REPORTS", "40"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    from tools.screenshots import CHROMIUM

    if not Path(CHROMIUM).exists():
        pytest.skip(f"no Chromium at {CHROMIUM}: apt install chromium")
    with sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A record of the examples, with somebody who may correct."""
    from looking import Site

    from aktenlage.record import Record
    from tools.screenshots import fill, served

    with Record(f"sqlite:///{tmp_path_factory.mktemp('browser') / 'akte.db'}") as record:
        fill(record)
        with served(record) as url:
            yield Site(url, record)


@pytest.fixture(scope="session")
def real(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A record of real reports."""
    from looking import Site

    from aktenlage.intake import documents
    from aktenlage.pipeline import code_pairs
    from aktenlage.record import Record
    from aktenlage.shapes import Document, UncodedDocument
    from tools.screenshots import served

    if not CORPUS.exists():
        pytest.skip(f"{CORPUS} is not there")
    with Record(f"sqlite:///{tmp_path_factory.mktemp('real') / 'akte.db'}") as record:
        found = (d for d in documents([str(CORPUS)]) if isinstance(d, Document))
        for pair in code_pairs(d for _, d in zip(range(REPORTS), found, strict=False)):
            if not isinstance(pair, UncodedDocument):
                record.add(pair[1], pair[0])
        with served(record) as url:
            yield Site(url, record)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new reader; whatever the browser complains about fails the test."""
    from looking import Told

    with browser.new_context(viewport={"width": 1200, "height": 800}, reduced_motion="reduce") as context:
        told = Told()
        told.listen(context)
        yield context.new_page()
        assert told.errors == []


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A reader without script, on a small telephone."""
    from looking import Told

    with browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False) as context:
        told = Told()
        told.listen(context)
        yield context.new_page()
        assert told.errors == []
