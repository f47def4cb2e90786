"""A control chart as small as a stamp: line, mean, limits, and the last figure's flag as a shape.

The words that belong to it stand beside it in the page; its label says them too.
"""

from __future__ import annotations

from markupsafe import Markup

from cjdata.analysis.variation.control_chart import ControlChart
from cjdata.charts import palette
from cjdata.charts.control_layer import COLOURS
from cjdata.charts.control_texts import SHORT_WORDS
from cjdata.charts.signal_texts import value_words
from cjdata.charts.svg import picture, tag
from cjdata.charts.word_size import Scale
from cjdata.stats.xmr import Judgement

MARGIN = 6.0
FLAG = 4.5


def small_chart(
    chart: ControlChart,
    name: str,
    *,
    low: float,
    high: float,
    width: int = 150,
    height: int = 48,
) -> Markup:
    """`low` and `high` are the ends of the axis, the same for all charts that are compared."""
    x = Scale(0, max(len(chart.points) - 1, 1), MARGIN, width - MARGIN)
    y = Scale(low, high, height - MARGIN, MARGIN)
    drawn = [
        *_steps(chart, "lower", x, y),
        *_steps(chart, "upper", x, y),
        *_steps(chart, "mean", x, y),
        *_line(chart, x, y),
    ]
    place = next(
        (i for i in range(len(chart.points) - 1, -1, -1) if chart.points[i].value is not None), None
    )
    if place is not None:
        drawn.append(_flag(chart, place, x, y))
    return picture(small_words(chart, name), *drawn, width=width, height=height)


def small_words(chart: ControlChart, name: str) -> str:
    """`Croydon: last 38.8%, limits 20.1% to 35.2%, worse`."""
    last = chart.last
    if last is None or last.value is None:
        return f"{name}: no complete figure"
    text = f"{name}: last {value_words(last.value, chart.measure)}"
    if last.lower is not None and last.upper is not None:
        ends = (value_words(v, chart.measure) for v in (last.lower, last.upper))
        text += f", limits {' to '.join(ends)}"
    flagged = len(chart.flagged)
    return f"{text}, {SHORT_WORDS[chart.variation]}; {flagged} flagged"


def axis_of(charts: list[ControlChart]) -> tuple[float, float]:
    """From the lowest to the highest figure or limit of all; 0 to 1 without any."""
    values = [
        v for c in charts for p in c.points for v in (p.value, p.lower, p.upper) if v is not None
    ]
    return (min(values), max(values)) if values else (0.0, 1.0)


def _steps(chart: ControlChart, name: str, x: Scale, y: Scale) -> list[Markup]:
    """A limit or the mean as a level line for each point, so that phases do not join."""
    half = (x(1) - x(0)) / 2
    path = "".join(
        f"M{x(i) - half:.1f} {y(v):.1f}H{x(i) + half:.1f}"
        for i, p in enumerate(chart.points)
        if (v := getattr(p, name)) is not None
    )
    if not path:
        return []
    colour = palette.MIDDLE_HALF if name != "mean" else palette.NO_SIGNAL
    return [tag("path", d=path, stroke=colour, stroke_width=1)]


def _line(chart: ControlChart, x: Scale, y: Scale) -> list[Markup]:
    path, joined = "", False
    for i, point in enumerate(chart.points):
        if point.value is None:
            joined = False
            continue
        path += f"{'L' if joined else 'M'}{x(i):.1f} {y(point.value):.1f}"
        joined = True
    return [tag("path", d=path, fill="none", stroke=palette.DARK_BLUE, stroke_width=1.5)]


def _flag(chart: ControlChart, place: int, x: Scale, y: Scale) -> Markup:
    """A diamond for better, a square for worse, a ring for changed, a small dot for chance."""
    point = chart.points[place]
    cx, cy = x(place), y(point.value or 0.0)
    colour = COLOURS.get(point.judgement, palette.NO_SIGNAL)
    if point.judgement is Judgement.IMPROVEMENT:
        path = f"M{cx:.1f} {cy - FLAG - 1:.1f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"
        return tag("path", d=path, fill=colour)
    if point.judgement is Judgement.CONCERN:
        return tag("rect", x=cx - FLAG, y=cy - FLAG, width=2 * FLAG, height=2 * FLAG, fill=colour)
    if point.judgement is Judgement.NEUTRAL:
        return tag(
            "circle", cx=cx, cy=cy, r=FLAG, fill=palette.WHITE, stroke=colour, stroke_width=2
        )
    return tag("circle", cx=cx, cy=cy, r=2.5, fill=colour)
