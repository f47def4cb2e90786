"""One measure over time: the unit's line, London's beside it, targets and go-live days as marks.

A period stands at its middle, a rolling one at its last month. A missing period is a gap, an
incomplete one a hollow dot without a line to it.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

import plotly.graph_objects as go

from cjdata.analysis.control_chart import ControlChart
from cjdata.analysis.trend import GoLive, Trend, TrendPoint
from cjdata.charts import palette, style, words
from cjdata.charts.control_layer import (
    flag_traces,
    limit_labels,
    limit_traces,
    limit_values,
    rebase_labels,
    rebase_shapes,
)
from cjdata.charts.time_axis import date_ticks
from cjdata.charts.trend_texts import (
    LONDON_NAME,
    go_live_words,
    of_period,
    unit_name,
    value_words,
)
from cjdata.domain.periods import Period, first_day
from cjdata.domain.states import State

HEIGHT = 400
ROOM = 0.12
"""Of the range of the values, above and below them."""
NEAR = 0.06
"""Labels at the line's end closer than this share of the range are drawn apart."""
Parts = dict[str, Any]


def trend_figure(trend: Trend, control: ControlChart | None = None) -> go.Figure:
    """The chart of the trends page, with its limits; the page's heading is its title."""
    low, high = _range(trend, control)
    span = _span(trend)
    layout = style.layout(height=HEIGHT)
    layout["margin"] = {"l": 44, "r": 92, "t": 22 + 17 * len(_marks(trend, span)), "b": 44}
    layout["xaxis"] |= {"range": list(span), **date_ticks(*span)}
    layout["yaxis"] |= {
        "range": [low, high],
        "ticksuffix": "%" if trend.measure.unit == "pct" else "",
        "nticks": 6,
    }
    layout["shapes"] = [*_target_lines(trend), *_go_live_shapes(trend, span)]
    layout["annotations"] = [
        *_end_labels(trend, low, high),
        *_target_labels(trend),
        *_go_live_labels(trend, span),
    ]
    traces: list[go.Scatter] = []
    limits, flags = _control(trend, control, layout)
    if trend.london:
        traces += _series(trend, trend.london, LONDON_NAME, palette.NO_SIGNAL, 1.5)
    traces += _series(trend, trend.points, unit_name(trend), palette.DARK_BLUE, 3)
    return go.Figure(data=[*limits, *traces, *flags, _published(trend)], layout=layout)


def _control(
    trend: Trend, control: ControlChart | None, layout: Parts
) -> tuple[list[go.Scatter], list[go.Scatter]]:
    """Limits to lie under the lines and flags to lie over them; rebases go into the layout."""
    if control is None or control.why_none:
        return [], []
    layout["shapes"] += rebase_shapes(control)

    def at(period: Period) -> dt.date:
        return place(period, _rolling(trend))

    layout["annotations"] += [*rebase_labels(control), *limit_labels(control, at)]
    return limit_traces(control, at), flag_traces(control, at)


def place(period: Period, rolling: bool) -> dt.date:
    """Where a period stands on the axis."""
    first = first_day(period.last) if rolling else first_day(period.first)
    return first + (period.end - first) / 2


def _rolling(trend: Trend) -> bool:
    return trend.grain.step == 1 and trend.grain.months > 1


def _series(
    trend: Trend, points: tuple[TrendPoint, ...], name: str, colour: str, width: float
) -> list[go.Scatter]:
    """The whole figures as a line with its dots, the incomplete ones as hollow dots."""
    whole = [p.reading.value if p.reading.judged else None for p in points]
    incomplete = [p for p in points if p.reading.state is State.INCOMPLETE]
    rolling = _rolling(trend)
    return [
        go.Scatter(
            name=name,
            x=[place(p.period, rolling) for p in points],
            y=whole,
            mode="lines+markers",
            connectgaps=False,
            line={"color": colour, "width": width},
            marker={"color": colour, "size": 3 + width},
            hovertext=[_point_words(trend, p, name) for p in points],
            hoverinfo="text",
            cliponaxis=False,
        ),
        go.Scatter(
            name=f"{name}, incomplete",
            x=[place(p.period, rolling) for p in incomplete],
            y=[p.reading.value for p in incomplete],
            mode="markers",
            marker={
                "color": palette.WHITE,
                "size": 4 + width,
                "line": {"color": colour, "width": 1.5},
            },
            hovertext=[_point_words(trend, p, name) for p in incomplete],
            hoverinfo="text",
            cliponaxis=False,
        ),
    ]


def _point_words(trend: Trend, point: TrendPoint, name: str) -> str:
    found = point.reading
    lines = [
        f"<b>{value_words(found.value, trend.measure)}</b> {name}",
        of_period(trend, point),
    ]
    if found.numerator is not None and found.denominator is not None:
        lines.append(f"{found.numerator:,.0f} of {found.denominator:,.0f}")
    if found.state is State.INCOMPLETE:
        lines.append(f"incomplete: {found.received} of {found.expected} returns")
    if found.revised:
        lines.append("revised")
    return "<br>".join(lines)


