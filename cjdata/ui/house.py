"""The store that this server shows, held open and renewed when a new snapshot is published."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import streamlit as st

from cjdata.analysis.known_at import Calendar, calendar
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.errors import StoreMissingError
from cjdata.ledger import Store
from cjdata.ledger.where import DEMO_ROOT, store_root
from cjdata.snapshot import files
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader
from cjdata.ui.keeping import kept

__all__ = ["House", "kept", "open_house"]


@dataclass(frozen=True, slots=True)
class House:
    """One snapshot of one store, with its definitions and its dates."""

    store: Store
    reader: Reader
    catalogue: Catalogue
    calendar: Calendar
    key: str = field(init=False)
    """What answers are kept by: the snapshot, whose name a store never uses twice, and today."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", f"{self.reader.path} {self.calendar.today}")


def open_house() -> House:
    """The current snapshot; makes the demo store where none is named and none is there.

    Raises the errors of the store, whose messages say what to run.
    """
    root = store_root()
    if root == DEMO_ROOT and not root.exists():
        _make_demo_store(root)
    mark = files.pointer_mark(_store(root))
    snapshot = _pointed_at(root, mark) if mark else None
    if snapshot is None:
        raise StoreMissingError(
            f"the store in {root} has no snapshot: run 'python -m cjdata build --store {root}'"
        )
    return _opened(root, snapshot.name, dt.date.today())


@lru_cache(maxsize=4)
def _store(root: Path) -> Store:
    """What a store is, read once: only its ledger and its snapshots go on."""
    return Store.open(root)


@lru_cache(maxsize=4)
def _pointed_at(root: Path, _mark: tuple[int, int]) -> Path | None:
    """What the pointer with this mark names: it is opened when it is a new one."""
    return files.current(_store(root))


@lru_cache(maxsize=4)
def _opened(root: Path, snapshot: str, today: dt.date) -> House:
    store = _store(root)
    reader = Reader.open_file(store.snapshots / snapshot)
    catalogue = ground_of(store).catalogue
    return House(store, reader, catalogue, _calendar(reader, catalogue, store, today))


def _calendar(reader: Reader, catalogue: Catalogue, store: Store, today: dt.date) -> Calendar:
    return calendar(reader, catalogue, demo=store.demo, today=today)


def _make_demo_store(root: Path) -> None:
    from cjdata.demo.store import make_demo_store  # noqa: PLC0415  # seldom needed, and much of it

    bar = st.progress(0.0, "Making the demo store; this is done once")

    def show(what: str, done: int, of: int) -> None:
        bar.progress(done / of, f"Making the demo store: {what}")

    make_demo_store(root, progress=show)
    bar.empty()
