"""The days on which it changed what stands: between two of them every figure is the same."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from functools import lru_cache

from cjdata.snapshot.opened import Snapshot

DAYS_KEPT = 192
"""Turning days of which answers are kept: those of three to four years of returns."""


def turning_day(snapshot: Snapshot, known_at: dt.date) -> dt.date:
    """The last day up to a date on which it changed which return stands."""
    days = turning_days(snapshot)
    place = bisect_right(days, known_at)
    return days[place - 1] if place else dt.date.min


@lru_cache(maxsize=2)
def turning_days(snapshot: Snapshot) -> tuple[dt.date, ...]:
    """Every day on which it changed which return stands, in order; the last is that of the ends
    that are not yet known."""
    return tuple(day for (day,) in snapshot.rows("turning_days"))