def _published(trend: Trend) -> go.Scatter:
    """What publishers printed: points of their own, never joined to the returns."""
    return go.Scatter(
        name="published",
        x=[place(p.period, rolling=False) for p in trend.published],
        y=[p.value for p in trend.published],
        mode="markers+text",
        marker={
            "symbol": "diamond-open",
            "size": 10,
            "color": palette.ORANGE_INK,
            "line": {"width": 2},
        },
        text=[_area_word(p.area) for p in trend.published],
        textposition="bottom center",
        textfont={"size": style.SMALL_SIZE, "color": palette.ORANGE_INK},
        hovertext=[
            f"<b>{value_words(p.value, trend.measure)}</b> {p.area}, {p.period.label}<br>"
            f"published: {p.source}"
            for p in trend.published
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def _area_word(area: str) -> str:
    return {"England and Wales": "E&W", "London": "London, published"}.get(area, area)


def _values(trend: Trend, control: ControlChart | None) -> list[float]:
    points = [*trend.points, *trend.london]
    return [
        *(p.reading.value for p in points if p.reading.value is not None),
        *(p.value for p in trend.published),
        *(t.value for t in trend.targets),
        *limit_values(control),
    ]


def _range(trend: Trend, control: ControlChart | None) -> tuple[float, float]:
    """From below the lowest to above the highest figure; a percentage stays within 0 and 100."""
    values = _values(trend, control) or [0.0, 1.0]
    low, high = min(values), max(values)
    room = max((high - low) * ROOM, 1.0)
    low, high = max(low - room, 0.0), high + room
    return low, min(high, 103.0) if trend.measure.unit == "pct" else high


def _span(trend: Trend) -> tuple[dt.date, dt.date]:
    days = [place(p.period, _rolling(trend)) for p in trend.points]
    days += [place(p.period, rolling=False) for p in trend.published]
    if not days:
        return trend.known_at - dt.timedelta(days=365), trend.known_at
    return min(days) - dt.timedelta(days=20), max(days) + dt.timedelta(days=20)


def _end_labels(trend: Trend, low: float, high: float) -> list[Parts]:
    """Names and last values at the ends of the lines, kept apart where the ends are close."""
    ends = [(trend.points, unit_name(trend), palette.DARK_BLUE)]
    if trend.london:
        ends.append((trend.london, LONDON_NAME, palette.QUIET_INK))
    found = []
    for points, name, colour in ends:
        last = next((p for p in reversed(points) if p.reading.value is not None), None)
        if last is not None and last.reading.value is not None:
            found.append((last, last.reading.value, name, colour))
    shifts = [0] * len(found)
    if len(found) == 2 and abs(found[0][1] - found[1][1]) < (high - low) * NEAR * 1.6:
        first_above = found[0][1] >= found[1][1]
        shifts = [16, -16] if first_above else [-16, 16]
    return [
        {
            "name": "end",
            "x": place(point.period, _rolling(trend)),
            "y": value,
            "text": f"<b>{value_words(value, trend.measure)}</b><br>{name}",
            "showarrow": False,
            "xanchor": "left",
            "xshift": 9,
            "yshift": shift,
            "align": "left",
            "font": {"size": style.LABEL_SIZE, "color": colour},
        }
        for (point, value, name, colour), shift in zip(found, shifts, strict=True)
    ]


def _target_lines(trend: Trend) -> list[Parts]:
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
        for t in trend.targets
    ]


def _target_labels(trend: Trend) -> list[Parts]:
    return [
        {
            "name": "target",
            "xref": "paper",
            "x": 1,
            "y": t.value,
            "text": f"national {t.kind} {value_words(t.value, trend.measure)} "
            f"by {t.by:%B} {t.by.year}",
            "showarrow": False,
            "xanchor": "right",
            "yanchor": "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.TARGET},
        }
        for t in trend.targets
    ]


def _marks(trend: Trend, span: tuple[dt.date, dt.date]) -> list[tuple[GoLive, dt.date, dt.date]]:
    """The go-lives that touch the axis, with the ends of what is drawn."""
    found = []
    for mark in trend.go_lives:
        end = mark.not_after or mark.not_before
        begin = mark.not_before or mark.not_after
        if begin is not None and end is not None and begin <= span[1] and end >= span[0]:
            found.append((mark, max(begin, span[0]), min(end, span[1])))
    return sorted(found, key=lambda m: m[2])


def _go_live_shapes(trend: Trend, span: tuple[dt.date, dt.date]) -> list[Parts]:
    """A line on a known day, a band where only its limits are known."""
    shapes: list[Parts] = []
    for mark, begin, end in _marks(trend, span):
        shared = {"yref": "paper", "y0": 0, "y1": 1, "layer": "below"}
        if begin < end:
            shapes.append(
                {"type": "rect", "x0": begin, "x1": end, "fillcolor": palette.BAND, "opacity": 0.6,
                 "line": {"width": 0}, **shared}
            )  # fmt: skip
        else:
            dash = "solid" if mark.not_before == mark.not_after else "dash"
            line = {"color": palette.QUIET_INK, "width": 1, "dash": dash}
            shapes.append({"type": "line", "x0": end, "x1": end, "line": line, **shared})
    return shapes


def _go_live_labels(trend: Trend, span: tuple[dt.date, dt.date]) -> list[Parts]:
    """Above the chart, one line each, so that they never lie on the figures."""
    marks = _marks(trend, span)
    middle = span[0] + (span[1] - span[0]) / 2
    return [
        {
            "name": "go-live",
            "x": end,
            "yref": "paper",
            "y": 1,
            "yshift": 6 + 17 * (len(marks) - 1 - i),
            "text": words.opening(go_live_words(mark)),
            "showarrow": False,
            "xanchor": "right" if end > middle else "left",
            "yanchor": "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.QUIET_INK},
        }
        for i, (mark, _, end) in enumerate(marks)
    ]
