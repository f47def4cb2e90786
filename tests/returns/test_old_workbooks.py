"""An .xls says the same as an .xlsx does, and nothing in it ends the program that reads it."""

from __future__ import annotations

import struct

import pytest

from cjdata.returns.containers import taken_out
from cjdata.returns.old_workbooks import open_old
from tests.returns.books import GOOD, HEADING, book
from tests.returns.old_books import old_book
from tests.returns.world import checked

TABLE = [HEADING, *GOOD]


def test_an_old_workbook_reads_as_a_new_one_does():
    old, new = checked(old_book(TABLE)), checked(book(TABLE))
    assert old.faults == ()
    assert old.rows.equals(new.rows)


def test_percentages_errors_and_hidden_rows_are_named_at_their_cells():
    rows = [*TABLE, ["lambeth", "2003-10", "lawyer_hours", 0.756]]
    found = checked(
        old_book(rows, percents=[(3, 3)], errors={(1, 3): 0x17}, hidden_rows=[2])
    ).faults
    assert [(f.column, f.value, f.rule) for f in found] == [
        ("value (D2)", "#REF!", "error-in-cell"),
        (None, None, "hidden-rows"),
        ("value (D4)", "75.6%", "not-a-number"),
    ]


@pytest.mark.parametrize("extent", [(0, 0xFFFFFFFF, 0, 5), (4096, 2, 0, 5), (0, 2, 0xFEFF, 5)])
def test_the_extent_that_a_sheet_claims_is_not_handed_on(extent):
    """A reader sets memory aside for it: 800 GB would end the whole server."""
    data = old_book(TABLE, extent=extent)
    claim = struct.pack("<2I2H", *extent)
    assert claim in taken_out(data)
    assert claim not in taken_out(open_old(data).file.getvalue())
    assert checked(data).faults == ()


@pytest.mark.parametrize("place", [44, 48, 68, 76])
@pytest.mark.parametrize("number", [0, 7, 0x0FFFFFFF, 0xFFFFFFFF])
def test_a_container_that_lies_is_read_or_refused(place, number):
    data = bytearray(old_book(TABLE))
    data[place : place + 4] = struct.pack("<I", number)
    assert {f.rule for f in checked(bytes(data)).faults} <= {"excel-workbook"}


def test_sectors_that_lead_in_a_circle_are_a_damaged_workbook():
    data = old_book(TABLE)
    at = data.rindex(struct.pack("<3I", 1, 2, 3))
    (fault,) = checked(data[: at + 8] + bytes(4) + data[at + 12 :]).faults
    assert fault.rule == "excel-workbook"


def test_a_cell_in_the_last_corner_of_an_old_sheet_does_not_fill_the_memory():
    cell = struct.pack("<3H", 1, 3, 0) + struct.pack("<d", 4)
    corner = struct.pack("<3H", 65535, 255, 0) + struct.pack("<d", 4)
    (fault,) = checked(old_book(TABLE).replace(cell, corner)).faults
    assert fault.rule == "file-too-large"
