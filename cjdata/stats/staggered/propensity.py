"""Weighted logit and least squares for many weightings of the same units at once.

Rests on one assumption: the log odds of being treated, and the change of the comparison group,
are linear in the design. Many weightings, because leaving a unit out is giving it weight 0.
"""

from __future__ import annotations

import numpy as np

from cjdata.stats.staggered.results import Flags, Floats

NO_OVERLAP = 0.999  # R's did gives a cell up from here
STEPS = 30
CLOSE = 1e-10
CERTAIN = 1e-7  # a fit this sure is separated and would run on without end
RIDGE = 1e-14  # keeps weightings that leave too few units from stopping the rest


def fit_propensity(design: Floats, treated: Flags, weights: Floats) -> Floats:
    """Fitted probabilities (R, m) of a logit on the design (m, k) under weights (R, m).

    The first row of weights is fitted alone and serves as the others' starting point.
    """
    start = np.zeros((1, design.shape[1]))
    first = _newton(design, treated, weights[:1], start)
    coefficients = _newton(design, treated, weights, np.repeat(first, len(weights), axis=0))
    return _logistic(coefficients @ design.T)


def _newton(design: Floats, treated: Flags, weights: Floats, coefficients: Floats) -> Floats:
    products = _products(design)
    one_sided = ~_both_sides(treated, weights)
    for _ in range(STEPS):
        fitted = _logistic(coefficients @ design.T)
        slope = (weights * (treated - fitted)) @ design
        step = _solve(_moments(weights * fitted * (1 - fitted), products), slope)
        coefficients = coefficients + np.clip(step, -10, 10)
        settled = np.abs(step).max(axis=1) < CLOSE
        certain = np.where(weights > 0, fitted, 0).max(axis=1, initial=0) > 1 - CERTAIN
        if (settled | certain | one_sided).all():
            break
    return coefficients


def overlaps(treated: Flags, weights: Floats, fitted: Floats) -> Flags:
    """(R,) whether no unit in use is as good as certain to be treated."""
    highest = np.where(weights > 0, fitted, 0).max(axis=1, initial=0)
    return np.asarray((highest < NO_OVERLAP) & _both_sides(treated, weights), dtype=bool)


def _both_sides(treated: Flags, weights: Floats) -> Flags:
    used = weights > 0
    return np.asarray(used[:, treated].any(axis=1) & used[:, ~treated].any(axis=1), dtype=bool)


def least_squares(design: Floats, values: Floats, weights: Floats) -> Floats:
    """Coefficients (R, k) of values (m,) on the design (m, k) under weights (R, m)."""
    return _solve(_moments(weights, _products(design)), (weights * values) @ design)


def linear_representation(design: Floats, curvature: Floats, residuals: Floats) -> Floats:
    """(m, k): how each unit moves the coefficients, scores through the inverse curvature (m,)."""
    moment = (design * curvature[:, None]).T @ design / design.shape[0]
    return np.asarray(np.linalg.solve(moment, (residuals[:, None] * design).T).T, dtype=float)


def _solve(matrices: Floats, vectors: Floats) -> Floats:
    size = matrices.shape[1]
    scale = np.trace(matrices, axis1=1, axis2=2)[:, None, None] + 1e-300
    solved = np.linalg.solve(matrices + RIDGE * scale * np.eye(size), vectors[:, :, None])
    return np.asarray(solved[:, :, 0], dtype=float)


def _products(design: Floats) -> Floats:
    return (design[:, :, None] * design[:, None, :]).reshape(design.shape[0], -1)


def _moments(weights: Floats, products: Floats) -> Floats:
    size = int(np.sqrt(products.shape[1]))
    return (weights @ products).reshape(-1, size, size)


def _logistic(index: Floats) -> Floats:
    return np.asarray(1 / (1 + np.exp(-np.clip(index, -500, 500))), dtype=float)
