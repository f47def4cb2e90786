"""Whole figures beside the same unit's other months: far outside them, or exactly alike.

Assumes counts that vary like counts: the spread of a unit's past is taken from its own months,
and never as smaller than that of a Poisson count of the same size.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.domain.periods import Period, month_text
from cjdata.domain.returns import Fault
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import number_text

Numbers = npt.NDArray[np.float64]
SERIES = ["unit", "component", "court_tier"]
MONTHS_NEEDED = 6
MONTHS_USED = 24
"""Earlier months that the usual range is taken from: two years hold each season twice."""
FAR = 4.0
"""Widths of the usual spread beyond which a figure is named: seldom by chance, see the tests."""
MAD_TO_SPREAD = 1.4826
ALIKE_NEEDED = 5
"""Figures other than 0 that must agree before two months are called the same."""


def whole_figures(rows: pd.DataFrame) -> pd.DataFrame:
    """Each component's figure without breakdown: as given, else added up from its finest parts.

    Columns: collection, SERIES, month (the last of the period), months, value, line.
    """
    level = (rows["court"] != "").astype(int) * 2 + (rows["reason"] != "").astype(int)
    order = level.map({0: 0, 2: 1, 1: 2, 3: 3})
    by = ["collection", *SERIES, "period"]
    chosen = rows[order == order.groupby([rows[c] for c in by]).transform("min")]
    grouped = chosen.groupby(by, sort=False)
    figures = grouped["line"].min().reset_index()
    figures["value"] = grouped["value"].sum(skipna=False).to_numpy()
    periods = {text: Period.parse(text) for text in figures["period"].unique()}
    figures["month"] = [periods[p].last for p in figures["period"]]
    figures["months"] = [periods[p].months for p in figures["period"]]
    return figures


def find_unusual(figures: pd.DataFrame, levels: pd.DataFrame) -> list[Fault]:
    """Figures of months that jump, and returns that repeat those of a month beside them."""
    figures = figures[(figures["months"] == 1) & figures["value"].notna()]
    if figures.empty:
        return []
    past = _with_own_months(figures, levels)
    return [*_jumps(figures, past), *_repeats(figures, past)]


def _jumps(figures: pd.DataFrame, past: pd.DataFrame) -> list[Fault]:
    """Figures far outside the usual range of the unit's own earlier months."""
    middle, spread, count = _usual(past)
    near = _placed(past, figures)
    value = figures["value"].to_numpy()
    low = np.maximum(0.0, middle - FAR * spread)[near]
    high = (middle + FAR * spread)[near]
    far = (count[near] >= MONTHS_NEEDED) & ((value < low) | (value > high))
    return [
        _jump(row, low[place], high[place], middle[near[place]], int(count[near[place]]))
        for place, row in zip(
            np.flatnonzero(far), figures[far].itertuples(index=False), strict=True
        )
    ]


def _with_own_months(figures: pd.DataFrame, levels: pd.DataFrame) -> pd.DataFrame:
    """The months that stand and those of the file, the file's own in place of superseded ones."""
    columns = [*SERIES, "month", "value"]
    series = figures[SERIES].drop_duplicates()
    standing = levels.assign(court_tier=levels["court_tier"].fillna(""))[columns]
    standing = standing.astype({"month": "int64", "value": "float64"})
    both = pd.concat([standing.merge(series, on=SERIES), figures[columns]], ignore_index=True)
    both = both.drop_duplicates([*SERIES, "month"], keep="last")
    both = both[both["value"].notna()]
    return both.sort_values([*SERIES, "month"], ignore_index=True)


def _usual(past: pd.DataFrame) -> tuple[Numbers, Numbers, Numbers]:
    """Median, spread and number of up to MONTHS_USED earlier months, for each row of `past`."""
    start = past.groupby(SERIES, sort=False).cumcount().to_numpy()
    count = np.minimum(start, MONTHS_USED)
    value = past["value"].to_numpy(dtype=float)
    places = np.arange(len(past))[:, None] - np.arange(1, MONTHS_USED + 1)[None, :]
    window = np.where(
        np.arange(MONTHS_USED)[None, :] < count[:, None], value[np.maximum(places, 0)], np.nan
    )
    middle = _median(window, count)
    deviation = _median(np.abs(window - middle[:, None]), count)
    spread = np.maximum(MAD_TO_SPREAD * deviation, np.sqrt(np.maximum(middle, 1.0)))
    return middle, spread, count.astype(float)


def _median(window: Numbers, count: npt.NDArray[np.intp]) -> Numbers:
    """Median of each row's first `count` numbers when sorted; NaN sorts last."""
    ordered = np.sort(window, axis=1)
    rows = np.arange(len(window))
    low = ordered[rows, np.maximum(count - 1, 0) // 2]
    high = ordered[rows, np.minimum(count // 2, window.shape[1] - 1)]
    return np.asarray((low + high) / 2)


def _placed(past: pd.DataFrame, figures: pd.DataFrame) -> npt.NDArray[np.intp]:
    """Where each figure stands in `past`."""
    where = past[[*SERIES, "month"]].assign(place=np.arange(len(past)))
    found = figures[[*SERIES, "month"]].merge(where, on=[*SERIES, "month"], how="left")
    return np.asarray(found["place"], dtype=np.intp)


def _jump(row: object, low: float, high: float, middle: float, count: int) -> Fault:
    unit, component = getattr(row, "unit", ""), getattr(row, "component", "")
    value, month = getattr(row, "value", 0.0), getattr(row, "month", 0)
    message = (
        f"{component} of {unit} in {month_text(month)} is {number_text(value)}, far outside its "
        f"usual range of {np.ceil(low):.0f} to {np.floor(high):.0f} (middle {middle:g} of the "
        f"{count} months before): confirm it or mend it"
    )
    line = int(getattr(row, "line", 0))
    return fault(Rule.JUMP, message, row=line, column="value", value=number_text(value))


def _repeats(figures: pd.DataFrame, past: pd.DataFrame) -> list[Fault]:
    """Returns whose figures are those of the month before or after."""
    *names, values = (past[column].tolist() for column in (*SERIES, "month", "value"))
    known = dict(zip(zip(*names, strict=True), values, strict=True))
    returns: dict[tuple[str, str, int], list[_Figure]] = {}
    for row in figures.itertuples(index=False):
        mine = returns.setdefault((row.collection, row.unit, row.month), [])
        mine.append(((row.unit, row.component, row.court_tier), row.value, row.line))
    return [
        _repeated(unit, month, line, step, which)
        for step, which in ((-1, "before"), (1, "after"))
        for (_, unit, month), mine in sorted(returns.items())
        if (line := _first_alike(mine, known, month + step)) is not None
    ]


_Figure = tuple[tuple[str, str, str], float, int]
"""Series, value and line."""


def _first_alike(
    figures: list[_Figure], known: dict[tuple[object, ...], float], month: int
) -> int | None:
    """The first line of figures that are all those of another month, None where they are not."""
    held = [
        (value, known[*series, month], line)
        for series, value, line in figures
        if (*series, month) in known
    ]
    alike = [value for value, other, _ in held if value == other]
    enough = sum(value != 0 for value in alike) >= ALIKE_NEEDED
    return min(line for *_, line in held) if enough and len(alike) == len(held) else None


def _repeated(unit: str, month: int, line: int, step: int, which: str) -> Fault:
    message = (
        f"all figures of {unit} for {month_text(month)} are those of "
        f"{month_text(month + step)}, the month {which}: was the wrong file sent?"
    )
    return fault(Rule.SAME_AS_ANOTHER_PERIOD, message, row=line, column="period")
