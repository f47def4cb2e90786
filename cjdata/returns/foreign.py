"""A publisher's file as a table of text cells, its heading found by the columns of a profile.

Assumes one table a file; titles may stand above its heading, notes below it.
"""

from __future__ import annotations

from dataclasses import dataclass

from cjdata.domain.profiles import Profile
from cjdata.domain.returns import Fault
from cjdata.returns.archive import ArchiveRefused, WorkbookLocked, WorkbookTooLarge
from cjdata.returns.decoding import MARKUP, encoding_of, is_markup, is_workbook
from cjdata.returns.foreign_layout import Layout, fit_of, layout_of, why_no_fit
from cjdata.returns.grids import Grid, cell_text, read_workbook
from cjdata.returns.headings import HEADING_ROWS
from cjdata.returns.records import TOO_MANY_LINES, Record, has_too_many_lines, read_records
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import column_letters
from cjdata.returns.texts import quoted
from cjdata.returns.workbooks import notes_of

FITS = 0.5
"""Share of the expected columns from which a file is taken for one of the profile's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignTable:
    """The table of a file: what stands above the heading, the layout, and the rows below."""

    above: list[str]
    layout: Layout
    rows: list[Record]
    sheet: str | None
    faults: list[Fault]

    def letter(self, place: int) -> str:
        return column_letters(place) if self.sheet is not None else ""

    def column(self, place: int, line: int) -> str:
        """The heading, with the address of the cell in a workbook."""
        heading = self.layout.texts[place] or f"column {place + 1}"
        return f"{heading} ({self.letter(place)}{line})" if self.sheet is not None else heading


class FileRefused(Exception):  # noqa: N818 - said, not shown
    """A file that is no table at all: the fault that says so."""

    def __init__(self, rule: Rule, message: str) -> None:
        super().__init__(message)
        self.rule = rule


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A sheet that may hold the table, and how well its best row fits as the heading."""

    sheet: str | None
    records: list[Record]
    faults: list[Fault]
    fit: float
    place: int


def read_foreign(data: bytes, profile: Profile) -> ForeignTable:
    """The table of a file; raises FileRefused where it has none that the profile fits, or two."""
    candidates, notes = _candidates(data, profile)
    if not candidates:
        raise FileRefused(Rule.EMPTY_FILE, "the file is empty: it needs a heading and rows")
    best = max(candidates, key=lambda found: found.fit)
    if best.fit < FITS:
        raise FileRefused(Rule.PROFILE_DOES_NOT_FIT, why_no_fit(best.records[0].cells, profile))
    # A long table may stand beside one of the force alone, which lacks a column or two.
    needed = 1 if best.fit == 1 and profile.component is not None else FITS
    _refuse_several([c for c in candidates if c.fit >= needed])
    heading = best.records[best.place]
    rows = [r for r in best.records[best.place + 1 :] if not _is_again(r, heading)]
    if not rows:
        raise FileRefused(Rule.NO_ROWS, "the file has a heading and no rows: nothing to load")
    titles = [cell for record in best.records[: best.place] for cell in record.cells]
    others = [_left_out(c.sheet, "not one that the profile fits") for c in candidates if c != best]
    return ForeignTable(
        above=[text for text in (best.sheet or "", *titles) if text.strip()],
        layout=layout_of(heading, rows, profile, best.sheet),
        rows=rows,
        sheet=best.sheet,
        faults=[*notes, *others, *best.faults],
    )


def _candidates(data: bytes, profile: Profile) -> tuple[list[_Candidate], list[Fault]]:
    """The sheets that hold anything, and what of a workbook is not read."""
    if is_workbook(data):
        tables, notes = _workbook_tables(data)
    else:
        tables, notes = [_text_table(data)], []
    found = []
    for sheet, records, faults in tables:
        fits = [(fit_of(r.cells, profile), -n) for n, r in enumerate(records[:HEADING_ROWS])]
        if fits:
            fit, place = max(fits)
            made = _Candidate(sheet=sheet, records=records, faults=faults, fit=fit, place=-place)
            found.append(made)
    return found, notes


def _is_again(record: Record, heading: Record) -> bool:
    """The heading once more, as it is repeated for each page of a print."""
    return [c.strip().lower() for c in record.cells] == [c.strip().lower() for c in heading.cells]


def _refuse_several(candidates: list[_Candidate]) -> None:
    sheets = [c.sheet for c in candidates if c.sheet is not None]
    if len(sheets) > 1:
        names = " and ".join(quoted(sheet) for sheet in sheets)
        message = (
            f"the sheets {names} both hold a table: save each as a file of its own"
            if len(sheets) == 2
            else f"{len(sheets)} sheets hold a table ({names}): save each as a file of its own"
        )
        raise FileRefused(Rule.PROFILE_DOES_NOT_FIT, message)


def _left_out(sheet: str | None, how: str) -> Fault:
    message = f"the sheet {quoted(sheet or '')} is {how}: it is left out"
    return fault(Rule.SHEET_LEFT_OUT, message, sheet=sheet)


def _text_table(data: bytes) -> tuple[str | None, list[Record], list[Fault]]:
    if is_markup(data):
        raise FileRefused(Rule.WORKBOOK, MARKUP)
    encoding = encoding_of(data)
    if encoding is None:
        message = "this is neither text nor a workbook: save the table as CSV (UTF-8) or .xlsx"
        raise FileRefused(Rule.BINARY, message)
    if has_too_many_lines(data):
        raise FileRefused(Rule.FILE_TOO_LARGE, TOO_MANY_LINES)
    records, faults = read_records(data, encoding)
    return None, [r for r in records if r.whole], faults


def _workbook_tables(
    data: bytes,
) -> tuple[list[tuple[str | None, list[Record], list[Fault]]], list[Fault]]:
    """The visible sheets, and notes on macros, links and hidden sheets."""
    try:
        book = read_workbook(data)
    except WorkbookLocked as error:
        raise FileRefused(Rule.PASSWORD, str(error)) from error
    except WorkbookTooLarge as error:
        raise FileRefused(Rule.FILE_TOO_LARGE, str(error)) from error
    except ArchiveRefused as error:
        raise FileRefused(Rule.WORKBOOK, str(error)) from error
    notes = notes_of(has_macros=book.has_macros, has_links=book.has_links)
    notes += [_left_out(g.name, "hidden") for g in book.grids if g.hidden and any(g.rows)]
    return [(g.name, _records(g), _spoilt(g)) for g in book.grids if not g.hidden], notes


def _records(grid: Grid) -> list[Record]:
    rows = ([cell_text(cell, is_period=False) for cell in row] for row in grid.rows)
    found = (Record(line, cells) for line, cells in enumerate(rows, start=1))
    return [record for record in found if any(map(str.strip, record.cells))]


def _spoilt(grid: Grid) -> list[Fault]:
    """Errors and formulas without their value, wherever they stand in the worksheet."""
    places = [(place, Rule.ERROR_CELL) for place in grid.seen.errors]
    places += [(place, Rule.FORMULA_WITHOUT_VALUE) for place in grid.seen.bare_formulas]
    return [
        fault(
            rule,
            f"the cell {column_letters(column)}{row + 1} holds an error or a formula without its "
            "result: open the workbook in Excel, mend it and save it",
            row=row + 1,
            column=f"{column_letters(column)}{row + 1}",
            sheet=grid.name,
        )
        for (row, column), rule in sorted(places)
    ]
