"""What a page must be for everybody: wide enough for a telephone, and without barriers."""

from __future__ import annotations

from dataclasses import dataclass, field

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, Request

from aktenlage.record import Record
from tools.screenshots import TOKEN

AXE = Axe()
SERIOUS = ("serious", "critical")


@dataclass
class Site:
    """Pages at an address, and the record behind them."""

    url: str
    record: Record


@dataclass
class Told:
    """What the browser complained about."""

    errors: list[str] = field(default_factory=list)

    def listen(self, context: BrowserContext) -> None:
        """To every page of the context."""
        context.on(
            "console", lambda m: self.errors.append(m.text) if m.type in ("error", "warning") else None
        )
        context.on("weberror", lambda e: self.errors.append(str(e.error)))
        context.on("requestfailed", self._failed)

    def _failed(self, request: Request) -> None:
        # What becomes a file is no page any more: the browser calls that aborted.
        if request.failure != "net::ERR_ABORTED":
            self.errors.append(f"{request.url}: {request.failure}")


def barriers(page: Page) -> list[str]:
    """The serious findings of axe-core, each with where it is."""
    found = AXE.run(page).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:160]}"
        for rule in found
        if rule["impact"] in SERIOUS
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> list[str]:
    """The elements that stand out of the window, none if the page can be read without moving it sideways."""
    return page.evaluate(
        """() => document.documentElement.scrollWidth <= window.innerWidth ? [] :
          [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > window.innerWidth + 1)
            .slice(0, 5).map(e => e.outerHTML.slice(0, 120))"""
    )


def enter(page: Page, site: str) -> None:
    """Shows the token."""
    page.goto(f"{site}/edit")
    page.fill("#token", TOKEN)
    page.fill("#author", "kb")
    page.click("main button")
    page.wait_for_selector("text=You correct as kb")
