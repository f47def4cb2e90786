"""Ranks with their uncertainty, so that no league position stands without its interval.

They rest on units being independent of one another. A unit's place is simulated from what its
figure says about its true level. Source: Goldstein and Spiegelhalter, League Tables and Their
Limitations, JRSS A 159 (1996).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

FloatArray = npt.NDArray[np.float64]
DRAWS = 10_000
SEED = 2003


@dataclass(frozen=True, slots=True)
class Ranks:
    """The places of all units, 1 the best.

    `units` has a row per unit under the index of the input: value, rank and last_rank (the
    places it shares with its equals; the same where it has none), lower and upper (whole ranks
    between which its true place lies with the stated confidence) and median.
    """

    units: pd.DataFrame
    confidence: float
    draws: int
    seed: int


def proportion_ranks(
    numerators: pd.Series | npt.ArrayLike,
    denominators: pd.Series | npt.ArrayLike,
    *,
    highest_first: bool,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranks:
    """Rank units by a proportion; true levels are drawn from Jeffreys' posterior of each.

    Raises ValueError on no units, a missing or negative count, a numerator above its denominator, a
    denominator of 0, and a confidence not between 0 and 1.
    """
    cases = np.asarray(numerators, dtype=np.float64)
    sizes = np.asarray(denominators, dtype=np.float64)
    if cases.shape != sizes.shape or cases.ndim != 1 or not len(cases):
        raise ValueError(f"{cases.size} numerators for {sizes.size} denominators")
    if not np.all((cases >= 0) & (cases <= sizes) & (sizes > 0) & np.isfinite(sizes)):
        raise ValueError("a count is missing, negative or greater than its denominator")
    chance = np.random.default_rng(seed)
    levels = chance.beta(cases + 0.5, sizes - cases + 0.5, size=(draws, len(cases)))
    units = _places(cases / sizes, levels, highest_first, _checked(confidence))
    return Ranks(_indexed(units, numerators), confidence, draws, seed)


def estimate_ranks(
    estimates: pd.Series | npt.ArrayLike,
    standard_errors: pd.Series | npt.ArrayLike,
    *,
    highest_first: bool,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Ranks:
    """Rank units by estimates with normal errors, such as a mean number of days.

    Raises ValueError on no units, a missing estimate, a missing or negative standard error, and
    a confidence not between 0 and 1.
    """
    values = np.asarray(estimates, dtype=np.float64)
    errors = np.asarray(standard_errors, dtype=np.float64)
    if values.shape != errors.shape or values.ndim != 1 or not len(values):
        raise ValueError(f"{values.size} estimates for {errors.size} standard errors")
    if not np.all(np.isfinite(values) & np.isfinite(errors) & (errors >= 0)):
        raise ValueError("an estimate or standard error is missing or negative")
    chance = np.random.default_rng(seed)
    levels = chance.normal(values, errors, size=(draws, len(values)))
    units = _places(values, levels, highest_first, _checked(confidence))
    return Ranks(_indexed(units, estimates), confidence, draws, seed)


def _places(
    values: FloatArray, levels: FloatArray, highest_first: bool, confidence: float
) -> pd.DataFrame:
    """Observed ranks of the values, and rank quantiles over the rows of drawn levels.

    Equals share their places: the first of them counts towards the lower end of an interval, the
    last towards its upper end.
    """
    sign = -1.0 if highest_first else 1.0
    first = stats.rankdata(sign * levels, method="min", axis=1).astype(np.float64)
    last = stats.rankdata(sign * levels, method="max", axis=1).astype(np.float64)
    tail = (1 - confidence) / 2
    places = {
        "rank": stats.rankdata(sign * values, method="min"),
        "last_rank": stats.rankdata(sign * values, method="max"),
        "lower": np.quantile(first, tail, axis=0, method="lower"),
        "median": np.quantile(first, 0.5, axis=0, method="nearest"),
        "upper": np.quantile(last, 1 - tail, axis=0, method="higher"),
    }
    return pd.DataFrame(places).astype(np.int64).assign(value=values)[["value", *places]]


def _indexed(units: pd.DataFrame, given: pd.Series | npt.ArrayLike) -> pd.DataFrame:
    return units.set_index(given.index) if isinstance(given, pd.Series) else units


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return confidence
