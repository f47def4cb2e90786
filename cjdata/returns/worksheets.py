"""The rows of one worksheet under its heading, and what is odd about its cells.

Assumes a grid that was read in full. A row with a cell that cannot be read is kept as broken, so
that one mistake is one fault.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from cjdata.domain.returns import Fault
from cjdata.returns.grids import Cell, Grid, cell_text
from cjdata.returns.headings import HEADING_ROWS, Headings, names_columns, read_headings
from cjdata.returns.merged_headings import say_merged
from cjdata.returns.origins import Area
from cjdata.returns.printed import Printed
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import Place, area_name, column_letters
from cjdata.returns.stamps import Stamp
from cjdata.returns.texts import and_list, number_text, quoted, tidy

LABELS = ("unit", "period", "component", "court_tier", "court", "reason")
"""Columns whose merged cells mean that every row has the same."""
TOLD_APART_BY = ("court", "reason")
"""Columns without which the lines of a template are all about the same figure."""
ALONE = ("unit", "note")
"""Columns in which a text that stands alone in its row can be no forgotten figure."""


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


def heading_row(grid: Grid) -> int | None:
    """The first row that names columns of a return, None where there is none."""
    for place, row in enumerate(grid.rows[:HEADING_ROWS]):
        if names_columns([tidy(str(cell)) for cell in row]):
            return place
    return None


def is_filled(row: Sequence[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


def table_of(grid: Grid, stamp: Stamp | None) -> Table:
    """The rows of a worksheet, with the faults of its heading and its cells."""
    top = heading_row(grid)
    if top is None:
        top = next(place for place, row in enumerate(grid.rows) if is_filled(row))
    texts = [cell_text(cell, is_period=False) for cell in grid.rows[top]]
    left = next((n for n, text in enumerate(texts) if text.strip()), 0)
    ignored = stamp.ignored if stamp is not None else ()
    kept = ["" if tidy(text) in ignored else text for text in texts[left:]]
    headings = say_merged(_moved(_read(kept, top + 1, stamp), left), grid.merged, top)
    table = Table(grid, headings, top, [], set(), [])
    if stamp is not None:
        _name_nameless(table, [n for n in range(left, headings.width) if not texts[n].strip()])
    table.faults += [_at(found, grid.name, headings) for found in headings.faults]
    if headings.places:
        table.rows = list(_rows(table, stamp))
        if stamp is not None:
            printed = Printed(grid, top, table.rows, stamp)
            moved = printed.moved()
            table.broken.update(moved)
            table.faults += printed.faults(moved)
        _settle_cells(table)
    return table


def _read(texts: list[str], line: int, stamp: Stamp | None) -> Headings:
    """The heading; columns of a template that are not read have no heading here."""
    found = read_headings(texts, line)
    if stamp is None:
        return found
    faults = [f for f in found.faults if f.column != ""]
    gone = [c for c in TOLD_APART_BY if c not in (*found.places, *found.unclear)]
    if gone and found.places:
        columns = and_list([f"'{column}'" for column in gone])
        message = f"the template has no column {columns} any more: copy the figures into a new one"
        faults.append(fault(Rule.MISSING_HEADING, message, row=line, column=gone[0]))
        return replace(found, places={}, faults=tuple(faults))
    return replace(found, faults=tuple(faults))


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
    places, seen = table.headings.places, table.grid.seen
    areas = table.grid.merged
    merged = {row for first, last in areas for row in range(first[0], last[0] + 1)}
    special = {row for row, p in (*seen.errors, *seen.bare_formulas) if p in places.values()}
    for place in range(table.top + 1, len(table.grid.rows)):
        row = table.grid.rows[place]
        cells = {
            column: _cell(table, row, (place, p), column) if p < len(row) else ""
            for column, p in places.items()
        }
        marked = place in special
        _check_strays(table, place)
        if marked:
            yield place + 1, cells
            continue
        if not any(text.strip() for text in cells.values()) or _is_heading_again(table, cells):
            continue
        if stamp is not None and stamp.is_left_blank(cells):
            continue
        if not _stands_alone(table, place, cells, merged):
            yield place + 1, cells


def _cell(table: Table, row: Sequence[Cell], place: Place, column: str) -> str:
    """A cell as its sender sees it: a number that is shown as a percentage is one."""
    cell = row[place[1]]
    if place in table.grid.seen.percents and isinstance(cell, (int, float)):
        return f"{number_text(round(cell * 100, 9))}%"
    return cell_text(cell, is_period=column == "period")


def _is_heading_again(table: Table, cells: dict[str, str]) -> bool:
    """The heading once more, as it is repeated for each page of a print."""
    texts, places = table.headings.texts, table.headings.places
    return all(
        text.strip().casefold() == texts[places[column]].casefold()
        for column, text in cells.items()
    )


def _stands_alone(table: Table, place: int, cells: dict[str, str], merged: Collection[int]) -> bool:
    """A line of text and nothing else, such as who made the table: named and left out."""
    filled = [column for column, text in cells.items() if text.strip()]
    if len(filled) != 1 or filled[0] not in ALONE or place in merged:
        return False
    _leave_out(table, place, table.headings.places[filled[0]], "alone in its row")
    return True


def _check_strays(table: Table, place: int) -> None:
    """Name what stands beside the table: it is not read."""
    row = table.grid.rows[place]
    for column in range(table.headings.width, len(row)):
        if str(row[column]).strip():
            _leave_out(table, place, column, "beside the table, under no heading")


def _name_nameless(table: Table, columns: Sequence[int]) -> None:
    """Name what stands amid a template in columns without a heading, each column once."""
    for column in columns:
        below = range(table.top + 1, len(table.grid.rows))
        filled = [n for n in below if str(table.grid.rows[n][column]).strip()]
        if filled:
            more = f" ({len(filled)} cells of it)" if len(filled) > 1 else ""
            _leave_out(table, filled[0], column, f"in a column without a heading{more}")


def _leave_out(table: Table, place: int, column: int, where: str) -> None:
    text = cell_text(table.grid.rows[place][column], is_period=False)
    table.faults.append(
        fault(
            Rule.BESIDE_THE_TABLE,
            f"{quoted(text)} stands {where}: it is left out",
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
    for number in sorted(columns.keys() & table.grid.seen.hidden_columns):
        name = f"{table.headings.texts[number]} ({column_letters(number)})"
        message = f"the column {quoted(name)} is hidden: it is read like all others"
        table.faults.append(fault(Rule.HIDDEN_COLUMNS, message, column=name, sheet=table.grid.name))


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
    area = area_name(first, last)
    if first[1] == last[1] and over[0] in LABELS and first[0] > table.top:
        text = cell_text(table.grid.rows[first[0]][first[1]], is_period=over[0] == "period")
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
