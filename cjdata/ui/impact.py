"""The sections of the impact page, each from one result."""

from __future__ import annotations

import plotly.graph_objects as go
import streamlit as st

from cjdata.analysis.impact import Impact, impact
from cjdata.charts.impact_chart import (
    direction_words,
    impact_figure,
    impact_heading,
    size_words,
    unit_words,
)
from cjdata.domain.units import UnitKind
from cjdata.ui import address
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = (
    "Callaway and Sant'Anna, boroughs not yet live as the comparison; docs/decisions/"
    "staggered-effects.md and docs/studies/staggered-effects.md say how and how well"
)


@kept
def found(house: House, view: View) -> Impact:
    return impact(
        house.reader,
        house.catalogue,
        house.catalogue.measures[view.measure],
        house.catalogue.initiatives[view.initiative],
        view.known_at,
        demo=house.store.demo,
    )


def choose_measure(house: House, view: View) -> None:
    """The choice among measures that exist by borough, kept in the address."""
    names = {
        m.id: f"{m.strand}: {m.name}"
        for m in house.catalogue.measures.values()
        if UnitKind.BOROUGH in m.levels or m.id == view.measure
    }
    widget = f"measure-{view.measure}"
    st.selectbox(
        "Measure",
        list(names),
        index=list(names).index(view.measure),
        format_func=names.__getitem__,
        key=widget,
        on_change=address.change,
        args=("measure", widget),
    )


@kept
def heading(house: House, view: View) -> str:
    told = found(house, view)
    size = size_words(told)
    below = f"{told.reason} {size}".strip()
    return rendered("heading", title=impact_heading(told, demo=house.store.demo), below=below)


@kept
def chart(house: House, view: View) -> tuple[go.Figure, str]:
    told = found(house, view)
    sentence = f"{impact_heading(told, demo=house.store.demo)} {told.reason} {size_words(told)}"
    return impact_figure(told), sentence


@kept
def checks(house: House, view: View) -> str:
    """What stands beside the estimate: other estimators, placebo dates, what could be seen."""
    told = found(house, view)
    return rendered("impact_checks", rows=_checks(told), notes=_notes(house, told))


def _checks(told: Impact) -> list[tuple[str, str, str]]:
    if told.estimate is None:
        return []
    unit = unit_words(told)
    rows = [
        ("Boroughs live, and used", f"{told.boroughs_live}, {told.boroughs_used}",
         "a borough with a missing month is left out"),
        ("Smallest effect this could have shown", _size(told.smallest_seen, unit),
         "four times out of five"),
    ]  # fmt: skip
    if told.moved_before is not None:
        rows.append(("The three months before going live", f"p = {told.moved_before:.2f}",
                     "below 0.05 the boroughs differed already before"))  # fmt: skip
    if told.placebo is not None:
        rows.append(("Pretended dates, six months earlier",
                     _interval(told.placebo.estimate, told.placebo.interval95, unit),
                     "should hold nought"))  # fmt: skip
    if told.imputation is not None:
        rows.append(("Imputation, another robust estimator",
                     _interval(told.imputation.estimate, told.imputation.interval95, unit),
                     "over all months live, should tell the same story"))  # fmt: skip
    if told.two_way is not None:
        rows.append(("Two-way fixed effects, as a warning",
                     _interval(told.two_way.estimate, told.two_way.interval95, unit),
                     f"{told.two_way.negative_share:.0%} of the months live count with the wrong "
                     "sign; not to be quoted"))  # fmt: skip
    return rows


def _size(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:.1f} {unit}"


def _interval(estimate: float, interval: tuple[float, float], unit: str) -> str:
    if estimate != estimate:
        return "–"
    return f"{estimate:+.1f} {unit} ({interval[0]:+.1f} to {interval[1]:+.1f})"


def _notes(house: House, told: Impact) -> list[str]:
    lag = told.measure.lag_months
    notes = [
        f"{told.measure.name}: {direction_words(told)}.",
        f"Lag: the first {lag} months after going live are not counted; the number is this "
        "project's own estimate."
        if lag
        else "No lag is assumed.",
        "Who went first was chosen: priority street-crime boroughs (HMIC, 3.2.4). What was done "
        "everywhere at once, such as national programmes, is not in the figure; what spills over "
        "to a borough that shares a court makes it smaller.",
    ]
    if told.together:
        names = [house.catalogue.initiatives[name].name for name in told.together]
        notes.append(f"Went live together in most boroughs: {', '.join(names)}.")
    if told.initiative.benefits:
        notes.append(f"Expected or claimed: {told.initiative.benefits}")
    return [*notes, *told.notes]
