"""A time axis: where a period stands on it, and ticks that are named where there is room.

Assumes a plot of 130 pixels or more, as on the narrowest phone: more names would stand upright.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from cjdata.charts import palette
from cjdata.domain.periods import Period, first_day

Place = Callable[[Period], dt.date]
Span = tuple[dt.date, dt.date]
"""First and last day of the axis."""

EVERY = ((12, 3, 3), (28, 3, 6), (57, 6, 12))
"""Up to so many months: a tick every so many, a name every so many; beyond, both once a year."""


@lru_cache(maxsize=4096)
def middle(period: Period) -> dt.date:
    """Where a period stands."""
    first = first_day(period.first)
    return first + (period.end - first) / 2


@lru_cache(maxsize=4096)
def middle_of_last_month(period: Period) -> dt.date:
    """Where a rolling period stands, which the next one overlaps."""
    return middle(Period(period.last, period.last))


def date_ticks(first: dt.date, last: dt.date) -> dict[str, Any]:
    """Quarters, half-years where there are many, with the year only where it begins or changes."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every, named = next(
        ((ticks, names) for most, ticks, names in EVERY if months <= most), (12, 12)
    )
    days = [
        dt.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, every)
        if first <= dt.date(year, month, 1) <= last
    ]
    texts, year = [], None
    for day in days:
        has_name = (day.month - 1) % named == 0
        texts.append("" if not has_name else _name(day, with_year=day.year != year))
        year = day.year if has_name else year
    return {
        "tickvals": days,
        "ticktext": texts,
        "tickangle": 0,
        "ticks": "outside",
        "ticklen": 4,
        "tickcolor": palette.QUIET_INK,
    }


def _name(day: dt.date, *, with_year: bool) -> str:
    return f"{day:%b}<br>{day.year}" if with_year else f"{day:%b}"
