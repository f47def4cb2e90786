"""What every test may ask for: the catalogue, a demo store, a browser, the outside references.

Browser tests are skipped with the reason where there is no Chromium; with CJDATA_REQUIRE_BROWSER
set, as in CI, that reason is a failure.
"""

from __future__ import annotations

import gc
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from cjdata.definitions import load
from cjdata.demo.store import make_demo_store
from cjdata.domain.catalogue import Catalogue
from cjdata.intake.desk import build
from cjdata.ledger import Store, StoreKind
from tests.stores import copy_of

REPOSITORY = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = "no Chromium on this machine: install Debian's package chromium, or set CHROMIUM"
LONG = ("cli", "intake", "journey", "pages", "reports", "returns", "snapshot")
"""The folders below tests/ that have files of many seconds."""
PATIENCE = 120.0
"""Seconds that making a demo store may take on a busy machine."""

settings.register_profile("shared machine", deadline=None)
settings.load_profile("shared machine")  # how long a case takes says what else the machine does


def find_browser() -> str | None:
    """The Chromium that CHROMIUM names, or the first one on the path."""
    named = os.environ.get("CHROMIUM")
    return named or next((found for b in BROWSERS if (found := shutil.which(b))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Folders of long files first: whoever takes the last file then has a short one."""
    items.sort(key=lambda item: item.nodeid.split("/")[1] not in LONG)


def pytest_collection_finish() -> None:
    """Everything is imported: none of it need be looked through for garbage, test after test."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    gc.unfreeze()


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") is None or find_browser() is not None:
        return
    if os.environ.get("CJDATA_REQUIRE_BROWSER"):
        pytest.fail(f"{NO_BROWSER}; CJDATA_REQUIRE_BROWSER forbids to skip", pytrace=False)
    pytest.skip(NO_BROWSER)


@pytest.fixture(scope="session")
def browser_path() -> str:
    """The executable that tests marked `browser` drive."""
    found = find_browser()
    assert found is not None, "a test that asks for browser_path is marked with browser"
    return found


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return REPOSITORY


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    """What the project itself defines."""
    return load()


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of outside references, which stands beside the repository; a skip without it."""
    folder = Path(os.environ.get("CJDATA_SHARED", REPOSITORY.parent / "shared"))
    if not folder.is_dir():
        pytest.skip("no outside references here: set CJDATA_SHARED to their folder")
    return folder


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """One demo store for all tests of all workers, which only read it; copy it before writing."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent  # the one that the workers of a run have in common
    made = folder / "demo"
    try:
        (folder / "demo in the making").mkdir()
    except FileExistsError:
        wait_for(made)
    else:
        make_demo_store(folder / "demo in the making" / "demo").root.rename(made)
    return Store.open(made)


def wait_for(made: Path) -> None:
    """Until another worker has made it."""
    until = time.monotonic() + PATIENCE
    while not made.exists():
        assert time.monotonic() < until, "the worker that makes the demo store did not finish it"
        time.sleep(0.1)


@pytest.fixture(scope="session")
def empty_live_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A live store that was just made; never written to."""
    store = Store.create(tmp_path_factory.mktemp("stores") / "live", StoreKind.LIVE)
    build(store)
    return store


@pytest.fixture(scope="session")
def stores_filled() -> dict[Callable[[Store], Store], Store]:
    """What `filled_with` has filled; never written to again."""
    return {}


@pytest.fixture
def filled_with(
    empty_live_store: Store,
    stores_filled: dict[Callable[[Store], Store], Store],
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Callable[[Store], Store]], Store]:
    """A live store of the test's own, filled by a function that is run once for all tests."""

    def filled(fill: Callable[[Store], Store]) -> Store:
        if fill not in stores_filled:
            stores_filled[fill] = fill(copy_of(empty_live_store, tmp_path_factory.mktemp("filled")))
        return copy_of(stores_filled[fill], tmp_path)

    return filled


@pytest.fixture
def store(empty_live_store: Store, tmp_path: Path) -> Store:
    """An empty live store of the test's own."""
    return copy_of(empty_live_store, tmp_path)
