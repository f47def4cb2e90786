"""A workbook read into the one sheet of rows that a text file gives.

Assumes the heading within the first rows of a worksheet. Every visible worksheet with the heading
of a return is read; all others are named and left out. Macros never run, links are never followed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from cjdata.domain.returns import ROW_COLUMNS, Fault
from cjdata.returns.archive import ArchiveRefused, WorkbookLocked, WorkbookTooLarge
from cjdata.returns.grids import (
    Grid,
    cell_text,
    read_workbook,
)
from cjdata.returns.headings import Headings, read_headings
from cjdata.returns.origins import Area, Origins
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet, refused
from cjdata.returns.sheet_xml import column_letters
from cjdata.returns.stamps import STAMP_SHEET, Stamp, read_stamp
from cjdata.returns.texts import quoted, tidy

HEADING_ROWS = 30
"""Rows from the top in which the heading is looked for: titles may stand above it."""
HEADING_COLUMNS = 3
"""Columns of a return that make a row a heading."""
LABELS = ("unit", "period", "component", "court_tier", "court", "reason")
"""Columns whose merged cells mean that every row has the same."""


@dataclass(slots=True)
class Table:
    """The rows of one worksheet under its heading."""

    grid: Grid
    headings: Headings
    top: int
    """Row of the heading, counted from 0."""
    rows: list[tuple[int, dict[str, str]]]
    """Row counted from 1, and the text of each column that the worksheet has."""
    broken: set[int]
    faults: list[Fault]

    @property
    def area(self) -> Area:
        places = self.headings.places
        return Area(
            sheet=self.grid.name,
            headings={c: self.headings.texts[p] for c, p in places.items()},
            letters={c: column_letters(p) for c, p in places.items()},
        )


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
    filled = [g for g in book.grids if any(_filled(row) for row in g.rows)]
    data_grids, others = _chosen(filled, stamp)
    if not data_grids:
        rule, message = Rule.EMPTY_FILE, "no visible sheet holds anything: it needs a heading"
        return replace(refused(name, rule, message), faults=(*notes, fault(rule, message)))
    notes += [_left_out(grid) for grid in others]
    tables = [_table(grid, stamp) for grid in data_grids]
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
    found = [g for g in visible if _heading_row(g) is not None] or visible[:1]
    return found, [g for g in filled if g not in found and g.name != STAMP_SHEET]


def _left_out(grid: Grid) -> Fault:
    how = "hidden" if grid.hidden else "not one with the heading of a return"
    message = f"the sheet {quoted(grid.name)} is {how}: it is left out"
    return fault(Rule.SHEET_LEFT_OUT, message, sheet=grid.name)


def _heading_row(grid: Grid) -> int | None:
    """The first row that names columns of a return, None where there is none."""
    for place, row in enumerate(grid.rows[:HEADING_ROWS]):
        texts = [tidy(str(cell)) for cell in row]
        if len(read_headings(texts, 1).places) >= HEADING_COLUMNS:
            return place
    return None


def _filled(row: Sequence[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


def _table(grid: Grid, stamp: Stamp | None) -> Table:
    top = _heading_row(grid)
    if top is None:
        top = next(place for place, row in enumerate(grid.rows) if _filled(row))
    texts = [cell_text(cell, is_period=False) for cell in grid.rows[top]]
    left = next((n for n, text in enumerate(texts) if text.strip()), 0)
    ignored = stamp.ignored if stamp is not None else ()
    kept = ["" if tidy(text) in ignored else text for text in texts[left:]]
    headings = _moved(_read(kept, top + 1, stamp), left)
    table = Table(grid, headings, top, [], set(), [])
    table.faults += [_at(found, grid.name, headings) for found in headings.faults]
    if headings.places:
        table.rows = list(_rows(table, stamp))
        _settle_cells(table)
    return table


def _read(texts: list[str], line: int, stamp: Stamp | None) -> Headings:
    """The heading; columns of a template that are not read have no heading here."""
    found = read_headings(texts, line)
    if stamp is None:
        return found
    return replace(found, faults=tuple(f for f in found.faults if f.column != ""))


def _moved(headings: Headings, left: int) -> Headings:
    """Headings of a table that begins `left` columns into the worksheet."""
    return replace(
        headings,
        texts=("",) * left + headings.texts,
        places={c: p + left for c, p in headings.places.items()},
        width=headings.width + left,
    )


def _at(found: Fault, sheet: str, headings: Headings) -> Fault:
    """A fault of the heading with the address of its cell."""
    if found.column in headings.texts and found.row is not None:
        place = headings.texts.index(found.column)
        column = f"{found.column} ({column_letters(place)}{found.row})".strip()
        return replace(found, sheet=sheet, column=column)
    return replace(found, sheet=sheet)


def _rows(table: Table, stamp: Stamp | None) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows below the heading that hold anything in a column of the return."""
    places = table.headings.places
    for place in range(table.top + 1, len(table.grid.rows)):
        row = table.grid.rows[place]
        cells = {
            column: cell_text(row[p], is_period=column == "period") if p < len(row) else ""
            for column, p in places.items()
        }
        special = table.grid.seen.errors.keys() | table.grid.seen.bare_formulas
        marked = bool(special) and any((place, p) in special for p in places.values())
        if not marked and not any(text.strip() for text in cells.values()):
            _check_strays(table, place)
            continue
        if stamp is not None and not marked and stamp.is_left_blank(cells):
            continue
        _check_strays(table, place)
        yield place + 1, cells


