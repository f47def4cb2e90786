"""What the server does before the first visitor comes, and when a page of ours fails."""

from __future__ import annotations

import gc
import importlib
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from threading import Thread

from streamlit.runtime.pages_manager import PagesManager

from cjdata.domain.errors import CjdataError
from cjdata.ui.house import House, open_house
from cjdata.ui.show import show, stopped

LOG = logging.getLogger(__name__)
OPENING = ("overview", "signals")
"""What the opening page imports."""
OTHERS = ("rollout", "borough", "trends", "compare", "forecast", "impact", "submit")
"""What other pages import, and the statistics behind them: loaded beside the first visitor."""


@asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Register that pages come from st.navigation alone, and open the store.

    Until a first visitor has run st.navigation, Streamlit looks for scripts in `pages/` and tells
    whoever opens another page first that there is none; docs/decisions/pages-folder.md.
    """
    PagesManager.uses_pages_directory = False
    _load(OPENING)
    with suppress(CjdataError):  # the page says what is wrong with the store
        house = open_house()
        Thread(target=_look_ahead, args=(house,), daemon=True).start()
    gc.collect()
    gc.freeze()  # what is loaded by now stays: Streamlit looks through the rest at every rerun
    yield


def _load(sections: Sequence[str]) -> None:
    for section in sections:
        importlib.import_module(f"cjdata.ui.{section}")


def _look_ahead(house: House) -> None:
    """Work out beside the first visitor what the opening page takes longest over."""
    try:
        importlib.import_module("cjdata.ui.signals").look_ahead(house)
        _load(OTHERS)
    except Exception:  # the page that asks for it says what is wrong
        LOG.exception("looking ahead failed")


def on_error(error: Exception) -> bool:
    """A fault of ours: logged whole on the server, told to the reader without a trace."""
    LOG.error("a page failed", exc_info=error)
    message = "The server's log has the reason; nothing that you did has changed the store"
    show(stopped("This page failed", message, None))
    return True
