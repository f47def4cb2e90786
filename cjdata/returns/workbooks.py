"""A workbook read into the one sheet of rows that a text file gives.

Assumes the heading within the first rows of a worksheet. Every visible worksheet with the heading
of a return is read; all others are named and left out. Macros never run, links are never followed.
"""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from cjdata.domain.returns import ROW_COLUMNS, Fault
from cjdata.returns.archive import ArchiveRefused, WorkbookLocked, WorkbookTooLarge
from cjdata.returns.grids import Grid, read_workbook
from cjdata.returns.origins import Origins
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet, refused
from cjdata.returns.stamps import STAMP_SHEET, Stamp, read_stamp
from cjdata.returns.texts import quoted
from cjdata.returns.worksheets import Table, heading_row, is_filled, table_of


def read_workbook_bytes(data: bytes, name: str) -> Sheet:
    """Read a workbook; raises nothing: what cannot be read is a fault."""
    try:
        book = read_workbook(data)
    except WorkbookLocked as error:
        return refused(name, Rule.PASSWORD, str(error))
    except WorkbookTooLarge as error:
        return refused(name, Rule.FILE_TOO_LARGE, str(error))
    except ArchiveRefused as error:
        return refused(name, Rule.WORKBOOK, str(error))
    notes = _notes(has_macros=book.has_macros, has_links=book.has_links)
    stamp = next((read_stamp(g.rows) for g in book.grids if g.name == STAMP_SHEET), None)
    filled = [g for g in book.grids if any(is_filled(row) for row in g.rows)]
    data_grids, others = _chosen(filled, stamp)
    if not data_grids:
        rule, message = Rule.EMPTY_FILE, "no visible sheet holds anything: it needs a heading"
        return replace(refused(name, rule, message), faults=(*notes, fault(rule, message)))
    notes += [_left_out(grid) for grid in others]
    tables = [table_of(grid, stamp) for grid in data_grids]
    return _joined(name, tables, notes, stamp)


def _notes(*, has_macros: bool, has_links: bool) -> list[Fault]:
    notes = []
    if has_macros:
        message = "the workbook holds macros: they are not run, only what the cells show is read"
        notes.append(fault(Rule.MACROS_IGNORED, message))
    if has_links:
        message = (
            "the workbook refers to other workbooks: their figures are read as they were when it "
            "was last saved"
        )
        notes.append(fault(Rule.EXTERNAL_LINKS, message))
    return notes


def _chosen(filled: list[Grid], stamp: Stamp | None) -> tuple[list[Grid], list[Grid]]:
    """The worksheets that hold rows, and those that are left out and named."""
    visible = [g for g in filled if not g.hidden]
    if stamp is not None and any(g.name == stamp.sheet for g in filled):
        own = {stamp.sheet, STAMP_SHEET, *stamp.more_sheets}
        return [g for g in filled if g.name == stamp.sheet], [
            g for g in filled if g.name not in own
        ]
    found = [g for g in visible if heading_row(g) is not None] or visible[:1]
    return found, [g for g in filled if g not in found and g.name != STAMP_SHEET]


def _left_out(grid: Grid) -> Fault:
    how = "hidden" if grid.hidden else "not one with the heading of a return"
    message = f"the sheet {quoted(grid.name)} is {how}: it is left out"
    return fault(Rule.SHEET_LEFT_OUT, message, sheet=grid.name)


def _joined(name: str, tables: list[Table], notes: list[Fault], stamp: Stamp | None) -> Sheet:
    """The tables of all worksheets as one sheet, its rows numbered one after another."""
    area_of = [n for n, table in enumerate(tables) for _ in table.rows]
    rows = [line for table in tables for line, _ in table.rows]
    cells = [cells for table in tables for _, cells in table.rows]
    broken = [line in table.broken for table in tables for line, _ in table.rows]
    faults = [*notes, *(found for table in tables for found in table.faults)]
    if not rows and not any(f.rule == Rule.MISSING_HEADING for f in faults):
        message = "the workbook has a heading and no rows: nothing to load"
        faults.append(fault(Rule.NO_ROWS, message, sheet=tables[0].grid.name))
    headed = [c for c in ROW_COLUMNS if any(c in t.headings.places for t in tables)]
    unclear = frozenset(c for table in tables for c in table.headings.unclear)
    index = pd.Index(range(1, len(rows) + 1), name="line", dtype="int64")
    columns = {c: [row.get(c, "") for row in cells] for c in ROW_COLUMNS}
    return Sheet(
        name=name,
        headings={column: column for column in headed},
        unclear=unclear,
        cells=pd.DataFrame(columns, index=index, dtype=object),
        broken=frozenset(n for n, is_broken in enumerate(broken, start=1) if is_broken),
        faults=tuple(faults),
        sheet=tables[0].grid.name,
        origins=Origins(areas=[t.area for t in tables], area_of=area_of, rows=rows),
        stamp=stamp,
    )
