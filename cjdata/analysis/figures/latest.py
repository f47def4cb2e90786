"""The latest figures of measures for a unit: now, a year ago, and the months that led there.

`Now` is the three months that end with the last month anybody has reported for the measure, so
that a borough's single-figure months are not read on their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.analysis.figures.figures import collections_of
from cjdata.analysis.figures.national_targets import national_targets
from cjdata.analysis.figures.readings import Reading, readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import State
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT, turning_day

MONTHS_NOW = 3
MONTHS_SHOWN = 24
YEAR = 12


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


@lru_cache(maxsize=4 * DAYS_KEPT)
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
