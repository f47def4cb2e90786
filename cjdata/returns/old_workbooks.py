"""What the records of an .xls say that its cells do not: percentages, errors, hidden rows.

Assumes nothing about the bytes. Records are laid out as Microsoft publishes it ([MS-XLS]); none is
looked at twice. What is handed on to be read claims no size that it has not.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass

from cjdata.returns.archive import WorkbookLocked, WorkbookTooLarge
from cjdata.returns.containers import UnknownLayout, put_in, taken_out
from cjdata.returns.sheet_xml import PERCENT_FORMATS, Scan, is_percentage

BOF, EOF, PASSWORD, SHEET, FORMAT, CELL_FORMAT, TEXTS = 0x809, 0x0A, 0x2F, 0x85, 0x41E, 0xE0, 0xFC
EXTENT, ROW, COLUMNS = 0x200, 0x208, 0x7D
FORMULA, NUMBER, SHORT_NUMBER, SHORT_NUMBERS, ERROR = 0x06, 0x203, 0x27E, 0xBD, 0x205
TEXT, MARKED_TEXT, SHARED_TEXT = 0x204, 0xD6, 0xFD
NUMBERS = (FORMULA, NUMBER, SHORT_NUMBER)
CELLS = (*NUMBERS, ERROR, TEXT, MARKED_TEXT, SHARED_TEXT)
UNICODE = 0x600
"""The version from which on texts say how wide their letters are."""
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
HIDDEN_ROW, HIDDEN_COLUMN, LAST_COLUMN = 0x20, 0x01, 255
NO_NUMBER, IS_ERROR = b"\xff\xff", 2
"""What stands in place of the number that a formula came to."""
SHEET_LIMIT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class OldWorkbook:
    """A workbook that can be read safely, and what was seen of each worksheet, by name."""

    file: io.BytesIO
    scans: dict[str, Scan]


def open_old(data: bytes) -> OldWorkbook:
    """The workbook of an .xls; raises UnknownLayout, or ArchiveRefused with the reason."""
    stream = bytearray(taken_out(data))
    try:
        starts, percents = _globals(stream)
        order = sorted(starts, key=starts.__getitem__)
        ends = [*(starts[name] for name in order), len(stream)][1:]
        scans = {
            name: _scan(stream, starts[name], end, percents)
            for name, end in zip(order, ends, strict=True)
        }
    except (struct.error, IndexError, ValueError) as error:
        raise UnknownLayout from error
    return OldWorkbook(file=io.BytesIO(put_in(bytes(stream))), scans=scans)


def _records(stream: bytearray, at: int, end: int) -> Iterator[tuple[int, int, bytearray]]:
    """Kind, place and content of each record of a part, those of charts within it left out."""
    depth = 0
    while at < end:
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth <= 0:
            return
        if depth == 1:
            yield kind, at + 4, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _globals(stream: bytearray) -> tuple[dict[str, int], frozenset[int]]:
    """Where each sheet begins, and the cell formats that show a number as a percentage."""
    starts: dict[str, int] = {}
    own = {int(number) for number in PERCENT_FORMATS}
    used: list[int] = []
    version = 0
    for kind, _, body in _records(stream, 0, len(stream)):
        if kind == BOF:
            (version,) = struct.unpack_from("<H", body)
        elif kind == PASSWORD:
            raise WorkbookLocked("the workbook is locked with a password: take the password off")
        elif kind == SHEET:
            if len(starts) == SHEET_LIMIT:
                raise WorkbookTooLarge(f"the workbook has more than {SHEET_LIMIT} sheets")
            (start,) = struct.unpack_from("<I", body)
            if start in starts.values() or start > len(stream):
                raise UnknownLayout
            starts[_text(body, 6, 1, version)] = start
        elif kind == FORMAT:
            width = 2 if version >= UNICODE else 1
            if is_percentage(_text(body, 2, width, version).encode()):
                own.add(struct.unpack_from("<H", body)[0])
        elif kind == CELL_FORMAT:
            used.append(struct.unpack_from("<H", body, 2)[0])
        elif kind == TEXTS and struct.unpack_from("<I", body, 4)[0] > len(stream):
            raise UnknownLayout
    return starts, frozenset(n for n, number in enumerate(used) if number in own)


def _text(body: bytearray, at: int, width: int, version: int) -> str:
    """A text whose length stands in the one or two bytes before it."""
    length = int.from_bytes(body[at : at + width], "little")
    at += width
    if version < UNICODE:
        return body[at : at + length].decode("cp1252", "replace")
    if body[at] & 1:
        return body[at + 1 : at + 1 + 2 * length].decode("utf-16-le", "replace")
    return body[at + 1 : at + 1 + length].decode("latin-1")


def _scan(stream: bytearray, start: int, end: int, percents: frozenset[int]) -> Scan:
    """Look at every record of a worksheet; the extent that it claims for itself is wiped out."""
    found = Scan()
    for kind, at, body in _records(stream, start, end):
        if kind in CELLS:
            row, column, style = struct.unpack_from("<HHH", body)
            _reach(found, row, column)
            shown = _error(kind, body)
            if shown is not None:
                found.errors[row, column] = shown
            elif kind in NUMBERS and style in percents:
                found.percents.add((row, column))
        elif kind == SHORT_NUMBERS:
            row, first = struct.unpack_from("<HH", body)
            styles = [style for style, _ in struct.iter_unpack("<HI", body[4:-2])]
            _reach(found, row, first + len(styles) - 1)
            found.percents.update((row, first + n) for n, s in enumerate(styles) if s in percents)
        elif kind == EXTENT:
            stream[at : at + len(body)] = bytes(len(body))
        elif kind == ROW and struct.unpack_from("<H", body, 12)[0] & HIDDEN_ROW:
            found.hidden_rows.add(struct.unpack_from("<H", body)[0])
        elif kind == COLUMNS and struct.unpack_from("<H", body, 8)[0] & HIDDEN_COLUMN:
            first, last = struct.unpack_from("<HH", body)
            found.hidden_columns.update(range(first, min(last, LAST_COLUMN) + 1))
    return found


def _reach(found: Scan, row: int, column: int) -> None:
    """Down to which row and column cells are laid out, counted from 1."""
    found.rows, found.columns = max(found.rows, row + 1), max(found.columns, column + 1)


def _error(kind: int, body: bytearray) -> str | None:
    """The error that a cell shows, of its own or as the result of a formula."""
    if kind == ERROR and body[7]:
        return ERRORS.get(body[6], "an error")
    if kind == FORMULA and body[12:14] == NO_NUMBER and body[6] == IS_ERROR:
        return ERRORS.get(body[8], "an error")
    return None
