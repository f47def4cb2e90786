"""How long effects take: one measure and initiative with 999 draws, and every question at once.

Rests on one assumption: the demo store, made for the purpose, has as many boroughs and months as
a live one. Run: python benchmarks/impact.py [STORE]
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from cjdata.analysis.impact.batch import impacts
from cjdata.analysis.impact.verdict import impact
from cjdata.analysis.known_at import calendar
from cjdata.demo.store import make_demo_store
from cjdata.ledger import Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from cjdata.stats.staggered import aggregate, group_time_effects
from cjdata.stats.staggered.simulation import RolloutDesign, simulate_rollout

TIMES = 5


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
        store = Store.open(given) if given else make_demo_store(Path(folder) / "demo")
        reader, catalogue = Reader.open(store), ground_of(store).catalogue
        day = calendar(reader, catalogue, demo=True, today=dt.date.today()).latest
        measure = catalogue.measures["T05"]
        initiative = catalogue.initiatives["lawyers-at-point-of-charge"]
        panel = simulate_rollout(RolloutDesign.ONES_AND_TWOS, "constant", seed=1).panel
        _print("group-time effects and event times, 999 draws", _best(lambda: _effects(panel)))
        one = _best(lambda: impact(reader, catalogue, measure, initiative, day, demo=True))
        _print("one measure and initiative with every check, 999 draws", one)
        started, cpu = time.perf_counter(), time.process_time()
        found = impacts(reader, catalogue, day, demo=True)
        took = (time.perf_counter() - started, time.process_time() - cpu)
        _print(f"{len(found.found)} questions, {found.estimated} estimated", took)


def _effects(panel) -> None:
    effects = group_time_effects(
        panel, outcome="outcome", unit="unit", period="period", first_treated="first_treated",
        control="not_yet", draws=999, seed=1,
    )  # fmt: skip
    aggregate(effects, "dynamic")


def _best(run) -> tuple[float, float]:
    """The quickest of some runs: seconds on the clock and of the processors."""
    found = []
    for _ in range(TIMES):
        started, cpu = time.perf_counter(), time.process_time()
        run()
        found.append((time.perf_counter() - started, time.process_time() - cpu))
    return min(found)


def _print(what: str, took: tuple[float, float]) -> None:
    print(f"{what}: {took[0]:.2f} s ({took[1]:.2f} s of processor)")


if __name__ == "__main__":
    main()
