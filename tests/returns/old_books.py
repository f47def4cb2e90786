"""Small .xls files made in memory, record by record, for the tests of returns."""

from __future__ import annotations

import struct
from collections.abc import Collection, Mapping, Sequence

Place = tuple[int, int]
END, FREE = 0xFFFFFFFE, 0xFFFFFFFF
SECTOR = 512


def old_book(
    rows: Sequence[Sequence[object]],
    *,
    percents: Collection[Place] = (),
    errors: Mapping[Place, int] = {},
    hidden_rows: Collection[int] = (),
    extent: tuple[int, int, int, int] | None = None,
) -> bytes:
    """A workbook of one sheet; places are counted from 0, errors are given by their codes."""
    sheet = [_record(0x809, struct.pack("<4H2I", 0x600, 0x10, 0, 0, 0, 0))]
    if extent is not None:
        sheet.append(_record(0x200, struct.pack("<2I2H2x", *extent)))
    sheet += [_record(0x208, struct.pack("<6H2H", n, 0, 9, 0, 0, 0, 0x20, 0)) for n in hidden_rows]
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            head = struct.pack("<3H", row, column, int((row, column) in percents))
            if (row, column) in errors:
                sheet.append(_record(0x205, head + bytes([errors[row, column], 1])))
            elif isinstance(value, (int, float)):
                sheet.append(_record(0x203, head + struct.pack("<d", value)))
            elif value:
                text = str(value).encode("latin-1")
                sheet.append(_record(0x204, head + struct.pack("<HB", len(text), 0) + text))
    return _contained(_workbook(b"".join([*sheet, _record(0x0A, b"")])))


def _workbook(sheet: bytes) -> bytes:
    bof = _record(0x809, struct.pack("<4H2I", 0x600, 5, 0, 0, 0, 0))
    formats = b"".join(_record(0xE0, struct.pack("<2H16x", 0, number)) for number in (0, 9))
    end = _record(0x0A, b"")
    name = b"\x05\x00Sheet"
    start = len(bof) + len(formats) + len(_record(0x85, bytes(6) + name)) + len(end)
    return bof + formats + _record(0x85, struct.pack("<I2x", start) + name) + end + sheet


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<2H", kind, len(body)) + body


def _contained(stream: bytes) -> bytes:
    """As other programs write it: sectors of 512 bytes, their table after the folder."""
    count = max(8, -(-len(stream) // SECTOR))
    names = [("Root Entry", 5, END, 0), ("Workbook", 2, 0, count * SECTOR)]
    folder = b"".join(_entry(*entry) for entry in names)
    table = [*range(1, count), END, END, 0xFFFFFFFD]
    numbers = (0, 1, count, 0, 4096, END, 0, END, 0)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<5H6x9I", 0x3E, 3, 0xFFFE, 9, 6, *numbers)
    return b"".join(
        (
            head + struct.pack("<109I", count + 1, *[FREE] * 108),
            stream.ljust(count * SECTOR, b"\0"),
            folder.ljust(SECTOR, b"\0"),
            struct.pack(f"<{len(table)}I", *table).ljust(SECTOR, b"\xff"),
        )
    )


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBB3I", text, len(text), kind, 1, FREE, FREE, FREE)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, length)
