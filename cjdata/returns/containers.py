"""The stream of an old workbook out of the container that an .xls is, and into one of its own.

Assumes nothing about the bytes: containers are laid out as Microsoft publishes it ([MS-CFB]), and
no chain of sectors is followed further than there are sectors. A container written here says no
sizes but its own: a reader that sets memory aside for those that a file claims ends the process.
"""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence

START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SECTOR_SIZES = (512, 4096)
FREE = 0xFFFFFFFA
"""Sector numbers from here on are none: free, the end of a chain, or part of the table itself."""
OF_TABLE, LAST, UNUSED = 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFF
HEADS = 109
"""Sectors of the table that the header itself names: enough for 450 MB of large sectors."""
NAMES = ("Workbook", "Book")
"""The stream, as it is called since 1997 and before."""


class UnknownLayout(Exception):  # noqa: N818 - said, not shown
    """The bytes are not laid out as those of a workbook are."""


def taken_out(data: bytes) -> bytes:
    """The stream of the workbook; raises UnknownLayout where there is none."""
    try:
        return _taken_out(data)
    except (struct.error, IndexError, KeyError, ValueError) as error:
        raise UnknownLayout from error


def _taken_out(data: bytes) -> bytes:
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in SECTOR_SIZES:
        raise UnknownLayout
    count, folder, _, cutoff, small, _, more = struct.unpack_from("<7I", data, 44)
    needed = min(count, len(data) // size // (size // 4) + 1)
    heads = list(struct.unpack_from(f"<{HEADS}I", data, 76))
    while len(heads) < needed:
        *found, more = struct.unpack_from(f"<{size // 4}I", data, (more + 1) * size)
        heads += found
    table = array("I")
    for place in heads[:needed]:
        table.frombytes(data[(place + 1) * size : (place + 2) * size])
    sectors = memoryview(data)[size:]
    entries = _entries(_chain(sectors, folder, table, size))
    start, length = entries.get(NAMES[0]) or entries[NAMES[1]]
    if length >= cutoff:
        return _chain(sectors, start, table, size)[:length]
    pieces = array("I", _chain(sectors, small, table, size))
    inner = memoryview(_chain(sectors, entries["Root Entry"][0], table, size))
    return _chain(inner, start, pieces, 64)[:length]


def _entries(folder: bytes) -> dict[str, tuple[int, int]]:
    """Name of each stream -> its first sector and its length."""
    found: dict[str, tuple[int, int]] = {}
    for at in range(0, len(folder) - 127, 128):
        name = folder[at : at + 64].decode("utf-16-le").partition("\0")[0]
        start, length = struct.unpack_from("<II", folder, at + 116)
        found[name] = start, length
    return found


def _chain(sectors: memoryview, first: int, table: Sequence[int], size: int) -> bytes:
    """The sectors from the first on, each leading to the next."""
    parts: list[memoryview] = []
    while first < FREE:
        if len(parts) > len(table):
            raise UnknownLayout
        parts.append(sectors[first * size : (first + 1) * size])
        first = table[first]
    return b"".join(parts)


def put_in(stream: bytes) -> bytes:
    """A container that holds the stream of a workbook and nothing else."""
    size = SECTOR_SIZES[1]
    length = max(len(stream), size)
    count = -(-length // size)
    tables = (count + 2) // (size // 4 - 1) + 1
    following = [*range(1, count), LAST, LAST, LAST, *[OF_TABLE] * tables]
    folder = _entry("Root Entry", 5, count, 64) + _entry(NAMES[0], 2, 0, length)
    numbers = (1, tables, count + 1, 0, size, LAST, 0, LAST, 0)
    heads = [*range(count + 2, count + 2 + tables), *[UNUSED] * (HEADS - tables)]
    header = START + bytes(16) + struct.pack("<5H6x9I", 0x3E, 4, 0xFFFE, 12, 6, *numbers)
    return b"".join(
        (
            (header + struct.pack(f"<{HEADS}I", *heads)).ljust(size, b"\0"),
            stream.ljust((count + 1) * size, b"\0"),
            folder.ljust(size, b"\0"),
            struct.pack(f"<{len(following)}I", *following).ljust(tables * size, b"\xff"),
        )
    )


def _entry(name: str, kind: int, start: int, length: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = struct.pack("<64sHBB3I", written, len(written), kind, 1, UNUSED, UNUSED, UNUSED)
    return head.ljust(116, b"\0") + struct.pack("<IQ", start, length)
