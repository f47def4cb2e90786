"""Two naive forecasts to hold the completion forecast against.

Assumption: a reader without statistics believes the latest plan, or draws a straight line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from cjdata.stats.forecast.record import CountPlan, RolloutRecord, rollout_record
from cjdata.stats.forecast.statements import as_day, read_statements

UNDECIDED = 0.5


@dataclass(frozen=True, slots=True)
class NaiveForecast:
    """A completion date, None where the method gives none, and 0, 1 or 0.5 for the target."""

    completion: date | None
    p_by_target: float


def official_plan_forecast(
    events: pd.DataFrame, *, units: Iterable[str], known_at: Any, target_date: Any
) -> NaiveForecast:
    """Believes the latest plan for all units; without one, the chance is 0.5.

    Plans for named units count as a plan for all when they cover every unit not live yet. Raises
    ValueError as `completion_forecast` does.
    """
    return official_plan_of(_record(events, units, known_at), as_day(target_date, "target_date"))


def official_plan_of(record: RolloutRecord, target: date | None) -> NaiveForecast:
    """The same from a record that has been read."""
    whole = [plan for plan in record.plans if plan.count >= record.of]
    if record.live == record.of:
        return _believe(record.reached(record.of).until, target)
    if not whole:
        return NaiveForecast(None, UNDECIDED)
    return _believe(max(whole, key=_latest).due, target)


def straight_line_forecast(
    events: pd.DataFrame, *, units: Iterable[str], known_at: Any, target_date: Any
) -> NaiveForecast:
    """Draws a line from the report before the first go-live through the latest number live.

    Where the first report already told of some, the line starts there. With fewer than two reports
    or no growth the chance is 0.5, or 0 when the target has passed. Raises ValueError as
    `completion_forecast` does.
    """
    return straight_line_of(_record(events, units, known_at), as_day(target_date, "target_date"))


def straight_line_of(record: RolloutRecord, target: date | None) -> NaiveForecast:
    """The same from a record that has been read."""
    if record.live == record.of:
        return _believe(record.reached(record.of).until, target)
    if target is not None and len(record.days) and target.toordinal() <= record.days[-1]:
        return NaiveForecast(None, 0.0)
    start = max(0, int((record.low == 0).sum()) - 1)
    if len(record.days) - start < 2 or record.low[-1] <= record.low[start]:
        return NaiveForecast(None, UNDECIDED)
    pace = (record.low[-1] - record.low[start]) / (record.days[-1] - record.days[start])
    return _believe(record.days[-1] + (record.of - record.live) / pace, target)


def _record(events: pd.DataFrame, units: Iterable[str], known_at: Any) -> RolloutRecord:
    known = as_day(known_at, "known_at")
    if known is None:
        raise ValueError("known_at is missing")
    return rollout_record(read_statements(events, known_at=known), units=tuple(units))


def _latest(plan: CountPlan) -> tuple[int, int]:
    return plan.said, plan.due


def _believe(day: float, target: date | None) -> NaiveForecast:
    if target is None:
        raise ValueError("target_date is missing")
    completion = date.fromordinal(min(round(float(day)), date.max.toordinal()))
    return NaiveForecast(completion, float(completion <= target))
