"""How wrong may parallel trends be before the conclusion falls, and what could have been seen?

Rests on one assumption: departures from parallel trends after go-live are, from one period to
the next, at most some multiple of the largest step seen before (relative magnitudes, Rambachan
and Roth 2023, "A More Credible Approach to Parallel Trends", Review of Economic Studies 90).
This is a simple bound and not their confidence set: it takes the largest step seen, chance
included, for the true one, which makes it wider, and adds the interval's own half width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from cjdata.stats.staggered.inference import spread, t_value
from cjdata.stats.staggered.results import DrawnEffect

MULTIPLES = (0.0, 0.25, 0.5, 1.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class TrendSensitivity:
    """What remains of an effect when trends are allowed to part.

    estimate: mean over event times `first` to `horizon`
    largest_step: the largest step before go-live
    by_multiple: multiple, lower, upper
    breakdown: the multiple from which on the interval includes 0; 0 when it does so at once, NaN
    when there is no period before go-live to learn a step from
    """

    estimate: float
    horizon: int
    largest_step: float
    by_multiple: pd.DataFrame
    breakdown: float


def trend_sensitivity(
    dynamic: DrawnEffect,
    *,
    first: int = 0,
    horizon: int = 11,
    multiples: Sequence[float] = MULTIPLES,
    half_width: float | None = None,
) -> TrendSensitivity:
    """Bounds on the mean effect from `first` up to `horizon` periods after go-live.

    dynamic: an aggregate of kind `dynamic` with a varying base period, whose rows before go-live
    are steps from one period to the next. A departure of m steps a period has grown to
    (e + 1) m steps at event time e. `half_width` is that of the interval around the mean, where
    another than the leave-one-out one is to count. Raises ValueError for another kind.
    """
    if dynamic.kind != "dynamic":
        raise ValueError("trend_sensitivity needs a dynamic aggregate")
    events = dynamic.column("event_time")
    estimates = dynamic.column("estimate")
    after = np.flatnonzero((events >= first) & (events <= horizon))
    before = np.flatnonzero(events < 0)
    if after.size == 0 or before.size == 0:
        empty = pd.DataFrame({"multiple": [], "lower": [], "upper": []})
        return TrendSensitivity(float("nan"), horizon, float("nan"), empty, float("nan"))
    estimate = float(estimates[after].mean())
    half = half_width
    if half is None:
        half = t_value(dynamic.degrees_of_freedom) * _error(dynamic, after)
    step = float(np.nanmax(np.abs(estimates[before])))
    growth = float((events[after] + 1).mean())
    return TrendSensitivity(
        estimate=estimate,
        horizon=horizon,
        largest_step=step,
        by_multiple=_bounds(estimate, half, step * growth, multiples),
        breakdown=_breakdown(estimate, half, step * growth),
    )


def smallest_detectable_effect(
    effect: DrawnEffect, *, power: float = 0.8, level: float = 0.95
) -> float:
    """The effect that a sample like this finds with the given power (two-sided).

    Raises ValueError for a power or level outside 0 to 1; NaN when there is no standard error.
    """
    if not (0 < power < 1 and 0 < level < 1):
        raise ValueError("power and level lie between 0 and 1")
    if effect.degrees_of_freedom < 1:
        return float("nan")
    needed = t_value(effect.degrees_of_freedom, level)
    needed += float(stdtrit(effect.degrees_of_freedom, power))
    return needed * effect.error


def _error(dynamic: DrawnEffect, rows: np.ndarray) -> float:
    mean = dynamic.deviations[:, rows].mean(axis=1, keepdims=True)
    return float(spread(mean)[0])


def _bounds(
    estimate: float, half: float, departure: float, multiples: Sequence[float]
) -> pd.DataFrame:
    allowed = np.asarray(multiples, dtype=float)
    margin = half + allowed * departure
    return pd.DataFrame(
        {"multiple": allowed, "lower": estimate - margin, "upper": estimate + margin}
    )


def _breakdown(estimate: float, half: float, departure: float) -> float:
    if not np.isfinite(half):
        return float("nan")
    spare = abs(estimate) - half
    if spare <= 0:
        return 0.0
    return spare / departure if departure > 0 else float("inf")
