"""The form for something to be entered: opened on demand, its faults named, its result shown.

Which boxes it has is the page's; what may stand in them is for `cjdata.intake` to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cjdata.charts import words
from cjdata.intake.register import LONGEST, Entered, enter, entered
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.on_demand import on_demand
from cjdata.ui.outcome import entered_or_said_why, show_outcome

FIRST_DAY, LAST_DAY = dt.date(2000, 1, 1), dt.date(2099, 12, 31)


@dataclass(frozen=True, slots=True)
class Box:
    """One thing to fill in."""

    key: str
    label: str
    options: Mapping[str, str] | None = None
    long: bool = False
    date: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of thing to be entered: what it is called, and its boxes."""

    title: str
    kind: type[Entered]
    boxes: Sequence[Box]
    fixed: Mapping[str, Any] = field(default_factory=dict)
    asks_day: bool = True


def entering(
    house: House, view: View, forms: Callable[[], Mapping[str, Form]], *, name: str, title: str
) -> None:
    """A form by its name, chosen where there are several, folded away.

    Nothing of it is made until it is opened.
    """
    show_outcome(name)

    def fill_in() -> None:
        chosen, form = _choose(forms(), name)
        _fill_in(house, view, form, chosen, name)

    on_demand(title, fill_in, key=f"enter-{name}")


def _choose(forms: Mapping[str, Form], name: str) -> tuple[str, Form]:
    first = next(iter(forms))
    if len(forms) == 1:
        return first, forms[first]
    titles = {key: form.title for key, form in forms.items()}
    chosen = st.selectbox(
        "What to enter", list(titles), format_func=titles.__getitem__, key=f"what-{name}", width=340
    )
    found = chosen if chosen in forms else first  # what was to be closed may be closed by now
    return found, forms[found]


def _fill_in(house: House, view: View, form: Form, name: str, outcome: str) -> None:
    today = house.calendar.today
    with st.form(f"form-{name}", border=False):
        given = {box.key: _box(box, name) for box in form.boxes}
        with st.container(horizontal=True):
            by = st.text_input("Your name", key=f"{name}-by", max_chars=80, width=220)
            day = today
            if form.asks_day:
                day = st.date_input(
                    "Said on", view.known_at if house.store.demo else today, key=f"{name}-on",
                    format="DD/MM/YYYY", min_value=FIRST_DAY, max_value=today, width=150,
                    help="The day from which it counts as known: earlier dates do not show it",
                )  # fmt: skip
        sure = st.checkbox("I have read it over: it cannot be deleted", key=f"{name}-sure")
        sent = st.form_submit_button("Enter")
    if sent:
        values = {**given, **form.fixed}
        _keep(house, view, form.kind, outcome, values, sure=sure, by=by, day=day)


def _box(box: Box, name: str) -> Any:
    key = f"{name}-{box.key}"
    if box.options is not None:
        options = box.options
        return st.selectbox(box.label, list(options), format_func=options.__getitem__, key=key)
    if box.date:
        return st.date_input(
            box.label, None, key=key, format="DD/MM/YYYY", min_value=FIRST_DAY,
            max_value=LAST_DAY, width=180,
        )  # fmt: skip
    if box.long:
        return st.text_area(box.label, key=key, max_chars=LONGEST)
    return st.text_input(box.label, key=key, max_chars=LONGEST)


def _keep(
    house: House,
    view: View,
    kind: type[Entered],
    outcome: str,
    values: dict[str, Any],
    *,
    sure: bool,
    by: str,
    day: dt.date,
) -> None:
    """Enter it and show the page anew, or say why it cannot be entered."""
    if not sure:
        st.error("Tick that you have read it over; nothing was changed.")
        return

    def told() -> str:
        number = enter(house.store, entered(kind, values), by=by, known_on=day)
        if day <= view.known_at:
            return f"Entered as {number}."
        return (
            f"Entered as {number}. It is known from {words.day(day)} on: step to a later date to "
            "see it."
        )

    entered_or_said_why(told, outcome)
