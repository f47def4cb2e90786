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


def measured(port: int, page: Page, blocks: int, reruns: int) -> tuple[Cost, Cost, Cost]:
    """Costs of the page on fresh views, on a repeated one, and of the empty page between."""
    fresh_views = views(page)
    with session(port) as empty, session(port) as fresh, session(port) as again:
        same = next(fresh_views)
        least = empty.visit("", empty="1").elements
        if again.visit(page.address, **same).elements <= least:
            raise SystemExit(f"/{page.address} shows nothing: is it in the registry of app.py?")
        runs: tuple[Callable[[], Visit], ...] = (
            lambda: fresh.visit(page.address, **next(fresh_views)),
            lambda: again.visit(page.address, **same),
            lambda: empty.visit("", empty="1"),
        )
        found = [[block(run, reruns) for run in runs] for _ in range(blocks)]
    fresh_cost, again_cost, empty_cost = (Cost(tuple(c)) for c in zip(*found, strict=True))
    return fresh_cost, again_cost, empty_cost


def line(page: Page, fresh: Cost, again: Cost, empty: Cost) -> str:
    costs = "".join(f"{1000 * cost.median:>10.1f}" for cost in (empty, fresh, again))
    ratios = (fresh.median / empty.median, again.median / empty.median)
    within = ratios[0] <= FRESH_LIMIT and ratios[1] <= REPEATED_LIMIT
    sign = "" if within else "  above the limit"
    return f"/{page.address:<26}{costs}{ratios[0]:>9.2f}{ratios[1]:>10.2f}{sign}"


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
            out("milliseconds a rerun           empty     fresh  repeated  fresh/e  repeated/e\n")
            for page in asked:
                out(line(page, *measured(served.port, page, chosen.blocks, chosen.reruns)) + "\n")
    out(f"limits: {FRESH_LIMIT} on a fresh view, {REPEATED_LIMIT} on a repeated one\n")


if __name__ == "__main__":
    main()
