"""A real browser that can reach nothing but this machine, and servers for it to visit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from cjdata.cli import main
from cjdata.ledger import Store
from tests.journey.server import serving

ALONE = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-gpu",  # there is none: what stands in for it draws every frame in software
    "--disable-software-rasterizer",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
    "--no-pings",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
PATIENCE = 60_000
"""Milliseconds to wait for what must come, on a busy machine."""

LAMBETH = """unit,period,component,value,court_tier,court,reason,note
lambeth,2003-10,trials_effective,10,magistrates,,,
lambeth,2003-10,trials_cracked,20,magistrates,,,
lambeth,2003-10,trials_ineffective,70,magistrates,,,
lambeth,2003-10,trials_vacated,5,magistrates,,,
"""


@pytest.fixture(scope="package")
def browser(browser_path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=browser_path, args=list(ALONE), timeout=PATIENCE
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A visitor's browser, 1280 by 900 pixels, who has loaded Streamlit's scripts once."""
    expect.set_options(timeout=PATIENCE)
    with browser.new_context(viewport={"width": 1280, "height": 900}) as opened:
        opened.set_default_timeout(PATIENCE)
        yield opened


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    with context.new_page() as opened:
        yield opened


@pytest.fixture(scope="package")
def demo_server(demo_store: Store) -> Iterator[str]:
    """A server of the demo store, for journeys that only read."""
    with serving(demo_store.root) as address:
        yield address


@pytest.fixture(scope="module")
def live_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A live store in which Lambeth's trials of October 2003 came on 10 November."""
    folder = tmp_path_factory.mktemp("live")
    root, file = folder / "live", folder / "lambeth.csv"
    file.write_text(LAMBETH, "utf-8")
    assert main(["init", str(root)]) == 0
    told = ["--store", str(root), "--by", "A Clerk", "--known-on", "2003-11-10"]
    assert main(["load", str(file), *told]) == 0
    return root


@pytest.fixture(scope="module")
def live_server(live_store: Path) -> Iterator[str]:
    """A server of that store: each journey enters returns of its own unit."""
    with serving(live_store) as address:
        yield address
