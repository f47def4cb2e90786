"""Opening a page and waiting for it to be whole."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.registry import PAGES

PATIENCE = 60_000
DATE = {"known_at": "2004-02-12"}


def open_whole(page: Page, address: str) -> None:
    """Open an address and wait until its page has been drawn to its end."""
    page.goto(address)
    whole(page)


def whole(page: Page) -> None:
    """Wait for the heading, the frame, and the end of the run."""
    expect(page.locator(".stMain h1").first).to_be_visible(timeout=PATIENCE)
    running = page.locator("[data-testid=stApp][data-test-script-state=notRunning]")
    running.wait_for(timeout=PATIENCE)
    expect(page.locator("[data-stale=true]")).to_have_count(0, timeout=PATIENCE)


def heading(page: Page) -> str:
    return page.locator(".stMain h1").inner_text()


def every_address(server: str) -> list[str]:
    """Every page, and some where most is drawn."""
    more = ["rollout-map?initiative=case-progression-unit&known_at=2004-07-12"]
    return [f"{server}/{address}" for address in (*(p.address for p in PAGES), *more)]
