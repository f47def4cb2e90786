"""Two-way fixed effects: what the usual regression would say, shown as a warning only.

Rests on one assumption that a rollout seldom meets: the effect is the same in every unit and
does not grow. Where it grows, units live early serve as comparison for later ones and some
effects enter with a negative weight (Goodman-Bacon 2021, Journal of Econometrics 225; de
Chaisemartin and D'Haultfoeuille 2020, American Economic Review 110).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjdata.stats.staggered.inference import cluster_sums, t_value
from cjdata.stats.staggered.panel import StaggeredPanel, build_panel
from cjdata.stats.staggered.results import UNKNOWN, EffectsStatus, Floats, Interval, Unanswerable
from cjdata.stats.staggered.rows import Columns


@dataclass(frozen=True, slots=True)
class TwoWayFixedEffects:
    """The coefficient of treatment beside unit and period levels, clustered by unit.

    negative_share: share of the treated unit-months whose effect counts with the wrong sign
    """

    estimate: float
    standard_error: float
    interval95: Interval
    negative_share: float
    status: EffectsStatus
    reason: str


def two_way_fixed_effects(
    panel: pd.DataFrame, *, outcome: str, unit: str, period: str, first_treated: str
) -> TwoWayFixedEffects:
    """Regress the outcome on treatment, unit and period; only to be shown beside the others.

    panel: as for `group_time_effects`. Raises ValueError as it does.
    """
    columns = Columns(outcome, unit, period, first_treated)
    built = build_panel(panel, columns, control="not_yet")
    if isinstance(built, Unanswerable):
        nan = float("nan")
        return TwoWayFixedEffects(nan, nan, UNKNOWN, nan, built.status, built.reason)
    return regress(built)


def regress(panel: StaggeredPanel) -> TwoWayFixedEffects:
    """The regression on a checked (balanced) panel."""
    live = panel.periods >= panel.groups[:, None]
    treatment = _within(live.astype(float))
    changes = _within(panel.outcome)
    size = float((treatment**2).sum())
    estimate = float((treatment * changes).sum()) / size
    scores = (treatment * (changes - estimate * treatment)).sum(axis=1, keepdims=True)
    sums = cluster_sums(scores, panel.clusters)
    error = float(np.sqrt((sums**2).sum() * len(sums) / (len(sums) - 1))) / size
    half = t_value(len(sums) - 1) * error
    return TwoWayFixedEffects(
        estimate=estimate,
        standard_error=error,
        interval95=(estimate - half, estimate + half),
        negative_share=float((treatment[live] < 0).mean()),
        status=EffectsStatus.ESTIMATED,
        reason="",
    )


def _within(values: Floats) -> Floats:
    """Values (n, T) less their unit's and their period's mean."""
    centred = values - values.mean(axis=1, keepdims=True)
    return np.asarray(centred - centred.mean(axis=0, keepdims=True), dtype=float)
