"""What people do: filter, open, correct, undo, download; with the keyboard alone, and without script."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("playwright", reason="playwright is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
pytest.importorskip("fastapi", reason="the extra web is not installed")
from looking import Site, enter, too_wide
from playwright.sync_api import Page, expect

from aktenlage.web.rendering import event_path, report_path
from tools.screenshots import addresses


def test_filtering_opening_and_downloading_without_script(plain: Page, site: Site) -> None:
    plain.goto(f"{site.url}/events")
    plain.select_option("#f-type", "CONSULT")
    plain.click("text=Show")
    assert "type=CONSULT" in plain.url
    wanted = {event.id for event in site.record.events(type="CONSULT")}
    with plain.expect_download() as download:
        plain.click("text=jsonl")
    lines = download.value.path().read_text("utf-8").splitlines()
    assert {json.loads(line)["id"] for line in lines} == wanted
    plain.click("tbody a >> nth=0")
    assert plain.url.rsplit("/", 1)[1] in wanted
    plain.click("text=in its report >> nth=0")
    assert "/reports/" in plain.url and plain.locator(".words .trigger").count()


def test_correcting_without_script(plain: Page, site: Site) -> None:
    enter(plain, site.url)
    before = site.record.reviewed()
    plain.goto(f"{site.url}/review")
    event = plain.locator("input[name=event] >> nth=0").get_attribute("value")
    assert event is not None
    plain.click("summary:has-text('Change')")
    plain.fill("#c-date", "2020-02-02")
    plain.fill("#c-actors", "China|CHN|\nAngela Merkel|DEU|GOV")
    plain.fill("#c-comment", "by way of trial")
    plain.click("text=Right as it stands here")
    changed = site.record.show(event)
    assert changed.date == "2020-02-02" and [a.name for a in changed.actors] == ["China", "Angela Merkel"]
    plain.goto(site.url + event_path(event))
    expect(plain.locator("main")).to_contain_text("changed by kb")
    plain.goto(f"{site.url}/edit")
    expect(plain.locator("tbody tr").first).to_contain_text("by way of trial")
    plain.click("text=Undo >> nth=0")
    assert site.record.reviewed() == before


def test_single_keys(page: Page, site: Site) -> None:
    enter(page, site.url)
    before = site.record.reviewed()
    page.goto(f"{site.url}/review")

    def shown() -> str:
        return page.locator("input[name=event] >> nth=0").input_value()

    first = shown()
    with page.expect_navigation():
        page.keyboard.press("a")
    second = shown()
    assert second != first and site.record.show(first).review == "judged"
    with page.expect_navigation():
        page.keyboard.press("r")
    assert site.record.show(second).review == "rejected"
    with page.expect_navigation():
        page.keyboard.press("s")
    assert shown() not in (first, second)
    page.keyboard.press("c")
    expect(page.locator("#c-type")).to_be_focused()
    page.focus("#c-comment")
    page.keyboard.type("an area")
    expect(page.locator("#c-comment")).to_have_value("an area")
    page.keyboard.press("Escape")
    page.fill(".decide [name=comment]", "no reason yet")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    for _ in range(2):
        with page.expect_navigation():
            page.keyboard.press("u")
    assert site.record.reviewed() == before


def test_a_report_with_the_keyboard_alone(page: Page, site: Site) -> None:
    enter(page, site.url)
    report = next(r for r in site.record.reports() if r.id == "de-agentur-besuch.txt")
    page.goto(site.url + report_path(report.id, report.source))
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.words a.trigger')"):
            break
    word = page.locator(":focus")
    group = re.search(r"\be\d+\b", word.get_attribute("class") or "")
    assert group is not None
    lit = page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
    assert lit == "rgb(255, 224, 138)"
    page.keyboard.press("Enter")
    assert page.url.endswith(f"#{group[0]}")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id").startswith("e")
    with page.expect_navigation():
        page.keyboard.press("r")
    assert page.locator("li.rejected").count() == 1
    with page.expect_navigation():
        page.keyboard.press("u")
    assert page.locator("li.rejected").count() == 0


def test_a_wide_matrix_on_a_telephone_moves_by_itself(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{site.url}/relations")
    matrix = page.locator(".wide").first
    assert matrix.evaluate("e => e.scrollWidth > e.clientWidth") and too_wide(page) == []
    matrix.focus()
    page.keyboard.press("ArrowRight")
    moved = (
        "e => new Promise(done => e.scrollLeft ? done(true) : e.addEventListener('scroll', () => done(true)))"
    )
    assert matrix.evaluate(moved)


def test_the_calendar_and_the_gold_are_files(page: Page, site: Site) -> None:
    enter(page, site.url)
    page.goto(site.url + addresses(site.record)["agenda"])
    with page.expect_download() as calendar:
        page.click("text=Calendar (.ics)")
    assert calendar.value.path().read_text("utf-8").startswith("BEGIN:VCALENDAR")
    page.goto(f"{site.url}/edit")
    with page.expect_download() as gold:
        page.click("text=What is judged, as gold")
    assert gold.value.suggested_filename == "aktenlage-gold.zip"
