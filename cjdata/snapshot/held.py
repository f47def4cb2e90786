"""Rows of a snapshot held in memory by a name, fetched when they are first asked for.

A snapshot never changes, so that nothing held grows old. For so few rows DuckDB takes longer to
plan a statement than arrays take to answer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Columns = Mapping[str, NDArray[Any]]


class Held:
    """Columns by name; those that are missing are fetched together.

    `fetch` gives the rows of some names, with the column `name`, those of each name together.
    """

    def __init__(self, fetch: Callable[[list[str]], Columns]) -> None:
        self._fetch = fetch
        self._held: dict[str, Columns] = {}
        self._lock = Lock()

    def of(self, names: Sequence[str]) -> list[Columns]:
        """The columns of each name, in the order asked for."""
        with self._lock:
            missing = sorted({name for name in names if name not in self._held})
            if missing:
                self._held |= _apart(missing, self._fetch(missing))
            return [self._held[name] for name in names]


def _apart(names: Sequence[str], rows: Columns) -> dict[str, Columns]:
    """The rows of each name; none where a name has none."""
    owner = rows["name"]
    turns = np.flatnonzero(owner[1:] != owner[:-1]) + 1 if len(owner) else np.empty(0, np.int64)
    begins = [0, *turns.tolist()]
    ends = [*turns.tolist(), len(owner)]
    spans = {str(owner[a]): slice(a, b) for a, b in zip(begins, ends, strict=True) if a < b}
    nothing = slice(0, 0)
    return {
        name: {key: column[spans.get(name, nothing)] for key, column in rows.items()}
        for name in names
    }


def joined(parts: Sequence[Columns]) -> dict[str, NDArray[Any]]:
    """The rows of several parts, one after the other: at least of one."""
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
