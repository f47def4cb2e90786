"""Standard errors, intervals and simultaneous bands for a sample of few clusters.

Rests on one assumption: clusters are independent of one another. Influence functions give the
standard errors that R's `did` reports; with 32 boroughs in small cohorts they are too small (a
cohort of one has no spread within), so intervals rest on leaving out one cluster at a time
(MacKinnon, Nielsen and Webb 2023, "Fast and reliable jackknife and bootstrap methods for
cluster-robust inference", Journal of Applied Econometrics 38) and on Student's t. What that
buys is measured in docs/studies/staggered-effects.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy.special import ndtri, stdtrit

from cjdata.stats.staggered.results import Flags, Floats, Positions

LEVEL = 0.95
FEW_CLUSTERS = 100  # above, leaving one out says what the influence functions say
NO_SPREAD = float(np.sqrt(np.finfo(float).eps)) * 10  # R's did reports no error below this


@dataclass(frozen=True, slots=True, eq=False)
class Band:
    """Pointwise and simultaneous half widths (K,) and the critical value of the latter."""

    pointwise: Floats
    simultaneous: Floats
    critical_value: float


def kept_units(clusters: Positions) -> Flags | None:
    """(C, n) who stays when a cluster is left out; None where there are many clusters."""
    count = int(clusters.max()) + 1
    if count > FEW_CLUSTERS:
        return None
    return np.asarray(np.arange(count)[:, None] != clusters, dtype=bool)


def cluster_sums(influence: Floats, clusters: Positions) -> Floats:
    """(C, K) sums of the influence functions (n, K) over the units of each cluster."""
    sums = np.zeros((int(clusters.max()) + 1, influence.shape[1]))
    np.add.at(sums, clusters, influence)
    return sums


def analytical_errors(influence: Floats, clusters: Positions) -> Floats:
    """Standard errors (K,) as R's did gives them without bootstrap, NaN where there is none."""
    squares = (cluster_sums(influence, clusters) ** 2).sum(axis=0)
    errors = np.sqrt(squares) / influence.shape[0]
    return np.asarray(np.where(errors > NO_SPREAD, errors, np.nan), dtype=float)


def cluster_deviations(influence: Floats, without: Floats | None, clusters: Positions) -> Floats:
    """(C, K) what each cluster adds to the spread: their squares sum to the variance.

    From the effects with one cluster left out, else from the influence functions. NaN where an
    effect vanishes with one of its clusters: nothing can then be said of its spread.
    """
    if without is None:
        return np.asarray(cluster_sums(influence, clusters) / influence.shape[0], dtype=float)
    shrink = np.sqrt((len(without) - 1) / len(without))
    return np.asarray(shrink * (without - without.mean(axis=0)), dtype=float)


def spread(deviations: Floats) -> Floats:
    """Standard errors (K,) from deviations (C, K), NaN where there is none."""
    errors = np.sqrt((deviations**2).sum(axis=0))
    return np.asarray(np.where(errors > NO_SPREAD, errors, np.nan), dtype=float)


def t_value(degrees_of_freedom: float, level: float = LEVEL) -> float:
    """Two-sided critical value of Student's t; NaN without degrees of freedom."""
    if degrees_of_freedom < 1:
        return float("nan")
    return float(stdtrit(degrees_of_freedom, (1 + level) / 2))


def multiplier_draws(deviations: Floats, draws: int, seed: int | None) -> Floats:
    """(draws, K) bootstrap deviations: each cluster's keeps or changes its sign (Rademacher)."""
    signs = _signs if seed is None else _kept_signs
    return np.asarray(signs(draws, len(deviations), seed) @ deviations, dtype=float)


def _signs(draws: int, clusters: int, seed: int | None) -> Floats:
    generator = np.random.default_rng(seed)
    return np.asarray(generator.integers(0, 2, size=(draws, clusters)) * 2.0 - 1.0, dtype=float)


_kept_signs = lru_cache(maxsize=4)(_signs)
"""The signs of a seed, which every effect of one question is drawn with; not to be changed."""


def band(deviations: Floats, degrees_of_freedom: int, draws: int, seed: int | None) -> Band:
    """Half widths at 95%, each row by itself and all rows at once.

    The critical value for all at once is that of the largest of the bootstrap's t values, widened
    as Student's t is over the normal, and never below the pointwise one.
    """
    errors = spread(deviations)
    pointwise = t_value(degrees_of_freedom)
    critical = pointwise
    known = np.isfinite(errors)
    if draws > 0 and known.any():
        simulated = multiplier_draws(deviations[:, known] / errors[known], draws, seed)
        largest = float(np.quantile(np.abs(simulated).max(axis=1), LEVEL, method="inverted_cdf"))
        critical = max(pointwise, largest * pointwise / float(ndtri((1 + LEVEL) / 2)))
    return Band(pointwise * errors, critical * errors, critical)


def bootstrap_errors(
    influence: Floats, clusters: Positions, *, draws: int = 999, seed: int | None = None
) -> tuple[Floats, float]:
    """Errors (K,) and simultaneous critical value of R's did with bootstrap (its default).

    Rademacher multipliers, one per cluster; the error is the interquartile range over that of
    the normal. For comparison with did: its numbers change with the seed, by 2 to 8%.
    """
    simulated = multiplier_draws(cluster_sums(influence, clusters), draws, seed)
    low, high = np.quantile(simulated, [0.25, 0.75], axis=0, method="inverted_cdf")
    scale = (high - low) / float(ndtri(0.75) - ndtri(0.25))
    known = scale / influence.shape[0] > NO_SPREAD
    largest = np.abs(simulated[:, known] / scale[known]).max(axis=1, initial=0)
    critical = float(np.quantile(largest, LEVEL, method="inverted_cdf"))
    return np.where(known, scale / influence.shape[0], np.nan), critical
