"""Whoever comes first to a server that has just started finds the page, in its frame."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cjdata.ledger import Store
from tests.house.repository import ROOT
from tests.journey.looking import open_whole
from tests.journey.server import serving
from tests.pages.registry import PAGES
from tests.pages.registry import Page as Registered

pytestmark = pytest.mark.browser
SCRIPTS = sorted((ROOT / "pages").rglob("*.py"))


@pytest.mark.parametrize("registered", PAGES[1::4], ids=str)
def test_any_address_may_come_first(page: Page, demo_store: Store, registered: Registered):
    """Every fourth address: each needs a server of its own, and all are registered alike.

    These servers look ahead beside their first visitor, as for users.
    """
    with serving(demo_store.root, look_ahead=True) as server:
        open_whole(page, f"{server}/{registered.address}")
        expect(page.locator(".st-key-frame .store-label")).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        assert page.url.startswith(f"{server}/{registered.address}?known_at=2003-11-30")


def test_no_script_is_shown_without_the_frame(page: Page, demo_store: Store):
    """The first visits of a cold server go to the scripts, as if they were pages by themselves."""
    with serving(demo_store.root) as server:
        for script in SCRIPTS[::4]:
            open_whole(page, f"{server}/{script.stem}")
            expect(page.locator(".st-key-frame .store-label")).to_be_visible()


def test_no_script_is_handed_out_as_a_file(demo_server: str):
    for script in SCRIPTS:
        path = script.relative_to(ROOT).as_posix()
        for address in (path, f"app/static/{path}", f"static/{path}", f"~/{path}"):
            assert _body(f"{demo_server}/{address}") != script.read_bytes()


def _body(address: str) -> bytes:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return bytes(answer.read())
    except urllib.error.HTTPError as error:
        return error.read()


@pytest.mark.parametrize("asked", ["", "?known_at=2003-12-11"])
def test_the_overview_is_found_by_its_name_too(demo_server: str, asked: str):
    with urllib.request.urlopen(f"{demo_server}/overview{asked}", timeout=30) as answer:
        assert answer.url == f"{demo_server}/{asked}"


def test_the_store_may_be_missing_at_the_first_visit(page: Page, tmp_path: Path):
    with serving(tmp_path / "nowhere") as server:
        page.goto(f"{server}/performance-borough?unit=lambeth")
        expect(page.get_by_text("The store cannot be shown")).to_be_visible()
        expect(page.get_by_text("python -m cjdata init")).to_be_visible()
