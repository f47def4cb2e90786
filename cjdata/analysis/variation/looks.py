"""On which day the pages look for signals: a look is an event, not something done every day.

It rests on looking oftener calling more by chance: looks are made on report dates, on the fifteenth
of a month, when the month before has been due, and on the last day of a store. The command looks on
whatever day it is asked for.
"""

from __future__ import annotations

import datetime as dt

from cjdata.analysis.known_at import Calendar

LOOK_DAY = 15


def look_day(dates: Calendar, known_at: dt.date) -> dt.date:
    """The last look at or before a day."""
    if known_at >= dates.latest:
        return known_at
    month = known_at.replace(day=1)
    if known_at.day < LOOK_DAY:
        month = (month - dt.timedelta(days=1)).replace(day=1)
    looks = [month.replace(day=LOOK_DAY), *(s for s in dates.stops if s <= known_at)]
    return max(looks)


def look_days(dates: Calendar) -> list[dt.date]:
    """Every day of a look from a store's first date to its last, the nearest to its opening first.

    Of two that are as near the earlier one comes first.
    """
    first, last = min(dates.stops), dates.latest
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    fifteenths = (dt.date(month // 12, month % 12 + 1, LOOK_DAY) for month in months)
    days = {*dates.stops, *(day for day in fifteenths if first <= day <= last)}
    return sorted(days, key=lambda day: (abs(day - dates.opening), day))
