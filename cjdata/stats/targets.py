"""The way from a baseline to a target, and the chance of being there by its date.

It rests on the process going on as it ran: level, slow drift (drawn towards none), season, memory
and scatter of the record, the same null as that of the signals. What is yet to be done differently
is not in it. The target is met when the figure of its month is on its better side.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

import numpy as np
import numpy.typing as npt

from cjdata.stats.signals.panel import (
    LONGEST_HISTORY,
    SHORTEST_HISTORY,
    Counts,
    FloatGrid,
    counts_apart,
)
from cjdata.stats.signals.result import Kind
from cjdata.stats.signals.surprise import chances, expectation, predicted
from cjdata.stats.xmr.states import Improvement

LIKELY, UNLIKELY = 0.8, 0.2
RECENT = 3
YEAR = 12
TOLERANCE = 1e-9


class TargetVerdict(StrEnum):
    """What is said of a target."""

    MET = "met"
    MISSED = "missed"
    ON_COURSE = "on_course"
    AT_RISK = "at_risk"
    UNLIKELY = "unlikely"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class TargetOutlook:
    """A target seen from the last month of a record.

    `chance` is that of meeting it in its month (None where that cannot be told), `level` the
    figure of the last three months together (None without any), `at_target` whether that is on the
    better side already. `required_monthly_change` is from `level` evenly to the target, 0 when at
    it, None when its date has come. `expected`, `lower`, `upper` foretell the figure of the
    target's month, with 95% limits. MET and MISSED are said of a date that has come alone.
    """

    verdict: TargetVerdict
    reason: str
    chance: float | None
    level: float | None
    at_target: bool
    months_left: int
    required_monthly_change: float | None
    expected: float | None = None
    lower: float | None = None
    upper: float | None = None


@dataclass(frozen=True, slots=True)
class _Aim:
    """A target, `left` months from the last of a record; `towards` is 1 upwards, -1 downwards."""

    target: float
    left: int
    towards: int

    def reached_by(self, value: float) -> bool:
        return self.towards * (value - self.target) >= -TOLERANCE


Told = tuple[float, float, float, float]
"""The chance of meeting a target in its month, and the figure expected there with its limits."""
Months = list[tuple[float, float]]
"""Numerator and denominator of the months that have a figure, oldest first."""


def target_outlook(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    *,
    kind: str,
    last: int,
    target: float,
    by: int,
    improvement: str,
) -> TargetOutlook:
    """The outlook on a target from the months up to `last`, NaN where missing.

    `kind` is as for signals, `by` the target's month, `improvement` "increase" or "decrease". The
    target's month is given the middle denominator of the last year. CANNOT_TELL with fewer than 12
    months, and for a date farther ahead than the record goes back. Raises ValueError on counts that
    cannot be, a measure without direction, and a target that the measure cannot reach.
    """
    sides = (np.atleast_2d(np.asarray(side, np.float64)) for side in (numerators, denominators))
    (found,) = target_outlooks(
        *sides, kind=kind, last=last, target=target, by=by, improvement=improvement
    )
    return found


def target_outlooks(
    numerators: npt.ArrayLike,
    denominators: npt.ArrayLike,
    *,
    kind: str,
    last: int,
    target: float,
    by: int,
    improvement: str,
) -> tuple[TargetOutlook, ...]:
    """That of each of several records (series, months) on one target, as if it were asked alone."""
    aim = _Aim(target, by - last, Improvement(improvement).sign)
    _check_target(Kind(kind), aim)
    counts = _counts(numerators, denominators, Kind(kind))
    known = [_known(*sides) for sides in zip(counts.numerator, counts.denominator, strict=True)]
    told = _foretold(counts, known, aim) if aim.left > 0 else _of_its_month(counts, aim)
    months = counts.numerator.shape[1]
    return tuple(_outlook(aim, months, *of_one) for of_one in zip(known, told, strict=True))


def _check_target(kind: Kind, aim: _Aim) -> None:
    if aim.towards == 0:
        raise ValueError("a measure without a direction has no target to meet")
    beyond = aim.target < 0 or (kind is Kind.PROPORTION and aim.target > 1)
    if not np.isfinite(aim.target) or beyond:
        raise ValueError(f"no {kind} can reach a target of {aim.target}")


def _counts(numerators: npt.ArrayLike, denominators: npt.ArrayLike, kind: Kind) -> Counts:
    """The months checked as signals check theirs; a month without cases is missing."""
    numerator, denominator = (np.asarray(side, np.float64) for side in (numerators, denominators))
    if numerator.shape != denominator.shape or numerator.ndim != 2:
        raise ValueError(
            f"numerators {numerator.shape} do not fit denominators {denominator.shape}"
        )
    return counts_apart(numerator, denominator, kind)


def _known(numerator: FloatGrid, denominator: FloatGrid) -> Months:
    months = zip(numerator.tolist(), denominator.tolist(), strict=True)
    return [month for month in months if month[0] == month[0]]


def _outlook(aim: _Aim, months: int, known: Months, told: Told | None) -> TargetOutlook:
    """What is said of one record of so many months."""
    level = _recent(known)
    there = level is not None and aim.reached_by(level)
    step = None
    if level is not None and aim.left > 0 and len(known) >= RECENT:
        step = 0.0 if there else (aim.target - level) / aim.left
    if told is None:
        why = _why_untold(aim, months, len(known))
        return TargetOutlook(TargetVerdict.CANNOT_TELL, why, None, level, there, aim.left, step)
    if aim.left <= 0:
        verdict, why = TargetVerdict.MET if told[0] else TargetVerdict.MISSED, "the date has come"
    else:
        verdict = _verdict(told[0])
        why = f"the chance is {told[0]:.0%} if the process goes on as it ran"
    chance, *expected = told
    return TargetOutlook(verdict, why, chance, level, there, aim.left, step, *expected)


def _recent(known: Months) -> float | None:
    """The summed figure of the last three months that have one."""
    if not known:
        return None
    recent = known[-RECENT:]
    return sum(month[0] for month in recent) / sum(month[1] for month in recent)


def _why_untold(aim: _Aim, months: int, known: int) -> str:
    if aim.left <= 0:
        return "the date has come, and its month has no figure"
    if known < SHORTEST_HISTORY:
        have = "month has" if known == 1 else "months have"
        return f"only {known} {have} a figure, {SHORTEST_HISTORY} are needed"
    return f"the date is {aim.left} months ahead, the record goes {months} months back"


def _of_its_month(counts: Counts, aim: _Aim) -> list[Told | None]:
    """What the month of a date that has come says by itself; None where it has no figure."""
    month = counts.numerator.shape[1] - 1 + aim.left
    if month < 0:
        return [None] * len(counts.numerator)
    values = (counts.numerator[:, month] / counts.denominator[:, month]).tolist()
    return [(float(aim.reached_by(v)), v, v, v) if v == v else None for v in values]


def _foretold(counts: Counts, known: Sequence[Months], aim: _Aim) -> list[Told | None]:
    """What the months foretell of the target's; None where they are too few for it."""
    found: list[Told | None] = [None] * len(known)
    rows = [row for row, months in enumerate(known) if len(months) >= SHORTEST_HISTORY]
    if not rows or aim.left > counts.numerator.shape[1]:
        return found
    cases = np.array([_middle_cases(counts.kind, known[row]) for row in rows])
    numerator, denominator = (
        _with_month_ahead(side[rows], aim.left, last)
        for side, last in ((counts.numerator, np.zeros(len(rows))), (counts.denominator, cases))
    )
    group = counts.group[rows]
    foretold = predicted(Counts(counts.kind, numerator, denominator, group, apart=True), YEAR)
    count = aim.target * cases
    if counts.kind is not Kind.MEAN:
        count = _whole(count, aim.towards)
    below, exactly = chances(foretold, count, cases)
    chance = np.clip(1 - below if aim.towards > 0 else below + exactly, 0.0, 1.0)
    told = np.stack([chance, *expectation(foretold)], axis=1).tolist()
    for row, (its_chance, expected, lower, upper) in zip(rows, told, strict=True):
        found[row] = its_chance, expected, lower, upper
    return found


def _middle_cases(kind: Kind, known: Months) -> float:
    """The middle denominator of the last year."""
    cases = median(denominator for _, denominator in known[-YEAR:])
    return max(float(np.floor(cases)), 1.0) if kind is Kind.PROPORTION else cases


def _with_month_ahead(side: FloatGrid, left: int, last: FloatGrid) -> FloatGrid:
    """The months with those up to the target's, which is the last: as many as a signal rests on."""
    between = np.full((len(side), left - 1), np.nan)
    return np.column_stack([side, between, last])[:, -(LONGEST_HISTORY + 1) :]


def _whole(aim: FloatGrid, towards: int) -> FloatGrid:
    """The whole count from which on a target is met: one that reaches it is counted in."""
    return np.ceil(aim - TOLERANCE) if towards > 0 else np.floor(aim + TOLERANCE)


def _verdict(chance: float) -> TargetVerdict:
    if chance >= LIKELY:
        return TargetVerdict.ON_COURSE
    return TargetVerdict.AT_RISK if chance >= UNLIKELY else TargetVerdict.UNLIKELY
