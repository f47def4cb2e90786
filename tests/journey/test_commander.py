"""The commander of Lambeth, five minutes before a meeting."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pyarrow.parquet as pq
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journey.looking import heading, open_whole, whole
from tests.reports.books import cover

pytestmark = pytest.mark.browser


def test_from_the_map_to_lambeth_and_through_time(page: Page, browser: Browser, demo_server: str):
    open_whole(page, f"{demo_server}/rollout-map")
    assert heading(page).startswith("One borough has the full model on 30 November 2003")

    page.locator("svg a[href*='unit=lambeth']").first.click()
    expect(page.locator(".stMain h1")).to_contain_text("Lambeth:")
    whole(page)
    address = urlsplit(page.url)
    assert address.path == "/performance-borough"
    assert parse_qs(address.query) == {"known_at": ["2003-11-30"], "unit": ["lambeth"]}
    expect(page.locator(".cards")).to_contain_text("in progress")

    page.locator(".st-key-later button:visible").click()
    page.wait_for_url(re.compile("known_at=2003-12-11"))
    expect(page.locator(".cards")).to_contain_text("11 December 2003")
    whole(page)
    told = heading(page)
    assert told.startswith("Lambeth:")

    with browser.new_context() as elsewhere:
        sent = elsewhere.new_page()
        open_whole(sent, page.url)
        assert heading(sent) == told
        assert sent.locator(".stands").text_content() == page.locator(".stands").text_content()

    page.locator(".st-key-earlier button:visible").click()
    page.wait_for_url(re.compile("known_at=2003-11-30"))
    expect(page.locator(".cards")).to_contain_text("in progress")


def test_another_page_of_the_sidebar_keeps_the_date(page: Page, demo_server: str):
    open_whole(page, f"{demo_server}/performance-borough?unit=lambeth&known_at=2004-02-12")
    page.locator("[data-testid=stSidebarNav]").get_by_text("Progress").click()
    page.wait_for_url(re.compile("rollout-progress.*known_at=2004-02-12"))
    found = page.locator(".stMain h1").filter(has_text="12 February 2004")
    expect(found).to_be_visible()
    whole(page)  # until then the heading of the page before may stand beside it
    expect(page.locator(".stMain h1")).to_have_count(1)


def test_a_wrong_borough_leads_back(page: Page, demo_server: str):
    page.goto(f"{demo_server}/performance-borough?unit=lambeht")
    expect(page.locator(".stopped h1")).to_have_text("This address leads nowhere")
    expect(page.locator(".stopped")).to_contain_text("did you mean lambeth")
    page.get_by_role("link", name="Open this page as it opens by itself").click()
    expect(page.locator(".finding h1")).to_contain_text("Southwark:")


def test_the_figures_can_be_taken_along(page: Page, demo_server: str):
    open_whole(page, f"{demo_server}/performance-borough?unit=lambeth")
    page.get_by_text("The same figures as a table").click()
    whole(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    assert download.value.suggested_filename == "borough-lambeth-2003-11-30.csv"
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0].endswith("source_of_table,known_at,edition,store,view")
    view = f"demo: performance figures invented,{page.url}"
    assert all(line.endswith(view) for line in lines[1:])
    whole(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Excel").click()
    assert download.value.suggested_filename == "borough-lambeth-2003-11-30.xlsx"
    assert cover(download.value.path().read_bytes())["Address of the view"] == page.url
    whole(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as Parquet").click()
    metadata = pq.read_schema(download.value.path()).metadata
    assert metadata[b"view"].decode() == page.url
    expect(page.locator("[data-testid=stElementToolbar]").first).to_be_hidden()
