"""Will all units be live by the target date: the forecast as it could be made on each report date.

A forecast rests on what was known on its date alone. Where reports count something else from some
day on, the forecast follows what they count and says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from cjdata.analysis.rollout.forecast_basis import SEED, can_be_forecast, events_of
from cjdata.analysis.rollout.progress import counted_on
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.snapshot.reader import Reader
from cjdata.stats.forecast import (
    CompletionForecast,
    NaiveForecast,
    RolloutRecord,
    Verdict,
    forecast_of,
    official_plan_of,
    rollout_record,
    statements_of,
    straight_line_of,
)

KEPT = 64
"""Records kept: of each initiative, a few days on which something was said."""


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
    reckoned: CompletionForecast | None = None
    """With the numbers of a forecast that cannot be told: for scores, which leave out nothing."""


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


def _forecast(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    known_at: dt.date,
) -> DatedForecast:
    counted = counted_on(catalogue, initiative, known_at)
    said = tuple(e for e in events_of(catalogue, events, counted) if e.said_on <= known_at)
    target = initiative.target_date
    assert target is not None  # without one nothing is forecast
    record = _record(said, tuple(unit.id for unit in catalogue.boroughs))
    reckoned = forecast_of(record, known_at, target, SEED)
    return DatedForecast(
        initiative=initiative,
        counted=counted,
        known_at=known_at,
        forecast=_told(reckoned),
        reckoned=reckoned,
        plan=official_plan_of(record, target),
        line=straight_line_of(record, target),
    )


def _told(forecast: CompletionForecast) -> CompletionForecast:
    """A forecast without the numbers that it says cannot be told, so that nobody quotes them."""
    if forecast.verdict is not Verdict.CANNOT_TELL:
        return forecast
    return replace(
        forecast,
        p_by_target=None,
        median=None,
        interval80=None,
        interval95=None,
        units=tuple(unit for unit in forecast.units if unit.named_live),
    )


@lru_cache(maxsize=KEPT)
def _record(said: tuple[RolloutEvent, ...], units: tuple[str, ...]) -> RolloutRecord:
    """The record that was said, the same until something more is: what is drawn for it is kept."""
    rows = ({name: getattr(event, name) for name in EVENT_COLUMNS} for event in said)
    return rollout_record(statements_of(rows), units=units)
