"""A workbook's parts out of its zip archive, never more of them than was allowed.

Assumes nothing about the archive: sizes are looked at before anything is read, a part is never
read beyond the size it declares, and what is handed on is written anew from what was read, so
that a part cannot turn out larger afterwards.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from dataclasses import dataclass

UNPACKED_LIMIT = 200_000_000
"""Bytes that the parts of a workbook may take up together: a thousand times those of a return."""
PARTS_LIMIT = 5_000
DIRECTORY_LIMIT = 2_000_000
"""Bytes of an archive's own list of parts: reading one of a million entries takes minutes."""
PIECE = 1_000_000
TAIL = 66_000
"""The last bytes of an archive, in which the size of that list stands: a comment may follow."""
DIRECTORY_SIZES = ((b"PK\x05\x06", 12, 4), (b"PK\x06\x06", 40, 8))
"""Mark of a record at the end of an archive, and where in it the size of the list stands."""
UNKNOWN_SIZE = 0xFFFFFFFF
"""Says that the size stands in the other, newer record."""
NEEDED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:_rels/)?workbook\.xml(?:\.rels)?"
    r"|xl/sharedStrings\.xml|xl/styles\.xml"
    r"|xl/(?:worksheets|macrosheets|chartsheets|dialogsheets)/(?:_rels/)?[^/]+\.xml(?:\.rels)?"
    r"|xl/tables/[^/]+\.xml",
    re.IGNORECASE,
)
"""The parts that cells are read from; pictures, macros and links are left in the archive."""


class ArchiveRefused(Exception):  # noqa: N818 - said, not shown
    """Why an archive is not read, in words for the sender."""


class WorkbookLocked(ArchiveRefused):
    """The workbook cannot be read without its password."""


class WorkbookTooLarge(ArchiveRefused):
    """The workbook holds more than is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The parts of a workbook that hold cells, and what else was in the archive."""

    parts: dict[str, bytes]
    has_macros: bool
    has_links: bool

    def repacked(self) -> io.BytesIO:
        """The parts alone, as an archive that is no larger than what was read."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
            for name, data in self.parts.items():
                archive.writestr(name, data)
        out.seek(0)
        return out


def open_archive(data: bytes) -> Archive:
    """The parts of an .xlsx or .xlsm; raises ArchiveRefused with the reason."""
    _refuse_endless_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            names = [member.filename.replace("\\", "/") for member in members]
            _refuse_what_is_no_workbook(names)
            needed = [m for m, n in zip(members, names, strict=True) if NEEDED.fullmatch(n)]
            _refuse_too_large(needed)
            parts = {m.filename.replace("\\", "/"): _read(archive, m) for m in needed}
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError) as error:
        message = "the workbook is damaged: open it in Excel and save it anew"
        raise ArchiveRefused(message) from error
    except (NotImplementedError, RuntimeError) as error:
        message = "the archive is locked or packed in an unusual way: save it anew as .xlsx"
        raise ArchiveRefused(message) from error
    lower = [name.lower() for name in names]
    return Archive(
        parts=parts,
        has_macros=any("vbaproject" in name or "/macrosheets/" in name for name in lower),
        has_links=any(name.startswith("xl/externallinks/") for name in lower),
    )


def _refuse_endless_directory(data: bytes) -> None:
    """Before the list of parts is read: whatever could be taken for its size must be small."""
    tail = data[-TAIL:]
    for mark, offset, width in DIRECTORY_SIZES:
        for found in re.finditer(re.escape(mark), tail):
            start = found.start() + offset
            size = int.from_bytes(tail[start : start + width], "little")
            if size > DIRECTORY_LIMIT and size != UNKNOWN_SIZE:
                raise WorkbookTooLarge(
                    f"the workbook lists parts over {size / 1e6:,.0f} MB: it is no workbook that "
                    "a spreadsheet wrote, save it anew"
                )


def _read(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    """A part in pieces: read at once, one that lies about its size would be unpacked whole."""
    with archive.open(member) as part:
        return b"".join(iter(lambda: part.read(PIECE), b""))


def _refuse_what_is_no_workbook(names: list[str]) -> None:
    lower = {name.lower() for name in names}
    if "xl/workbook.xml" in lower:
        return
    if "xl/workbook.bin" in lower:
        raise ArchiveRefused("this is a binary workbook (.xlsb): save it as .xlsx or CSV")
    if "content.xml" in lower and "mimetype" in lower:
        raise ArchiveRefused("this is an OpenDocument file: save it as Excel (.xlsx) or CSV")
    if any(name.startswith("word/") for name in lower):
        raise ArchiveRefused("this is a Word document: put the table into a workbook or a CSV")
    raise ArchiveRefused("this is an archive and no workbook: send the workbook or CSV inside it")


def _refuse_too_large(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED_LIMIT or len(members) > PARTS_LIMIT:
        raise WorkbookTooLarge(
            f"the workbook unpacks to {unpacked / 1e6:,.0f} MB in {len(members):,} parts, "
            f"{UNPACKED_LIMIT // 1_000_000} MB are read: split it by period"
        )
