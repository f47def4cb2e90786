"""Where each row of a sheet stands in the file that it was read from.

A text file needs none of this: a row is a line, a column its heading. The rows of a workbook come
from several worksheets, and those of a foreign layout several from one line; they are numbered
one after another here, and every fault is put back where its sender finds it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cjdata.domain.returns import Fault
from cjdata.returns.texts import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A table of the file: its worksheet, and how it heads what is a column of a return."""

    sheet: str | None = None
    headings: Mapping[str, str]
    """Column of a return -> heading in the file, for all columns that a row was made from."""
    of_the_file: frozenset[str] = frozenset()
    """Columns of a return that no cell gives: the name of the file does."""
    letters: Mapping[str, str]
    """Column of a return -> column letter in the worksheet; empty for a text file."""

    def column(self, column: str, row: int) -> str:
        """The heading, and the address of the cell where it has one: `value (D5)`."""
        heading = self.headings.get(column, column)
        letters = self.letters.get(column)
        return f"{heading} ({letters}{row})" if letters else heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where the rows 1, 2, 3 ... of a sheet stand: one table and one line of the file each."""

    areas: Sequence[Area]
    area_of: Sequence[int]
    rows: Sequence[int]

    def located(self, fault: Fault) -> Fault:
        """The fault as the sender finds it in the file."""
        if fault.row is None:
            return fault
        area, row = self.areas[self.area_of[fault.row - 1]], self.rows[fault.row - 1]
        if fault.column in area.of_the_file:
            return replace(fault, sheet=area.sheet, row=None, column=None)
        column = None if fault.column is None else shown(area.column(fault.column, row))
        return replace(fault, sheet=area.sheet, row=row, column=column)

    def reading_order(self, fault: Fault) -> tuple[int, int]:
        """A key that sorts located faults as the tables and lines of the file stand."""
        sheets = [area.sheet for area in self.areas]
        return (sheets.index(fault.sheet) if fault.sheet in sheets else -1), fault.row or 0

    def text(self, row: int) -> str:
        """`line 5`, `row 5 of sheet 'Lambeth'`."""
        area = self.areas[self.area_of[row - 1]]
        line = self.rows[row - 1]
        return f"line {line}" if area.sheet is None else f"row {line} of sheet '{area.sheet}'"
