"""Which snapshot files there are, and which one is current.

The current one is named in a small pointer file that is replaced at once; every snapshot has a
name of its own, so that a reader of the old one is never disturbed.
"""

from __future__ import annotations

import contextlib
import os
import re
import time
from pathlib import Path

from cjdata.domain.errors import StoreDamagedError, StoreMissingError
from cjdata.ledger import Store
from cjdata.ledger.store import write_whole

POINTER = "current"
SNAPSHOT_NAME = re.compile(r"snapshot-[0-9a-f-]+\.duckdb")
ATTEMPTS = 50
"""Tries at replacing the pointer: on Windows a reader may hold it open for an instant."""


def current(store: Store) -> Path | None:
    """The current snapshot file, None where there is none."""
    name = _named(store)
    while name and not (store.snapshots / name).is_file():
        before, name = name, _named(store)
        if name == before:
            return None
    return store.snapshots / name if name else None


def pointer_mark(store: Store) -> tuple[int, int] | None:
    """Tells one pointer from the next without opening it: each is a file of its own."""
    try:
        found = os.stat(store.snapshots / POINTER)
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _named(store: Store) -> str:
    """What the pointer names; blank where there is no pointer, or what it holds is no name."""
    try:
        name = (store.snapshots / POINTER).read_bytes().decode("ascii", "replace").strip()
    except FileNotFoundError:
        return ""
    return name if SNAPSHOT_NAME.fullmatch(name) else ""


def new_path(store: Store, seq: int, edition: str) -> Path:
    """A name that no snapshot has had: a rebuild of the same edition gets a new one too."""
    stem = f"snapshot-{seq:06d}-{edition}"
    return store.snapshots / f"{stem}-{time.time_ns():x}.duckdb"


def beside(path: Path, name: str) -> Path:
    """The file beside a snapshot that keeps what was worked out from it; it goes when that goes."""
    return path.with_suffix(f".{name}.json")


def make_current(store: Store, path: Path) -> None:
    """Point at a snapshot that is whole, then remove those that nobody needs."""
    for attempt in range(ATTEMPTS):
        try:
            write_whole(store.snapshots / POINTER, path.name + "\n")
            break
        except PermissionError:
            if attempt == ATTEMPTS - 1:
                raise
            time.sleep(0.02)
    _remove_superseded(store, keep=path)


def _remove_superseded(store: Store, keep: Path) -> None:
    """Old snapshots go, except the youngest of them, which a reader may be about to open."""
    old = sorted(
        (p for p in store.snapshots.glob("snapshot-*") if p.name != keep.name and _is_ours(p)),
        key=lambda p: p.stat().st_mtime,
    )
    for path in old[:-1]:
        with contextlib.suppress(OSError):  # still open on Windows: left for the next time
            os.unlink(path)
            for kept in store.snapshots.glob(f"{path.stem}.*.json"):
                os.unlink(kept)


def _is_ours(path: Path) -> bool:
    return ".duckdb" in path.name


def of_another_version(path: Path) -> StoreMissingError:
    """For a snapshot whose tables are those of another version of the program."""
    return StoreMissingError(
        f"the snapshot {path.name} was made by another version of the program: run "
        f"'python -m cjdata build --store {path.parent.parent}', which makes it anew"
    )


def unreadable(path: Path) -> StoreDamagedError:
    """A snapshot that is there and cannot be read."""
    return StoreDamagedError(
        f"the snapshot {path.name} cannot be read: run 'python -m cjdata build --full --store "
        f"{path.parent.parent}', which makes it anew from the ledger"
    )
