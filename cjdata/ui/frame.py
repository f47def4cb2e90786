"""The frame of every page: the known-at date with its steps, days to the target, the store."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from cjdata.charts import words
from cjdata.charts.target_words import target_note
from cjdata.domain.errors import CjdataError
from cjdata.ledger import Journal
from cjdata.ui import address
from cjdata.ui.address import HERE, AddressError, View
from cjdata.ui.house import House, kept, open_house
from cjdata.ui.resending import resent
from cjdata.ui.sending import send_html
from cjdata.ui.show import show, stopped, stylesheet

DEMO_LABEL = "Demo: performance figures are invented"
LIVE_LABEL = "Live store"
LOOKS = 4
"""Looks a second for what the snapshot does not have yet."""


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
    resent(_line, house, (view.known_at, view.initiative, _behind(house, _look())))
    return True


def here() -> Here:
    """The house and the view that `top` has read in this run."""
    found: Here = st.session_state[HERE]
    return found


def _stop(title: str, message: str, page: str | None) -> bool:
    show(stopped(title, message, page))
    send_html(stylesheet())
    return False


def _line(house: House, asked: tuple[dt.date, str, bool]) -> None:
    """The steps between dates, days to the target of an initiative, and what store this is."""
    day, initiative, behind = asked
    with st.container(key="frame", horizontal=True, vertical_alignment="center", gap="small"):
        resent(_steps, house, day)
        send_html(_end(house, day, initiative, behind))


def _steps(house: House, day: dt.date) -> None:
    """To the report before, any other and the one after: the same on every page."""
    days = _days_around(house, day)
    st.button(
        "Report before", key="earlier", help="The report before", disabled=days.before is None,
        on_click=address.go_to, args=(days.before,),
    )  # fmt: skip
    st.selectbox(
        "As known at", days.choices, index=days.chosen, key=days.widget,
        format_func=days.names.__getitem__,
        on_change=address.change, args=("known_at", days.widget),
        label_visibility="collapsed", width=240,
    )  # fmt: skip
    st.button(
        "Report after", key="later", help="The report after", disabled=days.after is None,
        on_click=address.go_to, args=(days.after,),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Days:
    """The days that can be chosen around one of them."""

    names: dict[str, str]
    choices: list[str]
    chosen: int
    before: dt.date | None
    after: dt.date | None
    widget: str


@kept
def _days_around(house: House, day: dt.date) -> _Days:
    """The days that can be chosen, as the address writes them, with what they are called."""
    dates = house.calendar
    names = {
        str(stop): f"{words.day(stop)} (latest)" if stop == dates.latest else words.day(stop)
        for stop in sorted({*dates.stops, day})
    }
    choices = list(names)
    chosen = choices.index(str(day))
    return _Days(names, choices, chosen, dates.before(day), dates.after(day), f"known-at-{day}")


@kept
def _end(house: House, day: dt.date, initiative: str, behind: bool) -> str:
    """Days to the target and what store this is, with the stylesheet.

    A message of its own would cost the stylesheet as much as a section.
    """
    days = f"<span class='quiet'>{_days(house, day, initiative)}</span>"
    return f"<div class='frame-end'>{days}{_label(house, behind)}</div>{stylesheet()}"


def _days(house: House, day: dt.date, initiative_id: str) -> str:
    initiative = house.catalogue.initiatives.get(initiative_id)
    if initiative is None or initiative.target_date is None:
        dated = [(i.target_date, i) for i in house.catalogue.initiatives.values() if i.target_date]
        initiative = min(dated, key=lambda pair: pair[0])[1] if dated else None
    days = words.days_to(initiative.target_date if initiative else None, day)
    note = target_note(initiative, house.catalogue, day) if initiative else ""
    return f"{days}; {note}" if note else days


def _label(house: House, behind: bool) -> str:
    text = DEMO_LABEL if house.store.demo else LIVE_LABEL
    late = " · being renewed" if behind else ""
    kind = "demo" if house.store.demo else "live"
    return f"<span class='store-label {kind}'>{text}{late}</span>"


def _look() -> int:
    return int(LOOKS * time.monotonic())


@kept
def _behind(house: House, _look: int) -> bool:
    """Whether the ledger has more than the snapshot, looked at a few times a second."""
    return Journal(house.store).is_behind(house.reader.head)
