"""The imputation estimator, a second opinion beside the group-time effects.

Rests on one assumption: untreated outcomes are a unit's level plus a period's level, so what
untreated months predict for treated ones is what would have happened. Where they predict nothing,
since no chain of untreated months ties the unit to the period, no effect can be told and the month
is left out. After Borusyak, Jaravel and Spiess (2024), "Revisiting Event-Study Designs", Review of
Economic Studies 91.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjdata.stats.staggered.inference import (
    cluster_deviations,
    cluster_sums,
    kept_units,
    spread,
    t_value,
)
from cjdata.stats.staggered.panel import StaggeredPanel, build_panel
from cjdata.stats.staggered.results import (
    UNKNOWN,
    EffectsStatus,
    Flags,
    Floats,
    Interval,
    Unanswerable,
)
from cjdata.stats.staggered.rows import Columns

WELL_LINKED = 1e10
"""Largest condition number of a system of period levels that is solved as it stands."""
NONE_IDENTIFIED = "In no month after a go-live is anybody untreated who tells what would have been."
ONE_IDENTIFIED = "Only one unit has months live of which it can be said what would have been."


@dataclass(frozen=True, slots=True, eq=False)
class ImputationEffect:
    """The mean effect over the treated months that identify one, and by time since go-live.

    standard_error: clustered, conservative (equation 8 of the paper, averages by cohort and
    period); interval95: from leaving out one cluster at a time, as for the group-time effects
    by: event_time, estimate, standard_error, lower, upper
    treated: how many months of units there are after going live; identified: those averaged, for
    which untreated months say what would have been
    """

    estimate: float
    standard_error: float
    interval95: Interval
    by: pd.DataFrame
    treated: int
    identified: int
    status: EffectsStatus
    reason: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Fit:
    """Untreated outcomes fitted: gap (n, T) outcome minus fit, and averages of it (R, n, T)."""

    gap: Floats
    averages: Floats


def imputation_effect(
    panel: pd.DataFrame,
    *,
    outcome: str,
    unit: str,
    period: str,
    first_treated: str,
    weights: str | None = None,
    cluster: str | None = None,
) -> ImputationEffect:
    """Impute what treated months would have shown and average the difference.

    panel: as for `group_time_effects`, not-yet-treated months included in the comparison.
    Raises ValueError as `group_time_effects` does; unanswerable questions come back with a status.
    """
    columns = Columns(outcome, unit, period, first_treated, (), weights, cluster)
    built = build_panel(panel, columns, control="not_yet")
    if isinstance(built, Unanswerable):
        return _nothing(0, built)
    return impute(built)


_COLUMNS = ("event_time", "estimate", "standard_error", "lower", "upper")


def _nothing(treated: int, why: Unanswerable) -> ImputationEffect:
    empty = pd.DataFrame({name: pd.Series(dtype="float64") for name in _COLUMNS})
    nan = float("nan")
    return ImputationEffect(nan, nan, UNKNOWN, empty, treated, 0, why.status, why.reason, why.notes)


@dataclass(frozen=True, slots=True, eq=False)
class _System:
    """The fit with the unit levels taken out, which leaves one small system of period levels.

    weights: (n, T) of untreated months; shares: the same, of their unit's weight
    level: (n, 1) mean outcome of the untreated months; moments: (n, T, T) each unit's part
    """

    weights: Floats
    shares: Floats
    level: Floats
    moments: Floats


def impute(panel: StaggeredPanel) -> ImputationEffect:
    """The imputation estimator on a checked panel."""
    system = _system(panel)
    treated = (panel.periods >= panel.groups[:, None]) & (panel.weights > 0)
    identified = treated & _identified(system.weights, system.moments.sum(axis=0))
    if not identified.any():
        why = Unanswerable(EffectsStatus.NO_EFFECT_PERIODS, NONE_IDENTIFIED, panel.notes)
        return _nothing(int(treated.sum()), why)
    events, targets = _targets(panel, identified)
    fit = _fit(panel, targets, system)
    estimates = np.einsum("rit,it->r", fit.averages, panel.outcome)
    errors = _conservative_errors(panel, fit)
    half = _half_widths(panel, targets, fit, system)
    by = pd.DataFrame(
        {
            "event_time": events.astype("int64") if (events == np.round(events)).all() else events,
            "estimate": estimates[1:],
            "standard_error": errors[1:],
            "lower": estimates[1:] - half[1:],
            "upper": estimates[1:] + half[1:],
        }
    )
    limits = (float(estimates[0] - half[0]), float(estimates[0] + half[0]))
    alone = int(identified.any(axis=1).sum()) == 1
    return ImputationEffect(
        estimate=float(estimates[0]),
        standard_error=float(errors[0]),
        interval95=UNKNOWN if alone else limits,
        by=by,
        treated=int(treated.sum()),
        identified=int(identified.sum()),
        status=EffectsStatus.ONE_TREATED_UNIT if alone else EffectsStatus.ESTIMATED,
        reason=ONE_IDENTIFIED if alone else "",
        notes=panel.notes,
    )


def _identified(weights: Floats, moments: Floats) -> Flags:
    """(..., n, T) for which periods the untreated ones of each unit say what would have been.

    weights: (n, T) of untreated months; moments: (..., T, T) of the units that are fitted
    Two periods in which one unit is untreated tell of each other, and so on along the chain.
    """
    linked = moments < 0
    while True:
        along = linked | (linked.astype(float) @ linked > 0)
        if (along == linked).all():
            return np.asarray((weights > 0).astype(float) @ linked > 0, dtype=bool)
        linked = along


def _targets(panel: StaggeredPanel, identified: Flags) -> tuple[Floats, Floats]:
    """Event times (E,) and averaging weights (1 + E, n, T): all months identified, then each."""
    age = panel.periods - panel.groups[:, None]
    events = np.unique(age[identified])
    masks = np.stack([identified, *(identified & (age == event) for event in events)])
    weighted = masks * panel.weights
    return events, weighted / weighted.sum(axis=(1, 2), keepdims=True)


def _system(panel: StaggeredPanel) -> _System:
    weights = panel.weights * (panel.periods < panel.groups[:, None])
    total = weights.sum(axis=1, keepdims=True)
    shares = weights / np.where(total > 0, total, 1)
    moments = -weights[:, :, None] * shares[:, None, :]
    diagonal = np.arange(panel.periods.size)
    moments[:, diagonal, diagonal] += weights
    level = (shares * panel.outcome).sum(axis=1, keepdims=True)
    return _System(weights, shares, level, moments)


def _fit(panel: StaggeredPanel, targets: Floats, system: _System) -> _Fit:
    """Fit unit and period levels on untreated months.

    Each average is linear in the outcomes: its own weights on treated months, and on untreated
    ones what the fit hands down from them.
    """
    weights, shares = system.weights, system.shares
    by_unit = targets.sum(axis=2)
    handed = targets.sum(axis=1) - by_unit @ shares
    right = (weights * (panel.outcome - system.level)).sum(axis=0)
    levels = np.zeros((1 + len(targets), panel.periods.size))  # that of the first period is 0
    inverse = np.linalg.pinv(system.moments.sum(axis=0)[1:, 1:], hermitian=True)
    levels[:, 1:] = np.vstack([right, handed])[:, 1:] @ inverse
    gap = panel.outcome - system.level - levels[0] + (shares @ levels[0])[:, None]
    total = weights.sum(axis=1)
    unit = by_unit / np.where(total > 0, total, 1) - levels[1:] @ shares.T
    return _Fit(gap, targets - weights * (unit[:, :, None] + levels[1:, None, :]))


def _conservative_errors(panel: StaggeredPanel, fit: _Fit) -> Floats:
    """Equation 8: effects are centred on their cohort's, weighted by the squared weights."""
    treated = panel.periods >= panel.groups[:, None]
    squares = fit.averages**2
    centred = np.where(treated, 0.0, fit.gap)[None].repeat(len(squares), axis=0)
    for group in panel.treated_groups:
        cohort = (panel.groups == group)[:, None] & treated
        weight = np.where(cohort, squares, 0.0)
        total = weight.sum(axis=1, keepdims=True)
        mean = (weight * fit.gap).sum(axis=1, keepdims=True) / np.where(total > 0, total, 1)
        centred = np.where(cohort, fit.gap - mean, centred)
    scores = (fit.averages * centred).sum(axis=2).T
    return np.asarray(np.sqrt((cluster_sums(scores, panel.clusters) ** 2).sum(axis=0)))


