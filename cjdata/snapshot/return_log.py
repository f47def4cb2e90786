"""When each return was due, first came, came again and stood: the log of a whole snapshot.

DuckDB took longer to plan the question of one day than to answer it. A snapshot never changes, so
that its log is read once; what it says on a day is found in arrays.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Mapping
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
NEVER_CAME: Mapping[str, Any] = {
    "collection": 0, "first_month": MONTHS, "known_on": NEVER, "another": False,
    "sender": "", "file": "",
}  # fmt: skip
"""What stands in place of the version of a return that has not come."""


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
    """Calendar, arrivals and standing of every return of a snapshot, laid beside one another once
    for all days."""

    collections: NDArray[np.object_]
    """Names by number, in order of the alphabet; so are those of the units."""
    units: NDArray[np.object_]
    calendar: Columns
    """A row a collection and period, in that order: collection, first_month, last_month, due."""
    first_of: Whole
    """By collection, its first row of the calendar."""
    returns: Columns
    """A row a collection, unit that sends it and period, in that order: collection, unit, period
    (row of the calendar), first_month, last_month; where its versions begin and end (came,
    came_end), and its spans (stood, stood_end)."""
    offsets: tuple[Whole, ...]
    """By collection and sender, by how much the row of a return is beyond that of its period."""
    versions: Columns
    """A row a version, those of one return together: collection, first_month, known_on, another
    (content), sender, file. The last row stands for what never comes."""
    standing: Columns
    """A row a span, those of one return together: known_from, known_to (excluded)."""
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
        day, calendar, versions = known_at.toordinal(), self.calendar, self.versions
        known = versions["known_on"] <= day
        row = self._candidates(day, known)
        period = self.returns["period"][row]
        came = self._of_each(row, "came", _running(known))
        stands = self._of_each(row, "stood", _running(self._stands(day))) > 0
        due, recent = calendar["due"][period] <= day, calendar["last_month"][period] >= since
        asked = np.where(recent, due | (came > 0), due & ~stands)
        row, period, came = row[asked], period[asked], came[asked]
        first = self.returns["came"][row]
        oldest, newest = (np.where(came > 0, place, -1) for place in (first, first + came - 1))
        return LoggedReturns(
            collection=self.collections[calendar["collection"][period]],
            unit=self.units[self.returns["unit"][row]],
            first_month=calendar["first_month"][period],
            last_month=calendar["last_month"][period],
            due=calendar["due"][period],
            first_known=versions["known_on"][oldest],
            last_known=versions["known_on"][newest],
            contents=self._of_each(row, "came", _running(known & versions["another"])),
            sender=versions["sender"][oldest],
            file=versions["file"][newest],
            stands=stands[asked],
        )

    def _candidates(self, day: int, known: Truth) -> Whole:
        """The row of each return that may be due or have come."""
        calendar, versions = self.calendar, self.versions
        begun = np.full(len(self.collections), MONTHS)
        np.minimum.at(begun, versions["collection"][known], versions["first_month"][known])
        latest = versions["first_month"][known].max(initial=0)
        periods = np.flatnonzero(
            (calendar["first_month"] >= begun[calendar["collection"]])
            & ((calendar["due"] <= day) | (calendar["first_month"] <= latest))
        )
        mine = np.split(periods, np.searchsorted(periods, self.first_of[1:]))
        rows = map(np.add.outer, self.offsets, mine)
        return np.concatenate([np.empty(0, np.int64), *(row.ravel() for row in rows)])

    def _of_each(self, row: Whole, kind: str, running: Whole) -> Whole:
        """How many of its versions or spans count of each return, by how many do before each."""
        found: Whole = running[self.returns[f"{kind}_end"][row]] - running[self.returns[kind][row]]
        return found

    def _stands(self, day: int) -> Truth:
        found: Truth = (self.standing["known_from"] <= day) & (self.standing["known_to"] > day)
        return found


def return_log(
    calendar: Columns, reporters: Columns, versions: Columns, standing: Columns
) -> ReturnLog:
    """The log that the statements `log_periods`, `log_reporters`, `log_versions` and
    `log_standing` tell of."""
    names = {
        "collection": _names(calendar["collection"], versions["collection"]),
        "unit": _names(reporters["unit"], versions["unit"]),
    }
    senders = _numbers(names, reporters)
    periods = _numbers(names, calendar) | {"due": ordinals(calendar["due"])}
    came = _numbers(names, versions)
    came |= {
        "known_on": ordinals(versions["known_on"]),
        "another": versions["another"].astype(bool),
        "sender": _texts(versions["sender"]),
        "file": _texts(versions["file"]),
    }
    stood = _numbers(names, standing)
    stood |= {name: ordinals(standing[name]) for name in ("known_from", "known_to")}
    order = np.argsort(_key(stood), kind="stable")
    stood = {name: column[order] for name, column in stood.items()}

    first_of, offsets, returns = _laid_out(periods, senders, len(names["collection"]))
    asked = _key(returns)
    for kind, found in (("came", _key(came)), ("stood", _key(stood))):
        returns[kind] = np.searchsorted(found, asked, side="left")
        returns[f"{kind}_end"] = np.searchsorted(found, asked, side="right")
    days = [periods["due"], came["known_on"], stood["known_from"], stood["known_to"]]
    return ReturnLog(
        collections=names["collection"],
        units=names["unit"],
        calendar=periods,
        first_of=first_of,
        returns=returns,
        offsets=offsets,
        versions={name: np.append(came[name], [never]) for name, never in NEVER_CAME.items()},
        standing=stood,
        days=tuple(np.unique(np.concatenate(days)).tolist()),
    )


def _laid_out(
    periods: Columns, senders: Columns, collections: int
) -> tuple[Whole, tuple[Whole, ...], dict[str, NDArray[Any]]]:
    """Every period beside every unit that sends it: `first_of`, `offsets` and `returns` of a
    `ReturnLog`, without what came."""
    number = np.arange(collections)
    first_of, end_of = (
        np.searchsorted(periods["collection"], number, side) for side in ("left", "right")
    )
    each = (end_of - first_of)[senders["collection"]]
    offset = np.cumsum(each) - each - first_of[senders["collection"]]
    sender = np.repeat(np.arange(len(each)), each)
    period = np.arange(len(sender)) - offset[sender]
    returns = {name: periods[name][period] for name in ("collection", "first_month", "last_month")}
    returns |= {"unit": senders["unit"][sender], "period": period}
    return first_of, tuple(offset[senders["collection"] == n] for n in number), returns


def _names(*columns: NDArray[Any]) -> NDArray[np.object_]:
    return np.array(sorted({str(name) for column in columns for name in column}), object)


def _numbers(names: Mapping[str, NDArray[np.object_]], rows: Columns) -> dict[str, NDArray[Any]]:
    """Which returns some rows are of, as numbers: what they have of collection, unit and months."""
    found = {name: _numbered(names[name], rows[name]) for name in names if name in rows}
    months = ("first_month", "last_month")
    return found | {name: rows[name].astype(np.int64) for name in months if name in rows}


def _numbered(names: NDArray[np.object_], column: NDArray[Any]) -> Whole:
    numbers = {name: number for number, name in enumerate(names)}
    return np.array([numbers[name] for name in column.tolist()], np.int64)


def _key(rows: Columns) -> Whole:
    """One number a return, in the order of collection, unit and period."""
    found = rows["collection"]
    for name in ("unit", "first_month", "last_month"):
        found = found * MONTHS + rows[name]
    return found


def _texts(column: NDArray[Any]) -> NDArray[np.object_]:
    return np.array([text or "" for text in column.tolist()], object)


def _running(flags: Truth) -> Whole:
    """How many are true before each place; one longer than the flags."""
    return np.concatenate([[0], np.cumsum(flags)])
