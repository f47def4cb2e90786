"""Each borough's own before and after: what anybody sees first, and no proof of anything.

A borough's change holds the effect, the trend of all London and chance. Rates are summed over the
months and never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from cjdata.analysis.figures import factor_of
from cjdata.analysis.go_lives import GoLive
from cjdata.domain.measures import Measure

MONTHS_BEFORE = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAfter:
    """A borough over the year before it went live and the months judged after the lag."""

    unit: str
    live: int
    """Month of going live."""
    before: float | None
    after: float | None
    months_before: int
    months_after: int
    series: tuple[tuple[int, float], ...]
    """Month and value, of every month that was reported whole."""

    @property
    def change(self) -> float | None:
        if self.before is None or self.after is None:
            return None
        return self.after - self.before


def before_after(
    frame: pd.DataFrame, dates: Mapping[str, GoLive], measure: Measure, months_judged: int
) -> tuple[BeforeAfter, ...]:
    """One row a borough live, in the order of going live."""
    by_unit = dict(iter(frame.groupby("unit")))
    lag = measure.lag_months or 0
    rows = []
    for unit, date in sorted(dates.items(), key=lambda item: (item[1].month, item[0])):
        if unit not in by_unit:
            continue
        mine = by_unit[unit]
        month = mine["last_month"]
        before = mine[(month >= date.month - MONTHS_BEFORE) & (month < date.month)]
        start = date.month + lag
        after = mine[(month >= start) & (month < start + months_judged)]
        rows.append(
            BeforeAfter(
                unit=unit,
                live=date.month,
                before=_summed(before, measure),
                after=_summed(after, measure),
                months_before=len(before),
                months_after=len(after),
                series=tuple((int(m), float(v)) for m, v in zip(month, mine["value"], strict=True)),
            )
        )
    return tuple(rows)


def _summed(rows: pd.DataFrame, measure: Measure) -> float | None:
    """The measure over several months; a count a month where there is nothing to divide by."""
    if rows.empty:
        return None
    if not measure.denominator:
        return float(rows["numerator"].mean())
    total = float(rows["denominator"].sum())
    return factor_of(measure) * float(rows["numerator"].sum()) / total if total > 0 else None
