"""Cells without covariates: the mean change of a group minus that of its comparison group.

Rests on one assumption: parallel trends without conditions. Outcome regression, weighting and
the doubly robust estimator are then one and the same, and all cells are computed at once.
"""

from __future__ import annotations

import numpy as np

from cjdata.stats.staggered.cells import Cells
from cjdata.stats.staggered.panel import StaggeredPanel
from cjdata.stats.staggered.results import CellSet, Flags, Floats


def differences_of_means(panel: StaggeredPanel, cells: Cells, kept: Flags | None) -> CellSet:
    """Effects of all cells; `kept` (C, n) lists the units that stay when a cluster is left out."""
    weights = panel.weights[:, cells.earlier]
    treated, controls = weights * cells.treated, weights * cells.controls
    everyone = np.ones((1, panel.units.size))
    return CellSet(
        estimates=_difference(everyone, treated, controls, cells)[0],
        groups=cells.group,
        influence=_influence(treated, controls, cells),
        without=None if kept is None else _difference(kept, treated, controls, cells),
    )


def _difference(kept: Floats | Flags, treated: Floats, controls: Floats, cells: Cells) -> Floats:
    """(R, K) differences among the units kept, NaN where a side is empty."""
    difference = _mean(kept, treated, cells.change) - _mean(kept, controls, cells.change)
    difference[:, cells.normalised] = 0.0
    return difference


def _mean(kept: Floats | Flags, weights: Floats, change: Floats) -> Floats:
    total = kept.astype(float) @ weights
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (kept.astype(float) @ (weights * change)) / total
    return np.asarray(np.where(total > 0, mean, np.nan), dtype=float)


def _influence(treated: Floats, controls: Floats, cells: Cells) -> Floats:
    units = treated.shape[0]
    everyone = np.ones((1, units))
    with np.errstate(divide="ignore", invalid="ignore"):
        on_treated = treated * (cells.change - _mean(everyone, treated, cells.change))
        on_controls = controls * (cells.change - _mean(everyone, controls, cells.change))
        influence = units * (on_treated / treated.sum(axis=0) - on_controls / controls.sum(axis=0))
    influence[:, cells.normalised] = 0.0
    return np.asarray(influence, dtype=float)
