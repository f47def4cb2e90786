"""The grid of null processes over which a forecast is averaged.

It rests on the months of a series scattering about its level by chance of their own, by an
underlying rate that remembers (an autoregression, up to a slowly moving level), and by a season of
the unit's own. None of these can be estimated from 24 months; each point of the grid is one guess
at all of them, weighed by how well it foretells the series and the others of its measure.
"""

from dataclasses import dataclass
from itertools import product

import numpy as np

from cjdata.stats.signals.panel import FloatGrid
from cjdata.stats.signals.result import Kind

SPREADS = {0.0: 0.15, 0.08: 0.2, 0.16: 0.25, 0.3: 0.2, 0.55: 0.12, 1.0: 0.08}
"""Standard deviation between months beyond chance (logit or log points), and its prior weight."""
SPREADS_OF_MEANS = {0.0: 0.15, 0.35: 0.2, 0.7: 0.25, 1.2: 0.2, 2.2: 0.12, 4.0: 0.08}
"""The same in typical standard errors of a month, where chance itself is estimated."""
MEMORIES = {(0.0, 0.0): 0.3, (0.5, 0.8): 0.2, (0.8, 0.8): 0.2, (0.95, 0.8): 0.2, (0.99, 0.5): 0.1}
"""Correlation from month to month, and how much of the spread remembers; with prior weight."""
SEASONS = {0.0: 0.5, 0.15: 0.3, 0.4: 0.2}
SEASONS_OF_MEANS = {0.0: 0.5, 0.5: 0.3, 2.0: 0.2}
"""Standard deviation of a unit's own season, and its prior weight; in the same two scales."""

PRIOR_SERIES = 4.0
ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Nulls:
    """Columns (nulls, 1): variance between months, its memory and remembered share, variance of
    the own season; `prior` (nulls,) sums to 1."""

    spread: FloatGrid
    memory: FloatGrid
    remembered: FloatGrid
    season: FloatGrid
    prior: FloatGrid


def nulls_of(kind: Kind) -> Nulls:
    """Every combination of spread, memory and season; memory only where there is spread."""
    means = kind is Kind.MEAN
    spreads, seasons = (SPREADS_OF_MEANS, SEASONS_OF_MEANS) if means else (SPREADS, SEASONS)
    rows = [
        (spread**2, memory, share, season**2, weight * carried * own)
        for (spread, weight), ((memory, share), carried), (season, own) in product(
            spreads.items(), MEMORIES.items(), seasons.items()
        )
        if spread or not memory
    ]
    table = np.array(rows)
    spread, memory, share, season, prior = (table[:, [column]] for column in range(5))
    return Nulls(spread, memory, share, season, (prior / prior.sum())[:, 0])


def weights(score: FloatGrid, prior: FloatGrid, group: np.ndarray, groups: int) -> FloatGrid:
    """Weights (nulls, series) from log likelihoods, learning the prior from all, then each group.

    Empirical Bayes by expectation and maximisation: the share of every null among all series,
    held by `PRIOR_SERIES` series' worth of the given prior; then the same within each measure,
    held by the share among all.
    """
    likelihood = np.exp(score - score.max(axis=0))
    of_all = _learnt(likelihood, prior)
    of_group = np.stack([_learnt(likelihood[:, group == one], of_all) for one in range(groups)], 1)
    return _posterior(likelihood, of_group[:, group])


def weights_apart(score: FloatGrid, prior: FloatGrid) -> FloatGrid:
    """What `weights` gives each series where there is no other, for all of them at once."""
    likelihood = np.exp(score - score.max(axis=0))
    of_all = _learnt_apart(likelihood, prior[:, None])
    return _posterior(likelihood, _learnt_apart(likelihood, of_all))


def _learnt(likelihood: FloatGrid, prior: FloatGrid) -> FloatGrid:
    """The shares (nulls,) of some series: added up without the weights of each series, which took
    ten times as long to lay out."""
    share = prior
    for _ in range(ROUNDS):
        found = share * (likelihood @ (1 / (share @ likelihood))) + PRIOR_SERIES * prior
        share = found / found.sum()
    return share


def _learnt_apart(likelihood: FloatGrid, prior: FloatGrid) -> FloatGrid:
    """The shares (nulls, series) of every series by itself."""
    share = prior
    for _ in range(ROUNDS):
        share = (_posterior(likelihood, share) + PRIOR_SERIES * prior) / (1 + PRIOR_SERIES)
    return share


def _posterior(likelihood: FloatGrid, prior: FloatGrid) -> FloatGrid:
    weight = likelihood * prior
    total: FloatGrid = weight / weight.sum(axis=0)
    return total
