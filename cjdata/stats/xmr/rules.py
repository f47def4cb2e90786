"""The four special-cause rules, for many series at once.

They rest on the periods of a phase standing next to one another: a missing period ends a run, a
trend and a group of three, and so does a new phase. Rules and the side they point to as in
NHSRplotthedots, ptd_calculate_point_type.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cjdata.stats.xmr.limits import BoolGrid, FloatGrid, IntGrid, ProcessLimits
from cjdata.stats.xmr.states import Rule

SideGrid = npt.NDArray[np.int8]
RUN_LENGTH = 7
GROUP_LENGTH = 3


@dataclass(frozen=True, slots=True)
class SpecialCauses:
    """Where each rule holds, and which way the point speaks; every grid is (series, periods).

    `direction` is 1 (high or rising), -1 (low or falling) or 0 (no rule holds). Where several
    rules hold the first of: outside, trend, two of three, one side, decides it.
    """

    flags: Mapping[Rule, BoolGrid]
    direction: SideGrid


def special_causes(values: FloatGrid, limits: ProcessLimits, phase: IntGrid) -> SpecialCauses:
    """Apply all rules to (series, periods); a comparison with NaN never raises a flag."""
    side = _sign(values - limits.mean)
    outside = (values > limits.upper) | (values < limits.lower)
    near = ~outside & ((values > limits.near_upper) | (values < limits.near_lower))
    step = _sign(np.diff(values, axis=1))
    flags = {
        Rule.OUTSIDE_LIMITS: outside,
        Rule.SEVEN_TREND: seven_trend(step, phase),
        Rule.TWO_OF_THREE: two_of_three(near, side, phase),
        Rule.SEVEN_ONE_SIDE: seven_on_one_side(side, phase),
    }
    return SpecialCauses(flags=flags, direction=_direction(flags, side, step, phase))


def seven_on_one_side(side: SideGrid, phase: IntGrid) -> BoolGrid:
    """Every point of a run of seven or more on one side of the mean; a point on it ends a run."""
    return _cover(_all_alike(side, RUN_LENGTH) & _one_phase(phase, RUN_LENGTH), phase.shape)


def seven_trend(step: SideGrid, phase: IntGrid) -> BoolGrid:
    """Every point of seven or more that rise, or fall, at each step; `step` is a column shorter."""
    return _cover(_all_alike(step, RUN_LENGTH - 1) & _one_phase(phase, RUN_LENGTH), phase.shape)


def two_of_three(near: BoolGrid, side: SideGrid, phase: IntGrid) -> BoolGrid:
    """The near-limit points of any three on one side of which two or more are near the limit."""
    if phase.shape[1] < GROUP_LENGTH:
        return np.zeros(phase.shape, dtype=bool)
    enough = _window_sums(near, GROUP_LENGTH) >= GROUP_LENGTH - 1
    group = enough & _all_alike(side, GROUP_LENGTH) & _one_phase(phase, GROUP_LENGTH)
    return _cover(group, phase.shape) & near


def _sign(grid: FloatGrid) -> SideGrid:
    """The sign of each cell, 0 where it is missing."""
    return (grid > 0).astype(np.int8) - (grid < 0).astype(np.int8)


def _all_alike(signs: SideGrid, length: int) -> BoolGrid:
    """For each window, whether all its signs are 1 or all are -1."""
    alike: BoolGrid = np.abs(_window_sums(signs, length)) == length
    return alike


def _window_sums(grid: SideGrid | BoolGrid, length: int) -> IntGrid:
    """The sum of each window of so many cells of a row; none where a row is shorter."""
    sums = np.cumsum(grid, axis=1, dtype=np.int64)
    windows = sums[:, length - 1 :].copy()
    windows[:, 1:] -= sums[:, :-length]
    return windows


def _one_phase(phase: IntGrid, length: int) -> BoolGrid:
    """For each window, whether it lies within one phase."""
    windows = max(phase.shape[1] - length + 1, 0)
    within: BoolGrid = phase[:, :windows] == phase[:, phase.shape[1] - windows :]
    return within


def _cover(windows: BoolGrid, shape: tuple[int, ...]) -> BoolGrid:
    """Mark every cell that lies in at least one of the windows."""
    covered = np.zeros(shape, dtype=bool)
    count = windows.shape[1]
    if count:
        for offset in range(shape[1] - count + 1):
            covered[:, offset : offset + count] |= windows
    return covered


def _direction(
    flags: Mapping[Rule, BoolGrid], side: SideGrid, step: SideGrid, phase: IntGrid
) -> SideGrid:
    trend = flags[Rule.SEVEN_TREND]
    about_the_mean = np.where(side == 1, 1, -1)
    about_the_trend = np.where(_slope(trend, step, phase) == 1, 1, -1)
    placed = flags[Rule.TWO_OF_THREE] | flags[Rule.SEVEN_ONE_SIDE]
    return np.select(
        [flags[Rule.OUTSIDE_LIMITS], trend, placed],
        [about_the_mean, about_the_trend, about_the_mean],
        default=0,
    ).astype(np.int8)


def _slope(trend: BoolGrid, step: SideGrid, phase: IntGrid) -> SideGrid:
    """Which way the trend goes at each point: the step after it, or before it where it ends.

    A point at which one trend ends and another begins takes the step after it, as the reference
    does, even when that step is level.
    """
    slope = np.zeros(trend.shape, dtype=np.int8)
    slope[:, 1:] = step
    goes_on = trend[:, :-1] & trend[:, 1:] & (phase[:, :-1] == phase[:, 1:])
    slope[:, :-1] = np.where(goes_on, step, slope[:, :-1])
    return slope
