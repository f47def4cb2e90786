"""What standing returns count in some periods, added up once for every sender.

A unit's counts are those of its senders together, so that the next borough is a look-up.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.domain.periods import Period
from cjdata.snapshot.held import Columns, joined
from cjdata.snapshot.in_memory import cells_of
from cjdata.snapshot.places import Truth, Whole
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Components counted at one court tier and level of detail, in some periods."""

    components: tuple[str, ...]
    court_tier: str | None
    level: str
    """Total, reason or court_reason."""
    periods: tuple[Period, ...]
    by: Literal["reason", "court"] = "reason"
    """What cells are told apart by, as far as the level does."""
    only: frozenset[str] = frozenset()
    """The reasons that count; all of them, and cells without one, where none are named."""
    at_end: frozenset[str] = frozenset()
    """Components that are not added up over time: what the last month of a period holds counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Tallies:
    """Sums by sender, period, component and key: a reason or court. The last place is for cells
    without one."""

    senders: Mapping[int, int]
    """The place of each."""
    keys: tuple[str, ...]
    value: NDArray[np.float64]
    """What the returns count, those that give no number as nought."""
    returns: NDArray[np.int32]
    marked: NDArray[np.int32]
    """How many returns say that the count is not available."""

    def of(self, senders: Sequence[int]) -> tuple[NDArray[np.float64], Whole, Whole]:
        """The same of some senders together: value, returns and marked."""
        found = [self.senders[number] for number in senders if number in self.senders]
        mine = slice(None) if len(found) == len(self.senders) else found  # of all: without a copy
        value, returns, marked = (
            table[mine].sum(axis=0) for table in (self.value, self.returns, self.marked)
        )
        return value, returns, marked


@lru_cache(maxsize=8 * DAYS_KEPT)
def tallies(reader: Reader, asked: Asked, day: dt.date) -> Tallies:
    """What stands on a turning day."""
    held = cells_of(reader, asked.level).of(asked.components)
    rows = joined([_standing(mine, asked, place, day) for place, mine in enumerate(held)])
    senders, sender = np.unique(rows["sender"], return_inverse=True)
    code, names = pd.factorize(rows[asked.by])
    key = np.where(code < 0, len(names), code)
    shape = len(senders), len(asked.periods), len(asked.components), len(names) + 1
    place = np.ravel_multi_index((sender, rows["period"], rows["component"], key), shape)

    def added(weights: NDArray[Any] | None) -> NDArray[Any]:
        return np.bincount(place, weights, math.prod(shape)).reshape(shape)

    def counted(weights: NDArray[Any] | None) -> NDArray[np.int32]:
        return added(weights).astype(np.int32)

    return Tallies(
        senders={number: n for n, number in enumerate(senders.tolist())},
        keys=tuple(names),
        value=added(np.nan_to_num(rows["value"])),
        returns=counted(None),
        marked=counted(rows["marked"]),
    )


def _standing(rows: Columns, asked: Asked, component: int, day: dt.date) -> Columns:
    """The cells of a component that count: a row a cell and period."""
    ordinal, only_end = day.toordinal(), asked.components[component] in asked.at_end
    stands = (rows["known_from"] <= ordinal) & (rows["known_to"] > ordinal)

    def inside(period: Period) -> Whole:
        begins: Truth = rows["first_month"] >= period.first
        ends = rows["last_month"] <= period.last
        if only_end:
            ends &= rows["last_month"] == period.last
        found: Whole = np.flatnonzero(stands & begins & ends)
        found = found[rows["court_tier"][found] == asked.court_tier]
        if asked.only:
            found = found[[reason in asked.only for reason in rows["reason"][found].tolist()]]
        return found

    chosen = [inside(period) for period in asked.periods]
    sizes = [len(found) for found in chosen]
    every = np.concatenate(chosen)
    return {
        "component": np.full(len(every), component),
        "period": np.repeat(np.arange(len(sizes)), sizes),
        **{name: rows[name][every] for name in ("sender", asked.by, "value", "marked")},
    }
