"""Ticks of a time axis: few, evenly spaced, with the year only where it begins."""

from __future__ import annotations

import datetime as dt
from typing import Any

EVERY = ((20, 3), (48, 6))
"""Up to so many months: a tick every so many; beyond, one a year."""


def date_ticks(first: dt.date, last: dt.date) -> dict[str, Any]:
    """Quarters, half-years where there are many, with the year only where it begins or changes."""
    months = (last.year - first.year) * 12 + last.month - first.month
    every = next((step for most, step in EVERY if months <= most), 12)
    days = [
        dt.date(year, month, 1)
        for year in range(first.year, last.year + 1)
        for month in range(1, 13, every)
        if first <= dt.date(year, month, 1) <= last
    ]
    texts = [
        f"{day:%b}<br>{day.year}" if i == 0 or day.year != days[i - 1].year else f"{day:%b}"
        for i, day in enumerate(days)
    ]
    return {"tickvals": days, "ticktext": texts}
