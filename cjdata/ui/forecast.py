"""The sections of the forecast page, each from one result."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cjdata.analysis.rollout.forecast_scores import score
from cjdata.analysis.rollout.forecasting import DatedForecast, forecast_at
from cjdata.charts import words
from cjdata.charts.decision_texts import target_not_likely, without_day
from cjdata.charts.forecast_strip import (
    axis_of,
    chance_words,
    forecast_heading,
    forecast_strip,
    score_words,
)
from cjdata.charts.target_words import plan_for_all_month, plan_for_all_words, target_note
from cjdata.domain.periods import month_label_short, month_of
from cjdata.ui import reads
from cjdata.ui.address import View
from cjdata.ui.asked import asked_for
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

SOURCE = (
    "Public record; forecast: 6,000 rollouts drawn from a wide family of curves, fitted to what "
    "had been reported by each date, see docs/decisions/completion-forecast.md"
)


@kept
def forecast_of(house: House, initiative: str, day: dt.date) -> DatedForecast | None:
    """The forecast of one day, which no later view changes: made once for all of them."""
    asked = house.catalogue.initiatives[initiative]
    return forecast_at(house.reader, house.catalogue, asked, day)


def look_ahead(house: House, day: dt.date) -> None:
    """Forecast on a day before anybody asks: what every forecast is drawn from takes a while."""
    for initiative in house.catalogue.initiatives:
        forecast_of(house, initiative, day)


@kept
def forecasts(house: House, view: View) -> tuple[DatedForecast, ...]:
    """Those of earlier report dates and of the known-at date."""
    days = sorted({day for day in house.calendar.stops if day < view.known_at} | {view.known_at})
    found = [forecast_of(house, view.initiative, day) for day in days]
    return tuple(one for one in found if one is not None)


@kept
def heading(house: House, view: View) -> str:
    found = forecasts(house, view)
    name = house.catalogue.initiatives[view.initiative].name
    if not found:
        title = f"{name}: no target date for all boroughs is on record, so nothing is forecast."
        return rendered("heading", title=title, below="")
    below = found[-1].forecast.reason
    if found[-1].counted.id != view.initiative:
        below += f" Reports count {found[-1].counted.name} from this date on."
    return rendered("heading", title=forecast_heading(found[-1]), below=below)


@kept
def cards(house: House, view: View) -> str:
    """The chance, the middle of it, what the plan and a straight line say."""
    found = forecasts(house, view)
    if not found:
        return rendered("cards", cards=[])
    last, forecast = found[-1], found[-1].forecast
    low_risk = forecast.p_by_target is not None and forecast.p_by_target >= 0.8
    return rendered(
        "cards",
        cards=[
            {
                "figure": chance_words(forecast),
                "unit": "the target" if forecast.done else "by the target",
                "context": _aim(house, view, forecast.of, forecast.target_date),
                "tone": "known" if forecast.done or low_risk else "act",
            },
            {
                "figure": forecast.live,
                "unit": f"of {forecast.of} live",
                "context": f"at the last report, {_day(forecast.last_report)}",
                "tone": "known",
            },
            {
                "figure": "–" if forecast.done else month_words(last.plan.completion),
                "unit": "by plan",
                "context": plan_for_all_words(
                    reads.progress_of(house, view.known_at, last.counted.id),
                    house.catalogue,
                    last.plan.completion,
                )
                if not forecast.done
                else "all are reported",
                "tone": "known",
            },
            {
                "figure": "–" if forecast.done else month_words(last.line.completion),
                "unit": "by a straight line",
                "context": "through the numbers reported: too slow for a rollout in waves",
                "tone": "known",
            },
        ],
    )


def _aim(house: House, view: View, of: int, target: dt.date) -> str:
    initiative = house.catalogue.initiatives[view.initiative]
    note = target_note(initiative, house.catalogue, view.known_at)
    aim = f"all {of} by {words.day(target)}"
    return f"{aim}; {note}" if note else aim


def _day(day: dt.date | None) -> str:
    return "none yet" if day is None else words.day(day)


def month_words(day: dt.date | None) -> str:
    return "–" if day is None else month_label_short(month_of(day))


@kept
def history(house: House, view: View) -> str:
    """The forecast of every report date up to this one, each from what was known then."""
    found = forecasts(house, view)
    axis = axis_of(found)
    rows = [
        {
            "day": words.day(f.known_at),
            "current": f.known_at == view.known_at,
            "live": f"{f.forecast.live} of {f.forecast.of}",
            "chance": chance_words(f.forecast),
            "strip": forecast_strip(f, axis) if axis and f.forecast.interval80 else "",
            "verdict": f.forecast.verdict.value.replace("_", " "),
            "plan": plan_month(house, f),
            "line": line_month(f),
        }
        for f in reversed(found)
    ]
    span = (words.day_short(axis.first), words.day_short(axis.last)) if axis else ("", "")
    return rendered("forecasts", rows=rows, span=span, scored=score_words(score(found)))


def plan_month(house: House, found: DatedForecast) -> str:
    """The month by which all were planned on the day of a forecast, or the target in its place."""
    if found.forecast.done:
        return "–"
    progress = reads.progress_of(house, found.known_at, found.counted.id)
    return plan_for_all_month(progress, house.catalogue, found.plan.completion)


def line_month(found: DatedForecast) -> str:
    """The month that a straight line comes to; none once all are live."""
    return "–" if found.forecast.done else month_words(found.line.completion)


@kept
def decision(house: House, view: View) -> str:
    """What the forecast asks somebody to decide."""
    found = forecasts(house, view)
    if not found or found[-1].forecast.done:
        return asked_for("What this asks for", ())
    status = reads.status_of(house, view.known_at, found[-1].counted.id)
    return asked_for("What this asks for", (target_not_likely(found[-1]), without_day(status)))


def table(house: House, view: View) -> pd.DataFrame:
    """The twin: one row a report date."""
    return pd.DataFrame(
        [
            {
                "initiative": f.initiative.id,
                "counted": f.counted.id,
                "known_at": f.known_at,
                "live": f.forecast.live,
                "of": f.forecast.of,
                "target_date": f.forecast.target_date,
                "p_by_target": f.forecast.p_by_target,
                "median": f.forecast.median,
                "low_80": f.forecast.interval80[0] if f.forecast.interval80 else None,
                "high_80": f.forecast.interval80[1] if f.forecast.interval80 else None,
                "low_95": f.forecast.interval95[0] if f.forecast.interval95 else None,
                "high_95": f.forecast.interval95[1] if f.forecast.interval95 else None,
                "verdict": f.forecast.verdict.value,
                "plan": f.plan.completion,
                "plan_is": plan_for_all_words(
                    reads.progress_of(house, f.known_at, f.counted.id),
                    house.catalogue,
                    f.plan.completion,
                ),
                "target_note": target_note(f.initiative, house.catalogue, f.known_at),
                "straight_line": f.line.completion,
                "reason": f.forecast.reason,
            }
            for f in forecasts(house, view)
        ]
    )
