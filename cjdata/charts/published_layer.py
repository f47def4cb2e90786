"""What publishers printed, laid over the chart of a trend: never joined to the returns.

Each area is named once, at the point that has most room around it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from cjdata.analysis.figures.trend import PublishedPoint, Trend
from cjdata.charts import palette, style
from cjdata.charts.figure import Parts, scatter
from cjdata.charts.time_axis import Place
from cjdata.charts.trend_lines import Mark
from cjdata.charts.trend_texts import value_words

NEAR = dt.timedelta(days=60)


def published_trace(trend: Trend, place: Place) -> Parts:
    """A hollow diamond for each published figure."""
    return scatter(
        name="published",
        x=[place(p.period) for p in trend.published],
        y=[p.value for p in trend.published],
        mode="markers",
        marker={
            "symbol": "diamond-open",
            "size": 10,
            "color": palette.ORANGE_INK,
            "line": {"width": 2},
        },
        hovertext=[
            f"<b>{value_words(p.value, trend.measure)}</b> {p.area}, {p.period.label}<br>"
            f"published: {p.source}"
            for p in trend.published
        ],
        hoverinfo="text",
        cliponaxis=False,
    )


def published_labels(trend: Trend, place: Place, others: Iterable[Mark]) -> list[Parts]:
    """The name of each area, at the point that other marks are furthest from, away from them."""
    marks = [*others, *((place(p.period), p.value) for p in trend.published)]
    found = []
    for area in dict.fromkeys(p.area for p in trend.published):
        away = {p: _nearest(p, place, marks) for p in trend.published if p.area == area}
        point = max(away, key=lambda p: abs(away[p]))
        side = 1 if away[point] < 0 else -1
        found.append(
            {
                "name": "published",
                "x": place(point.period),
                "y": point.value,
                "yshift": 8 * side,
                "text": _area_word(area),
                "showarrow": False,
                "yanchor": "bottom" if side > 0 else "top",
                "font": {"size": style.SMALL_SIZE, "color": palette.ORANGE_INK},
                **style.HALO,
            }
        )
    return found


def _nearest(point: PublishedPoint, place: Place, marks: Iterable[Mark]) -> float:
    """How far above a point the nearest other mark lies; below it, less than nought."""
    day = place(point.period)
    near = [
        value - point.value
        for when, value in marks
        if (when is None or abs(when - day) <= NEAR) and (when, value) != (day, point.value)
    ]
    return min(near, key=abs, default=float("inf"))


def _area_word(area: str) -> str:
    return {"England and Wales": "E&W", "London": "London, published"}.get(area, area)
