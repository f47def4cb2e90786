"""How many units an average of cells really rests on, and intervals that know it.

Rests on one assumption: an average that one unit dominates is as unsure as if few units stood
behind it. The number is that of equal weights with the same sum of squares (Kish 1965, Survey
Sampling; for clusters Carter, Schnepel and Steigerwald 2017, Review of Economics and Statistics
99), taken on the side, gone live or compared with, that has fewer.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

import numpy as np

from cjdata.stats.staggered.cells import Cells
from cjdata.stats.staggered.inference import t_value
from cjdata.stats.staggered.panel import StaggeredPanel
from cjdata.stats.staggered.results import DrawnEffect, Flags, Floats

Drawn = TypeVar("Drawn", bound=DrawnEffect)


def held_to_effective_units(effect: Drawn, panel: StaggeredPanel, cells: Cells) -> Drawn:
    """The same dynamic effect with intervals from the units that it really rests on.

    cells: those the effect was drawn together from. Intervals are only ever widened; below two
    effective units there is none. Raises ValueError for another kind.
    """
    if effect.kind != "dynamic":
        raise ValueError("effective units are counted for a dynamic effect")
    events = panel.periods[cells.at] - cells.group
    known = (cells.treated.any(axis=0) & cells.controls.any(axis=0)).astype(float)
    sizes = (panel.groups[:, None] == cells.group).sum(axis=0) * known
    labels = effect.column("event_time")
    shares = _shares(sizes * (events == labels[:, None]))
    after = labels >= 0
    by_event = _degrees(cells, shares)
    overall = float(_degrees(cells, shares[after].mean(axis=0)[None])[0]) if after.any() else 0.0
    overall = min(overall, effect.degrees_of_freedom)
    half = t_value(overall) * effect.error
    usual = t_value(effect.degrees_of_freedom)
    wider = np.array([t_value(min(d, effect.degrees_of_freedom)) for d in by_event]) / usual
    estimates = effect.column("estimate")
    limits = {
        name: estimates + (effect.column(name) - estimates) * wider
        for name in ("lower", "upper", "band_lower", "band_upper")
    }
    return replace(
        effect,
        interval95=(effect.estimate - half, effect.estimate + half),
        degrees_of_freedom=overall,
        by={**effect.by, **limits},
    )


def _shares(weights: Floats) -> Floats:
    """Weights (R, K) so that each row with any adds to 1."""
    total = weights.sum(axis=1, keepdims=True)
    return np.asarray(weights / np.where(total > 0, total, 1), dtype=float)


def _degrees(cells: Cells, shares: Floats) -> Floats:
    """(R,) effective units of the smaller side, less one, of averages of cells by shares (R, K)."""
    sides = [_effective(side, shares) for side in (cells.treated, cells.controls)]
    return np.asarray(np.minimum(*sides) - 1, dtype=float)


def _effective(side: Flags, shares: Floats) -> Floats:
    count = side.sum(axis=0)
    by_unit = (shares / np.where(count > 0, count, 1)) @ side.T
    squares = (by_unit**2).sum(axis=1)
    return np.asarray(
        by_unit.sum(axis=1) ** 2 / np.where(squares > 0, squares, np.inf), dtype=float
    )
