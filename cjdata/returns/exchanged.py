"""Cells that stand in each other's columns: said once, and checked on as they were meant.

Assumes a table whose cells were read. Two cells are exchanged where neither can be read in its
own column and each can in the other's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from itertools import combinations

import numpy as np
import pandas as pd

from cjdata.domain.returns import REQUIRED_COLUMNS, Fault
from cjdata.returns.cells import CellReader, safely
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet
from cjdata.returns.table import MARK_COLUMN, Table
from cjdata.returns.texts import quoted


def put_back(table: Table, readers: Mapping[str, CellReader]) -> Sheet | None:
    """The sheet with exchanged cells where they belong and a fault for them; None without any."""
    sheet = table.sheet
    cells, faults = sheet.cells.copy(), list(sheet.faults)
    left = ~table.broken
    for first, second in combinations(REQUIRED_COLUMNS, 2):
        if {first, second} & sheet.unclear:
            continue
        rows = left & ~_is_known(table, first) & ~_is_known(table, second)
        found = _exchanged(table, rows, first, second, readers)
        if not len(found):
            continue
        left[found] = False
        lines = cells.index[found]
        cells.loc[lines, [first, second]] = cells.loc[lines, [second, first]].to_numpy()
        faults += sheet.located(_faults(table, found, first, second))
    if len(faults) == len(sheet.faults):
        return None
    return replace(sheet, cells=_filled_in(sheet, cells), faults=tuple(faults))


def _is_known(table: Table, column: str) -> np.ndarray:
    return table.known(MARK_COLUMN if column == "value" else column)


def _exchanged(
    table: Table, rows: np.ndarray, first: str, second: str, readers: Mapping[str, CellReader]
) -> np.ndarray:
    """Places of rows whose cells of two columns read in the other's."""
    reads = {c: _reads(readers[c], table.sheet.stamp is not None) for c in (first, second)}
    one, other = table.typed(first), table.typed(second)
    found = [p for p in np.flatnonzero(rows) if reads[first](other[p]) and reads[second](one[p])]
    both = [p for p in found if one[p].strip() or other[p].strip()]
    return np.array(both, dtype=np.intp)


def _reads(reader: CellReader, may_be_blank: bool) -> Callable[[str], bool]:
    """Whether a text can be read; the rows of a template may be left blank."""

    @cache
    def can_be_read(text: str) -> bool:
        return (may_be_blank and not text.strip()) or safely(reader)(text).text is not None

    return can_be_read


def _faults(table: Table, found: np.ndarray, first: str, second: str) -> list[Fault]:
    """One for each row; one for the headings where they stand over all rows the wrong way."""
    one, other = table.typed(first), table.typed(second)
    if len(found) == int((~table.broken).sum()) > 1:
        message = (
            f"in all {len(found)} rows {first} and {second} stand in each other's columns: "
            "exchange the two headings"
        )
        return [fault(Rule.EXCHANGED, message, sheet=table.sheet.sheet)]
    return [
        fault(
            Rule.EXCHANGED,
            f"{quoted(one[place])} and {quoted(other[place])} stand in each other's columns, "
            f"{first} and {second}: exchange them",
            row=int(table.lines[place]),
            column=table.heading(first),
            value=one[place],
            sheet=table.sheet.sheet,
        )
        for place in found
    ]


def _filled_in(sheet: Sheet, cells: pd.DataFrame) -> pd.DataFrame:
    """Without the rows of a template that, now that they are read aright, were left blank."""
    stamp = sheet.stamp
    if stamp is None:
        return cells
    return cells[[not stamp.is_left_blank(row) for row in cells.to_dict("records")]]
