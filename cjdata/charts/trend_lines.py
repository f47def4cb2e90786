"""The lines of a trend's chart: the unit's own, London's and those chosen to be seen beside it.

A missing period is a gap, an incomplete one a hollow dot without a line to it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.charts import palette
from cjdata.charts.completeness import lacking_words
from cjdata.charts.figure import Parts, scatter
from cjdata.charts.line_ends import LineEnd
from cjdata.charts.trend_texts import (
    LONDON_NAME,
    counts_words,
    of_period,
    unit_name,
    value_words,
)
from cjdata.domain.states import State

MOST_LINES = 4
Mark = tuple[dt.date | None, float]
"""A figure that is drawn; None for one that runs across the whole chart."""


@dataclass(frozen=True, slots=True)
class Line:
    """Whose figures a line shows, and how it and its label are told from the others."""

    points: Sequence[TrendPoint]
    name: str
    colour: str
    ink: str = palette.QUIET_INK
    """The colour of its label, which must be read as a text."""
    width: float = 1.5
    symbol: str = "circle"
    sign: str = ""
    """The symbol as it stands in the label."""


BESIDE_LOOKS = (
    (palette.TURQUOISE, "triangle-up", "▲ "),
    (palette.LIGHT_PURPLE, "triangle-down", "▼ "),
    (palette.DARK_GREY, "x", "✕ "),
)
"""Colour, symbol and sign of each line beside the first."""


def drawn_lines(trend: Trend) -> list[Line]:
    """The unit's own first. London's gives way to a third chosen unit: more are not read."""
    own = palette.DARK_BLUE
    lines = [Line(trend.points, unit_name(trend), own, ink=own, width=3)]
    if trend.london and len(trend.beside) + 2 <= MOST_LINES:
        lines.append(Line(trend.london, LONDON_NAME, palette.NO_SIGNAL))
    lines += [
        Line(other.points, other.unit.name, colour, symbol=symbol, sign=sign)
        for other, (colour, symbol, sign) in zip(trend.beside, BESIDE_LOOKS, strict=False)
    ]
    return lines


def line_values(lines: Sequence[Line]) -> list[float]:
    """All figures that the axis has to hold."""
    values = (point.reading.value for line in lines for point in line.points)
    return [value for value in values if value is not None]


def line_marks(lines: Sequence[Line], days: Sequence[dt.date]) -> list[Mark]:
    """The same with their days, for labels to keep clear of."""
    return [
        (day, p.reading.value)
        for line in lines
        for day, p in zip(days, line.points, strict=False)
        if p.reading.value is not None
    ]


def line_traces(trend: Trend, lines: Sequence[Line], days: Sequence[dt.date]) -> list[Parts]:
    """Each line with its hollow dots; the first lies over the others."""
    return [part for line in [*lines[1:], lines[0]] for part in _traces(trend, line, days)]


def line_ends(trend: Trend, lines: Sequence[Line], days: Sequence[dt.date]) -> list[LineEnd]:
    """The last figure of every line that is drawn."""
    found = []
    for line in lines:
        known = (
            (day, p.reading.value) for day, p in zip(days[::-1], line.points[::-1], strict=False)
        )
        day, value = next(((day, v) for day, v in known if v is not None), (None, None))
        if day is not None and value is not None:
            said = value_words(value, trend.measure)
            found.append(LineEnd(day, value, said, f"{line.sign}{line.name}", line.ink))
    return found


def _traces(trend: Trend, line: Line, days: Sequence[dt.date]) -> list[Parts]:
    """The whole figures as a line with its dots, the incomplete ones as hollow dots."""
    whole = [p.reading.value if p.reading.judged else None for p in line.points]
    incomplete = [
        (day, p)
        for day, p in zip(days, line.points, strict=True)
        if p.reading.state is State.INCOMPLETE
    ]
    return [
        scatter(
            name=line.name,
            x=days,
            y=whole,
            mode="lines+markers",
            connectgaps=False,
            line={"color": line.colour, "width": line.width},
            marker={"color": line.colour, "size": 3 + line.width, "symbol": line.symbol},
            hovertext=[_point_words(trend, p, line.name) for p in line.points],
            hoverinfo="text",
            cliponaxis=False,
        ),
        scatter(
            name=f"{line.name}, incomplete",
            x=[day for day, _ in incomplete],
            y=[p.reading.value for _, p in incomplete],
            mode="markers",
            marker={
                "color": palette.WHITE,
                "symbol": line.symbol,
                "size": 4 + line.width,
                "line": {"color": line.colour, "width": 1.5},
            },
            hovertext=[_point_words(trend, p, line.name) for _, p in incomplete],
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
