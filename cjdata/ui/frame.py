"""The frame of every page: the known-at date with its steps, days to the target, the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cjdata.charts import words
from cjdata.charts.target_words import target_note
from cjdata.domain.errors import CjdataError
from cjdata.ledger import Journal
from cjdata.ui import address
from cjdata.ui.address import AddressError, View
from cjdata.ui.house import House, kept, open_house
from cjdata.ui.sending import send_html
from cjdata.ui.show import show, stopped, stylesheet

DEMO_LABEL = "Demo: performance figures are invented"
LIVE_LABEL = "Live store"
HERE = "here"


@dataclass(frozen=True, slots=True)
class Here:
    """Where the reader is: the house, the view, and the address of the page."""

    house: House
    view: View
    page: str = ""

    @property
    def title(self) -> str:
        return self.page.replace("-", " ") or "overview"


def top(page: str, parameters: Mapping[str, tuple[str, ...]]) -> bool:
    """Read the address and draw the line above the page; says whether the page can follow."""
    st.set_page_config(page_title="Bringing offenders to justice", page_icon="⚖️", layout="wide")
    try:
        house = open_house()
        view = address.read(house, parameters[page])
    except AddressError as error:
        return _stop("This address leads nowhere", str(error), page)
    except CjdataError as error:
        return _stop("The store cannot be shown", str(error), None)
    st.session_state[HERE] = Here(house, view, page)
    _line(house, view)
    return True


def here() -> Here:
    """The house and the view that `top` has read in this run."""
    found: Here = st.session_state[HERE]
    return found


def _stop(title: str, message: str, page: str | None) -> bool:
    show(stopped(title, message, page))
    send_html(stylesheet())
    return False


def _line(house: House, view: View) -> None:
    dates, day = house.calendar, view.known_at
    stops = _stops(house, day)
    before, after = dates.before(day), dates.after(day)
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        st.button(
            "Report before", key="earlier", help="The report before", disabled=before is None,
            on_click=address.go_to, args=(before,),
        )  # fmt: skip
        widget = f"known-at-{day}"
        st.selectbox(
            "As known at", list(stops), index=list(stops).index(str(day)), key=widget,
            format_func=stops.__getitem__,
            on_change=address.change, args=("known_at", widget),
            label_visibility="collapsed", width=240,
        )  # fmt: skip
        st.button(
            "Report after", key="later", help="The report after", disabled=after is None,
            on_click=address.go_to, args=(after,),
        )  # fmt: skip
        days = f"<span class='quiet'>{_days(house, view)}</span>"
        # The stylesheet goes along: a message of its own would cost as much as a section.
        send_html(f"<div class='frame-end'>{days}{_label(house)}</div>{stylesheet()}")


@kept
def _stops(house: House, day: dt.date) -> dict[str, str]:
    """The days that can be chosen, as the address writes them, with what they are called."""
    latest = house.calendar.latest
    return {
        str(stop): f"{words.day(stop)} (latest)" if stop == latest else words.day(stop)
        for stop in sorted({*house.calendar.stops, day})
    }


def _days(house: House, view: View) -> str:
    initiative = house.catalogue.initiatives.get(view.initiative)
    if initiative is None or initiative.target_date is None:
        dated = [(i.target_date, i) for i in house.catalogue.initiatives.values() if i.target_date]
        initiative = min(dated, key=lambda pair: pair[0])[1] if dated else None
    days = words.days_to(initiative.target_date if initiative else None, view.known_at)
    note = target_note(initiative, house.catalogue, view.known_at) if initiative else ""
    return f"{days}; {note}" if note else days


def _label(house: House) -> str:
    behind = Journal(house.store).is_behind(house.reader.head)
    text = DEMO_LABEL if house.store.demo else LIVE_LABEL
    late = " · being renewed" if behind else ""
    kind = "demo" if house.store.demo else "live"
    return f"<span class='store-label {kind}'>{text}{late}</span>"
