"""The sections of the comparison of all boroughs, each from one result."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st
from markupsafe import Markup

from cjdata.analysis.figures.trend_units import grains_of, trend_measures
from cjdata.analysis.variation.boroughs_compared import (
    NO_SHARE,
    Compared,
    HeatMap,
    compared,
    heat_map,
)
from cjdata.charts import words
from cjdata.charts.compare_texts import (
    CELL_SIGNS,
    CELL_WORDS,
    FLAG_WORDS,
    compare_below,
    compare_heading,
    dispersion_words,
    excluded_words,
    funnel_sentence,
    map_words,
)
from cjdata.charts.funnel_chart import funnel_figure
from cjdata.charts.rank_strip import rank_strip
from cjdata.domain.periods import Grain
from cjdata.domain.states import Direction, State, Verdict
from cjdata.domain.units import UnitKind
from cjdata.stats.funnel import FunnelFlag
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.cells import cell, in_a_row
from cjdata.ui.choices import choose
from cjdata.ui.house import House, kept
from cjdata.ui.sending import Chart
from cjdata.ui.show import rendered
from cjdata.ui.turning import kept_between_turns, turned

SOURCE = "Returns in this store; intervals: Wilson, 95%; limits: docs/decisions/xmr-charts.md"
NAMES = ("measure", "grain")


def choices(house: House, view: View) -> None:
    """Measure and grain, side by side."""
    measures = {
        m.id: f"{m.id} {m.name}"
        for m in trend_measures(house.catalogue)
        if UnitKind.BOROUGH in m.levels
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        choose(view, "measure", "Measure", measures, width=400)
        grains = grains_of(house.catalogue, house.catalogue.measures[view.measure])
        choose(view, "grain", "Latest", {g.value: g.label for g in grains}, width=200)


@kept
def _compared(house: House, measure: str, grain: Grain, day: dt.date) -> Compared:
    return compared(house.reader, house.catalogue, measure, grain, day)


def compared_of(house: House, view: View) -> Compared:
    return _compared(house, view.measure, view.grain, turned(house, view).known_at)


@kept
def _map(house: House, grain: Grain, day: dt.date) -> HeatMap:
    return heat_map(house.reader, house.catalogue, grain, day)


def map_of(house: House, view: View) -> HeatMap:
    return _map(house, view.grain, turned(house, view).known_at)


@kept_between_turns
def heading(house: House, view: View) -> str:
    found = compared_of(house, view)
    below = compare_below(found, reads.where_else(house, view.known_at))
    return rendered("heading", title=compare_heading(found, house.catalogue), below=below)


def funnel(house: House, view: View) -> Chart | None:
    """The funnel; None where the measure has none."""
    return _funnel(house, view.measure, view.grain, turned(house, view).known_at)


@kept
def _funnel(house: House, measure: str, grain: Grain, day: dt.date) -> Chart | None:
    found = _compared(house, measure, grain, day)
    if found.funnel is None:
        return None
    return Chart.of(funnel_figure(found, house.catalogue), funnel_sentence(found, house.catalogue))


@kept_between_turns
def funnel_note(house: House, view: View) -> str:
    """What the funnel shows and who takes no part; that there is no funnel says the heading."""
    found = compared_of(house, view)
    parts = [
        funnel_sentence(found, house.catalogue) if found.funnel is not None else "",
        dispersion_words(found),
        excluded_words(found.excluded) if found.period and found.why_none != NO_SHARE else "",
    ]
    said = " ".join(p for p in parts if p).removesuffix(".")
    return rendered("note", text=said) if said else ""


@kept_between_turns
def ranks(house: House, view: View) -> str:
    """The boroughs in order, each place with the places it may really have."""
    found = compared_of(house, view)
    if found.ranks is None or found.funnel is None or found.period is None:
        return ""
    best = found.measure.direction is not Direction.NEUTRAL
    return rendered(
        "ranks",
        title="Places, with how sure they are" if best else "In order, highest first",
        period=found.period.label,
        rows=_rank_rows(house, view, found),
        note=(
            "Places are 95% intervals, from what each figure says about its borough: where they "
            "overlap, places cannot be told apart."
        ),
    )


def _rank_rows(house: House, view: View, found: Compared) -> list[dict[str, Any]]:
    assert found.ranks is not None
    assert found.funnel is not None
    units, places = found.funnel.columns, found.ranks.columns
    names, decimals = found.funnel.index.tolist(), found.measure.decimals
    columns = (
        *(units[name].tolist() for name in ("proportion", "numerator", "denominator", "flag")),
        *(found.intervals[name].tolist() for name in ("lower", "upper")),
        *(places[name].tolist() for name in ("rank", "lower", "upper")),
    )

    def share(fraction: float) -> str:
        return words.figure(100 * fraction, "pct", decimals)

    return [
        {
            "name": house.catalogue.units[unit].name,
            "address": view.link("performance-trends", *NAMES, unit=unit),
            "figure": share(proportion),
            "counts": f"{cases:,.0f} of {size:,.0f}",
            "interval": f"{share(low)} to {share(high)}",
            "place": f"{rank} of {len(names)}",
            "places": f"{first} to {last}",
            "strip": rank_strip(float(rank), first, last, len(names)),
            "flag": FLAG_WORDS[FunnelFlag(flag)],
        }
        for unit, proportion, cases, size, flag, low, high, rank, first, last in sorted(
            zip(names, *columns, strict=True),
            key=lambda row: (row[7], row[3]),
        )
    ]


@kept_between_turns
def heat(house: House, view: View) -> str:
    """Measures by boroughs, each cell a sign and a word."""
    found = map_of(house, view)
    usual = Counter(row.period for row in found.rows).most_common(1)
    return rendered(
        "heat",
        period=usual[0][0].label if usual else "",
        boroughs=[
            {"name": u.name, "address": view.link("performance-borough", unit=u.id)}
            for u in found.boroughs
        ],
        rows=[
            {
                "name": found_row.measure.short,
                "address": view.link("performance-compare", "grain", measure=found_row.measure.id),
                "cells": _cells(
                    found_row.measure.unit,
                    found_row.measure.decimals,
                    found_row.verdicts,
                    found_row.values,
                    found_row.states,
                ),
            }
            for found_row in found.rows
        ],
        where_else=reads.where_else(house, view.known_at),
        note=map_words(found),
    )


@lru_cache(maxsize=256)
def _cells(
    unit: str,
    decimals: int,
    verdicts: tuple[Verdict, ...],
    values: tuple[float | None, ...],
    states: tuple[State, ...],
) -> Markup:
    """A measure in every borough: of most nothing changes when a return comes."""
    return in_a_row(
        [
            _cell(verdict, state, None if value is None else words.figure(value, unit, decimals))
            for verdict, value, state in zip(verdicts, values, states, strict=True)
        ]
    )


def _cell(verdict: Verdict, state: State, figure: str | None) -> Markup:
    word = CELL_WORDS[verdict] if state.judged else state.label
    return cell(
        "heat_cell",
        tone=verdict.value.replace(" ", "-"),
        sign=CELL_SIGNS[verdict],
        short=word,
        words=figure or word,
    )


def funnel_frame(house: House, view: View) -> pd.DataFrame:
    """One row a borough: figure, limits, flag, place; those that take no part last."""
    found = compared_of(house, view)
    common = {"measure": view.measure, "period": str(found.period) if found.period else ""}
    rows: list[dict[str, Any]] = []
    if found.funnel is not None and found.ranks is not None:
        for unit, row in found.funnel.units.iterrows():
            places, ends = found.ranks.units.loc[unit], found.intervals.loc[unit]
            limits = {name: 100 * row[name] for name in row.index if name[:5] in LIMITS}
            rows.append(
                {
                    **common,
                    "unit": unit,
                    "numerator": row["numerator"],
                    "denominator": row["denominator"],
                    "value": 100 * row["proportion"],
                    "interval_lower_95": 100 * ends["lower"],
                    "interval_upper_95": 100 * ends["upper"],
                    **{f"limit_{name}": value for name, value in limits.items()},
                    "flag": str(row["flag"]),
                    "rank": places["rank"],
                    "rank_lower_95": places["lower"],
                    "rank_upper_95": places["upper"],
                    "state": "value",
                }
            )
    rows += [
        {
            **common,
            "unit": one.unit.id,
            "numerator": one.reading.numerator,
            "denominator": one.reading.denominator,
            "value": one.reading.value,
            "state": one.reading.state.value,
        }
        for one in found.excluded
    ]
    return pd.DataFrame(rows)


LIMITS = ("lower", "upper")


def heat_frame(house: House, view: View) -> pd.DataFrame:
    """One row a measure and borough."""
    found = map_of(house, view)
    return pd.DataFrame(
        [
            {
                "measure": row.measure.id,
                "unit": unit.id,
                "period": str(row.period),
                "numerator": cell.reading.numerator,
                "denominator": cell.reading.denominator,
                "value": cell.reading.value,
                "state": cell.reading.state.value,
                "boroughs_together": row.together,
                "verdict": cell.verdict.value,
            }
            for row in found.rows
            for unit, cell in zip(found.boroughs, row.cells, strict=True)
        ]
    )
