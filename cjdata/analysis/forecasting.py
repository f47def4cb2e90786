"""Will all units be live by the target date: the forecast as it could be made on each report date.

A forecast rests on what was known on its date alone. Where reports count something else from some
day on, the forecast follows what they count and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from cjdata.analysis.progress import counted_on
from cjdata.analysis.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.snapshot.reader import Reader
from cjdata.stats.forecast import (
    CompletionForecast,
    NaiveForecast,
    brier_score,
    completion_forecast,
    official_plan_forecast,
    straight_line_forecast,
)

SEED = 2004


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedForecast:
    """The forecast of one initiative as it could be made on a day, beside two naive ones."""

    initiative: Initiative
    counted: Initiative
    """What reports of that day count."""
    known_at: dt.date
    forecast: CompletionForecast
    plan: NaiveForecast
    """Believes the latest plan for all units."""
    line: NaiveForecast
    """Draws a straight line through the numbers reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How the forecasts of report dates did, once all units were live."""

    forecasts: int
    brier: float
    brier_plan: float
    brier_line: float
    held_80: int
    """How many of the 80% intervals overlap the days between which it came about."""


def can_be_forecast(catalogue: Catalogue, initiative: Initiative) -> bool:
    """Whether it has a target date and is meant for every borough: else no date can be judged."""
    return initiative.target_date is not None and initiative.scope_count in (
        None,
        len(catalogue.boroughs),
    )


def forecast_at(
    reader: Reader, catalogue: Catalogue, initiative: Initiative, known_at: dt.date
) -> DatedForecast | None:
    """The forecast as known at a date; None for an initiative without a target for all boroughs."""
    if not can_be_forecast(catalogue, initiative):
        return None
    return _forecast(catalogue, known_events(reader, known_at), initiative, known_at)


def forecasts_since(
    reader: Reader,
    catalogue: Catalogue,
    initiative: Initiative,
    known_at: dt.date,
    days: Sequence[dt.date],
) -> tuple[DatedForecast, ...]:
    """The forecasts of earlier days and of the known-at date, each from what was known then."""
    if not can_be_forecast(catalogue, initiative):
        return ()
    events = known_events(reader, known_at)
    asked = sorted({day for day in days if day < known_at} | {known_at})
    return tuple(_forecast(catalogue, events, initiative, day) for day in asked)


def score(forecasts: Sequence[DatedForecast]) -> Score | None:
    """How the earlier forecasts did; None until the last one says that all units are live."""
    if not forecasts or not forecasts[-1].forecast.done:
        return None
    outcome = forecasts[-1].forecast
    open_ones = [f for f in forecasts if not f.forecast.done and f.forecast.p_by_target is not None]
    if not open_ones or outcome.interval95 is None:
        return None
    in_time = [bool(outcome.p_by_target and outcome.p_by_target > 0.5)] * len(open_ones)
    return Score(
        forecasts=len(open_ones),
        brier=brier_score([f.forecast.p_by_target or 0.0 for f in open_ones], in_time),
        brier_plan=brier_score([f.plan.p_by_target for f in open_ones], in_time),
        brier_line=brier_score([f.line.p_by_target for f in open_ones], in_time),
        held_80=sum(_overlap(f.forecast.interval80, outcome.interval95) for f in open_ones),
    )


def _overlap(one: tuple[dt.date, dt.date] | None, other: tuple[dt.date, dt.date]) -> bool:
    return one is not None and one[0] <= other[1] and other[0] <= one[1]


def _forecast(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    known_at: dt.date,
) -> DatedForecast:
    counted = counted_on(catalogue, initiative, known_at)
    frame = _frame(_events_of(catalogue, events, counted))
    units = [unit.id for unit in catalogue.boroughs]
    target = initiative.target_date
    return DatedForecast(
        initiative=initiative,
        counted=counted,
        known_at=known_at,
        forecast=completion_forecast(
            frame, units=units, known_at=known_at, target_date=target, seed=SEED
        ),
        plan=official_plan_forecast(frame, units=units, known_at=known_at, target_date=target),
        line=straight_line_forecast(frame, units=units, known_at=known_at, target_date=target),
    )


def _events_of(
    catalogue: Catalogue, events: Sequence[RolloutEvent], counted: Initiative
) -> list[RolloutEvent]:
    """What was said of the initiative, and of the wholes that imply it where they are live.

    An element may have been live before the whole was: its lower bound does not carry over.
    """
    wholes = {i.id for i in catalogue.initiatives.values() if counted.id in i.elements}
    found = []
    for event in events:
        if event.initiative == counted.id:
            found.append(event)
        elif event.initiative in wholes and event.stage is Stage.LIVE:
            found.append(_as_element(event, counted.id))
    return found


def _as_element(event: RolloutEvent, initiative: str) -> RolloutEvent:
    return RolloutEvent(
        unit=event.unit,
        initiative=initiative,
        stage=event.stage,
        not_after=event.not_after,
        said_on=event.said_on,
        kind=event.kind,
        count=event.count,
        of=event.of,
        source=event.source,
        note=event.note,
    )


def _frame(events: Sequence[RolloutEvent]) -> pd.DataFrame:
    rows = [[getattr(event, name) for name in EVENT_COLUMNS] for event in events]
    return pd.DataFrame(rows, columns=list(EVENT_COLUMNS), dtype=object)
