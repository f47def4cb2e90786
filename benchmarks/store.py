"""Making the demo store, loading one return on top of ten years, and answering with one figure.

The ten years are the illustrative returns as first sent, told again for later years: as many
rows, units and collections as a real store of that age would hold.
Run it from the repository: python -m benchmarks.store
"""

from __future__ import annotations

import datetime as dt
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from statistics import median

import pandas as pd

from benchmarks.machine import described
from cjdata.analysis.figures.figures import figures
from cjdata.definitions import load, load_record
from cjdata.demo.arrivals import DemoFile
from cjdata.demo.generate import demo_files
from cjdata.demo.store import make_demo_store
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period, first_day, month_of, month_text, parse_month
from cjdata.intake.examination import Examined, examine
from cjdata.intake.returns import load_files, load_in_bulk
from cjdata.ledger import Store, StoreKind
from cjdata.snapshot.reader import Reader

YEARS, YEARS_TOLD = 10, 3
"""How much a store shall hold, and what the generator tells in one go."""
MEASURE, COLLECTION = "T05", "trials-magistrates"
LOADS, ANSWERS = 10, 200
DEMO_LIMIT, LOAD_LIMIT, ANSWER_LIMIT = 10.0, 1.0, 0.010
"""Seconds that DESIGN allows."""

FIRST_SENT = re.compile(r"-(\d{4}-\d{2})\.csv$")
MONTH = re.compile(rb"\d{4}-\d{2}")


def timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def moved(file: DemoFile, months: int) -> DemoFile:
    """The same file, told of a month that much later."""

    def later(match: re.Match[bytes]) -> bytes:
        return month_text(parse_month(match[0].decode()) + months).encode()

    month, day = month_of(file.known_on) + months, min(file.known_on.day, 28)
    return DemoFile(
        name=MONTH.sub(later, file.name.encode()).decode(),
        known_on=first_day(month).replace(day=day),
        collection=file.collection,
        data=MONTH.sub(later, file.data),
    )


def many_years(told: list[DemoFile]) -> list[DemoFile]:
    """The monthly files of ten years and of one year more, the oldest first."""
    monthly = [file for file in told if FIRST_SENT.search(file.name)]
    again = range(0, 12 * (YEARS + 1), 12 * YEARS_TOLD)
    files = [moved(file, months) for months in again for file in monthly]
    return sorted(files, key=lambda file: file.known_on)


def filled(root: Path, files: list[DemoFile], catalogue: Catalogue) -> Store:
    """A store that holds these files."""
    store = Store.create(root, StoreKind.DEMO)

    def examined() -> Iterator[Examined]:
        for file in files:
            yield examine(
                None,
                catalogue,
                (file.name, file.data),
                known_on=file.known_on,
                today=dt.date.today(),
            )

    load_in_bulk(store, examined(), by="benchmark", clock=dt.time(9))
    return store


def of_one_unit(file: DemoFile, unit: str) -> bytes:
    heading, *lines = file.data.splitlines(keepends=True)
    return heading + b"".join(line for line in lines if line.startswith(f"{unit},".encode()))


def month_told(file: DemoFile) -> int:
    found = FIRST_SENT.search(file.name)
    assert found
    return parse_month(found[1])


def load_one(store: Store, catalogue: Catalogue, file: DemoFile, unit: str) -> None:
    """Check one return, accept it, and see its figure: what a clerk waits for."""
    name = f"{unit}-{file.name}"
    (outcome,) = load_files(
        store, [(name, of_one_unit(file, unit))], by="benchmark", known_on=file.known_on
    )
    reader = Reader.open(store)
    shown = one_figure(reader, catalogue, unit, month_told(file), dt.date.today())
    if not outcome.accepted or shown["state"].iloc[0] != "value":
        raise SystemExit(f"{name} was not accepted: {outcome.faults[:1]}")


def one_figure(
    reader: Reader, catalogue: Catalogue, unit: str, month: int, known_at: dt.date
) -> pd.DataFrame:
    return figures(
        reader,
        catalogue,
        measures=[MEASURE],
        units=[unit],
        periods=[Period(month, month)],
        known_at=known_at,
    )


def report(what: str, seconds: float, limit: float) -> None:
    shown = f"{seconds:.2f} s" if limit >= 1 else f"{1000 * seconds:.1f} ms"
    allowed = f"{limit:g} s" if limit >= 1 else f"{1000 * limit:g} ms"
    sign = "" if seconds <= limit else ", above the limit"
    sys.stdout.write(f"{what:<52}{shown:>10} (at most {allowed}{sign})\n")
    sys.stdout.flush()


def measure_old_store(root: Path, catalogue: Catalogue) -> None:
    """Loads into a store of ten years, and figures out of it."""
    files = many_years(demo_files(catalogue, load_record(catalogue=catalogue)))
    next_month = parse_month("2002-04") + 12 * YEARS
    past = [file for file in files if month_told(file) < next_month]
    store = filled(root, past, catalogue)
    size = sum(path.stat().st_size for path in store.snapshots.iterdir()) / 1e6
    sys.stdout.write(f"a store of {YEARS} years: {len(past)} files, snapshot {size:.0f} MB\n")

    to_come = next(
        file for file in files if file.collection == COLLECTION and month_told(file) == next_month
    )
    boroughs = [unit.id for unit in catalogue.boroughs]
    loads = [timed(partial(load_one, store, catalogue, to_come, unit)) for unit in boroughs[:LOADS]]
    report("one return checked, accepted and visible, median", median(loads), LOAD_LIMIT)

    reader = Reader.open(store)
    answers = []
    for n in range(ANSWERS):
        unit, month = boroughs[n % len(boroughs)], next_month - 1 - n % 60
        known_at = first_day(next_month - n % 50)
        answers.append(timed(partial(one_figure, reader, catalogue, unit, month, known_at)))
    report("one figure as known at a date, median", median(answers), ANSWER_LIMIT)


def main() -> None:
    sys.stdout.write(f"{described()}\n")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        making = timed(partial(make_demo_store, folder / "demo"))
        report("making the demo store", making, DEMO_LIMIT)
        measure_old_store(folder / "old", load())


if __name__ == "__main__":
    main()
