"""The latest figures of measures for a unit: now, a year ago, and the months that led there.

`Now` is the three months that end with the last month anybody has reported for the measure, so
that a borough's single-figure months are not read on their own.
"""

from __future__ import annotations

import datetime as dt
import itertools
import math
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from numpy.typing import NDArray

from cjdata.analysis.figures.figures import (
    Summing,
    boroughs_and_force,
    collections_of,
    worked_out,
)
from cjdata.analysis.figures.plain import plain
from cjdata.analysis.figures.published import sums_with_published
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import STATES, State
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day

MONTHS_NOW = 3
MONTHS_SHOWN = 24
YEAR = 12


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
        self._columns = [columns[name].tolist() for name in Reading._fields]
        self._made: dict[int, list[Reading]] = {}

    def over_time(self, measure: str, unit: str) -> Sequence[Reading]:
        """Those of a measure and unit, in the order of the periods that were asked for."""
        place = self._measures[measure] * len(self._asked[1]) + self._units[unit]
        if place not in self._made:
            periods = len(self._asked[2])
            mine = (c[place * periods : (place + 1) * periods] for c in self._columns)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestFigure:
    """A measure for a unit, now."""

    measure: Measure
    unit: str
    period: Period
    now: Reading
    year_ago: Reading
    trend: tuple[float | None, ...]
    """Monthly values, oldest first; None where there is no figure."""
    incomplete: tuple[int, ...]
    """Positions in `trend` of incomplete figures."""
    context: Target | None = None
    """A national target in force: context, never a verdict."""

    @property
    def change(self) -> float | None:
        """Now less a year ago, in points or the measure's unit; None unless both are whole."""
        if not (self.now.judged and self.year_ago.judged):
            return None
        assert self.now.value is not None
        assert self.year_ago.value is not None
        return self.now.value - self.year_ago.value


def latest_figures(
    reader: Reader,
    catalogue: Catalogue,
    measures: Iterable[str],
    unit: str,
    known_at: dt.date,
    months_shown: int = MONTHS_SHOWN,
    *,
    together: bool = False,
) -> tuple[LatestFigure, ...]:
    """The latest figure of each measure that anybody has reported by the date.

    `together` works them out for all boroughs: for few measures that costs little more.
    """
    day = turning_day(reader, known_at)
    asked = tuple(measures), unit, day, months_shown, together
    found = _latest_figures(reader, catalogue, *asked)
    targets = national_targets(catalogue, known_at)
    return tuple(replace(f, context=targets[f.measure.id]) for f in found)


@lru_cache(maxsize=128)
def _latest_figures(
    reader: Reader,
    catalogue: Catalogue,
    measures: tuple[str, ...],
    unit: str,
    day: dt.date,
    months_shown: int,
    together: bool,
) -> tuple[LatestFigure, ...]:
    """The figures as they are from one turning day to the next, without their targets."""
    found = []
    for month, group in by_last_month(reader, catalogue, measures, day).items():
        shown = windows(Grain.MONTH, month - months_shown + 1, month) if months_shown else []
        found += _of_one_month(reader, catalogue, group, unit, month, shown, day, together)
    order = {measure: place for place, measure in enumerate(catalogue.measures)}
    return tuple(sorted(found, key=lambda figure: order[figure.measure.id]))


def by_last_month(
    reader: Reader, catalogue: Catalogue, measures: Iterable[str], known_at: dt.date
) -> dict[int, list[str]]:
    """Measures by the last month that returns speak of; those without any are left out."""
    reported = reader.reported_months(known_at)
    groups: dict[int, list[str]] = {}
    for measure in measures:
        needs = _needs(catalogue, measure)
        if needs and all(collection in reported for collection in needs):
            last = min(reported[collection][1] for collection in needs)
            groups.setdefault(last, []).append(measure)
    return groups


@lru_cache(maxsize=1024)
def _needs(catalogue: Catalogue, measure: str) -> tuple[str, ...]:
    return collections_of(catalogue, catalogue.measures[measure])


def _of_one_month(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    unit: str,
    month: int,
    months: Sequence[Period],
    known_at: dt.date,
    together: bool,
) -> list[LatestFigure]:
    now = Period(month - MONTHS_NOW + 1, month)
    before = Period(now.first - YEAR, now.last - YEAR)
    periods = [*months, now, before]
    found = readings(
        reader, catalogue, measures=measures, units=[unit], periods=periods, known_at=known_at,
        together=together,
    )  # fmt: skip
    return [
        _latest(
            catalogue.measures[measure],
            {period: found[measure, unit, period] for period in periods},
            unit,
            (now, before, months),
        )
        for measure in measures
    ]


def _latest(
    measure: Measure,
    by_period: Mapping[Period, Reading],
    unit: str,
    spans: tuple[Period, Period, Sequence[Period]],
) -> LatestFigure:
    now, before, months = spans
    monthly = [by_period[month] for month in months]
    return LatestFigure(
        measure=measure,
        unit=unit,
        period=now,
        now=by_period[now],
        year_ago=by_period[before],
        trend=tuple(month.value for month in monthly),
        incomplete=tuple(
            place for place, month in enumerate(monthly) if month.state is State.INCOMPLETE
        ),
    )


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


@lru_cache(maxsize=64)
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


CONTEXT_AREAS = ("england-and-wales", "london", "mps")
"""Areas whose targets are context for every unit of London."""


def national_target(measure: Measure, known_at: dt.date) -> Target | None:
    """The next wider target to fall due that had been stated by the date, else the last one due.

    None for a count: what a country is to count is no measure of one unit.
    """
    if not measure.denominator:
        return None
    stated = [
        t for t in measure.targets_at(known_at) if t.kind != "baseline" and t.area in CONTEXT_AREAS
    ]
    ahead = sorted((t for t in stated if t.by >= known_at), key=lambda t: t.by)
    behind = sorted((t for t in stated if t.by < known_at), key=lambda t: t.by)
    return ahead[0] if ahead else behind[-1] if behind else None


def national_targets(catalogue: Catalogue, known_at: dt.date) -> Mapping[str, Target | None]:
    """That of each measure, worked out once for all days up to the next on which one changes."""
    return _national_targets(catalogue, last_aimed(catalogue, known_at))


@lru_cache(maxsize=64)
def _national_targets(catalogue: Catalogue, day: dt.date) -> Mapping[str, Target | None]:
    return {m.id: national_target(m, day) for m in catalogue.measures.values()}


def last_aimed(catalogue: Catalogue, known_at: dt.date) -> dt.date:
    """The last day up to a date on which another national target may have come to count."""
    days = _days_of_targets(catalogue)
    return max([dt.date.min, *days[: bisect_right(days, known_at)][-1:]])


@lru_cache(maxsize=4)
def _days_of_targets(catalogue: Catalogue) -> tuple[dt.date, ...]:
    """Those on which one was stated, and those after one fell due."""
    targets = [target for m in catalogue.measures.values() for target in m.targets]
    stated = {target.said_on for target in targets if target.said_on}
    return tuple(sorted(stated | {target.by + dt.timedelta(days=1) for target in targets}))
