"""One measure over time: lines of figures under limits, targets and go-live days in their layers.

A period stands at its middle, a rolling one at its last month.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cjdata.analysis.figures.trend import Trend
from cjdata.analysis.variation.control_chart import ControlChart
from cjdata.charts import style
from cjdata.charts.control_layer import (
    flag_traces,
    limit_labels,
    limit_traces,
    limit_values,
    rebase_labels,
    rebase_shapes,
)
from cjdata.charts.figure import Figure, Parts
from cjdata.charts.go_live_layer import (
    go_live_labels,
    go_live_marks,
    go_live_room,
    go_live_shapes,
)
from cjdata.charts.line_ends import end_labels
from cjdata.charts.published_layer import published_labels, published_trace
from cjdata.charts.target_layer import target_labels, target_shapes, target_values
from cjdata.charts.time_axis import Place, Span, date_ticks, middle, middle_of_last_month
from cjdata.charts.trend_lines import (
    Line,
    Mark,
    drawn_lines,
    line_ends,
    line_marks,
    line_traces,
    line_values,
)

HEIGHT = 400
ROOM = 0.12
"""Of the range of the values, above and below them."""


def trend_figure(
    trend: Trend, control: ControlChart | None = None, *, illustrative: bool = False
) -> Figure:
    """The chart of the trends page, with its limits; the page's heading is its title."""
    lines, limits = drawn_lines(trend), limit_values(control)
    place = middle_of_last_month if trend.grain.step < trend.grain.months else middle
    days = [place(p.period) for p in trend.points]
    low, high = _range(trend, [*_values(trend, lines), *limits])
    across: list[Mark] = [(None, value) for value in (*limits, *target_values(trend))]
    span, marks = _span(trend, days), [*across, *line_marks(lines, days)]
    go_lives = go_live_marks(trend.go_lives, span)
    layout = style.layout(height=HEIGHT)
    margin = {"l": 44, "r": 100, "t": 22 + go_live_room(go_lives), "b": 44}
    layout["margin"] = margin
    layout["xaxis"] |= {"range": list(span), **date_ticks(*span)}
    layout["yaxis"] |= {
        "range": [low, high],
        "ticksuffix": "%" if trend.measure.unit == "pct" else "",
        "nticks": 6,
    }
    layout["shapes"] = [*target_shapes(trend), *go_live_shapes(go_lives)]
    layout["annotations"] = [
        *end_labels(line_ends(trend, lines, days), low, high, HEIGHT - margin["t"] - margin["b"]),
        *target_labels(trend, marks, span),
        *go_live_labels(go_lives, span),
        *published_labels(trend, middle, marks),
        *([style.illustrative_mark()] if illustrative else []),
    ]
    under, over = _control(control, layout, place, marks)
    if trend.published or trend.drawn_targets:
        _leave_to_wide_screens(layout["annotations"])
    drawn = line_traces(trend, lines, days)
    return Figure([*under, *drawn, *over, published_trace(trend, middle)], layout)


def draws_nothing(trend: Trend) -> bool:
    """Whether no figure, target or published figure is there to be drawn."""
    return not _values(trend, drawn_lines(trend))


def _leave_to_wide_screens(labels: Sequence[Parts]) -> None:
    """Where targets or published figures are named too, a phone has no room for all names."""
    for label in labels:
        if label["name"] in ("limit", "published"):
            label |= style.DETAIL


def _control(
    control: ControlChart | None, layout: Parts, place: Place, marks: Sequence[Mark]
) -> tuple[list[Parts], list[Parts]]:
    """Limits to lie under the lines and flags to lie over them; rebases go into the layout."""
    if control is None or control.why_none:
        return [], []
    layout["shapes"] += rebase_shapes(control)
    layout["annotations"] += [*rebase_labels(control), *limit_labels(control, place, marks)]
    return limit_traces(control, place), flag_traces(control, place)


def _values(trend: Trend, lines: Sequence[Line]) -> list[float]:
    """All that is drawn at a value, but for limits."""
    return [*line_values(lines), *(p.value for p in trend.published), *target_values(trend)]


def _range(trend: Trend, values: Sequence[float]) -> tuple[float, float]:
    """From below the lowest to above the highest figure; a percentage stays within 0 and 100."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    room = max((high - low) * ROOM, 1.0)
    low, high = max(low - room, 0.0), high + room
    return low, min(high, 103.0) if trend.measure.unit == "pct" else high


def _span(trend: Trend, days: Sequence[dt.date]) -> Span:
    every = [*days, *(middle(p.period) for p in trend.published)]
    if not every:
        return trend.known_at - dt.timedelta(days=365), trend.known_at
    return min(every) - dt.timedelta(days=20), max(every) + dt.timedelta(days=20)
