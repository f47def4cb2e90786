"""Counts laid out as the rows of a tidy return, all units and periods of one collection at once.

A row is a place in the layout (unit, component, court, reason) with one value a period, which is
a month or a quarter; a return is the rows of one unit in one period.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from cjdata.demo.panel import MONTHLY, Counts
from cjdata.domain.periods import Period
from cjdata.domain.returns import ROW_COLUMNS
from cjdata.domain.states import Mark

NOT_AVAILABLE, NOT_APPLICABLE = -1, -2
MARKS = {NOT_AVAILABLE: Mark.NOT_AVAILABLE.value, NOT_APPLICABLE: Mark.NOT_APPLICABLE.value}
HEADING = ",".join(ROW_COLUMNS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Rows of one component: a row a cell, values (cells x periods)."""

    component: str
    units: Sequence[int] | Counts
    """Place of each row's unit among the reporting units."""
    values: Counts
    courts: Sequence[str] | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """All rows of a collection, ordered by unit."""

    periods: tuple[Period, ...]
    unit: Counts
    """Place of each row's unit among the reporting units."""
    component: NDArray[np.object_]
    starts: NDArray[np.object_]
    """Text of a row before its period."""
    middles: NDArray[np.object_]
    """Between period and value."""
    ends: NDArray[np.object_]
    """After the value."""
    values: Counts
    """Rows x periods; a mark is a negative number."""
    optional: NDArray[np.bool_]
    """Rows left out where they are zero: reasons that nobody gave."""

    def differs_from(self, other: Sheet, units: int) -> NDArray[np.bool_]:
        """The returns (units x periods) in which two sheets of one layout differ."""
        found = np.zeros((units, len(self.periods)), dtype=bool)
        np.logical_or.at(found, self.unit, self.values != other.values)
        return found

    def returns(self, wanted: NDArray[np.bool_]) -> Iterator[tuple[int, int, list[str]]]:
        """(period, unit, lines) of the wanted returns (units x periods), period by period."""
        kept = wanted[self.unit] & ~(self.optional[:, None] & (self.values == 0))
        periods, rows = np.nonzero(kept.T)
        units, texts = self.unit[rows], [str(period) for period in self.periods]
        lines = [
            f"{start}{texts[period]}{middle}{figure if figure >= 0 else MARKS[figure]}{end}"
            for period, start, middle, figure, end in zip(
                periods.tolist(), self.starts[rows], self.middles[rows],
                self.values[rows, periods].tolist(), self.ends[rows], strict=True,
            )
        ]  # fmt: skip
        turns = np.flatnonzero(np.diff(units) | np.diff(periods)) + 1
        bounds = [0, *turns.tolist(), len(lines)] if lines else [0]
        for first, last in pairwise(bounds):
            yield int(periods[first]), int(units[first]), lines[first:last]


def lay_out(
    units: Sequence[str],
    tier: str,
    blocks: Sequence[Block],
    periods: tuple[Period, ...] = MONTHLY,
) -> Sheet:
    """A sheet of blocks; within a unit the blocks keep their order."""
    unit = np.concatenate([np.asarray(b.units, dtype=np.int64) for b in blocks])
    order = np.argsort(unit, kind="stable")
    component = [b.component for b in blocks for _ in b.units]
    ends = [
        f",{tier},{court},{b.reason},"
        for b in blocks
        for court in (b.courts or [""] * len(b.units))
    ]
    optional = [bool(b.reason) for b in blocks for _ in b.units]
    return Sheet(
        periods=periods,
        unit=unit[order],
        component=np.array(component, dtype=object)[order],
        starts=np.array([f"{units[place]}," for place in unit[order]], dtype=object),
        middles=np.array([f",{name}," for name in component], dtype=object)[order],
        ends=np.array(ends, dtype=object)[order],
        values=np.concatenate([b.values for b in blocks])[order],
        optional=np.array(optional)[order],
    )  # fmt: skip


def mark(sheet: Sheet, component: str, where: NDArray[np.bool_], sign: int) -> None:
    """Puts a mark in place of a component's numbers in some returns (units x periods)."""
    rows = sheet.component == component
    counted = sheet.values[rows]
    sheet.values[rows] = np.where(where[sheet.unit[rows]] & (counted >= 0), sign, counted)
