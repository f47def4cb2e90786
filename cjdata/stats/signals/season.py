"""The season that the units of a measure share, by best linear prediction.

It rests on the mean of several units being smoother than any of them: its months are level, trend,
a season with one value per calendar month, and noise that remembers. How strong the season is
against the noise is not known from two or three years, so the answer is averaged over strengths by
their likelihood; a season that the months do not bear out is drawn to nothing.
"""

from dataclasses import dataclass

import numpy as np

from cjdata.stats.signals.panel import FloatGrid
from cjdata.stats.signals.scale import Distances

FEWEST_UNITS = 4
BETWEEN_MONTHS = 0.04
STRENGTHS = (0.0, 0.1, 0.3, 1.0, 3.0, 10.0)
MEMORIES = (0.0, 0.5, 0.8, 0.95)
REMEMBERED = 0.8
DIFFUSE = 1e4


@dataclass(frozen=True, slots=True)
class SharedSeason:
    """`effect` (groups, periods) in the working scale, and the variance of the latest's (groups,).

    Zero for a group of fewer than four units, whose season is left to each series.
    """

    effect: FloatGrid
    latest_variance: FloatGrid


def shared_season(d: Distances, group: np.ndarray, groups: int, per_year: int) -> SharedSeason:
    """The season of each group of series, from all periods but the latest."""
    periods = d.distance.shape[1]
    enough = np.bincount(group, minlength=groups) >= FEWEST_UNITS
    if not enough.any():
        return SharedSeason(np.zeros((groups, periods)), np.zeros(groups))
    effect, variance = _predicted(_group_means(d, group, groups), periods, per_year)
    return SharedSeason(
        effect=np.where(enough[:, None], effect, 0.0),
        latest_variance=np.where(enough, variance, 0.0),
    )


def _group_means(d: Distances, group: np.ndarray, groups: int) -> FloatGrid:
    """Weighted means (groups, periods - 1); a period that nobody has takes its neighbours' line."""
    history = d.distance[:, :-1]
    weight = 1 / (d.sampling[:, :-1] + BETWEEN_MONTHS * d.unit[:, None])
    weight = np.where(np.isnan(history), 0.0, weight)
    member = np.equal.outer(np.arange(groups), group).astype(np.float64)
    total = member @ weight
    mean: FloatGrid = (member @ (weight * np.nan_to_num(history))) / np.where(total > 0, total, 1.0)
    months = np.arange(history.shape[1])
    for row in np.flatnonzero((total == 0).any(axis=1)):
        known = total[row] > 0
        if known.any():
            mean[row] = np.interp(months, months[known], mean[row, known])
    return mean


def _predicted(mean: FloatGrid, periods: int, per_year: int) -> tuple[FloatGrid, FloatGrid]:
    """Season and the variance of the latest's, averaged over the grid of strengths and memories."""
    lag = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
    same = (lag % per_year == 0) - 1 / per_year
    line = np.linspace(-1, 1, periods)
    known = periods - 1
    fits = []
    for memory in MEMORIES:
        noise = REMEMBERED * memory**lag + (1 - REMEMBERED) * (lag == 0)
        for strength in STRENGTHS:
            whole = noise + strength * same + DIFFUSE * (1 + np.outer(line, line))
            fits.append(_fit(mean, whole[:known, :known], strength * same))
    score, effect, variance = (np.stack(part) for part in zip(*fits, strict=True))
    weight = np.exp(score - score.max(axis=0))
    weight /= weight.sum(axis=0)
    average = np.einsum("hg,hgt->gt", weight, effect)
    spread = variance + (effect[:, :, -1] - average[:, -1]) ** 2
    return average, np.einsum("hg,hg->g", weight, spread)


def _fit(
    mean: FloatGrid, covariance: FloatGrid, season: FloatGrid
) -> tuple[FloatGrid, FloatGrid, FloatGrid]:
    """Log likelihood (groups,) with the scale profiled out, season, variance of its latest."""
    known = mean.shape[1]
    solved = np.linalg.solve(covariance, np.column_stack([mean.T, season[:known]]))
    data, towards = solved[:, : len(mean)], solved[:, len(mean) :]
    degrees = max(known - 2, 1)
    scale = np.maximum((mean.T * data).sum(axis=0) / degrees, 1e-12)
    score = -0.5 * (np.linalg.slogdet(covariance)[1] + degrees * np.log(scale))
    left = season[-1, -1] - season[-1, :known] @ towards[:, -1]
    return score, (season[:, :known] @ data).T, scale * max(float(left), 0.0)
