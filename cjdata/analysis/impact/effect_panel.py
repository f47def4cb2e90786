"""A measure by borough and month, with what arrived where, in the shape the estimators take.

Only whole monthly figures of boroughs enter; a borough with a month missing is left out and named.
One question is compared several ways, so its figures are laid out in arrays once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.analysis.figures.figures import known_periods, worked_out
from cjdata.analysis.rollout.go_lives import Arrivals, GoLive
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain
from cjdata.domain.programme import Initiative
from cjdata.domain.states import State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.turning import turning_day
from cjdata.stats.staggered.arrivals import among, undisturbed
from cjdata.stats.staggered.cells import Cells, Design, list_cells
from cjdata.stats.staggered.grid import Grid
from cjdata.stats.staggered.panel import StaggeredPanel, panel_of
from cjdata.stats.staggered.results import Floats, Positions, Unanswerable

FIGURES = ("value", "numerator", "denominator")


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """The monthly figures of one measure, n boroughs in order by T months.

    rows: (n, T) the number of the row, -1 where there is none
    value, numerator, denominator: (n, T), NaN where there is no row
    """

    units: NDArray[np.object_]
    months: Floats
    rows: Positions
    value: Floats
    numerator: Floats
    denominator: Floats

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Figures:
        """Figures of a frame with `unit`, `last_month` and the three columns of numbers."""
        unit, units = pd.factorize(frame["unit"].to_numpy(dtype=object), sort=True)
        months, month = np.unique(frame["last_month"].to_numpy(float), return_inverse=True)
        rows = np.full((len(units), months.size), -1, dtype=np.intp)
        rows[unit, month] = np.arange(len(frame))
        found = {}
        for name in FIGURES:
            found[name] = np.full(rows.shape, np.nan)
            found[name][unit, month] = frame[name].to_numpy(float)
        return cls(units=units, months=months, rows=rows, **found)

    @property
    def cases(self) -> Floats:
        """(n, T) the number of cases in per cent of the borough's own mean."""
        known = np.isfinite(self.denominator)
        count, total = known.sum(axis=1), np.where(known, self.denominator, 0).sum(axis=1)
        usual = np.where(total > 0, total / np.maximum(count, 1), np.nan)
        return np.asarray(100 * self.denominator / usual[:, None], dtype=float)

    def live_cases(self, live: Iterable[str], months: int) -> float:
        """Cases a month over some boroughs, from the last months reported."""
        recent = self.denominator[:, self.months > self.months[-1] - months]
        known = np.isfinite(recent)
        mean = np.where(known, recent, 0).sum(axis=1) / np.maximum(known.sum(axis=1), 1)
        return float(mean[np.isin(self.units, list(live))].sum())


def monthly(
    reader: Reader, catalogue: Catalogue, measures: Sequence[str], known_at: dt.date
) -> dict[str, Figures]:
    """Whole monthly figures of each measure; kept from one turning day to the next."""
    return dict(_monthly(reader, catalogue, tuple(measures), turning_day(reader, known_at)))


@lru_cache(maxsize=64)
def _monthly(
    reader: Reader, catalogue: Catalogue, measures: tuple[str, ...], known_at: dt.date
) -> dict[str, Figures]:
    months = known_periods(reader, catalogue, measures, Grain.MONTH, known_at)
    boroughs = [unit.id for unit in catalogue.boroughs]
    found = worked_out(
        reader, catalogue, measures=measures, units=boroughs, periods=months, known_at=known_at
    )
    shape = (len(measures), len(boroughs), len(months))
    each = {name: found[name].reshape(shape) for name in (*FIGURES, "state")}
    whole = np.isin(each["state"], [State.VALUE.value, State.ZERO.value])
    numbers = np.arange(whole[0].size).reshape(shape[1:])
    order = np.argsort(np.array(boroughs, dtype=object))
    last = np.array([month.last for month in months], dtype=float)

    def laid_out(place: int) -> Figures:
        kept = whole[place].any(axis=0)
        columns = {
            name: np.where(whole[place], each[name][place], np.nan)[order][:, kept]
            for name in FIGURES
        }
        return Figures(
            units=np.array(boroughs, dtype=object)[order],
            months=last[kept],
            rows=np.where(whole[place], numbers, -1)[order][:, kept],
            **columns,
        )

    return {name: laid_out(place) for place, name in enumerate(measures)}


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """A rollout as the estimators see it.

    cells: boroughs gone live against those to which nothing else came meanwhile; alone: the same
    with only the boroughs gone live to which nothing else came either
    """

    panel: StaggeredPanel
    cells: Cells
    alone: Cells
    design: Design


def compare(
    figures: Figures,
    dates: Mapping[str, int],
    arrived: Arrivals,
    initiative: Initiative,
    *,
    outcome: Floats | None = None,
    design: Design | None = None,
    near: Mapping[str, Iterable[str]] | None = None,
) -> Comparison | Unanswerable:
    """What can be compared with what, or why nothing can.

    dates: borough -> month of going live; outcome: (n, T) what is compared, else the value
    near: boroughs whose going live counts as an arrival at a borough that is compared with, such
    as those that share its court.
    """
    how = design or Design("not_yet")
    panel = _panel(figures, figures.value if outcome is None else outcome, dates, how)
    if isinstance(panel, Unanswerable):
        return panel
    cells = list_cells(panel, how)
    others = arrived.others(initiative)
    elements = [name for name in initiative.elements if arrived.dates[name]]
    beside = [arrived.dates[name] for name in others]
    parts = [arrived.dates[name] for name in elements]
    disturbing = _months(panel, [*beside, *parts])
    if near is not None:
        disturbing = np.hstack([disturbing, _nearest(panel, near, dates)])
    clean = among(cells, controls=undisturbed(panel.periods, cells, disturbing))
    treated = undisturbed(panel.periods, cells, _months(panel, beside))
    return Comparison(panel, clean, among(clean, treated=treated), how)


def _panel(
    figures: Figures, outcome: Floats, dates: Mapping[str, int], how: Design
) -> StaggeredPanel | Unanswerable:
    groups = np.array([dates.get(unit, np.inf) for unit in figures.units], dtype=float)
    grid = Grid(
        units=figures.units,
        periods=figures.months,
        groups=groups,
        clusters=None,
        rows=figures.rows,
        outcome=outcome,
        weights=np.ones(outcome.shape),
        covariates=np.empty((*outcome.shape, 0)),
    )
    return panel_of(grid, how.control, how.anticipation)


def _months(panel: StaggeredPanel, every: Iterable[Mapping[str, GoLive]]) -> Floats:
    """(n, J) the month in which each initiative came to each borough, inf = never."""
    rows = [
        [dates[unit].month if unit in dates else np.inf for unit in panel.units] for dates in every
    ]
    return np.array(rows, dtype=float).reshape(-1, panel.units.size).T


def _nearest(
    panel: StaggeredPanel, near: Mapping[str, Iterable[str]], dates: Mapping[str, int]
) -> Floats:
    """(n, 1) the first month in which a borough nearby went live."""
    first = [
        min((dates[other] for other in near.get(unit, ()) if other in dates), default=np.inf)
        for unit in panel.units
    ]
    return np.array(first, dtype=float)[:, None]


@lru_cache(maxsize=4)
def sharing_courts(catalogue: Catalogue) -> dict[str, set[str]]:
    """Borough -> the other boroughs that use one of its magistrates' courts."""
    found: dict[str, set[str]] = {}
    for court in catalogue.of_kind(UnitKind.MAGISTRATES_COURT):
        for unit in court.members:
            found.setdefault(unit, set()).update(m for m in court.members if m != unit)
    return found
