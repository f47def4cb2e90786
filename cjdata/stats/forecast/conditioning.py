"""Draws of whole rollouts that agree with the reported numbers live.

Assumption: each drawn curve is laid on the calendar so that it meets the first go-live and the last
report exactly; how well it meets the reports between them decides its weight.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from cjdata.stats.forecast.record import RolloutRecord
from cjdata.stats.forecast.slippage import draw_habits, plan_log_weights

Array = NDArray[np.float64]

LENGTH_MEAN, LENGTH_SPREAD = np.log(480.0), 0.75
"""Prior of the length of a rollout in days: median a year and a half, mostly four months to five
years."""
WAIT_DAYS = 90.0
FULL_DAYS = 6
"""Reports beyond this number add no weight: a curve that is off is off on neighbouring days."""
ENOUGH_BY_COUNTS, ENOUGH_BY_PLANS = 500.0, 60.0
"""Effective draws to keep when weighing by the counts, and then by the plans."""
UNTOLD = 0.2
"""How likely it is that something to be told has happened and nobody has told it."""
OVERDUE = 0.75
"""The next report is taken to be due after this share of the usual time between two."""


@dataclass(frozen=True, slots=True)
class Draws:
    """Weighted rollouts: `times` (draws, n) as ordinals in order, `weights` (draws,) sum to 1."""

    times: Array
    weights: Array

    @property
    def completion(self) -> Array:
        """(draws,) the day of the last go-live."""
        return self.times[:, -1]


@dataclass(frozen=True, slots=True)
class Rollouts:
    """Rollouts drawn for a record, with what it says of each whatever the day it is looked at.

    `times` as in `Draws`; all others (draws,) log weights: of the prior, the counts, the plans.
    """

    record: RolloutRecord
    times: Array
    prior: Array
    counts: Array
    plans: Array

    def known_on(self, day: int) -> Draws:
        """The rollouts weighted by all that is known on a day: also by what nobody has told."""
        untold = np.where(_untold(self.record, self.times, day), np.log(UNTOLD), 0.0)
        before = self.prior + untold
        counted = before + _tempered(before, self.counts, ENOUGH_BY_COUNTS)
        weights = _normal(counted + _tempered(counted, self.plans, ENOUGH_BY_PLANS))
        return Draws(self.times, weights)


def draw_rollouts(record: RolloutRecord, profiles: Array, rng: np.random.Generator) -> Rollouts:
    """Rollouts from the prior, with the weights that the record's counts and plans give them.

    `profiles` (draws, n) are draws of the prior's shapes for as many units as the record has.
    """
    draws = len(profiles)
    start = _starts(record, rng, draws)
    length, prior = _lengths(record, rng, profiles, start)
    times = start[:, None] + length[:, None] * profiles
    plans = plan_log_weights(record, times, draw_habits(rng, draws))
    return Rollouts(record, times, prior, -_misfit(record, times) / 2, plans)


def _starts(record: RolloutRecord, rng: np.random.Generator, draws: int) -> Array:
    """(draws,) the day of the first go-live, within its interval."""
    last = float(record.days[-1])
    if record.live == 0:
        return np.asarray(last + rng.exponential(WAIT_DAYS, draws))
    first = record.reached(1)
    if np.isfinite(first.after):
        return rng.uniform(first.after, first.until, draws)
    return np.asarray(first.until - rng.exponential(WAIT_DAYS, draws))


def _lengths(
    record: RolloutRecord, rng: np.random.Generator, profiles: Array, start: Array
) -> tuple[Array, Array]:
    """(draws,) lengths that give the number live at the last report, and their log weights."""
    passed = np.maximum(float(record.days[-1]) - start, 0.5)
    least = np.full(len(start), -np.inf)
    most = np.full(len(start), np.inf)
    low, high = int(record.low[-1]), int(record.high[-1])
    if low > 0 and high < record.of:
        least = np.log(passed / np.maximum(profiles[:, high], 1e-6))
    if low > 1:
        most = np.log(passed / np.maximum(profiles[:, low - 1], 1e-6))
    from_, to = (ndtr((bound - LENGTH_MEAN) / LENGTH_SPREAD) for bound in (least, most))
    mass = np.maximum(to - from_, 0)
    level = np.clip(from_ + rng.uniform(0, 1, len(start)) * mass, 1e-12, 1 - 1e-12)
    length = np.exp(LENGTH_MEAN + LENGTH_SPREAD * ndtri(level))
    with np.errstate(divide="ignore"):
        return length, np.log(mass)


def _untold(record: RolloutRecord, times: Array, known: int) -> NDArray[np.bool_]:
    """(draws,) whether completion, or with a report due any go-live, would have gone untold."""
    silence = known - float(record.days[-1])
    if len(record.days) > 1 and silence >= OVERDUE * float(np.median(np.diff(record.days))):
        return np.asarray((times <= known).sum(axis=1) > record.high[-1])
    return np.asarray(times[:, -1] <= known)


def _misfit(record: RolloutRecord, times: Array) -> Array:
    """(draws,) squared distance to the bounds of the number live, in units of its tolerance."""
    width = (0.7 + 0.03 * record.of) * max(1.0, len(record.days) / FULL_DAYS) ** 0.5
    misfit = np.zeros(len(times))
    for day, low, high in zip(record.days, record.low, record.high, strict=True):
        live = (times <= day).sum(axis=1)
        off = np.maximum(np.maximum(low - live, live - high), 0)
        misfit += (off / width) ** 2
    return misfit


def _tempered(log_weights: Array, evidence: Array, enough: float) -> Array:
    """The evidence, counting for less where too few draws would agree with all of it."""
    power = 1.0
    while power > 0.02:
        weights = _normal(log_weights + power * evidence)
        if 1 / (weights**2).sum() >= enough:
            break
        power *= 0.85
    return power * evidence


def _normal(log_weights: Array) -> Array:
    weights = np.exp(log_weights - log_weights.max())
    return np.asarray(weights / weights.sum())
