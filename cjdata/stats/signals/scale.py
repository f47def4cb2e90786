"""Counts as distances from their own long-run level, on a scale on which units are alike.

It rests on a change of a proportion being nearly linear on the logit scale and one of a rate or a
mean on the log scale. Proportions, and rates of few cases, are taken linearly about the level of
the months before the latest, so that a month without cases is a distance like any other.
Sampling variance of a distance is 1 / (n p q) for a proportion, 1 / (n u) for a rate; for a mean
it is one case's variance over n, learnt from the steps between neighbouring months.
"""

from dataclasses import dataclass

import numpy as np

from cjdata.stats.signals.panel import Counts, FloatGrid
from cjdata.stats.signals.result import Kind

PRIOR_CASES = 1.0
LOGARITHMIC_FROM = 5.0
NEAREST_TO_NOTHING = 0.2
STEPS_OF_PRIOR = 5.0


@dataclass(frozen=True, slots=True)
class Distances:
    """Series of one kind on the working scale.

    `distance`, its `sampling` variance and `cases` (denominators) are (series, periods), NaN where
    missing. `level` and `slope` (series,) lead back by `value_at`; the level of a mean is its
    logarithm. `unit` (series,) is the variance in which scatter is measured: 1 for counts, the
    typical sampling variance for means.
    """

    kind: Kind
    distance: FloatGrid
    sampling: FloatGrid
    cases: FloatGrid
    level: FloatGrid
    slope: FloatGrid
    unit: FloatGrid

    def to_distance(self, mean: FloatGrid) -> FloatGrid:
        """The distance of a mean of sums (series,); one of 0 lies at half the smallest before."""
        least = np.nanmin(self.distance[:, :-1], axis=1) - np.log(2)
        above = mean > 0
        return np.where(above, np.log(np.where(above, mean, 1.0)) - self.level, least)

    def rows(self, chosen: slice) -> "Distances":
        """The same for some of the series."""
        parts = (self.distance, self.sampling, self.cases, self.level, self.slope, self.unit)
        return Distances(self.kind, *(part[chosen] for part in parts))


def distances(counts: Counts) -> Distances:
    """Series on the working scale; none is without history."""
    kind, numerator, denominator = counts.kind, counts.numerator, counts.denominator
    if kind is Kind.MEAN:
        return _of_means(numerator, denominator, counts.group)
    level = _levels(numerator[:, :-1], denominator[:, :-1], counts.group)
    slope = level * (1 - level) if kind is Kind.PROPORTION else level
    with np.errstate(invalid="ignore"):
        sampling = 1 / (denominator * slope[:, None])
    if kind is Kind.PROPORTION:
        distance = (numerator / denominator - level[:, None]) / slope[:, None]
    else:
        distance = _nearly_logarithmic(numerator, denominator * level[:, None])
    return Distances(kind, distance, sampling, denominator, level, slope, np.ones(len(level)))


def value_at(d: Distances, distance: FloatGrid) -> tuple[FloatGrid, FloatGrid]:
    """The proportion or rate at a foretold latest distance (nulls, series), and its derivative.

    A forecast is kept off nothing and everything, in proportion to the level's own distance.
    """
    least = NEAREST_TO_NOTHING * d.level
    if d.kind is Kind.PROPORTION:
        most = 1 - NEAREST_TO_NOTHING * (1 - d.level)
        return np.clip(d.level + d.slope * distance, least, most), d.slope
    expected = d.cases[:, -1] * d.level
    share = expected / (expected + LOGARITHMIC_FROM)
    growth = np.exp(np.clip(share * distance, -5, 5))
    return np.maximum(d.level * (1 + (growth - 1) / share), least), d.level * growth


def _nearly_logarithmic(count: FloatGrid, expected: FloatGrid) -> FloatGrid:
    """The log of count over expected where many are expected, the relative difference where few."""
    both = expected + LOGARITHMIC_FROM
    distance: FloatGrid = np.log((count + LOGARITHMIC_FROM) / both) * both / expected
    return distance


def _levels(numerator: FloatGrid, denominator: FloatGrid, group: np.ndarray) -> FloatGrid:
    """Long-run levels, drawn by one case towards that of the group, which is by half a case off
    nothing and everything."""
    cases, total = np.nansum(numerator, axis=1), np.nansum(denominator, axis=1)
    common = (np.bincount(group, cases) + 0.5) / (np.bincount(group, total) + 1)
    level: FloatGrid = (cases + PRIOR_CASES) / (total + PRIOR_CASES / common[group])
    return level


def _of_means(numerator: FloatGrid, denominator: FloatGrid, group: np.ndarray) -> Distances:
    with np.errstate(divide="ignore", invalid="ignore"):
        logs = np.log(_above_zero(numerator / denominator))
    level = _weighted_level(logs[:, :-1], denominator[:, :-1])
    distance = logs - level[:, None]
    sampling = _case_variance(distance, denominator, group)[:, None] / denominator
    unit = np.nanmean(sampling[:, :-1], axis=1)
    return Distances(Kind.MEAN, distance, sampling, denominator, level, np.ones(len(level)), unit)


def _above_zero(values: FloatGrid) -> FloatGrid:
    """A mean of 0 has no logarithm: half of the smallest other mean of the series stands for it."""
    smallest = np.where(values > 0, values, np.inf).min(axis=1, keepdims=True)
    stand_in = np.where(np.isfinite(smallest), smallest / 2, 1.0)
    return np.where(values == 0, stand_in, values)


def _weighted_level(logs: FloatGrid, cases: FloatGrid) -> FloatGrid:
    level: FloatGrid = np.nansum(logs * cases, axis=1) / np.nansum(cases, axis=1)
    return level


def _case_variance(distance: FloatGrid, cases: FloatGrid, group: np.ndarray) -> FloatGrid:
    """Variance of one case, from steps between neighbours, drawn towards that of the group."""
    history, n = distance[:, :-1], cases[:, :-1]
    step = np.diff(history, axis=1) ** 2 / (1 / n[:, 1:] + 1 / n[:, :-1])
    steps = (~np.isnan(step)).sum(axis=1)
    total = np.nansum(step, axis=1)
    groups = group.max(initial=-1) + 1
    of_group = np.bincount(group, total, groups) / np.maximum(np.bincount(group, steps, groups), 1)
    drawn = (total + STEPS_OF_PRIOR * of_group[group]) / (steps + STEPS_OF_PRIOR)
    variance: FloatGrid = np.maximum(drawn, 1e-8)
    return variance
