"""One measure over time: the unit's line, London's beside it, targets and go-live days as marks.

A period stands at its middle, a rolling one at its last month. A missing period is a gap, an
incomplete one a hollow dot without a line to it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.analysis.figures.trend import GoLive, Trend, TrendPoint
from cjdata.analysis.variation.control_chart import ControlChart
from cjdata.charts import palette, style, words
from cjdata.charts.control_layer import (
    flag_traces,
    limit_labels,
    limit_traces,
    limit_values,
    rebase_labels,
    rebase_shapes,
)
from cjdata.charts.figure import Figure, Parts, scatter
from cjdata.charts.line_ends import LineEnd, end_labels
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
MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class BesideLook:
    """How a line beside the first is told from the others, on the line and in its label."""

    colour: str
    symbol: str
    sign: str


BESIDE_LOOKS = (
    BesideLook(palette.TURQUOISE, "triangle-up", "▲"),
    BesideLook(palette.LIGHT_PURPLE, "triangle-down", "▼"),
    BesideLook(palette.DARK_GREY, "x", "✕"),
)


def trend_figure(
    trend: Trend, control: ControlChart | None = None, *, illustrative: bool = False
) -> Figure:
    """The chart of the trends page, with its limits; the page's heading is its title."""
    low, high = _range(trend, control)
    span = _span(trend)
    layout = style.layout(height=HEIGHT)
    margin = {"l": 44, "r": 100, "t": 22 + 17 * len(_marks(trend, span)), "b": 44}
    layout["margin"] = margin
    layout["xaxis"] |= {"range": list(span), **date_ticks(*span)}
    layout["yaxis"] |= {
        "range": [low, high],
        "ticksuffix": "%" if trend.measure.unit == "pct" else "",
        "nticks": 6,
    }
    layout["shapes"] = [*_target_lines(trend), *_go_live_shapes(trend, span)]
    layout["annotations"] = [
        *end_labels(_ends(trend), low, high, HEIGHT - margin["t"] - margin["b"]),
        *_target_labels(trend),
        *_go_live_labels(trend, span),
        *([style.illustrative_mark()] if illustrative else []),
    ]
    traces: list[Parts] = []
    limits, flags = _control(trend, control, layout)
    if _draws_london(trend):
        traces += _series(trend, trend.london, LONDON_NAME, palette.NO_SIGNAL, 1.5)
    for other, look in zip(trend.beside, BESIDE_LOOKS, strict=False):
        traces += _series(trend, other.points, other.unit.name, look.colour, 1.5, look.symbol)
    traces += _series(trend, trend.points, unit_name(trend), palette.DARK_BLUE, 3)
    return Figure([*limits, *traces, *flags, _published(trend)], layout)


def _draws_london(trend: Trend) -> bool:
    """London's line gives way to a third chosen unit: more than four lines are not read."""
    return bool(trend.london) and len(trend.beside) + 2 <= MOST_LINES


def _control(
    trend: Trend, control: ControlChart | None, layout: Parts
) -> tuple[list[Parts], list[Parts]]:
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
    trend: Trend,
    points: tuple[TrendPoint, ...],
    name: str,
    colour: str,
    width: float,
    symbol: str = "circle",
) -> list[Parts]:
    """The whole figures as a line with its dots, the incomplete ones as hollow dots."""
    whole = [p.reading.value if p.reading.judged else None for p in points]
    incomplete = [p for p in points if p.reading.state is State.INCOMPLETE]
    rolling = _rolling(trend)
    return [
        scatter(
            name=name,
            x=[place(p.period, rolling) for p in points],
            y=whole,
            mode="lines+markers",
            connectgaps=False,
            line={"color": colour, "width": width},
            marker={"color": colour, "size": 3 + width, "symbol": symbol},
            hovertext=[_point_words(trend, p, name) for p in points],
            hoverinfo="text",
            cliponaxis=False,
        ),
        scatter(
            name=f"{name}, incomplete",
            x=[place(p.period, rolling) for p in incomplete],
            y=[p.reading.value for p in incomplete],
            mode="markers",
            marker={
                "color": palette.WHITE,
                "symbol": symbol,
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


def _published(trend: Trend) -> Parts:
    """What publishers printed: points of their own, never joined to the returns."""
    return scatter(
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
    points = [*trend.points, *(trend.london if _draws_london(trend) else ())]
    points += [p for other in trend.beside for p in other.points]
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


def _ends(trend: Trend) -> list[LineEnd]:
    """The last figure of every line that is drawn."""
    lines = [(trend.points, unit_name(trend), palette.DARK_BLUE)]
    if _draws_london(trend):
        lines.append((trend.london, LONDON_NAME, palette.QUIET_INK))
    lines += [
        (other.points, f"{look.sign} {other.unit.name}", palette.QUIET_INK)
        for other, look in zip(trend.beside, BESIDE_LOOKS, strict=False)
    ]
    found = []
    for points, name, colour in lines:
        last = next((p for p in reversed(points) if p.reading.value is not None), None)
        if last is not None and last.reading.value is not None:
            day, value = place(last.period, _rolling(trend)), last.reading.value
            found.append(LineEnd(day, value, value_words(value, trend.measure), name, colour))
    return found


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
        for t in trend.targets
        if (start := trend.start_of(t)) is not None
    ]


def _target_labels(trend: Trend) -> list[Parts]:
    return [
        {
            "name": "target",
            "xref": "paper",
            "x": 1,
            "y": t.value,
            "text": f"{'own' if trend.is_own(t) else 'national'} {t.kind} "
            f"{value_words(t.value, trend.measure)} by {t.by:%B} {t.by.year}",
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
