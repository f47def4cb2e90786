"""Workbooks as another program reads them: values by calamine, formats by the file's own text."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from python_calamine import CalamineWorkbook

SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheets(data: bytes) -> dict[str, list[list[Any]]]:
    """Each worksheet as rows of typed cells."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def cover(data: bytes) -> dict[str, Any]:
    """The cover's labels and what stands beside them."""
    rows = next(iter(sheets(data).values()))
    return {str(row[0]): row[1] for row in rows if len(row) > 1 and row[0]}


def part(data: bytes, name: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ElementTree.fromstring(archive.read(name))


def number_format(data: bytes, cell: str, sheet: int = 2) -> str:
    """The number format of a cell, as the file's styles have it."""
    styles = part(data, "xl/styles.xml")
    own = {f.get("numFmtId"): f.get("formatCode") for f in styles.iter(f"{SPACE}numFmt")}
    formats = styles.find(f"{SPACE}cellXfs")
    assert formats is not None
    (found,) = (
        c
        for c in part(data, f"xl/worksheets/sheet{sheet}.xml").iter(f"{SPACE}c")
        if c.get("r") == cell
    )
    identifier = list(formats)[int(found.get("s", "0"))].get("numFmtId")
    return own.get(identifier) or {"0": "General", "3": "#,##0", "9": "0%"}[str(identifier)]


def formulas(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [n for n in archive.namelist() if re.fullmatch(r"xl/worksheets/.*\.xml", n)]
        return sum(archive.read(name).count(b"<f") for name in parts)
