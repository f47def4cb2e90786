"""Who sent what when: every return held against its calendar, over the twelve months before.

A return is in time when its first version was known by its due day, whatever came after; a
correction is a later version with other content. One that was withdrawn counts as outstanding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd

from cjdata.analysis.outstanding import MONTHS_LOOKED_BACK
from cjdata.domain.periods import Period, month_of
from cjdata.snapshot.reader import Reader

COLUMNS = ("collection", "unit", "first_month", "last_month", "contents", "stands")


class Arrival(StrEnum):
    """How a return came in."""

    IN_TIME = "in time"
    LATE = "late"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"

    @property
    def sign(self) -> str:
        return {"in time": "●", "late": "◐", "missing": "✕", "withdrawn": "–"}[self.value]


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

    @property
    def words(self) -> str:
        """`late by 18 days, corrected once`."""
        days = f"{self.days_late} {'day' if self.days_late == 1 else 'days'}"
        said = {
            Arrival.IN_TIME: "in time",
            Arrival.LATE: f"late by {days}",
            Arrival.MISSING: f"missing for {days}",
            Arrival.WITHDRAWN: f"withdrawn, due {days} ago",
        }[self.arrival]
        times = {0: "", 1: ", corrected once"}.get(self.corrections)
        return said + (f", corrected {self.corrections} times" if times is None else times)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quality:
    """Every return of twelve months, by collection, unit and period."""

    known_at: dt.date
    lines: tuple[ReturnLine, ...]

    def of(self, collection: str) -> tuple[ReturnLine, ...]:
        return tuple(line for line in self.lines if line.collection == collection)

    def count(self, arrival: Arrival, collection: str | None = None) -> int:
        lines = self.lines if collection is None else self.of(collection)
        return sum(line.arrival is arrival for line in lines)

    @property
    def outstanding(self) -> tuple[ReturnLine, ...]:
        """Longest due first."""
        found = [line for line in self.lines if line.outstanding]
        return tuple(sorted(found, key=lambda line: (line.due, line.collection, line.unit)))

    @property
    def corrected(self) -> tuple[ReturnLine, ...]:
        """Latest correction first."""
        found = [line for line in self.lines if line.corrections]
        return tuple(
            sorted(found, key=lambda line: (line.last_known or line.due, line.unit), reverse=True)
        )

    @property
    def owing(self) -> tuple[str, ...]:
        """Units with returns outstanding, most first."""
        units = pd.Series([line.unit for line in self.outstanding], dtype=object)
        return tuple(str(unit) for unit in units.value_counts().index)


def quality(reader: Reader, known_at: dt.date) -> Quality:
    """The returns that were due by a day, or had come by it."""
    frame = reader.return_history(known_at, month_of(known_at) - MONTHS_LOOKED_BACK)
    days = (_days(frame[name]) for name in ("due", "first_known", "last_known"))
    texts = (frame[name].fillna("").tolist() for name in ("sender", "file"))
    rest = (frame[name].tolist() for name in COLUMNS)
    rows = zip(*days, *texts, *rest, strict=True)
    return Quality(known_at=known_at, lines=tuple(_line(known_at, *row) for row in rows))


def _line(
    known_at: dt.date,
    due: dt.date,
    first: dt.date | None,
    last: dt.date | None,
    sender: str,
    file: str,
    collection: str,
    unit: str,
    first_month: int,
    last_month: int,
    contents: int,
    stands: bool,
) -> ReturnLine:
    arrival = _arrival(first, due, stands=stands)
    came = first if arrival in (Arrival.IN_TIME, Arrival.LATE) and first else known_at
    return ReturnLine(
        collection=collection,
        unit=unit,
        period=Period(first_month, last_month),
        due=due,
        first_known=first,
        last_known=last,
        arrival=arrival,
        days_late=max((came - due).days, 0),
        corrections=max(contents - 1, 0),
        sender=sender,
        file=file,
    )


def _arrival(first: dt.date | None, due: dt.date, *, stands: bool) -> Arrival:
    if first is None:
        return Arrival.MISSING
    if not stands:
        return Arrival.WITHDRAWN
    return Arrival.IN_TIME if first <= due else Arrival.LATE


def _days(column: pd.Series) -> list[Any]:
    """Days as Python has them, None where there is none."""
    return [None if day is pd.NaT else day for day in column.dt.date.tolist()]


def matrix(lines: Sequence[ReturnLine]) -> tuple[list[Period], dict[str, dict[Period, ReturnLine]]]:
    """The periods of some returns, oldest first, and each unit's return of each period."""
    periods = sorted({line.period for line in lines})
    units: dict[str, dict[Period, ReturnLine]] = {}
    for line in lines:
        units.setdefault(line.unit, {})[line.period] = line
    return periods, units
