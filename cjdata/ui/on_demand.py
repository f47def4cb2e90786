"""What is made when somebody opens it: until then it is the same for everybody on every date."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent


def on_demand(label: str, content: Callable[[], None], *, key: str) -> bool:
    """An expander whose content is made once it is open, and whether it is."""
    is_open = False

    def expander(_house: House, _asked: tuple[str, str]) -> None:
        nonlocal is_open
        opened = st.expander(label, key=key, on_change="rerun")
        with opened:
            if opened.open:
                is_open = True
                content()

    resent(expander, here().house, (label, key))
    return is_open
