"""The table twin of a chart: the same figures as rows, to read, copy and download."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
import streamlit as st

from cjdata.ui.frame import Here, here

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a cell begins that a spreadsheet would run."""
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def provenance_columns(frame: pd.DataFrame, source: str, place: Here) -> pd.DataFrame:
    """The frame with what every download carries: source, known-at date, edition, store."""
    house, view = place.house, place.view
    store = "demo: performance figures invented" if house.store.demo else "live"
    return frame.assign(
        source_of_table=source,
        known_at=view.known_at.isoformat(),
        edition=house.reader.edition,
        store=store,
    )


def csv_of(frame: pd.DataFrame, source: str, place: Here) -> bytes:
    """CSV as spreadsheets read it (UTF-8 with a mark), cells that would be formulas made text."""
    carried = provenance_columns(frame, source, place)
    texts = carried.select_dtypes(include=["object", "string"]).columns
    for column in texts:
        carried[column] = [_plain(cell) for cell in carried[column]]
    text: str = carried.to_csv(index=False, lineterminator="\r\n")
    return text.encode("utf-8-sig")


def _plain(cell: object) -> object:
    if isinstance(cell, str) and cell.startswith(FORMULA) and not NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def twin(
    table: Callable[[], pd.DataFrame],
    *,
    name: str,
    source: str,
    label: str = "The same figures as a table",
) -> None:
    """An expander with the table and its download; nothing is made or sent until it is opened."""
    opened = st.expander(label, key=f"twin-{name}", on_change="rerun")
    with opened:
        if not opened.open:
            return
        frame = table()
        if frame.empty:
            st.caption("There is nothing to list at this date.")
            return
        st.dataframe(frame, hide_index=True)
        st.caption(source)
        download(frame, name=name, source=source)


def download(frame: pd.DataFrame, *, name: str, source: str) -> None:
    """The button that hands out a table; the file is made when it is clicked.

    That is outside the visitor's session: where the reader is must be asked before.
    """
    place = here()
    st.download_button(
        "Download as CSV",
        data=lambda: csv_of(frame, source, place),
        file_name=f"{name}-{place.view.known_at}.csv",
        mime="text/csv",
        key=f"csv-{name}",
    )
