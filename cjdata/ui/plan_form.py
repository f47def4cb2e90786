"""The form that changes one line of the plan, by the rules of a plan file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from cjdata.domain.errors import CjdataError
from cjdata.domain.plan import LIVE
from cjdata.domain.returns import Fault
from cjdata.domain.units import UnitKind
from cjdata.intake.plans import PlanOutcome, change_plan, check_plan, enter_plan
from cjdata.returns.told_once import told_once
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.outcome import why_not
from cjdata.ui.show import plain, rendered, show

OUTCOME = "plan-outcome"
ROUND = "plan-round"
SHOWN_FAULTS = 500
"""A file with more is not one that a reader mends by reading: the command lists them all."""
EARLIEST = dt.date(2000, 1, 1)


def show_outcome() -> None:
    """What the last click did, once: what was entered, or everything that was wrong."""
    for text, done in st.session_state.pop(OUTCOME, []):
        (st.success if done else st.error)(plain(text))


def change_form(house: House, view: View) -> None:
    """One step of one borough: what is left blank stays as it is. Nothing is drawn until opened."""
    opened = st.expander("Change the plan", key="plan-form", on_change="rerun")
    with opened:
        if not opened.open:
            return
        st.caption(
            "A cell that is left blank stays as it is. A new day stands beside the first one and "
            "never takes its place. What is entered is kept with name, day and reason."
        )
        with st.form("plan-change", border=False):
            cells, by, known_on, sure = _fields(house, view)
            sent = st.form_submit_button("Enter it in the plan", type="primary")
    if sent:
        _enter(house, cells, by, known_on, sure=sure)


def plan_file(house: House, view: View) -> None:
    """A plan file: every fault named, and entered whole once it has none."""
    opened = st.expander("Enter a plan file", key="plan-file", on_change="rerun")
    with opened:
        if not opened.open:
            return
        st.caption(
            "A CSV with the columns unit, initiative, milestone, owner and due, and more where you "
            "have it: see docs/plan-file.md. Nothing is entered before every fault is mended."
        )
        sent = st.file_uploader("Plan file", type=["csv", "txt"], key=f"plan-upload-{_round()}")
        by = st.text_input("Your name", key="plan-file-by", max_chars=80, width=220).strip()
        known_on = _known_on(house, view, "plan-file-known-on")
    if sent is None:
        return
    checked = check_plan((sent.name, sent.getvalue()), house.catalogue, house.reader, known_on)
    if not checked.accepted:
        show(review_of(sent.name, checked.faults))
        return
    st.caption(f"{plain(sent.name)}: no fault.")
    pressed = st.button(
        "Enter it in the plan", key="plan-file-enter", type="primary", disabled=not by
    )
    if pressed:
        st.session_state[OUTCOME] = _tried(
            lambda: enter_plan(house.store, (sent.name, sent.getvalue()), by=by, known_on=known_on)
        )
        st.session_state[ROUND] = _round() + 1
        st.rerun()


def _round() -> int:
    """Changes when a file was entered, so that the upload box is empty again."""
    return int(st.session_state.get(ROUND, 0))


def _known_on(house: House, view: View, key: str) -> dt.date:
    found: dt.date = st.date_input(
        "Counts as known on", value=view.known_at, min_value=EARLIEST,
        max_value=house.calendar.today, format="DD/MM/YYYY", width=200, key=key,
    )  # fmt: skip
    return found


def _fields(house: House, view: View) -> tuple[dict[str, Any], str, dt.date, bool]:
    catalogue = house.catalogue
    units = catalogue.of_kind(UnitKind.BOROUGH, UnitKind.SITE, UnitKind.FORCE)
    names = {u.id: u.name for u in units if u.kind is not UnitKind.FORCE or u.members}
    steps = {m.id: m.name for m in catalogue.initiatives[view.initiative].milestones}
    unit = st.selectbox(
        "Borough or site", list(names), format_func=names.__getitem__, key="plan-unit"
    )
    step = st.selectbox(
        "Milestone", list(steps), index=list(steps).index(LIVE), format_func=steps.__getitem__
    )
    with st.container(horizontal=True):
        cells: dict[str, str | int | dt.date | None] = {
            "owner": st.text_input("Owner", max_chars=80, width=220, key="plan-owner"),
            "due": _day("Planned by", "plan-due"),
        }
    with st.container(horizontal=True):
        cells |= {
            "done_not_before": _day("Reached after", "plan-after"),
            "done_not_after": _day("Reached by", "plan-by"),
            "reported_on": _day("Reported on", "plan-told"),
        }
    with st.container(horizontal=True):
        cells |= {
            "source": st.text_input("Report that told it", max_chars=200, width=220),
            "evidence": st.text_input("Evidence", max_chars=200, width=220),
            "verifier": st.text_input("Verified by", max_chars=80, width=220, key="plan-verifier"),
        }
    with st.container(horizontal=True):
        cells |= {
            "sites": st.number_input("Sites live", min_value=0, value=None, width=120),
            "sites_of": st.number_input("Sites in all", min_value=0, value=None, width=120),
            "hours": st.text_input("Hours", max_chars=80, width=220),
        }
    cells["why"] = st.text_input("Why", max_chars=300, key="plan-why")
    with st.container(horizontal=True):
        by = st.text_input("Your name", key="sender", max_chars=80, width=220)
        known_on = _known_on(house, view, "plan-known-on")
    sure = st.checkbox("Yes, enter this for the borough and milestone named above", key="plan-sure")
    filled = {name: str(cell) for name, cell in cells.items() if cell not in (None, "")}
    return (
        {"unit": unit, "initiative": view.initiative, "milestone": step, **filled},
        by.strip(),
        known_on,
        sure,
    )


def _day(label: str, key: str) -> dt.date | None:
    found: dt.date | None = st.date_input(
        label, value=None, min_value=EARLIEST, max_value=dt.date(2100, 1, 1), key=key,
        format="DD/MM/YYYY", width=180,
    )  # fmt: skip
    return found


def _enter(
    house: House, cells: Mapping[str, str], by: str, known_on: dt.date, *, sure: bool
) -> None:
    if not by:
        st.info("Give your name: it is kept with the change.")
        return
    if not sure:
        st.info("Tick the box that confirms it.")
        return
    st.session_state[OUTCOME] = _tried(
        lambda: change_plan(house.store, cells, by=by, known_on=known_on)
    )
    st.rerun()


def _tried(enter: Callable[[], PlanOutcome]) -> list[tuple[str, bool]]:
    """What came of entering something, or why it could not be."""
    try:
        return _said(enter())
    except (CjdataError, OSError) as error:
        return [(why_not(error), False)]


def _said(outcome: PlanOutcome) -> list[tuple[str, bool]]:
    if not outcome.accepted:
        faults = [(fault.message, False) for fault in outcome.faults]
        return [("Refused, nothing was changed:", False), *faults]
    if outcome.entry is None:
        return [("The plan says so already; nothing was changed.", True)]
    return [(f"Entered as entry {outcome.entry}.", True)]


def review_of(name: str, faults: Sequence[Fault]) -> str:
    """Every fault of a file with its line, as the page of returns shows them."""
    count = f"{len(faults)} error" if len(faults) == 1 else f"{len(faults)} errors"
    lines = [f"{count}: mend the file and upload it again; nothing is changed."]
    told = told_once(faults)
    if len(told) > SHOWN_FAULTS:
        lines.append(f"The first {SHOWN_FAULTS} are shown; 'plan check' lists all of them.")
    return rendered(
        "review",
        name=name,
        verdict="refused as it is",
        lines=lines,
        faults=told[:SHOWN_FAULTS],
        more=0,
    )
