"""A disk that fills up at any point leaves nothing half: for real, not simulated in our code."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cjdata.domain.errors import CjdataError, NotPublishedError
from cjdata.intake.desk import build
from cjdata.intake.verification import verify
from cjdata.ledger import Draft, Journal, Kind, Store
from cjdata.snapshot.reader import Reader
from tests.conftest import REPOSITORY
from tests.stores import bytes_below, day, file_of, load, trials

MEBIBYTE = 1 << 20
LIMITED = """
import resource, sys
from pathlib import Path
from cjdata.ledger import Draft, Journal, Kind, Store
import datetime as dt
store = Store.open(Path(sys.argv[1]))
size = store.ledger.stat().st_size
resource.setrlimit(resource.RLIMIT_FSIZE, (size + int(sys.argv[2]),) * 2)
drafts = [
    Draft(kind=Kind.NOTE, known_on=dt.date(2003, 10, 9), by="x" * 200, payloads={"note": b"short"})
    for _ in range(3)
]
journal = Journal(store)
with journal.writing():
    try:
        journal.append(drafts, journal.head())
    except OSError as error:
        print(type(error).__name__)
"""


@pytest.mark.parametrize("room", [0, 10, 500, 1000])
def test_a_ledger_that_cannot_grow_takes_none_of_the_entries(store: Store, room: int):
    """A limit on the size of files stops the append within the first, second or third line."""
    pytest.importorskip("resource", reason="this system has no limit on the size of files")
    journal = Journal(store)
    note = Draft(kind=Kind.NOTE, known_on=day("2003-10-09"), by="y" * 2000)
    with journal.writing():
        journal.append([note], journal.head())
    before = bytes_below(store.root)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(store.root), str(room)],
        cwd=REPOSITORY, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stdout == "OSError\n", done.stderr
    after = dict(bytes_below(store.root))
    kept = [name for name in after if name not in before]
    assert len(kept) == 1
    assert kept[0].startswith("payloads/")
    assert after.pop(kept[0]) == b"short", "a payload without its line was not accepted"
    assert after == before


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 64 MB, where this process may mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = False
    with contextlib.suppress(OSError):
        mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)]
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    if not mounted:
        pytest.skip("no small file system can be mounted here")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)


def test_a_disk_with_little_room_takes_a_return_whole_or_not_at_all(
    small_disk: Path, empty_live_store: Store
):
    shutil.copytree(empty_live_store.root, small_disk / "store")
    store = Store.open(small_disk / "store")
    accepted: list[int] = []
    not_shown: list[str] = []
    refused = shown = 0
    for place, room in enumerate([0, 4096, 8192, 12288, 200_000, 16 * MEBIBYTE]):
        rows = trials("lambeth", f"2003-{place + 1:02d}", 10 + place, 5, 5)
        with filled(small_disk, room):
            ledger = store.ledger.read_bytes()
            try:
                outcome = load(store, *rows, known_on="2003-11-10", name="ü" * 90 + ".csv")
            except NotPublishedError as error:
                not_shown.append(str(error))
                accepted.append(place)
            except (OSError, CjdataError):
                refused += 1
                assert store.ledger.read_bytes() == ledger
            else:
                assert outcome.accepted
                accepted.append(place)
                shown += 1
            Reader.open(store).completeness(day("2003-11-10"))
        build(store)
        assert Journal(store).head().seq == len(accepted)
        assert verify(store).problems == ()
    assert refused, "the fullest disk takes nothing"
    assert not_shown, "there is a room in which the ledger fits and a snapshot does not"
    for message in not_shown:
        assert "safe in the ledger" in message
        assert "python -m cjdata build" in message
    assert shown, "with room enough it loads"
    assert not list(store.root.rglob("*.partial"))
    assert not list(store.snapshots.glob("building*"))


@contextlib.contextmanager
def filled(disk: Path, room: int) -> Iterator[None]:
    """The disk with so many bytes left."""
    filler = disk / "filler"
    filler.write_bytes(b"\0" * max(shutil.disk_usage(disk).free - room, 0))
    try:
        yield
    finally:
        filler.unlink()


def test_a_load_on_a_full_disk_says_so_on_the_command_line(
    small_disk: Path, empty_live_store: Store, tmp_path: Path
):
    shutil.copytree(empty_live_store.root, small_disk / "store")
    file = tmp_path / "return.csv"
    file.write_bytes(file_of(*trials("lambeth", "2003-10", 10, 5, 5)))
    with filled(small_disk, 0):
        done = subprocess.run(
            [sys.executable, "-m", "cjdata", "load", str(file), "--store", small_disk / "store"],
            cwd=REPOSITORY, capture_output=True, text=True, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout == ""
    assert "No space left on device" in done.stderr
    assert "Traceback" not in done.stderr
