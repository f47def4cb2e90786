"""What the server does before the first visitor comes, and when a page of ours fails."""

from __future__ import annotations

import gc
import importlib
import logging
import os
import pkgutil
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from threading import Thread

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route
from streamlit.runtime.pages_manager import PagesManager

from cjdata import ui
from cjdata.domain.errors import CjdataError
from cjdata.ledger.where import store_root
from cjdata.snapshot.in_memory import hold_all
from cjdata.ui.house import House, open_house
from cjdata.ui.later import put_off
from cjdata.ui.show import compile_templates, show, stopped

LOG = logging.getLogger(__name__)
LOOK_AHEAD = "CJDATA_LOOK_AHEAD"
"""Set to 0, the server works out nothing before it is asked: for machines with little to spare."""
LONGEST = ("signals",)
"""What works out that for which the opening page waits longest."""
OPENING = ("overview", "twin")
"""What else the opening page imports, while that is worked out."""
FIRST_PAGE = 1.0
"""Seconds that the first visitor has the server for himself."""
BETWEEN = 4
"""How often as long as a step ahead takes visitors have the server until the next."""
NEWS = 5.0
"""Seconds between two looks for a newer snapshot."""
GARBAGE = 10_000
"""New objects after which Python looks for garbage: a page makes some thousands that stay."""


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Register that pages come from st.navigation alone, and open the store.

    Until a first visitor has run st.navigation, Streamlit looks for scripts in `pages/` and tells
    whoever opens another page first that there is none; docs/decisions/pages-folder.md.
    """
    PagesManager.uses_pages_directory = False
    _load(LONGEST)
    if store_root().exists():  # else the first page makes the demo store, and shows how far it is
        with suppress(CjdataError):  # the page says what is wrong with the store
            open_house()
            if looks_ahead():
                Thread(target=_keep_ready, daemon=True).start()
    _load(OPENING)
    gc.freeze()  # what is loaded by now stays: nothing of it is looked through for garbage
    gc.set_threshold(GARBAGE, *gc.get_threshold()[1:])
    gc.enable()
    yield


def _load(sections: Sequence[str]) -> None:
    with put_off():
        for section in sections:
            importlib.import_module(f"cjdata.ui.{section}")


def looks_ahead() -> bool:
    return os.environ.get(LOOK_AHEAD) != "0"


def _keep_ready() -> None:
    """Look ahead in the store that is shown, and again in each newer snapshot of it."""
    ready: House | None = None
    while True:
        house, before = _shown(), ready
        if house is not None and house is not before:
            ready = house
            try:
                _look_ahead(house, opening=before is None)
            except Exception:  # the page that asks for it says what is wrong
                LOG.exception("looking ahead failed")
        time.sleep(NEWS)


def _shown() -> House | None:
    """The store that is shown; None where it was removed: a page makes the demo store anew, nobody
    else does."""
    if not store_root().exists():
        return None
    with suppress(Exception):  # the page says what is wrong with the store
        return open_house()
    return None


def _look_ahead(house: House, *, opening: bool) -> None:
    """Do beside the visitors what else the first of each page would wait for.

    What the opening page takes longest over comes first; then what every page imports, its
    templates, what the figures of all measures are made of, what forecasts are drawn from, and what
    the views of each day share.
    """
    importlib.import_module("cjdata.ui.signals").look_ahead(house, house.calendar.opening)
    if opening:
        time.sleep(FIRST_PAGE)
        _load([module.name for module in pkgutil.iter_modules(ui.__path__)])
        compile_templates()
    hold_all(house.reader, house.catalogue)
    importlib.import_module("cjdata.ui.forecast").look_ahead(house, house.calendar.opening)
    for step in importlib.import_module("cjdata.ui.ahead").steps(house):
        begun = time.monotonic()
        step()
        time.sleep(BETWEEN * (time.monotonic() - begun))
        if _shown() is not house:  # a newer snapshot: what is made of this one nobody asks for
            return
    if opening:
        gc.freeze()  # the modules, rows and looks of now stay as well


async def first_page(request: Request) -> RedirectResponse:
    """From `/overview`, which people type, to the first page, what else they asked for with it."""
    asked = f"?{request.url.query}" if request.url.query else ""
    return RedirectResponse(f"./{asked}")


ROUTES = (Route("/overview", first_page),)


def on_error(error: Exception) -> bool:
    """A fault of ours: logged whole on the server, told to the reader without a trace."""
    LOG.error("a page failed", exc_info=error)
    message = "The server's log has the reason; nothing that you did has changed the store"
    show(stopped("This page failed", message, None))
    return True
