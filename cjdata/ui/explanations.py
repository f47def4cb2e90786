"""What is said of a figure, shown with it; and the form that says something, opened on demand.

A page names the figures it shows; those that are flagged ask for an explanation, and what they
lack of one is shown as missing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from cjdata.analysis.variation.explanations import (
    Explanation,
    explanations,
    explanations_table,
    standing_explanations,
)
from cjdata.charts import words
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.intake.explanations import LONGEST, explain
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import entered_or_said_why, show_outcome
from cjdata.ui.resending import ASIDE
from cjdata.ui.show import plain, rendered
from cjdata.ui.twin import twin

SOURCE = "Explanations in this store's ledger, as they were said"
FORM = "explanation"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFigure:
    """A figure on a page that something may be said of."""

    measure: Measure
    unit: str
    period: Period
    text: str
    """The figure in words, such as `38.8%`, or what it is compared with."""
    flagged: bool = False
    """Whether it asks for an explanation: what is missing of one is shown as missing."""
    address: str = ""

    @property
    def key(self) -> tuple[str, str, Period]:
        return self.measure.id, self.unit, self.period

    @property
    def label(self) -> str:
        return f"{self.measure.short}, {self.period.label}"


@kept
def said_by(house: House, known_at: dt.date) -> tuple[Explanation, ...]:
    """Everything said by a date."""
    return explanations(house.reader, known_at)


def table(house: House, view: View, shown: Sequence[ShownFigure], title: str, aside: str) -> str:
    """What is said of each figure; one of which nothing is said only where it is flagged."""
    standing = standing_explanations(said_by(house, view.known_at))
    rows = [
        _row(figure, standing.get(figure.key), view.known_at)
        for figure in shown
        if figure.flagged or figure.key in standing
    ]
    if not rows:
        return ""
    return rendered("explanations", title=title, aside=aside, rows=rows, note="")


def _row(shown: ShownFigure, said: Explanation | None, known_at: dt.date) -> dict[str, str]:
    due = said.due if said else None
    return {
        "name": shown.measure.short,
        "below": ", ".join(part for part in (shown.text, shown.period.label) if part),
        "address": shown.address,
        "explanation": said.explanation if said else "",
        "action": said.action_said if said else "",
        "owner": said.owner if said else "",
        "due": words.day(due) if due else "",
        "late": "date passed" if said and said.overdue(known_at) else "",
        "said": f"said by {said.said_by} on {words.day(said.known_on)}" if said else "",
        "tone": "missing" if shown.flagged else "aside",
    }


def said_of(
    house: House, view: View, unit: str, measure: str | None = None
) -> tuple[Explanation, ...]:
    """Everything said by the date of the figures of a unit, or of one measure of it."""
    every = said_by(house, view.known_at)
    return tuple(
        one for one in every if one.unit == unit and (measure is None or one.measure == measure)
    )


def history(said: Sequence[Explanation], name: str) -> None:
    """All that was ever said, superseded or not, one step away; nothing where nothing was said."""
    if said:
        twin(
            lambda: explanations_table(said),
            name=f"explanations-{name}",
            source=SOURCE,
            label="All that was said",
            key="explanations",
        )


def form(house: House, view: View, shown: Callable[[], Sequence[ShownFigure]], name: str) -> None:
    """The form for one of the figures; nothing of it is made until it is opened."""
    show_outcome(FORM)
    on_demand(
        "Explain a figure",
        lambda: _fill_in(house, view, _chosen(shown(), name), name),
        key="explain",
    )


def _chosen(shown: Sequence[ShownFigure], name: str) -> ShownFigure:
    if len(shown) == 1:
        st.caption(plain(shown[0].label))
        return shown[0]
    place = st.selectbox(
        "Figure", range(len(shown)), format_func=lambda i: shown[i].label,
        key=f"explain-which-{name}",
    )  # fmt: skip
    return shown[place or 0]


def _fill_in(house: House, view: View, figure: ShownFigure, name: str) -> None:
    """The boxes, filled with what stands, so that nothing is lost by adding.

    Once something is written in them they stay what they are when another says something meanwhile,
    which is told before this is kept: it would else supersede what its writer has not read. No form
    holds them, which would keep from the page until it is sent whether something is written.
    """
    standing = standing_explanations(said_by(house, view.known_at)).get(figure.key)
    opened = f"{ASIDE}explained-{name}-{'-'.join(map(str, figure.key))}-{view.known_at}"
    today = house.calendar.today
    day = view.known_at if house.store.demo else today
    told = f"{opened}-told"
    before: Explanation | None = st.session_state.setdefault(opened, standing)
    if before != standing and not _written(opened, before, day):
        st.session_state[opened] = before = standing
        st.session_state.pop(told, None)
    key, filled = _key(opened, before), _filled(before, day)
    text = st.text_area(
        "Explanation", filled["text"], key=f"text-{key}", max_chars=LONGEST["explanation"],
        help="Why the figure is as it is. Kept as it is written; a later one supersedes it.",
    )  # fmt: skip
    action = st.text_input(
        "Action", filled["action"], key=f"action-{key}", max_chars=LONGEST["action"]
    )
    done = st.checkbox("The action is done", filled["done"], key=f"done-{key}")
    with st.container(horizontal=True):
        owner = st.text_input(
            "Owner", filled["owner"], key=f"owner-{key}", max_chars=LONGEST["owner"], width=220
        )
        due = st.date_input(
            "Due", filled["due"], key=f"due-{key}", format="DD/MM/YYYY",
            min_value=dt.date(2000, 1, 1), max_value=dt.date(2099, 12, 31), width=150,
        )  # fmt: skip
        by = st.text_input("Your name", filled["by"], key=f"by-{key}", max_chars=80, width=220)
        on = st.date_input(
            "Said on", filled["on"], key=f"on-{key}", format="DD/MM/YYYY",
            min_value=dt.date(2000, 1, 1), max_value=today, width=150,
            help="The day from which it counts as known: pages of earlier dates do not show it",
        )  # fmt: skip
    sure = st.checkbox(
        "I have read it over: it cannot be deleted", filled["sure"], key=f"sure-{key}"
    )
    sent = st.button("Keep this explanation", key=f"keep-{opened}")
    if sent and standing != st.session_state.get(told, before):
        st.session_state[told] = standing
        st.warning(_meanwhile(standing))
    elif sent:
        _keep(house, view, figure, sure, opened, text=text, action=action, owner=owner, due=due,
              done=done, by=by, known_on=on)  # fmt: skip


def _filled(before: Explanation | None, day: dt.date) -> dict[str, Any]:
    """What each box holds until somebody writes in it."""
    return {
        "text": before.explanation if before else "",
        "action": before.action if before else "",
        "done": bool(before and before.done),
        "owner": before.owner if before else "",
        "due": before.due if before else None,
        "by": "",
        "on": day,
        "sure": False,
    }


def _key(opened: str, before: Explanation | None) -> str:
    """How the keys of the boxes end: others for other words, or they keep what they held; and
    others once they were sent, or a second click would enter the same again."""
    sent = st.session_state.get(f"{opened}-sent", 0)
    return f"{opened}-{before.seq if before else 0}-{sent}"


def _written(opened: str, before: Explanation | None, day: dt.date) -> bool:
    """Whether a box holds anything else than at first; those that were closed hold nothing."""
    held, key = st.session_state, _key(opened, before)
    return any(
        held.get(f"{box}-{key}", at_first) != at_first
        for box, at_first in _filled(before, day).items()
    )


def _meanwhile(standing: Explanation | None) -> str:
    """What another said while the boxes were filled in."""
    if standing is None:
        return "What was said of this figure is no longer there. To keep yours, send it again."
    return (
        f"{plain(standing.said_by)} has said something of this figure since you opened this: it "
        "stands on this page. Yours is not kept yet. To have it stand in its place, send it again."
    )


def _keep(
    house: House,
    view: View,
    figure: ShownFigure,
    sure: bool,
    opened: str,
    *,
    text: str,
    action: str,
    owner: str,
    due: dt.date | None,
    done: bool,
    by: str,
    known_on: dt.date,
) -> None:
    """Enter it and show the page anew, or say why it cannot be entered."""
    if not sure:
        st.error("Tick that you have read it over; nothing was changed.")
        return
    measure, unit, period = figure.key

    def enter() -> str:
        entered = explain(
            house.store, measure=measure, unit=unit, period=period, text=text, action=action,
            owner=owner, due=due, done=done, by=by, known_on=known_on,
        )  # fmt: skip
        for held in (opened, f"{opened}-told"):
            st.session_state.pop(held, None)
        st.session_state[f"{opened}-sent"] = entered.seq
        said = f"Kept as entry {entered.seq} of the ledger."
        if entered.known_on <= view.known_at:
            return said
        return (
            f"{said} It was said on {words.day(entered.known_on)}: this page shows what was known "
            f"at {words.day(view.known_at)}. Step to a later date to see it."
        )

    entered_or_said_why(enter, FORM)
