"""Time the XmR charts of 10,000 series of 60 months.

It rests on seeded normal values with one month in fifty missing, which no shortcut can skip.
Run it from the repository: python -m benchmarks.stats_xmr
"""

import os
import sys
import time

import numpy as np

from cjdata.stats.xmr import xmr_chart, xmr_many

SERIES, MONTHS, LONE_CHARTS = 10_000, 60, 100


def seeded_grid() -> np.ndarray:
    """SERIES rows of MONTHS values."""
    chance = np.random.default_rng(2003)
    grid = chance.normal(60, 8, (SERIES, MONTHS))
    grid[chance.random(grid.shape) < 0.02] = np.nan
    return grid


def main() -> None:
    grid = seeded_grid()
    begun = time.perf_counter()
    many = xmr_many(grid, improvement="increase", target=65.0, rebase=[30])
    together = time.perf_counter() - begun
    begun = time.perf_counter()
    for row in grid[:LONE_CHARTS]:
        xmr_chart(row, target=65.0, rebase=[30])
    alone = (time.perf_counter() - begun) / LONE_CHARTS
    called = float(np.mean(many.variation != "common_cause"))
    sys.stdout.write(
        f"cores: {os.cpu_count()}\n"
        f"{SERIES} series of {MONTHS} months with one rebase: {together:.2f} s\n"
        f"one chart with its frame: {1000 * alone:.2f} ms\n"
        f"last points called without any change: {called:.1%}\n"
    )


if __name__ == "__main__":
    main()
