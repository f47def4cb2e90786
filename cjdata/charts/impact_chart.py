"""The effect by months since going live, with its intervals, and what it says in words."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from cjdata.analysis.impact import DEMONSTRATION, MONTHS_JUDGED, Impact, ImpactVerdict
from cjdata.charts import palette, style, words
from cjdata.domain.states import Direction

SHOWN = (-12, 18)
"""Months before and after going live that the chart shows; the table has all."""
HEIGHT = 380
VERDICT_WORDS = {
    ImpactVerdict.IMPROVED: "improved",
    ImpactVerdict.WORSENED: "worsened",
    ImpactVerdict.NO_IMPORTANT_EFFECT: "no effect that matters",
    ImpactVerdict.CANNOT_TELL: "cannot tell yet",
    ImpactVerdict.CANNOT_SEPARATE: "cannot separate",
}


def impact_figure(found: Impact) -> go.Figure:
    """Dots with 95% intervals; shaded: the months that the verdict averages."""
    figure = go.Figure(layout=style.layout(height=HEIGHT))
    events = [e for e in found.by_event_time if SHOWN[0] <= e.event_time <= SHOWN[1]]
    if not events:
        return figure
    lag = found.measure.lag_months or 0
    figure.add_shape(
        type="rect", x0=lag - 0.5, x1=min(lag + MONTHS_JUDGED - 0.5, SHOWN[1] + 0.5),
        y0=0, y1=1, yref="paper", fillcolor=palette.BAND, line_width=0, layer="below",
    )  # fmt: skip
    figure.add_hline(y=0, line_color=palette.INK, line_width=1)
    figure.add_vline(x=-0.5, line_color=palette.TARGET, line_width=2)
    figure.add_trace(
        go.Scatter(
            x=[e.event_time for e in events],
            y=[e.estimate for e in events],
            error_y={
                "type": "data", "symmetric": False, "width": 0, "thickness": 1.5,
                "array": [e.upper - e.estimate for e in events],
                "arrayminus": [e.estimate - e.lower for e in events],
                "color": palette.NO_SIGNAL,
            },
            mode="markers",
            marker={"color": palette.REPORTED, "size": 7},
            hovertemplate="%{x} months: %{y:.1f}<extra></extra>",
            showlegend=False,
        )
    )  # fmt: skip
    figure.update_xaxes(title_text="months since going live", range=[SHOWN[0] - 1, SHOWN[1] + 1])
    figure.update_yaxes(title_text=unit_words(found), automargin=True)
    figure.update_layout(margin={"t": 24, "b": 56, "l": 48})
    return figure


def unit_words(found: Impact) -> str:
    return "points" if found.measure.unit == "pct" else found.measure.unit


def impact_heading(found: Impact, *, demo: bool) -> str:
    """The verdict as a sentence; in a demo store headed as the demonstration that it is."""
    what = f"{found.initiative.name} and {_lower(found.measure.name)}"
    text = f"{what}: {VERDICT_WORDS[found.verdict]}."
    return f"{DEMONSTRATION}. {text}" if demo else text


def size_words(found: Impact) -> str:
    """The size with its interval, and the same in cases a month."""
    if found.estimate is None or found.interval95 is None:
        return ""
    low, high = found.interval95
    text = (
        f"{_signed(found.estimate)} {unit_words(found)} "
        f"(95% interval {_signed(low)} to {_signed(high)})"
    )
    if found.cases_a_month is None:
        return f"{text}."
    count = abs(found.cases_a_month)
    more = "fewer" if found.cases_a_month < 0 else "more"
    thing = _lower(found.measure.short)
    return f"{text}: about {count:,.0f} {more} a month ({thing}) across the boroughs live."


def _signed(value: float) -> str:
    return words.figure(value, "count", 1).replace("-", "−") if value < 0 else f"+{value:.1f}"


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]


def direction_words(found: Impact) -> str:
    return {
        Direction.INCREASE: "up is better",
        Direction.DECREASE: "down is better",
        Direction.NEUTRAL: "neither way is better in itself",
    }[found.measure.direction]


def impact_table(found: Impact, *, demo: bool) -> pd.DataFrame:
    """The twin: one row a month since going live, and the overall effect first."""
    rows: list[dict[str, object]] = []
    if found.estimate is not None and found.interval95 is not None:
        low, high = found.interval95
        rows.append({"months": "overall", "effect": found.estimate, "lower": low, "upper": high})
    rows += [
        {"months": e.event_time, "effect": e.estimate, "lower": e.lower, "upper": e.upper}
        for e in found.by_event_time
    ]
    frame = pd.DataFrame(rows, columns=["months", "effect", "lower", "upper"])
    frame["months"] = frame["months"].astype(str)
    label = DEMONSTRATION if demo else ""
    return frame.assign(
        measure=found.measure.id,
        initiative=found.initiative.id,
        unit=unit_words(found),
        verdict=found.verdict.value,
        reason=found.reason,
        label=label,
    )
