"""The choices above a page, each kept in the address."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from cjdata.ui import address
from cjdata.ui.address import View
from cjdata.ui.frame import here
from cjdata.ui.house import House
from cjdata.ui.resending import resent


def choose(
    view: View, name: str, label: str, options: Mapping[str, str], *, width: int = 280
) -> None:
    """A choice among identifiers, shown by their names; a new one goes into the address."""
    now = str(getattr(view, name))
    known = list(options)
    widget = f"{name}-{now}"

    def box(_house: House, _asked: tuple[str, ...]) -> None:
        st.selectbox(
            label,
            known,
            index=known.index(now) if now in known else 0,
            format_func=options.__getitem__,
            key=widget,
            on_change=address.change,
            args=(name, widget),
            width=width,
        )

    resent(box, here().house, (widget, label, *known, *options.values()))
