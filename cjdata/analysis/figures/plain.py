"""Plain numbers in place of arrays: None where an array says NaN."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray


def plain(value: float) -> float | None:
    return None if value != value else value


def plain_rows(grid: NDArray[Any]) -> list[list[float | None]]:
    """A grid as rows of numbers."""
    return [[None if value != value else value for value in row] for row in grid.tolist()]
