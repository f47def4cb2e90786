"""How stated plans relate to what happens, learned from how they have held in this rollout.

Assumption: the planners of one rollout have one habit (how far they slip, how much that varies, and
whether they slip on what remains, on the whole, or plan without knowledge); before there is a
record the habit is drawn from a prior in which plans slip more often than not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import logsumexp

from cjdata.stats.forecast.drawn import drawn_once
from cjdata.stats.forecast.record import CountPlan, RolloutRecord

Array = NDArray[np.float64]

LEAST_DAYS = 20.0
"""Added to every length, since plans are made to the month rather than to the day."""
SOON = 30.0
"""Days ahead of a plan whose day would have passed already: it is put off to the next month."""
EACH = 6
"""Habits weighed for each draw."""
KINDS = (0.3, 0.38, 0.18, 0.14)
"""Prior chances: plans hold; slip on what remains; slip on the whole length; tell nothing."""
REPEATS = 0.1
"""The power of the number of reports by which repeated plans lose weight: 0 not, 1 wholly."""
HORIZON_MEAN, HORIZON_SPREAD = np.log(200), 0.8
SLIP_MEAN, SLIP_SPREAD = 0.35, 0.33
NOISE_MEAN, NOISE_SPREAD = np.log(0.16), 0.65
FREEDOM = 3.0


@dataclass(frozen=True, slots=True)
class Habits:
    """Several habits of planning to weigh for each draw, each field (draws, habits).

    `slip` is the mean log ratio of actual to planned length, `noise` its scale; `whole` marks
    planners whose slip is on the length since the start rather than on what remains; `blind` those
    who always name a day about `horizon` (log days) ahead, whatever is left to do.
    """

    slip: Array
    noise: Array
    whole: NDArray[np.bool_]
    blind: NDArray[np.bool_]
    horizon: Array


@drawn_once
def draw_habits(rng: np.random.Generator, draws: int) -> Habits:
    """Habits from the prior: keeping their word, slipping, or planning without knowledge."""
    size = (draws, EACH)
    kind = rng.choice(len(KINDS), size, p=KINDS)
    slip = rng.normal(SLIP_MEAN, SLIP_SPREAD, size)
    return Habits(
        slip=np.where(kind == 0, rng.normal(0, 0.08, size), slip),
        noise=np.exp(rng.normal(NOISE_MEAN, NOISE_SPREAD, size)),
        whole=kind == 2,
        blind=kind == 3,
        horizon=rng.normal(HORIZON_MEAN, HORIZON_SPREAD, size),
    )


def plan_log_weights(record: RolloutRecord, times: Array, habits: Habits) -> Array:
    """(draws,) log likelihood of the planned days, given go-live `times` (draws, n) as ordinals.

    The likelihood is averaged over the habits of a draw.
    """
    total = np.zeros(habits.slip.shape)
    shares = _shares(record.plans)
    for plan, share in zip(record.plans, shares, strict=True):
        if plan.count > record_low(record, plan.said):
            total += share * _plan_log_density(record, plan, times, habits)
    return np.asarray(logsumexp(total, axis=1) - np.log(EACH))


def record_low(record: RolloutRecord, day: float) -> int:
    """The number of units known to be live on a day."""
    before = record.low[record.days <= day]
    return int(before[-1]) if len(before) else 0


def _shares(plans: tuple[CountPlan, ...]) -> list[float]:
    """The weight of each plan: repeated and simultaneous plans share their errors."""
    said = [plan.said for plan in plans]
    reports = max(1, len(set(said)))
    return [1.0 / said.count(day) / reports**REPEATS for day in said]


def _plan_log_density(
    record: RolloutRecord, plan: CountPlan, times: Array, habits: Habits
) -> Array:
    actual = _actual(record, plan, times)
    origin = np.where(habits.whole, np.minimum(times[:, :1], plan.said), plan.said)
    planned = np.log(plan.due - origin + LEAST_DAYS)
    meant = np.maximum(actual[:, None] - origin, 1.0) * np.exp(-habits.slip)
    meant = np.log(np.maximum(meant, plan.said - origin + SOON) + LEAST_DAYS)
    score = (planned - np.where(habits.blind, habits.horizon, meant)) / habits.noise
    shape = -(FREEDOM + 1) / 2 * np.log1p(score**2 / FREEDOM)
    return np.asarray(shape - np.log(habits.noise) - planned)


def _actual(record: RolloutRecord, plan: CountPlan, times: Array) -> Array:
    """When the planned count was reached: from the record where it has been, else as drawn."""
    reached = record.reached(plan.count)
    if not np.isfinite(reached.until):
        return times[:, plan.count - 1]
    after = max(reached.after, float(plan.said))
    return np.full(len(times), (min(after, reached.until) + reached.until) / 2)
