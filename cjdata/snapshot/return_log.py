"""When each return was due, first came, came again and stood: the log of a whole snapshot.

DuckDB took longer to plan the question of one day than to answer it. A snapshot never changes, so
that its log is read once; what it says on a day is found in arrays.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.snapshot.days import EPOCH, ordinals
from cjdata.snapshot.held import Columns
from cjdata.snapshot.places import Truth, Whole
from cjdata.snapshot.sums import MONTHS

NEVER = 10**8
"""Later than any day."""


@dataclass(frozen=True, slots=True, eq=False)
class LoggedReturns:
    """Returns that were due by a day or had come by it, by collection, unit and first month.

    All arrays have a row a return. Days are proleptic ordinals.
    """

    collection: NDArray[np.object_]
    unit: NDArray[np.object_]
    first_month: Whole
    last_month: Whole
    due: Whole
    first_known: Whole
    """NEVER where none came."""
    last_known: Whole
    contents: Whole
    """How many different contents came."""
    sender: NDArray[np.object_]
    """Of the first version; empty where none came."""
    file: NDArray[np.object_]
    """Of the last version."""
    stands: Truth

    def owed(self, known_at: dt.date) -> Whole:
        """The rows of those that were due by the day and do not stand, the latest due first."""
        rows = np.flatnonzero((self.due <= known_at.toordinal()) & ~self.stands)
        return rows[np.argsort(-self.due[rows], kind="stable")]

    def outstanding(self, known_at: dt.date) -> pd.DataFrame:
        """Those rows: collection, unit, first_month, last_month, due."""
        owed = self.owed(known_at)
        return pd.DataFrame(
            {
                "collection": self.collection[owed],
                "unit": self.unit[owed],
                "first_month": self.first_month[owed],
                "last_month": self.last_month[owed],
                "due": (self.due[owed] - EPOCH).astype("datetime64[D]"),
            }
        )


@dataclass(frozen=True, slots=True, eq=False)
class ReturnLog:
    """Calendar, arrivals and standing of every return of a snapshot."""

    collections: NDArray[np.object_]
    """Names by number, in order of the alphabet; so are those of the units."""
    units: NDArray[np.object_]
    calendar: Columns
    """A row a collection and period: collection, first_month, last_month, due."""
    reporters: tuple[Whole, ...]
    """By collection, the numbers of the units that send it."""
    versions: Columns
    """A row a version, those of one return together: key, collection, first_month, known_on,
    another (content), sender, file."""
    standing: Columns
    """A row a span: key, known_from, known_to (excluded)."""
    days: tuple[int, ...]
    """Those on which anything came, was due or began or ceased to stand, in order."""

    def last_change(self, known_at: dt.date) -> dt.date:
        """The last day up to a date on which the log has anything new to tell."""
        place = bisect_right(self.days, known_at.toordinal())
        return dt.date.fromordinal(self.days[place - 1]) if place else dt.date.min

    def at(self, known_at: dt.date, since: int) -> LoggedReturns:
        """As known at a day: returns of periods that end in the month `since` or later, and older
        ones that are still owed, from the first period on that anybody has reported to the
        collection."""
        day, versions = known_at.toordinal(), self.versions
        known = versions["known_on"] <= day
        collection, unit, period = self._candidates(day, known)
        first, last, due = (self.calendar[n][period] for n in ("first_month", "last_month", "due"))
        key = _key(len(self.units), collection, unit, first, last)
        begin = np.searchsorted(versions["key"], key, side="left")
        came = _running(known)[np.searchsorted(versions["key"], key, side="right")]
        came -= _running(known)[begin]
        stands = np.isin(key, self._standing(day))
        asked = np.where(last >= since, (due <= day) | (came > 0), (due <= day) & ~stands)
        collection, unit, first, last, due, key, begin, came = (
            column[asked] for column in (collection, unit, first, last, due, key, begin, came)
        )
        there = came > 0
        newest = np.where(there, begin + came - 1, 0)
        oldest = np.where(there, begin, 0)
        contents = _running(known & versions["another"])
        return LoggedReturns(
            collection=self.collections[collection],
            unit=self.units[unit],
            first_month=first,
            last_month=last,
            due=due,
            first_known=_where(there, versions["known_on"], oldest, NEVER),
            last_known=_where(there, versions["known_on"], newest, NEVER),
            contents=contents[begin + came] - contents[begin],
            sender=_where(there, versions["sender"], oldest, ""),
            file=_where(there, versions["file"], newest, ""),
            stands=stands[asked],
        )

    def _candidates(self, day: int, known: Truth) -> tuple[Whole, Whole, Whole]:
        """Collection, unit and period of each return that may be due or have come."""
        calendar, versions = self.calendar, self.versions
        begun = np.full(len(self.collections), MONTHS)
        np.minimum.at(begun, versions["collection"][known], versions["first_month"][known])
        latest = versions["first_month"][known].max(initial=0)
        periods = np.flatnonzero(
            (calendar["first_month"] >= begun[calendar["collection"]])
            & ((calendar["due"] <= day) | (calendar["first_month"] <= latest))
        )
        parts = [
            (np.repeat(senders, len(mine)), np.tile(mine, len(senders)))
            for number, senders in enumerate(self.reporters)
            if (mine := periods[calendar["collection"][periods] == number]).size
        ]
        if not parts:
            nothing = np.empty(0, np.int64)
            return nothing, nothing, nothing
        unit, period = (np.concatenate(part) for part in zip(*parts, strict=True))
        return calendar["collection"][period], unit, period

    def _standing(self, day: int) -> Whole:
        found: Whole = self.standing["key"][
            (self.standing["known_from"] <= day) & (self.standing["known_to"] > day)
        ]
        return found


def return_log(
    calendar: Columns, reporters: Columns, versions: Columns, standing: Columns
) -> ReturnLog:
    """The log that the statements `log_periods`, `log_reporters`, `log_versions` and
    `log_standing` tell of."""
    collections = _names(calendar["collection"], versions["collection"])
    units = _names(reporters["unit"], versions["unit"])
    senders = _numbered(collections, reporters["collection"])
    sends = _numbered(units, reporters["unit"])

    due, known_on = ordinals(calendar["due"]), ordinals(versions["known_on"])
    stood_from, stood_to = (ordinals(standing[n]) for n in ("known_from", "known_to"))

    def keys(rows: Columns) -> Whole:
        return _key(
            len(units),
            _numbered(collections, rows["collection"]),
            _numbered(units, rows["unit"]),
            rows["first_month"],
            rows["last_month"],
        )

    return ReturnLog(
        collections=collections,
        units=units,
        calendar={
            "collection": _numbered(collections, calendar["collection"]),
            "first_month": calendar["first_month"].astype(np.int64),
            "last_month": calendar["last_month"].astype(np.int64),
            "due": due,
        },
        reporters=tuple(sends[senders == number] for number in range(len(collections))),
        versions={
            "key": keys(versions),
            "collection": _numbered(collections, versions["collection"]),
            "first_month": versions["first_month"].astype(np.int64),
            "known_on": known_on,
            "another": versions["another"].astype(bool),
            "sender": _texts(versions["sender"]),
            "file": _texts(versions["file"]),
        },
        standing={"key": keys(standing), "known_from": stood_from, "known_to": stood_to},
        days=tuple(np.unique(np.concatenate([due, known_on, stood_from, stood_to])).tolist()),
    )


def _names(*columns: NDArray[Any]) -> NDArray[np.object_]:
    return np.array(sorted({str(name) for column in columns for name in column}), object)


def _numbered(names: NDArray[np.object_], column: NDArray[Any]) -> Whole:
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[name] for name in column.tolist()], np.int64)


def _key(units: int, collection: Whole, unit: Whole, first: Whole, last: Whole) -> Whole:
    """One number a return, in the order of collection, unit and period."""
    who = collection * units + unit
    return who * MONTHS * MONTHS + first.astype(np.int64) * MONTHS + last


def _texts(column: NDArray[Any]) -> NDArray[np.object_]:
    return np.array([text or "" for text in column.tolist()], object)


def _running(flags: Truth) -> Whole:
    """How many are true before each place; one longer than the flags."""
    return np.concatenate([[0], np.cumsum(flags)])


def _where(there: Truth, column: NDArray[Any], rows: Whole, instead: int | str) -> NDArray[Any]:
    """A column at some rows, and something else where there is no such row."""
    if not column.size:
        return np.full(len(rows), instead)
    found = column[rows]
    found[~there] = instead
    return found
