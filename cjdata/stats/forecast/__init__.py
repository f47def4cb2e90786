"""Forecasts of when a rollout will be complete, naive ones beside it, and their scores.

Assumption: whoever asks has the events as known on a day; nothing here reads a store.
"""

from cjdata.stats.forecast.completion import completion_forecast
from cjdata.stats.forecast.naive import (
    NaiveForecast,
    official_plan_forecast,
    straight_line_forecast,
)
from cjdata.stats.forecast.result import CompletionForecast, UnitChance, Verdict
from cjdata.stats.forecast.scoring import brier_score, coverage, median_width, skill

__all__ = [
    "CompletionForecast",
    "NaiveForecast",
    "UnitChance",
    "Verdict",
    "brier_score",
    "completion_forecast",
    "coverage",
    "median_width",
    "official_plan_forecast",
    "skill",
    "straight_line_forecast",
]
