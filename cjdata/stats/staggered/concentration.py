"""How many units an average of cells really rests on, and intervals that know it.

Rests on one assumption: an average that one unit dominates is as unsure as if few units stood
behind it. The number is that of equal weights with the same sum of squares (Kish 1965, Survey
Sampling; for clusters Carter, Schnepel and Steigerwald 2017, Review of Economics and Statistics
99), taken on the side, gone live or compared with, that has fewer.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cjdata.stats.staggered.cells import Cells
from cjdata.stats.staggered.inference import t_value
from cjdata.stats.staggered.panel import StaggeredPanel
from cjdata.stats.staggered.results import AggregateEffect, Flags, Floats


def held_to_effective_units(
    effect: AggregateEffect, panel: StaggeredPanel, cells: Cells
) -> AggregateEffect:
    """The same dynamic effect with intervals from the units that it really rests on.

    cells: those the effect was drawn together from. Intervals are only ever widened; below two
    effective units there is none. Raises ValueError for another kind.
    """
    if effect.kind != "dynamic":
        raise ValueError("effective units are counted for a dynamic effect")
    events = panel.periods[cells.at] - cells.group
    known = (cells.treated.any(axis=0) & cells.controls.any(axis=0)).astype(float)
    sizes = (panel.groups[:, None] == cells.group).sum(axis=0) * known
    labels = effect.by["event_time"].to_numpy(float)
    shares = np.stack([_share(sizes * (events == label)) for label in labels])
    after = labels >= 0
    by_event = np.array([_degrees(cells, share) for share in shares])
    overall = _degrees(cells, shares[after].mean(axis=0)) if after.any() else 0.0
    overall = min(overall, effect.degrees_of_freedom)
    half = t_value(overall) * effect.error
    usual = t_value(effect.degrees_of_freedom)
    wider = np.array([t_value(min(d, effect.degrees_of_freedom)) for d in by_event]) / usual
    by = effect.by.copy()
    for lower, upper in (("lower", "upper"), ("band_lower", "band_upper")):
        by[lower] = by["estimate"] - (by["estimate"] - by[lower]) * wider
        by[upper] = by["estimate"] + (by[upper] - by["estimate"]) * wider
    return replace(
        effect,
        interval95=(effect.estimate - half, effect.estimate + half),
        degrees_of_freedom=overall,
        by=by,
    )


def _share(weights: Floats) -> Floats:
    total = weights.sum()
    return np.asarray(weights / total if total > 0 else weights, dtype=float)


def _degrees(cells: Cells, share: Floats) -> float:
    """Effective units of the smaller side, less one, of an average of cells (K,) by share."""
    return min(_effective(side, share) for side in (cells.treated, cells.controls)) - 1


def _effective(side: Flags, share: Floats) -> float:
    count = side.sum(axis=0)
    by_unit = side @ (share / np.where(count > 0, count, 1))
    squares = float((by_unit**2).sum())
    return float(by_unit.sum()) ** 2 / squares if squares > 0 else 0.0
