"""A publisher's file as a table of text cells, its heading found by the columns of a profile.

Assumes one table a file; titles may stand above its heading, notes below it.
"""

from __future__ import annotations

import difflib
import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.domain.catalogue import nearest
from cjdata.domain.profiles import ColumnRule, Profile
from cjdata.domain.returns import Fault
from cjdata.returns.archive import ArchiveRefused, WorkbookLocked, WorkbookTooLarge
from cjdata.returns.decoding import encoding_of, is_workbook
from cjdata.returns.grids import Grid, cell_text, read_workbook
from cjdata.returns.records import Record, read_records
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet_xml import column_letters
from cjdata.returns.texts import fold, or_list, quoted

HEADING_ROWS = 30
FITS = 0.5
"""Share of the expected columns from which a file is taken for one of the profile's."""
ALIKE = 0.8
"""Likeness from which a heading is taken for a misspelt one of those that are missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where the columns that a profile names stand in a table."""

    texts: Sequence[str]
    places: dict[str, int]
    """Heading of the profile -> where it stands."""
    figures: dict[int, ColumnRule]
    faults: list[Fault]


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


def read_foreign(data: bytes, profile: Profile) -> ForeignTable:
    """The table of a file; raises FileRefused where it has none that the profile fits."""
    tables = _workbook_tables(data) if is_workbook(data) else [_text_table(data)]
    placed = [
        (_fit(record.cells, profile), -place, number)
        for number, (_, records, _) in enumerate(tables)
        for place, record in enumerate(records[:HEADING_ROWS])
    ]
    if not placed:
        raise FileRefused(Rule.EMPTY_FILE, "the file is empty: it needs a heading and rows")
    fit, place, number = max(placed)
    sheet, records, faults = tables[number]
    if fit < FITS:
        raise FileRefused(Rule.PROFILE_DOES_NOT_FIT, _no_fit(records[0].cells, profile))
    place = -place
    layout = _layout(records[place], profile, sheet)
    rows = records[place + 1 :]
    if not rows:
        raise FileRefused(Rule.NO_ROWS, "the file has a heading and no rows: nothing to load")
    above = [cell for record in records[:place] for cell in record.cells if cell.strip()]
    return ForeignTable(above=above, layout=layout, rows=rows, sheet=sheet, faults=faults)


def _text_table(data: bytes) -> tuple[str | None, list[Record], list[Fault]]:
    encoding = encoding_of(data)
    if encoding is None:
        message = "this is neither text nor a workbook: save the table as CSV (UTF-8) or .xlsx"
        raise FileRefused(Rule.BINARY, message)
    records, faults = read_records(data, encoding)
    return None, [r for r in records if r.whole], faults


def _workbook_tables(data: bytes) -> list[tuple[str | None, list[Record], list[Fault]]]:
    try:
        book = read_workbook(data)
    except WorkbookLocked as error:
        raise FileRefused(Rule.PASSWORD, str(error)) from error
    except WorkbookTooLarge as error:
        raise FileRefused(Rule.FILE_TOO_LARGE, str(error)) from error
    except ArchiveRefused as error:
        raise FileRefused(Rule.WORKBOOK, str(error)) from error
    return [(g.name, _records(g), _spoilt(g)) for g in book.grids if not g.hidden]


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


def _named_columns(profile: Profile) -> list[str]:
    """Headings that every file has beside its figures."""
    names = [profile.unit.column, profile.period.column, *profile.only]
    names += [profile.component.column] if profile.component else []
    return list(dict.fromkeys(name for name in names if name))


def _expected(profile: Profile) -> list[str]:
    return [*_named_columns(profile), *profile.expanded()]


def _fit(cells: Sequence[str], profile: Profile) -> float:
    """Which share of the expected headings a row holds."""
    held = {fold(cell) for cell in cells}
    expected = _expected(profile)
    return sum(fold(name) in held for name in expected) / len(expected)


def _no_fit(cells: Sequence[str], profile: Profile) -> str:
    expected = or_list([quoted(name) for name in _expected(profile)[:3]])
    found = ", ".join(quoted(cell) for cell in cells[:3])
    return (
        f"the profile '{profile.id}' does not fit this file: it looks for columns such as "
        f"{expected} and the file begins with {found}"
    )


def _layout(heading: Record, profile: Profile, sheet: str | None) -> Layout:
    """Match headings; what is left over, missing or there twice is a fault."""
    texts = [cell.strip() for cell in heading.cells]
    while texts and not texts[-1]:
        texts.pop()
    expected = {fold(name): name for name in _expected(profile)}
    places: dict[str, int] = {}
    faults: list[Fault] = []
    left_over: list[int] = []

    def wrong(rule: Rule, message: str, place: int | None, name: str) -> None:
        at = f" ({column_letters(place)}{heading.line})" if sheet and place is not None else ""
        column = f"{name}{at}"
        faults.append(fault(rule, message, row=heading.line, column=column, sheet=sheet))

    for place, text in enumerate(texts):
        name = expected.get(fold(text)) if text else None
        if name is None:
            left_over.append(place)
        elif name in places:
            message = f"the heading {quoted(text)} stands twice: keep one of the two columns"
            wrong(Rule.DUPLICATE_HEADING, message, place, text)
        else:
            places[name] = place
    if not profile.unit.column:
        blank = next((place for place in left_over if place == 0), None)
        if blank is not None:
            places[""] = blank
            left_over.remove(blank)
    missing = [name for name in _expected(profile) if name not in places]
    for place in left_over:
        text = texts[place]
        if any(fnmatch.fnmatchcase(text.lower(), form.lower()) for form in profile.ignored):
            continue
        meant = difflib.get_close_matches(text.lower(), [m.lower() for m in missing], 1, ALIKE)
        near = [m for m in missing if m.lower() in meant]
        missing = [m for m in missing if m not in near]
        near = near or _near(text, profile)
        hint = f"did you mean {or_list([quoted(n) for n in near])}?" if near else "leave it out"
        message = f"{quoted(text)} is no column of '{profile.id}': {hint}"
        wrong(Rule.UNKNOWN_HEADING, message, place, text or f"column {place + 1}")
    for name in missing:
        message = f"the column {quoted(name)} is missing: every file of '{profile.id}' has it"
        wrong(Rule.MISSING_HEADING, message, None, name)
    if not profile.unit.column and "" not in places:
        wrong(Rule.MISSING_HEADING, "the first column has to name the unit", None, "")
    figures = {places[name]: rule for name, rule in profile.expanded().items() if name in places}
    return Layout(texts=texts, places=places, figures=figures, faults=faults)


def _near(text: str, profile: Profile) -> list[str]:
    by_lower = {name.lower().replace(" ", "-"): name for name in _expected(profile)}
    return [by_lower[name] for name in nearest(text[:80], by_lower)]
