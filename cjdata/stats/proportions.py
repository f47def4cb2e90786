"""Intervals for proportions (Wilson) and for rates of events (Byar, exact when small).

They rest on independent cases of one kind: no interval here suits a lagged ratio, a sum of days
or a count of disposals, whose numerator is no part of its denominator.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from statistics import NormalDist

import numpy as np
import numpy.typing as npt
import scipy

FloatArray = npt.NDArray[np.float64]
EXACT_BELOW = 10


@dataclass(frozen=True, slots=True)
class Interval:
    """Lower and upper limit: two floats where scalars were given, else two arrays."""

    lower: float | FloatArray
    upper: float | FloatArray

    def __iter__(self) -> Iterator[float | FloatArray]:
        """Allow `lower, upper = wilson(...)`."""
        return iter((self.lower, self.upper))


def wilson(
    numerator: npt.ArrayLike | float, denominator: npt.ArrayLike | float, confidence: float = 0.95
) -> Interval:
    """Wilson score interval of a proportion, between 0 and 1.

    Numerator and denominator are counts, scalars or arrays that broadcast; a missing count (NaN)
    has a missing interval. Raises ValueError on a numerator above its denominator, a denominator
    of 0 or less, a negative or infinite count and a confidence not between 0 and 1. Source:
    Wilson, JASA 22 (1927); the method of PHEindicatormethods.
    """
    z = _quantile((1 - _checked(confidence)) / 2)
    if isinstance(numerator, int | float) and isinstance(denominator, int | float):
        one = _wilson_of_one(numerator, denominator, z)
        if one is not None:
            return one
    cases, total = _counts(numerator, denominator)
    if np.any(cases > total):
        raise ValueError("a numerator is greater than its denominator")
    share, narrowed = cases / total, 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / narrowed
    reach = z * np.sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) / narrowed
    lower = np.where(cases == 0, 0.0, np.maximum(centre - reach, 0.0))
    upper = np.where(cases == total, 1.0, np.minimum(centre + reach, 1.0))
    return _interval(lower, upper)


def _wilson_of_one(cases: float, total: float, z: float) -> Interval | None:
    """The same in plain numbers, None for what is no proportion: arrays of one number take
    thirty times as long."""
    if not (0 <= cases <= total < math.inf and total > 0):
        return None
    share, narrowed = cases / total, 1 + z**2 / total
    centre = (share + z**2 / (2 * total)) / narrowed
    reach = z * math.sqrt(share * (1 - share) / total + z**2 / (4 * total**2)) / narrowed
    return Interval(
        0.0 if cases == 0 else max(centre - reach, 0.0),
        1.0 if cases == total else min(centre + reach, 1.0),
    )


@lru_cache(maxsize=64)
def _quantile(tail: float) -> float:
    return -NormalDist().inv_cdf(tail)


def byar(
    count: npt.ArrayLike,
    denominator: npt.ArrayLike,
    confidence: float = 0.95,
    *,
    exact_below: float = EXACT_BELOW,
) -> Interval:
    """Interval of the rate count / denominator, in events per unit of the denominator.

    Byar's approximation, and the exact Poisson interval for counts below `exact_below` (0 for
    Byar's throughout). Scalars or arrays that broadcast; NaN has a missing interval. A count may
    exceed its denominator. Raises ValueError on a denominator of 0 or less, a negative or
    infinite count and a confidence not between 0 and 1. Source: Breslow and Day, Statistical
    Methods in Cancer Research II (1987); exact limits after Garwood (1936); the choice between
    them as in PHEindicatormethods, phe_rate.
    """
    events, exposure = _counts(count, denominator)
    tail = (1 - _checked(confidence)) / 2
    small = events < exact_below
    lower = np.where(small, _exact_lower(events, tail), _byar_lower(events, tail))
    upper = np.where(small, _exact_upper(events, tail), _byar_upper(events, tail))
    return _interval(lower / exposure, upper / exposure)


def _exact_lower(events: FloatArray, tail: float) -> FloatArray:
    return np.where(events == 0, 0.0, scipy.special.gammaincinv(events, tail))


def _exact_upper(events: FloatArray, tail: float) -> FloatArray:
    limits: FloatArray = scipy.special.gammainccinv(events + 1, tail)
    return limits


def _byar_lower(events: FloatArray, tail: float) -> FloatArray:
    """Never below 0, where the cube of a small count would fall."""
    z = _quantile(tail)
    with np.errstate(divide="ignore", invalid="ignore"):
        root = 1 - 1 / (9 * events) - z / (3 * np.sqrt(events))
        return np.where(events == 0, 0.0, events * np.maximum(root, 0.0) ** 3)


def _byar_upper(events: FloatArray, tail: float) -> FloatArray:
    z = _quantile(tail)
    more = events + 1
    limits: FloatArray = more * (1 - 1 / (9 * more) + z / (3 * np.sqrt(more))) ** 3
    return limits


def _counts(count: npt.ArrayLike, denominator: npt.ArrayLike) -> tuple[FloatArray, FloatArray]:
    counts, denominators = np.broadcast_arrays(
        np.asarray(count, dtype=np.float64), np.asarray(denominator, dtype=np.float64)
    )
    if np.isinf(counts).any() or np.isinf(denominators).any():
        raise ValueError("a count or denominator is infinite")
    if np.any(counts < 0):
        raise ValueError("a count is negative")
    if np.any(denominators <= 0):
        raise ValueError("a denominator is 0 or less")
    return counts.copy(), denominators.copy()


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return confidence


def _interval(lower: FloatArray, upper: FloatArray) -> Interval:
    if np.ndim(lower) == 0:
        return Interval(float(lower), float(upper))
    return Interval(lower, upper)
