"""The words and the result of a look for signals.

They rest on one decision standing for one thing that may have changed: a point of its own, or a
composition of several that share their cases.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import pandas as pd


class Kind(StrEnum):
    """What a measure is made of, which settles how its counts scatter."""

    PROPORTION = "proportion"
    RATE = "rate"
    MEAN = "mean"


class State(StrEnum):
    """Whether a latest point could be judged, and if not, why."""

    JUDGED = "judged"
    MISSING = "missing"
    NO_CASES = "no_cases"
    TOO_SHORT = "too_short"


class Direction(StrEnum):
    """On which side of its expectation a point lies."""

    UP = "up"
    DOWN = "down"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Signals:
    """What was looked at, what was called, and what chance alone would have raised.

    `points` has a row per point that was judged: unit, measure, period, kind, composition (empty
    where the measure is none's member), numerator, denominator, value, earlier (how many earlier
    periods it was held against), p_value, mid_p (the same without the draw, for counts), expected,
    lower, upper (95% of what chance gives, in the measure's own scale), size (numerator less
    expected numerator), direction, called. `not_judged` has unit, measure, period and the state
    that says why. `left_out` counts periods without cases, which no figure rests on.

    `compositions` has a row per unit and composition: unit, composition, period, p_value, mid_p,
    moved (the member that moved most), called. Of a called composition that member alone is
    called among the points.

    `looked_at` counts decisions, a composition once; `at_level` those with a p-value at or under
    the plain `level`, of which chance alone would give `expected_by_chance` = level x looked_at.
    `called` counts what Benjamini-Hochberg leaves; of those, `false_at_most` = rate x called are
    expected to be nothing but chance, on average over many looks.
    """

    points: pd.DataFrame
    not_judged: pd.DataFrame
    compositions: pd.DataFrame
    looked_at: int
    called: int
    at_level: int
    level: float
    expected_by_chance: float
    false_discovery: float
    left_out: int

    @property
    def false_at_most(self) -> float:
        """How many of the called points chance alone accounts for, on average, at most."""
        return self.false_discovery * self.called
