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
from cjdata.returns.stamps import OWN_HEADINGS, STAMP_SHEET, VERSION, Stamp, read_stamp
from cjdata.returns.texts import quoted, tidy
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
    notes = notes_of(has_macros=book.has_macros, has_links=book.has_links)
    stamp = next((read_stamp(g.rows) for g in book.grids if g.name == STAMP_SHEET), None)
    if stamp is not None and stamp.version != VERSION:
        sheet = refused(name, Rule.TEMPLATE_VERSION, _other_version(stamp))
        return replace(sheet, faults=(*notes, *sheet.faults))
    filled = [g for g in book.grids if any(is_filled(row) for row in g.rows)]
    data_grids, others = _chosen(filled, stamp)
    if not data_grids:
        rule, message = Rule.EMPTY_FILE, "no visible sheet holds anything: it needs a heading"
        return replace(refused(name, rule, message), faults=(*notes, fault(rule, message)))
    if stamp is None and (lost := next(filter(_is_of_template, data_grids), None)) is not None:
        sheet = _without_stamp(name, lost)
        return replace(sheet, faults=(*notes, *sheet.faults))
    notes += [_left_out(grid, stamp) for grid in others]
    tables = [table_of(grid, stamp) for grid in data_grids]
    return _joined(name, tables, notes, stamp)


def notes_of(*, has_macros: bool, has_links: bool) -> list[Fault]:
    """What of a workbook is not read, whatever its sheets hold."""
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
    found = [g for g in visible if heading_row(g) is not None] or visible[:1]
    own = {STAMP_SHEET}
    if stamp is not None:
        own |= {stamp.sheet, *stamp.more_sheets}
        named = [g for g in filled if g.name == stamp.sheet]
        found = named or [g for g in found if g.name not in own]
    return found, [g for g in filled if g not in found and g.name not in own]


def _left_out(grid: Grid, stamp: Stamp | None) -> Fault:
    how = "not one with the heading of a return"
    if grid.hidden:
        how = "hidden"
    elif stamp is not None and heading_row(grid) is not None:
        how = f"not {quoted(stamp.sheet)}, on which this template is filled in"
    message = f"the sheet {quoted(grid.name)} is {how}: it is left out"
    return fault(Rule.SHEET_LEFT_OUT, message, sheet=grid.name)


def _is_of_template(grid: Grid) -> bool:
    top = heading_row(grid)
    return top is not None and set(OWN_HEADINGS) <= {tidy(str(cell)) for cell in grid.rows[top]}


def _other_version(stamp: Stamp) -> str:
    return (
        f"the template is of version {quoted(stamp.version)}, version {VERSION} is read: "
        "ask for a new one and copy the figures over"
    )


def _without_stamp(name: str, grid: Grid) -> Sheet:
    message = (
        f"the sheet {quoted(grid.name)} is a template's without the hidden sheet "
        f"{quoted(STAMP_SHEET)}, which says what it is for: copy the figures into a new template, "
        "or take out the columns " + " and ".join(map(quoted, OWN_HEADINGS)) + " and blank rows"
    )
    return refused(name, Rule.TEMPLATE_UNKNOWN, message)


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
