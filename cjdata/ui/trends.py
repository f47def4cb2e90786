"""The sections of the trends page, each from one result."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from cjdata.analysis.figures.trend import Trend, trend
from cjdata.analysis.figures.trend_units import (
    MOST_BESIDE,
    grains_of,
    trend_measures,
    units_beside,
)
from cjdata.analysis.variation.control_chart import ControlChart, control_chart
from cjdata.charts.control_texts import control_sentence
from cjdata.charts.trend_chart import draws_nothing, trend_figure
from cjdata.charts.trend_tables import trend_table
from cjdata.charts.trend_texts import (
    context_notes,
    publication_words,
    trend_below,
    trend_heading,
    trend_sentence,
    unit_name,
)
from cjdata.domain.measures import Measure
from cjdata.domain.units import Unit, UnitKind
from cjdata.ui import address, reads
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.measures import OWN_PAGES
from cjdata.ui.resending import resent
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered

SOURCE = "Returns in this store; published figures as marked"


@kept
def trend_of(house: House, view: View) -> Trend:
    return trend(
        house.reader,
        house.catalogue,
        reads.statuses(house, view.known_at),
        measure=view.measure,
        unit=view.unit,
        grain=view.grain,
        known_at=view.known_at,
        beside=view.others,
    )


def choices(house: House, view: View) -> None:
    """Measure, unit, those beside it and grain, side by side: the same on every date."""
    asked = (view.measure, view.unit, view.beside, view.grain)
    resent(lambda _house, _asked: _lay_out_choices(house, view), house, asked)


def _lay_out_choices(house: House, view: View) -> None:
    followed = address.followed(house, measure_of(house, view))
    units = {u.id: unit_label(u) for u in followed}
    areas = followed[-1].kind is UnitKind.AREA
    with st.container(horizontal=True, vertical_alignment="bottom"):
        resent(_choose_measure, house, view.measure)
        label = "Borough, court or area" if areas else "Borough or court"
        choose(view, "unit", label, units, width=270)
        _choose_others(house, view)
        grains = grains_of(house.catalogue, measure_of(house, view))
        choose(view, "grain", "Shown", {g.value: g.label for g in grains}, width=180)


def _choose_measure(house: House, measure: str) -> None:
    measures = {m.id: f"{m.id} {m.name}" for m in trend_measures(house.catalogue)}
    widget = f"measure-{measure}"
    st.selectbox(
        "Measure", list(measures), index=list(measures).index(measure),
        format_func=measures.__getitem__, key=widget,
        on_change=address.change_measure, args=(house, widget), width=400,
    )  # fmt: skip


def _choose_others(house: House, view: View) -> None:
    """Up to three more units, by their names."""
    followed = address.followed(house, measure_of(house, view))
    fitting = units_beside(followed, house.catalogue.units[view.unit])
    names = {u.id: u.name for u in fitting}
    widget = f"beside-{view.measure}-{view.unit}-{view.beside}"
    st.multiselect(
        "Beside it, up to three", list(names), default=view.others, max_selections=MOST_BESIDE,
        format_func=names.__getitem__, key=widget, placeholder="Nobody else",
        on_change=address.change_several, args=("beside", widget), width=300,
    )  # fmt: skip


def measure_of(house: House, view: View) -> Measure:
    return house.catalogue.measures[view.measure]


def unit_label(unit: Unit) -> str:
    if unit.kind is UnitKind.AREA:
        return f"{unit.name}, area as published"
    return "London" if unit.kind is UnitKind.FORCE else unit.name


def of_returns(house: House, view: View) -> bool:
    """Whether the figures are made from returns; those of areas are published by others."""
    return house.catalogue.units[view.unit].kind is not UnitKind.AREA


def source(house: House, view: View) -> str:
    """Where the figures come from."""
    found = None if of_returns(house, view) else trend_of(house, view).publication
    return SOURCE if found is None else publication_words(found)


@kept
def heading(house: House, view: View) -> str:
    found = trend_of(house, view)
    below = trend_below(found, reads.where_else(house, view.known_at))
    return rendered("heading", title=trend_heading(found), below=below)


@kept
def control_of(house: House, view: View) -> ControlChart:
    return control_chart(
        house.catalogue, trend_of(house, view), reads.rebases_at(house, view.known_at)
    )


@kept
def figure(house: House, view: View) -> tuple[Chart | None, str]:
    """The chart with all that it says for those who do not see it, and the sentence below it;
    no chart where there is nothing to draw."""
    found, control = trend_of(house, view), control_of(house, view)
    sentence = trend_sentence(found)
    if draws_nothing(found):
        return None, sentence
    known = found.latest is not None
    everything = f"{sentence} {control_sentence(control)}." if known else sentence
    invented = house.store.demo and of_returns(house, view)
    drawn = trend_figure(found, control, illustrative=invented)
    return Chart.of(drawn, everything), sentence


@kept
def step_by_step(house: House, view: View) -> str:
    """The way to the page of the measure's part of the process; a Crown Court's, to its trials."""
    page, what = OWN_PAGES.get(measure_of(house, view).strand, ("", ""))
    unit = house.catalogue.units[view.unit]
    if unit.kind is UnitKind.CROWN_COURT and page == "performance-trials":
        to = view.link(page, court=unit.id)
        return rendered("note", text=f"Behind it, {unit.name}: {what}", address=to)
    shown = UnitKind.BOROUGH in measure_of(house, view).levels
    if not page or not shown or unit.kind not in (UnitKind.BOROUGH, UnitKind.FORCE):
        return ""
    name = unit_name(trend_of(house, view))
    return rendered("note", text=f"Behind it, {name}: {what}", address=view.link(page, "unit"))


def table(house: House, view: View) -> pd.DataFrame:
    return trend_table(trend_of(house, view), control_of(house, view))


@kept
def context(house: House, view: View) -> str:
    """What else is on record: targets, published figures, go-live days, the measure's caveats."""
    found = trend_of(house, view)
    notes = [*context_notes(found), *found.measure.caveats_at(view.known_at)]
    return rendered("notes", title="To read it with", notes=notes)
