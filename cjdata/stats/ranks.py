"""Ranks with their uncertainty, so that no league position stands without its interval.

They rest on units being independent of one another. What a figure says about a unit's true level
is Jeffreys' posterior; its place is one more than the number of units whose level is better, whose
distribution at each level is that of so many unlike coins. Source: Goldstein and Spiegelhalter,
League Tables and Their Limitations, JRSS A 159 (1996), who simulate what is added up here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

FloatArray = npt.NDArray[np.float64]
STEPS = 8
"""Of the scale, in one standard deviation of the surest unit."""
MOST_STEPS = 20_000
REACH = 5.0
"""Standard deviations to each side of a unit's figure that its true level may lie away."""
NODES = 41
"""Levels at which the place of each unit is asked for."""
BLOCK = 256
TINY = 1e-300
"""In place of nought, whose logarithm a count of nought would make no number."""


@dataclass(frozen=True, slots=True)
class Ranks:
    """The places of all units, 1 the best.

    `columns` has an entry per unit: value, rank and last_rank (the places it shares with its
    equals; the same where it has none), lower and upper (whole ranks between which its true place
    lies with the stated confidence).
    """

    columns: Mapping[str, npt.NDArray[Any]]
    index: pd.Index
    confidence: float

    @property
    def units(self) -> pd.DataFrame:
        """The columns as a frame with a row per unit, under the index of the numerators."""
        return pd.DataFrame(dict(self.columns), index=self.index)


def proportion_ranks(
    numerators: pd.Series | npt.ArrayLike,
    denominators: pd.Series | npt.ArrayLike,
    *,
    highest_first: bool,
    confidence: float = 0.95,
) -> Ranks:
    """Rank units by a proportion.

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
    index = numerators.index if isinstance(numerators, pd.Series) else pd.RangeIndex(len(cases))
    return Ranks(_proportion_places(*given, highest_first, _checked(confidence)), index, confidence)


@lru_cache(maxsize=256)
def _proportion_places(
    cases: tuple[float, ...], sizes: tuple[float, ...], highest_first: bool, confidence: float
) -> Mapping[str, npt.NDArray[Any]]:
    """The same figures have the same places: worked out once. Equal values share their places."""
    counts, of = np.array(cases), np.array(sizes)
    values = counts / of
    placed = -values if highest_first else values
    ordered, tail = np.sort(placed), (1 - confidence) / 2
    # of what is left of each, the least is first
    until = np.cumsum(_place_chances(of - counts if highest_first else counts, of), axis=1)
    return {
        "value": values,
        "rank": np.searchsorted(ordered, placed, side="left") + 1,
        "last_rank": np.searchsorted(ordered, placed, side="right"),
        "lower": np.argmax(until > tail, axis=1) + 1,
        "upper": np.argmax(until > 1 - tail, axis=1) + 1,
    }


def _place_chances(cases: FloatArray, sizes: FloatArray) -> FloatArray:
    """The chance of each place, the least level first. Shape: units by places.

    On the scale of the arcsine of the square root every posterior is smooth and nearly normal, as
    wide as its size says: even steps do for all units.
    """
    units = len(cases)
    centre, spread = np.arcsin(np.sqrt(cases / sizes)), 0.5 / np.sqrt(sizes)
    first = np.maximum(centre - REACH * spread, 0.0)
    last = np.minimum(centre + REACH * spread, math.pi / 2)
    nodes = np.linspace(first, last, NODES, axis=1)
    weights = _densities(nodes, cases, sizes)
    weights[:, [0, -1]] /= 2
    weights /= weights.sum(axis=1, keepdims=True)
    below = _chances_below(nodes.ravel(), cases, sizes, spread.min() / STEPS)
    below.reshape(units, units, NODES)[np.arange(units), np.arange(units)] = 0.0  # not itself
    ahead = _numbers(below).reshape(units, units, NODES)
    found: FloatArray = (ahead * weights).sum(axis=2).T
    return found


def _densities(angle: FloatArray, cases: FloatArray, sizes: FloatArray) -> FloatArray:
    """Jeffreys' posteriors (units, angles), each up to a factor of its own."""
    sine, cosine = (np.log(np.maximum(side, TINY)) for side in (np.sin(angle), np.cos(angle)))
    logs = 2 * (cases[:, None] * sine + (sizes - cases)[:, None] * cosine)
    found: FloatArray = np.exp(logs - logs.max(axis=1, keepdims=True))
    return found


def _chances_below(
    angle: FloatArray, cases: FloatArray, sizes: FloatArray, step: float
) -> FloatArray:
    """The chance (units, angles) that a unit's level is below an angle, by the trapezoidal rule."""
    low, high = angle.min(), angle.max()
    steps = min(math.ceil((high - low) / step), MOST_STEPS)
    density = _densities(np.linspace(low, high, steps + 1), cases, sizes)
    below = np.cumsum(density, axis=1) - (density + density[:, :1]) / 2
    below /= below[:, -1:]
    place = (angle - low) / (high - low) * steps
    before = np.minimum(place.astype(np.int64), steps - 1)
    start = below[:, before]
    found: FloatArray = start + (place - before) * (below[:, before + 1] - start)
    return found


def _numbers(chances: FloatArray) -> FloatArray:
    """The chance (numbers, columns) that none, one, two and so on of the rows of a column come
    true, each by its own chance, where one of them has none.

    Columns go in blocks that stay in the processor's cache, which is twice as fast.
    """
    starts = range(0, chances.shape[1], BLOCK)
    blocks = [_numbers_of_block(chances[:, start : start + BLOCK]) for start in starts]
    return np.concatenate(blocks, axis=1)


def _numbers_of_block(chances: FloatArray) -> FloatArray:
    found = np.zeros(chances.shape)
    found[0] = 1.0
    for row, chance in enumerate(chances):
        come = found[: row + 1] * chance
        found[: row + 1] -= come
        found[1 : row + 2] += come[: len(found) - 1]
    return found


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"a confidence lies between 0 and 1, not {confidence}")
    return confidence
