"""The worksheets of a workbook as grids of cells, read in bounded time and memory.

Assumes the sizes of `archive` and `sheet_xml`: a grid is laid out in full, so that one cell in
the last corner of a worksheet would fill the memory; it is refused before it is laid out.
"""

from __future__ import annotations

import datetime as dt
import html
import io
import posixpath
import re
from dataclasses import dataclass, field

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from cjdata.returns.archive import (
    Archive,
    ArchiveRefused,
    WorkbookLocked,
    WorkbookTooLarge,
    open_archive,
)
from cjdata.returns.containers import UnknownLayout
from cjdata.returns.decoding import ARCHIVE_START
from cjdata.returns.old_workbooks import open_old
from cjdata.returns.sheet_xml import (
    Place,
    Scan,
    UnusualMarkup,
    percent_styles,
    scan,
    string_lengths,
)
from cjdata.returns.texts import number_text

ROW_LIMIT = 300_000
CELL_LIMIT = 6_000_000
"""Cells of all worksheets of a workbook together, blank ones within their tables included."""
TAG_LIMIT = 6_000_000
"""Cells that are written down at all, those without content included."""
STRING_LIMIT = 1_000_000
LETTER_LIMIT = 150_000_000
"""Bytes of text of all cells together: one long text may be shown by a million of them."""
MERGED_LIMIT = 1_000_000
"""Rows that merged cells may span together: more than there are means that they overlap."""
SHEET_LIMIT = 200
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
DAMAGED = "the workbook is damaged and cannot be read: open it in Excel and save it anew"
CLAIM = re.compile(rb"[cC]ount\s*=\s*[\"'][\s+0]*[0-9]{8}")
"""Eight digits of texts: memory is set aside for as many, and for want of it the process ends."""
UNUSUAL = "the workbook is written in an unusual way: open it in Excel and save it anew"
RELATION = re.compile(rb"<(?:\w+:)?Relationship(?=[\s/>])([^<>]*)>")
SHEET = re.compile(rb"<(?:\w+:)?sheet(?=[\s/>])([^<>]*)>")
ATTRIBUTE = re.compile(rb"(?<![\w:])([\w:]{1,80})\s*=\s*[\"']([^\"']*)[\"']")

Cell = int | float | str | bool | dt.time | dt.date | dt.datetime | dt.timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """One worksheet: its cells from A1 on, and what they do not say themselves."""

    name: str
    hidden: bool
    rows: list[list[Cell]]
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    seen: Scan = field(default_factory=Scan)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbook:
    """All worksheets in their order, and what stands beside them."""

    grids: list[Grid]
    has_macros: bool
    has_links: bool


def read_workbook(data: bytes) -> Workbook:
    """All worksheets of a workbook; raises ArchiveRefused with the reason."""
    if not data.startswith(ARCHIVE_START):
        return _old_workbook(data)
    archive = open_archive(data)
    scans = _scans(archive)
    book = _opened(archive.repacked())
    return Workbook(
        grids=_grids(book, scans), has_macros=archive.has_macros, has_links=archive.has_links
    )


def _old_workbook(data: bytes) -> Workbook:
    """An .xls: at most 65,536 rows of 256 cells by its format."""
    if ENCRYPTED in data:
        raise WorkbookLocked("the workbook is locked with a password: take the password off")
    try:
        old = open_old(data)
    except UnknownLayout as error:
        raise ArchiveRefused(DAMAGED) from error
    for name, seen in old.scans.items():
        _refuse_too_large(name, seen.rows, seen.columns)
    _refuse_too_many(sum(seen.rows * seen.columns for seen in old.scans.values()))
    grids = _grids(_opened(old.file), old.scans)
    return Workbook(grids=grids, has_macros=OLD_MACROS in data, has_links=False)


def _opened(file: io.BytesIO) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(file)
    except PasswordError as error:
        message = "the workbook is locked with a password: take the password off"
        raise WorkbookLocked(message) from error
    except (CalamineError, OSError, ValueError) as error:
        raise ArchiveRefused(DAMAGED) from error
    except BaseException as error:
        raise _unless_panic(error) from error


def _unless_panic(error: BaseException) -> BaseException:
    """A panic of the reader is a damaged file; an interruption by the user stays one."""
    return ArchiveRefused(DAMAGED) if type(error).__name__ == "PanicException" else error


def _grids(book: CalamineWorkbook, scans: dict[str, Scan]) -> list[Grid]:
    sheets = [s for s in book.sheets_metadata if s.typ is SheetTypeEnum.WorkSheet]
    if len(sheets) > SHEET_LIMIT:
        raise WorkbookTooLarge(f"the workbook has {len(sheets):,} sheets, {SHEET_LIMIT} are read")
    grids: list[Grid] = []
    cells = 0
    for s in sheets:
        hidden = s.visible is not SheetVisibleEnum.Visible
        if s.name not in scans:
            raise ArchiveRefused(UNUSUAL)
        grids.append(_grid(book, s.name, hidden, scans[s.name]))
        cells += sum(map(len, grids[-1].rows))
        _refuse_too_many(cells)
    return grids


def _grid(book: CalamineWorkbook, name: str, hidden: bool, seen: Scan) -> Grid:
    try:
        sheet = book.get_sheet_by_name(name)
        _refuse_too_large(name, sheet.total_height, sheet.total_width)
        rows = sheet.to_python(skip_empty_area=False)
        merged = _within(sheet.merged_cell_ranges or [], len(rows))
    except (CalamineError, OSError, ValueError) as error:
        raise ArchiveRefused(DAMAGED) from error
    except ArchiveRefused:
        raise
    except BaseException as error:
        raise _unless_panic(error) from error
    return Grid(name=name, hidden=hidden, rows=rows, merged=merged, seen=seen)


