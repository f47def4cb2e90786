"""Did the groups move alike before go-live? A joint test and placebo dates.

Rests on one assumption: groups that moved alike before would have gone on to. A test that finds
nothing does not show it; with few units it can hardly find anything, so its power is to be read
beside it (Roth 2022, "Pretest with Caution", American Economic Review: Insights 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import chdtrc, fdtrc

from cjdata.stats.staggered.aggregation import mean_of_cells, no_effect
from cjdata.stats.staggered.group_time import group_time_effects
from cjdata.stats.staggered.inference import NO_SPREAD
from cjdata.stats.staggered.results import (
    AggregateEffect,
    DrawnEffect,
    EffectsStatus,
    GroupTimeEffects,
    Positions,
)

NAN = float("nan")


class JointTestStatus(StrEnum):
    """Whether a joint test could be made."""

    TESTED = "tested"
    NO_PERIODS_BEFORE = "no_periods_before"
    TOO_FEW_UNITS = "too_few_units"


@dataclass(frozen=True, slots=True)
class PretrendTest:
    """A Wald statistic of `restrictions` pre-treatment effects being 0, and its p value."""

    statistic: float
    restrictions: int
    p_value: float
    status: JointTestStatus
    reason: str


def pretrend_test(effects: GroupTimeEffects) -> PretrendTest:
    """All pre-treatment cells at once, chi-squared: the pre-test of R's `did`.

    Made for many units: with as many cells as units it cannot be made, and the status says so;
    then use `lead_test`.
    """
    behind = effects.estimation
    if behind is None:
        return _untested(JointTestStatus.NO_PERIODS_BEFORE, effects.reason or "No effects to test.")
    chosen = behind.periods < behind.cells.groups
    influence, estimates = behind.cells.influence[:, chosen], behind.cells.estimates[chosen]
    count = len(influence)
    known = np.sqrt((influence**2).mean(axis=0) / count) > NO_SPREAD
    influence, estimates = influence[:, known], estimates[known]
    if estimates.size == 0:
        return _untested(
            JointTestStatus.NO_PERIODS_BEFORE, "There is no period before go-live to test."
        )
    covariance = influence.T @ influence / count**2
    if estimates.size >= count or np.linalg.cond(covariance) > 1 / np.finfo(float).eps:
        return _untested(
            JointTestStatus.TOO_FEW_UNITS, "There are more effects to test than units."
        )
    statistic = float(estimates @ np.linalg.solve(covariance, estimates))
    p_value = float(chdtrc(estimates.size, statistic))
    return PretrendTest(statistic, estimates.size, p_value, JointTestStatus.TESTED, "")


def lead_test(dynamic: DrawnEffect, leads: int = 3) -> PretrendTest:
    """The last `leads` event times before go-live at once, for few clusters (Hotelling, F).

    dynamic: an aggregate of kind `dynamic`, whose leave-one-out deviations give the covariance.
    Raises ValueError for another kind or fewer than one lead.
    """
    if dynamic.kind != "dynamic" or leads < 1:
        raise ValueError("lead_test needs a dynamic aggregate and at least one lead")
    chosen = _last_leads(dynamic, leads)
    if chosen.size == 0:
        return _untested(
            JointTestStatus.NO_PERIODS_BEFORE, "There is no period before go-live to test."
        )
    estimates = dynamic.column("estimate")[chosen]
    free = dynamic.degrees_of_freedom - chosen.size + 1
    if free < 1:
        return _untested(
            JointTestStatus.TOO_FEW_UNITS, "There are too few units for so many leads."
        )
    covariance = dynamic.deviations[:, chosen].T @ dynamic.deviations[:, chosen]
    statistic = float(estimates @ np.linalg.solve(covariance, estimates))
    scaled = statistic * free / (dynamic.degrees_of_freedom * chosen.size)
    p_value = float(fdtrc(chosen.size, free, scaled))
    return PretrendTest(statistic, int(chosen.size), p_value, JointTestStatus.TESTED, "")


def placebo_effect(panel: pd.DataFrame, shift: int, **options: Any) -> AggregateEffect:
    """Pretend that every go-live came `shift` periods earlier; an honest design finds nothing.

    The mean over the `shift` periods before the true go-live, each against the last period
    before the pretended one. options: those of `group_time_effects`, without anticipation and
    base_period. Raises ValueError for a shift below 1, and as `group_time_effects` does.
    """
    if shift < 1:
        raise ValueError("a placebo date lies at least one period before the true one")
    effects = group_time_effects(panel, anticipation=shift, base_period="universal", **options)
    before = effects[(effects["event_time"] >= -shift) & (effects["event_time"] < 0)]
    if effects.estimation is None or before["estimate"].notna().sum() == 0:
        return _no_placebo(effects)
    return mean_of_cells(before)


def _last_leads(dynamic: DrawnEffect, leads: int) -> Positions:
    """Rows of `by` before go-live with an estimate and a spread, the last `leads` of them."""
    events = dynamic.column("event_time")
    known = np.isfinite(dynamic.column("lower"))
    return np.flatnonzero((events < 0) & known)[-leads:]


def _no_placebo(effects: GroupTimeEffects) -> AggregateEffect:
    reason = effects.reason or "No unit has that many periods before its go-live."
    status = effects.status
    if status == EffectsStatus.ESTIMATED:
        status = EffectsStatus.TOO_FEW_PERIODS
    return no_effect("simple", effects, status, reason)


def _untested(status: JointTestStatus, reason: str) -> PretrendTest:
    return PretrendTest(NAN, 0, NAN, status, reason)
