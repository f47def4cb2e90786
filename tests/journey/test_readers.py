"""Small screens, keyboards and screen readers."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.looking import PATIENCE, every_address, open_whole

pytestmark = pytest.mark.browser

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
REGIONS = ("main", "section")
"""What a browser lets the keyboard scroll: nothing to act on."""
FIELDS = ".stMain input:visible:not([tabindex='-1']), .stMain textarea:visible"
FOCUS = """() => { const e = document.activeElement; if (!e || e === document.body) return null;
    const around = [e, e.parentElement, e.parentElement?.parentElement];
    const looks = around.map(x => getComputedStyle(x));
    return {
        what: e.closest('.st-key-earlier') ? 'earlier' : e.closest('.st-key-later') ? 'later' :
            e.closest('[data-testid=stSidebarNav]') ? 'navigation' :
            e.closest('table.plain') ? 'table link' : e.closest('.maps') ? 'tile' :
            e.closest('.stepper') ? 'report date' : e.closest('summary') ? 'table' :
            e.getAttribute('role') === 'combobox' || e.closest('.stSelectbox') ? 'choice' :
            e.tagName.toLowerCase(),
        name: (e.getAttribute('aria-label') || e.textContent || e.title || '').trim(),
        seen: looks.some(l => (l.outlineStyle !== 'none' && parseFloat(l.outlineWidth) > 0)
            || l.boxShadow !== 'none') || parseFloat(looks[0].borderTopWidth) > 0,
    }; }"""


def test_a_small_screen_needs_no_scrolling_sideways(browser: Browser, demo_server: str):
    with browser.new_context(viewport={"width": 375, "height": 812}) as context:
        page = context.new_page()
        for address in every_address(demo_server):
            open_whole(page, address)
            for width in (375, 320):
                page.set_viewport_size({"width": width, "height": 812})
                page.wait_for_function(FITS, arg=width, timeout=PATIENCE)
                for key in FRAME:
                    assert _within(page, f".stMain {key}", width), (address, width, key)
                assert page.evaluate(OUTSIDE, [TOLD, width]) == [], (address, width)


def _within(page: Page, selector: str, width: int) -> bool:
    """Whether an element is on the screen and nothing lies over it."""
    found = page.locator(selector).first
    box = found.bounding_box()
    assert box is not None, selector
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    free = found.evaluate(
        "(e, [x, y]) => { const top = document.elementFromPoint(x, y);"
        " return e === top || e.contains(top) || top?.contains(e); }",
        [x, y],
    )
    return bool(free) and box["x"] >= 0 and box["x"] + box["width"] <= width


def test_the_frame_is_one_line_at_1280(page: Page, demo_server: str):
    open_whole(page, demo_server)
    frame = page.locator(".st-key-frame").bounding_box()
    assert frame is not None
    assert frame["height"] < 70
    expect(page.locator("[data-testid=stSidebarNav]")).to_be_visible()


def test_what_is_seen_can_be_heard(page: Page, demo_server: str):
    """Every graphic and every field has a name, and every page one heading of the first rank."""
    for address in every_address(demo_server):
        open_whole(page, address)
        assert page.locator("h1").count() == 1, address
        assert page.evaluate(NAMELESS) == [], address
        for field in page.locator(FIELDS).all():
            named = field.evaluate(
                "e => e.getAttribute('aria-label') || e.getAttribute('aria-labelledby')"
                " || e.labels?.length || e.type === 'file'"
            )
            assert named, (address, field.evaluate("e => e.outerHTML"))


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("", {"navigation", "earlier", "choice", "later", "table link", "table"}),
        ("rollout-map", {"navigation", "report date", "tile"}),
        ("performance-borough", {"choice", "table link", "table"}),
    ],
)
def test_the_keyboard_reaches_everything_and_shows_where_it_is(
    page: Page, demo_server: str, address: str, wanted: set[str]
):
    open_whole(page, f"{demo_server}/{address}?known_at=2003-12-11")
    reached: set[str] = set()
    for _ in range(90):
        page.keyboard.press("Tab")
        found = page.evaluate(FOCUS)
        if found is None or found["what"] in REGIONS:
            continue
        if not found["seen"]:  # the page may still scroll to it
            page.wait_for_timeout(500)
            found = page.evaluate(FOCUS) or found
        assert found["seen"], found
        assert found["name"] or found["what"] == "choice", found
        reached.add(found["what"])
        if wanted <= reached:
            return
    assert wanted <= reached
