"""Which rows of a table may be added up, and which may belong anywhere they fit.

A row of which only the unit is misspelt is added up all the same: with the unit that it most
likely means, else with the rows whose unit is spelt alike. So a wrong name hides no wrong sum.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from cjdata.returns.table import Mask, Table
from cjdata.returns.texts import fold

CELL = ["unit", "period", "component", "court", "reason"]
MOST_PLACES = 500_000
"""Cells that rows of unknown units are held against; with more they may belong anywhere."""


@dataclass(frozen=True, slots=True)
class Figures:
    """The rows that may be added up, and those that may belong anywhere they fit."""

    good: pd.DataFrame
    """CELL, value, mark and place (position in the table); no row twice."""
    bad: pd.DataFrame
    """CELL of the rows that broke a rule as far as it is known or plain, else None."""


def figures_of(table: Table) -> Figures:
    """The rows of a table that was read, placed and searched for rows given twice."""
    frame = pd.DataFrame({c: table.columns[c] for c in (*CELL, "mark")}, dtype=object)
    frame["value"] = table.numbers
    frame["place"] = np.arange(len(frame))
    likely = pd.DataFrame({c: table.guesses[c] for c in CELL}, dtype=object)
    misnamed = _misnamed(table)
    if not misnamed.any():
        return Figures(good=frame[~table.bad], bad=likely[table.bad])
    guessed = misnamed & likely["unit"].notna().to_numpy()
    frame.loc[misnamed, "unit"] = _meant(table, misnamed, likely["unit"])
    frame.loc[guessed & (frame["court"] == frame["unit"]).to_numpy(), "court"] = ""
    added = ~table.bad | misnamed
    added[added] = ~frame.loc[added, CELL].duplicated(keep=False).to_numpy() | ~table.bad[added]
    good = frame[added]
    free = likely[table.bad & ~misnamed]
    homeless = frame.loc[misnamed & ~guessed, CELL[1:]].drop_duplicates()
    return Figures(good=good, bad=pd.concat([free, _open_places(homeless, good)]))


def _misnamed(table: Table) -> Mask:
    """Rows of which nothing is wrong but the unit, which is not blank."""
    rows = table.bad & ~table.unsound & table.known(*CELL[1:], "mark")
    if "unit" in table.sheet.unclear or not rows.any():
        return np.zeros(len(rows), dtype=bool)
    rows &= pd.isna(table.columns["unit"])
    rows[rows] = [bool(fold(text)) for text in table.typed("unit")[rows]]
    return np.asarray(rows, dtype=bool)


def _meant(table: Table, rows: Mask, likely: pd.Series[str]) -> list[str]:
    """The unit that each row most likely means, else its own spelling, which no unit has."""
    pairs = zip(likely[rows], table.typed("unit")[rows], strict=True)
    return [guess if isinstance(guess, str) else f"? {fold(text)}" for guess, text in pairs]


def _open_places(cells: pd.DataFrame, good: pd.DataFrame) -> pd.DataFrame:
    """Where rows whose unit is anyone's guess could belong: units that lack their cells."""
    units = good["unit"].drop_duplicates()
    if len(units) * len(cells) > MOST_PLACES:
        return cells.assign(unit=None)[CELL]
    places = cells.merge(units, how="cross")[CELL]
    found = places.merge(good[CELL], how="left", indicator="found")["found"]
    return places[(found == "left_only").to_numpy()]
