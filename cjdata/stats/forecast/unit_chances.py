"""The chance of each unit to be live by a day, from draws of whole rollouts.

Assumption: the next go-lives fall to the units that were planned soonest or are in progress, more
often than to those nobody has spoken of, but not always.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.forecast.conditioning import Draws
from cjdata.stats.forecast.drawn import drawn_once
from cjdata.stats.forecast.named import GoLive
from cjdata.stats.forecast.record import RolloutRecord
from cjdata.stats.forecast.result import UnitChance

Array = NDArray[np.float64]

DISORDER = 0.2
"""How far the order strays from the planned one, as a share of the number of units left."""


@dataclass(frozen=True, slots=True)
class Places:
    """Which of the go-lives that are left falls to which of the `units` that are left.

    `place` (draws, units) counts from 0; `order` (units,) is what is known of their order.
    """

    units: tuple[str, ...]
    order: Array
    place: NDArray[np.int16]


def draw_places(record: RolloutRecord, rng: np.random.Generator, draws: int) -> Places:
    """Gives the last go-lives of each draw to the units not named as live, in a likely order."""
    left = tuple(unit for unit in record.units if unit not in record.names.live)
    order = _order(record, left)
    rank = pd.Series(order).rank().to_numpy() - 1.0  # those of whom the same is known share a rank
    noise = _noise(rng, draws * record.of)[: draws * len(left)].reshape(draws, len(left))
    turns = np.argsort(rank + DISORDER * len(left) * noise, axis=1)
    place = np.empty(turns.shape, dtype=np.int16)
    np.put_along_axis(place, turns, np.arange(len(left), dtype=np.int16)[None, :], axis=1)
    return Places(left, order, place)


@drawn_once
def _noise(rng: np.random.Generator, count: int) -> Array:
    return rng.standard_normal(count)


def unit_chances(
    record: RolloutRecord, target: int, draws: Draws | None = None, places: Places | None = None
) -> tuple[UnitChance, ...]:
    """The chance of each unit in scope; without draws only units named as live have one above 0."""
    waiting = _waiting(draws, places, target) if draws and places else dict[str, float]()
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


def _waiting(draws: Draws, places: Places, target: int) -> dict[str, float]:
    """The chance of each unit that is left: go-lives are in order, so that the first are done."""
    if not places.units:
        return {}
    last = draws.times[:, -len(places.units) :] <= target + 0.5
    mine = places.place < last.sum(axis=1, dtype=np.int16)[:, None]
    p = _evened(draws.weights @ mine, places.order)
    return {unit: float(min(1.0, chance)) for unit, chance in zip(places.units, p, strict=True)}


def _evened(p: Array, order: Array) -> Array:
    """The same chance for all of whom the same is known, whatever their place in the list."""
    _, group = np.unique(order, return_inverse=True)
    means: Array = np.bincount(group, weights=p) / np.bincount(group)
    return means[group]


def _order(record: RolloutRecord, left: Sequence[str]) -> Array:
    """Planned days first in their order, then units in progress, then the others."""
    far = 1e7
    return np.array(
        [
            record.names.due.get(unit, far + (0 if unit in record.names.started else far))
            for unit in left
        ],
        dtype=float,
    )
