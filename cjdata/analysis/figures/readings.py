"""Figures as they are read: value, counts, state and how many returns they rest on."""

from __future__ import annotations

import datetime as dt
import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from numpy.typing import NDArray

from cjdata.analysis.figures.figures import Summing, boroughs_and_force, worked_out
from cjdata.analysis.figures.plain import plain
from cjdata.analysis.figures.published import sums_with_published
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import STATES, State
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day


class Reading(NamedTuple):
    """One figure with everything that a reader may ask of it."""

    value: float | None
    numerator: float | None
    denominator: float | None
    state: State
    received: int
    expected: int
    revised: bool

    @property
    def judged(self) -> bool:
        return self.state.judged


class Readings(Mapping[tuple[str, str, Period], Reading]):
    """Figures asked for together, by measure, unit and period: they are readings once their unit is
    looked up, since of a table of all boroughs a page shows one."""

    def __init__(
        self,
        measures: Sequence[str],
        units: Sequence[str],
        periods: Sequence[Period],
        columns: Mapping[str, NDArray[Any]],
    ) -> None:
        """`columns` as `worked_out` has them."""
        self._asked = tuple(measures), tuple(units), tuple(periods)
        self._measures, self._units, self._periods = (
            {name: place for place, name in enumerate(names)} for names in self._asked
        )
        self._columns = [columns[name] for name in Reading._fields]
        self._made: dict[int, list[Reading]] = {}

    def over_time(self, measure: str, unit: str) -> Sequence[Reading]:
        """Those of a measure and unit, in the order of the periods that were asked for."""
        place = self._measures[measure] * len(self._asked[1]) + self._units[unit]
        if place not in self._made:
            periods = len(self._asked[2])
            mine = (c[place * periods : (place + 1) * periods].tolist() for c in self._columns)
            self._made[place] = [
                Reading(plain(value), plain(numerator), plain(denominator), STATES[state], *rest)
                for value, numerator, denominator, state, *rest in zip(*mine, strict=True)
            ]
        return self._made[place]

    def __getitem__(self, key: tuple[str, str, Period]) -> Reading:
        measure, unit, period = key
        return self.over_time(measure, unit)[self._periods[period]]

    def __iter__(self) -> Iterator[tuple[str, str, Period]]:
        return itertools.product(*self._asked)

    def __len__(self) -> int:
        return math.prod(map(len, self._asked))


def readings(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
    sums: Summing = sums_with_published,
    together: bool = False,
) -> Readings:
    """The reading of each measure, unit and period: what `figures` holds, without a frame.

    `together` works them out for all boroughs and London where these are asked for: of few
    measures all cost little more than one, and whoever looks at one goes on to the next. Kept from
    one turning day to the next.
    """
    if together and set(units) <= set(boroughs_and_force(catalogue)):
        asked = tuple(measures), tuple(periods), turning_day(reader, known_at), sums
        return _readings_of_all(reader, catalogue, *asked)
    found = worked_out(
        reader, catalogue, measures=measures, units=units, periods=periods, known_at=known_at,
        sums=sums,
    )  # fmt: skip
    return Readings(measures, units, periods, found)


@lru_cache(maxsize=8 * DAYS_KEPT)
def _readings_of_all(
    reader: Reader,
    catalogue: Catalogue,
    measures: tuple[str, ...],
    periods: tuple[Period, ...],
    day: dt.date,
    sums: Summing,
) -> Readings:
    units = boroughs_and_force(catalogue)
    found = worked_out(
        reader, catalogue, measures=measures, units=units, periods=periods, known_at=day, sums=sums
    )
    return Readings(measures, units, periods, found)


def not_available_months(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    unit: str,
    period: Period,
    known_at: dt.date,
) -> dict[str, tuple[Period, ...]]:
    """By measure, the months of a period whose return came and says that there is no number.

    Of a unit that sends for itself: a sum lacks what one of many senders could not say.
    """
    if not measures or catalogue.units[unit].members:
        return dict.fromkeys(measures, ())
    months = windows(Grain.MONTH, period.first, period.last)
    found = readings(
        reader, catalogue, measures=measures, units=[unit], periods=months, known_at=known_at,
        together=True,
    )  # fmt: skip
    return {
        measure: tuple(m for m in months if found[measure, unit, m].state is State.NOT_AVAILABLE)
        for measure in measures
    }
