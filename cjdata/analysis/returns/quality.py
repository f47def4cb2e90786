"""Who sent what when: every return held against its calendar, over the twelve months before.

A return that is owed stays outstanding until it comes, however long ago it was due.

A return is in time when its first version was known by its due day, whatever came after; a
correction is a later version with other content. One that was withdrawn counts as outstanding.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property, lru_cache

import numpy as np

from cjdata.analysis.returns.outstanding import MONTHS_LOOKED_BACK
from cjdata.domain.periods import Period, month_of
from cjdata.snapshot.places import Truth, Whole
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.return_log import NEVER, LoggedReturns

COLUMNS = (
    "collection", "unit", "first_month", "last_month", "due", "first_known", "last_known",
    "contents", "sender", "file",
)  # fmt: skip


class Arrival(StrEnum):
    """How a return came in."""

    IN_TIME = "in time"
    LATE = "late"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"

    @property
    def sign(self) -> str:
        return {"in time": "●", "late": "◐", "missing": "✕", "withdrawn": "–"}[self.value]


ARRIVALS = tuple(Arrival)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnLine:
    """One return that was due, or came before it was."""

    collection: str
    unit: str
    period: Period
    due: dt.date
    first_known: dt.date | None
    last_known: dt.date | None
    arrival: Arrival
    days_late: int
    """Days after its due day that it came, or that it has been missing."""
    corrections: int
    sender: str
    file: str

    @property
    def outstanding(self) -> bool:
        return self.arrival in (Arrival.MISSING, Arrival.WITHDRAWN)

    def seen_on(self, day: dt.date) -> ReturnLine:
        """The same line on a later day, up to which nothing came: what is owed is later by then."""
        if not self.outstanding:
            return self
        return replace(self, days_late=max((day - self.due).days, 0))

    @property
    def words(self) -> str:
        """`late by 18 days, corrected once`."""
        return _words(self.arrival, self.days_late, self.corrections)


@lru_cache(maxsize=1024)
def _words(arrival: Arrival, days_late: int, corrections: int) -> str:
    """Of hundreds of returns most came alike."""
    days = f"{days_late} {'day' if days_late == 1 else 'days'}"
    said = {
        Arrival.IN_TIME: "in time",
        Arrival.LATE: f"late by {days}",
        Arrival.MISSING: f"missing for {days}",
        Arrival.WITHDRAWN: f"withdrawn, due {days} ago",
    }[arrival]
    times = {0: "", 1: ", corrected once"}.get(corrections)
    return said + (f", corrected {corrections} times" if times is None else times)


@dataclass(frozen=True, slots=True)
class OwedTogether:
    """Returns of a unit to a collection that are owed and said in one line, longest due first."""

    lines: tuple[ReturnLine, ...]

    @property
    def first(self) -> ReturnLine:
        return self.lines[0]

    @property
    def withdrawn(self) -> bool:
        return all(line.arrival is Arrival.WITHDRAWN for line in self.lines)

    @property
    def periods(self) -> str:
        """`October 2003`, `12 periods from October 2001 to September 2002`."""
        if len(self.lines) == 1:
            return self.first.period.label
        periods = sorted(line.period for line in self.lines)
        return f"{len(periods)} periods from {periods[0].label} to {periods[-1].label}"


@dataclass(frozen=True, kw_only=True, eq=False)
class Quality:
    """Every return of twelve months and every older one still owed, by collection, unit and period.

    They are thousands: a line is made of those that are looked at.
    """

    known_at: dt.date
    logged: LoggedReturns
    arrived: Whole
    """How each of them came in, as its place among `ARRIVALS`."""

    def __len__(self) -> int:
        return len(self.arrived)

    @property
    def lines(self) -> tuple[ReturnLine, ...]:
        return self._lines(slice(None))

    def of(self, collection: str) -> tuple[ReturnLine, ...]:
        return self._lines(self._rows(collection))

    def recent(self, collection: str) -> tuple[ReturnLine, ...]:
        """Those of the twelve months."""
        return tuple(line for line in self.of(collection) if line.period.last >= self.since)

    def number(self, collection: str) -> int:
        """How many were due and not settled before, or came before they were due."""
        return len(self.arrived[self._rows(collection)])

    def count(self, arrival: Arrival, collection: str | None = None) -> int:
        return self._count(self.arrived == ARRIVALS.index(arrival), collection)

    def count_outstanding(self, collection: str | None = None) -> int:
        return self._count(self._outstanding, collection)

    def count_corrected(self, collection: str | None = None) -> int:
        return self._count(self.logged.contents > 1, collection)

    @cached_property
    def outstanding(self) -> tuple[ReturnLine, ...]:
        """Longest due first."""
        found = self._lines(self._outstanding)
        return tuple(sorted(found, key=lambda line: (line.due, line.collection, line.unit)))

    @cached_property
    def owed_together(self) -> tuple[OwedTogether, ...]:
        """What is outstanding, longest first: older returns of a unit and collection as one."""
        groups: dict[tuple[str, ...], list[ReturnLine]] = {}
        for line in self.outstanding:
            older = line.period.last < self.since
            alone = "" if older else str(line.period)
            groups.setdefault((line.unit, line.collection, alone), []).append(line)
        return tuple(OwedTogether(tuple(lines)) for lines in groups.values())

    @property
    def since(self) -> int:
        """The first of the months looked back on."""
        return month_of(self.known_at) - MONTHS_LOOKED_BACK

    @property
    def count_older(self) -> int:
        """How many outstanding ones are of earlier months."""
        return int(self._older.sum())

    @cached_property
    def corrected(self) -> tuple[ReturnLine, ...]:
        """Latest correction first."""
        found = self._lines(self.logged.contents > 1)
        return tuple(
            sorted(found, key=lambda line: (line.last_known or line.due, line.unit), reverse=True)
        )

    @cached_property
    def owing(self) -> tuple[str, ...]:
        """Units with returns outstanding, most first."""
        counts = Counter(line.unit for line in self.outstanding)
        return tuple(unit for unit, _ in counts.most_common())

    @property
    def _older(self) -> Truth:
        older: Truth = self.logged.last_month < self.since
        return older

    @cached_property
    def _outstanding(self) -> Truth:
        missing, withdrawn = map(ARRIVALS.index, (Arrival.MISSING, Arrival.WITHDRAWN))
        found: Truth = (self.arrived == missing) | (self.arrived == withdrawn)
        return found

    def _count(self, which: Truth, collection: str | None) -> int:
        among = which if collection is None else which[self._rows(collection)]
        return int(among.sum())

    def _rows(self, collection: str) -> slice:
        """Where a collection's returns lie: they stand in the order of the alphabet."""
        names = self.logged.collection
        return slice(
            int(np.searchsorted(names, collection, side="left")),
            int(np.searchsorted(names, collection, side="right")),
        )

    def _lines(self, rows: slice | Truth) -> tuple[ReturnLine, ...]:
        columns = (getattr(self.logged, name)[rows].tolist() for name in COLUMNS)
        return tuple(
            _line(self.known_at, ARRIVALS[arrived], *row)
            for arrived, *row in zip(self.arrived[rows].tolist(), *columns, strict=True)
        )


