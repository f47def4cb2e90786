"""What a unit's standing returns count of a component in each of some windows, by court or reason.

Windows may share months, as rolling ones do: a period counts in each window that it lies in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cjdata.domain.periods import Period
from cjdata.snapshot.cells import MANY
from cjdata.snapshot.in_memory import cells_of, senders_of
from cjdata.snapshot.places import Whole, within
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.sums import MONTHS

Kind = Literal["court", "reason"]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts by court or by reason, in the order of the alphabet."""

    keys: Sequence[str]
    value: Sequence[Sequence[float]]
    """Keys by windows: NaN where no return counts the key, nought where none gives a number."""
    returns_now: int
    """How many returns count one key in one period of the last window, at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A component at one court tier and level of detail, by court or by reason."""

    component: str
    court_tier: str | None
    level: str
    by: Kind
    only: frozenset[str] = frozenset()
    """The reasons that count; all of them where none are named. By court, one that gives reasons,
    and none of these, has nought."""


def unit_counts(
    reader: Reader, unit: str, wanted: Wanted, windows: tuple[Period, ...], known_at: dt.date
) -> Counts:
    """What the standing returns behind a unit's figures count in each window."""
    laid = _laid_out(reader, unit, wanted)
    table, ordinal = laid.table, known_at.toordinal()
    standing = np.flatnonzero((laid.known_from <= ordinal) & (laid.known_to > ordinal))
    place = laid.place[standing]
    returns = table.added(place, laid.given[standing])
    value = table.added(place, laid.value[standing])
    inside = _inside(table, windows)
    found = np.where(inside @ returns > 0, inside @ value, np.nan).T
    return Counts(
        keys=[table.keys[n] for n in laid.told],
        value=found[laid.told].tolist(),
        returns_now=int(returns[inside[-1] > 0][:, laid.told].max(initial=0)),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """The cells that a component's returns have at one level of detail, on whatever day: periods by
    courts or by reasons, in the order of both."""

    keys: Sequence[str]
    """Blank, the last, for rows without a court or reason."""
    first_month: Whole
    last_month: Whole
    place: Whole
    """Of each row, its place in the table."""

    def added(self, place: Whole, number: Numbers) -> Numbers:
        """The table with the numbers of some rows added up."""
        shape = len(self.first_month), len(self.keys)
        sums: Numbers = np.bincount(place, number, shape[0] * shape[1]).astype(float, copy=False)
        return sums.reshape(shape)


@dataclass(frozen=True, slots=True, eq=False)
class _Laid:
    """Every version of a unit's rows beside the table that they are added up in: the same whatever
    the day."""

    table: _Table
    told: Sequence[int]
    """The keys that are asked for, of those that the unit has."""
    known_from: Whole
    known_to: Whole
    place: Whole
    given: Numbers
    """1 for a row that says of a key that it is counted, 0 for one that only adds to it."""
    value: Numbers
    """Nought where the row gives no number."""


@lru_cache(maxsize=512)
def _laid_out(reader: Reader, unit: str, wanted: Wanted) -> _Laid:
    (rows,) = cells_of(reader, wanted.level).of([wanted.component])
    table = _table(reader, wanted.component, wanted.level, wanted.by)
    chosen = senders_of(reader).behind(unit, rows)
    chosen = chosen[rows["court_tier"][chosen] == wanted.court_tier]
    by_reason = wanted.only if wanted.by == "reason" else ()
    given, value = np.ones(len(chosen)), np.nan_to_num(rows["value"][chosen])
    if wanted.only and wanted.by == "court":
        reasons = rows["reason"][chosen].tolist()
        given = np.array([reason is None for reason in reasons], float)
        value = np.where([reason in wanted.only for reason in reasons], value, 0.0)
    place = table.place[chosen]
    there = set((place % max(len(table.keys), 1)).tolist())
    return _Laid(
        table=table,
        told=[
            n
            for n, key in enumerate(table.keys)
            if n in there and key and (not by_reason or key in by_reason)
        ],
        known_from=rows["known_from"][chosen],
        known_to=rows["known_to"][chosen],
        place=place,
        given=given,
        value=value,
    )


@lru_cache(maxsize=256)
def _table(reader: Reader, component: str, level: str, by: Kind) -> _Table:
    (rows,) = cells_of(reader, level).of([component])
    cell = rows["cell"]
    code = cell // MANY % MANY if by == "court" else cell % MANY
    _, first, key = np.unique(code, return_index=True, return_inverse=True)
    span, period = np.unique(cell // MANY**2, return_inverse=True)
    return _Table(
        keys=[name or "" for name in rows[by][first].tolist()],
        first_month=span % MONTHS,
        last_month=span // MONTHS,
        place=period * len(first) + key,
    )


@lru_cache(maxsize=256)
def _inside(table: _Table, windows: tuple[Period, ...]) -> Numbers:
    """Which periods each window adds up: windows by periods, 1 where it does."""
    inside = within(table.first_month, table.last_month, windows, last_only=False)
    return inside.T.astype(float)
