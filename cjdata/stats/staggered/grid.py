"""Checked rows laid out by unit and period, so that a panel is made without frames.

Rests on one assumption: no unit stands twice in a period, and each has one first treated period
and one cluster, as checked rows do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjdata.stats.staggered.results import Flags, Floats, Positions
from cjdata.stats.staggered.rows import Columns


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """n units by T periods.

    units: (n,) labels in order; periods: (T,) increasing; groups: (n,) first treated period,
    inf = never; clusters: (n,) labels, None where each unit is its own
    rows: (n, T) the number of the row, -1 where there is none; outcome and weights: (n, T)
    covariates: (n, T, k)
    """

    units: NDArray[np.object_]
    periods: Floats
    groups: Floats
    clusters: NDArray[np.object_] | None
    rows: Positions
    outcome: Floats
    weights: Floats
    covariates: Floats

    @property
    def present(self) -> Flags:
        return np.asarray(self.rows >= 0, dtype=bool)

    def among(self, chosen: Flags) -> Grid:
        """Some rows, by flags that spread over (n, T); a unit or period without any is gone."""
        kept = self.present & chosen
        across, down = kept.any(axis=1), kept.any(axis=0)
        return Grid(
            units=self.units[across],
            periods=self.periods[down],
            groups=self.groups[across],
            clusters=None if self.clusters is None else self.clusters[across],
            rows=np.where(kept, self.rows, -1)[across][:, down],
            outcome=self.outcome[across][:, down],
            weights=self.weights[across][:, down],
            covariates=self.covariates[across][:, down],
        )

    def names(self, chosen: Flags) -> str:
        """Some units as a list, in the order of their rows."""
        first = np.where(self.present, self.rows, self.rows.max() + 1)[chosen].min(axis=1)
        return ", ".join(map(str, self.units[chosen][np.argsort(first)]))


def grid_of(rows: pd.DataFrame, columns: Columns) -> Grid:
    """The grid of checked rows."""
    unit, units = pd.factorize(rows[columns.unit], sort=True)
    periods, period = np.unique(rows[columns.period].to_numpy(float), return_inverse=True)
    shape = (len(units), periods.size)
    number = np.full(shape, -1, dtype=np.intp)
    number[unit, period] = np.arange(len(rows))

    def laid_out(names: list[str]) -> Floats:
        grid = np.full((*shape, len(names)), np.nan)
        grid[unit, period] = rows[names].to_numpy(float)
        return grid

    of_unit = number.max(axis=1, initial=-1)  # any row of it
    return Grid(
        units=units.to_numpy(dtype=object),
        periods=periods,
        groups=rows[columns.first_treated].to_numpy(float)[of_unit],
        clusters=None
        if columns.cluster is None
        else rows[columns.cluster].to_numpy(dtype=object)[of_unit],
        rows=number,
        outcome=laid_out([columns.outcome])[:, :, 0],
        weights=np.ones(shape) if columns.weights is None else laid_out([columns.weights])[:, :, 0],
        covariates=laid_out(list(columns.covariates)),
    )
