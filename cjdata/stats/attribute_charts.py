"""p- and u-charts, whose limits follow the denominator, with Laney's adjustment for dispersion.

They rest on counts of independent cases: binomial for a proportion, Poisson for a rate. Where the
months differ by more than that, the primed charts take the excess from the data. Sources:
Montgomery, Introduction to Statistical Quality Control, ch. 7; Laney, Improved Control Charts for
Attributes, Quality Engineering 14 (2002). Rules and verdicts are those of the XmR chart.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.xmr.chart import XmrChart, as_numbers, as_target, described, rebase_positions
from cjdata.stats.xmr.limits import (
    BoolGrid,
    FloatGrid,
    IntGrid,
    ProcessLimits,
    in_baseline,
    phase_numbers,
    phases_in,
)
from cjdata.stats.xmr.many import check_baseline, judged, phase_starts

Counts: TypeAlias = Sequence[float | None] | npt.ArrayLike | pd.Series
SIGMAS = 3.0
NEAR_SIGMAS = 2.0
RANGE_TO_SIGMA = 1.128


def p_chart(
    numerators: Counts,
    denominators: Counts,
    *,
    laney: bool = False,
    improvement: str = "increase",
    target: float | npt.ArrayLike | pd.Series | None = None,
    rebase: Iterable[Any] = (),
    baseline: int | None = None,
) -> XmrChart:
    """Chart a proportion, between 0 and 1; `laney` makes it a p′-chart.

    The columns of an XmR chart, and numerator, denominator and sigma_z: 1 for a plain chart, for a
    primed one how far the months scatter against chance alone.

    The centre of a phase is its summed numerators over its summed denominators, the limits are
    three binomial standard errors at each denominator, cut off at 0 and 1. A period with a
    missing count, or with 0 of 0, has no value, no limits and the judgement MISSING. `target`,
    `rebase` and `baseline` as in `xmr_chart`. Raises ValueError on a numerator above its
    denominator, a negative or infinite count, and periods that differ.
    """
    index, numerator, denominator = _counts(numerators, denominators)
    if (numerator > denominator).any():
        raise ValueError("a numerator is greater than its denominator")
    grid = _Grid.of(index, numerator, denominator, rebase, baseline)
    limits, sigma_z = grid.limits(lambda p: p * (1 - p), ceiling=1.0, laney=laney)
    return _chart(index, grid, limits, sigma_z, improvement, target)


def u_chart(
    counts: Counts,
    denominators: Counts,
    *,
    laney: bool = False,
    improvement: str = "increase",
    target: float | npt.ArrayLike | pd.Series | None = None,
    rebase: Iterable[Any] = (),
    baseline: int | None = None,
) -> XmrChart:
    """Chart events per unit of the denominator; `laney` makes it a u′-chart.

    As `p_chart`, but with Poisson standard errors and no upper end: a count may exceed its
    denominator. A count above a denominator of 0 raises ValueError.
    """
    index, events, exposure = _counts(counts, denominators)
    grid = _Grid.of(index, events, exposure, rebase, baseline)
    limits, sigma_z = grid.limits(lambda u: u, ceiling=np.inf, laney=laney)
    return _chart(index, grid, limits, sigma_z, improvement, target)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The counts as (1, periods), with the phase of each and whether limits rest on it."""

    numerator: FloatGrid
    denominator: FloatGrid
    phase: IntGrid
    used: BoolGrid

    @classmethod
    def of(
        cls,
        index: pd.Index,
        numerator: FloatGrid,
        denominator: FloatGrid,
        rebase: Iterable[Any],
        baseline: int | None,
    ) -> "_Grid":
        check_baseline(baseline)
        starts = phase_starts(rebase_positions(rebase, index), (1, len(index)))
        phase = phase_numbers(starts)
        used = in_baseline(phase, baseline) & ~np.isnan(numerator)
        return cls(numerator[None, :], denominator[None, :], phase, used)

    @property
    def values(self) -> FloatGrid:
        return self.numerator / self.denominator

    def limits(
        self, variance: Callable[[FloatGrid], FloatGrid], *, ceiling: float, laney: bool
    ) -> tuple[ProcessLimits, FloatGrid]:
        """Limits by the variance of one case about the centre, and sigma z of each phase."""
        centre = np.full(self.values.shape, np.nan)
        points = np.zeros(self.values.shape, dtype=np.int64)
        for member, used in self._phases():
            total = self.denominator[used].sum()
            centre[member] = self.numerator[used].sum() / total if total else np.nan
            points[member] = used.sum()
        error = np.sqrt(variance(centre) / self.denominator)
        sigma_z = self._sigma_z(centre, error) if laney else np.ones(centre.shape)
        reach = error * sigma_z
        limits = ProcessLimits(
            mean=centre,
            lower=np.maximum(centre - SIGMAS * reach, 0.0),
            upper=np.minimum(centre + SIGMAS * reach, ceiling),
            near_lower=np.maximum(centre - NEAR_SIGMAS * reach, 0.0),
            near_upper=np.minimum(centre + NEAR_SIGMAS * reach, ceiling),
            points=points,
        )
        return limits, sigma_z

    def _sigma_z(self, centre: FloatGrid, error: FloatGrid) -> FloatGrid:
        """The mean moving range of the z-scores over 1.128, in each phase; NaN without a range."""
        distance = self.values - centre
        z = np.divide(distance, error, out=np.zeros_like(distance), where=error != 0)
        sigma_z = np.full(z.shape, np.nan)
        for member, used in self._phases():
            adjacent = used[:, 1:] & used[:, :-1]
            ranges = np.abs(np.diff(z, axis=1))[adjacent]
            if ranges.size:
                sigma_z[member] = ranges.mean() / RANGE_TO_SIGMA
        return sigma_z

    def _phases(self) -> list[tuple[BoolGrid, BoolGrid]]:
        members = [self.phase == number for number in phases_in(self.phase)]
        return [(member, member & self.used) for member in members]


def _chart(
    index: pd.Index,
    grid: _Grid,
    limits: ProcessLimits,
    sigma_z: FloatGrid,
    improvement: str,
    target: float | npt.ArrayLike | pd.Series | None,
) -> XmrChart:
    aim = as_target(target, index)
    many = judged(grid.values, limits, grid.phase, improvement=improvement, target=aim)
    return described(
        many, index, improvement,
        numerator=grid.numerator[0], denominator=grid.denominator[0], sigma_z=sigma_z[0],
    )  # fmt: skip


def _counts(numerators: Counts, denominators: Counts) -> tuple[pd.Index, FloatGrid, FloatGrid]:
    """The index of the first, and both counts: missing where either is or where 0 of 0."""
    (index, top), (other, bottom) = as_numbers(numerators), as_numbers(denominators)
    if len(top) != len(bottom):
        raise ValueError(f"{len(top)} numerators for {len(bottom)} denominators")
    if isinstance(denominators, pd.Series) and not other.equals(index):
        raise ValueError("numerators and denominators are of different periods")
    for counts in (top, bottom):
        if np.isinf(counts).any() or (counts < 0).any():
            raise ValueError("a count is negative or infinite")
    empty = bottom == 0
    if (empty & (top > 0)).any():
        raise ValueError("a count stands over a denominator of 0")
    missing = np.isnan(top) | np.isnan(bottom) | empty
    return index, np.where(missing, np.nan, top), np.where(missing, np.nan, bottom)
