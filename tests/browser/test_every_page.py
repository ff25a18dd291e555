"""Each page: it loads without a complaint, has no barrier in light or dark, and fits a telephone."""

from __future__ import annotations

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
pytest.importorskip("fastapi", reason="the extra web is not installed")
from looking import Site, barriers, enter, too_wide
from playwright.sync_api import Page

from aktenlage.web.rendering import event_path, explained_path, report_path
from tools.screenshots import PAGES, addresses


def look(page: Page, address: str) -> None:
    """Opens a page and looks at it in every way."""
    page.set_viewport_size({"width": 1200, "height": 800})
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, address
    assert page.locator("h1").count() == 1
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert barriers(page) == [], (address, scheme)
    page.set_viewport_size({"width": 320, "height": 640})
    assert too_wide(page) == [], address
    page.emulate_media(color_scheme="light")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_examples(page: Page, site: Site, name: str) -> None:
    if name in ("review", "edit"):
        enter(page, site.url)
    look(page, site.url + addresses(site.record)[name])


def test_pages_for_those_who_correct(page: Page, site: Site) -> None:
    enter(page, site.url)
    there = addresses(site.record)
    for name in ("event", "report"):
        look(page, site.url + there[name])
        page.locator("summary").first.click()
        assert barriers(page) == [] and too_wide(page) == [], name


def test_a_page_that_is_not_there(browser, site: Site) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{site.url}/events/none")
        assert barriers(page) == [] and "This cannot be shown" in page.inner_text("h1")


def test_real_reports(page: Page, real: Site) -> None:
    for address in (
        "/",
        "/events",
        "/statements",
        "/reports",
        "/relations",
        "/agenda",
        "/search?q=Regierung",
    ):
        look(page, real.url + address)
    for report in real.record.reports()[:3]:
        look(page, real.url + report_path(report.id, report.source))
    look(page, real.url + explained_path(report.id, report.source))
    for event in real.record.events(limit=2):
        look(page, real.url + event_path(event.id))
