"""The sections of the trends page, each from one result."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd
import streamlit as st
from markupsafe import Markup

from cjdata.analysis.figures.breakdown import (
    Breakdown,
    Slice,
    by_court,
    by_crown_court,
    by_reason,
    parts_of,
)
from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.trend import LONDON, Trend, trend
from cjdata.analysis.figures.trend_units import MOST_BESIDE, trend_measures, units_beside
from cjdata.analysis.variation.control_chart import ControlChart, control_chart
from cjdata.charts import words
from cjdata.charts.control_texts import control_sentence
from cjdata.charts.reason_words import hindsight, reason_name, short_name
from cjdata.charts.trend_chart import trend_figure
from cjdata.charts.trend_tables import breakdown_table, trend_table
from cjdata.charts.trend_texts import (
    context_notes,
    publication_words,
    trend_below,
    trend_heading,
    trend_sentence,
    unit_name,
)
from cjdata.charts.word_size import trend_line
from cjdata.domain.periods import Grain, Period
from cjdata.domain.units import Unit, UnitKind
from cjdata.ui import address, reads
from cjdata.ui.address import View
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.measures import OWN_PAGES
from cjdata.ui.resending import resent
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns

SOURCE = "Returns in this store; published figures as marked"
WINDOWS_SHOWN = 25
"""Windows of the lines in the tables: two years of months."""
ROWS_SHOWN = 10
WITHOUT_COURTS = (UnitKind.CROWN_COURT, UnitKind.MAGISTRATES_COURT, UnitKind.AREA)
NAMES = ("measure", "unit", "grain", "beside")


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
    followed = address.followed(house, _measure(house, view))
    units = {u.id: _unit_label(u) for u in followed}
    areas = followed[-1].kind is UnitKind.AREA
    with st.container(horizontal=True, vertical_alignment="bottom"):
        resent(_choose_measure, house, view.measure)
        label = "Borough, court or area" if areas else "Borough or court"
        choose(view, "unit", label, units, width=270)
        _choose_others(house, view)
        choose(view, "grain", "Shown", {g.value: g.label for g in Grain}, width=180)


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
    followed = address.followed(house, _measure(house, view))
    fitting = units_beside(followed, house.catalogue.units[view.unit])
    names = {u.id: u.name for u in fitting}
    widget = f"beside-{view.measure}-{view.unit}-{view.beside}"
    st.multiselect(
        "Beside it, up to three", list(names), default=view.others, max_selections=MOST_BESIDE,
        format_func=names.__getitem__, key=widget, placeholder="Nobody else",
        on_change=address.change_several, args=("beside", widget), width=300,
    )  # fmt: skip


def _measure(house: House, view: View) -> Any:
    return house.catalogue.measures[view.measure]


def _unit_label(unit: Unit) -> str:
    if unit.kind is UnitKind.AREA:
        return f"{unit.name}, area as published"
    return "London" if unit.kind is UnitKind.FORCE else unit.name


def of_returns(house: House, view: View) -> bool:
    """Whether the figures are made from returns; those of areas are published by others."""
    return house.catalogue.units[view.unit].kind is not UnitKind.AREA


def source(house: House, view: View) -> str:
    found = trend_of(house, view).publication
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
def figure(house: House, view: View) -> tuple[Chart, str]:
    """The chart with all that it says for those who do not see it, and the sentence below it."""
    found, control = trend_of(house, view), control_of(house, view)
    sentence = trend_sentence(found)
    known = found.latest is not None
    everything = f"{sentence} {control_sentence(control)}." if known else sentence
    invented = house.store.demo and of_returns(house, view)
    drawn = trend_figure(found, control, illustrative=invented)
    return Chart.of(drawn, everything), sentence


@kept
def step_by_step(house: House, view: View) -> str:
    """The way to the page of the measure's part of the process; none from an area or a court."""
    page, what = OWN_PAGES.get(_measure(house, view).strand, ("", ""))
    unit = house.catalogue.units[view.unit]
    shown = UnitKind.BOROUGH in _measure(house, view).levels
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


@kept
def courts_of(house: House, view: View) -> Breakdown | None:
    """The measure at each court of the unit; None where returns do not tell courts apart."""
    measure, periods = _measure(house, view), _windows(house, view)
    kind = house.catalogue.units[view.unit].kind
    if not periods or kind in WITHOUT_COURTS:
        return None
    if UnitKind.CROWN_COURT in measure.levels and UnitKind.BOROUGH not in measure.levels:
        if view.unit != LONDON or view.reason:
            return None
        return by_crown_court(house.reader, house.catalogue, measure, periods, view.known_at)
    if not parts_of(house.catalogue, measure, "court"):
        return None
    return by_court(
        house.reader, house.catalogue, measure, view.unit, periods, view.known_at, view.reason
    )


