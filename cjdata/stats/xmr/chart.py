"""The XmR chart of one series, with its index, its verdicts and what has to be said beside it.

It rests on the caller rebasing only at events that are on record, with their reason.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.xmr.limits import POINTS_FOR_FIRM_LIMITS, FloatGrid
from cjdata.stats.xmr.limits_of_one import Limits, limits_of, phases_of, places_of
from cjdata.stats.xmr.many import check_baseline
from cjdata.stats.xmr.rules_of_one import assurance_of, causes_of, judgements_of
from cjdata.stats.xmr.states import Assurance, Improvement, Judgement


@dataclass(frozen=True, slots=True)
class XmrChart:
    """One series as a chart.

    `columns` has an entry per period: value, mean, lower_limit, upper_limit, rules (a frozen set
    of Rule), judgement, phase (from 0), direction (1 high or rising, -1 low or falling, 0 no
    special cause), target, trial_limits. `variation` and `direction` speak of the last value,
    `assurance` of the target in the last period.
    """

    columns: Mapping[str, Sequence[Any]]
    index: pd.Index
    improvement: Improvement
    variation: Judgement
    direction: int
    assurance: Assurance
    trial_limits: bool
    notes: tuple[str, ...]

    @property
    def points(self) -> pd.DataFrame:
        """The columns as a frame with a row per period, under the index of the values."""
        words = {"rules", "judgement"}  # which pandas would read as text
        columns = {
            name: pd.Series(column, self.index, object) if name in words else column
            for name, column in self.columns.items()
        }
        return pd.DataFrame(columns, index=self.index)


def xmr_chart(
    values: Sequence[float | None] | npt.ArrayLike | pd.Series,
    *,
    improvement: str = "increase",
    target: float | npt.ArrayLike | pd.Series | None = None,
    rebase: Iterable[Any] = (),
    baseline: int | None = None,
    screen_outliers: bool = True,
) -> XmrChart:
    """Limits, special causes and verdicts of one series of periods in order.

    `values` is a list, array or Series, NaN or None where a period is missing: such a point has
    the limits of its phase, no rule and the judgement MISSING, and ends runs and trends. `target`
    is a number, one per period, or a Series that is aligned by its index. `rebase` names the
    first period of each new phase, by label where the values have an index, else by position.
    `baseline` fixes the limits of each phase to its first periods. A constant series has limits
    on its value; one value alone has a mean but no limits (NaN) and the judgement CANNOT_TELL;
    an empty series has an empty frame. Raises ValueError on infinite or non-numeric values, an
    unknown direction or label, and a target that does not fit.

    Equal to NHSRplotthedots (github.com/nhs-r-community/NHSRplotthedots) where that gives limits.
    """
    index, numbers = as_numbers(values)
    known = numbers.tolist()
    if any(map(math.isinf, known)):
        raise ValueError("values must be finite, or NaN where a period is missing")
    check_baseline(baseline)
    phase = phases_of(rebase_positions(rebase, index), len(known))
    limits = limits_of(known, phase, baseline=baseline, screen_outliers=screen_outliers)
    return judged_chart(known, limits, phase, index, improvement, target)


def judged_chart(
    values: list[float],
    limits: Limits,
    phase: list[int],
    index: pd.Index,
    improvement: str,
    target: float | npt.ArrayLike | pd.Series | None,
    **more: list[float],
) -> XmrChart:
    """The chart of values with limits of whatever origin; `more` are columns after the others."""
    better, aim = Improvement(improvement), as_target(target, index)
    rules, direction = causes_of(values, limits, phase)
    judgement = judgements_of(values, limits.lower, direction, better)
    last = next(
        (place for place in range(len(values) - 1, -1, -1) if values[place] == values[place]), None
    )
    trial = [points < POINTS_FOR_FIRM_LIMITS for points in limits.points]
    return XmrChart(
        columns={
            "value": values,
            "mean": limits.mean,
            "lower_limit": limits.lower,
            "upper_limit": limits.upper,
            "rules": rules,
            "judgement": judgement,
            "phase": phase,
            "direction": direction,
            "target": aim,
            "trial_limits": trial,
            **more,
        },
        index=index,
        improvement=better,
        variation=Judgement.CANNOT_TELL if last is None else judgement[last],
        direction=0 if last is None else direction[last],
        assurance=assurance_of(aim[-1], limits.lower[-1], limits.upper[-1], better)
        if values
        else Assurance.NOT_JUDGED,
        trial_limits=any(trial),
        notes=_notes(limits, phase),
    )


def as_numbers(
    values: Sequence[float | None] | npt.ArrayLike | pd.Series,
) -> tuple[pd.Index, FloatGrid]:
    """The values as floats, and their index; ValueError on what is not one row of numbers."""
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype == np.float64:
        return pd.RangeIndex(len(values)), values
    try:
        series = pd.Series(values, dtype="float64")
        return series.index, np.array(series.tolist(), np.float64).reshape(len(series))
    except (TypeError, ValueError) as error:
        raise ValueError(f"values must be one row of numbers: {error}") from error


def as_target(target: float | npt.ArrayLike | pd.Series | None, index: pd.Index) -> list[float]:
    """The target of each period of the index, NaN where it has none."""
    if target is None or isinstance(target, int | float):
        return [math.nan if target is None else float(target)] * len(index)
    if isinstance(target, pd.Series):
        target = target.reindex(index).to_numpy(dtype=np.float64, na_value=np.nan)
    given: FloatGrid = np.asarray(target, dtype=np.float64)
    if given.shape not in ((), index.shape):
        raise ValueError(f"a target of shape {given.shape} does not fit {len(index)} periods")
    aims: list[float] = np.broadcast_to(given, index.shape).tolist()
    return aims


def rebase_positions(rebase: Iterable[Any], index: pd.Index) -> list[int]:
    """Where the named periods stand in the index; ValueError on one that is not there."""
    if isinstance(rebase, str):
        raise ValueError("rebase takes a sequence of periods, not one text")
    return [_position(label, index) for label in rebase]


def _notes(limits: Limits, phase: list[int]) -> tuple[str, ...]:
    """A sentence for each phase whose limits are trial limits or are not to be had."""
    notes = []
    for places in places_of(phase):
        number, points = phase[places[0]], limits.points[places[0]]
        if all(math.isnan(limits.lower[place]) for place in places):
            notes.append(f"No limits in phase {number}: it has no two neighbouring values.")
        elif points < POINTS_FOR_FIRM_LIMITS:
            notes.append(
                f"Trial limits in phase {number}: they rest on {points} points, "
                f"fewer than {POINTS_FOR_FIRM_LIMITS}."
            )
    return tuple(notes)


def _position(label: Any, index: pd.Index) -> int:
    """Where a new phase begins: a label of the index, or a position where labels are no numbers."""
    by_position = isinstance(label, int | np.integer) and not pd.api.types.is_integer_dtype(index)
    if by_position:
        return int(label)
    try:
        place = index.get_loc(label)
    except (KeyError, TypeError) as error:
        raise ValueError(f"rebase period {label!r} is not in the series") from error
    if not isinstance(place, int | np.integer):
        raise ValueError(f"rebase period {label!r} is not one period of the series")
    return int(place)
