"""The form that begins the limits of a chart anew, at a go-live of the record or for a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import streamlit as st

from cjdata.analysis.variation.rebases import Rebase
from cjdata.charts import words
from cjdata.charts.control_texts import rebase_words
from cjdata.charts.trend_texts import go_live_words
from cjdata.domain.periods import month_label, month_of, month_text
from cjdata.intake.rebases import LONGEST, rebase
from cjdata.ui import trends
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import enter_before_the_page, entered_or_said_why, show_outcome
from cjdata.ui.resending import ASIDE

FORM = "rebase"
OTHER = "another reason"


def form(house: House, view: View, name: str) -> None:
    """Nothing of it is made until it is opened; not offered where no limits are drawn."""
    show_outcome(FORM)
    found = trends.control_of(house, view)
    if found.why_none:
        return

    def fill_in() -> None:
        st.caption(
            "Only where the process itself changed: at a go-live on record, or for a reason "
            "that you give. It is kept in the ledger with your name and printed on the chart."
        )
        _fill_in(house, view, name)
        if found.rebases:
            _take_back(house, view, found.rebases, name)

    on_demand("Begin the limits anew", fill_in, key="rebase")


def _events(house: House, view: View) -> dict[str, int | None]:
    """Go-lives of the record with their month, then any other reason."""
    found: dict[str, int | None] = {}
    for mark in trends.trend_of(house, view).go_lives:
        day = mark.not_after or mark.not_before
        if day is not None:
            found[f"{words.opening(go_live_words(mark))} ({mark.source})"] = month_of(day)
    return {**found, OTHER: None}


def _fill_in(house: House, view: View, name: str) -> None:
    events = _events(house, view)
    months = [p.period.first for p in trends.trend_of(house, view).points][1:]
    if not months:
        st.caption("There is one period alone: no earlier one to begin anew after.")
        return
    sent_before = f"{ASIDE}rebase-{name}-{view.known_at}"
    # Empty once it was sent: on a past date, where it does not show, it would be sent again.
    key = f"{name}-{view.known_at}-{st.session_state.get(sent_before, 0)}"
    with st.form(f"rebase-form-{key}", border=False):
        event = st.selectbox("Event", list(events), key=f"rebase-event-{key}")
        start = st.selectbox(
            "First month of the new limits, for another reason",
            sorted(months, reverse=True), format_func=month_label, key=f"rebase-month-{key}",
            width=300,
        )  # fmt: skip
        why = st.text_input("The reason", key=f"rebase-why-{key}", max_chars=LONGEST)
        with st.container(horizontal=True):
            by = st.text_input("Your name", key=f"rebase-by-{key}", max_chars=80, width=220)
            day = _said_on(house, view, f"rebase-on-{key}")
        sure = st.checkbox("It cannot be deleted, only taken back", key=f"rebase-sure-{key}")
        sent = st.form_submit_button("Begin anew")
    if not sent:
        return
    at_go_live = events[event]
    text = " ".join(part for part in ("" if at_go_live is None else event, why) if part)
    month = start if at_go_live is None else at_go_live
    if not sure:
        st.error("Tick that you know it cannot be deleted; nothing was changed.")
        return
    enter = _entering(house, view, month=month, why=text, by=by, day=day, withdrawn=False)

    def enter_once() -> str:
        said = enter()
        st.session_state[sent_before] = st.session_state.get(sent_before, 0) + 1
        return said

    entered_or_said_why(enter_once, FORM)


def _take_back(house: House, view: View, standing: tuple[Rebase, ...], name: str) -> None:
    """A form of those that stand: another one when others do.

    What was chosen is taken back before the page is made anew, which may have no such form: if
    somebody else has taken it back meanwhile, that is said.
    """
    these = "-".join(str(one.seq) for one in standing)
    asked = f"unrebase-which-{name}-{these}"

    def take_back() -> None:
        entered = st.session_state
        enter = _entering(
            house, view, month=standing[entered[asked]].month, withdrawn=True,
            why=entered[f"unrebase-why-{name}"], by=entered[f"unrebase-by-{name}"],
            day=entered[f"unrebase-on-{name}"],
        )  # fmt: skip
        enter_before_the_page(enter, FORM)

    with st.form(f"unrebase-form-{name}-{view.known_at}-{these}", border=False):
        st.selectbox(
            "Take one back", range(len(standing)),
            format_func=lambda i: rebase_words(standing[i]), key=asked,
        )  # fmt: skip
        st.text_input("Why it is taken back", key=f"unrebase-why-{name}", max_chars=LONGEST)
        with st.container(horizontal=True):
            st.text_input("Your name", key=f"unrebase-by-{name}", max_chars=80, width=220)
            _said_on(house, view, f"unrebase-on-{name}")
        st.form_submit_button("Take it back", on_click=take_back)


def _said_on(house: House, view: View, key: str) -> dt.date:
    today = house.calendar.today
    return st.date_input(
        "Said on", view.known_at if house.store.demo else today, key=key, format="DD/MM/YYYY",
        min_value=dt.date(2000, 1, 1), max_value=today, width=150,
        help="The day from which it counts as known: pages of earlier dates do not show it",
    )  # fmt: skip


def _entering(
    house: House, view: View, *, month: int, why: str, by: str, day: dt.date, withdrawn: bool
) -> Callable[[], str]:
    """What enters it, and says so."""

    def enter() -> str:
        done = rebase(
            house.store, measure=view.measure, unit=view.unit, start=month_text(month), why=why,
            by=by, known_on=day, withdrawn=withdrawn,
        )  # fmt: skip
        hidden = " Step to a later date to see it." if done.known_on > view.known_at else ""
        return f"Kept as entry {done.seq} of the ledger.{hidden}"

    return enter
