"""What each column of a table holds, so that a spreadsheet or a database gets it typed.

Assumes frames as the pages show them: dates as dates or ISO texts, None and NaN for what is not
there. A blank stays a blank; it is never made zero, and never text.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import pandas as pd

ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
COUNTS = frozenset({"numerator", "denominator", "count", "of", "listed"})
"""Columns of a table of measures that are counts, whatever the measure's unit."""
WHOLE = COUNTS | {
    "count_year_before", "of_year_before", "listed_year_before", "received", "expected", "phase",
    "senders", "senders_compared", "live", "rank", "rank_lower_95", "rank_upper_95",
    "days_late_at_least", "days_late_at_most",
}  # fmt: skip
"""Columns of whole numbers, which a frame that has blanks holds as fractions: 41.0."""

DAYS = frozenset(
    {
        "due_by", "not_before", "not_after", "said_on", "baseline", "baseline_said_on", "current",
        "current_said_on", "reached_after", "reached_by", "told_on", "median", "low_80", "high_80",
        "low_95", "high_95", "straight_line", "plan", "first_received", "last_received",
    }
)  # fmt: skip
NUMBERS = frozenset(
    {
        "value", "year_ago", "change", "change_like_for_like", "change_points", "points_of_change",
        "share_pct_year_before", "lower_95", "upper_95", "mean", "mean_year_before", "lower_limit",
        "upper_limit", "p_by_target",
    }
)  # fmt: skip
UNIT_OF_VALUE = {"pct": "per cent"}
"""The unit of a measure in words, where its own name is none."""

Cell = int | float | bool | str | dt.date | dt.datetime | list[str] | None


class Holds(StrEnum):
    """What the cells of a column are."""

    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    MOMENT = "date and time"
    YES_NO = "yes or no"
    LIST = "list"
    TEXT = "text"


class Shown(StrEnum):
    """How a number is shown; percentages are in per cent, as everywhere else."""

    PLAIN = "number"
    PERCENT = "per cent"
    CHANCE = "chance between 0 and 1"
    POINTS = "percentage points"
    DAYS = "days"
    HOURS = "hours"


