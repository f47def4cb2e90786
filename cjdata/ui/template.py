"""Templates on the page: choose a return, what is outstanding first, and take its workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from cjdata.analysis.returns.outstanding import outstanding
from cjdata.domain.measures import Collection
from cjdata.domain.periods import Period, month_of
from cjdata.domain.units import Unit
from cjdata.reports.tables import Form as FileForm
from cjdata.reports.template import template_bytes
from cjdata.reports.template_rows import form_of, reported_collections
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand

MONTHS_OFFERED = 24

Owed = dict[str, dict[str, list[Period]]]
"""Unit -> collection -> the periods outstanding, youngest first."""


@kept
def owed(house: House, known_at: dt.date) -> Owed:
    """What is due and has not come by a date."""
    found: Owed = {}
    for one in outstanding(house.reader, known_at).returns:
        found.setdefault(one.unit, {}).setdefault(one.collection, []).append(one.period)
    for collections in found.values():
        for periods in collections.values():
            periods.sort(reverse=True)
    return found


def offer(house: House, view: View) -> None:
    """An expander with three choices and the download; the workbook is made when clicked."""
    on_demand("Get a template to fill in", lambda: _choices(house, view), key="template")


def _choices(house: House, view: View) -> None:
    catalogue, due = house.catalogue, owed(house, view.known_at)
    units = {u.id: u for u in catalogue.units.values() if reported_collections(catalogue, u)}
    with st.container(horizontal=True, gap="small"):
        names = sorted(units, key=lambda name: units[name].name)
        unit = st.selectbox(
            "Unit", names, index=_start(names, view.unit, due), width=260, key="template-unit",
            format_func=lambda name: units[name].name,
        )  # fmt: skip
        collection = _choose_collection(units[unit], house, due)
        period = _choose_period(units[unit], collection, view.known_at, due)
    if period is None:
        st.caption("No period of this collection was over at this date.")
        return
    form = form_of(catalogue, unit=unit, period=str(period), collection=collection.id)
    st.download_button(
        "Download the template",
        data=lambda: template_bytes(form),
        file_name=form.file_name,
        mime=FileForm.XLSX.mime,
        key="template-download",
    )


def _start(names: Sequence[str], unit: str, due: Owed) -> int:
    """The unit that owes something: the one looked at if it does, else the first that does."""
    owing = [name for name in names if name in due]
    wanted = unit if unit in due or not owing else owing[0]
    return names.index(wanted) if wanted in names else 0


def _choose_collection(unit: Unit, house: House, due: Owed) -> Collection:
    """The collections that the unit sends, those that it owes first."""
    own = due.get(unit.id, {})
    sent = {c.id: c for c in reported_collections(house.catalogue, unit)}
    order = sorted(sent, key=lambda name: name not in own)

    def label(name: str) -> str:
        count = len(own.get(name, ()))
        return f"{count} outstanding · {sent[name].label}" if count else sent[name].label

    chosen = st.selectbox(
        "Collection", order, format_func=label, width=420, key=f"template-collection-{unit.id}"
    )
    return sent[chosen]


def _choose_period(unit: Unit, collection: Collection, day: dt.date, due: Owed) -> Period | None:
    """The periods outstanding, then the youngest ones that are over."""
    own = due.get(unit.id, {}).get(collection.id, [])
    last = month_of(day + dt.timedelta(days=1)) - 1
    recent = collection.periods(last - MONTHS_OFFERED + 1, last)
    starts = month_of(collection.starts) if collection.starts else 0
    others = [p for p in reversed(recent) if p not in own and p.first >= starts]

    def label(period: Period) -> str:
        return f"{period.label} · outstanding" if period in own else period.label

    return st.selectbox(
        "Period", [*own, *others], format_func=label, width=280,
        key=f"template-period-{unit.id}-{collection.id}",
    )  # fmt: skip