@kept
def reasons_of(house: House, view: View) -> Breakdown | None:
    measure, periods = _measure(house, view), _windows(house, view)
    if not periods or not of_returns(house, view):
        return None
    if not parts_of(house.catalogue, measure, "reason"):
        return None
    return by_reason(house.reader, house.catalogue, measure, view.unit, periods, view.known_at)


def _windows(house: House, view: View) -> tuple[Period, ...]:
    """The last ones that returns speak of."""
    asked = [view.measure], view.grain, view.known_at, WINDOWS_SHOWN
    return tuple(known_periods(house.reader, house.catalogue, *asked))


@kept_between_turns
def courts(house: House, view: View) -> str:
    """By court: the rate at each court, or one reason's share of the trials there."""
    found = courts_of(house, view)
    if found is None:
        return ""
    measure = _measure(house, view)
    of_reason = f"{short_name(house.catalogue, view.reason)}, " if view.reason else ""
    rows = [
        _row(s, house.catalogue.units[s.key].name, _court_address(house, view, s.key))
        for s in found.slices[:ROWS_SHOWN]
    ]
    return rendered(
        "slices",
        title=words.opening(f"{of_reason}by court"),
        period=found.windows[-1].label,
        what="Court",
        counted="Count",
        share="Share",
        line=f"{len(found.windows)} periods, {view.grain.label}",
        rows=rows,
        empty="No return of this period tells courts apart.",
        note=_courts_note(found, measure.short, _unit_label(house.catalogue.units[view.unit])),
        back=view.link("performance-trends", *NAMES) if view.reason else "",
    )


def _courts_note(found: Breakdown, short: str, name: str) -> str:
    more = len(found.slices) - ROWS_SHOWN
    rest = f" {more} more courts are in the table." if more > 0 else ""
    return (
        f"{short}: trials of {name} at each court, most first; from {found.returns_now} "
        f"{'return' if found.returns_now == 1 else 'returns'} a period at most.{rest}"
    )


def _court_address(house: House, view: View, court: str) -> str:
    if house.catalogue.units[court].kind in _measure(house, view).levels:
        return view.link("performance-trends", *NAMES, unit=court)
    return ""


@kept_between_turns
def reasons(house: House, view: View) -> str:
    """By reason: counts and shares of what the measure is of, each a link to its courts."""
    found = reasons_of(house, view)
    if found is None:
        return ""
    known = house.catalogue.reasons
    shown = [s for s in found.slices if s.key in known or s.now or s.before][:ROWS_SHOWN]
    rows = [
        _row(
            s,
            reason_name(house.catalogue, s.key),
            view.link("performance-trends", *NAMES, reason=s.key),
            of=False,
        )
        for s in shown
    ]
    late = hindsight(house.catalogue, [s.key for s in found.slices], found.windows[-1])
    more = len(found.slices) - len(rows)
    return rendered(
        "slices",
        title="By reason",
        period=found.windows[-1].label,
        what="Reason; choose one to see it by court",
        counted="Count",
        share=f"Share of {_whole(house, view)}",
        line=f"{len(found.windows)} periods, {view.grain.label}",
        rows=rows,
        empty="No return of this period gives reasons.",
        note=f"{f'{more} more are in the table. ' if more > 0 else ''}{late}",
        back="",
    )


def _whole(house: House, view: View) -> str:
    """What the reasons are shares of: the cases that the measure divides by."""
    parts = _measure(house, view).denominator
    return house.catalogue.components[parts[0].component].label.lower() if parts else "these"


class Row(NamedTuple):
    """A court or a reason in its table, as it is read."""

    name: str
    address: str
    cases: str
    rate: str
    of: str
    before: str
    before_of: str
    change: str
    trend: Markup


def _row(part: Slice, name: str, to: str, *, of: bool = True) -> Row:
    share, share_before = part.share, part.share_before
    before_of = (
        _of(part.before, part.base_before if of else None) if part.before is not None else ""
    )
    return Row(
        name=name,
        address=to,
        cases=f"{part.now:,.0f}",
        rate=_percent(share),
        of=f"of {part.base_now:,.0f}" if of and part.base_now is not None else "",
        before=_percent(share_before),
        before_of=before_of,
        change="–" if share is None or share_before is None else signed(share - share_before),
        trend=trend_line(part.trend),
    )


def _of(count: float, base: float | None) -> str:
    return f"{count:,.0f}" + ("" if base is None else f" of {base:,.0f}")


def _percent(value: float | None) -> str:
    return "–" if value is None else words.figure(value, "pct", 1)


def signed(change: float) -> str:
    """`+3.1 points`, with a true minus."""
    return words.signed_change(change, 1, "points")


def courts_frame(house: House, view: View) -> pd.DataFrame:
    found = courts_of(house, view)
    return pd.DataFrame() if found is None else breakdown_table(found, "court")
