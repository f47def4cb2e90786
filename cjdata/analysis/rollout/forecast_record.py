"""A forecast written down and read again: what the log keeps of it, as JSON has it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from cjdata.analysis.rollout.forecast_log import Days, LoggedForecast
from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.domain.catalogue import Catalogue
from cjdata.stats.forecast import CompletionForecast, NaiveForecast, UnitChance, Verdict

DIGITS = 6
"""Digits of a chance: as many as any machine agrees on."""


def written(found: DatedForecast, rests_on: str) -> dict[str, Any]:
    """What is kept of a forecast."""
    forecast = found.forecast
    return {
        "initiative": found.initiative.id,
        "counted": found.counted.id,
        "rests_on": rests_on,
        "target_date": forecast.target_date.isoformat(),
        "of": forecast.of,
        "live": forecast.live,
        "named_live": forecast.named_live,
        "last_report": _text(forecast.last_report),
        "p_by_target": _chance(forecast.p_by_target),
        "median": _text(forecast.median),
        "interval80": _texts(forecast.interval80),
        "interval95": _texts(forecast.interval95),
        "verdict": forecast.verdict.value,
        "reason": forecast.reason,
        "plan": {"completion": _text(found.plan.completion), "p": found.plan.p_by_target},
        "line": {"completion": _text(found.line.completion), "p": found.line.p_by_target},
        "units": {u.unit: _chance(u.p_by_target) for u in forecast.units if not u.named_live},
        "named": [u.unit for u in forecast.units if u.named_live],
    }


def read_again(logged: LoggedForecast, catalogue: Catalogue) -> DatedForecast | None:
    """The forecast as it was logged; None for an initiative that is no longer defined."""
    kept = logged.detail
    if logged.initiative not in catalogue.initiatives or logged.counted not in (
        catalogue.initiatives
    ):
        return None
    units = [UnitChance(unit, True, 1.0) for unit in kept["named"]]
    units += [UnitChance(unit, False, float(p)) for unit, p in kept["units"].items()]
    return DatedForecast(
        initiative=catalogue.initiatives[logged.initiative],
        counted=catalogue.initiatives[logged.counted],
        known_at=logged.known_at,
        forecast=CompletionForecast(
            known_at=logged.known_at,
            target_date=dt.date.fromisoformat(kept["target_date"]),
            of=int(kept["of"]),
            live=int(kept["live"]),
            named_live=int(kept["named_live"]),
            last_report=_day(kept["last_report"]),
            p_by_target=kept["p_by_target"],
            median=_day(kept["median"]),
            interval80=_days(kept["interval80"]),
            interval95=_days(kept["interval95"]),
            verdict=Verdict(kept["verdict"]),
            reason=str(kept["reason"]),
            units=tuple(units),
        ),
        plan=_naive(kept["plan"]),
        line=_naive(kept["line"]),
    )


def _naive(kept: Mapping[str, Any]) -> NaiveForecast:
    return NaiveForecast(_day(kept["completion"]), float(kept["p"]))


def _chance(chance: float | None) -> float | None:
    return None if chance is None else round(chance, DIGITS)


def _text(day: dt.date | None) -> str | None:
    return None if day is None else day.isoformat()


def _texts(days: Days | None) -> list[str] | None:
    return None if days is None else [day.isoformat() for day in days]


def _day(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def _days(texts: list[str] | None) -> Days | None:
    if texts is None:
        return None
    first, last = (dt.date.fromisoformat(text) for text in texts)
    return first, last
