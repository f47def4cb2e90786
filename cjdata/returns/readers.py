"""Read a delimited text file or a workbook into text cells that know their line.

Assumes that the first line that is not blank is the heading. Nothing in a file is executed or
trusted: formulas, scripts and paths are text like any other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice, zip_longest
from pathlib import Path

import pandas as pd

from cjdata.domain.returns import ROW_COLUMNS, Fault
from cjdata.returns.decoding import MARKUP, decode, encoding_of, is_markup, is_workbook
from cjdata.returns.headings import HEADING_ROWS, Headings, names_columns, read_headings
from cjdata.returns.records import (
    TOO_MANY_LINES,
    Record,
    has_too_many_lines,
    read_records,
    separator_of,
)
from cjdata.returns.rules import Rule, fault
from cjdata.returns.sheet import Sheet, refused
from cjdata.returns.stamps import OWN_HEADINGS
from cjdata.returns.texts import quoted
from cjdata.returns.workbooks import read_workbook_bytes
from cjdata.returns.worksheets import ALONE

__all__ = ["SIZE_LIMIT", "Sheet", "decode", "read", "read_bytes", "separator_of"]

SIZE_LIMIT = 100_000_000
"""Bytes of a file that is still read: some two million rows, far beyond any return."""


def read(path: Path) -> Sheet:
    """Read a file; raises nothing: what cannot be read is a fault."""
    try:
        if path.stat().st_size > SIZE_LIMIT:
            return _too_large(path.name)
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name is not valid"
        return refused(path.name, Rule.UNREADABLE, f"the file cannot be opened: {reason}")
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Sheet:
    """Read the bytes of a file; raises nothing: what cannot be read is a fault."""
    if len(data) > SIZE_LIMIT:
        return _too_large(name)
    if is_workbook(data):
        return read_workbook_bytes(data, name)
    if is_markup(data):
        return refused(name, Rule.WORKBOOK, MARKUP)
    encoding = encoding_of(data)
    if encoding is None:
        message = "this is neither text nor a workbook: save the table as CSV (UTF-8) or .xlsx"
        return refused(name, Rule.BINARY, message)
    if has_too_many_lines(data):
        return refused(name, Rule.FILE_TOO_LARGE, TOO_MANY_LINES)
    records, faults = read_records(data, encoding)
    if not records:
        return refused(name, Rule.EMPTY_FILE, "the file is empty: it needs a heading and rows")
    if not records[0].whole:
        return _sheet(name, NO_HEADINGS, [], faults)
    headings = read_headings(records[0].cells, records[0].line)
    if any(set(OWN_HEADINGS) <= {cell.strip() for cell in r.cells} for r in records[:HEADING_ROWS]):
        return refused(name, Rule.TEMPLATE_UNKNOWN, TEMPLATE_AS_TEXT)
    if not headings.places:
        lower = [r for r in records[1:HEADING_ROWS] if names_columns(r.cells)]
        told = [_stands_lower(lower[0], records[0])] if lower else headings.faults
        return _sheet(name, headings, [], list(told))
    faults = [*headings.faults, *faults]
    if len(records) == 1:
        faults.append(fault(Rule.NO_ROWS, "the file has a heading and no rows: nothing to load"))
    rows, remarks = _without_remarks(records[1:], headings)
    return _sheet(name, headings, rows, [*faults, *remarks])


def _without_remarks(records: list[Record], headings: Headings) -> tuple[list[Record], list[Fault]]:
    """The rows without headings repeated for the print, and without lines of text alone.

    Such a line is the source of the table; it is named.
    """
    alone = {headings.places[column] for column in ALONE if column in headings.places}
    again = [text.casefold() for text in headings.texts]
    rows, remarks = [], []
    for record in records:
        cells = record.cells
        if len(cells) < headings.width or sum(map(bool, cells)) not in (1, headings.width):
            rows.append(record)
            continue
        filled = [place for place, cell in enumerate(cells) if cell.strip()]
        if len(filled) == 1 and filled[0] in alone:
            text = cells[filled[0]]
            message = f"{quoted(text)} stands alone in its row: it is left out"
            remarks.append(fault(Rule.BESIDE_THE_TABLE, message, row=record.line, value=text))
        elif [cell.strip().casefold() for cell in cells[: headings.width]] != again:
            rows.append(record)
    return rows, remarks


def _stands_lower(heading: Record, first: Record) -> Fault:
    message = f"the columns are named in line {heading.line}: delete what stands above it"
    return fault(Rule.MISSING_HEADING, message, row=first.line, value=first.cells[0])


TEMPLATE_AS_TEXT = (
    "this is the sheet of a template saved as text: send the workbook itself, which says what it "
    "is for and which of its lines may stay blank"
)
NO_HEADINGS = read_headings([], 1)


def _too_large(name: str) -> Sheet:
    message = f"the file is larger than {SIZE_LIMIT // 1_000_000} MB: split it by period"
    return refused(name, Rule.FILE_TOO_LARGE, message)


def _sheet(name: str, headings: Headings, records: list[Record], faults: list[Fault]) -> Sheet:
    """Lay the records out under their headings; rows of another width are faults."""
    found = [(r, _width_fault(r, headings.width)) for r in records if _is_odd(r, headings.width)]
    broken = {r.line for r, wrong in found if wrong is not None or not r.whole}
    lines = pd.Index([r.line for r in records], name="line", dtype="int64")
    columns = _columns(records, headings.places)
    return Sheet(
        name=name,
        headings={c: headings.texts[p] for c, p in headings.places.items()},
        unclear=headings.unclear,
        cells=pd.DataFrame(columns, index=lines, dtype=object),
        broken=frozenset(broken),
        faults=(*faults, *(wrong for _, wrong in found if wrong is not None)),
    )


def _is_odd(record: Record, width: int) -> bool:
    return len(record.cells) != width or not record.whole


def _columns(records: list[Record], places: Mapping[str, int]) -> dict[str, Sequence[str]]:
    """The cells under each heading; blank where a row ends before it, or nobody gives it."""
    columns = zip_longest(*(record.cells for record in records), fillvalue="")
    turned = list(islice(columns, max(places.values(), default=-1) + 1))
    blank = ("",) * len(records)
    return {
        column: turned[places[column]] if places.get(column, len(turned)) < len(turned) else blank
        for column in ROW_COLUMNS
    }


def _width_fault(record: Record, width: int) -> Fault | None:
    """What is wrong with the number of cells; blank ones beyond the heading are forgiven."""
    found = len(record.cells)
    if not record.whole:
        return None
    counted = f"the row has {found} cells where the heading has {width}"
    if found < width:
        message = f"{counted}: a cell or its separator is missing"
        return fault(Rule.TOO_FEW_CELLS, message, row=record.line)
    extra = next((cell for cell in record.cells[width:] if cell.strip()), None)
    if extra is None:
        return None
    message = f"{counted}: put a cell that holds the separator in quotation marks"
    return fault(Rule.TOO_MANY_CELLS, message, row=record.line, value=extra)
