"""The sections on variation: verdicts under a trend's chart, and one small chart a unit."""

from __future__ import annotations

from collections import Counter

import pandas as pd

from cjdata.analysis.variation.multiples import UnitChart, unit_charts, units_charted
from cjdata.charts import words
from cjdata.charts.control_icons import assurance_icon, variation_icon
from cjdata.charts.control_texts import (
    SHORT_WORDS,
    assurance_words,
    control_notes,
    variation_words,
)
from cjdata.charts.signal_texts import value_words
from cjdata.charts.small_chart import axis_of, small_chart
from cjdata.domain.periods import Grain
from cjdata.stats.xmr import Judgement
from cjdata.ui import reads, trends
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.on_demand import on_demand
from cjdata.ui.show import rendered, show
from cjdata.ui.twin import twin

SOURCE = "Returns in this store; limits by docs/decisions/xmr-charts.md"
TONES = {Judgement.IMPROVEMENT: "verdict better", Judgement.CONCERN: "verdict worse"}
TWO_QUESTIONS = (
    "Limits ask whether a figure fits all that this unit had before; the heading asks whether it "
    "differs from a year ago: both can be so, and either without the other."
)


@kept
def verdicts(house: House, view: View) -> str:
    """The two icons with their words, and what the limits rest on."""
    found = trends.control_of(house, view)
    return rendered(
        "control",
        variation_icon=variation_icon(found),
        variation=variation_words(found).removesuffix("."),
        assurance_icon=assurance_icon(found),
        assurance=assurance_words(found),
        notes=[
            *control_notes(found),
            *([TWO_QUESTIONS] if found.last and found.last.lower is not None else []),
        ],
    )


@kept
def charts_of(house: House, view: View) -> tuple[UnitChart, ...]:
    return unit_charts(
        house.reader,
        house.catalogue,
        view.measure,
        view.grain,
        view.known_at,
        reads.rebases_at(house, view.known_at),
    )


@kept
def multiples_html(house: House, view: View) -> str:
    """Every unit's chart on one axis, and how many moved."""
    found = charts_of(house, view)
    measure = house.catalogue.measures[view.measure]
    low, high = axis_of([one.chart for one in found])
    rows = []
    for one in found:
        last = one.chart.last
        value = "" if last is None else value_words(last.value or 0.0, measure)
        rows.append(
            {
                "name": one.unit.name,
                "address": view.link("performance-trends", "measure", "grain", unit=one.unit.id),
                "figure": value,
                "picture": small_chart(one.chart, one.unit.name, low=low, high=high),
                "words": SHORT_WORDS[one.chart.variation],
                "tone": TONES.get(one.chart.variation, "aside"),
            }
        )
    return rendered(
        "multiples",
        charts=rows,
        note=_note(found, view.grain),
        empty=f"No {_each(house, view)} has a figure of this measure by this date.",
    )


def _note(found: tuple[UnitChart, ...], grain: Grain) -> str:
    if not found:
        return ""
    reason = next((one.chart.why_none for one in found if one.chart.why_none), "")
    counts = Counter(one.chart.variation for one in found)
    parts = [
        f"{SHORT_WORDS[judgement]} {counts[judgement]}"
        for judgement in Judgement
        if counts[judgement]
    ]
    trial = sum(bool(one.chart.trial) for one in found)
    tried = f" {words.opening(words.number(trial))} with trial limits." if trial else ""
    return (
        f"The last figure of each, {grain.label}, against its own limits: {', '.join(parts)}. "
        f"All on one axis. Points outside limits are few by chance alone, never none.{tried} "
        f"{reason}"
    ).strip()


def multiples(house: House, view: View) -> None:
    """All on demand: nothing of it is made before it is opened."""
    each = _each(house, view)
    label = f"All {each}s, one small chart each"
    if each and on_demand(label, lambda: show(multiples_html(house, view)), key="multiples"):
        twin(
            lambda: multiples_frame(house, view),
            name=f"{each.replace(' ', '-').lower()}s-{view.measure}-{view.grain}",
            source=SOURCE,
            label=f"Every {each}'s last figure and limits as a table",
            key="boroughs",
        )


def _each(house: House, view: View) -> str:
    """What has a small chart each: `borough`, `Crown Court`; empty where nobody has one."""
    units = units_charted(house.catalogue, house.catalogue.measures[view.measure])
    return units[0].kind.label if units else ""


def multiples_frame(house: House, view: View) -> pd.DataFrame:
    """One row a borough or court: its last complete figure with limits and verdict."""
    rows = []
    for one in charts_of(house, view):
        last = one.chart.last
        rows.append(
            {
                "measure": view.measure,
                "unit": one.unit.id,
                "period": str(last.period) if last else "",
                "value": last.value if last else None,
                "mean": last.mean if last else None,
                "lower_limit": last.lower if last else None,
                "upper_limit": last.upper if last else None,
                "chart": one.chart.kind.value,
                "trial_limits": bool(one.chart.trial),
                "variation": one.chart.variation.value,
                "rules": ", ".join(rule.value for rule in last.rules) if last else "",
                "flagged": len(one.chart.flagged),
            }
        )
    return pd.DataFrame(rows)
