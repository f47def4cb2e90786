"""Each borough's own before and after: what anybody sees first, and no proof of anything.

A borough's change holds the effect, the trend of all London and chance. Rates are summed over the
months and never averaged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.impact.effect_panel import Figures
from cjdata.analysis.rollout.go_lives import GoLive
from cjdata.domain.measures import Measure

MONTHS_BEFORE = 12
Floats = NDArray[np.float64]


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
    figures: Figures, dates: Mapping[str, GoLive], measure: Measure, months_judged: int
) -> tuple[BeforeAfter, ...]:
    """One row a borough live, in the order of going live."""
    places = {unit: place for place, unit in enumerate(figures.units.tolist())}
    months = np.broadcast_to(figures.months, figures.rows.shape)
    every = np.stack([months, figures.value, figures.numerator, figures.denominator], axis=2)
    present = figures.rows >= 0
    lag = measure.lag_months or 0
    rows = []
    for unit, date in sorted(dates.items(), key=lambda item: (item[1].month, item[0])):
        if unit not in places or not present[places[unit]].any():
            continue
        mine = every[places[unit]][present[places[unit]]]
        since = mine[:, 0] - date.month
        before = mine[(since >= -MONTHS_BEFORE) & (since < 0)]
        after = mine[(since >= lag) & (since < lag + months_judged)]
        rows.append(
            BeforeAfter(
                unit=unit,
                live=date.month,
                before=_summed(before, measure),
                after=_summed(after, measure),
                months_before=len(before),
                months_after=len(after),
                series=tuple((int(month), value) for month, value in mine[:, :2].tolist()),
            )
        )
    return tuple(rows)


def _summed(rows: Floats, measure: Measure) -> float | None:
    """The measure over several months; a count a month where there is nothing to divide by."""
    if len(rows) == 0:
        return None
    if not measure.denominator:
        return float(rows[:, 2].mean())
    total = float(rows[:, 3].sum())
    return factor_of(measure) * float(rows[:, 2].sum()) / total if total > 0 else None
