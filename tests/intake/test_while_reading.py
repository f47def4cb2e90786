"""Loading disturbs nobody who reads, in the same process or in another one."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

from cjdata.analysis.figures.figures import figures
from cjdata.domain.periods import Period
from cjdata.ledger import Store
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.conftest import REPOSITORY
from tests.stores import TODAY, day, load, trials

PUBLICATIONS = 10
MONTH = Period.parse("2003-10")
READ = """
import sys
import time
from pathlib import Path
from cjdata.domain.periods import Period
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
import datetime as dt
store = Store.open(Path(sys.argv[1]))
print("ready", flush=True)
reads, last = 0, 0
while last < int(sys.argv[2]):
    reader = Reader.open(store)
    found = reader.figures(["T04"], ["lambeth"], [Period.parse("2003-10")], dt.date.today())
    seen = found.iloc[0]["numerator"]
    assert seen == reader.head.seq, (seen, reader.head)
    assert seen >= last, "a reader never goes back"
    reads, last = reads + 1, int(seen)
    time.sleep(float(sys.argv[3]))
print(reads)
"""
BREATH = 0.1
"""Seconds between two looks of the other process: without them readers leave no time to write."""
BREATHS = 4
"""As many between two looks of a thread, of which there are four."""


def test_ten_publications_while_figures_are_read(store: Store):
    """Entry n says n effective trials: every answer must be that of one whole snapshot."""
    publish(store, 1)
    catalogue = ground_of(store).catalogue
    stop = threading.Event()

    def read() -> list[int]:
        seen = []
        while not stop.is_set():
            reader = Reader.open(store)
            for _ in range(3):
                frame = figures(
                    reader, catalogue, measures=["T04", "T05"], units=["lambeth", "mps"],
                    periods=[MONTH], known_at=TODAY,
                )  # fmt: skip
                assert frame.iloc[0]["numerator"] == reader.head.seq
            seen.append(reader.head.seq)
            stop.wait(BREATHS * BREATH)
        return seen

    other = subprocess.Popen(
        [sys.executable, "-c", READ, str(store.root), str(PUBLICATIONS), str(BREATH)],
        cwd=REPOSITORY, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert other.stdout is not None
    assert other.stdout.readline() == "ready\n"
    with ThreadPoolExecutor(4) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        try:
            for number in range(2, PUBLICATIONS + 1):
                publish(store, number)
        finally:
            stop.set()
        seen = [reader.result() for reader in readers]
    told, trouble = other.communicate(timeout=60)
    assert trouble == ""
    assert int(told) > PUBLICATIONS / 2
    for heads in seen:
        assert heads == sorted(heads), "nobody ever saw an older snapshot again"
    assert len({head for heads in seen for head in heads}) > PUBLICATIONS / 2


def publish(store: Store, number: int) -> None:
    outcome = load(store, *trials("lambeth", "2003-10", number, 5, 5), known_on=day("2003-11-10"))
    assert outcome.entry == number
