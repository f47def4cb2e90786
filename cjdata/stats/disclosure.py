"""Which counts to withhold so that no small one can be read, or worked out from those printed.

It rests on the reader knowing that counts are whole and not below nought, everything that is
printed, and which counts add up to which. A small count is safe while at least five values remain
possible for it. Withheld are first the small counts themselves, then others until that holds.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

SMALLEST_PRINTED = 5
"""Counts from 1 to one less than this are withheld; nought is printed."""
NARROWEST = 4
"""Least distance between the lowest and the highest value that a withheld small count may have."""
NEAR = 1e-6


@dataclass(frozen=True, slots=True)
class Sum:
    """One count that is the sum of others, by name."""

    total: str
    parts: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is not printed, and between which values each small count can lie for a reader."""

    names: frozenset[str]
    ranges: Mapping[str, tuple[float, float]]


def is_small(count: float) -> bool:
    return 0 < count < SMALLEST_PRINTED


def withhold(
    counts: Mapping[str, int],
    sums: Sequence[Sum] = (),
    *,
    never_printed: Collection[str] = (),
    exempt: Collection[str] = (),
) -> Withheld:
    """The names to leave out of `counts` so that every small one is safe.

    `never_printed` names counts that stand in no table but that a reader can reach through
    `sums`: what a total leaves over, for instance. `exempt` counts are printed whatever they are.
    Raises ValueError on a sum that does not hold, and where exempt counts alone give a small one
    away.
    """
    _check(counts, sums)
    small = [n for n, count in counts.items() if is_small(count) and n not in exempt]
    printed = set(counts) - set(never_printed)
    withheld = {n for n in small if n in printed}
    while True:
        unknown = withheld | set(never_printed)
        ranges = {name: possible(name, counts, sums, unknown) for name in small}
        narrow = [name for name, (low, high) in ranges.items() if high - low < NARROWEST]
        if not narrow:
            return Withheld(frozenset(withheld), ranges)
        more = _next(narrow[0], counts, sums, unknown, printed - withheld - set(exempt))
        if more is None:
            raise ValueError(f"'{narrow[0]}' cannot be protected: leave out what adds up to it")
        withheld.add(more)


def possible(
    name: str, counts: Mapping[str, int], sums: Sequence[Sum], unknown: Collection[str]
) -> tuple[float, float]:
    """The lowest and highest whole value of a count for a reader who knows all but `unknown`."""
    if name not in unknown:
        return float(counts[name]), float(counts[name])
    joined, used = _reach(name, sums, unknown)
    if not used:
        return 0.0, math.inf
    place = {n: i for i, n in enumerate(joined)}
    matrix, right = np.zeros((len(used), len(joined))), np.zeros(len(used))
    for row, one in enumerate(used):
        for sign, n in ((-1.0, one.total), *((1.0, part) for part in one.parts)):
            if n in place:
                matrix[row, place[n]] += sign
            else:
                right[row] -= sign * counts[n]
    from scipy.optimize import linprog  # noqa: PLC0415  # for papers alone, and takes long to load

    aim = np.zeros(len(joined))
    aim[place[name]] = 1.0
    low = linprog(aim, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
    high = linprog(-aim, A_eq=matrix, b_eq=right, bounds=(0, None), method="highs")
    highest = math.floor(-high.fun + NEAR) if high.status == 0 else math.inf
    return float(math.ceil(low.fun - NEAR)), float(highest)


def _reach(name: str, sums: Sequence[Sum], unknown: Collection[str]) -> tuple[list[str], list[Sum]]:
    """The unknown counts that hang together with one through sums, nearest first."""
    joined, used, ahead = [name], [], [name]
    while ahead:
        here = ahead.pop(0)
        for one in sums:
            if here in one.names and one not in used:
                used.append(one)
                new = [n for n in one.names if n in unknown and n not in joined]
                joined += new
                ahead += new
    return joined, used


def _next(
    name: str,
    counts: Mapping[str, int],
    sums: Sequence[Sum],
    unknown: Collection[str],
    may_go: Collection[str],
) -> str | None:
    """The printed count to withhold next: in the nearest sum, the smallest but nought first."""
    _, used = _reach(name, sums, unknown)
    for one in used:
        candidates = [n for n in one.names if n in may_go]
        if candidates:
            return min(candidates, key=lambda n: (counts[n] == 0, counts[n], n))
    return None


def _check(counts: Mapping[str, int], sums: Iterable[Sum]) -> None:
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"'{one.total}' is not the sum of its parts")
