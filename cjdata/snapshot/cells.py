"""The counts behind a figure at one level of detail, of the returns that stand on a day.

Rests on a return having one cell of a kind, so that cells count returns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.periods import Period
from cjdata.snapshot.days import ordinals
from cjdata.snapshot.held import Columns, joined
from cjdata.snapshot.places import Truth, Whole
from cjdata.snapshot.sums import MONTHS

MANY = 10_000
"""More courts or reasons than there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """What standing returns count: a row a component, period, court and reason, in that order.

    None stands for a court or reason that the level does not tell apart; at the levels of reasons
    a row without one says how many returns give reasons at all. `marked` returns say that the
    count is not available; `value` is NaN where none gives a number.
    """

    component: NDArray[np.object_]
    first_month: Whole
    last_month: Whole
    court: NDArray[np.object_]
    reason: NDArray[np.object_]
    value: NDArray[np.float64]
    returns: Whole
    marked: Whole

    def where(self, chosen: Truth) -> Cells:
        return Cells(*(getattr(self, name)[chosen] for name in self.__slots__))


class Senders:
    """Whose returns make up a unit's figures; each collection and reporting unit has a number."""

    def __init__(self, told: Iterable[tuple[str, str, str, str | None]]) -> None:
        """`told` is a row a unit, collection, reporting unit and court."""
        self._number: dict[tuple[str, str], int] = {}
        self._whole: dict[str, list[int]] = {}
        in_part: dict[str, list[tuple[int, str]]] = {}
        for unit, collection, reporter, court in told:
            number = self._number.setdefault((collection, reporter), len(self._number))
            if court is None:
                self._whole.setdefault(unit, []).append(number)
            else:
                in_part.setdefault(unit, []).append((number, court))
        self._behind = {
            unit: _Behind.of(self.whole(unit), in_part.get(unit, []))
            for unit in self._whole.keys() | in_part.keys()
        }

    def numbers(self, collection: Iterable[str], unit: Iterable[str]) -> Whole:
        """The number of each row's sender; the last for one that makes up no figure."""
        nobody = len(self._number)
        pairs = zip(collection, unit, strict=True)
        return np.array([self._number.get(pair, nobody) for pair in pairs], np.int64)

    def whole(self, unit: str) -> list[int]:
        """The numbers of those whose whole returns make up a unit's figures."""
        return self._whole.get(unit, [])

    def behind(self, unit: str, rows: Columns) -> Whole:
        """The positions of the rows that make up a unit's figures; each sender's lie together."""
        mine = self._behind.get(unit, NOBODY)
        begins, ends = (
            rows["sender"].searchsorted(mine.numbers, side) for side in ("left", "right")
        )
        found = [np.empty(0, np.int64)]
        for n in np.flatnonzero(begins < ends).tolist():
            places, court = np.arange(begins[n], ends[n]), mine.courts[n]
            found.append(places if court is None else places[rows["court"][places] == court])
        return np.concatenate(found)


@dataclass(frozen=True, slots=True, eq=False)
class _Behind:
    """Who makes up a unit's figures, and which court's share of a return where not all of it."""

    numbers: Whole
    courts: list[str | None]

    @classmethod
    def of(cls, whole: list[int], in_part: list[tuple[int, str]]) -> _Behind:
        """What of a return counts as a whole is not counted in part once more."""
        shares = [(number, court) for number, court in in_part if number not in set(whole)]
        every = [*((number, None) for number in whole), *shares]
        return cls(np.array([n for n, _ in every], np.int64), [court for _, court in every])


NOBODY = _Behind.of([], [])


def held_cells(rows: Columns, senders: Senders) -> dict[str, NDArray[Any]]:
    """What the statement `held_cells` tells, in the form in which it is held.

    Of each component the rows of a sender follow one another, so that a unit's are found at once.
    `cell` is a number that rows of one period, court and reason share, in their order.
    """
    held = _as_numbers(rows, senders)
    names = held["name"]
    component = np.cumsum(np.append(False, names[1:] != names[:-1])[: len(names)])
    order = np.lexsort((held["sender"], component))
    return {name: column[order] for name, column in held.items()}


def _as_numbers(rows: Columns, senders: Senders) -> dict[str, NDArray[Any]]:
    held = {
        **{name: _named(rows[name]) for name in ("name", "court_tier", "court", "reason")},
        **{name: rows[name].astype(np.int64) for name in ("first_month", "last_month", "marked")},
        **{name: ordinals(rows[name]) for name in ("known_from", "known_to")},
        "sender": senders.numbers(rows["collection"].tolist(), rows["unit"].tolist()),
        "value": np.ma.filled(rows["value"].astype(float), np.nan),
    }
    cell = held["last_month"] * MONTHS + held["first_month"]
    for name in ("court", "reason"):
        cell = cell * MANY + _alphabetical(held[name])
    return held | {"cell": cell}


def standing_cells(
    held: Sequence[Columns],
    senders: Senders,
    unit: str,
    court_tier: str | None,
    span: Period,
    day: dt.date,
) -> Cells:
    """The cells of a unit in some months, of the returns that stand on a day, added up.

    `held` is what is held of components in the order of the alphabet.
    """
    parts = [_added_up(rows, senders, unit, court_tier, span, day) for rows in held]
    return Cells(**joined(parts))


def _added_up(
    rows: Columns,
    senders: Senders,
    unit: str,
    court_tier: str | None,
    span: Period,
    day: dt.date,
) -> Columns:
    """The cells of one component."""
    chosen = _of_unit(rows, senders, unit, court_tier, span, day)
    _, first, place = np.unique(rows["cell"][chosen], return_index=True, return_inverse=True)
    size, values = len(first), rows["value"][chosen]
    given = ~np.isnan(values)
    value = np.bincount(place[given], values[given], size)
    there = np.bincount(place[given], minlength=size) > 0
    of_cell = chosen[first]
    return {
        "component": rows["name"][of_cell],
        **{n: rows[n][of_cell] for n in ("first_month", "last_month", "court", "reason")},
        "value": np.where(there, value, np.nan),
        "returns": np.bincount(place, minlength=size),
        "marked": np.bincount(place, rows["marked"][chosen], size).astype(np.int64),
    }


def _of_unit(
    rows: Columns,
    senders: Senders,
    unit: str,
    court_tier: str | None,
    span: Period,
    day: dt.date,
) -> Whole:
    """Which rows of one component are the unit's, in the months, standing on the day."""
    ordinal = day.toordinal()
    mine = senders.behind(unit, rows)
    found: Whole = mine[
        (rows["first_month"][mine] >= span.first)
        & (rows["last_month"][mine] <= span.last)
        & (rows["known_from"][mine] <= ordinal)
        & (rows["known_to"][mine] > ordinal)
    ]
    at_tier: Truth = rows["court_tier"][found] == court_tier
    return found[at_tier]


def _named(column: NDArray[Any]) -> NDArray[np.object_]:
    """Names as they are, None where there is none."""
    names: NDArray[np.object_] = np.ma.getdata(column).astype(object)
    names[np.ma.getmaskarray(column)] = None
    return names


def _alphabetical(names: NDArray[np.object_]) -> Whole:
    """Numbers in the order of the alphabet, None last."""
    code, known = pd.factorize(names, sort=True)
    return np.where(code < 0, len(known), code).astype(np.int64)
