"""Process limits from moving ranges, for many series at once.

They rest on neighbouring periods differing by common causes only; moving ranges far above the
average are therefore screened out once, and the average taken again. Source: Wheeler, Understanding
Variation (1993); constants and screening as in NHSRplotthedots, ptd_spc_standard.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

FloatGrid = npt.NDArray[np.float64]
IntGrid = npt.NDArray[np.int64]
BoolGrid = npt.NDArray[np.bool_]

RANGE_TO_LIMIT = 2.66
RANGE_TO_NEAR_LIMIT = 2 * (RANGE_TO_LIMIT / 3)
SCREENING_FACTOR = 3.267
POINTS_FOR_FIRM_LIMITS = 12


@dataclass(frozen=True, slots=True)
class ProcessLimits:
    """Centre line and limits, each (series, periods), constant within a phase.

    `points` counts the values on which the limits rest. Where it is 0 the mean is NaN; where no
    two neighbouring values exist the limits are NaN, for there are none.
    """

    mean: FloatGrid
    lower: FloatGrid
    upper: FloatGrid
    near_lower: FloatGrid
    near_upper: FloatGrid
    points: IntGrid


def process_limits(
    values: FloatGrid,
    phase: IntGrid,
    *,
    baseline: int | None = None,
    screen_outliers: bool = True,
) -> ProcessLimits:
    """Limits of every phase of every series.

    `values` is (series, periods) with NaN for a missing period; `phase` has its shape and rises
    along a row. With a baseline the limits of each phase rest on its first `baseline` periods,
    and a shorter phase rests on all it has. A range that touches a missing period is not taken.
    """
    within = in_baseline(phase, baseline)
    mean = np.full(values.shape, np.nan)
    spread = np.full(values.shape, np.nan)
    points = np.zeros(values.shape, dtype=np.int64)
    for number in phases_in(phase):
        member = phase == number
        used = member & within & ~np.isnan(values)
        np.copyto(mean, _row_means(values, used)[:, None], where=member)
        np.copyto(spread, _average_range(values, used, screen_outliers)[:, None], where=member)
        np.copyto(points, used.sum(axis=1)[:, None], where=member)
    return _around(mean, spread, points)


def phase_numbers(starts: BoolGrid) -> IntGrid:
    """Number the phases of each row from 0; a true cell is the first period of a new phase."""
    return np.cumsum(starts, axis=1, dtype=np.int64)


def phases_in(phase: IntGrid) -> list[int]:
    """The numbers of the phases that there are, in order; sorting them takes longer."""
    found: list[int] = np.flatnonzero(np.bincount(phase.ravel())).tolist()
    return found


def in_baseline(phase: IntGrid, baseline: int | None) -> BoolGrid:
    """The cells on which limits may rest: the first so many of each phase, or all."""
    if baseline is None:
        return np.ones(phase.shape, dtype=bool)
    return position_in_phase(phase) < baseline


def position_in_phase(phase: IntGrid) -> IntGrid:
    """How many periods of the same phase stand before each cell."""
    columns = np.broadcast_to(np.arange(phase.shape[1]), phase.shape)
    begins = np.ones(phase.shape, dtype=bool)
    begins[:, 1:] = phase[:, 1:] != phase[:, :-1]
    first: IntGrid = np.maximum.accumulate(np.where(begins, columns, 0), axis=1)
    return columns - first


def _around(mean: FloatGrid, spread: FloatGrid, points: IntGrid) -> ProcessLimits:
    return ProcessLimits(
        mean=mean,
        lower=mean - RANGE_TO_LIMIT * spread,
        upper=mean + RANGE_TO_LIMIT * spread,
        near_lower=mean - RANGE_TO_NEAR_LIMIT * spread,
        near_upper=mean + RANGE_TO_NEAR_LIMIT * spread,
        points=points,
    )


def _average_range(values: FloatGrid, used: BoolGrid, screen_outliers: bool) -> FloatGrid:
    """The mean moving range of each row, once more without the large ones when screened.

    Screening keeps what is strictly below the threshold. Where that leaves nothing, all ranges
    are zero and so is their mean: a constant series has limits, and they lie on its value.
    """
    ranges = np.abs(np.diff(values, axis=1))
    adjacent = used[:, 1:] & used[:, :-1]
    average = _row_means(ranges, adjacent)
    if not screen_outliers:
        return average
    kept = adjacent & (ranges < SCREENING_FACTOR * average[:, None])
    return np.where(kept.any(axis=1), _row_means(ranges, kept), average)


def _row_means(grid: FloatGrid, used: BoolGrid) -> FloatGrid:
    """The mean of the used cells of each row; NaN for a row without any.

    Summed in extended precision and corrected by the mean of the residuals, as R does: otherwise
    a constant series could lie an ulp off its own mean, and on one side of it.
    """
    wide = np.where(used, grid, 0.0).astype(np.longdouble)
    count = used.sum(axis=1)
    with np.errstate(invalid="ignore"):
        mean = _row_sums(wide) / count
        residual = _row_sums(np.where(used, wide - mean[:, None], 0.0)) / count
    means: FloatGrid = (mean + residual).astype(np.float64)
    return means


def _row_sums(wide: npt.NDArray[np.longdouble]) -> npt.NDArray[np.longdouble]:
    """Sums from left to right: another order could end in another last digit than R's."""
    sums: npt.NDArray[np.longdouble] = np.cumsum(wide, axis=1)[:, -1:].sum(axis=1)
    return sums
