"""Brings checked rows into a balanced panel, or says why the rollout cannot be judged.

Rests on one assumption: treatment, once begun, stays. The order of the steps is that of R's
`did` (2.3 and later): rows with gaps go first, then the periods in which nobody is left to
compare with, then units treated from the start, and last the units that lack a period.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.staggered.grid import Grid, grid_of
from cjdata.stats.staggered.results import EffectsStatus, Floats, Positions, Unanswerable
from cjdata.stats.staggered.rows import Columns, checked_rows

CONTROLS = ("never", "not_yet")


@dataclass(frozen=True, slots=True, eq=False)
class StaggeredPanel:
    """A balanced panel of n units and T periods.

    units: (n,) labels; periods: (T,) increasing; outcome and weights: (n, T)
    covariates: (n, T, k) without the intercept; groups: (n,) first treated period, inf = never
    clusters: (n,) numbered from 0; treated_groups: the groups whose effects can be estimated
    notes: what was left out, in plain words
    """

    units: NDArray[np.object_]
    periods: Floats
    outcome: Floats
    weights: Floats
    covariates: Floats
    groups: Floats
    clusters: Positions
    treated_groups: Floats
    notes: tuple[str, ...]


def build_panel(
    frame: pd.DataFrame, columns: Columns, *, control: str, anticipation: int = 0
) -> StaggeredPanel | Unanswerable:
    """Check a long frame and bring it into the shape of the estimators.

    Raises ValueError on what is wrong with the call or the data (see `rows.checked_rows`); what
    is sound but cannot be answered is returned as `Unanswerable`.
    """
    if control not in CONTROLS:
        raise ValueError(f"control must be one of {CONTROLS}, not {control!r}")
    if anticipation < 0:
        raise ValueError("anticipation counts periods and must be 0 or more")
    return panel_of(grid_of(checked_rows(frame, columns), columns), control, anticipation)


def panel_of(grid: Grid, control: str, anticipation: int = 0) -> StaggeredPanel | Unanswerable:
    """The same from rows that are checked and laid out already."""
    grid, notes = _rows_with_values(grid)
    if grid.units.size == 0:
        return Unanswerable(EffectsStatus.NO_COMPLETE_UNITS, "No row is complete.", tuple(notes))
    grid = _later_than_the_panel_is_never(grid, anticipation)
    refusal = _refusal(grid, control, anticipation)
    if refusal is not None:
        return Unanswerable(*refusal, tuple(notes))
    grid = _drop_periods_without_controls(grid, anticipation, notes)
    grid = _drop_treated_from_the_start(grid, anticipation, notes)
    grid = _drop_units_with_gaps(grid, notes)
    if grid.units.size == 0:
        reason = "No unit has a value in every period."
        return Unanswerable(EffectsStatus.NO_COMPLETE_UNITS, reason, tuple(notes))
    refusal = _refusal(grid, control, anticipation)
    if refusal is not None:
        return Unanswerable(*refusal, tuple(notes))
    return StaggeredPanel(
        units=grid.units,
        periods=grid.periods,
        outcome=grid.outcome,
        weights=grid.weights,
        covariates=grid.covariates,
        groups=grid.groups,
        clusters=_numbered(grid),
        treated_groups=_estimable(grid.groups, grid.periods, anticipation),
        notes=tuple(notes),
    )


def _rows_with_values(grid: Grid) -> tuple[Grid, list[str]]:
    """The rows that lack nothing, and a note on the others."""
    complete = np.isfinite(grid.outcome) & np.isfinite(grid.weights)
    complete &= np.isfinite(grid.covariates).all(axis=2) & np.isfinite(grid.periods)
    complete &= grid.present
    if grid.clusters is not None:
        complete &= pd.notna(grid.clusters)[:, None]
    if complete.all():
        return grid, []
    lost, of = int((grid.present & ~complete).sum()), int(grid.present.sum())
    notes = [f"{lost} of {of} rows lack a value and were left out"] if lost else []
    return grid.among(complete), notes


def _later_than_the_panel_is_never(grid: Grid, anticipation: int) -> Grid:
    late = grid.groups > grid.periods[-1] + anticipation
    return replace(grid, groups=np.where(late, np.inf, grid.groups))


def _refusal(grid: Grid, control: str, anticipation: int) -> tuple[EffectsStatus, str] | None:
    starts = grid.groups
    treated = np.unique(starts[np.isfinite(starts)])
    with_before = treated[treated > grid.periods[0] + anticipation]
    if grid.periods.size < 2:
        return EffectsStatus.TOO_FEW_PERIODS, "There is one period, so there is no before."
    if treated.size == 0:
        return EffectsStatus.NOBODY_TREATED, "No unit goes live within the periods covered."
    if with_before.size == 0:
        reason = "Every unit that goes live is live from the first period: there is no before."
        return EffectsStatus.ALL_TREATED_FROM_THE_START, reason
    if np.isinf(starts).any():
        return None
    if control == "never":
        reason = "Every unit goes live: compare with those not yet live instead."
        return EffectsStatus.NO_NEVER_TREATED, reason
    if with_before.size < 2:
        reason = "All units go live at the same time: there is nobody to compare with."
        return EffectsStatus.NO_CONTROLS, reason
    return None


def _drop_periods_without_controls(grid: Grid, anticipation: int, notes: list[str]) -> Grid:
    last = grid.groups.max()
    if np.isinf(last):
        return grid
    notes.append(
        f"every unit goes live: periods from {last - anticipation:g} on have no comparison and "
        f"were left out; the last to go live (in {last:g}) serve as comparison only"
    )
    return grid.among(grid.periods < last - anticipation)


def _drop_treated_from_the_start(grid: Grid, anticipation: int, notes: list[str]) -> Grid:
    early = grid.groups <= grid.periods[0] + anticipation
    if not early.any():
        return grid
    notes.append(f"units live from the first period were left out: {grid.names(early)}")
    return grid.among(~early[:, None])


def _drop_units_with_gaps(grid: Grid, notes: list[str]) -> Grid:
    gaps = np.asarray(~grid.present.all(axis=1), dtype=bool)
    if not gaps.any():
        return grid
    notes.append(f"units without a value in every period were left out: {grid.names(gaps)}")
    return grid.among(~gaps[:, None])


def _numbered(grid: Grid) -> Positions:
    """(n,) the cluster of each unit, numbered from 0."""
    if grid.clusters is None:
        return np.arange(grid.units.size)
    return np.asarray(pd.factorize(grid.clusters)[0], dtype=np.intp)


def _estimable(groups: Floats, periods: Floats, anticipation: int) -> Floats:
    """Groups with a period before them; where all go live, the last is comparison only."""
    candidates = np.unique(groups[np.isfinite(groups)])
    if np.isfinite(groups).all():
        candidates = candidates[:-1]
    return np.asarray(candidates[candidates > periods[0] + anticipation], dtype=float)
