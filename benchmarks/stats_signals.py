"""Time the signals of 32 units x 50 measures x 36 months.

It rests on seeded proportions of 3 to 300 cases a month, with a season, a wander and missing
months, which no shortcut can skip. Run it from the repository: python -m benchmarks.stats_signals
"""

import sys
import time

from benchmarks.machine import described
from cjdata.stats.signals import latest_signals
from cjdata.stats.signals.simulation import World, kinds_of, simulated

ALLOWED = 1.0
ROUNDS = 5


def main() -> None:
    world = World(measures=50)
    frame, kinds = simulated(world, 2003), kinds_of(world)
    seconds = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        found = latest_signals(frame, kinds=kinds)
        seconds.append(time.perf_counter() - begun)
    sys.stdout.write(
        f"{described()}\n"
        f"32 units x 50 measures x 36 months: best {min(seconds):.2f} s, "
        f"worst {max(seconds):.2f} s of {ROUNDS} (allowed {ALLOWED:.0f} s)\n"
        f"looked at {found.looked_at}, at 5% {found.at_level} "
        f"(chance: {found.expected_by_chance:.0f}), called {found.called}\n"
    )


if __name__ == "__main__":
    main()
