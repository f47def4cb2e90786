"""Killed at any moment, fifty times in one store: what was accepted is there, nothing is half.

A server process with everything imported forks each loader, so that the moments fall into the
loading and not into the start of Python.
"""

from __future__ import annotations

import contextlib
import multiprocessing as mp
import os
import random
import signal
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from cjdata.intake.desk import build
from cjdata.intake.returns import load_files
from cjdata.intake.verification import verify
from cjdata.ledger import GENESIS, Journal, Kind, Store
from cjdata.snapshot import files
from cjdata.snapshot.comparison import differing_tables
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from tests.stores import day, file_of, trials

KILLS = 50
SEED = 2003
EARLIEST, LATEST = 0.05, 0.9
KNOWN_ON = day("2004-06-10")
UNITS = ("lambeth", "southwark", "croydon", "brent", "newham", "hackney")
MONTHS = [f"{year}-{month:02d}" for year in (2002, 2003) for month in range(4, 13)]


def load_without_end(root: Path, told: Path, start: int) -> None:
    """Load one return after another; tell of each once it is accepted, in one write."""
    out = os.open(told, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    store = Store.open(root)
    for number in range(start, start + 1000):
        (outcome,) = load_files(
            store, [(f"{number}.csv", content(number))], by="loader", known_on=KNOWN_ON
        )
        os.write(out, f"{number} {' '.join(outcome.return_ids) or 'again'}\n".encode())


def content(number: int) -> bytes:
    """A return like no other: every number gives other counts."""
    unit = UNITS[number % len(UNITS)]
    month = MONTHS[number // len(UNITS) % len(MONTHS)]
    return file_of(*trials(unit, month, 1000 + number, number, 1))


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_fifty_kills_lose_nothing_and_leave_nothing_half(store: Store, tmp_path: Path):
    told = tmp_path / "told"
    told.touch()
    moments = random.Random(SEED)
    with loaders() as start_loader:
        for kill in range(KILLS):
            before = told.stat().st_size
            loader = start_loader(store.root, told, start=kill * 1000)
            if kill % 5 == 4:
                wait_until_told(told, before)
            time.sleep(moments.uniform(EARLIEST, LATEST))
            loader.kill()
            loader.join()
            assert loader.exitcode == -signal.SIGKILL, "the loader ran until it was killed"
            check_after_kill(store, told)
    assert len(accepted_of(told)) >= KILLS // 5, "loading went on between the kills"
    build(store)
    path = files.current(store)
    assert path is not None
    assert differing_tables(store, ground_of(store), path) == []
    assert verify(store).problems == ()
    (again,) = load_files(store, [("last.csv", content(10**6))], by="last", known_on=KNOWN_ON)
    assert again.accepted
    assert not list(store.root.rglob("*.partial")), "what the killed left is swept up"
    assert not list(store.snapshots.glob("building*"))


@contextlib.contextmanager
def loaders() -> Iterator:
    context = mp.get_context("forkserver")
    context.set_forkserver_preload([__name__])

    def start(root: Path, told: Path, *, start: int):
        loader = context.Process(target=load_without_end, args=(root, told, start))
        loader.start()
        return loader

    yield start


def wait_until_told(told: Path, size: int) -> None:
    """The next load works after a kill: one more return is accepted in time."""
    until = time.monotonic() + 120
    while told.stat().st_size == size:
        assert time.monotonic() < until, "no return was accepted after a kill"
        time.sleep(0.01)


def accepted_of(told: Path) -> Mapping[int, str]:
    """Number -> identifier of each return whose acceptance was told of."""
    lines = told.read_text().splitlines()
    pairs = [line.split() for line in lines]
    return {int(number): name for number, name in pairs if name != "again"}


def check_after_kill(store: Store, told: Path) -> None:
    """Everything told of is in the ledger, whole; what the pointer names opens and is whole."""
    journal = Journal(store)
    entries = {entry.seq: (entry, head) for entry, head in journal.entries()}
    for number, name in accepted_of(told).items():
        entry, _ = entries[int(name[1:].partition("-")[0])]
        assert entry.kind is Kind.RETURN
        assert journal.payload(entry.payload_hash["received"]) == content(number)
    for entry, _ in entries.values():
        for digest in entry.payload_hash.values():
            assert journal.payload(digest), "an accepted entry has its payloads"
    reader = Reader.open(Store.open(store.root))
    assert reader.head in {GENESIS, *(head for _, head in entries.values())}
    cursor = reader.connection.cursor()
    seen = cursor.execute("select seq from submission order by seq").fetchall()
    assert [seq for (seq,) in seen] == list(range(1, reader.head.seq + 1)), "all up to its head"
    halves = cursor.execute(
        "select return_id from return_version v where row_count <> 3 or row_count <> "
        "(select count(*) from return_row r where r.return_no = v.return_no)"
    ).fetchall()
    assert halves == []
