"""The rows of delimited text, each with the line that it begins in.

Assumes nothing about quotes: a row whose quotes are wrong is reported and left out, and where a
quote is never closed everything after it is.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from cjdata.domain.returns import Fault
from cjdata.returns.headings import read_headings
from cjdata.returns.rules import Rule, fault
from cjdata.returns.texts import tidy

SEPARATORS = ",;\t|"
EXCEL_HINT = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""The first line by which Excel is told the separator."""
RECORD_LIMIT = 1_000_000
"""Characters of one row: a hostile one must not fill the memory."""

LINE_LIMIT = 2_000_000
"""Lines of a text that are read: short ones take up far more memory than their bytes."""
TOO_MANY_LINES = f"the file has more than {LINE_LIMIT:,} lines: split it by period"


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one row and the line it begins in; `whole` is False where it broke off."""

    line: int
    cells: list[str]
    whole: bool = True


def separator_of(text: str) -> str:
    """The separator that the first line names or under which most of its columns are known."""
    heading = _first_line(io.StringIO(text, newline=""))
    named = EXCEL_HINT.fullmatch(heading)
    if named:
        return named[1]

    def score(separator: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([heading], delimiter=separator), [])
        except csv.Error:
            return 0, 0
        return len(read_headings(cells, 1).places), len(cells)

    return max(SEPARATORS, key=score)


def _first_line(lines: Iterator[str]) -> str:
    return next((line for line in lines if tidy(line)), "")


def has_too_many_lines(data: bytes) -> bool:
    """Before any is read: counting their ends takes no time."""
    return max(data.count(b"\n"), data.count(b"\r")) > LINE_LIMIT


def read_records(data: bytes, encoding: str) -> tuple[list[Record], list[Fault]]:
    """The rows that are not blank, heading included, and what is wrong with their quotes."""
    first = _first_line(_lines(data, encoding))[:RECORD_LIMIT]
    records, faults = split(_lines(data, encoding), separator_of(first))
    if EXCEL_HINT.fullmatch(first):
        records = records[1:]
    return records, faults


def _lines(data: bytes, encoding: str) -> io.TextIOWrapper:
    """The lines of a file with their ends, at which LF, CRLF and CR alike end a line."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=encoding, newline="")


class _BoundedLines:
    """Lines for the csv reader; a row that goes on for too long is an error of its own."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines, self.length = lines, 0

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> str:
        line = next(self._lines)
        self.length += len(line)
        if self.length > RECORD_LIMIT:
            raise csv.Error("row larger than limit")
        return line


def split(lines: Iterator[str], separator: str) -> tuple[list[Record], list[Fault]]:
    """Cut lines into rows; a row with a fault is a record that is not whole."""
    bounded = _BoundedLines(lines)
    reader = csv.reader(bounded, delimiter=separator, strict=True)
    records: list[Record] = []
    faults: list[Fault] = []
    skipped = 0
    while True:
        line = reader.line_num + skipped + 1
        bounded.length = 0
        try:
            cells = next(reader)
        except StopIteration:
            return records, faults
        except csv.Error as error:
            too_long = "larger than" in str(error)
            skipped += "row larger" in str(error)
            goes_on = "unexpected end" in str(error) or reader.line_num + skipped > line
            faults.append(_fault(line, goes_on=goes_on, too_long=too_long))
            records.append(Record(line, [], whole=False))
            if goes_on:
                return records, faults
            continue
        if any(map(str.strip, cells)):
            records.append(Record(line, cells))


def _fault(line: int, *, goes_on: bool, too_long: bool) -> Fault:
    if goes_on:
        message = "a quotation mark opens in this row and is not closed: nothing after it was read"
        return fault(Rule.UNCLOSED_QUOTE, message, row=line)
    if too_long:
        message = "a cell of this row is far too long: it was not read"
        return fault(Rule.CELL_TOO_LONG, message, row=line)
    message = (
        "a quotation mark stands in the middle of a cell: double it, or leave it out "
        "(the row was not read)"
    )
    return fault(Rule.STRAY_QUOTE, message, row=line)
