"""The effect by months since going live with its intervals, the same in cases a month beside it."""

from __future__ import annotations

import math

from cjdata.analysis.impact.effects import MONTHS_JUDGED, EventEffect
from cjdata.analysis.impact.verdict import Impact
from cjdata.charts import palette, style
from cjdata.charts.figure import Figure, Parts, scatter
from cjdata.charts.impact_texts import unit_words

SHOWN = (-12, 18)
"""Months before and after going live that the chart shows; the table has all."""
HEIGHT = 380
ROOM = 1.08
"""Height of the axis over the longest interval."""


def impact_figure(found: Impact) -> Figure:
    """Dots with 95% intervals; shaded: the months that the verdict averages."""
    layout = style.layout(height=HEIGHT)
    events = [e for e in found.by_event_time if SHOWN[0] <= e.event_time <= SHOWN[1]]
    if not events:
        return Figure([], layout)
    low, high = _range(events, found)
    layout["shapes"] = _marks(found.measure.lag_months or 0)
    layout["margin"] |= {"t": 24, "b": 56, "l": 48}
    layout["xaxis"] |= {
        "title": {"text": "months since going live"},
        "range": [SHOWN[0] - 1, SHOWN[1] + 1],
    }
    layout["yaxis"] |= {
        "title": {"text": unit_words(found)},
        "automargin": True,
        "range": [low, high],
    }
    traces = [_dots(events, found)]
    if found.cases_a_point is not None:
        layout["yaxis2"] = _cases(found.cases_a_point * low, found.cases_a_point * high)
        # an axis is drawn where a trace lies on it
        traces.append(scatter(x=[None], y=[None], yaxis="y2", showlegend=False, hoverinfo="skip"))
    return Figure(traces, layout)


def _marks(lag: int) -> list[Parts]:
    """The months judged shaded, a line at nought and one at the go-live."""
    end = min(lag + MONTHS_JUDGED - 0.5, SHOWN[1] + 0.5)
    upright = {"y0": 0, "y1": 1}
    return [
        {"type": "rect", "x0": lag - 0.5, "x1": end, "yref": "paper", **upright,
         "fillcolor": palette.BAND, "line": {"width": 0}, "layer": "below"},
        {"type": "line", "xref": "x domain", "x0": 0, "x1": 1, "y0": 0, "y1": 0,
         "line": {"color": palette.INK, "width": 1}},
        {"type": "line", "x0": -0.5, "x1": -0.5, "yref": "y domain", **upright,
         "line": {"color": palette.TARGET, "width": 2}},
    ]  # fmt: skip


def _dots(events: list[EventEffect], found: Impact) -> Parts:
    per_point = found.cases_a_point
    counts = [
        f", {per_point * e.estimate:+,.0f} cases a month" if per_point else "" for e in events
    ]
    return scatter(
        x=[e.event_time for e in events],
        y=[e.estimate for e in events],
        customdata=counts,
        error_y={
            "type": "data", "symmetric": False, "width": 0, "thickness": 1.5,
            "array": [_length(e.upper - e.estimate) for e in events],
            "arrayminus": [_length(e.estimate - e.lower) for e in events],
            "color": palette.NO_SIGNAL,
        },
        mode="markers",
        marker={
            "color": palette.REPORTED, "size": 7,
            "symbol": ["circle" if math.isfinite(e.lower) else "circle-open" for e in events],
        },
        hovertemplate="%{x} months: %{y:.1f}%{customdata}<extra></extra>",
        showlegend=False,
    )  # fmt: skip


def _length(value: float) -> float:
    return value if math.isfinite(value) else 0.0


def _range(events: list[EventEffect], found: Impact) -> tuple[float, float]:
    """From the dots and twice the interval judged: a month of few boroughs must not hide them."""
    dots = [abs(e.estimate) for e in events]
    judged = [] if found.interval95 is None else [2 * abs(v) for v in found.interval95]
    ends = [abs(v) for e in events for v in (e.lower, e.upper) if math.isfinite(v)]
    widest = max([*ends, *dots])
    kept = max([*dots, *(v for v in judged if math.isfinite(v))])
    half = ROOM * min(widest, kept) if kept else 1.0
    return -half, half


def _cases(low: float, high: float) -> Parts:
    """The right-hand scale: the same effects in cases a month, nought at the same height."""
    return {
        "title": {"text": "cases a month"}, "overlaying": "y", "side": "right",
        "range": [low, high], "showgrid": False, "zeroline": False, "automargin": True,
        "tickformat": ",.0f",
    }  # fmt: skip
