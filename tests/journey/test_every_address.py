"""Every address on a small screen that becomes a wide one.

Nothing leaves the machine, everything has a name, and nothing needs scrolling sideways.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

from tests.journey.looking import PATIENCE, every_address, open_whole

pytestmark = pytest.mark.browser

SOURCES = """() => [...document.querySelectorAll('link[href], script[src], img[src]')]
    .map(e => e.href || e.src)"""
NAMELESS = """() => [...document.querySelectorAll('.stMain svg, .stMain img')].filter(e =>
    !e.closest('[aria-hidden=true], [role=img][aria-label], [role=figure][aria-label]') &&
    !e.getAttribute('aria-label') && !e.getAttribute('aria-labelledby') &&
    !e.querySelector(':scope > title') && !e.getAttribute('alt') &&
    !e.closest('[data-testid=stElementToolbar]')
).map(e => e.outerHTML.slice(0, 160))"""
FITS = """width => [document.documentElement, document.querySelector('.stMain')]
    .every(e => e.scrollWidth <= width)"""
FRAME = ("h1", ".store-label", ".st-key-later button:visible", ".st-key-earlier button:visible")
TOLD = "table.plain th[scope=row], table.plain .figure, .card strong"
OUTSIDE = """([selector, width]) => [...document.querySelectorAll(selector)].filter(e => {
    const box = e.getBoundingClientRect();
    return !e.closest('.scroll') && (box.width === 0 || box.left < 0 || box.right > width);
}).map(e => e.outerHTML)"""
CUT = """width => [
    ...[...document.querySelectorAll('.newest thead th:last-child')]
        .filter(head => head.getBoundingClientRect().right > width),
    ...[...document.querySelectorAll('.outcomes .bar span')]
        .filter(part => part.scrollWidth > part.clientWidth),
].map(found => found.textContent)"""
"""The newest months of grids that a small screen does not show first, and names that are cut."""
SETTLING = 20_000
"""Milliseconds that a page may take to fit a screen that became smaller."""
FIELDS = ".stMain input:visible:not([tabindex='-1']), .stMain textarea:visible"


@dataclass(slots=True)
class Seen:
    """What a visitor to every address came by."""

    asked: list[str] = field(default_factory=list)
    """Every address that was asked for, or that something on a page could ask for."""
    headings: dict[str, int] = field(default_factory=dict)
    """Headings of the first rank by address."""
    nameless: dict[str, list[str]] = field(default_factory=dict)
    """Graphics and fields without a name by address."""
    cramped: dict[str, list[str]] = field(default_factory=dict)
    """What a small screen does not show whole by address."""


@pytest.fixture(scope="module")
def seen(browser: Browser, demo_server: str) -> Iterator[Seen]:
    """One visit to every address, at 375 and 320 pixels and at 1280 with all tables opened."""
    days = ("2003-01-09", dt.date.today())  # the date in view at either end of the line
    ends = [f"{demo_server}/rollout-map?known_at={day}" for day in days]
    found = Seen()
    expect.set_options(timeout=PATIENCE)
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE)
        context.on("request", lambda request: found.asked.append(request.url))
        page = context.new_page()
        page.on("websocket", lambda socket: found.asked.append(socket.url))
        for address in [*every_address(demo_server), *ends]:
            page.set_viewport_size({"width": 375, "height": 812})
            open_whole(page, address)
            found.cramped[address] = [*_cramped(page, 375), *_cramped(page, 320)]
            page.set_viewport_size({"width": 1280, "height": 900})
            found.headings[address] = page.locator("h1").count()
            found.nameless[address] = [*page.evaluate(NAMELESS), *_nameless_fields(page)]
            for table in page.locator("[data-testid=stExpander] summary").all():
                table.click()
            expect(page.locator("[data-stale=true]")).to_have_count(0)
            drawn = page.evaluate(SOURCES)
            found.asked += [url for url in drawn if not url.startswith(("data:", "blob:"))]
        yield found


def _cramped(page: Page, width: int) -> Iterator[str]:
    """What is not whole at a width, and that there is more than the width shows."""
    page.set_viewport_size({"width": width, "height": 812})
    try:
        page.wait_for_function(FITS, arg=width, timeout=SETTLING)
    except TimeoutError:
        yield f"{width}: needs scrolling sideways"
    yield from (f"{width}: {key}" for key in FRAME if not _within(page, f".stMain {key}", width))
    for cut in (*page.evaluate(OUTSIDE, [TOLD, width]), *page.evaluate(CUT, width)):
        yield f"{width}: {cut}"


def _nameless_fields(page: Page) -> list[str]:
    entries = page.locator(FIELDS).all()
    return [str(e.evaluate("e => e.outerHTML")) for e in entries if not _has_name(e)]


def _has_name(entry: Locator) -> bool:
    return bool(
        entry.evaluate(
            "e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
            " || e.labels?.length || e.type === 'file'"
        )
    )


def test_no_request_leaves_the_machine(seen: Seen):
    asked = [urlsplit(url) for url in seen.asked]
    assert {url.hostname for url in asked if url.scheme not in ("data", "blob")} == {"127.0.0.1"}
    assert {url.scheme for url in asked} >= {"http", "ws"}


def test_what_is_seen_can_be_heard(seen: Seen):
    """Every graphic and every field has a name, and every page one heading of the first rank."""
    assert {address: count for address, count in seen.headings.items() if count != 1} == {}
    assert {address: found for address, found in seen.nameless.items() if found} == {}


def test_a_small_screen_needs_no_scrolling_sideways(seen: Seen):
    assert {address: found for address, found in seen.cramped.items() if found} == {}


def _within(page: Page, selector: str, width: int) -> bool:
    """Whether an element is on the screen and nothing lies over it."""
    found = page.locator(selector).first
    box = found.bounding_box()
    if box is None:
        return False
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    free = found.evaluate(
        "(e, [x, y]) => { const top = document.elementFromPoint(x, y);"
        " return e === top || e.contains(top) || top?.contains(e); }",
        [x, y],
    )
    return bool(free) and box["x"] >= 0 and box["x"] + box["width"] <= width
