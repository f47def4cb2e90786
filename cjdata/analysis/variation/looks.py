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
