"""Figures: a measure for a unit and a window, as known at a date, with its state and provenance.

Rates are summed, never averaged: numerators and denominators add up over units and months, and
only over returns that hold both.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import numpy as np
import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import State
from cjdata.snapshot.reader import Reader

COLUMNS = (
    "measure", "unit", "first_month", "last_month", "period", "numerator", "denominator",
    "value", "state", "received", "expected", "revised",
)  # fmt: skip
KEY = ["measure", "unit", "first_month", "last_month"]


def figures(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> pd.DataFrame:
    """One row a measure, unit and period asked for, whatever is known of it; see COLUMNS.

    `value` is in the measure's unit (per cent for a rate); NaN wherever the state has no value.
    """
    asked = pd.DataFrame(
        [(m, u, p.first, p.last, str(p)) for m in measures for u in units for p in periods],
        columns=[*KEY, "period"],
    )
    if asked.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    held = reader.figures(measures, units, periods, known_at)
    frame = asked.merge(held, on=KEY, how="left")
    counts = ["expected", "usable", "returned", "not_applicable"]
    frame[counts] = frame[counts].fillna(0).astype(int)
    frame["revised"] = frame["revised"].eq(True)
    is_count = frame["measure"].map({m: not catalogue.measures[m].denominator for m in measures})
    factor = frame["measure"].map({m: factor_of(catalogue.measures[m]) for m in measures})
    frame["state"] = _states(frame, is_count)
    has_value = frame["state"].isin([State.VALUE, State.ZERO, State.INCOMPLETE])
    base = frame["denominator"].where(~is_count, 1.0)
    frame["value"] = (factor * frame["numerator"] / base.where(base > 0)).where(has_value)
    frame["received"] = frame["usable"].where(frame["usable"] > 0, frame["returned"])
    frame[["numerator", "denominator"]] = frame[["numerator", "denominator"]].where(has_value)
    return frame[list(COLUMNS)]


def whole_counts(
    reader: Reader,
    catalogue: Catalogue,
    *,
    measures: Sequence[str],
    units: Sequence[str],
    periods: Sequence[Period],
    known_at: dt.date,
) -> pd.DataFrame:
    """The complete figures alone, as counts: measure, unit, first_month, last_month, numerator and
    denominator, which is 1 for a measure without one. Nothing to divide by is no figure.
    """
    held = reader.figures(measures, units, periods, known_at)
    whole = held[(held["expected"] > 0) & (held["usable"] == held["expected"])]
    plain = whole["measure"].map({m: not catalogue.measures[m].denominator for m in measures})
    counts = whole.assign(denominator=whole["denominator"].mask(plain.eq(True), 1.0))
    counts = counts[(counts["denominator"] > 0) & counts["numerator"].notna()]
    return counts[[*KEY, "numerator", "denominator"]].reset_index(drop=True)


def factor_of(measure: Measure) -> float:
    """What turns numerator over denominator into the measure's unit."""
    return 100.0 if measure.unit == "pct" else 1.0


def _states(frame: pd.DataFrame, is_count: pd.Series) -> pd.Series:
    """The state of each figure, from what was expected of it and what came."""
    nobody_reports = frame["expected"] == 0
    nothing_to_divide = ~is_count & (frame["usable"] > 0) & frame["denominator"].eq(0)
    conditions = [
        nobody_reports,
        frame["returned"] == 0,
        frame["usable"] == 0,
        frame["usable"] < frame["expected"],
        nothing_to_divide,
        frame["numerator"].eq(0),
    ]
    choices = [
        State.NOT_APPLICABLE,
        State.NOT_RECEIVED,
        State.NOT_AVAILABLE,
        State.INCOMPLETE,
        State.NOT_APPLICABLE,
        State.ZERO,
    ]
    names = np.select(
        [c.to_numpy() for c in conditions], [c.value for c in choices], State.VALUE.value
    )
    return pd.Series(names, index=frame.index, dtype=object)


def known_periods(
    reader: Reader,
    catalogue: Catalogue,
    measures: Sequence[str],
    grain: Grain,
    known_at: dt.date,
    latest: int | None = None,
) -> list[Period]:
    """The periods that anybody has reported for these measures, oldest first.

    `latest` keeps that many of the youngest.
    """
    needed = {c for m in measures for c in collections_of(catalogue, catalogue.measures[m])}
    reported = reader.reported_months(known_at)
    spans = [reported[c] for c in needed if c in reported]
    if not spans:
        return []
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    found = windows(grain, first, last)
    return found if latest is None else found[-latest:]


def collections_of(catalogue: Catalogue, measure: Measure) -> tuple[str, ...]:
    """The collections whose returns a measure needs."""
    return tuple(sorted(c.id for c in catalogue.collections_behind(measure)))


def with_returns(
    reader: Reader, frame: pd.DataFrame, periods: Sequence[Period], known_at: dt.date
) -> pd.DataFrame:
    """The same figures with a column `returns`: the identifiers of the returns behind each."""
    behind = reader.figure_returns(
        frame["measure"].unique().tolist(), frame["unit"].unique().tolist(), periods, known_at
    )
    merged = frame.merge(behind, on=["measure", "unit", "last_month"], how="left")
    merged["returns"] = [
        list(ids) if isinstance(ids, (list, np.ndarray)) else [] for ids in merged["returns"]
    ]
    return merged
