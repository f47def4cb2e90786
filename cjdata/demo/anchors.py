"""The published London rates that the illustrative trials returns meet, and how they do.

The rates are aimed at the published path before anything is drawn. What chance then leaves
over, a few dozen listings in a quarter of thousands, is moved between ineffective and effective
by a fixed rule, so that the quarter prints the published digit and no other quarter leaves the
range between the published points.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cjdata.demo.shape import INEFFECTIVE_SEASON_POINTS
from cjdata.domain.periods import parse_month

SOURCE = "Hansard, written answers, 22 March 2005, Ineffective Trials"
QUARTER = 3

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A published ineffective-trial rate of London: three months to `last`."""

    last: str
    rate: float

    @property
    def last_month(self) -> int:
        return parse_month(self.last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where London's ineffective rate goes: published ends, invented knots between them."""

    anchors: tuple[Anchor, Anchor]
    """First and last published point; the first may lie before the first return."""
    knots: tuple[tuple[str, float], ...]
    season: float
    """How strong the seasons are, as a share of `INEFFECTIVE_SEASON_POINTS`."""

    @property
    def lowest(self) -> float:
        return min(a.rate for a in self.anchors)

    @property
    def highest(self) -> float:
        return max(a.rate for a in self.anchors)

    def windows(self, months: NDArray[np.int64]) -> list[tuple[slice, float]]:
        """The anchored quarters within the months, as columns and published rate."""
        first = int(months[0])
        starts = [(a.last_month - QUARTER + 1 - first, a.rate) for a in self.anchors]
        return [(slice(s, s + QUARTER), rate) for s, rate in starts if s >= 0]

    def aim(self, months: NDArray[np.int64]) -> NDArray[np.float64]:
        """The rate aimed at in each month, per cent: path and season."""
        at = [parse_month(text) for text, _ in self.knots]
        level = np.interp(months, at, [rate for _, rate in self.knots])
        season = self.season * np.array(INEFFECTIVE_SEASON_POINTS)[months % 12]
        for window, _ in self.windows(months):
            season[window] -= season[window].mean()
        return level + season


PATHS = {
    "magistrates": Path(
        anchors=(Anchor(last="2002-06", rate=39.8), Anchor(last="2005-01", rate=28.7)),
        knots=(
            ("2002-06", 39.8), ("2002-08", 38.7), ("2003-04", 36.9), ("2003-12", 34.2),
            ("2004-06", 31.3), ("2004-10", 29.5), ("2004-11", 28.7), ("2005-01", 28.7),
            ("2005-02", 29.4),
        ),
        season=1.0,
    ),
    "crown": Path(
        anchors=(Anchor(last="2001-06", rate=25.7), Anchor(last="2005-01", rate=15.7)),
        knots=(
            ("2002-04", 24.2), ("2003-04", 22.6), ("2003-12", 20.1), ("2004-06", 17.6),
            ("2004-10", 17.0), ("2004-11", 15.7), ("2005-01", 15.7), ("2005-02", 16.8),
        ),
        season=0.6,
    ),
}  # fmt: skip


def settle(
    path: Path, months: NDArray[np.int64], *, listed: Counts, cracked: Counts, ineffective: Counts
) -> Counts:
    """Ineffective trials (cells x months) moved as little as the published points demand.

    Anchored quarters come first, over their three months. Every other quarter outside the
    range is then brought to its edge, oldest first, in its newest month that is not anchored.
    """
    settled, most = ineffective.copy(), listed - cracked
    free = np.ones(len(months), dtype=bool)
    for window, rate in path.windows(months):
        free[window] = False
        wanted = wanted_count(path, rate, int(listed[:, window].sum()))
        _move(settled[:, window], most[:, window], wanted - int(settled[:, window].sum()))
    for last in range(QUARTER - 1, len(months)):
        window = slice(last - QUARTER + 1, last + 1)
        open_months = np.flatnonzero(free[window])
        if not len(open_months):
            continue
        total, count = int(listed[:, window].sum()), int(settled[:, window].sum())
        least, largest = math.ceil(path.lowest * total / 100), int(path.highest * total / 100)
        month = slice(window.start + int(open_months[-1]), window.start + int(open_months[-1]) + 1)
        _move(settled[:, month], most[:, month], min(max(count, least), largest) - count)
    return settled


def wanted_count(path: Path, rate: float, total: int) -> int:
    """The count nearest a published rate on the inner side of the range."""
    return (math.ceil if rate == path.lowest else math.floor)(rate * total / 100)


def _move(ineffective: Counts, most: Counts, change: int) -> None:
    """Spreads a change over the cells in place, each by its room, largest remainder first."""
    room = (most - ineffective if change > 0 else ineffective).ravel()
    share = abs(change) * room / max(int(room.sum()), 1)
    steps = np.floor(share).astype(np.int64)
    left = abs(change) - int(steps.sum())
    steps[np.argsort(steps - share, kind="stable")[:left]] += 1
    ineffective += np.sign(change) * steps.reshape(ineffective.shape)