def _refuse_too_large(name: str, rows: int, columns: int) -> None:
    if rows > ROW_LIMIT or rows * columns > CELL_LIMIT:
        raise WorkbookTooLarge(
            f"the sheet '{name[:40]}' reaches down to row {rows:,} or further over {columns:,} "
            f"columns, {ROW_LIMIT:,} rows are read: split it by period, or clear what stands "
            "far outside the table"
        )


def _within(merged: list[tuple[Place, Place]], rows: int) -> list[tuple[Place, Place]]:
    """Merged areas as far as rows are; raises where they span more rows than there can be."""
    clipped = [(first, (min(last[0], rows - 1), last[1])) for first, last in merged]
    if sum(last[0] - first[0] + 1 for first, last in clipped) > MERGED_LIMIT:
        raise WorkbookTooLarge("the workbook has merged cells without end: take them apart")
    return clipped


def _refuse_too_many(cells: int) -> None:
    if cells > CELL_LIMIT:
        raise WorkbookTooLarge(
            f"the sheets of the workbook span {cells:,} cells or more, {CELL_LIMIT:,} are read: "
            "split it by period"
        )


def _scans(archive: Archive) -> dict[str, Scan]:
    """What each worksheet's text says, by name; raises where one reaches too far.

    Every part is looked at, as any of them may be named as a worksheet.
    """
    found: dict[str, Scan] = {}
    paths, names = _paths(archive), _names(archive)
    known = {paths.get(path, "").lower(): name for name, path in names.items()}
    strings, styles = _shared(archive)
    _refuse_endless(archive)
    cells = letters = 0
    for part, text in archive.parts.items():
        if not part.lower().endswith(".xml") or part.startswith("["):
            continue
        name = known.get(part.lower(), part)
        try:
            seen = scan(text, strings=strings, percent_styles=styles, row_limit=ROW_LIMIT)
        except UnusualMarkup as error:
            raise ArchiveRefused(UNUSUAL) from error
        found[name] = seen
        _refuse_too_large(name, seen.rows, seen.columns)
        cells, letters = cells + seen.rows * seen.columns, letters + seen.letters
        _refuse_too_many(cells)
        if letters > LETTER_LIMIT:
            raise WorkbookTooLarge("the cells of the workbook hold text without end: shorten it")
    return found


def _refuse_endless(archive: Archive) -> None:
    """Before cells are looked at one by one: counting tags takes no time."""
    parts = archive.parts.values()
    tags = sum(text.count(b"<c ") + text.count(b"<c>") + text.count(b"<c/") for text in parts)
    tags += sum(text.count(b":c ") + text.count(b":c>") + text.count(b":c/") for text in parts)
    if tags > TAG_LIMIT:
        raise WorkbookTooLarge(
            f"the workbook has {tags:,} cells, {TAG_LIMIT:,} are looked at: clear the formats of "
            "what stands far outside the table"
        )


def _shared(archive: Archive) -> tuple[list[int], frozenset[int]]:
    """Lengths of the shared strings, and the formats that show percentages."""
    parts = {name.lower(): text for name, text in archive.parts.items()}
    strings = parts.get("xl/sharedstrings.xml", b"")
    if strings.count(b"<si") + strings.count(b":si") > STRING_LIMIT:
        raise WorkbookTooLarge("the workbook holds texts without end: split it by period")
    if CLAIM.search(strings):
        message = "the workbook claims more texts than it can hold: open it in Excel, save it anew"
        raise ArchiveRefused(message)
    if b"<!" in strings:
        raise ArchiveRefused(UNUSUAL)
    return string_lengths(strings), percent_styles(parts.get("xl/styles.xml", b""))


def _names(archive: Archive) -> dict[str, bytes]:
    """Name of each sheet -> the identifier of its relation."""
    text = next((d for n, d in archive.parts.items() if n.lower() == "xl/workbook.xml"), b"")
    found = {}
    for tag in SHEET.finditer(text):
        given = dict(ATTRIBUTE.findall(tag[1]))
        target = next((v for k, v in given.items() if k.endswith(b":id")), b"")
        found[html.unescape(given.get(b"name", b"").decode("utf-8", "replace"))] = target
    return found


def _paths(archive: Archive) -> dict[bytes, str]:
    """Identifier of a relation -> the part that it leads to."""
    name = "xl/_rels/workbook.xml.rels"
    text = next((d for n, d in archive.parts.items() if n.lower() == name), b"")
    found = {}
    for tag in RELATION.finditer(text):
        given = dict(ATTRIBUTE.findall(tag[1]))
        target = given.get(b"Target", b"").decode("utf-8", "replace")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        found[given.get(b"Id", b"")] = posixpath.normpath(path)
    return found


def cell_text(cell: Cell, *, is_period: bool) -> str:
    """A cell as a text file would have it; a date where a period is asked for is its month."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, (int, float)):
        # Fifteen digits are what a spreadsheet shows: the rest is what a formula left over.
        finite = cell == cell and abs(cell) != float("inf")
        return number_text(float(f"{cell:.15g}")) if finite else str(cell)
    if isinstance(cell, (dt.datetime, dt.date)):
        day = cell.date() if isinstance(cell, dt.datetime) else cell
        return f"{day:%Y-%m}" if is_period else day.isoformat()
    return str(cell)