OTHERWISE = {
    **dict.fromkeys(NUMBERS, Holds.NUMBER),
    **dict.fromkeys(DAYS, Holds.DATE),
    **dict.fromkeys(WHOLE | {"named"}, Holds.WHOLE),
    "more_than_chance": Holds.YES_NO,
}
"""What columns hold of which a table may have nothing: a date's table has the next one's types."""
UNITS = {"pct": Shown.PERCENT, "days": Shown.DAYS, "hours": Shown.HOURS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its cells in one type, None where there is nothing."""

    name: str
    holds: Holds
    cells: list[Cell]
    shown: list[Shown]
    """How each cell is shown: a table may hold measures of several units."""

    @property
    def in_words(self) -> str:
        ways = list(dict.fromkeys(way.value for way in self.shown if way is not Shown.PLAIN))
        return " or ".join(ways) if ways else self.holds.value


def as_whole(frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with what is counted as whole numbers, blanks and all.

    By the name of the column and by what is in it: a sum of hours is no whole number, and neither
    is a percentage that happens to come to one.
    """
    counted = [
        name
        for name, kind in frame.dtypes.items()
        if kind.kind == "f" and str(name) in WHOLE and (frame[name].dropna() % 1 == 0).all()
    ]
    return frame.astype(dict.fromkeys(counted, "Int64")) if counted else frame


def with_value_unit(frame: pd.DataFrame, units: Mapping[str, str]) -> pd.DataFrame:
    """The frame with the unit of each value, where its rows name the measure that they are of."""
    if "measure" not in frame or "value" not in frame or "value_unit" in frame:
        return frame
    named = [units.get(str(measure)) for measure in frame["measure"]]
    told = [None if unit is None else UNIT_OF_VALUE.get(unit, unit) for unit in named]
    place = frame.columns.get_loc("value") + 1
    return pd.concat(
        [
            frame.iloc[:, :place],
            pd.DataFrame({"value_unit": told}, index=frame.index, dtype=object),
            frame.iloc[:, place:],
        ],
        axis=1,
    )


def columns_of(frame: pd.DataFrame, units: Mapping[str, str] | None = None) -> list[Column]:
    """Every column of a frame with its type; `units` tells the unit of each measure's values."""
    ways = _ways_of_rows(frame, units or {})
    return [_column(str(name), frame[name], ways) for name in frame.columns]


def _column(name: str, series: pd.Series, ways: list[Shown]) -> Column:
    cells = [_cell(value) for value in series.tolist()]
    holds = _holds(name, cells, series)
    if holds is Holds.DATE:
        cells = [dt.date.fromisoformat(c) if isinstance(c, str) else c for c in cells]
        cells = [c.date() if isinstance(c, dt.datetime) else c for c in cells]
    elif holds is Holds.TEXT:
        cells = [None if c is None else _text(c) for c in cells]
    elif holds is Holds.WHOLE:
        cells = [None if c is None else int(c) for c in cells]  # type: ignore[arg-type]
    elif holds is Holds.NUMBER:
        cells = [None if c is None else float(c) for c in cells]  # type: ignore[arg-type]
    return Column(name=name, holds=holds, cells=cells, shown=_shown(name, series, holds, ways))


def _cell(value: object) -> Cell:
    """A value of a frame as plain Python: None for everything that says nothing."""
    if isinstance(value, (list, tuple, set, frozenset, np.ndarray)):
        return [str(item) for item in value]
    if value is None or value is pd.NA or value is pd.NaT:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if isinstance(value, pd.Timestamp):
        moment: dt.datetime = value.to_pydatetime()
        return moment
    if isinstance(value, str):
        return str(value)  # a state or a stage: the plain text that it is
    if isinstance(value, (bool, int, float, dt.date, dt.datetime)):
        return value
    return str(value)


def _holds(name: str, cells: Iterable[Cell], series: pd.Series) -> Holds:
    kinds = {type(cell) for cell in cells if cell is not None}
    if not kinds:
        plain = Holds.NUMBER if series.dtype.kind in "iuf" else Holds.TEXT
        return OTHERWISE.get(name.lower().replace(" ", "_"), plain)
    if kinds == {list}:
        return Holds.LIST
    if kinds == {bool}:
        return Holds.YES_NO
    if kinds <= {int, float}:
        return Holds.WHOLE if kinds == {int} else Holds.NUMBER
    if kinds == {dt.datetime}:
        return Holds.MOMENT
    if kinds == {dt.date}:
        return Holds.DATE
    texts = [cell for cell in cells if cell is not None]
    if kinds == {str} and all(_is_day(str(text)) for text in texts):
        return Holds.DATE
    return Holds.TEXT


def _is_day(text: str) -> bool:
    if not ISO_DAY.fullmatch(text):
        return False
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _text(cell: Cell) -> str:
    return " ".join(cell) if isinstance(cell, list) else str(cell)


def _ways_of_rows(frame: pd.DataFrame, units: Mapping[str, str]) -> list[Shown]:
    """The unit of each row's values, where rows name the measure that they are of."""
    if "measure" not in frame or "value" not in frame:
        return [Shown.PLAIN] * len(frame)
    return [UNITS.get(units.get(str(name), ""), Shown.PLAIN) for name in frame["measure"]]


def _shown(name: str, series: pd.Series, holds: Holds, ways: list[Shown]) -> list[Shown]:
    plain = [Shown.PLAIN] * len(series)
    if holds not in (Holds.WHOLE, Holds.NUMBER):
        return plain
    lower = name.lower()
    if "pct" in lower or "per cent" in lower or "percent" in lower:
        return [Shown.PERCENT] * len(series)
    if lower.startswith("p_"):
        return [Shown.CHANCE] * len(series)
    if "points" in lower:
        return [Shown.POINTS] * len(series)
    if series.dtype.kind not in "f" or lower in COUNTS:
        return plain
    if "change" in lower:
        return [Shown.POINTS if way is Shown.PERCENT else way for way in ways]
    return ways
