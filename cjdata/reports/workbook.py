"""A table as a workbook: a cover sheet that says what it is, and the cells typed beside it.

Assumes columns whose types are settled. Text is always written as text, so that nothing in it
ever runs; what a worksheet cannot hold is refused or said on the cover, never dropped silently.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

import xlsxwriter

from cjdata.domain.errors import RefusedError
from cjdata.domain.states import State
from cjdata.reports.columns import Cell, Column, Holds, Shown
from cjdata.reports.provenance import ILLUSTRATIVE, Provenance

ROWS, COLUMNS, LETTERS, LINK = 1_048_575, 16_384, 32_767, 2_000
"""What a worksheet holds below its heading, what a cell and a link hold."""
FIRST_YEAR = 1900
"""Excel counts its days from here; an earlier date is text."""
WIDEST = 60
ACCENT = "#1F3A4D"
NUMBER_FORMATS = {
    Shown.PERCENT: '#,##0.0"%"',
    Shown.CHANCE: "0%",
    Shown.POINTS: "+#,##0.0;-#,##0.0;0.0",
    Shown.DAYS: "#,##0.0",
    Shown.HOURS: "#,##0.0",
}
STATE_WORDS = {
    State.VALUE: "a figure",
    State.ZERO: "counted, and none: 0 is a figure",
    State.NOT_RECEIVED: "no return has come; the cell is blank, which is not zero",
    State.NOT_AVAILABLE: "the sender could not say ([x]); the cell is blank",
    State.NOT_APPLICABLE: "there is nothing that could be counted ([z]); the cell is blank",
    State.INCOMPLETE: "some of the expected returns are missing: received of expected",
    State.SUPPRESSED: "withheld; the cell is blank",
}


def workbook_bytes(columns: list[Column], provenance: Provenance) -> bytes:
    """The workbook; raises RefusedError for a table larger than a worksheet."""
    count = len(columns[0].cells) if columns else 0
    if count > ROWS or len(columns) > COLUMNS:
        raise RefusedError(
            f"the table has {count:,} rows, a worksheet holds {ROWS:,}: take CSV or Parquet"
        )
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_numbers": False,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "remove_timezone": True,
    }
    book = xlsxwriter.Workbook(out, options)
    book.set_properties(
        {
            "title": provenance.title,
            "comments": f"{provenance.store}; edition {provenance.edition}",
            "created": provenance.made_at.replace(tzinfo=None),
        }
    )
    cut = sum(_is_cut(cell) for column in columns for cell in column.cells)
    _cover(book, book.add_worksheet("About"), columns, provenance, count, cut)
    _table(book, book.add_worksheet(_table_name(provenance)), columns, provenance)
    book.close()
    return out.getvalue()


def _table_name(provenance: Provenance) -> str:
    return "Table (illustrative)" if provenance.demo else "Table"


def _is_cut(cell: Cell) -> bool:
    return isinstance(cell, (str, list)) and len(_text(cell)) > LETTERS


def _text(cell: Cell) -> str:
    return " ".join(cell) if isinstance(cell, list) else str(cell)


def _cover(
    book: Any, sheet: Any, columns: list[Column], of: Provenance, count: int, cut: int
) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    title = book.add_format({"bold": True, "font_size": 14, "font_color": ACCENT})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    warning = book.add_format({"bold": True, "bg_color": "#F6E3B4", "text_wrap": True})
    dated = book.add_format({"num_format": "d mmmm yyyy", "align": "left"})
    timed = book.add_format({"num_format": "d mmmm yyyy hh:mm", "align": "left"})
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 92)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, of.title[:LETTERS], title)
    row = 1
    if of.demo:
        sheet.merge_range(row, 0, row, 1, ILLUSTRATIVE, warning)
        row += 1
    row += 1
    facts: list[tuple[str, str | dt.date | dt.datetime]] = [
        ("Source", of.source),
        ("Known at", of.known_at),
        ("Edition", of.edition),
        ("Store", of.store),
        ("Address of the view", of.view),
        ("Made at (UTC)", of.made_at.replace(tzinfo=None)),
        ("Made out of", f"ledger entries 1 to {of.entry:,} and the definitions of this edition"),
        ("Size", f"{count:,} rows, {len(columns)} columns"),
    ]
    for label, value in facts:
        sheet.write_string(row, 0, label, bold)
        if isinstance(value, dt.datetime):
            sheet.write_datetime(row, 1, value, timed)
        elif isinstance(value, dt.date):
            sheet.write_datetime(row, 1, value, dated)
        elif label == "Address of the view" and len(value) <= LINK:
            sheet.write_url(row, 1, value, string=value)
        else:
            sheet.write_string(row, 1, value[:LETTERS], wrapped)
        row += 1
    row = _how_to_read(sheet, row + 1, columns, cut, bold, wrapped)
    sheet.write_string(row, 0, "Column", bold)
    sheet.write_string(row, 1, "Holds", bold)
    for column in columns:
        row += 1
        sheet.write_string(row, 0, column.name)
        sheet.write_string(row, 1, column.in_words)


def _how_to_read(
    sheet: Any, row: int, columns: list[Column], cut: int, bold: Any, wrapped: Any
) -> int:
    """Notes that the columns call for; returns the row below them."""
    notes = [("How to read it", "A blank cell is not zero: nothing is known, or nothing applies.")]
    if any(Shown.PERCENT in column.shown for column in columns):
        notes.append(("", "Percentages are numbers in per cent: 27.3 is shown as 27.3%."))
    if cut:
        notes.append(("", f"{cut} texts were longer than a cell holds and are cut: take CSV."))
    found = {str(cell) for column in columns if column.name == "state" for cell in column.cells}
    notes += [
        (f"state: {state.value}", words) for state, words in STATE_WORDS.items() if state in found
    ]
    for label, words in notes:
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, words, wrapped)
        row += 1
    return row + 1


def _table(book: Any, sheet: Any, columns: list[Column], of: Provenance) -> None:
    head = book.add_format(
        {"bold": True, "font_color": "white", "bg_color": ACCENT, "text_wrap": True}
    )
    formats = _Formats(book)
    for place, column in enumerate(columns):
        sheet.write_string(0, place, column.name, head)
        sheet.set_column(place, place, _width(column))
        for number, (cell, shown) in enumerate(zip(column.cells, column.shown, strict=True)):
            _write(sheet, number + 1, place, cell, formats.of(column, shown))
    count = len(columns[0].cells) if columns else 0
    sheet.freeze_panes(1, 0)
    if count:
        sheet.autofilter(0, 0, count, len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_header(f"&L{_escaped(of.title)}&R{ILLUSTRATIVE if of.demo else ''}")
    sheet.set_footer(f"&LKnown at {of.known_at.isoformat()}, edition {of.edition}&R&P of &N")


def _escaped(title: str) -> str:
    return title[:80].replace("&", "&&")


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}

    def of(self, column: Column, shown: Shown) -> Any:
        form = _number_format(column, shown)
        if form and form not in self._made:
            self._made[form] = self._book.add_format({"num_format": form})
        return self._made.get(form)


def _number_format(column: Column, shown: Shown) -> str:
    if column.holds is Holds.DATE:
        return "yyyy-mm-dd"
    if column.holds is Holds.MOMENT:
        return "yyyy-mm-dd hh:mm:ss"
    if column.holds not in (Holds.WHOLE, Holds.NUMBER):
        return ""
    if shown in NUMBER_FORMATS:
        return NUMBER_FORMATS[shown]
    whole = all(cell is None or float(cell).is_integer() for cell in column.cells)  # type: ignore[arg-type]
    return "#,##0" if whole else "#,##0.0##"


def _width(column: Column) -> float:
    longest = max((len(_text(c)) for c in column.cells[:200] if c is not None), default=0)
    if column.holds in (Holds.NUMBER, Holds.WHOLE):
        longest = min(longest, 10)
    return min(max(longest, len(column.name), 6) + 2, WIDEST)


def _write(sheet: Any, row: int, place: int, cell: Cell, form: Any) -> None:
    """One cell by its type; nothing at all where there is nothing."""
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, (int, float)):
        sheet.write_number(row, place, cell, form)
    elif isinstance(cell, (dt.datetime, dt.date)) and cell.year >= FIRST_YEAR:
        sheet.write_datetime(row, place, cell, form)
    else:
        sheet.write_string(row, place, _text(cell)[:LETTERS])
