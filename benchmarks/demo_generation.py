"""How long the illustrative returns take to make, and how much of them there is.

Run from the checkout: python -m benchmarks.demo_generation
"""

from __future__ import annotations

import statistics
import time

from cjdata.definitions import load, load_record
from cjdata.demo.arrivals import DemoFile
from cjdata.demo.generate import demo_files

RUNS = 5


def main() -> None:
    catalogue, events = load(), load_record()
    seconds = []
    files: list[DemoFile] = []
    for _ in range(RUNS):
        start = time.perf_counter()
        files = demo_files(catalogue, events)
        seconds.append(time.perf_counter() - start)
    rows = sum(file.data.count(b"\n") - 1 for file in files)
    size = sum(len(file.data) for file in files) / 1e6
    print(f"first run      {seconds[0]:6.2f} s")
    print(f"median of {RUNS}    {statistics.median(seconds):6.2f} s")
    print(f"files          {len(files):6d}")
    print(f"rows           {rows:6d}   ({size:.1f} MB)")


if __name__ == "__main__":
    main()
