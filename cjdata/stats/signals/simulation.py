"""Series of known truth, to ask of the signals whether they are right as often as they say.

It rests on nothing of the method: rates move by their own autoregression, season, drift and
scatter on the logit or log scale, and counts are drawn about them; waiting times are drawn whole.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.signals.result import Kind

FloatGrid = npt.NDArray[np.float64]
FIRST_MONTH = 24_000


@dataclass(frozen=True, slots=True)
class World:
    """A world of units x measures by month.

    `sizes` are mean cases a month, one unit after the other; `wander` the standard deviation of an
    autoregression with `memory`, `scatter` that from month to month without memory, `season` the
    amplitude of a yearly wave whose phase is the measure's or each series' own, `drift` a change a
    year, all in logit or log points; `missing` the share of earlier months that are missing;
    `changed` the share of series whose latest month is moved by `change`, up or down.
    """

    kind: Kind = Kind.PROPORTION
    units: int = 32
    measures: int = 10
    months: int = 36
    sizes: tuple[float, ...] = (3, 6, 10, 20, 30, 60, 100, 200, 300)
    base: float = 0.3
    memory: float = 0.5
    wander: float = 0.15
    scatter: float = 0.1
    season: float = 0.2
    own_season: bool = False
    drift: float = 0.0
    missing: float = 0.03
    changed: float = 0.0
    change: float = 0.0


def simulated(world: World, seed: int) -> pd.DataFrame:
    """A frame for `latest_signals`, with the column `moved` (-1, 0, 1: what was planted)."""
    chance = np.random.default_rng(seed)
    series, months = world.units * world.measures, world.months
    mean_cases = np.resize(np.array(world.sizes, dtype=np.float64), series)[:, None]
    cases = np.maximum(chance.poisson(mean_cases, (series, months)), 1)
    first = FIRST_MONTH + int(chance.integers(12))
    moved = np.where(chance.random(series) < world.changed, chance.choice([-1, 1], series), 0)
    rate = _rates(world, chance, first)
    rate[:, -1] += moved * world.change
    counts = _counts(world, chance, cases, rate)
    lost = chance.random(counts.shape) < world.missing
    counts[lost & (np.arange(months) < months - 1)] = np.nan
    return pd.DataFrame(
        {
            "unit": np.tile(np.arange(world.units), world.measures).repeat(months),
            "measure": np.array(names_of(world)).repeat(world.units * months),
            "period": np.tile(first + np.arange(months), series),
            "numerator": counts.ravel(),
            "denominator": cases.ravel().astype(np.float64),
            "moved": moved.repeat(months),
        }
    )


def names_of(world: World) -> list[str]:
    """The names of the measures of a world."""
    return [f"measure-{number:04}" for number in range(world.measures)]


def kinds_of(world: World) -> dict[str, str]:
    """The kind of every measure of a world."""
    return dict.fromkeys(names_of(world), world.kind)


def _rates(world: World, chance: np.random.Generator, first: int) -> FloatGrid:
    """Underlying rates (series, months) on the logit or log scale."""
    shape = (world.units * world.measures, world.months)
    shocks = chance.normal(size=shape)
    wander = np.empty(shape)
    wander[:, 0] = shocks[:, 0]
    for later in range(1, world.months):
        carried = world.memory * wander[:, later - 1]
        wander[:, later] = carried + np.sqrt(1 - world.memory**2) * shocks[:, later]
    phases = chance.uniform(0, 2 * np.pi, shape[0] if world.own_season else world.measures)
    phase = phases if world.own_season else phases.repeat(world.units)
    month = first + np.arange(world.months)
    season = world.season * np.sin(2 * np.pi * month / 12 + phase[:, None])
    odds = world.base / (1 - world.base) if world.kind is Kind.PROPORTION else world.base
    level = (
        np.log(odds) + chance.normal(0, 0.3, (shape[0], 1)) + world.drift * (month - month[0]) / 12
    )
    rates: FloatGrid = level + world.wander * wander + season
    return rates + chance.normal(0, world.scatter, shape)


def _counts(
    world: World, chance: np.random.Generator, cases: npt.NDArray[np.int64], rate: FloatGrid
) -> FloatGrid:
    if world.kind is Kind.PROPORTION:
        return chance.binomial(cases, 1 / (1 + np.exp(-rate))).astype(np.float64)
    if world.kind is Kind.RATE:
        return chance.poisson(cases * np.exp(rate)).astype(np.float64)
    return chance.gamma(1.5 * cases, np.exp(rate) / 1.5)
