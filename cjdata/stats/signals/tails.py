"""How far out in its predictive distribution a count, or a mean, lies.

It rests on an underlying rate that is beta distributed (proportions) or gamma distributed (rates)
with the foretold mean and variance, so that counts are beta-binomial or negative binomial, and on
a mean being lognormal with Student's tails. A p-value of a count is randomised: a draw between
the chances of lying beyond it and at it or beyond, without which counts of small units would be
called less often than stated.
"""

import numpy as np
import scipy

from cjdata.stats.signals.panel import FloatGrid

SMOOTH_FROM = 8.0
LOGNORMAL_FROM = 20.0
NEGLIGIBLE = 1e-9
LARGEST_SHAPE = 1e6
SMALLEST_SHAPE = 0.05


def beta_binomial(
    count: FloatGrid, cases: FloatGrid, mean: FloatGrid, variance: FloatGrid
) -> tuple[FloatGrid, FloatGrid]:
    """Chance of fewer than `count` and of exactly `count` of `cases`, arrays of one shape.

    `mean` (between 0 and 1) and `variance` are those of the underlying proportion.
    """
    size = np.clip(mean * (1 - mean) / variance - 1, SMALLEST_SHAPE, LARGEST_SHAPE)
    first, second = mean * size, (1 - mean) * size
    spread = np.sqrt(cases * mean * (1 - mean) * (size + cases) / (size + 1))
    few, below, exactly = spread < SMOOTH_FROM, np.empty(mean.shape), np.empty(mean.shape)
    below[few], exactly[few] = _summed(count[few], cases[few], first[few], second[few])
    many, variance = ~few, (spread / cases) ** 2
    below[many], exactly[many] = _smooth(count[many], cases[many], mean[many], variance[many])
    return below, exactly


def _smooth(
    count: FloatGrid, cases: FloatGrid, mean: FloatGrid, variance: FloatGrid
) -> tuple[FloatGrid, FloatGrid]:
    """By the beta distribution of the observed share, with half a case to either side."""
    size = np.maximum(mean * (1 - mean) / variance - 1, SMALLEST_SHAPE)
    edges = [np.clip((count + half) / cases, 0, 1) for half in (-0.5, 0.5)]
    low, high = (scipy.special.betainc(mean * size, (1 - mean) * size, edge) for edge in edges)
    low, high = np.where(count == 0, 0.0, low), np.where(count == cases, 1.0, high)
    return low, high - low


def _summed(
    count: FloatGrid, cases: FloatGrid, first: FloatGrid, second: FloatGrid
) -> tuple[FloatGrid, FloatGrid]:
    """By summing the shorter tail, term by term from the count outward, all at once."""
    upward = count > cases * first / (first + second)
    k = np.where(upward, count, cases - count)
    up, down = np.where(upward, first, second), np.where(upward, second, first)
    exactly = np.exp(_log_chance(k, cases, up, down))
    term, beyond, left = exactly, np.zeros_like(exactly), cases - k
    while term.size and term.max() > NEGLIGIBLE:
        fewer, next_k = np.maximum(left - 1, 0), k + 1
        term = term * (left * (k + up) / (next_k * (fewer + down)))  # nothing once none are left
        beyond += term
        k, left = next_k, fewer
    return np.where(upward, np.clip(1 - beyond - exactly, 0, 1), beyond), exactly


def _log_chance(k: FloatGrid, n: FloatGrid, a: FloatGrid, b: FloatGrid) -> FloatGrid:
    gammaln, betaln = scipy.special.gammaln, scipy.special.betaln
    ways = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    chance: FloatGrid = ways + betaln(k + a, n - k + b) - betaln(a, b)
    return chance


def negative_binomial(
    count: FloatGrid, mean: FloatGrid, variance: FloatGrid
) -> tuple[FloatGrid, FloatGrid]:
    """Chance of fewer than `count` and of exactly `count`, arrays of one shape.

    `mean` and `variance` are those of the underlying expected count, both above 0; from 20
    expected on it is taken as lognormal.
    """
    shape = np.clip(mean**2 / variance, SMALLEST_SHAPE, LARGEST_SHAPE)
    split = shape / (shape + mean)
    many = mean >= LOGNORMAL_FROM
    chances = []
    for fewer in (count, count + 1):
        plain = scipy.special.betainc(shape, np.maximum(fewer, 1), split)
        spread = np.sqrt(1 / shape + 1 / mean)
        smooth = scipy.special.ndtr(np.log(np.maximum(fewer - 0.5, 0.01) / mean) / spread)
        chances.append(np.where(fewer > 0, np.where(many, smooth, plain), 0.0))
    return chances[0], chances[1] - chances[0]


def student(distance: FloatGrid, variance: FloatGrid, degrees: FloatGrid) -> FloatGrid:
    """Chance of less than `distance` from the foretold mean."""
    below: FloatGrid = scipy.special.stdtr(degrees, distance / np.sqrt(variance))
    return below


def two_sided(low: FloatGrid) -> FloatGrid:
    """Twice the smaller tail, from the chance of lying lower."""
    p_value: FloatGrid = np.clip(2 * np.minimum(low, 1 - low), 0.0, 1.0)
    return p_value
