"""The way from a baseline to a target, and the chance of being there by its date.

It rests on the process going on as it ran: level, slow drift (drawn towards none), season, memory
and scatter of the record, the same null as that of the signals. What is yet to be done differently
is not in it. The target is met when the figure of its month is on its better side.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.signals.panel import SHORTEST_HISTORY, FloatGrid, panel_of
from cjdata.stats.signals.result import Kind
from cjdata.stats.signals.surprise import Predicted, chances, expectation, predicted
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
    towards = Improvement(improvement).sign
    _check_target(Kind(kind), target, towards)
    record = _record(numerators, denominators, kind, last)
    level = _recent(record)
    at_target = level is not None and towards * (level - target) >= -TOLERANCE
    left = by - last
    if left <= 0:
        return _of_a_past_date(record, target, by, towards, level, at_target, left)
    known = int(record["numerator"].notna().sum())
    step = None
    if level is not None and known >= RECENT:
        step = 0.0 if at_target else (target - level) / left
    if known < SHORTEST_HISTORY or left > len(record):
        why = (
            f"only {known} {'month has' if known == 1 else 'months have'} a figure, "
            f"{SHORTEST_HISTORY} are needed"
            if known < SHORTEST_HISTORY
            else f"the date is {left} months ahead, the record goes {len(record)} months back"
        )
        return TargetOutlook(TargetVerdict.CANNOT_TELL, why, None, level, at_target, left, step)
    chance, expected, lower, upper = _foretold(record, kind, target, by, towards)
    verdict = _verdict(chance)
    why = f"the chance is {chance:.0%} if the process goes on as it ran"
    return TargetOutlook(verdict, why, chance, level, at_target, left, step, expected, lower, upper)


def _check_target(kind: Kind, target: float, towards: int) -> None:
    if towards == 0:
        raise ValueError("a measure without a direction has no target to meet")
    if not np.isfinite(target) or target < 0 or (kind is Kind.PROPORTION and target > 1):
        raise ValueError(f"no {kind} can reach a target of {target}")


def _record(
    numerators: npt.ArrayLike, denominators: npt.ArrayLike, kind: str, last: int
) -> pd.DataFrame:
    """The months as a frame, checked as signals check theirs; a month without cases is missing."""
    numerator = np.atleast_1d(np.asarray(numerators, dtype=np.float64))
    denominator = np.atleast_1d(np.asarray(denominators, dtype=np.float64))
    if numerator.shape != denominator.shape or numerator.ndim != 1:
        raise ValueError(
            f"numerators {numerator.shape} do not fit denominators {denominator.shape}"
        )
    periods = last - len(numerator) + 1 + np.arange(len(numerator))
    record = pd.DataFrame(
        {"unit": "", "measure": "", "period": periods, "numerator": numerator,
         "denominator": denominator}
    )  # fmt: skip
    panel_of(record, {"": kind})
    return record.assign(numerator=record["numerator"].where(record["denominator"] > 0))


def _recent(record: pd.DataFrame) -> float | None:
    """The summed figure of the last three months that have one."""
    known = record.dropna(subset=["numerator"]).tail(RECENT)
    if known.empty:
        return None
    return float(known["numerator"].sum() / known["denominator"].sum())


def _of_a_past_date(
    record: pd.DataFrame,
    target: float,
    by: int,
    towards: int,
    level: float | None,
    at_target: bool,
    left: int,
) -> TargetOutlook:
    month = record[(record["period"] == by) & record["numerator"].notna()]
    if month.empty:
        why = "the date has come, and its month has no figure"
        return TargetOutlook(TargetVerdict.CANNOT_TELL, why, None, level, at_target, left, None)
    value = float((month["numerator"] / month["denominator"]).iloc[0])
    met = towards * (value - target) >= -TOLERANCE
    verdict = TargetVerdict.MET if met else TargetVerdict.MISSED
    return TargetOutlook(
        verdict, "the date has come", float(met), level, at_target, left, None, value, value, value
    )


def _foretold(
    record: pd.DataFrame, kind: str, target: float, by: int, towards: int
) -> tuple[float, float, float, float]:
    """Chance of meeting the target in month `by`, and the figure expected there with its limits."""
    cases = record.dropna(subset=["numerator"])["denominator"].tail(YEAR).median()
    cases = max(float(np.floor(cases)), 1.0) if kind == Kind.PROPORTION else float(cases)
    ahead = record.iloc[-1:].assign(period=by, numerator=0.0, denominator=cases)
    panel = panel_of(pd.concat([record, ahead], ignore_index=True), {"": kind})
    foretold = predicted(panel, np.array([0]), Kind(kind), YEAR)
    chance = _chance(foretold, Kind(kind), target, cases, towards)
    expected, lower, upper = (float(part[0]) for part in expectation(foretold))
    return chance, expected, lower, upper


def _chance(foretold: Predicted, kind: Kind, target: float, cases: float, towards: int) -> float:
    """Of a count at the target or beyond; whole counts that reach it are counted in."""
    aim = target * cases
    count = aim if kind is Kind.MEAN else _whole(aim, towards)
    column: FloatGrid = np.array([count])
    below, exactly = chances(foretold, column, np.array([cases]))
    chance = 1 - below[0] if towards > 0 else below[0] + exactly[0]
    return float(np.clip(chance, 0.0, 1.0))


def _whole(aim: float, towards: int) -> float:
    return float(np.ceil(aim - TOLERANCE) if towards > 0 else np.floor(aim + TOLERANCE))


def _verdict(chance: float) -> TargetVerdict:
    if chance >= LIKELY:
        return TargetVerdict.ON_COURSE
    return TargetVerdict.AT_RISK if chance >= UNLIKELY else TargetVerdict.UNLIKELY
