"""The shapes a rollout can take: the go-live days of all units, drawn from a seeded generator.

Assumption: each shape is a plain mechanism of its own (a team that moves on, a wave, a stall), so
that a forecast can be held against mechanisms that its prior was not made from.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Days = NDArray[np.float64]
Shape = Callable[[np.random.Generator, int, float], Days]


def sigmoid(rng: np.random.Generator, n: int, length: float) -> Days:
    """A slow start, a steep middle and a slow end."""
    steep = rng.uniform(3, 7)
    level = rng.uniform(0.02, 0.98, n)
    return np.asarray(length * (0.5 + np.log(level / (1 - level)) / (2 * steep)))


def waves(rng: np.random.Generator, n: int, length: float) -> Days:
    """A few waves at uneven gaps, the later ones often larger."""
    count = int(rng.integers(2, 7))
    starts = np.cumsum(rng.lognormal(0, 0.4, count))
    sizes = rng.dirichlet(np.linspace(1, rng.uniform(1, 3), count) * 4)
    wave = rng.choice(count, n, p=sizes)
    spread = rng.uniform(0.01, 0.06)
    return np.asarray(length * (starts[wave] / starts[-1] + rng.exponential(spread, n)))


def linear(rng: np.random.Generator, n: int, length: float) -> Days:
    """One unit after another at even gaps, with some unevenness."""
    gaps = rng.gamma(rng.uniform(1.5, 8), 1, n)
    return np.asarray(length * np.cumsum(gaps) / gaps.sum())


def stalled(rng: np.random.Generator, n: int, length: float) -> Days:
    """An even rollout that stops for a while and then goes on."""
    days = linear(rng, n, length)
    stop = rng.uniform(0.15, 0.85) * length
    return np.where(days > stop, days + rng.uniform(0.2, 0.8) * length, days)


def accelerating(rng: np.random.Generator, n: int, length: float) -> Days:
    """A rate that grows by the same factor in each equal time."""
    growth = rng.uniform(1.5, 4.5)
    return np.asarray(length * np.log1p(np.sort(rng.uniform(0, 1, n)) * np.expm1(growth)) / growth)


def early_finish(rng: np.random.Generator, n: int, length: float) -> Days:
    """An even rollout whose remaining units all come at once."""
    days = linear(rng, n, length)
    switch = rng.uniform(0.3, 0.7) * length
    rush = switch + rng.uniform(0.02, 0.3) * (days - switch)
    return np.where(days > switch, rush, days)


def late_tail(rng: np.random.Generator, n: int, length: float) -> Days:
    """Most units in time, a few stragglers long after."""
    days = np.sort(rng.beta(1.5, 1.5, n)) * length
    stragglers = max(1, int(rng.binomial(n, rng.uniform(0.03, 0.15))))
    days[-stragglers:] = days[-stragglers - 1] + np.cumsum(
        rng.exponential(rng.uniform(0.1, 0.5) * length / stragglers, stragglers)
    )
    return days


def pilot_then_bulk(rng: np.random.Generator, n: int, length: float) -> Days:
    """One to three pilots, a pause to learn from them, then all the others."""
    pilots = int(rng.integers(1, 4))
    pause = rng.uniform(0.2, 0.5) * length
    first = rng.uniform(0, 0.1, pilots) * length
    bulk = pause + (length - pause) * rng.beta(rng.uniform(1, 3), rng.uniform(1, 3), n - pilots)
    return np.concatenate([first, bulk])


def contagion(rng: np.random.Generator, n: int, length: float) -> Days:
    """Each unit learns from those that are live: the chance grows with their number."""
    live = np.arange(1, n)
    rate = (live + rng.uniform(0.2, 2)) * (n - live)
    gaps = rng.exponential(1, n - 1) / rate
    days = np.concatenate([[0.0], np.cumsum(gaps)])
    return np.asarray(length * days / days[-1])


def teams(rng: np.random.Generator, n: int, length: float) -> Days:
    """A few teams, each of which installs one unit after another, of very unequal effort."""
    count = int(rng.integers(1, 6))
    free = rng.uniform(0, 1, count)
    days = np.empty(n)
    for unit in range(n):
        team = int(free.argmin())
        free[team] += rng.lognormal(0, 0.7)
        days[unit] = free[team]
    return np.asarray(length * days / days.max())


def year_end_rush(rng: np.random.Generator, n: int, length: float) -> Days:
    """A slow trickle and a rush before each yearly deadline, until all are done."""
    years = max(1, round(length / 365))
    year = rng.integers(0, years, n)
    within = np.where(rng.uniform(size=n) < 0.7, rng.beta(8, 1, n), rng.uniform(size=n))
    return np.asarray(365.0 * (year + within), dtype=np.float64)


def wandering(rng: np.random.Generator, n: int, length: float) -> Days:
    """A rate that wanders up and down without any plan."""
    steps = 200
    rate = np.exp(np.cumsum(rng.normal(0, rng.uniform(0.05, 0.25), steps)))
    done = np.cumsum(rate) / rate.sum()
    level = np.sort(rng.uniform(0, 1, n))
    return np.asarray(length * np.interp(level, done, np.linspace(0, 1, steps)))


DESIGN_SHAPES: dict[str, Shape] = {
    "sigmoid": sigmoid,
    "waves": waves,
    "linear": linear,
    "stalled": stalled,
    "accelerating": accelerating,
    "early_finish": early_finish,
    "late_tail": late_tail,
}

HELD_OUT_SHAPES: dict[str, Shape] = {
    "pilot_then_bulk": pilot_then_bulk,
    "contagion": contagion,
    "teams": teams,
    "year_end_rush": year_end_rush,
    "wandering": wandering,
}


def regions(rng: np.random.Generator, n: int, length: float) -> Days:
    """Region after region, each with its own slow start and end, the regions overlapping."""
    count = int(rng.integers(2, 6))
    region = rng.integers(0, count, n)
    opened = region / count + rng.uniform(-0.05, 0.05, count)[region]
    return np.asarray(length * (opened + rng.beta(3, 3, n) * rng.uniform(0.8, 1.6) / count))


def fits_and_starts(rng: np.random.Generator, n: int, length: float) -> Days:
    """Short bursts and long pauses, each of a length of its own."""
    pieces = int(rng.integers(3, 9))
    burst, pause = rng.exponential(1, pieces), rng.exponential(1, pieces)
    worked = np.cumsum(burst)
    place = np.sort(rng.uniform(0, worked[-1], n))
    paused = np.concatenate([[0.0], np.cumsum(pause)])[np.searchsorted(worked, place)]
    days = place + paused
    return np.asarray(length * days / days[-1])


def each_at_its_own_pace(rng: np.random.Generator, n: int, length: float) -> Days:
    """All start together and finish when they do: effort differs from unit to unit."""
    days = rng.gamma(rng.uniform(1.5, 8), 1, n)
    return np.asarray(length * days / days.max())


def scramble(rng: np.random.Generator, n: int, length: float) -> Days:
    """A steady trickle, then most units in the last weeks before the end."""
    late = rng.uniform(size=n) < rng.uniform(0.3, 0.7)
    return np.asarray(length * np.where(late, rng.uniform(0.85, 1, n), rng.uniform(0, 0.9, n)))


FRESH_SHAPES: dict[str, Shape] = {
    "regions": regions,
    "fits_and_starts": fits_and_starts,
    "each_at_its_own_pace": each_at_its_own_pace,
    "scramble": scramble,
}
"""Shapes written when the prior of shapes was fixed, so that it cannot be fitted to them."""

SHAPES: dict[str, Shape] = {**DESIGN_SHAPES, **HELD_OUT_SHAPES, **FRESH_SHAPES}
