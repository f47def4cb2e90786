"""Checks a long frame of units and periods before anything is estimated from it.

Rests on one assumption: a fault in the data or the call is an error to be raised, while a gap in
otherwise sound data is left to the panel to report.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column of the long frame holds what."""

    outcome: str
    unit: str
    period: str
    first_treated: str
    covariates: tuple[str, ...] = ()
    weights: str | None = None
    cluster: str | None = None

    def named(self) -> list[str]:
        """Every column that must be there, once each."""
        optional = [name for name in (self.weights, self.cluster) if name is not None]
        required = [self.unit, self.period, self.first_treated, self.outcome]
        return list(dict.fromkeys([*required, *self.covariates, *optional]))


def checked_rows(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    """The named columns as numbers, never treated as inf.

    Raises ValueError: a column is missing or holds text, a row has no unit or period, a unit
    stands twice in a period, has two first treated periods or two clusters, a weight is below 0.
    """
    absent = [name for name in columns.named() if name not in frame.columns]
    if absent:
        raise ValueError(f"the panel has no column {', '.join(map(repr, absent))}")
    rows = pd.DataFrame(frame.loc[:, columns.named()]).reset_index(drop=True)
    if rows[[columns.unit, columns.period]].isna().any(axis=None):
        raise ValueError("every row needs a unit and a period")
    for name in _numeric(columns):
        rows[name] = _numbers(rows[name], name)
    rows[columns.first_treated] = rows[columns.first_treated].fillna(np.inf)
    _check_keys(rows, columns)
    _check_weights(rows, columns)
    return rows


def _numeric(columns: Columns) -> list[str]:
    names = [columns.period, columns.first_treated, columns.outcome, *columns.covariates]
    return names if columns.weights is None else [*names, columns.weights]


def _numbers(values: pd.Series, name: str) -> pd.Series:
    if not pd.api.types.is_numeric_dtype(values) and not values.isna().all():
        raise ValueError(f"column {name!r} must hold numbers (months are counted from a start)")
    return values.astype("float64")


def _check_keys(rows: pd.DataFrame, columns: Columns) -> None:
    twice = rows.duplicated([columns.unit, columns.period])
    if twice.any():
        unit, period = rows.loc[twice, [columns.unit, columns.period]].iloc[0]
        raise ValueError(f"unit {unit!r} stands twice in period {period:g}")
    _check_one_each(rows, columns.unit, columns.first_treated, "first treated period")
    if columns.cluster is not None:
        _check_one_each(rows, columns.unit, columns.cluster, "cluster")


def _check_one_each(rows: pd.DataFrame, unit: str, column: str, what: str) -> None:
    if column == unit:
        return
    values = rows.groupby(unit, sort=False)[column].nunique(dropna=False)
    if (values > 1).any():
        raise ValueError(f"unit {values.idxmax()!r} has more than one {what}")


def _check_weights(rows: pd.DataFrame, columns: Columns) -> None:
    if columns.weights is None:
        return
    weights = rows[columns.weights]
    if (weights < 0).any() or not weights.sum() > 0:
        raise ValueError(f"weights in {columns.weights!r} must be 0 or more, and not all 0")