def _check_strays(table: Table, place: int) -> None:
    """Name what stands beside the table: it is not read."""
    row = table.grid.rows[place]
    for column, cell in enumerate(row):
        inside = column < table.headings.width and (
            table.headings.texts[column] or column in table.headings.places.values()
        )
        if inside or not str(cell).strip() or column < table.headings.width:
            continue
        text = cell_text(cell, is_period=False)
        message = f"{quoted(text)} stands beside the table, under no heading: it is left out"
        table.faults.append(
            fault(
                Rule.BESIDE_THE_TABLE,
                message,
                row=place + 1,
                column=f"{column_letters(column)}{place + 1}",
                value=text,
                sheet=table.grid.name,
            )
        )


def _settle_cells(table: Table) -> None:
    """Errors, formulas without a value, merged cells and hidden rows of the rows that are read."""
    lines = dict(table.rows)
    columns = {place: column for column, place in table.headings.places.items()}
    for place, shown in sorted(table.grid.seen.errors.items()):
        message = f"the cell shows {quoted(shown)}: mend the formula or type the figure"
        _break(table, lines, columns, place, Rule.ERROR_CELL, message, shown)
    for place in sorted(table.grid.seen.bare_formulas):
        message = (
            "the cell holds a formula whose result was not saved: open the workbook in Excel, "
            "save it and send it again"
        )
        _break(table, lines, columns, place, Rule.FORMULA_WITHOUT_VALUE, message, None)
    for first, last in table.grid.merged:
        _settle_merged(table, lines, columns, first, last)
    hidden = sorted(line for line in lines if line - 1 in table.grid.seen.hidden_rows)
    if hidden:
        message = f"{len(hidden)} hidden rows are read too, the first is row {hidden[0]}"
        table.faults.append(fault(Rule.HIDDEN_ROWS, message, row=hidden[0], sheet=table.grid.name))


def _break(
    table: Table,
    lines: dict[int, dict[str, str]],
    columns: dict[int, str],
    place: tuple[int, int],
    rule: Rule,
    message: str,
    value: str | None,
) -> None:
    """A fault at a cell whose row is not read further."""
    line, column = place[0] + 1, columns.get(place[1])
    if line not in lines or column is None:
        return
    table.broken.add(line)
    table.faults.append(
        fault(
            rule,
            message,
            row=line,
            column=table.area.column(column, line),
            value=value,
            sheet=table.grid.name,
        )
    )


def _settle_merged(
    table: Table,
    lines: dict[int, dict[str, str]],
    columns: dict[int, str],
    first: tuple[int, int],
    last: tuple[int, int],
) -> None:
    """A label merged down several rows holds for each; any other merged cell is a fault."""
    inside = [line for line in range(first[0] + 1, last[0] + 2) if line in lines]
    over = [columns[place] for place in range(first[1], last[1] + 1) if place in columns]
    if not inside or not over:
        return
    area = f"{column_letters(first[1])}{first[0] + 1}:{column_letters(last[1])}{last[0] + 1}"
    if first[1] == last[1] and over[0] in LABELS and first[0] > table.top:
        text = lines[inside[0]][over[0]]
        for line in inside:
            lines[line][over[0]] = text
        message = f"the cells {area} are merged: {quoted(text)} is taken for each of their rows"
        rule = Rule.MERGED_LABEL
    else:
        table.broken.update(inside)
        message = f"the cells {area} are merged: take them apart and fill each of them"
        rule = Rule.MERGED_CELLS
    column = table.area.column(over[0], inside[0])
    table.faults.append(fault(rule, message, row=inside[0], column=column, sheet=table.grid.name))


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
