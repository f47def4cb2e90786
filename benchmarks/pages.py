"""What each page's rerun costs, as a multiple of an empty Streamlit page's in the same process.

Rests on blocks of reruns that follow one another without a pause, pages and empty page in turn,
so that the garbage collection after a run is counted and other work on the machine hits both.
Run it from the repository: python -m benchmarks.pages
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.client import Visit, session
from benchmarks.machine import described
from benchmarks.registry import PAGES, Page, views
from benchmarks.server import Served, serving, until_quiet
from cjdata.demo.store import make_demo_store

FRESH_LIMIT, REPEATED_LIMIT, START_LIMIT = 2.5, 1.2, 3.0
"""What DESIGN asks for: two ratios, and seconds to the first page."""
APART = 12
"""Days between two views of which each rests on other returns than the one before."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of one rerun: the mean of each block, in the order in which they were run."""

    blocks: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.blocks)


def block(visit: Callable[[], Visit], reruns: int) -> float:
    """Mean seconds of reruns that follow one another."""
    begun = time.perf_counter()
    for _ in range(reruns):
        found = visit()
        if found.exceptions:
            raise SystemExit("a page showed an exception: its time says nothing")
    return (time.perf_counter() - begun) / reruns


@dataclass(frozen=True, slots=True)
class Costs:
    """Of a page on fresh views a day apart, on such whose returns are others, on a repeated view;
    and of the empty page between them."""

    fresh: Cost
    other: Cost
    again: Cost
    empty: Cost


def measured(port: int, page: Page, blocks: int, reruns: int) -> Costs:
    fresh_views = views(page)
    other_views = views(page, blocks * reruns + APART, APART)
    with session(port) as empty, session(port) as fresh, session(port) as again:
        same = next(fresh_views)
        least = empty.visit("", empty="1").elements
        if again.visit(page.address, **same).elements <= least:
            raise SystemExit(f"/{page.address} shows nothing: is it in the registry of app.py?")
        runs: tuple[Callable[[], Visit], ...] = (
            lambda: fresh.visit(page.address, **next(fresh_views)),
            lambda: fresh.visit(page.address, **next(other_views)),
            lambda: again.visit(page.address, **same),
            lambda: empty.visit("", empty="1"),
        )
        found = [[block(run, reruns) for run in runs] for _ in range(blocks)]
    return Costs(*(Cost(tuple(cost)) for cost in zip(*found, strict=True)))


def line(page: Page, costs: Costs) -> str:
    kinds = (costs.fresh, costs.other, costs.again)
    shown = "".join(f"{1000 * cost.median:>9.1f}" for cost in (costs.empty, *kinds))
    ratios = [cost.median / costs.empty.median for cost in kinds]
    limits = (FRESH_LIMIT, FRESH_LIMIT, REPEATED_LIMIT)
    within = all(ratio <= limit for ratio, limit in zip(ratios, limits, strict=True))
    sign = "" if within else "  above the limit"
    return f"/{page.address:<26}{shown}  {''.join(f'{ratio:>8.2f}' for ratio in ratios)}{sign}"


def first_page(served: Served) -> float:
    """Seconds from the start of the process to the first finished page."""
    with session(served.port) as first:
        first.visit("")
    return time.perf_counter() - served.begun


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--blocks", type=int, default=5)
    options.add_argument("--reruns", type=int, default=10, help="in each block")
    options.add_argument("--store", type=Path, help="by default a demo store made for this")
    options.add_argument("--page", help="one address instead of all")
    chosen = options.parse_args()
    asked = [page for page in PAGES if chosen.page in (None, page.address)]
    out = sys.stdout.write
    out(f"{described()}\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        store = chosen.store.resolve() if chosen.store else make_demo_store(folder / "demo").root
        for name in ("warming", "served"):
            (folder / name).mkdir()
        with serving(folder / "warming", store) as served:  # the disk, and compiled modules
            first_page(served)
        with serving(folder / "served", store) as served:
            start = first_page(served)
            out(
                f"process start to the first finished page: {start:.1f} s (at most {START_LIMIT})\n"
            )
            until_quiet(served.process)
            heads = "".join(f"{head:>9}" for head in ("empty", "fresh", "other", "repeated"))
            out(f"{'milliseconds a rerun':<27}{heads}  as multiples of the empty page's\n")
            for page in asked:
                out(line(page, measured(served.port, page, chosen.blocks, chosen.reruns)) + "\n")
    out(f"limits: {FRESH_LIMIT} on a fresh view, {REPEATED_LIMIT} on a repeated one\n")


if __name__ == "__main__":
    main()
