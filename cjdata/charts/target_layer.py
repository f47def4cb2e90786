"""Targets laid over the chart of a trend: lines with their words, and the way to one's own."""

from __future__ import annotations

from collections.abc import Sequence

from cjdata.analysis.figures.trend import Trend
from cjdata.charts import palette, style
from cjdata.charts.figure import Parts
from cjdata.charts.time_axis import Span
from cjdata.charts.trend_lines import Mark
from cjdata.charts.trend_texts import value_words


def target_values(trend: Trend) -> list[float]:
    """All values that the axis has to hold."""
    return [t.value for t in trend.drawn_targets]


def target_shapes(trend: Trend) -> list[Parts]:
    """A line across the chart for each, and a thin one from what an own target starts from."""
    return [
        {
            "type": "line",
            "xref": "paper",
            "x0": 0,
            "x1": 1,
            "y0": t.value,
            "y1": t.value,
            "line": {"color": palette.TARGET, "width": 1.5, "dash": "dot"},
        }
        for t in trend.drawn_targets
    ] + [
        {
            "name": "way to the target",
            "type": "line",
            "x0": start.by,
            "x1": t.by,
            "y0": start.value,
            "y1": t.value,
            "line": {"color": palette.TARGET, "width": 1},
        }
        for t in trend.drawn_targets
        if (start := trend.start_of(t)) is not None
    ]


def target_labels(trend: Trend, marks: Sequence[Mark], span: Span) -> list[Parts]:
    """Each target in words, on its line at the end where fewer figures come near it."""
    return [
        {
            "name": "target",
            "xref": "paper",
            "x": float(side == "right"),
            "y": t.value,
            "text": f"{'own' if trend.is_own(t) else 'national'} {t.kind} "
            f"{value_words(t.value, trend.measure)} by {t.by:%B} {t.by.year}",
            "showarrow": False,
            "xanchor": side,
            "yanchor": "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.TARGET},
            **style.HALO,
        }
        for t in trend.drawn_targets
        for side in [_emptier_side(t.value, marks, span)]
    ]


def _emptier_side(value: float, marks: Sequence[Mark], span: Span) -> str:
    middle = span[0] + (span[1] - span[0]) / 2

    def room(left: bool) -> float:
        there = [v for when, v in marks if when is not None and (when < middle) is left]
        return min((abs(v - value) for v in there), default=float("inf"))

    return "left" if room(True) > room(False) else "right"
