"""The XmR chart of one series, with its index, its verdicts and what has to be said beside it.

It rests on the caller rebasing only at events that are on record, with their reason.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.xmr.limits import POINTS_FOR_FIRM_LIMITS, FloatGrid, phases_in
from cjdata.stats.xmr.many import XmrMany, xmr_many
from cjdata.stats.xmr.states import Assurance, Improvement, Judgement, Rule

Column = npt.NDArray[Any] | list[Any]


@dataclass(frozen=True, slots=True)
class XmrChart:
    """One series as a chart.

    `columns` has an entry per period: value, mean, lower_limit, upper_limit, rules (a frozen set
    of Rule), judgement, phase (from 0), direction (1 high or rising, -1 low or falling, 0 no
    special cause), target, trial_limits. `variation` and `direction` speak of the last value,
    `assurance` of the target in the last period.
    """

    columns: Mapping[str, Column]
    index: pd.Index
    improvement: Improvement
    variation: Judgement
    direction: int
    assurance: Assurance
    trial_limits: bool
    notes: tuple[str, ...]

    def plain(self, name: str) -> list[Any]:
        """A column as plain numbers or words."""
        column = self.columns[name]
        return column.tolist() if isinstance(column, np.ndarray) else column

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
    many = xmr_many(
        numbers[None, :],
        improvement=improvement,
        target=as_target(target, index),
        rebase=rebase_positions(rebase, index),
        baseline=baseline,
        screen_outliers=screen_outliers,
    )
    return described(many, index, improvement)


def described(many: XmrMany, index: pd.Index, improvement: str, **more: FloatGrid) -> XmrChart:
    """The chart of the only series of `many`, under its index; `more` are columns after others."""
    last = many.last[0]
    return XmrChart(
        columns=_columns(many) | more,
        index=index,
        improvement=Improvement(improvement),
        variation=Judgement(many.variation[0]),
        direction=int(many.causes.direction[0, last]) if last >= 0 else 0,
        assurance=Assurance(many.assurance[0]),
        trial_limits=bool(many.trial_limits.any()),
        notes=_notes(many),
    )


def as_numbers(
    values: Sequence[float | None] | npt.ArrayLike | pd.Series,
) -> tuple[pd.Index, FloatGrid]:
    """The values as floats, and their index; ValueError on what is not one row of numbers."""
    if isinstance(values, np.ndarray) and values.ndim == 1 and values.dtype == np.float64:
        return pd.RangeIndex(len(values)), values
    try:
        series = pd.Series(values, dtype="float64")
        return series.index, series.to_numpy()
    except (TypeError, ValueError) as error:
        raise ValueError(f"values must be one row of numbers: {error}") from error


def as_target(
    target: float | npt.ArrayLike | pd.Series | None, index: pd.Index
) -> FloatGrid | float | None:
    """The target as a number or one per period of the index, NaN where it has none."""
    if target is None:
        return None
    if isinstance(target, pd.Series):
        target = target.reindex(index).to_numpy(dtype=np.float64, na_value=np.nan)
    given: FloatGrid = np.asarray(target, dtype=np.float64)
    if given.shape not in ((), index.shape):
        raise ValueError(f"a target of shape {given.shape} does not fit {len(index)} periods")
    return given


def rebase_positions(rebase: Iterable[Any], index: pd.Index) -> list[int]:
    """Where the named periods stand in the index; ValueError on one that is not there."""
    if isinstance(rebase, str):
        raise ValueError("rebase takes a sequence of periods, not one text")
    return [_position(label, index) for label in rebase]


def _columns(many: XmrMany) -> dict[str, Column]:
    limits, causes = many.limits, many.causes
    flags = zip(*(causes.flags[rule][0].tolist() for rule in Rule), strict=True)
    return {
        "value": many.values[0],
        "mean": limits.mean[0],
        "lower_limit": limits.lower[0],
        "upper_limit": limits.upper[0],
        "rules": [frozenset(compress(Rule, of_point)) for of_point in flags],
        "judgement": [Judgement(word) for word in many.judgement[0]],  # NumPy keeps but the text
        "phase": many.phase[0],
        "direction": causes.direction[0],
        "target": many.target[0],
        "trial_limits": many.trial_limits[0],
    }


def _notes(many: XmrMany) -> tuple[str, ...]:
    """A sentence for each phase whose limits are trial limits or are not to be had."""
    notes = []
    for number in phases_in(many.phase):
        member = many.phase[0] == number
        points = int(many.limits.points[0, member][0])
        if np.isnan(many.limits.lower[0, member]).all():
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
