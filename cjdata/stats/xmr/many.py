"""XmR charts of many series at once, without a loop over series or periods.

They rest on all series sharing one run of periods; a series that begins later is missing before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cjdata.stats.xmr.limits import (
    POINTS_FOR_FIRM_LIMITS,
    BoolGrid,
    FloatGrid,
    IntGrid,
    ProcessLimits,
    phase_numbers,
    process_limits,
)
from cjdata.stats.xmr.rules import SpecialCauses, special_causes
from cjdata.stats.xmr.states import Judgement
from cjdata.stats.xmr.verdicts import (
    Words,
    assurances,
    improvement_signs,
    judgements,
    last_valued,
)


@dataclass(frozen=True, slots=True)
class XmrMany:
    """The charts of all series; grids are (series, periods), columns (series,).

    `target` is NaN where there is none. `variation` is the judgement of the last value of each
    series, `last` the position of that value (-1 for none).
    """

    values: FloatGrid
    limits: ProcessLimits
    causes: SpecialCauses
    phase: IntGrid
    target: FloatGrid
    judgement: Words
    variation: Words
    assurance: Words
    last: npt.NDArray[np.intp]

    @property
    def trial_limits(self) -> BoolGrid:
        """Which cells have limits resting on fewer than 12 values."""
        return self.limits.points < POINTS_FOR_FIRM_LIMITS


def xmr_many(
    values: npt.ArrayLike,
    *,
    improvement: str | Sequence[str] = "increase",
    target: npt.ArrayLike | None = None,
    rebase: Sequence[int] | BoolGrid = (),
    baseline: int | None = None,
    screen_outliers: bool = True,
) -> XmrMany:
    """Chart every row of `values`, a (series, periods) grid with NaN for a missing period.

    `improvement` is one word or one per series. `target` is a number, one per period, or a grid.
    `rebase` gives the positions at which every series starts a new phase, or a grid that is true
    where a series does. `baseline` counts periods: the limits of each phase rest on its first
    ones, so that a rebased series keeps fixed limits from each of its starts. Raises ValueError
    on infinite values, wrong shapes, positions outside the series and a baseline below 2.
    """
    grid = _values_grid(values)
    check_baseline(baseline)
    phase = phase_numbers(phase_starts(rebase, grid.shape))
    limits = process_limits(grid, phase, baseline=baseline, screen_outliers=screen_outliers)
    return judged(grid, limits, phase, improvement=improvement, target=target)


def judged(
    values: FloatGrid,
    limits: ProcessLimits,
    phase: IntGrid,
    *,
    improvement: str | Sequence[str],
    target: npt.ArrayLike | None,
) -> XmrMany:
    """Apply rules and verdicts to values with limits of whatever origin, all (series, periods)."""
    sign = improvement_signs(improvement, values.shape[0])
    aim = target_grid(target, values.shape)
    causes = special_causes(values, limits, phase)
    judgement = judgements(values, limits, causes.direction, sign)
    last = last_valued(values)
    return XmrMany(
        values=values,
        limits=limits,
        causes=causes,
        phase=phase,
        target=aim,
        judgement=judgement,
        variation=_at(judgement, last),
        assurance=assurances(limits, aim, sign),
        last=last,
    )


def check_baseline(baseline: int | None) -> None:
    if baseline is not None and (isinstance(baseline, bool) or baseline < 2):
        raise ValueError(f"a baseline needs at least 2 periods, not {baseline}")


def target_grid(target: npt.ArrayLike | None, shape: tuple[int, ...]) -> FloatGrid:
    aim = np.array(np.nan if target is None else target, dtype=np.float64)
    try:
        return np.broadcast_to(aim, shape).copy()
    except ValueError:
        raise ValueError(f"a target of shape {aim.shape} does not fit values {shape}") from None


def phase_starts(rebase: Sequence[int] | BoolGrid, shape: tuple[int, ...]) -> BoolGrid:
    if isinstance(rebase, np.ndarray) and rebase.dtype == bool:
        if rebase.shape != shape:
            raise ValueError(f"a rebase grid of shape {rebase.shape} does not fit values {shape}")
        return rebase
    starts = np.zeros(shape, dtype=bool)
    for position in rebase:
        if not 0 <= position < shape[1]:
            raise ValueError(f"rebase position {position} is outside the {shape[1]} periods")
        starts[:, position] = True
    return starts


def _at(judgement: Words, last: npt.NDArray[np.intp]) -> Words:
    """The judgement at the given column of each row; CANNOT_TELL for a row without values."""
    variation = np.full(len(last), Judgement.CANNOT_TELL, dtype=object)
    rows = np.flatnonzero(last >= 0)
    variation[rows] = judgement[rows, last[rows]]
    return variation


def _values_grid(values: npt.ArrayLike) -> FloatGrid:
    grid = np.array(values, dtype=np.float64)
    if grid.ndim != 2:
        raise ValueError(f"values must be (series, periods), not {grid.ndim}-dimensional")
    if np.isinf(grid).any():
        raise ValueError("values must be finite, or NaN where a period is missing")
    return grid
