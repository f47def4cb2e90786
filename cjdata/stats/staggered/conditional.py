"""Cells with covariates: outcome regression, inverse probability weighting, doubly robust.

Rests on one assumption: given the covariates, both groups would have changed alike.
After Sant'Anna and Zhao (2020), "Doubly Robust Difference-in-Differences Estimators", Journal of
Econometrics 219, with the safeguards of R's DRDID and did: comparison units with a propensity
from 0.995 up get no weight, and a cell with a propensity from 0.999 up is not estimated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cjdata.stats.staggered.cells import Cells, Method
from cjdata.stats.staggered.panel import StaggeredPanel
from cjdata.stats.staggered.propensity import (
    fit_propensity,
    least_squares,
    linear_representation,
    overlaps,
)
from cjdata.stats.staggered.results import CellSet, Flags, Floats

TRIM = 0.995
SMALLEST = float(np.finfo(float).eps)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The m units of one cell.

    change: (m,); treated: (m,); design: (m, k) with intercept
    weights: (R, m), the first row those of all units, the others with a cluster left out
    """

    change: Floats
    treated: Flags
    design: Floats
    weights: Floats


def conditional_differences(
    panel: StaggeredPanel, cells: Cells, method: Method, kept: Flags | None
) -> tuple[CellSet, list[str]]:
    """Effects of all cells and, in words, the problems of those left without an estimate.

    `kept` (C, n) lists the units that stay when a cluster is left out.
    """
    units, count = cells.treated.shape
    estimates = np.full((1 if kept is None else 1 + len(kept), count), np.nan)
    influence = np.full((units, count), np.nan)
    problems = []
    for cell in range(count):
        chosen = cells.treated[:, cell] | cells.controls[:, cell]
        if cells.normalised[cell]:
            estimates[:, cell], influence[:, cell] = 0.0, 0.0
            continue
        data = _comparison(panel, cells, cell, chosen, kept)
        problem = _problem(data, method)
        if problem:
            problems.append(f"group {cells.group[cell]:g}: {problem}")
            continue
        estimates[:, cell], own = compare(data, method)
        influence[:, cell] = 0.0
        influence[chosen, cell] = own * units / chosen.sum()
    without = None if kept is None else estimates[1:]
    return CellSet(estimates[0], cells.group, influence, without), problems


def compare(data: Comparison, method: Method) -> tuple[Floats, Floats]:
    """Effects under each row of weights (R,) and the influence (m,) under the first row."""
    predicted = np.zeros_like(data.weights)
    if method != "ipw":
        controls = data.weights * ~data.treated
        predicted = least_squares(data.design, data.change, controls) @ data.design.T
    gap = data.change - predicted
    on_treated = data.weights * data.treated
    if method == "reg":
        return _mean(on_treated, gap), _regression_influence(data, gap[0], on_treated[0])
    fitted = np.minimum(fit_propensity(data.design, data.treated, data.weights), 1 - 1e-6)
    on_controls = data.weights * (fitted < TRIM) * ~data.treated * fitted / (1 - fitted)
    estimates = _mean(on_treated, gap) - _mean(on_controls, gap)
    estimates[1:][~overlaps(data.treated, data.weights[1:], fitted[1:])] = np.nan
    influence = _weighting_influence(data, gap[0], on_treated[0], on_controls[0], fitted[0])
    if method == "dr":
        lean = _lean(on_treated[0], data.design) - _lean(on_controls[0], data.design)
        influence = influence - _regression_representation(data, gap[0]) @ lean
    return estimates, influence


def _comparison(
    panel: StaggeredPanel, cells: Cells, cell: int, chosen: Flags, kept: Flags | None
) -> Comparison:
    earlier = cells.earlier[cell]
    weights = panel.weights[chosen, earlier][None, :]
    if kept is not None:
        weights = np.vstack([weights, kept[:, chosen] * weights])
    return Comparison(
        change=cells.change[chosen, cell],
        treated=cells.treated[chosen, cell],
        design=with_intercept(panel.covariates[chosen, earlier]),
        weights=weights / max(weights[0].mean(), SMALLEST),
    )


def with_intercept(covariates: Floats) -> Floats:
    """(m, 1 + k): an intercept and the covariates standardised, the same fit on safer numbers."""
    spread = covariates.std(axis=0)
    scaled = (covariates - covariates.mean(axis=0)) / np.where(spread > 0, spread, 1)
    return np.column_stack([np.ones(covariates.shape[0]), scaled])


def _problem(data: Comparison, method: Method) -> str:
    weights = data.weights[0]
    if weights[data.treated].sum() <= 0 or weights[~data.treated].sum() <= 0:
        return "no treated or no comparison units"
    if method != "reg":
        fitted = fit_propensity(data.design, data.treated, np.ones((1, weights.size)))
        if not overlaps(data.treated, np.ones((1, weights.size)), fitted)[0]:
            return "no overlap, the covariates tell treated and comparison units apart"
    controls = data.design[~data.treated]
    if method != "ipw" and not 1 / np.linalg.cond(controls.T @ controls, 1) >= SMALLEST:
        return "too few comparison units for the covariates"
    return ""


def _mean(weights: Floats, values: Floats) -> Floats:
    """Weighted means (R,) over the rows, NaN where no weight is left."""
    total = weights.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = (weights * values).sum(axis=1) / total
    return np.asarray(np.where(total > 0, mean, np.nan), dtype=float)


def _lean(weights: Floats, design: Floats) -> Floats:
    """Mean covariates (k,) under some weights (m,)."""
    return np.asarray(weights @ design / weights.sum(), dtype=float)


def _own_influence(weights: Floats, values: Floats) -> Floats:
    """Influence (m,) of a weighted mean with given weights."""
    mean = (weights * values).sum() / weights.sum()
    return np.asarray(weights * (values - mean) / weights.mean(), dtype=float)


def _regression_representation(data: Comparison, gap: Floats) -> Floats:
    controls = data.weights[0] * ~data.treated
    return linear_representation(data.design, controls, controls * gap)


def _regression_influence(data: Comparison, gap: Floats, on_treated: Floats) -> Floats:
    slope = _lean(on_treated, data.design)
    return _own_influence(on_treated, gap) - _regression_representation(data, gap) @ slope


def _weighting_influence(
    data: Comparison, gap: Floats, on_treated: Floats, on_controls: Floats, fitted: Floats
) -> Floats:
    weights = data.weights[0]
    control_mean = (on_controls * gap).sum() / on_controls.sum()
    slope = (on_controls * (gap - control_mean)) @ data.design / on_controls.sum()
    curvature = weights * fitted * (1 - fitted)
    scores = linear_representation(data.design, curvature, weights * (data.treated - fitted))
    own = _own_influence(on_treated, gap) - _own_influence(on_controls, gap)
    return np.asarray(own - scores @ slope, dtype=float)
