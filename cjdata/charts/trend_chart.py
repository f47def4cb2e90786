"""One measure over time: the unit's line, London's beside it, targets and go-live days as marks.

A period stands at its middle, a rolling one at its last month. A missing period is a gap, an
incomplete one a hollow dot without a line to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.analysis.variation.control_chart import ControlChart
from cjdata.charts import palette, style
from cjdata.charts.completeness import lacking_words
from cjdata.charts.control_layer import (
    flag_traces,
    limit_labels,
    limit_traces,
    limit_values,
    rebase_labels,
    rebase_shapes,
)
from cjdata.charts.figure import Figure, Parts, scatter
from cjdata.charts.go_live_layer import (
    Span,
    go_live_labels,
    go_live_marks,
    go_live_room,
    go_live_shapes,
)
from cjdata.charts.line_ends import LineEnd, end_labels
from cjdata.charts.published_layer import Mark, published_labels, published_trace
from cjdata.charts.time_axis import date_ticks
from cjdata.charts.trend_texts import (
    LONDON_NAME,
    counts_words,
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
    days = [place(p.period, _rolling(trend)) for p in trend.points]
    span, marks = _span(trend, days), _marks_around(trend, control, days)
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
    layout["shapes"] = [*_target_lines(trend), *go_live_shapes(go_lives)]
    layout["annotations"] = [
        *end_labels(_ends(trend, days), low, high, HEIGHT - margin["t"] - margin["b"]),
        *_target_labels(trend, marks, span),
        *go_live_labels(go_lives, span),
        *published_labels(trend, _middle, marks),
        *([style.illustrative_mark()] if illustrative else []),
    ]
    traces: list[Parts] = []
    limits, flags = _control(trend, control, layout, marks)
    if trend.published or trend.drawn_targets:
        _leave_to_wide_screens(layout["annotations"])
    if _draws_london(trend):
        traces += _series(trend, days, trend.london, LONDON_NAME, palette.NO_SIGNAL, 1.5)
    for other, look in zip(trend.beside, BESIDE_LOOKS, strict=False):
        name = other.unit.name
        traces += _series(trend, days, other.points, name, look.colour, 1.5, look.symbol)
    traces += _series(trend, days, trend.points, unit_name(trend), palette.DARK_BLUE, 3)
    return Figure([*limits, *traces, *flags, published_trace(trend, _middle)], layout)


def draws_nothing(trend: Trend) -> bool:
    """Whether no figure, target or published figure is there to be drawn."""
    return not _values(trend, None)


def _leave_to_wide_screens(labels: Sequence[Parts]) -> None:
    """Where targets or published figures are named too, a phone has no room for all names."""
    for label in labels:
        if label["name"] in ("limit", "published"):
            label |= style.DETAIL


def _draws_london(trend: Trend) -> bool:
    """London's line gives way to a third chosen unit: more than four lines are not read."""
    return bool(trend.london) and len(trend.beside) + 2 <= MOST_LINES


def _control(
    trend: Trend, control: ControlChart | None, layout: Parts, marks: Sequence[Mark]
) -> tuple[list[Parts], list[Parts]]:
    """Limits to lie under the lines and flags to lie over them; rebases go into the layout."""
    if control is None or control.why_none:
        return [], []
    layout["shapes"] += rebase_shapes(control)

    rolling = _rolling(trend)

    def at(period: Period) -> dt.date:
        return place(period, rolling)

    layout["annotations"] += [*rebase_labels(control), *limit_labels(control, at, marks)]
    return limit_traces(control, at), flag_traces(control, at)


@lru_cache(maxsize=4096)
def place(period: Period, rolling: bool) -> dt.date:
    """Where a period stands on the axis."""
    first = first_day(period.last) if rolling else first_day(period.first)
    return first + (period.end - first) / 2


def _middle(period: Period) -> dt.date:
    return place(period, False)


def _rolling(trend: Trend) -> bool:
    return trend.grain.step == 1 and trend.grain.months > 1


def _series(
    trend: Trend,
    days: Sequence[dt.date],
    points: tuple[TrendPoint, ...],
    name: str,
    colour: str,
    width: float,
    symbol: str = "circle",
) -> list[Parts]:
    """The whole figures as a line with its dots, the incomplete ones as hollow dots."""
    whole = [p.reading.value if p.reading.judged else None for p in points]
    incomplete = [
        (day, p) for day, p in zip(days, points, strict=True) if p.reading.state is State.INCOMPLETE
    ]
    return [
        scatter(
            name=name,
            x=days,
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
            x=[day for day, _ in incomplete],
            y=[p.reading.value for _, p in incomplete],
            mode="markers",
            marker={
                "color": palette.WHITE,
                "symbol": symbol,
                "size": 4 + width,
                "line": {"color": colour, "width": 1.5},
            },
            hovertext=[_point_words(trend, p, name) for _, p in incomplete],
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
        lines.append(counts_words(trend.measure, found))
    if lacking := lacking_words(found):
        lines.append(f"incomplete: {lacking}")
    if found.revised:
        lines.append("revised")
    return "<br>".join(lines)


def _marks_around(
    trend: Trend, control: ControlChart | None, days: Sequence[dt.date]
) -> list[Mark]:
    """What a label must keep clear of: the lines drawn, limits and targets."""
    lines = [trend.points, trend.london if _draws_london(trend) else ()]
    lines += [other.points for other in trend.beside]
    across: list[Mark] = [(None, v) for v in (*limit_values(control), *_target_values(trend))]
    return across + [
        (day, p.reading.value)
        for points in lines
        for day, p in zip(days, points, strict=False)
        if p.reading.value is not None
    ]


def _target_values(trend: Trend) -> list[float]:
    return [t.value for t in trend.drawn_targets]


def _values(trend: Trend, control: ControlChart | None) -> list[float]:
    points = [*trend.points, *(trend.london if _draws_london(trend) else ())]
    points += [p for other in trend.beside for p in other.points]
    return [
        *(p.reading.value for p in points if p.reading.value is not None),
        *(p.value for p in trend.published),
        *_target_values(trend),
        *limit_values(control),
    ]


def _range(trend: Trend, control: ControlChart | None) -> tuple[float, float]:
    """From below the lowest to above the highest figure; a percentage stays within 0 and 100."""
    values = _values(trend, control) or [0.0, 1.0]
    low, high = min(values), max(values)
    room = max((high - low) * ROOM, 1.0)
    low, high = max(low - room, 0.0), high + room
    return low, min(high, 103.0) if trend.measure.unit == "pct" else high


def _span(trend: Trend, days: Sequence[dt.date]) -> Span:
    every = [*days, *(_middle(p.period) for p in trend.published)]
    if not every:
        return trend.known_at - dt.timedelta(days=365), trend.known_at
    return min(every) - dt.timedelta(days=20), max(every) + dt.timedelta(days=20)


def _ends(trend: Trend, days: Sequence[dt.date]) -> list[LineEnd]:
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
        known = ((day, p.reading.value) for day, p in zip(days[::-1], points[::-1], strict=False))
        day, value = next(((day, v) for day, v in known if v is not None), (None, None))
        if day is not None and value is not None:
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


def _target_labels(trend: Trend, marks: Sequence[Mark], span: Span) -> list[Parts]:
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
