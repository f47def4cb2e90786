"""Limits, mean and flagged points laid over the chart of a trend.

A flag is a shape with a word, never colour alone; where flags stand in a row the word is written
once, at the last of them. A phase begins at a line with its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from cjdata.analysis.variation.control_chart import ControlChart, ControlPoint
from cjdata.analysis.variation.rebases import Rebase
from cjdata.charts import palette, style, words
from cjdata.charts.control_texts import SHORT_WORDS
from cjdata.charts.figure import Parts, scatter
from cjdata.charts.signal_texts import rules_words, value_words
from cjdata.charts.time_axis import Place
from cjdata.charts.trend_lines import Mark
from cjdata.domain.periods import Period, first_day
from cjdata.stats.xmr import Judgement

SYMBOLS = {
    Judgement.IMPROVEMENT: "diamond",
    Judgement.CONCERN: "square",
    Judgement.NEUTRAL: "hexagon2",
}
COLOURS = {
    Judgement.IMPROVEMENT: palette.DARK_BLUE,
    Judgement.CONCERN: palette.ORANGE_INK,
    Judgement.NEUTRAL: palette.DARK_GREY,
}
LONGEST_REASON = 44
NAME_REACH = 0.4
"""How much of the width of a narrow chart the name of its mean takes."""
NAME_ROOM = 0.25
"""How far from the mean figures come near its name, as a share of the farthest."""


def limit_traces(chart: ControlChart, place: Place) -> list[Parts]:
    """The mean and both limits, broken where a phase begins."""
    points = _broken(chart.points)
    days = [None if p is None else place(p.period) for p in points]
    lines = (
        ("mean", [None if p is None else p.mean for p in points], "solid", 1.0),
        ("upper limit", [None if p is None else p.upper for p in points], "dash", 1.2),
        ("lower limit", [None if p is None else p.lower for p in points], "dash", 1.2),
    )
    return [_line(days, *line) for line in lines]


def limit_labels(chart: ControlChart, place: Place, marks: Sequence[Mark]) -> list[Parts]:
    """The names of mean and limits with their values, at the left of the first phase.

    The mean has its name on the side of it where fewer of the figures (`marks`) are.
    """
    first = next((p for p in chart.points if p.lower is not None), None)
    if first is None:
        return []
    start = place(first.period)
    named = (("upper limit", first.upper), ("mean", first.mean), ("lower limit", first.lower))
    return [
        {
            "name": "limit",
            "x": start,
            "y": value,
            "text": f"{name} {value_words(value, chart.measure)}",
            "showarrow": False,
            "xanchor": "left",
            "yanchor": _emptier_side(value, start, marks) if name == "mean" else "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.QUIET_INK},
            **style.HALO,
        }
        for name, value in named
        if value is not None
    ]


def _emptier_side(value: float, start: dt.date, marks: Sequence[Mark]) -> str:
    """`bottom` for a name above its line, `top` for one below it."""
    days = [day for day, _ in marks if day is not None]
    end = start + (max(days, default=start) - start) * NAME_REACH
    near = [v - value for day, v in marks if day is not None and start <= day <= end]
    room = max(map(abs, near), default=0.0) * NAME_ROOM
    above = sum(0 <= v <= room for v in near)
    return "bottom" if above <= sum(-room <= v < 0 for v in near) else "top"


def _broken(points: Sequence[ControlPoint]) -> list[ControlPoint | None]:
    """The points with a gap where a phase begins."""
    found: list[ControlPoint | None] = []
    for before, point in zip((None, *points), points, strict=False):
        if before is not None and point.phase != before.phase:
            found.append(None)
        found.append(point)
    return found


def _line(
    days: Sequence[dt.date | None],
    name: str,
    values: Sequence[float | None],
    dash: str,
    width: float,
) -> Parts:
    return scatter(
        name=name,
        x=days,
        y=values,
        mode="lines",
        connectgaps=False,
        line={"color": palette.QUIET_INK, "width": width, "dash": dash, "shape": "hvh"},
        hoverinfo="skip",
        cliponaxis=False,
    )


def flag_traces(chart: ControlChart, place: Place) -> list[Parts]:
    """One trace a judgement: its shape at each flagged point, its word at the end of a row."""
    last_of_row = _ends_of_rows(chart.points)
    return [
        scatter(
            name=f"flagged: {SHORT_WORDS[judgement]}",
            x=[place(p.period) for p in points],
            y=[p.value for p in points],
            mode="markers+text",
            marker={
                "symbol": SYMBOLS[judgement],
                "size": 11,
                "color": COLOURS[judgement],
                "line": {"color": palette.WHITE, "width": 1},
            },
            text=[SHORT_WORDS[judgement] if p.period in last_of_row else "" for p in points],
            textposition=[_outer_side(p) for p in points],
            textfont={"size": style.SMALL_SIZE, "color": COLOURS[judgement]},
            hovertext=[_flag_words(chart, p) for p in points],
            hoverinfo="text",
            cliponaxis=False,
        )
        for judgement in SYMBOLS
        if (points := [p for p in chart.flagged if p.judgement is judgement])
    ]


def _outer_side(point: ControlPoint) -> str:
    """A word stands on the side of its point that the line does not come back from."""
    is_high = (point.value or 0.0) >= (point.mean or 0.0)
    return "top center" if is_high else "bottom center"


def _ends_of_rows(points: tuple[ControlPoint, ...]) -> set[Period]:
    """The last period of each row of points that are flagged alike."""
    following = (*points[1:], None)
    return {
        point.period
        for point, after in zip(points, following, strict=True)
        if point.rules
        and (after is None or not after.rules or after.judgement is not point.judgement)
    }


def _flag_words(chart: ControlChart, point: ControlPoint) -> str:
    parts = [
        f"<b>{value_words(point.value or 0.0, chart.measure)}</b> {point.period.label}",
        f"{SHORT_WORDS[point.judgement]}: {rules_words(point.rules)}",
    ]
    if point.lower is not None and point.upper is not None:
        low, high = (value_words(v, chart.measure) for v in (point.lower, point.upper))
        parts.append(f"limits {low} to {high}")
    return "<br>".join(parts)


def rebase_shapes(chart: ControlChart) -> list[Parts]:
    return [
        {
            "type": "line",
            "yref": "paper",
            "y0": 0,
            "y1": 1,
            "x0": first_day(r.month),
            "x1": first_day(r.month),
            "line": {"color": palette.DECISION, "width": 1.2, "dash": "dashdot"},
        }
        for r in chart.rebases
    ]


def rebase_labels(chart: ControlChart) -> list[Parts]:
    """At the foot of the chart, above the axis: why the limits begin anew."""
    return [
        {
            "name": "rebase",
            "x": first_day(r.month),
            "yref": "paper",
            "y": 0,
            "yshift": 4 + 15 * i,
            "text": f" limits anew: {_short(r)}",
            "showarrow": False,
            "xanchor": "left",
            "yanchor": "bottom",
            "font": {"size": style.SMALL_SIZE, "color": palette.DECISION},
            "bgcolor": "rgba(255,255,255,0.8)",
        }
        for i, r in enumerate(chart.rebases)
    ]


def _short(rebase: Rebase) -> str:
    why = rebase.why
    short = why if len(why) <= LONGEST_REASON else f"{why[: LONGEST_REASON - 1].rstrip()}…"
    return words.opening(short).replace("<", "‹")


def limit_values(chart: ControlChart | None) -> list[float]:
    """All values that the axis has to hold."""
    if chart is None:
        return []
    return [v for p in chart.points for v in (p.lower, p.upper) if v is not None]
