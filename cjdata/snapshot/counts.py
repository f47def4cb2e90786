"""What a unit's standing returns count of a component in each of some windows, by court or reason.

Windows may share months, as rolling ones do: a period counts in each window that it lies in.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from cjdata.domain.periods import Period
from cjdata.snapshot.cells import MANY, rows_of_unit
from cjdata.snapshot.held import Columns
from cjdata.snapshot.in_memory import cells_of, senders_of
from cjdata.snapshot.places import Whole, within
from cjdata.snapshot.sums import MONTHS

if TYPE_CHECKING:
    from cjdata.snapshot.reader import Reader

Kind = Literal["court", "reason"]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ToldApart:
    """The cells that a component's returns have at one level of detail, on whatever day: a table of
    periods by courts or by reasons, in the order of both."""

    by: Kind
    keys: Sequence[str | None]
    """None, the last, stands for rows without a court or reason."""
    first_month: Whole
    last_month: Whole
    place: Whole
    """Of each row, its place in the table."""
    value: Numbers
    """Of each row, nought where it gives no number."""
    reason: Sequence[str | None]

    def added(self, rows: Whole, values: Numbers | None = None) -> NDArray[np.float64]:
        """The table of some rows: how many there are, or the sums of their values."""
        shape = len(self.first_month), len(self.keys)
        weights = None if values is None else values[rows]
        sums = np.bincount(self.place[rows], weights, shape[0] * shape[1])
        return sums.reshape(shape).astype(float, copy=False)


def told_apart(rows: Columns, by: Kind) -> ToldApart:
    cell = rows["cell"]
    code = cell // MANY % MANY if by == "court" else cell % MANY
    _, first, key = np.unique(code, return_index=True, return_inverse=True)
    span, period = np.unique(cell // MANY**2, return_inverse=True)
    return ToldApart(
        by=by,
        keys=rows[by][first].tolist(),
        first_month=span % MONTHS,
        last_month=span // MONTHS,
        place=period * len(first) + key,
        value=np.nan_to_num(rows["value"]),
        reason=rows["reason"].tolist(),
    )


@lru_cache(maxsize=256)
def _told_apart_by(reader: Reader, component: str, level: str, by: Kind) -> ToldApart:
    """The same as long as the snapshot lives."""
    (rows,) = cells_of(reader, level).of([component])
    return told_apart(rows, by)


@dataclass(frozen=True, slots=True, eq=False)
class Counts:
    """Counts by court or by reason, in the order of the alphabet."""

    keys: Sequence[str]
    value: Numbers
    """Keys by windows: NaN where no return counts the key, nought where none gives a number."""
    returns_now: int
    """How many returns count one key in one period of the last window, at most."""


def unit_counts(
    reader: Reader,
    unit: str,
    component: str,
    *,
    court_tier: str | None,
    level: str,
    by: Kind,
    only: Collection[str],
    windows: Sequence[Period],
    known_at: dt.date,
) -> Counts:
    """What the standing returns behind a unit's figures count at one level of detail.

    Of the reasons that `only` names, or of all. By court, one that gives reasons, and none of
    these, has nought.
    """
    (rows,) = cells_of(reader, level).of([component])
    span = Period(min(w.first for w in windows), max(w.last for w in windows))
    chosen = rows_of_unit(rows, senders_of(reader), unit, court_tier, span, known_at)
    return _counts(_told_apart_by(reader, component, level, by), chosen, only, windows)


def _counts(
    table: ToldApart, chosen: Whole, only: Collection[str], windows: Sequence[Period]
) -> Counts:
    """The counts of the chosen rows."""
    given = counted = chosen
    if only and table.by == "court":
        reasons = [table.reason[row] for row in chosen.tolist()]
        given = chosen[[reason is None for reason in reasons]]
        counted = chosen[[reason in only for reason in reasons]]
    returns = table.added(given)
    inside = within(table.first_month, table.last_month, windows, last_only=False)
    in_window = inside.T.astype(float)
    there, value = in_window @ returns > 0, in_window @ table.added(counted, table.value)
    by_reason = only if table.by == "reason" else ()
    told = [
        n for n, key in enumerate(table.keys) if key is not None and (not by_reason or key in only)
    ]
    return Counts(
        keys=[str(table.keys[n]) for n in told],
        value=np.where(there, value, np.nan).T[told],
        returns_now=int(returns[inside[:, -1]][:, told].max(initial=0)),
    )
