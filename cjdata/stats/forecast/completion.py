"""The forecast of when all units of a rollout will be live.

Assumption: reports tell the number live on their day; the curve between and after them is one of a
wide family, and plans are worth as much as they have proved to be in this rollout.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.forecast.conditioning import Draws, Rollouts, draw_rollouts
from cjdata.stats.forecast.curves import seeded_profiles
from cjdata.stats.forecast.judgement import (
    NOTHING_SAID,
    reason_when_done,
    reason_when_open,
    verdict_of,
    verdict_when_done,
)
from cjdata.stats.forecast.record import RolloutRecord, rollout_record
from cjdata.stats.forecast.result import CompletionForecast, UnitChance, Verdict
from cjdata.stats.forecast.statements import as_day, read_statements
from cjdata.stats.forecast.unit_chances import Places, chance_within, draw_places, unit_chances

DRAWS = 6000
KEPT = 16
"""Records of which the draws are kept: 2 MB each."""
QUANTILES = (0.025, 0.1, 0.5, 0.9, 0.975)


def completion_forecast(
    events: pd.DataFrame,
    *,
    units: Iterable[str],
    known_at: Any,
    target_date: Any,
    seed: int | None = None,
) -> CompletionForecast:
    """The chance that all `units` are live by `target_date`, and when the last one will be.

    `events` is a frame of rollout events of one initiative; those said after `known_at` are left
    aside. Dates are `datetime.date`, timestamps or ISO texts. The same seed gives the same answer;
    None stands for seed 0. The target date decides the chance and the verdict, never the intervals.
    Raises ValueError for events that cannot be read, no units, or a unit given twice.
    """
    known, target = _date(known_at, "known_at"), _date(target_date, "target_date")
    record = rollout_record(read_statements(events, known_at=known), units=_checked_units(units))
    return forecast_of(record, known, target, seed)


def forecast_of(
    record: RolloutRecord, known: date, target: date, seed: int | None = None
) -> CompletionForecast:
    """The same from a record that has been read. Raises ValueError where it has no units."""
    if not record.of:
        raise ValueError("no unit is in scope")
    if record.live == record.of:
        return _finished(record, known, target)
    if not len(record.days):
        return _nothing_known(record, known, target)
    rollouts, places = _drawn(record, 0 if seed is None else seed)
    return _open(record, rollouts.known_on(known.toordinal()), places, known, target)


@lru_cache(maxsize=KEPT)
def _drawn(record: RolloutRecord, seed: int) -> tuple[Rollouts, Places]:
    """What is drawn for a record, which is the same until something more is said."""
    profiles, rng = seeded_profiles(seed, DRAWS, record.of)
    return draw_rollouts(record, profiles, rng), draw_places(record, rng, DRAWS)


def _date(value: Any, name: str) -> date:
    day = as_day(value, name)
    if day is None:
        raise ValueError(f"{name} is missing")
    return day


def _checked_units(units: Iterable[str]) -> tuple[str, ...]:
    if isinstance(units, str):
        raise ValueError("units is one text; give a list of identifiers")
    given = tuple(units)
    if not given:
        raise ValueError("units is empty")
    twice = sorted({unit for unit in given if given.count(unit) > 1})
    if twice:
        raise ValueError(f"units given twice: {', '.join(twice)}")
    return given


def _finished(record: RolloutRecord, known: date, target: date) -> CompletionForecast:
    last = record.reached(record.of)
    named = [go.after for go in record.names.live.values() if go.after < last.until]
    after = max([last.after, *named])
    verdict = verdict_when_done(after, last.until, target.toordinal())
    until = date.fromordinal(int(last.until))
    first = date.fromordinal(int(after)) if np.isfinite(after) else until
    middle = date.fromordinal((first.toordinal() + until.toordinal() + 1) // 2)
    p = chance_within(type(last)(after, last.until), target.toordinal())
    return _result(
        record,
        known,
        target,
        p=p,
        dates=(first, first, middle, until, until),
        verdict=verdict,
        reason=reason_when_done(verdict, record.of, until, target),
        units=_chances_when_done(record, p, target),
    )


def _chances_when_done(record: RolloutRecord, p: float, target: date) -> tuple[UnitChance, ...]:
    """Named units by their own interval; the unnamed share the chance of the last one."""
    chances = unit_chances(record, target.toordinal())
    return tuple(c if c.named_live else UnitChance(c.unit, False, p) for c in chances)


def _nothing_known(record: RolloutRecord, known: date, target: date) -> CompletionForecast:
    chances = unit_chances(record, target.toordinal())
    return _result(
        record,
        known,
        target,
        p=None,
        dates=None,
        verdict=Verdict.CANNOT_TELL,
        reason=NOTHING_SAID,
        units=chances,
    )


def _open(
    record: RolloutRecord, draws: Draws, places: Places, known: date, target: date
) -> CompletionForecast:
    day = target.toordinal()
    p = float(min(1.0, draws.weights[draws.completion <= day + 0.5].sum()))
    if day <= record.days[-1] and record.high[-1] < record.of:
        p = 0.0
    dates = _dates(draws.completion, draws.weights)
    verdict = verdict_of(p, record.live)
    return _result(
        record,
        known,
        target,
        p=p,
        dates=dates,
        verdict=verdict,
        reason=reason_when_open(verdict, record, p, dates[2], target, known),
        units=unit_chances(record, day, draws, places),
    )


def _dates(
    days: NDArray[np.float64], weights: NDArray[np.float64]
) -> tuple[date, date, date, date, date]:
    """The weighted quantiles of the days, as dates; days beyond the calendar are cut to its end."""
    order = np.argsort(days)
    upto = np.cumsum(weights[order]) - weights[order] / 2
    found = np.interp(QUANTILES, upto, days[order])
    a, b, c, d, e = (date.fromordinal(min(round(day), date.max.toordinal())) for day in found)
    return a, b, c, d, e


def _result(
    record: RolloutRecord,
    known: date,
    target: date,
    *,
    p: float | None,
    dates: tuple[date, date, date, date, date] | None,
    verdict: Verdict,
    reason: str,
    units: tuple[UnitChance, ...],
) -> CompletionForecast:
    return CompletionForecast(
        known_at=known,
        target_date=target,
        of=record.of,
        live=record.live,
        named_live=len(record.names.live),
        last_report=date.fromordinal(int(record.days[-1])) if len(record.days) else None,
        p_by_target=p,
        median=dates[2] if dates else None,
        interval80=(dates[1], dates[3]) if dates else None,
        interval95=(dates[0], dates[4]) if dates else None,
        verdict=verdict,
        reason=reason,
        units=units,
    )
