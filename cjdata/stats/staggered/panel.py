"""Brings checked rows into a balanced panel, or says why the rollout cannot be judged.

Rests on one assumption: treatment, once begun, stays. The order of the steps is that of R's
`did` (2.3 and later): rows with gaps go first, then the periods in which nobody is left to
compare with, then units treated from the start, and last the units that lack a period.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.staggered.results import EffectsStatus, Floats, Positions, Unanswerable
from cjdata.stats.staggered.rows import Columns, checked_rows, rows_with_values

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
    rows, notes = rows_with_values(checked_rows(frame, columns), columns)
    if rows.empty:
        return Unanswerable(EffectsStatus.NO_COMPLETE_UNITS, "No row is complete.", tuple(notes))
    rows = _later_than_the_panel_is_never(rows, columns, anticipation)
    refusal = _refusal(rows, columns, control, anticipation)
    if refusal is not None:
        return Unanswerable(*refusal, tuple(notes))
    rows = _drop_periods_without_controls(rows, columns, anticipation, notes)
    rows = _drop_treated_from_the_start(rows, columns, anticipation, notes)
    rows = _drop_units_with_gaps(rows, columns, notes)
    if rows.empty:
        reason = "No unit has a value in every period."
        return Unanswerable(EffectsStatus.NO_COMPLETE_UNITS, reason, tuple(notes))
    refusal = _refusal(rows, columns, control, anticipation)
    if refusal is not None:
        return Unanswerable(*refusal, tuple(notes))
    return _assemble(rows, columns, anticipation, notes)


def _later_than_the_panel_is_never(
    rows: pd.DataFrame, columns: Columns, anticipation: int
) -> pd.DataFrame:
    late = rows[columns.first_treated] > rows[columns.period].max() + anticipation
    return rows.assign(**{columns.first_treated: rows[columns.first_treated].mask(late, np.inf)})


def _refusal(
    rows: pd.DataFrame, columns: Columns, control: str, anticipation: int
) -> tuple[EffectsStatus, str] | None:
    starts = rows.groupby(columns.unit)[columns.first_treated].first().to_numpy(float)
    treated = np.unique(starts[np.isfinite(starts)])
    with_before = treated[treated > rows[columns.period].min() + anticipation]
    if rows[columns.period].nunique() < 2:
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


def _drop_periods_without_controls(
    rows: pd.DataFrame, columns: Columns, anticipation: int, notes: list[str]
) -> pd.DataFrame:
    last = rows[columns.first_treated].max()
    if np.isinf(last):
        return rows
    notes.append(
        f"every unit goes live: periods from {last - anticipation:g} on have no comparison and "
        f"were left out; the last to go live (in {last:g}) serve as comparison only"
    )
    return rows[rows[columns.period] < last - anticipation]


def _drop_treated_from_the_start(
    rows: pd.DataFrame, columns: Columns, anticipation: int, notes: list[str]
) -> pd.DataFrame:
    early = rows[columns.first_treated] <= rows[columns.period].min() + anticipation
    if early.any():
        names = ", ".join(map(str, pd.unique(rows.loc[early, columns.unit])))
        notes.append(f"units live from the first period were left out: {names}")
    return rows[~early]


def _drop_units_with_gaps(rows: pd.DataFrame, columns: Columns, notes: list[str]) -> pd.DataFrame:
    present = rows.groupby(columns.unit, sort=False)[columns.period].transform("size")
    gaps = present < rows[columns.period].nunique()
    if gaps.any():
        names = ", ".join(map(str, pd.unique(rows.loc[gaps, columns.unit])))
        notes.append(f"units without a value in every period were left out: {names}")
    return rows[~gaps]


def _assemble(
    rows: pd.DataFrame, columns: Columns, anticipation: int, notes: list[str]
) -> StaggeredPanel:
    rows = rows.sort_values([columns.unit, columns.period], kind="stable")
    periods = np.sort(rows[columns.period].unique()).astype(float)
    units = rows[columns.unit].to_numpy(dtype=object)[:: periods.size]
    shape = (units.size, periods.size)
    groups = rows[columns.first_treated].to_numpy(float).reshape(shape)[:, 0]
    weights = np.ones(shape)
    if columns.weights is not None:
        weights = rows[columns.weights].to_numpy(float).reshape(shape)
    home = columns.unit if columns.cluster is None else columns.cluster
    return StaggeredPanel(
        units=units,
        periods=periods,
        outcome=rows[columns.outcome].to_numpy(float).reshape(shape),
        weights=weights,
        covariates=rows[list(columns.covariates)].to_numpy(float).reshape(*shape, -1),
        groups=groups,
        clusters=np.asarray(pd.factorize(rows[home])[0][:: periods.size], dtype=np.intp),
        treated_groups=_estimable(groups, periods, anticipation),
        notes=tuple(notes),
    )


def _estimable(groups: Floats, periods: Floats, anticipation: int) -> Floats:
    """Groups with a period before them; where all go live, the last is comparison only."""
    candidates = np.unique(groups[np.isfinite(groups)])
    if np.isfinite(groups).all():
        candidates = candidates[:-1]
    return np.asarray(candidates[candidates > periods[0] + anticipation], dtype=float)
