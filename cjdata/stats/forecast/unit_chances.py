"""The chance of each unit to be live by a day, from draws of whole rollouts.

Assumption: the next go-lives fall to the units that were planned soonest or are in progress, more
often than to those nobody has spoken of, but not always.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.forecast.conditioning import Draws
from cjdata.stats.forecast.named import GoLive
from cjdata.stats.forecast.record import RolloutRecord
from cjdata.stats.forecast.result import UnitChance

Array = NDArray[np.float64]

DISORDER = 0.2
"""How far the order strays from the planned one, as a share of the number of units left."""


def unit_chances(
    record: RolloutRecord, draws: Draws | None, target: int, rng: np.random.Generator
) -> tuple[UnitChance, ...]:
    """The chance of each unit in scope; without draws only units named as live have one above 0."""
    left = [unit for unit in record.units if unit not in record.names.live]
    waiting = _waiting(record, draws, left, target, rng) if left and draws else dict[str, float]()
    return tuple(_chance(record, unit, waiting, target) for unit in record.units)


def chance_within(go_live: GoLive, target: int) -> float:
    """The chance that a go-live known to lie in an interval, evenly, falls by the target."""
    if go_live.until <= target:
        return 1.0
    if go_live.after >= target or not math.isfinite(go_live.after):
        return 0.0
    return (target - go_live.after) / (go_live.until - go_live.after)


def _chance(record: RolloutRecord, unit: str, waiting: dict[str, float], target: int) -> UnitChance:
    known = record.names.live.get(unit)
    if known is None:
        return UnitChance(unit, False, waiting.get(unit, 0.0))
    return UnitChance(unit, True, chance_within(known, target))


def _waiting(
    record: RolloutRecord, draws: Draws, left: list[str], target: int, rng: np.random.Generator
) -> dict[str, float]:
    """Gives the last go-lives of each draw to the units not named as live, in a likely order."""
    done = draws.times[:, record.of - len(left) :] <= target + 0.5
    order = _order(record, left)
    rank = pd.Series(order).rank().to_numpy() - 1.0  # those of whom the same is known share a rank
    noise = rng.normal(0, DISORDER * len(left), (len(done), len(left)))
    place = np.argsort(np.argsort(rank + noise, axis=1), axis=1)
    mine = np.take_along_axis(done, place, axis=1)
    p = _evened(draws.weights @ mine, order)
    return {unit: float(min(1.0, chance)) for unit, chance in zip(left, p, strict=True)}


def _evened(p: Array, order: Array) -> Array:
    """The same chance for all of whom the same is known, whatever their place in the list."""
    _, group = np.unique(order, return_inverse=True)
    means: Array = np.bincount(group, weights=p) / np.bincount(group)
    return means[group]


def _order(record: RolloutRecord, left: list[str]) -> Array:
    """Planned days first in their order, then units in progress, then the others."""
    far = 1e7
    return np.array(
        [
            record.names.due.get(unit, far + (0 if unit in record.names.started else far))
            for unit in left
        ],
        dtype=float,
    )
