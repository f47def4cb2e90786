"""Where a store keeps things on disk, and which format it is written in.

A store is one folder. The ledger and its payloads are the store; snapshots are derived.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cjdata.domain.errors import (
    RefusedError,
    StoreDamagedError,
    StoreMissingError,
    StoreTooNewError,
)

FORMAT = 1
"""Raised by one with every change of what is written; older formats are migrated when opened."""


LEDGER = "ledger.jsonl"


class StoreKind(StrEnum):
    LIVE = "live"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Store:
    """An opened store folder."""

    root: Path
    kind: StoreKind

    @property
    def ledger(self) -> Path:
        return self.root / LEDGER

    @property
    def payloads(self) -> Path:
        return self.root / "payloads"

    @property
    def snapshots(self) -> Path:
        return self.root / "snapshots"

    @property
    def definitions(self) -> Path:
        """The overlay: definitions of this store that replace or add to the shipped ones."""
        return self.root / "definitions"

    @property
    def lock(self) -> Path:
        return self.root / "writer.lock"

    @property
    def demo(self) -> bool:
        return self.kind is StoreKind.DEMO

    @classmethod
    def create(cls, root: Path, kind: StoreKind) -> Store:
        """Make an empty store; refuses a folder that already holds anything."""
        if root.exists() and (not root.is_dir() or any(root.iterdir())):
            raise RefusedError(f"{root} is not empty: name a folder that does not exist yet")
        store = cls(root, kind)
        for folder in (store.payloads, store.snapshots, store.definitions):
            folder.mkdir(parents=True)
        store.ledger.touch()
        write_whole(root / "store.json", json.dumps({"format": FORMAT, "kind": kind.value}) + "\n")
        return store

    @classmethod
    def open(cls, root: Path) -> Store:
        """Open a store; says plainly when there is none, or it is damaged or too new."""
        try:
            raw = json.loads((root / "store.json").read_text("utf-8"))
            found, kind = int(raw["format"]), StoreKind(raw["kind"])
        except (FileNotFoundError, NotADirectoryError):
            if (root / LEDGER).exists():
                raise StoreDamagedError(
                    f"{root / 'store.json'} is missing: restore it from a backup"
                ) from None
            raise StoreMissingError(
                f"there is no store in {root}: run 'python -m cjdata init {root}', "
                "with --demo for one that holds illustrative returns"
            ) from None
        except (ValueError, KeyError, TypeError) as error:
            raise StoreDamagedError(
                f"{root / 'store.json'} cannot be read ({error}): restore it from a backup"
            ) from None
        if found > FORMAT:
            raise StoreTooNewError(
                f"the store in {root} has format {found}, this program knows {FORMAT}: "
                "use a newer version of the program; nothing was changed"
            )
        store = cls(root, kind)
        if not store.ledger.is_file():
            raise StoreDamagedError(f"{store.ledger} is missing: restore it from a backup")
        return store


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last, where the system lets a folder be synced."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def write_whole(
    path: Path, content: str | bytes, *, sync: bool = True, sync_name: bool = True
) -> None:
    """Write a file so that it is there whole or not at all.

    `sync_name=False` leaves it to the caller to sync the folder, once for many files.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    partial = path.with_name(f"{path.name}.{os.getpid()}.partial")
    try:
        with partial.open("wb") as file:
            file.write(data)
            file.flush()
            if sync:
                os.fsync(file.fileno())
        os.replace(partial, path)
    except OSError as error:
        error.filename, error.filename2 = str(path), None  # what was asked for, not the partial
        raise
    finally:
        partial.unlink(missing_ok=True)
    if sync and sync_name:
        sync_folder(path.parent)
