"""Each latest point against its foretold distribution: p-value, expectation, limits.

It rests on the mixture over the null processes that the months before bear out; a series' sixteen
likeliest stand for all of them.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy import special

from cjdata.stats.signals import tails
from cjdata.stats.signals.foretell import Foretold, foretell
from cjdata.stats.signals.nulls import nulls_of, weights
from cjdata.stats.signals.panel import FloatGrid, Panel
from cjdata.stats.signals.result import Kind
from cjdata.stats.signals.scale import Distances, distances, value_at
from cjdata.stats.signals.season import shared_season

LIKELIEST = 16
TAILS = (0.025, 0.975)


@dataclass(frozen=True, slots=True)
class Surprise:
    """Columns (series,): chance of a lower count with the draw and with half of the tie, and the
    expectation with its 95% limits, in the measure's own scale."""

    low: FloatGrid
    mid_low: FloatGrid
    expected: FloatGrid
    lower: FloatGrid
    upper: FloatGrid


def surprise(
    panel: Panel, rows: np.ndarray, kind: Kind, draw: FloatGrid, per_year: int
) -> Surprise:
    """Judge the latest points of the chosen rows, all of one kind; `draw` is uniform (series,)."""
    d = distances(panel, rows, kind)
    names, group = np.unique(panel.group[rows], return_inverse=True)
    season = shared_season(d, group, len(names), per_year)
    nulls = nulls_of(kind)
    plain = replace(d, distance=d.distance - season.effect[group])
    told = foretell(plain, nulls, per_year)
    weight = weights(told.score, nulls.prior, group, len(names))
    told, weight = _likeliest(told, weight)
    mean = told.mean + season.effect[group, -1]
    variance = told.variance + season.latest_variance[group]
    count, cases = panel.numerator[rows, -1], panel.denominator[rows, -1]
    if kind is Kind.MEAN:
        return _of_means(d, mean, variance + told.chance, told.degrees, weight)
    value, steepness = value_at(d, mean)
    spread = np.maximum(steepness**2 * variance, 1e-12)
    below, exactly = _chances(kind, count, cases, value, spread)
    below, exactly = (np.sum(weight * part, axis=0) for part in (below, exactly))
    expected, lower, upper = _range(kind, cases, value, spread, weight)
    lower, upper = np.minimum(lower, expected), np.maximum(upper, expected)
    return Surprise(below + draw * exactly, below + exactly / 2, expected, lower, upper)


def _likeliest(told: Foretold, weight: FloatGrid) -> tuple[Foretold, FloatGrid]:
    """The nulls of greatest weight for each series, (LIKELIEST, series)."""
    chosen = np.argpartition(-weight, LIKELIEST - 1, axis=0)[:LIKELIEST]

    def of(grid: FloatGrid) -> FloatGrid:
        return np.take_along_axis(np.broadcast_to(grid, weight.shape), chosen, axis=0)

    kept = of(weight)
    parts = (of(told.mean), of(told.variance), of(told.chance), of(told.score))
    return Foretold(*parts, told.degrees), kept / kept.sum(axis=0)


def _chances(
    kind: Kind, count: FloatGrid, cases: FloatGrid, value: FloatGrid, spread: FloatGrid
) -> tuple[FloatGrid, FloatGrid]:
    count, cases = (np.broadcast_to(column, value.shape) for column in (count, cases))
    if kind is Kind.RATE:
        return tails.negative_binomial(count, cases * value, cases**2 * spread)
    return tails.beta_binomial(count, cases, value, spread)


def _range(
    kind: Kind, cases: FloatGrid, value: FloatGrid, spread: FloatGrid, weight: FloatGrid
) -> tuple[FloatGrid, FloatGrid, FloatGrid]:
    """Expectation and limits by the beta or gamma distribution of the mixture's two moments."""
    expected = np.sum(weight * value, axis=0)
    chance = value / cases if kind is Kind.RATE else (value * (1 - value) - spread) / cases
    variance = np.sum(weight * (spread + np.maximum(chance, 0) + (value - expected) ** 2), axis=0)
    if kind is Kind.RATE:
        shape = expected**2 / variance
        lower, upper = (special.gammaincinv(shape, tail) * expected / shape for tail in TAILS)
        return expected, lower, upper
    size = np.maximum(expected * (1 - expected) / variance - 1, tails.SMALLEST_SHAPE)
    first, second = expected * size, (1 - expected) * size
    lower, upper = (special.betaincinv(first, second, tail) for tail in TAILS)
    return expected, lower, upper


def _of_means(
    d: Distances, mean: FloatGrid, variance: FloatGrid, degrees: FloatGrid, weight: FloatGrid
) -> Surprise:
    low = np.sum(weight * tails.student(d.distance[:, -1] - mean, variance, degrees), axis=0)
    centre = np.sum(weight * mean, axis=0)
    spread = np.sqrt(np.sum(weight * (variance + (mean - centre) ** 2), axis=0))
    reach = special.stdtrit(degrees, TAILS[1]) * spread
    expected, lower, upper = (
        np.exp(d.level + centre + shift) for shift in (np.zeros_like(reach), -reach, reach)
    )
    return Surprise(low, low, expected, lower, upper)
