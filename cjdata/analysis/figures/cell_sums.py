"""What the cells of a breakdown add up to in a period, by component and by reason."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from cjdata.domain.periods import Period
from cjdata.snapshot.cells import Cells


@dataclass(frozen=True, slots=True)
class CellSums:
    """Sums of one period; a component without any cell there is in none of them."""

    values: Mapping[str, float]
    """By component, over all its cells."""
    reasons: Mapping[str, Mapping[str, float]]
    """By component and code of the reason, cells without a reason left out."""
    returns: Mapping[str, int]
    marked: Mapping[str, int]
    """How many of the returns say that they cannot give the component."""

    def given(self, component: str) -> int:
        """How many returns give a number."""
        return self.returns.get(component, 0) - self.marked.get(component, 0)


def cell_sums(cells: Cells, period: Period, *, at_end: bool = False) -> CellSums:
    """The sums of the cells that lie in a period, or of those alone that end with it."""
    inside = cells.within(period)
    if at_end:
        inside &= cells.last_month == period.last
    values: dict[str, float] = defaultdict(float)
    reasons: dict[str, dict[str, float]] = defaultdict(dict)
    returns: dict[str, int] = defaultdict(int)
    marked: dict[str, int] = defaultdict(int)
    columns = (cells.component, cells.reason, cells.value, cells.returns, cells.marked)
    rows = zip(*(column[inside].tolist() for column in columns), strict=True)
    for component, reason, value, given_by, marked_by in rows:
        number = 0.0 if math.isnan(value) else value
        values[component] += number
        returns[component] += given_by
        marked[component] += marked_by
        if reason is not None:
            by_reason = reasons[component]
            by_reason[reason] = by_reason.get(reason, 0.0) + number
    return CellSums(dict(values), dict(reasons), dict(returns), dict(marked))
