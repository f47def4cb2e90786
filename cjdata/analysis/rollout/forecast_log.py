"""The forecasts that were logged when a snapshot was published, as they stood then.

An entry holds the initiatives whose forecast rests on something new; a later view never changes
it. Which of them are due is found without making a forecast.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cjdata.analysis.rollout.forecast_basis import METHOD, can_be_forecast, rests_on
from cjdata.analysis.rollout.statements import known_events
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.programme import Initiative
from cjdata.snapshot.entries import KeptEntry
from cjdata.snapshot.reader import Reader

TOPIC = "forecast"
Days = tuple[dt.date, dt.date]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedForecast:
    """One forecast as it was logged."""

    initiative: str
    counted: str
    known_at: dt.date
    recorded_at: dt.datetime
    seq: int
    rests_on: str
    method: str
    detail: Mapping[str, Any]
    """Chance, dates and verdict, as `analysis.forecasting` writes them."""


def logged_forecasts(
    reader: Reader, known_at: dt.date, initiative: str | None = None
) -> tuple[LoggedForecast, ...]:
    """Every forecast logged by a date, oldest first; of one initiative, or of all."""
    every = [one for entry in reader.kept(TOPIC, known_at) for one in _logged(entry)]
    return tuple(one for one in every if initiative in (None, one.initiative))


def due_forecasts(
    reader: Reader, catalogue: Catalogue, known_at: dt.date
) -> tuple[tuple[Initiative, str], ...]:
    """The initiatives whose forecast rests on something that the last one logged did not."""
    last = {one.initiative: one.rests_on for one in logged_forecasts(reader, known_at)}
    events = known_events(reader, known_at)
    found = [
        (initiative, rests_on(catalogue, events, initiative, known_at))
        for initiative in catalogue.initiatives.values()
        if can_be_forecast(catalogue, initiative)
    ]
    return tuple((one, basis) for one, basis in found if last.get(one.id) != basis)


def _logged(entry: KeptEntry) -> list[LoggedForecast]:
    return [
        LoggedForecast(
            initiative=str(one["initiative"]),
            counted=str(one["counted"]),
            known_at=entry.known_on,
            recorded_at=entry.recorded_at,
            seq=entry.seq,
            rests_on=str(one["rests_on"]),
            method=str(entry.detail.get("method", METHOD)),
            detail=one,
        )
        for one in entry.detail["forecasts"]
    ]
