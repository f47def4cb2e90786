"""The frame on a wide screen, and who has a keyboard alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journey.looking import open_whole

pytestmark = pytest.mark.browser

REGIONS = ("main", "section")
"""What a browser lets the keyboard scroll: nothing to act on."""
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


def test_the_frame_is_one_line_at_1280(page: Page, demo_server: str):
    open_whole(page, demo_server)
    frame = page.locator(".st-key-frame").bounding_box()
    assert frame is not None
    assert frame["height"] < 70
    expect(page.locator("[data-testid=stSidebarNav]")).to_be_visible()


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
