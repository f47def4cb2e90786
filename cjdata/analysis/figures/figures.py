"""Figures: a measure for a unit and a window, as known at a date, with its state and provenance.

Rates are summed, never averaged: numerators and denominators add up over units and months, and
only over returns that hold both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.analysis.figures.published import (
    Sums,
    published_in,
    returns_with_published,
    sums_with_published,
)
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import State
from cjdata.domain.units import UnitKind
from cjdata.snapshot.reader import Reader
from cjdata.snapshot.sums import asked_for

COLUMNS = (
    "measure", "unit", "first_month", "last_month", "period", "numerator", "denominator",
    "value", "state", "received", "expected", "revised",
)  # fmt: skip
Summing = Callable[
    [Reader, Catalogue, Sequence[str], Sequence[str], Sequence[Period], dt.date], Sums
]
KEY = ["measure", "unit", "first_month", "last_month"]


def figures(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
    sums: Summing = sums_with_published,
) -> pd.DataFrame:
    """One row a measure, unit and period asked for, whatever is known of it; see COLUMNS.

    `value` is in the measure's unit (per cent for a rate); NaN wherever the state has no value.
    `sums` may be `published_sums`, where returns are to have no part in an area's figures.
    """
    found = worked_out(
        reader, catalogue, measures=measures, units=units, periods=periods, known_at=known_at,
        sums=sums,
    )  # fmt: skip
    names = [str(period) for period in periods] * (len(measures) * len(units))
    every = asked_for(measures, units, periods) | {"period": np.array(names, object)} | found
    return pd.DataFrame({name: every[name] for name in COLUMNS})


def worked_out(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
    sums: Summing = sums_with_published,
) -> dict[str, NDArray[Any]]:
    """The columns of `figures` that are worked out, as arrays: measures by units by periods."""
    held = sums(reader, catalogue, measures, units, periods, known_at)
    each = len(units) * len(periods)
    is_count = np.repeat([not catalogue.measures[m].denominator for m in measures], each)
    factor = np.repeat([factor_of(catalogue.measures[m]) for m in measures], each)
    state = _states(held, is_count.astype(bool))
    has_value = WITH_VALUE[state]
    numerator, denominator = (
        np.where(has_value, held[side], np.nan) for side in ("numerator", "denominator")
    )
    base = np.where(is_count, 1.0, np.where(denominator > 0, denominator, np.nan))
    return {
        "numerator": numerator,
        "denominator": denominator,
        "value": factor * numerator / base,
        "state": STATE_NAMES[state],
        "received": np.where(held["usable"] > 0, held["usable"], held["returned"]),
        "expected": held["expected"],
        "revised": held["revised"],
    }


@lru_cache(maxsize=4)
def boroughs_and_force(catalogue: Catalogue) -> tuple[str, ...]:
    """The units whose figures are worked out together."""
    units = (*catalogue.boroughs, *catalogue.of_kind(UnitKind.FORCE))
    return tuple(unit.id for unit in units)


def factor_of(measure: Measure) -> float:
    """What turns numerator over denominator into the measure's unit."""
    return 100.0 if measure.unit == "pct" else 1.0


STATE_NAMES = np.array([state.value for state in State], object)
"""By place, so that a thousand figures share the names of their states."""
PLACES = {state: place for place, state in enumerate(State)}
WITH_VALUE = np.isin(STATE_NAMES.astype(str), [State.VALUE, State.ZERO, State.INCOMPLETE])


def _states(held: Mapping[str, NDArray[Any]], is_count: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The place of each figure's state, from what was expected of it and what came."""
    nothing_to_divide = ~is_count & (held["usable"] > 0) & (held["denominator"] == 0)
    choices = [
        (held["expected"] == 0, State.NOT_APPLICABLE),
        (held["returned"] == 0, State.NOT_RECEIVED),
        (held["usable"] == 0, State.NOT_AVAILABLE),
        (held["usable"] < held["expected"], State.INCOMPLETE),
        (nothing_to_divide, State.NOT_APPLICABLE),
        (held["numerator"] == 0, State.ZERO),
    ]
    found: NDArray[np.int64] = np.select(
        [condition for condition, _ in choices],
        [PLACES[state] for _, state in choices],
        PLACES[State.VALUE],
    )
    return found


def known_periods(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    grain: Grain,
    known_at: dt.date,
    latest: int | None = None,
    *,
    published: bool = False,
) -> list[Period]:
    """The periods that anybody has reported for these measures, oldest first.

    `latest` keeps that many of the youngest; `published` counts what others publish of areas.
    """
    needed = {c for m in measures for c in collections_of(catalogue, catalogue.measures[m])}
    if published:
        needed |= {c for m in measures for c in published_in(catalogue, catalogue.measures[m])}
    found = periods_of(reader, needed, grain, known_at)
    if grain in (Grain.ROLLING3, Grain.ROLLING12):
        steps = {Grain(catalogue.collections[c].frequency).months for c in needed}
        found = [p for p in found if any((p.last + 1) % step == 0 for step in steps)]
    return found if latest is None else found[-latest:]


def periods_of(
    reader: Reader,
    collections: Collection[str],
    grain: Grain,
    known_at: dt.date,
    latest: int | None = None,
) -> list[Period]:
    """The periods that returns of these collections speak of, oldest first."""
    reported = reader.reported_months(known_at)
    spans = [reported[c] for c in collections if c in reported]
    if not spans:
        return []
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    found = windows(grain, first, last)
    return found if latest is None else found[-latest:]


def collections_of(catalogue: Catalogue, measure: Measure) -> tuple[str, ...]:
    """The collections whose returns a measure needs."""
    return tuple(sorted(c.id for c in catalogue.collections_behind(measure)))


def with_returns(
    reader: Reader,
    catalogue: Catalogue,
    frame: pd.DataFrame,
    periods: Sequence[Period],
    known_at: dt.date,
) -> pd.DataFrame:
    """The same figures with a column `returns`: the identifiers of the returns behind each."""
    measures, units = frame["measure"].unique().tolist(), frame["unit"].unique().tolist()
    behind = returns_with_published(reader, catalogue, measures, units, periods, known_at)
    return frame.merge(behind, on=KEY, how="left")
