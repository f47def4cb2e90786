"""Ranks with their uncertainty, so that no league position stands without its interval.

They rest on units being independent of one another. A unit's place is simulated from what its
figure says about its true level. Source: Goldstein and Spiegelhalter, League Tables and Their
Limitations, JRSS A 159 (1996).
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
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
    given = tuple(cases.tolist()), tuple(sizes.tolist())
    units = _proportion_places(*given, highest_first, _checked(confidence), draws, seed)
    return Ranks(_indexed(units, numerators), confidence, draws, seed)


@lru_cache(maxsize=256)
def _proportion_places(
    cases: tuple[float, ...],
    sizes: tuple[float, ...],
    highest_first: bool,
    confidence: float,
    draws: int,
    seed: int,
) -> pd.DataFrame:
    """The same figures have the same places: drawn once."""
    counts, of = np.array(cases), np.array(sizes)
    chance = np.random.default_rng(seed)
    levels = chance.beta(counts + 0.5, of - counts + 0.5, size=(draws, len(cases)))
    return _places(counts / of, levels, highest_first, confidence)


def _places(
    values: FloatArray, levels: FloatArray, highest_first: bool, confidence: float
) -> pd.DataFrame:
    """Observed ranks of the values, and rank quantiles over the rows of drawn levels.

    Equal values share their places; drawn levels are never equal.
    """
    sign = -1.0 if highest_first else 1.0
    ordered = np.sort(sign * values)
    drawn = _ranks(sign * levels)
    tail, most = (1 - confidence) / 2, len(levels) - 1
    places = {
        "rank": np.searchsorted(ordered, sign * values, side="left") + 1,
        "last_rank": np.searchsorted(ordered, sign * values, side="right"),
        "lower": _in_order(drawn, math.floor(most * tail)),
        "median": _in_order(drawn, round(most * 0.5)),
        "upper": _in_order(drawn, math.ceil(most * (1 - tail))),
    }
    return pd.DataFrame(places).astype(np.int64).assign(value=values)[["value", *places]]


def _ranks(levels: FloatArray) -> IntArray:
    """The place of each unit in each row, 1 the lowest."""
    order = np.argsort(levels, axis=1)
    places = np.empty(levels.shape, np.int64)
    np.put_along_axis(places, order, np.arange(1, levels.shape[1] + 1)[None, :], axis=1)
    return places


def _in_order(places: IntArray, number: int) -> IntArray:
    """Of each unit, the place that stands at this number among all that were drawn, in order."""
    units = places.shape[1]
    flat = places + np.arange(units) * (units + 1)
    counts = np.bincount(flat.ravel(), minlength=units * (units + 1)).reshape(units, units + 1)
    found: IntArray = np.argmax(np.cumsum(counts, axis=1) > number, axis=1)
    return found


def _indexed(units: pd.DataFrame, given: pd.Series | npt.ArrayLike) -> pd.DataFrame:
    return units.set_index(given.index) if isinstance(given, pd.Series) else units.copy()


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return confidence
