"""Where definitions lie: the files of the project, and a store's own files laid over them.

Assumption: an overlay is laid out like `data/definitions`, with its record in `record/` inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

DATA = Path(__file__).resolve().parents[2] / "data"
"""The repository's own data folder."""
Contents: TypeAlias = tuple[tuple[str, bytes], ...]
"""Files, each by the name that messages use, byte for byte."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One pair of folders that definitions and record are read from."""

    label: str
    definitions: Path
    record: Path

    def files(self, pattern: str) -> Iterator[tuple[str, Path]]:
        """The files of a pattern such as `record/sources.csv` or `units/*.csv`, with the names
        that messages use, in stable order."""
        folder, inner = self.definitions, pattern
        if pattern.startswith("record/"):
            folder, inner = self.record, pattern.removeprefix("record/")
        found = ((p.relative_to(folder).as_posix(), p) for p in folder.glob(inner) if p.is_file())
        within = "record" if folder == self.record else "definitions"
        yield from ((f"{self.label}{within}/{name}", path) for name, path in sorted(found))


def layers(root: Path | None, overlay: Path | None) -> tuple[Layer, ...]:
    """The project's layer first, then the overlay where there is one."""
    base = root or DATA
    own = Layer("", base / "definitions", base / "record")
    return (own,) if overlay is None else (own, Layer("overlay ", overlay, overlay / "record"))


def edition_of(files: Contents) -> str:
    """SHA-256 over names and contents in the order of the names, whatever the line endings."""
    digest = hashlib.sha256()
    for name, data in sorted(files):
        content = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()
