"""The date that a store is looked at from, where nobody names one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.analysis.rollout.progress import report_dates
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.snapshot.reader import Reader

DEMO_OPENING = dt.date(2003, 11, 30)
"""The demo store opens at the close of the inspection."""
EARLIEST = dt.date(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates that one can step between, and where a store opens."""

    stops: tuple[dt.date, ...]
    opening: dt.date
    latest: dt.date
    today: dt.date

    def before(self, day: dt.date) -> dt.date | None:
        return max((stop for stop in self.stops if stop < day), default=None)

    def after(self, day: dt.date) -> dt.date | None:
        return min((stop for stop in self.stops if stop > day), default=None)

    def holds(self, day: dt.date) -> bool:
        """Whether a date lies where anything could be known."""
        return EARLIEST <= day <= self.today


def calendar(reader: Reader, catalogue: Catalogue, *, demo: bool, today: dt.date) -> Calendar:
    """The report dates of a store and its latest date: today, in a demo store its last entry."""
    events = known_events(reader, today)
    stops = [day for day in report_dates(catalogue, events) if day <= today]
    last_entry = reader.last_known_on()
    spoken = [*stops, *([last_entry] if last_entry else []), *(e.said_on for e in events)]
    latest = max(spoken, default=today) if demo else today
    everywhere = tuple(sorted({*stops, latest}))
    return Calendar(everywhere, DEMO_OPENING if demo else latest, latest, today)
