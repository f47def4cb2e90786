"""Forecasts of when a rollout will be complete, naive ones beside it, and their scores.

Assumption: whoever asks has the events as known on a day; nothing here reads a store.
"""

from cjdata.stats.forecast.completion import completion_forecast, forecast_of
from cjdata.stats.forecast.naive import (
    NaiveForecast,
    official_plan_forecast,
    official_plan_of,
    straight_line_forecast,
    straight_line_of,
)
from cjdata.stats.forecast.record import RolloutRecord, rollout_record
from cjdata.stats.forecast.result import CompletionForecast, UnitChance, Verdict
from cjdata.stats.forecast.scoring import brier_score, coverage, median_width, skill
from cjdata.stats.forecast.statements import read_statements, statements_of

__all__ = [
    "CompletionForecast",
    "NaiveForecast",
    "RolloutRecord",
    "UnitChance",
    "Verdict",
    "brier_score",
    "completion_forecast",
    "coverage",
    "forecast_of",
    "median_width",
    "official_plan_forecast",
    "official_plan_of",
    "read_statements",
    "rollout_record",
    "skill",
    "statements_of",
    "straight_line_forecast",
    "straight_line_of",
]
