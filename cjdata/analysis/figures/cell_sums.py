"""What a unit's returns count in a period, by component and by reason or court."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from cjdata.domain.periods import Period
from cjdata.snapshot.in_memory import senders_of
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.tallies import Asked, Tallies, tallies
from cjdata.snapshot.turning import turning_day


@dataclass(frozen=True, slots=True)
class CellSums:
    """Sums of one period; a component without any cell there is in none of them."""

    values: Mapping[str, float]
    """By component, over all its cells."""
    parts: Mapping[str, Mapping[str, float]]
    """By component and reason or court, cells without one left out."""
    returns: Mapping[str, int]
    marked: Mapping[str, int]
    """How many of the returns say that they cannot give the component."""

    def given(self, component: str) -> int:
        """How many returns give a number."""
        return self.returns.get(component, 0) - self.marked.get(component, 0)


def sums_of(reader: Reader, asked: Asked, unit: str, known_at: dt.date) -> dict[Period, CellSums]:
    """The sums of a unit that whole returns make up, in each period asked for."""
    found = tallies(reader, asked, turning_day(reader, known_at))
    tables = found.of(senders_of(reader).whole(unit))
    return {
        period: _sums(asked, found, *(table[place].tolist() for table in tables))
        for place, period in enumerate(asked.periods)
    }


def _sums(
    asked: Asked,
    found: Tallies,
    value: list[list[float]],
    returns: list[list[int]],
    marked: list[list[int]],
) -> CellSums:
    """The sums of one period, from tables of components by keys."""
    there = [(n, name) for n, name in enumerate(asked.components) if any(returns[n])]
    parts = {
        name: {
            key: number
            for key, number, count in zip(found.keys, value[n], returns[n], strict=False)
            if count
        }
        for n, name in there
    }
    return CellSums(
        values={name: sum(value[n]) for n, name in there},
        parts={name: by_key for name, by_key in parts.items() if by_key},
        returns={name: sum(returns[n]) for n, name in there},
        marked={name: sum(marked[n]) for n, name in there},
    )
