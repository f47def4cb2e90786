"""The table twin of a chart: the same figures as rows, to read, copy and download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import streamlit as st

from cjdata.charts import words
from cjdata.reports.provenance import Provenance
from cjdata.reports.tables import Form, table_bytes
from cjdata.ui.address import whole_address
from cjdata.ui.frame import Here, here
from cjdata.ui.on_demand import on_demand


def provenance_of(place: Here, *, title: str, source: str, view: str) -> Provenance:
    """What a table taken from a page says of itself."""
    house = place.house
    return Provenance(
        title=title,
        source=source,
        known_at=place.view.known_at,
        edition=house.reader.edition,
        demo=house.store.demo,
        view=view,
        entry=house.reader.head.seq,
        measure_units={m.id: m.unit for m in house.catalogue.measures.values()},
    )


@dataclass(frozen=True, slots=True)
class Table:
    """A table that can be had of a page, made when it is asked for."""

    make: Callable[[], pd.DataFrame]
    name: str
    source: str
    title: str = ""
    """What the files call it; without one they say its name and its page."""


def twin(
    table: Callable[[], pd.DataFrame],
    *,
    name: str,
    source: str,
    label: str = "The same figures as a table",
    title: str = "",
    key: str = "",
) -> None:
    """An expander with the table and its downloads; nothing is made or sent until it is opened.

    It is remembered by its name, or by a `key` that it keeps from one unit to the next: then it
    stays open, and closed it need not be made anew.
    """
    twins(label, Table(table, name, source, title), key=key)


def twins(label: str, *tables: Table, key: str = "") -> None:
    """Tables of sections that stand together, in one expander as `twin` makes it."""

    def lay_out() -> None:
        for table in tables:
            _lay_out(table, named=len(tables) > 1)

    on_demand(label, lay_out, key=f"twin-{key or tables[0].name}")


def _lay_out(table: Table, *, named: bool) -> None:
    if named:
        st.markdown(f"**{table.title}**")
    frame = table.make()
    if frame.empty:
        st.caption("There is nothing to list at this date.")
        return
    st.dataframe(frame, hide_index=True)
    st.caption(table.source)
    download(frame, name=table.name, source=table.source, title=table.title)


def download(frame: pd.DataFrame, *, name: str, source: str, title: str = "") -> None:
    """The buttons that hand out a table; a file is made when it is asked for.

    That is outside the visitor's session: where the reader is must be asked before.
    """
    place = here()
    named = title or f"{words.opening(name.replace('-', ' '))}, from the page '{place.title}'"
    view = whole_address(place.page)

    def made(form: Form) -> Callable[[], bytes]:
        def make() -> bytes:
            of = provenance_of(place, title=named, source=source, view=view)
            return table_bytes(frame, of, form)

        return make

    with st.container(horizontal=True, gap="small"):
        for form in Form:
            st.download_button(
                f"Download as {form.label}",
                data=made(form),
                file_name=f"{name}-{place.view.known_at}.{form.value}",
                mime=form.mime,
                key=f"{form.value}-{name}",
                on_click="ignore",  # else the next click may meet a page that is being made anew
            )
