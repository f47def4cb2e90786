"""Boroughs by months: sizes, wandering noise, effects and draws that all collections share.

Every collection draws from random streams of its own name, so that a change to one leaves the
figures of the others as they were.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.demo.planted import Effect
from cjdata.demo.shape import (
    BOROUGH_SIZE_SPREAD,
    FIRST_MONTH_TEXT,
    LAST_MONTH_TEXT,
    MEMORY,
    RATES,
    VOLUME_BY_CALENDAR_MONTH,
    VOLUME_NOISE,
    Rate,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain, month_of, parse_month, windows

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

MONTHS: Counts = np.arange(parse_month(FIRST_MONTH_TEXT), parse_month(LAST_MONTH_TEXT) + 1)

MONTHLY = tuple(windows(Grain.MONTH, int(MONTHS[0]), int(MONTHS[-1])))
QUARTERLY = tuple(windows(Grain.QUARTER, int(MONTHS[0]), int(MONTHS[-1])))


def stream(seed: int, name: str) -> np.random.Generator:
    """A random stream of its own for a seed and a name."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What the collections are drawn from."""

    catalogue: Catalogue
    seed: int
    boroughs: tuple[str, ...]
    share: Floats
    """Each borough's share of London's caseload."""
    go_lives: pd.DataFrame
    effects: tuple[Effect, ...]

    def stream(self, name: str) -> np.random.Generator:
        return stream(self.seed, name)

    def live_month(self, initiative: str) -> Floats:
        """Month of going live of each borough, NaN where it never does."""
        days = self.go_lives[self.go_lives["initiative"] == initiative].set_index("unit")["day"]
        months = {unit: float(month_of(day)) for unit, day in days.items()}
        return np.array([months.get(unit, np.nan) for unit in self.boroughs])

    def effect_points(self, component: str, effects: tuple[Effect, ...]) -> Floats:
        """Points by which effects move a component's rate, boroughs x months."""
        total = np.zeros((len(self.boroughs), len(MONTHS)))
        for effect in effects:
            if effect.component == component:
                live = self.live_month(effect.initiative)
                total += effect.points * effect.in_force(MONTHS, live)
        return total

    def borough_rate(self, component: str, rng: np.random.Generator) -> Floats:
        """The chance behind a component's rate, boroughs x months, effects included."""
        points = rate_points(rng, RATES[component], len(self.boroughs))
        return as_chance(points + self.effect_points(component, self.effects))

    def borough_counts(self, rng: np.random.Generator, monthly: float) -> Counts:
        """Counts that follow each borough's size and the calendar, boroughs x months."""
        return rng.poisson(monthly * self.share[:, None] * volume_noise(rng, len(self.share)))


def make_panel(
    catalogue: Catalogue, go_lives: pd.DataFrame, seed: int, effects: Sequence[Effect]
) -> Panel:
    boroughs = catalogue.boroughs
    people = np.array([b.population_2001 or 0 for b in boroughs], dtype=np.float64)
    spread = stream(seed, "sizes").normal(0.0, BOROUGH_SIZE_SPREAD, len(boroughs))
    size = people * np.exp(spread)
    return Panel(
        catalogue=catalogue, seed=seed, boroughs=tuple(b.id for b in boroughs),
        share=size / size.sum(), go_lives=go_lives, effects=tuple(effects),
    )  # fmt: skip


def volume_noise(rng: np.random.Generator, cells: int) -> Floats:
    """Calendar and wandering of a volume about its level, cells x months."""
    calendar = np.array(VOLUME_BY_CALENDAR_MONTH)[MONTHS % 12]
    volume: Floats = calendar * np.exp(wandering(rng, cells, VOLUME_NOISE))
    return volume


def wandering(rng: np.random.Generator, cells: int, spread: float) -> Floats:
    """Departures with a memory of one month and a lasting standard deviation, cells x months."""
    shocks = rng.normal(0.0, spread, (cells, len(MONTHS)))
    shocks[:, 1:] *= np.sqrt(1 - MEMORY**2)
    for month in range(1, len(MONTHS)):
        shocks[:, month] += MEMORY * shocks[:, month - 1]
    return shocks


def rate_points(rng: np.random.Generator, rate: Rate, cells: int) -> Floats:
    """A rate in per cent before effects: level, drift, lasting difference, wandering."""
    drift = rate.yearly * (MONTHS - MONTHS[0]) / 12
    lasting = np.clip(
        rng.normal(0.0, rate.between, (cells, 1)), -2 * rate.between, 2 * rate.between
    )
    points: Floats = rate.level + drift + lasting + wandering(rng, cells, rate.within)
    return points


def as_chance(points: Floats) -> Floats:
    return np.clip(points / 100, 0.01, 0.97)


def drawn_from(rng: np.random.Generator, count: Counts, chance: Floats) -> Counts:
    """Binomial counts by inversion: one uniform a cell, so that two runs that differ only in
    their chances differ only by that."""
    from scipy import stats  # noqa: PLC0415  # for demo stores alone, and takes long to load

    draws = stats.binom.ppf(rng.uniform(size=count.shape), count, chance)
    return np.where(count > 0, np.nan_to_num(draws), 0).astype(np.int64)


def by_quarter(values: Counts) -> Counts:
    """Months (columns) added up to the quarters of the reporting year."""
    summed: Counts = values.reshape(len(values), len(QUARTERLY), 3).sum(axis=-1)
    return summed


def split(rng: np.random.Generator, count: Counts, weights: Floats) -> Counts:
    """Counts (cells x months) shared out by weights (cells x kinds): cells x months x kinds."""
    shares = weights / weights.sum(axis=-1, keepdims=True)
    return rng.multinomial(count, shares[:, None, :])
