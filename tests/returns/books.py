"""Small workbooks made in memory, and ways to spoil them, for the tests of returns."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import xlsxwriter

HEADING = ["unit", "period", "component", "value", "court_tier", "court", "reason", "note"]
GOOD = [["lambeth", "2003-10", "sites", 4], ["croydon", "2003-10", "sites", 3]]


def book(
    *sheets: Sequence[Sequence[object]], spoil: Callable[[object, list[object]], None] | None = None
) -> bytes:
    """A workbook with a sheet for each table; `spoil` is given the workbook and its sheets."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True})
    pages = []
    for number, rows in enumerate(sheets, start=1):
        page = made.add_worksheet(f"Sheet{number}")
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
        pages.append(page)
    if spoil is not None:
        spoil(made, pages)
    made.close()
    return out.getvalue()


def edited(
    data: bytes, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes] = {}
) -> bytes:
    """The workbook with some of its parts changed or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.infolist():
            change = changes.get(member.filename, lambda part: part)
            new.writestr(member.filename, change(old.read(member)))
        for name, part in more.items():
            new.writestr(name, part)
    return out.getvalue()
