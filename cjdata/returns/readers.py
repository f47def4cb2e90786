"""Read a delimited text file into text cells that know their line.

Assumes that the first line that is not blank is the heading. Nothing in a file is executed or
trusted: formulas, scripts and paths are text like any other.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from cjdata.domain.returns import ROW_COLUMNS, Fault
from cjdata.returns.headings import Headings, read_headings
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import tidy

SIZE_LIMIT = 100_000_000
"""Bytes of a file that is still read: some two million rows, far beyond any return."""

SEPARATORS = ",;\t|"
WORKBOOK_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
BINARY_STARTS = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"PAR1", b"\x7fELF")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The cells of one table as text, with the faults found while reading it."""

    name: str
    headings: dict[str, str]
    """Column -> its heading as in the file; only columns that the file has."""
    unclear: frozenset[str]
    """Columns that cannot be read: missing though required, or headed twice."""
    cells: pd.DataFrame
    """One text column for each of ROW_COLUMNS, blank where the file has none; index is the line."""
    broken: frozenset[int]
    """Lines whose cells may have slipped into other columns."""
    faults: tuple[Fault, ...]
    sheet: str | None = None
    """Name of the worksheet, for a workbook."""


def read(path: Path) -> Sheet:
    """Read a file; raises nothing: what cannot be read is a fault."""
    try:
        with path.open("rb") as file:
            data = file.read(SIZE_LIMIT + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        return refused(path.name, Rule.UNREADABLE, f"the file cannot be opened: {reason}")
    return read_bytes(data, path.name)


def read_bytes(data: bytes, name: str) -> Sheet:
    """Read the bytes of a file; raises nothing: what cannot be read is a fault."""
    if len(data) > SIZE_LIMIT:
        message = f"the file is larger than {SIZE_LIMIT // 1_000_000} MB: split it by period"
        return refused(name, Rule.FILE_TOO_LARGE, message)
    if data.startswith(WORKBOOK_STARTS):
        message = "this is an Excel workbook under the name of a text file: save it as CSV (UTF-8)"
        return refused(name, Rule.WORKBOOK, message)
    text = decode(data)
    if text is None:
        message = "this is not a text file: save the table as CSV (UTF-8) and send that"
        return refused(name, Rule.BINARY, message)
    return read_text(text, name)


def decode(data: bytes) -> str | None:
    """The text of a file, None where it is not text."""
    if data.startswith(BINARY_STARTS):
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decoded(data, "utf-16")
    if data.count(0) > len(data) // 20:
        return None
    text = _decoded(data, "utf-8-sig")
    if text is None:
        text = _decoded(data, "cp1252")
    return data.decode("latin-1") if text is None else text


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def read_text(text: str, name: str) -> Sheet:
    """Read the text of a file as a table."""
    if not text.strip(" \t\r\n\ufeff,;|"):
        return refused(name, Rule.EMPTY_FILE, "the file is empty: it needs a heading and rows")
    records, faults = split(text, separator_of(text))
    headings = read_headings(records[0].cells, records[0].line)
    return _sheet(name, headings, records[1:], [*headings.faults, *faults])


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row and the line it begins in; `whole` is False where it broke off."""

    line: int
    cells: list[str]
    whole: bool = True


def separator_of(text: str) -> str:
    """The separator under which the heading has most columns that are known."""
    heading = next(line for line in io.StringIO(text, newline="") if tidy(line))

    def score(separator: str) -> tuple[int, int]:
        cells = next(iter(csv.reader([heading], delimiter=separator)), [])
        known = set(read_headings(cells, 1).places)
        return len(known), len(cells)

    return max(SEPARATORS, key=score)


def split(text: str, separator: str) -> tuple[list[Record], list[Fault]]:
    """The rows that are not blank, and what is wrong with their quotes."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records: list[Record] = []
    faults: list[Fault] = []
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            ends = "unexpected end" in str(error) or reader.line_num > line
            faults.append(_quote_fault(error, line, ends))
            records.append(Record(line, [], whole=False))
            if ends:
                break
            continue
        if any(map(str.strip, cells)):
            records.append(Record(line, cells))
    return records, faults


def _quote_fault(error: csv.Error, line: int, ends: bool) -> Fault:
    if ends:
        message = "a quotation mark opens here and is not closed: nothing after it could be read"
        return fault(Rule.UNCLOSED_QUOTE, message, row=line)
    if "field limit" in str(error):
        return fault(Rule.CELL_TOO_LONG, "a cell of this row is far too long", row=line)
    message = (
        "a quotation mark stands in the middle of a cell: double it, or leave it out "
        "(the row was not read)"
    )
    return fault(Rule.STRAY_QUOTE, message, row=line)


def _sheet(name: str, headings: Headings, records: list[Record], faults: list[Fault]) -> Sheet:
    """Lay the records out under their headings; rows of another width are faults."""
    broken: set[int] = set()
    width = headings.width
    for record in records:
        if not record.whole:
            broken.add(record.line)
        elif len(record.cells) != width:
            wrong = _width_fault(record, width)
            if wrong is not None:
                faults.append(wrong)
                broken.add(record.line)
    if not records:
        faults.append(fault(Rule.NO_ROWS, "the file has a heading and no rows: nothing to load"))
    lines = pd.Index([r.line for r in records], name="line", dtype="int64")
    columns = {column: _column(records, headings.places.get(column)) for column in ROW_COLUMNS}
    return Sheet(
        name=name,
        headings={c: headings.texts[p] for c, p in headings.places.items()},
        unclear=headings.unclear,
        cells=pd.DataFrame(columns, index=lines, dtype=object),
        broken=frozenset(broken),
        faults=tuple(faults),
    )


def _column(records: list[Record], place: int | None) -> list[str]:
    if place is None:
        return [""] * len(records)
    return [r.cells[place] if place < len(r.cells) else "" for r in records]


def _width_fault(record: Record, width: int) -> Fault | None:
    found = len(record.cells)
    if found < width:
        message = (
            f"the row has {found} cells where the heading has {width}: fill in the missing ones"
        )
        return fault(Rule.TOO_FEW_CELLS, message, row=record.line)
    if not any(map(str.strip, record.cells[width:])):
        return None
    message = (
        f"the row has {found} cells where the heading has {width}: "
        "put a cell that holds the separator in quotation marks"
    )
    extra = next(c for c in record.cells[width:] if c.strip())
    return fault(Rule.TOO_MANY_CELLS, message, row=record.line, value=extra)


def refused(name: str, rule: Rule, message: str) -> Sheet:
    """A sheet without cells, for a file that could not be read at all."""
    return Sheet(
        name=name,
        headings={},
        unclear=frozenset(),
        cells=pd.DataFrame({c: [] for c in ROW_COLUMNS}, dtype=object),
        broken=frozenset(),
        faults=(fault(rule, message),),
    )
