"""How forecasts did once the outcome is known, beside believing the plan and a straight line.

Assumes that the last forecast given tells the outcome: all units live, between two reports.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.stats.forecast import brier_score, median_width


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the forecasts of earlier days did, once all units were live."""

    forecasts: int
    brier: float
    brier_plan: float
    brier_line: float
    held_80: int
    """How many of the 80% intervals overlap the days between which it came about."""
    held_95: int
    width_80: int
    """Median width of the 80% intervals in days."""


def score(forecasts: Sequence[DatedForecast]) -> Score | None:
    """How the earlier forecasts did; None until the last one says that all units are live."""
    if not forecasts or not forecasts[-1].forecast.done:
        return None
    outcome = forecasts[-1].forecast
    made = [(f, f.reckoned or f.forecast) for f in forecasts if not f.forecast.done]
    open_ones = [(f, forecast) for f, forecast in made if forecast.p_by_target is not None]
    came = outcome.interval95
    if not open_ones or came is None:
        return None
    in_time = [bool(outcome.p_by_target and outcome.p_by_target > 0.5)] * len(open_ones)
    widths = [own.interval80 for _, own in open_ones if own.interval80 is not None]
    return Score(
        forecasts=len(open_ones),
        brier=brier_score([own.p_by_target or 0.0 for _, own in open_ones], in_time),
        brier_plan=brier_score([f.plan.p_by_target for f, _ in open_ones], in_time),
        brier_line=brier_score([f.line.p_by_target for f, _ in open_ones], in_time),
        held_80=sum(_overlap(own.interval80, came) for _, own in open_ones),
        held_95=sum(_overlap(own.interval95, came) for _, own in open_ones),
        width_80=round(median_width(widths)) if widths else 0,
    )


def _overlap(one: tuple[dt.date, dt.date] | None, other: tuple[dt.date, dt.date]) -> bool:
    return one is not None and one[0] <= other[1] and other[0] <= one[1]