def quality(reader: Reader, known_at: dt.date) -> Quality:
    """The returns that were due by a day, or had come by it."""
    return held_against_calendar(
        reader.logged(known_at, month_of(known_at) - MONTHS_LOOKED_BACK), known_at
    )


def held_against_calendar(found: LoggedReturns, known_at: dt.date) -> Quality:
    """How each of some returns came in."""
    return Quality(known_at=known_at, logged=found, arrived=_arrived(found))


@lru_cache(maxsize=32)
def _arrived(found: LoggedReturns) -> Whole:
    """The same on every day of which the log says the same."""
    choices = {
        Arrival.MISSING: found.first_known == NEVER,
        Arrival.WITHDRAWN: ~found.stands,
        Arrival.IN_TIME: found.first_known <= found.due,
    }
    return np.select(
        list(choices.values()), [ARRIVALS.index(a) for a in choices], ARRIVALS.index(Arrival.LATE)
    )


def _line(
    known_at: dt.date,
    arrival: Arrival,
    collection: str,
    unit: str,
    first_month: int,
    last_month: int,
    due: int,
    first_known: int,
    last_known: int,
    contents: int,
    sender: str,
    file: str,
) -> ReturnLine:
    came = first_known if arrival in (Arrival.IN_TIME, Arrival.LATE) else known_at.toordinal()
    return ReturnLine(
        collection=collection,
        unit=unit,
        period=Period(first_month, last_month),
        due=dt.date.fromordinal(due),
        first_known=_day(first_known),
        last_known=_day(last_known),
        arrival=arrival,
        days_late=max(came - due, 0),
        corrections=max(contents - 1, 0),
        sender=sender,
        file=file,
    )


def _day(ordinal: int) -> dt.date | None:
    return None if ordinal == NEVER else dt.date.fromordinal(ordinal)


def matrix(lines: Sequence[ReturnLine]) -> tuple[list[Period], dict[str, dict[Period, ReturnLine]]]:
    """The periods of some returns, oldest first, and each unit's return of each period."""
    periods = sorted({line.period for line in lines})
    units: dict[str, dict[Period, ReturnLine]] = {}
    for line in lines:
        units.setdefault(line.unit, {})[line.period] = line
    return periods, units
