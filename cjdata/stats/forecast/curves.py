"""A wide prior over the shape of a rollout, as seeded draws.

Assumption: up to its length a rollout is a smooth curve (slow, even, S-shaped or accelerating) on
which waves, a stall, a rush and a tail of stragglers may lie, each of unknown size.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

FAMILIES = (0.3, 0.15, 0.25, 0.3)
"""Prior chances of the four kinds of base curve: bent, S-shaped, growing, in waves."""


def seeded_profiles(seed: int, draws: int, n: int) -> tuple[Array, np.random.Generator]:
    """Profiles of a seed, which must not be changed, and the generator as it stood after them.

    They know nothing of any record: drawn once, they serve every forecast of as many units.
    """
    profiles, state = _seeded(seed, draws, n)
    rng = np.random.default_rng(seed)
    rng.bit_generator.state = state
    return profiles, rng


@lru_cache(maxsize=4)
def _seeded(seed: int, draws: int, n: int) -> tuple[Array, Any]:
    rng = np.random.default_rng(seed)
    profiles = draw_profiles(rng, draws, n)
    profiles.setflags(write=False)
    return profiles, rng.bit_generator.state


def draw_profiles(rng: np.random.Generator, draws: int, n: int) -> Array:
    """(draws, n) go-live times in order, the first at 0 and the last at 1."""
    level = _levels(rng, draws, n)
    times = _scaled(_base(rng, level))
    times = _with_stall(rng, times)
    times = _with_rush(rng, times)
    times = _with_tail(rng, times)
    return _scaled(times)


def _scaled(times: Array) -> Array:
    times = times - times[:, :1]
    return np.asarray(times / np.maximum(times[:, -1:], 1e-9))


def _levels(rng: np.random.Generator, draws: int, n: int) -> Array:
    """Points of [0, 1] in order, between evenly spaced and purely random."""
    even = (np.arange(n) + 0.5) / n
    chance = np.sort(rng.uniform(0, 1, (draws, n)), axis=1)
    share = rng.uniform(0, 1, (draws, 1))
    return np.asarray(share * even + (1 - share) * chance)


def _base(rng: np.random.Generator, level: Array) -> Array:
    """Quantiles of a curve of one of four kinds, the kind drawn afresh for each draw."""
    kind = rng.choice(4, (len(level), 1), p=FAMILIES)
    kinds = [_bent(rng, level), _s_shaped(rng, level), _growing(rng, level), _in_waves(rng, level)]
    return np.asarray(np.select([kind == place for place in range(4)], kinds))


def _bent(rng: np.random.Generator, level: Array) -> Array:
    """Kumaraswamy curves: even, S-shaped, accelerating or slowing."""
    a = np.exp(rng.normal(0.3, 0.45, (len(level), 1)))
    b = np.exp(rng.normal(0.1, 0.45, (len(level), 1)))
    inner = -np.expm1(np.log1p(-np.clip(level, 0, 1 - 1e-9)) / b)
    return np.asarray(np.power(inner, 1 / a))


def _s_shaped(rng: np.random.Generator, level: Array) -> Array:
    """Logistic curves, cut where a finite rollout ends."""
    edge = np.exp(rng.uniform(np.log(0.003), np.log(0.1), (len(level), 1)))
    inside = edge + (1 - 2 * edge) * level
    return np.asarray(np.log(inside / (1 - inside)))


def _growing(rng: np.random.Generator, level: Array) -> Array:
    """A rate that grows by the same factor in each equal time."""
    growth = rng.uniform(0.5, 5, (len(level), 1))
    return np.asarray(np.log1p(level * np.expm1(growth)) / growth)


def _in_waves(rng: np.random.Generator, level: Array, most: int = 9) -> Array:
    """Two to nine waves of uneven size at uneven gaps; they may run into one another."""
    draws = len(level)
    count = rng.integers(2, most + 1, (draws, 1))
    exists = np.arange(most) < count
    size = np.where(exists, rng.gamma(3, 1, (draws, most)), 0)
    size *= np.arange(1, most + 1) ** rng.uniform(-0.3, 1, (draws, 1))
    upto = np.cumsum(size, axis=1) / size.sum(axis=1, keepdims=True)
    start = np.cumsum(rng.lognormal(0, 0.5, (draws, most)), axis=1)
    spread = rng.uniform(0.02, 0.9, (draws, 1))
    times = np.zeros_like(level)
    before = np.zeros((draws, 1))
    for wave in range(most):
        here = (level > before) & (level <= upto[:, wave : wave + 1])
        share = (level - before) / np.maximum(upto[:, wave : wave + 1] - before, 1e-9)
        times = np.where(here, start[:, wave : wave + 1] + spread * share, times)
        before = upto[:, wave : wave + 1]
    return np.sort(times, axis=1)


def _with_stall(rng: np.random.Generator, times: Array, chance: float = 0.12) -> Array:
    draws = len(times)
    place = rng.uniform(0.02, 0.98, (draws, 1))
    length = rng.gamma(2, 0.2, (draws, 1))
    length = np.where(rng.uniform(size=(draws, 1)) < chance, length, 0.0)
    return np.where(times > place, times + length, times)


def _with_rush(rng: np.random.Generator, times: Array, chance: float = 0.25) -> Array:
    draws = len(times)
    place = rng.uniform(0.15, 0.85, (draws, 1))
    speed = rng.uniform(0.02, 0.6, (draws, 1))
    speed = np.where(rng.uniform(size=(draws, 1)) < chance, speed, 1.0)
    return np.where(times > place, place + speed * (times - place), times)


def _with_tail(rng: np.random.Generator, times: Array, chance: float = 0.07) -> Array:
    """The last few units stretched out beyond the others."""
    draws, n = times.shape
    share = rng.beta(1, 8, (draws, 1))
    tail = np.maximum(1, np.rint(share * n))
    place = np.maximum(0, np.arange(n) - (n - 1 - tail)) / tail
    length = np.exp(rng.normal(-1.2, 0.8, (draws, 1)))
    length = np.where(rng.uniform(size=(draws, 1)) < chance, length, 0.0)
    return np.asarray(times + length * place ** rng.uniform(0.6, 2, (draws, 1)))