def _half_widths(panel: StaggeredPanel, targets: Floats, fit: _Fit, system: _System) -> Floats:
    """(1 + E,) half widths at 95% from leaving out one cluster at a time."""
    kept = kept_units(panel.clusters)
    if kept is None:
        return t_value(int(panel.clusters.max())) * _conservative_errors(panel, fit)
    without = _without(panel, targets, kept, system)
    deviations = cluster_deviations(np.empty((0, 0)), without, panel.clusters)
    identified = np.unique(panel.clusters[targets[0].any(axis=1)]).size
    return t_value(identified - 1) * spread(deviations)


def _without(panel: StaggeredPanel, targets: Floats, kept: Flags, system: _System) -> Floats:
    """Averages (C, 1 + E) over the units kept in each row, NaN where they cannot be told."""
    weights, shares, level = system.weights, system.shares, system.level
    right = weights * (panel.outcome - level)
    stay = kept.astype(float)
    moments = np.tensordot(stay, system.moments, axes=1)
    periods = _period_levels(moments, stay @ right)
    raw = np.einsum("rit,it->ri", targets, panel.outcome - level)
    fitted = np.einsum(
        "rit,cit->cri", targets, periods[:, None, :] - (periods @ shares.T)[:, :, None]
    )
    remaining = stay[:, None, :] * targets.sum(axis=2)
    total = remaining.sum(axis=2)
    sums = (stay[:, None, :] * (raw - fitted)).sum(axis=2)
    lost = kept[:, :, None] & ~_identified(weights, moments)
    told = lost.reshape(len(kept), -1).astype(float) @ targets.reshape(len(targets), -1).T == 0
    with np.errstate(divide="ignore", invalid="ignore"):
        known = told & (total > 0)
        return np.asarray(np.where(known, sums / total, np.nan), dtype=float)


def _period_levels(moments: Floats, right: Floats) -> Floats:
    """Period levels (C, T) that sum to 0, of systems (C, T, T) that fix them up to a constant.

    A period in which nobody is untreated has no level: its row is empty and it gets 0, as from
    the pseudoinverse, which is slower by far and left for systems that fall apart otherwise.
    """
    empty = np.einsum("ctt->ct", moments) <= 0
    linked = ~empty[:, :, None] & ~empty[:, None, :]
    scale = np.maximum(moments.max(axis=(1, 2), keepdims=True), np.finfo(float).tiny)
    whole = moments + scale * linked + scale * empty[:, :, None] * np.eye(moments.shape[1])
    if (np.linalg.cond(whole, 1) < WELL_LINKED).all():
        return np.asarray(np.linalg.solve(whole, right[:, :, None])[:, :, 0], dtype=float)
    inverse = np.linalg.pinv(moments, hermitian=True)
    return np.asarray(np.einsum("cts,cs->ct", inverse, right), dtype=float)
