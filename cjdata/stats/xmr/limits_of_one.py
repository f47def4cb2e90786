"""Process limits of one series from its moving ranges, in plain numbers.

They are those of `limits`, which takes many series at once: of one, arrays take ten times as long,
nearly all of it in calls. tests/stats/xmr/test_many.py holds both to the same.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from cjdata.stats.xmr.limits import RANGE_TO_LIMIT, RANGE_TO_NEAR_LIMIT, SCREENING_FACTOR

Numbers = Sequence[float]
"""One a period, NaN where there is none."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Centre line and limits, as `ProcessLimits` has them of many series."""

    mean: Numbers
    lower: Numbers
    upper: Numbers
    near_lower: Numbers
    near_upper: Numbers
    points: Sequence[int]


def phases_of(starts: Sequence[int], periods: int) -> list[int]:
    """The phase of each period, numbered from 0; ValueError on a start outside the periods."""
    for position in starts:
        if not 0 <= position < periods:
            raise ValueError(f"rebase position {position} is outside the {periods} periods")
    return list(accumulate(int(place in starts) for place in range(periods)))


def places_of(phase: Sequence[int]) -> list[range]:
    """The places of each phase, in order."""
    begins = [
        place for place, number in enumerate(phase) if not place or phase[place - 1] != number
    ]
    return [range(*ends) for ends in pairwise([*begins, len(phase)])]


def limits_of(
    values: Numbers, phase: Sequence[int], *, baseline: int | None, screen_outliers: bool
) -> Limits:
    """Limits of every phase; options as in `process_limits`."""
    mean: list[float] = []
    spread: list[float] = []
    points: list[int] = []
    for places in places_of(phase):
        within = [values[place] for place in places[:baseline]]
        known = [value for value in within if value == value]
        mean += [_mean(known)] * len(places)
        spread += [_average_range(within, screen_outliers)] * len(places)
        points += [len(known)] * len(places)

    def away(by: float) -> list[float]:
        return [middle + by * one for middle, one in zip(mean, spread, strict=True)]

    return Limits(
        mean=mean,
        lower=away(-RANGE_TO_LIMIT),
        upper=away(RANGE_TO_LIMIT),
        near_lower=away(-RANGE_TO_NEAR_LIMIT),
        near_upper=away(RANGE_TO_NEAR_LIMIT),
        points=points,
    )


def _average_range(values: Numbers, screen_outliers: bool) -> float:
    """The mean moving range, once more without the large ones when screened.

    Where screening leaves nothing all ranges are zero, and so is their mean.
    """
    ranges = [abs(after - before) for before, after in pairwise(values)]
    ranges = [one for one in ranges if one == one]
    average = _mean(ranges)
    kept = [one for one in ranges if one < SCREENING_FACTOR * average]
    return _mean(kept) if screen_outliers and kept else average


def _mean(numbers: Numbers) -> float:
    """NaN of none. Summed without loss and corrected by the mean of the residuals, which gives the
    last digit that R's extended precision gives."""
    if not numbers:
        return math.nan
    mean = math.fsum(numbers) / len(numbers)
    return mean + math.fsum([*numbers, *[-mean] * len(numbers)]) / len(numbers)
