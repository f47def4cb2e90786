"""One writer at a time, whoever else wants to write."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from cjdata.domain.errors import StoreBusyError
from cjdata.ledger import Journal, Store
from tests.conftest import REPOSITORY
from tests.stores import bytes_below, file_of, trials

HOLD = """
import sys
from pathlib import Path
from cjdata.ledger import Journal, Store
with Journal(Store.open(Path(sys.argv[1]))).writing():
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_elsewhere(store: Store) -> Iterator[subprocess.Popen[str]]:
    """Another process holds the writer's place until the end."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store.root)],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        try:
            assert other.stdout is not None
            assert other.stdout.readline() == "held\n"
            yield other
        finally:
            other.kill()


def test_a_second_writer_is_told_to_wait(store: Store):
    before = bytes_below(store.root)
    with held_elsewhere(store):
        with (
            pytest.raises(StoreBusyError, match="another process is writing"),
            Journal(store).writing(patience=0.1),
        ):
            pass
        assert bytes_below(store.root) == before


def test_the_place_of_a_killed_writer_is_free(store: Store):
    with held_elsewhere(store) as other:
        other.kill()
        other.wait()
        with Journal(store).writing(patience=5):
            pass


def test_two_processes_that_load_at_once_both_succeed(store: Store, tmp_path: Path):
    loading = []
    for unit in ("lambeth", "southwark"):
        file = tmp_path / f"{unit}.csv"
        file.write_bytes(file_of(*trials(unit, "2003-10", 10, 5, 5)))
        command = [sys.executable, "-m", "cjdata", "load", str(file), "--known-on", "2003-11-10"]
        loading.append(
            subprocess.Popen(
                [*command, "--store", str(store.root), "--by", unit],
                cwd=REPOSITORY,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    told = [process.communicate(timeout=60)[0].splitlines() for process in loading]
    assert [process.returncode for process in loading] == [0, 0]
    assert sorted(told) == [["R1-1"], ["R2-1"]]
    assert {entry.by for entry, _ in Journal(store).entries()} == {"lambeth", "southwark"}
