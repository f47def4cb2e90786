"""How good forecasts proved to be: Brier score, coverage and width of intervals.

Assumption: each forecast is scored against one outcome that is known by now; an outcome known only
to lie between two reports is covered when its whole interval is.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np

Interval = tuple[date, date]


def brier_score(chances: Sequence[float], outcomes: Sequence[bool]) -> float:
    """The mean squared difference of chances (0 to 1) and outcomes (Brier 1950); 0 is perfect.

    Raises ValueError when they are empty, of unequal number, or a chance lies outside 0 to 1.
    """
    p, y = np.asarray(chances, dtype=float), np.asarray(outcomes, dtype=float)
    _check(len(p), len(y))
    if not ((p >= 0) & (p <= 1)).all():
        raise ValueError("a chance lies outside 0 to 1")
    return float(np.mean((p - y) ** 2))


def coverage(intervals: Sequence[Interval], outcomes: Sequence[date | Interval]) -> float:
    """The share of outcomes, dates or intervals of dates, that lie within their intervals."""
    _check(len(intervals), len(outcomes))
    pairs = zip(intervals, (_interval(outcome) for outcome in outcomes), strict=True)
    return float(np.mean([low <= first and last <= high for (low, high), (first, last) in pairs]))


def median_width(intervals: Sequence[Interval]) -> float:
    """The median width in days. Raises ValueError when there are none."""
    _check(len(intervals), len(intervals))
    return float(np.median([(high - low).days for low, high in intervals]))


def skill(score: float, reference: float) -> float:
    """How far a score lies below a reference, as a share of it. ValueError for a reference of 0."""
    if reference <= 0:
        raise ValueError("the reference score is 0: nothing can lie below it")
    return 1 - score / reference


def _interval(outcome: date | Interval) -> Interval:
    return outcome if isinstance(outcome, tuple) else (outcome, outcome)


def _check(left: int, right: int) -> None:
    if left == 0 or left != right:
        raise ValueError(f"{left} forecasts against {right} outcomes: need the same number, not 0")
