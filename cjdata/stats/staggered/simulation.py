"""Invented rollouts whose true effect is known, to measure the estimators by.

Rests on one assumption: monthly shares of trials in a borough are its level, a common season and
drift, an autocorrelated shock of its own, the effect, and the luck of 60 to 200 trials a month.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

from cjdata.stats.staggered.results import Floats

UNITS = 32
MONTHS = 36


class RolloutDesign(StrEnum):
    """Who goes live when, over 36 months."""

    WAVES = "waves"  # four waves of six, eight boroughs never
    EVERYBODY = "everybody"  # eight waves of four, nobody never
    ONES_AND_TWOS = "ones_and_twos"  # 24 dates of one or two boroughs each, four never


class EffectShape(StrEnum):
    """What going live does to the share of ineffective trials."""

    NONE = "none"
    CONSTANT = "constant"  # 5 percentage points fewer from the first month
    GROWING = "growing"  # 1 point fewer, then half a point more each month for a year


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedRollout:
    """A panel with unit, period (1 to 36), first_treated, outcome and, noise-free, `expected`."""

    panel: pd.DataFrame
    design: RolloutDesign
    shape: EffectShape


def simulate_rollout(
    design: RolloutDesign | str, shape: EffectShape | str, *, seed: int
) -> SimulatedRollout:
    """One rollout of 32 boroughs over 36 months; the same seed gives the same panel.

    An estimator without bias finds on `expected` exactly the effect it aims at, so the truth to
    compare with is its own answer there.
    """
    design, shape = RolloutDesign(design), EffectShape(shape)
    generator = np.random.default_rng(seed)
    months = np.arange(1, MONTHS + 1, dtype=float)
    groups = first_treated(design)
    level = generator.normal(0.24, 0.04, (UNITS, 1))
    season = 0.015 * np.sin(2 * np.pi * months / 12)
    drift = np.cumsum(generator.normal(0, 0.004, MONTHS))
    expected = level + season + drift + _effects(shape, months - groups[:, None])
    chance = np.clip(expected + _shocks(generator), 0.005, 0.995)
    trials = generator.poisson(generator.uniform(60, 200, (UNITS, 1)), (UNITS, MONTHS))
    outcome = generator.binomial(trials, chance) / np.maximum(trials, 1)
    return SimulatedRollout(_long(groups, months, outcome, expected), design, shape)


def first_treated(design: RolloutDesign) -> Floats:
    """(32,) the month each borough goes live, inf = never."""
    if design is RolloutDesign.WAVES:
        return np.repeat([10, 15, 20, 25, np.inf], [6, 6, 6, 6, 8])
    if design is RolloutDesign.EVERYBODY:
        return np.repeat(np.arange(10.0, 32.0, 3.0), 4)
    dates = np.arange(9.0, 33.0)
    return np.sort(np.concatenate([dates, [12.0, 18.0, 24.0, 30.0], np.full(4, np.inf)]))


def _effects(shape: EffectShape, age: Floats) -> Floats:
    if shape is EffectShape.NONE:
        return np.zeros_like(age)
    grown = 0.05 if shape is EffectShape.CONSTANT else 0.01 + 0.005 * np.clip(age, 0, 12)
    return np.where(age >= 0, -grown, 0.0)


def _shocks(generator: np.random.Generator) -> Floats:
    """(32, 36) shocks of about 2 points that fade by four tenths a month."""
    shocks = np.empty((UNITS, MONTHS))
    current = generator.normal(0, 0.02, UNITS)
    for month in range(MONTHS):
        current = 0.6 * current + generator.normal(0, 0.016, UNITS)
        shocks[:, month] = current
    return shocks


def _long(groups: Floats, months: Floats, outcome: Floats, expected: Floats) -> pd.DataFrame:
    never = np.where(np.isinf(groups), np.nan, groups)
    return pd.DataFrame(
        {
            "unit": np.repeat([f"borough-{number:02d}" for number in range(1, UNITS + 1)], MONTHS),
            "period": np.tile(months.astype("int64"), UNITS),
            "first_treated": np.repeat(never, MONTHS),
            "outcome": outcome.ravel(),
            "expected": expected.ravel(),
        }
    )
