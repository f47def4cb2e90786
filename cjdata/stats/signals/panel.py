"""A long frame of counts as grids that end with the latest period of each measure.

It rests on periods being whole numbers that follow one another, and on the caller passing only
periods that are complete: the last one that any unit has a row for is the one that is judged.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.stats.signals.result import Kind, State

FloatGrid = npt.NDArray[np.float64]
BoolGrid = npt.NDArray[np.bool_]
IntColumn = npt.NDArray[np.intp]
COLUMNS = ("unit", "measure", "period", "numerator", "denominator")
LONGEST_HISTORY = 60
SHORTEST_HISTORY = 12


@dataclass(frozen=True, slots=True)
class Counts:
    """Series of one kind in rows, periods in columns, the latest last; NaN as in a panel.

    A series is judged by what is learnt of all and of its `group`; where they are `apart`, each a
    group of its own, by what is learnt of itself alone.
    """

    kind: Kind
    numerator: FloatGrid
    denominator: FloatGrid
    group: IntColumn
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Panel:
    """Series in rows, periods in columns, the latest last.

    `series` is a frame of unit, measure, period (the latest) and kind. `numerator` and
    `denominator` are (series, periods), NaN where a period is missing or has no cases; `group`
    numbers the measure of each series; `left_out` counts periods without cases.
    """

    series: pd.DataFrame
    numerator: FloatGrid
    denominator: FloatGrid
    group: IntColumn
    state: npt.NDArray[np.object_]
    left_out: IntColumn

    @property
    def earlier(self) -> IntColumn:
        """How many periods before the latest have a value."""
        counts: IntColumn = (~np.isnan(self.numerator[:, :-1])).sum(axis=1)
        return counts

    def judged(self, kind: Kind) -> IntColumn:
        """The rows of one kind whose latest point can be judged."""
        chosen = (self.series["kind"] == kind).to_numpy() & (self.state == State.JUDGED)
        return np.flatnonzero(chosen)

    def counts(self, rows: IntColumn, kind: Kind) -> Counts:
        """Those of some rows, all of one kind."""
        return Counts(kind, self.numerator[rows], self.denominator[rows], self.group[rows])


def counts_apart(numerator: FloatGrid, denominator: FloatGrid, kind: Kind) -> Counts:
    """Grids (series, periods) of one kind whose series have nothing to do with one another.

    Raises ValueError on counts that cannot be, as `panel_of` does.
    """
    of_kind = (np.full(numerator.shape, kind is one) for one in (Kind.PROPORTION, Kind.MEAN))
    _check_counts(numerator, denominator, *of_kind)
    blank = _blank(numerator, denominator)
    numerator, denominator = (np.where(blank, np.nan, grid) for grid in (numerator, denominator))
    return Counts(kind, numerator, denominator, np.arange(len(numerator)), apart=True)


def panel_of(frame: pd.DataFrame, kinds: Mapping[str, str]) -> Panel:
    """Grids of a frame with the columns unit, measure, period, numerator, denominator.

    Raises ValueError on a column or kind that is missing, a series with two rows for a period,
    counts that are negative, infinite or (but for sums) no whole numbers, a numerator above the
    denominator of a proportion and cases where there is no denominator.
    """
    checked = _checked(frame, kinds)
    last = checked.groupby("measure")["period"].transform("max")
    back = (last - checked["period"]).to_numpy(dtype=np.intp)
    groups = checked.groupby(["measure", "unit"], sort=True)
    codes, unique = groups.ngroup().to_numpy(), groups.size().index
    width = min(int(back.max(initial=0)), LONGEST_HISTORY) + 1
    kept = back < width
    numerator, denominator = np.full((2, len(unique), width), np.nan)
    rows, columns = codes[kept], width - 1 - back[kept]
    numerator[rows, columns] = checked["numerator"].to_numpy()[kept]
    denominator[rows, columns] = checked["denominator"].to_numpy()[kept]
    return _panel(unique, checked, kinds, numerator, denominator)


def _panel(
    unique: pd.Index,
    checked: pd.DataFrame,
    kinds: Mapping[str, str],
    numerator: FloatGrid,
    denominator: FloatGrid,
) -> Panel:
    measure = pd.Series([key[0] for key in unique], dtype=object)
    last = checked.groupby("measure")["period"].max()
    series = pd.DataFrame(
        {
            "unit": pd.Series([key[1] for key in unique], dtype=object),
            "measure": measure,
            "period": measure.map(last),
            "kind": measure.map({name: Kind(kind) for name, kind in kinds.items()}).astype(object),
        }
    )
    empty = denominator == 0
    blank = _blank(numerator, denominator)
    numerator, denominator = (np.where(blank, np.nan, grid) for grid in (numerator, denominator))
    return Panel(
        series=series,
        numerator=numerator,
        denominator=denominator,
        group=np.asarray(pd.factorize(measure)[0], dtype=np.intp),
        state=_states(blank, empty),
        left_out=empty.sum(axis=1),
    )


def _blank(numerator: FloatGrid, denominator: FloatGrid) -> BoolGrid:
    """Where a period is missing or has no cases."""
    blank: BoolGrid = np.isnan(numerator) | np.isnan(denominator) | (denominator == 0)
    return blank


def _states(blank: BoolGrid, empty: BoolGrid) -> npt.NDArray[np.object_]:
    short = (~blank[:, :-1]).sum(axis=1) < SHORTEST_HISTORY
    state = np.full(len(blank), State.JUDGED, dtype=object)
    state[short] = State.TOO_SHORT
    state[blank[:, -1]] = State.MISSING
    state[empty[:, -1]] = State.NO_CASES
    return state


def _checked(frame: pd.DataFrame, kinds: Mapping[str, str]) -> pd.DataFrame:
    lacking = [name for name in COLUMNS if name not in frame]
    if lacking:
        raise ValueError(f"the frame lacks {', '.join(lacking)}")
    given = frame[list(COLUMNS)].reset_index(drop=True)
    unknown = set(given["measure"].unique()) - set(kinds)
    if unknown:
        raise ValueError(f"no kind is given for {', '.join(sorted(map(str, unknown)))}")
    if given.duplicated(["unit", "measure", "period"]).any():
        raise ValueError("a series has two rows for one period")
    given = given.astype({"numerator": "float64", "denominator": "float64", "period": "int64"})
    sides = (given[side].to_numpy() for side in ("numerator", "denominator"))
    _check_counts(*sides, *(_of_kind(given, kinds, kind) for kind in (Kind.PROPORTION, Kind.MEAN)))
    return given


def _check_counts(
    numerator: FloatGrid, denominator: FloatGrid, proportion: BoolGrid, mean: BoolGrid
) -> None:
    """Hold counts, some of which are proportions' and some means', to what can be."""
    both = np.stack([numerator, denominator])
    if np.isinf(both).any() or (both < 0).any():
        raise ValueError("a count is negative or infinite")
    if ((numerator > denominator) & proportion).any():
        raise ValueError("a numerator is greater than its denominator")
    if ((denominator == 0) & (numerator > 0)).any():
        raise ValueError("a count stands over a denominator of 0")
    if (_broken(numerator) & ~mean | _broken(denominator) & proportion).any():
        raise ValueError("a count is not a whole number")


def _of_kind(given: pd.DataFrame, kinds: Mapping[str, str], kind: Kind) -> BoolGrid:
    names = [name for name, its in kinds.items() if Kind(its) is kind]
    chosen: BoolGrid = given["measure"].isin(names).to_numpy(dtype=bool)
    return chosen


def _broken(counts: FloatGrid) -> BoolGrid:
    broken: BoolGrid = counts > np.floor(counts)
    return broken
