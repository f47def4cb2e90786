"""Every measure of every borough at once: now and a year before, as arrays.

What one borough's page shows is a column of it, so that the next borough is a look-up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import factor_of, worked_out
from cjdata.analysis.figures.latest import MONTHS_NOW, YEAR, by_last_month
from cjdata.analysis.figures.readings import Readings
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Period
from cjdata.domain.states import JUDGED, State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import DAYS_KEPT
from cjdata.stats.proportions import FloatArray

LONDON = "mps"
FEWEST = 3
"""Boroughs with a complete figure, below which there is nothing to compare."""


@dataclass(frozen=True, slots=True, eq=False)
class Complete:
    """The complete figures of one time, measures by boroughs; NaN for all others."""

    numerator: FloatArray
    denominator: FloatArray
    """NaN for a count, too."""
    value: FloatArray

    def shares(self, measures: Sequence[Measure]) -> tuple[FloatArray, FloatArray]:
        """Numerators and denominators of shares of cases alone, whose intervals are Wilson's."""
        suited = np.array([m.interval == "wilson" for m in measures], bool)[:, None]
        suited = suited & (self.denominator > 0) & (self.numerator <= self.denominator)
        return np.where(suited, self.numerator, np.nan), np.where(suited, self.denominator, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Everywhere:
    """Measures that anybody has reported, in the order of the definitions."""

    measures: tuple[Measure, ...]
    periods: tuple[Period, ...]
    """Of each measure, the latest three months."""
    columns: Mapping[str, int]
    """Of each borough, in the order of the definitions."""
    now: Complete
    before: Complete
    """A year before."""
    applicable: NDArray[np.bool_]
    """Whether a figure is to be had now, measures by boroughs."""
    readings: tuple[Readings, ...]
    """Of each measure, in which those of every borough and of London are looked up."""

    def together(self, boroughs: Sequence[str] | None = None) -> list[float | None]:
        """The rate of each measure of several boroughs summed; None unless all have sent. Without
        their names: of those boroughs that have, unless that is hardly anybody."""
        columns = list(range(len(self.columns)))
        if boroughs is not None:
            columns = [self.columns[name] for name in boroughs]
        numerator, denominator = (
            side[:, columns] for side in (self.now.numerator, self.now.denominator)
        )
        counted = (denominator > 0) & ~np.isnan(numerator)
        cases, base = (
            np.where(counted, side, 0.0).sum(axis=1) for side in (numerator, denominator)
        )
        if boroughs is None:
            base = np.where(counted.sum(axis=1) < FEWEST, 0.0, base)
        else:
            missing = self.applicable[:, columns] & np.isnan(numerator)
            base = np.where(missing.any(axis=1), 0.0, base)
        rates = zip(self.measures, cases.tolist(), base.tolist(), strict=True)
        return [factor_of(measure) * c / b if b else None for measure, c, b in rates]


def borough_measures(catalogue: Catalogue) -> list[str]:
    """The measures that exist at borough level, in the order of the definitions."""
    return [m.id for m in catalogue.measures.values() if UnitKind.BOROUGH in m.levels]


def _sent_together(
    reader: Reader, catalogue: Catalogue, day: dt.date
) -> list[tuple[int, list[str]]]:
    """Measures with their last month, apart by when their returns are due: as each month's come,
    those of one day after the other, the other measures stay what they were asked for together."""
    due = _due_days(catalogue)
    groups: dict[tuple[int, int], list[str]] = {}
    for month, names in by_last_month(reader, catalogue, borough_measures(catalogue), day).items():
        for name in names:
            groups.setdefault((month, due[name]), []).append(name)
    return [(month, group) for (month, _), group in groups.items()]


@lru_cache(maxsize=4)
def _due_days(catalogue: Catalogue) -> Mapping[str, int]:
    """After how many days the last return that a measure is made of is due."""
    behind = {m.id: catalogue.collections_behind(m) for m in catalogue.measures.values()}
    return {name: max((c.due_days for c in found), default=0) for name, found in behind.items()}


@lru_cache(maxsize=DAYS_KEPT)
def everywhere(reader: Reader, catalogue: Catalogue, day: dt.date) -> Everywhere:
    """What is known on a turning day."""
    units = [*(borough.id for borough in catalogue.boroughs), LONDON]
    names: list[str] = []
    periods: list[Period] = []
    looked_up: list[Readings] = []
    parts: list[dict[str, NDArray[Any]]] = []
    for month, group in _sent_together(reader, catalogue, day):
        now = Period(month - MONTHS_NOW + 1, month)
        spans = [now, Period(now.first - YEAR, now.last - YEAR)]
        found = worked_out(
            reader, catalogue, measures=group, units=units, periods=spans, known_at=day
        )
        names += group
        periods += [now] * len(group)
        looked_up += [Readings(group, units, spans, found)] * len(group)
        parts.append({n: c.reshape(len(group), len(units), 2)[:, :-1] for n, c in found.items()})
    place = {name: n for n, name in enumerate(catalogue.measures)}
    order = sorted(range(len(names)), key=lambda n: place[names[n]])

    def table(name: str) -> NDArray[Any]:
        nothing = np.empty((0, len(units) - 1, 2))
        every: NDArray[Any] = np.concatenate([nothing, *(part[name] for part in parts)])[order]
        return every

    state = table("state").astype(str)
    judged = np.isin(state, JUDGED)
    sides = [np.where(judged, table(n), np.nan) for n in ("numerator", "denominator", "value")]
    return Everywhere(
        measures=tuple(catalogue.measures[names[n]] for n in order),
        periods=tuple(periods[n] for n in order),
        columns={unit: column for column, unit in enumerate(units[:-1])},
        now=Complete(*(side[..., 0] for side in sides)),
        before=Complete(*(side[..., 1] for side in sides)),
        applicable=state[..., 0] != State.NOT_APPLICABLE.value,
        readings=tuple(looked_up[n] for n in order),
    )
