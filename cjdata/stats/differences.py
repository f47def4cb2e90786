"""The interval of the difference of two independent proportions.

Rests on independent cases: a trial listed twice counts twice, so that the interval is somewhat
too narrow where relistings are many.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from cjdata.stats.proportions import FloatArray, wilson


@dataclass(frozen=True, slots=True)
class Difference:
    """First proportion less the second, with its limits, as fractions of one."""

    estimate: float
    lower: float
    upper: float

    @property
    def told_apart(self) -> bool:
        """Whether the interval leaves no difference out."""
        return self.lower > 0 or self.upper < 0


@lru_cache(maxsize=8192)
def difference(
    numerator: float,
    denominator: float,
    other_numerator: float,
    other_denominator: float,
    confidence: float = 0.95,
) -> Difference:
    """Newcombe's hybrid score interval of `numerator / denominator` less the other proportion.

    Raises ValueError as `wilson` does. Source: Newcombe, Statistics in Medicine 17 (1998),
    method 10.
    """
    low, high = wilson(numerator, denominator, confidence)
    other_low, other_high = wilson(other_numerator, other_denominator, confidence)
    first, second = numerator / denominator, other_numerator / other_denominator
    estimate = first - second
    return Difference(
        estimate,
        estimate - math.hypot(first - low, other_high - second),
        estimate + math.hypot(high - first, second - other_low),
    )


def differences(
    numerator: npt.ArrayLike,
    denominator: npt.ArrayLike,
    other_numerator: npt.ArrayLike,
    other_denominator: npt.ArrayLike,
    confidence: float = 0.95,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The same of many at once: estimates, lower and upper limits; NaN where a count is missing."""
    first, second = np.divide(numerator, denominator), np.divide(other_numerator, other_denominator)
    low, high = wilson(numerator, denominator, confidence)
    other_low, other_high = wilson(other_numerator, other_denominator, confidence)
    estimate = first - second
    return (
        estimate,
        estimate - np.hypot(first - low, other_high - second),
        estimate + np.hypot(high - first, second - other_low),
    )
