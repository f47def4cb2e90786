"""Each latest point against its foretold distribution: p-value, expectation, limits.

It rests on the mixture over the null processes that the months before bear out; a series' sixteen
likeliest stand for all of them.
"""

from dataclasses import dataclass, replace

import numpy as np
import scipy

from cjdata.stats.signals import tails
from cjdata.stats.signals.foretell import Foretold, foretell
from cjdata.stats.signals.nulls import nulls_of, weights, weights_apart
from cjdata.stats.signals.panel import Counts, FloatGrid
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


@dataclass(frozen=True, slots=True)
class Predicted:
    """The underlying latest distance as a mixture: mean, variance and weight (nulls, series).

    `chance` is the sampling variance to add, `degrees` (series,) those of Student's tails.
    """

    distances: Distances
    mean: FloatGrid
    variance: FloatGrid
    chance: FloatGrid
    degrees: FloatGrid
    weight: FloatGrid


def predicted(counts: Counts, per_year: int) -> Predicted:
    """Foretell the latest period of each series from those before it."""
    d = distances(counts)
    names, group = np.unique(counts.group, return_inverse=True)
    season = shared_season(d, group, len(names), per_year)
    nulls = nulls_of(counts.kind)
    plain = replace(d, distance=d.distance - season.effect[group])
    told = foretell(plain, nulls, per_year)
    if counts.apart:
        weight = weights_apart(told.score, nulls.prior)
    else:
        weight = weights(told.score, nulls.prior, group, len(names))
    told, weight = _likeliest(told, weight)
    return Predicted(
        distances=d,
        mean=told.mean + season.effect[group, -1],
        variance=told.variance + season.latest_variance[group],
        chance=told.chance,
        degrees=told.degrees,
        weight=weight,
    )


def surprise(counts: Counts, draw: FloatGrid, per_year: int) -> Surprise:
    """Judge the latest point of each series; `draw` is uniform (series,)."""
    p = predicted(counts, per_year)
    below, exactly = chances(p, counts.numerator[:, -1], counts.denominator[:, -1])
    expected, lower, upper = expectation(p)
    return Surprise(below + draw * exactly, below + exactly / 2, expected, lower, upper)


def chances(p: Predicted, count: FloatGrid, cases: FloatGrid) -> tuple[FloatGrid, FloatGrid]:
    """Chance (series,) of a numerator lower than `count` over `cases`, and of exactly that one."""
    if p.distances.kind is Kind.MEAN:
        distance = p.distances.to_distance(count / cases)
        low = tails.student(distance - p.mean, p.variance + p.chance, p.degrees)
        return np.sum(p.weight * low, axis=0), np.zeros(len(count))
    value, spread = _underlying(p)
    parts = _of_counts(p.distances.kind, count, cases, value, spread)
    below, exactly = (np.sum(p.weight * part, axis=0) for part in parts)
    return below, exactly


def expectation(p: Predicted) -> tuple[FloatGrid, FloatGrid, FloatGrid]:
    """Expected latest value with its 95% limits, sampling counted in, each (series,)."""
    if p.distances.kind is Kind.MEAN:
        return _of_means(p)
    value, spread = _underlying(p)
    cases = p.distances.cases[:, -1]
    expected, lower, upper = _range(p.distances.kind, cases, value, spread, p.weight)
    return expected, np.minimum(lower, expected), np.maximum(upper, expected)


def _underlying(p: Predicted) -> tuple[FloatGrid, FloatGrid]:
    """Mean and variance of the underlying rate, (nulls, series)."""
    value, steepness = value_at(p.distances, p.mean)
    return value, np.maximum(steepness**2 * p.variance, 1e-12)


def _likeliest(told: Foretold, weight: FloatGrid) -> tuple[Foretold, FloatGrid]:
    """The nulls of greatest weight for each series, (LIKELIEST, series)."""
    chosen = np.argpartition(-weight, LIKELIEST - 1, axis=0)[:LIKELIEST]

    def of(grid: FloatGrid) -> FloatGrid:
        return np.take_along_axis(np.broadcast_to(grid, weight.shape), chosen, axis=0)

    kept = of(weight)
    parts = (of(told.mean), of(told.variance), of(told.chance), of(told.score))
    return Foretold(*parts, told.degrees), kept / kept.sum(axis=0)


def _of_counts(
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
        lower, upper = (scipy.special.gammaincinv(shape, tail) * expected / shape for tail in TAILS)
        return expected, lower, upper
    size = np.maximum(expected * (1 - expected) / variance - 1, tails.SMALLEST_SHAPE)
    first, second = expected * size, (1 - expected) * size
    lower, upper = (scipy.special.betaincinv(first, second, tail) for tail in TAILS)
    return expected, lower, upper


def _of_means(p: Predicted) -> tuple[FloatGrid, FloatGrid, FloatGrid]:
    centre = np.sum(p.weight * p.mean, axis=0)
    variance = p.variance + p.chance + (p.mean - centre) ** 2
    spread = np.sqrt(np.sum(p.weight * variance, axis=0))
    reach = scipy.special.stdtrit(p.degrees, TAILS[1]) * spread
    level = p.distances.level + centre
    return np.exp(level), np.exp(level - reach), np.exp(level + reach)
