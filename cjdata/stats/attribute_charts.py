"""p- and u-charts, whose limits follow the denominator, with Laney's adjustment for dispersion.

They rest on counts of independent cases: binomial for a proportion, Poisson for a rate. Where the
months differ by more than that, the primed charts take the excess from the data. Sources:
Montgomery, Introduction to Statistical Quality Control, ch. 7; Laney, Improved Control Charts for
Attributes, Quality Engineering 14 (2002). Rules and verdicts are those of the XmR chart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise
from typing import Any, TypeAlias

import numpy.typing as npt
import pandas as pd

from cjdata.stats.xmr.chart import XmrChart, as_numbers, judged_chart, rebase_positions
from cjdata.stats.xmr.limits_of_one import Limits, phases_of, places_of
from cjdata.stats.xmr.many import check_baseline

Counts: TypeAlias = "Sequence[float | None] | npt.ArrayLike | pd.Series"
SIGMAS = 3.0
NEAR_SIGMAS = 2.0
RANGE_TO_SIGMA = 1.128


def p_chart(
    numerators: Counts,
    denominators: Counts,
    *,
    laney: bool = False,
    improvement: str = "increase",
    target: float | npt.ArrayLike | pd.Series | None = None,
    rebase: Iterable[Any] = (),
    baseline: int | None = None,
) -> XmrChart:
    """Chart a proportion, between 0 and 1; `laney` makes it a p′-chart.

    The columns of an XmR chart, and numerator, denominator and sigma_z: 1 for a plain chart, for a
    primed one how far the months scatter against chance alone.

    The centre of a phase is its summed numerators over its summed denominators, the limits are
    three binomial standard errors at each denominator, cut off at 0 and 1. A period with a
    missing count, or with 0 of 0, has no value, no limits and the judgement MISSING. `target`,
    `rebase` and `baseline` as in `xmr_chart`. Raises ValueError on a numerator above its
    denominator, a negative or infinite count, and periods that differ.
    """
    index, cases, sizes = _counts(numerators, denominators)
    if any(one > of for one, of in zip(cases, sizes, strict=True)):
        raise ValueError("a numerator is greater than its denominator")
    series = _Series.of(index, cases, sizes, rebase, baseline)
    binomial = series.limits(lambda p: p * (1 - p), ceiling=1.0, laney=laney)
    return series.chart(*binomial, improvement, target)


def u_chart(
    counts: Counts,
    denominators: Counts,
    *,
    laney: bool = False,
    improvement: str = "increase",
    target: float | npt.ArrayLike | pd.Series | None = None,
    rebase: Iterable[Any] = (),
    baseline: int | None = None,
) -> XmrChart:
    """Chart events per unit of the denominator; `laney` makes it a u′-chart.

    As `p_chart`, but with Poisson standard errors and no upper end: a count may exceed its
    denominator. A count above a denominator of 0 raises ValueError.
    """
    series = _Series.of(*_counts(counts, denominators), rebase, baseline)
    poisson = series.limits(lambda u: u, ceiling=math.inf, laney=laney)
    return series.chart(*poisson, improvement, target)


@dataclass(frozen=True, slots=True)
class _Series:
    """The counts of each period, with its phase and whether limits rest on it."""

    index: pd.Index
    numerator: list[float]
    denominator: list[float]
    value: list[float]
    phase: list[int]
    used: list[bool]

    @classmethod
    def of(
        cls,
        index: pd.Index,
        numerator: list[float],
        denominator: list[float],
        rebase: Iterable[Any],
        baseline: int | None,
    ) -> _Series:
        check_baseline(baseline)
        phase = phases_of(rebase_positions(rebase, index), len(index))
        value = [one / of for one, of in zip(numerator, denominator, strict=True)]
        first = len(index) if baseline is None else baseline
        used = [
            share == share and place - phase.index(number) < first
            for place, (share, number) in enumerate(zip(value, phase, strict=True))
        ]
        return cls(index, numerator, denominator, value, phase, used)

    def limits(
        self, variance: Callable[[float], float], *, ceiling: float, laney: bool
    ) -> tuple[Limits, list[float]]:
        """Limits by the variance of one case about the centre, and sigma z of each period."""
        centre: list[float] = []
        points: list[int] = []
        for of_phase in places_of(self.phase):
            used = list(compress(of_phase, self.used[of_phase.start : of_phase.stop]))
            total = math.fsum(self.denominator[place] for place in used)
            cases = math.fsum(self.numerator[place] for place in used)
            centre += [cases / total if total else math.nan] * len(of_phase)
            points += [len(used)] * len(of_phase)
        error = [
            math.sqrt(variance(middle) / size)
            for middle, size in zip(centre, self.denominator, strict=True)
        ]
        sigma_z = self._sigma_z(centre, error) if laney else [1.0] * len(centre)
        reach = [one * by for one, by in zip(error, sigma_z, strict=True)]

        def lower(sigmas: float) -> list[float]:
            return [max(c - sigmas * r, 0.0) for c, r in zip(centre, reach, strict=True)]

        def upper(sigmas: float) -> list[float]:
            return [min(c + sigmas * r, ceiling) for c, r in zip(centre, reach, strict=True)]

        limits = Limits(
            mean=centre,
            lower=lower(SIGMAS),
            upper=upper(SIGMAS),
            near_lower=lower(NEAR_SIGMAS),
            near_upper=upper(NEAR_SIGMAS),
            points=points,
        )
        return limits, sigma_z

    def _sigma_z(self, centre: list[float], error: list[float]) -> list[float]:
        """The mean moving range of the z-scores over 1.128, in each phase; NaN without a range."""
        z = [
            (value - middle) / one if one else 0.0
            for value, middle, one in zip(self.value, centre, error, strict=True)
        ]
        found: list[float] = []
        for of_phase in places_of(self.phase):
            ranges = [
                abs(z[after] - z[before])
                for before, after in pairwise(of_phase)
                if self.used[before] and self.used[after]
            ]
            mean = math.fsum(ranges) / len(ranges) / RANGE_TO_SIGMA if ranges else math.nan
            found += [mean] * len(of_phase)
        return found

    def chart(
        self,
        limits: Limits,
        sigma_z: list[float],
        improvement: str,
        target: float | npt.ArrayLike | pd.Series | None,
    ) -> XmrChart:
        return judged_chart(
            self.value, limits, self.phase, self.index, improvement, target,
            numerator=self.numerator, denominator=self.denominator, sigma_z=sigma_z,
        )  # fmt: skip


def _counts(numerators: Counts, denominators: Counts) -> tuple[pd.Index, list[float], list[float]]:
    """The index of the first, and both counts: missing where either is or where 0 of 0."""
    (index, top), (other, bottom) = as_numbers(numerators), as_numbers(denominators)
    if len(top) != len(bottom):
        raise ValueError(f"{len(top)} numerators for {len(bottom)} denominators")
    if isinstance(denominators, pd.Series) and not other.equals(index):
        raise ValueError("numerators and denominators are of different periods")
    pairs = list(zip(top.tolist(), bottom.tolist(), strict=True))
    if any(count < 0 or count == math.inf for pair in pairs for count in pair):
        raise ValueError("a count is negative or infinite")
    if any(count > 0 and of == 0 for count, of in pairs):
        raise ValueError("a count stands over a denominator of 0")
    missing = math.nan, math.nan
    known = [
        missing if count != count or of != of or of == 0 else (count, of) for count, of in pairs
    ]
    return index, [count for count, _ in known], [of for _, of in known]
