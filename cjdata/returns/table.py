"""The table under check: canonical columns beside the cells as they were typed.

A row that breaks a rule stays in the table, with what is not known of it left open, so that
checks of several rows can leave out whatever that row might have belonged to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from cjdata.domain.returns import Fault, Severity
from cjdata.returns.cells import CellReader, CellReading, safely
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet

Mask = npt.NDArray[np.bool_]
MARK_COLUMN = "mark"


class Table:
    """Columns of canonical text (None where unknown), numbers, and the faults found so far."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.faults: list[Fault] = list(sheet.faults)
        self.lines = sheet.cells.index.to_numpy()
        self.broken: Mask = np.isin(self.lines, list(sheet.broken))
        self.bad: Mask = self.broken.copy()
        """Rows that broke a rule of one row: they are in no sum."""
        self.unsound: Mask = self.broken.copy()
        """Bad rows of which something besides the unit is wrong."""
        self.columns: dict[str, npt.NDArray[np.object_]] = {}
        self.guesses: dict[str, npt.NDArray[np.object_]] = {}
        """As `columns`, with what a misspelt name most likely means."""
        self._typed = {c: sheet.cells[c].to_numpy() for c in sheet.cells}
        self.numbers: npt.NDArray[np.float64] = np.full(len(self.lines), np.nan)

    def read_column(self, column: str, reader: CellReader) -> None:
        """Read each distinct cell of a column once; cells of broken rows raise no faults."""
        readings, codes = self._readings(column, safely(reader))
        texts = np.array([r.text for r in readings], dtype=object)[codes]
        likely = [r.guess if r.text is None else r.text for r in readings]
        self.columns[MARK_COLUMN if column == "value" else column] = texts
        self.guesses[column] = np.array(likely, dtype=object)[codes]
        if column == "value":
            self.numbers = np.array([r.number for r in readings], dtype=float)[codes]
        wrong = np.array([r.rule is not None for r in readings], dtype=bool)[codes]
        refused = np.array([r.text is None for r in readings], dtype=bool)[codes]
        self.bad |= refused
        if column != "unit":
            self.unsound |= refused
        for place in np.flatnonzero(wrong & ~self.broken):
            reading = readings[codes[place]]
            assert reading.rule is not None
            self.add(reading.rule, reading.message, place, column)

    def _readings(
        self, column: str, reader: CellReader
    ) -> tuple[list[CellReading], npt.NDArray[np.intp]]:
        if column in self.sheet.unclear:
            return [CellReading(None)], np.zeros(len(self.lines), dtype=np.intp)
        codes, distinct = pd.factorize(self._typed[column], use_na_sentinel=False)
        return [reader(cell) for cell in distinct] or [CellReading(None)], codes

    def open_up(self, rows: Mask, *columns: str) -> None:
        """Leave columns of some rows open, and those rows out of every sum."""
        self.bad |= rows
        self.unsound |= rows
        for column in columns:
            self.columns[column][rows] = None
            if column in self.guesses:
                self.guesses[column][rows] = None

    def leave_out(self, rows: Mask) -> None:
        """Raise no faults at the cells of some rows, and count them in no sum."""
        self.broken |= rows
        self.bad |= rows
        self.unsound |= rows

    def typed(self, column: str) -> npt.NDArray[np.object_]:
        """The cells of a column as they were typed."""
        return np.asarray(self._typed[column], dtype=np.object_)

    def known(self, *columns: str) -> Mask:
        """Rows of which all these columns are known."""
        masks = [pd.notna(self.columns[c]) for c in columns]
        return np.asarray(np.logical_and.reduce(masks), dtype=bool)

    def distinct(
        self, columns: Sequence[str], rows: Mask
    ) -> list[tuple[tuple[str, ...], npt.NDArray[np.intp]]]:
        """Each combination that the rows have in these columns, with the places of its rows."""
        places = np.flatnonzero(rows)
        if not len(places):
            return []
        combination = np.zeros(len(places), dtype=np.int64)
        for column in columns:
            number, known = pd.factorize(self.columns[column][places], use_na_sentinel=False)
            combination = combination * len(known) + number
        numbers, _ = pd.factorize(combination)
        order = np.argsort(numbers, kind="stable")
        groups = np.split(places[order], np.flatnonzero(np.diff(numbers[order])) + 1)
        named = [self.columns[column] for column in columns]
        return [(tuple(column[group[0]] for column in named), group) for group in groups]

    def check_each(
        self,
        columns: Sequence[str],
        rows: Mask,
        find: Callable[..., tuple[Rule, str] | None],
        *,
        at: str,
        opens: Sequence[str] = (),
    ) -> Mask:
        """Hold each combination against a rule; the rows that break it, which are faults now.

        `at` is the column of the fault, `opens` those in which the row may have been meant
        otherwise.
        """
        broken = np.zeros(len(self.lines), dtype=bool)
        for combination, places in self.distinct(columns, rows):
            found = find(*combination)
            if found is None:
                continue
            if found[0].severity is Severity.ERROR:
                broken[places] = True
            for place in places:
                self.add(*found, place, at)
        self.open_up(broken, *opens)
        return broken

    def heading(self, column: str) -> str:
        return self.sheet.headings.get(column, column)

    def add(self, rule: Rule, message: str, place: int | np.intp, column: str) -> None:
        """A fault at a cell."""
        self.faults.append(
            fault(
                rule,
                message,
                row=int(self.lines[place]),
                column=self.heading(column),
                value=self._typed[column][place],
                sheet=self.sheet.sheet,
            )
        )
