"""Workbooks spoilt by another hand: what they look like is what is read, and none takes the memory
or the time."""

from __future__ import annotations

import datetime as dt
import io
import re
import time
import tracemalloc
import zipfile

import pytest
import xlsxwriter

from cjdata.returns import archive, grids
from cjdata.returns.sheet_xml import percent_styles, scan
from tests.returns.books import GOOD, HEADING, book, edited
from tests.returns.world import checked

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
END = b"</sheetData>"
SOON = 20.0
"""Seconds on a machine that does much else; what these tests guard against takes hours."""


def rules(data: bytes) -> list[tuple[str | None, str]]:
    return [(f.column, f.rule) for f in checked(data).faults]


def added(rows: bytes, after: bytes = b"") -> bytes:
    """A good workbook with more XML at the end of its table."""
    return edited(
        book([HEADING, *GOOD]), {SHEET: lambda text: text.replace(END, rows + END + after)}
    )


def test_a_mac_calendar_and_dates_as_text_of_the_file_are_dates():
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out, {"in_memory": True, "date_1904": True})
    page = made.add_worksheet()
    for place, row in enumerate([HEADING, *GOOD]):
        page.write_row(place, 0, row)
    form = made.add_format({"num_format": "mmm-yy"})
    page.write_datetime(1, 1, dt.datetime(2003, 10, 1), form)
    made.close()
    mac = out.getvalue()
    with zipfile.ZipFile(io.BytesIO(mac)) as whole:
        assert b'date1904="1"' in whole.read("xl/workbook.xml")
    cell = rb'<c r="B2" t="s"><v>\d+</v></c>'
    iso = b'<c r="B2" t="d"><v>2003-10-01T00:00:00</v></c>'
    written = edited(book([HEADING, *GOOD]), {SHEET: lambda text: re.sub(cell, iso, text)})
    for data in (mac, written):
        result = checked(data)
        assert (result.faults, result.rows["period"].tolist()) == ((), ["2003-10", "2003-10"])


def test_parts_may_begin_with_the_mark_of_their_encoding():
    parts = ("xl/workbook.xml", SHEET, STRINGS, "xl/styles.xml", "xl/_rels/workbook.xml.rels")
    marked = edited(
        book([HEADING, *GOOD]), dict.fromkeys(parts, lambda text: b"\xef\xbb\xbf" + text)
    )
    assert checked(marked).faults == ()


def test_a_strict_workbook_is_a_workbook():
    ours, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"

    def change(text: bytes) -> bytes:
        plain = text.replace(ours + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main")
        old = ours + b"officeDocument/2006/relationships"
        return plain.replace(old, strict + b"officeDocument/relationships")

    parts = ("xl/workbook.xml", SHEET, STRINGS, "xl/styles.xml", "xl/_rels/workbook.xml.rels")
    data = edited(book([HEADING, *GOOD]), dict.fromkeys((*parts, "_rels/.rels"), change))
    assert checked(data).faults == ()


@pytest.mark.parametrize("shown", ["0%", "0.0%", '#,##0.00" "%', "[Red]0.0%"])
def test_a_number_shown_as_a_percentage_is_not_read_as_its_fraction(shown: str):
    def spoil(made, pages):
        pages[0].write_number(1, 3, 0.756, made.add_format({"num_format": shown}))

    (fault,) = checked(book([HEADING, *GOOD], spoil=spoil)).faults
    assert (fault.column, fault.value, fault.rule) == ("value (D2)", "75.6%", "not-a-number")
    assert "write the number alone" in fault.message


@pytest.mark.parametrize("shown", ['0"%"', "0\\%", "#,##0"])
def test_a_percent_sign_that_multiplies_nothing_is_only_a_sign(shown: str):
    def spoil(made, pages):
        pages[0].write_number(1, 3, 4, made.add_format({"num_format": shown}))

    result = checked(book([HEADING, *GOOD], spoil=spoil))
    assert (result.faults, result.rows["value"].tolist()) == ((), [4.0, 3.0])


def test_formats_of_percentages_are_found_in_the_styles():
    styles = b"""<numFmts><numFmt numFmtId="164" formatCode="0.0%"/>
    <numFmt formatCode='0"%"' numFmtId='165'/></numFmts><cellStyleXfs><xf numFmtId="9"/>
    </cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/>
    <xf numFmtId="10"/></cellXfs>"""
    assert percent_styles(styles) == {1, 3}


def test_hidden_columns_are_read_and_named():
    def spoil(made, pages):
        pages[0].set_column("D:E", None, None, {"hidden": True})

    result = checked(book([HEADING, *GOOD], spoil=spoil))
    assert [(f.column, f.rule) for f in result.faults] == [
        ("value (D)", "hidden-columns"),
        ("court_tier (E)", "hidden-columns"),
    ]
    assert result.accepted
    assert len(result.rows) == 2


def test_a_heading_repeated_for_the_print_is_passed_over():
    result = checked(book([HEADING, GOOD[0], ["Unit", *HEADING[1:]], GOOD[1]]))
    assert (result.faults, result.rows["line"].tolist()) == ((), [2, 4])


def test_a_line_of_text_below_the_table_is_named_once():
    data = book([HEADING, *GOOD, [], ["Prepared by J. Smith"]])
    assert rules(data) == [("A5", "beside-the-table")]
    assert checked(data).accepted


def test_a_row_that_names_what_is_counted_and_gives_no_figure_is_no_line_of_text():
    assert rules(book([HEADING, *GOOD, ["", "", "sites"]])) == [
        ("unit (A4)", "blank-cell"), ("period (B4)", "blank-cell"), ("value (D4)", "blank-value"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"<html><table><tr><td>unit</td></tr></table></html>",
        b"\xef\xbb\xbf\r\n<!DOCTYPE html><p>unit</p>",
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook></Workbook>',
        "<html><table>".encode("utf-16"),
    ],
)
def test_a_web_page_called_xls_is_told_for_what_it_is(data: bytes):
    (fault,) = checked(data).faults
    assert fault.rule == "excel-workbook"
    assert "web page" in fault.message


HUGE = {
    "cells that never end": added(b'<row r="9">' + b'<c r="A9"><v>1</v>' * 200_000 + b"</row>"),
    "quotes that never end": added(b"<c 'x\" " * 200_000),
    "cells without number": added(b"<row>" + b"<c/>" * 200_000 + b"</row>"),
    "a tag of one word": edited(
        book([HEADING, *GOOD]),
        {"xl/workbook.xml": lambda t: t.replace(b"<sheets>", b"<sheets><sheet " + b"a" * 10**6)},
    ),
    "tags in tags": edited(
        book([HEADING, *GOOD]),
        {"xl/workbook.xml": lambda t: t.replace(b"<sheets>", b"<sheets>" + b"<sheet " * 200_000)},
    ),
    "merged cells that overlap": added(
        b"", b"<mergeCells>" + b'<mergeCell ref="A2:A1048576"/>' * 20_000 + b"</mergeCells>"
    ),
    "errors": added(
        b"".join(
            b'<row r="%d"><c r="I%d" t="e"><v>#N/A</v></c></row>' % (n, n) for n in range(9, 9000)
        )
    ),
}


@pytest.mark.parametrize("name", HUGE)
def test_no_text_of_a_sheet_takes_more_than_its_length_in_time(name: str):
    began = time.perf_counter()
    checked(HUGE[name])
    assert time.perf_counter() - began < SOON


def test_a_heading_of_endless_separators_takes_no_time():
    data = b"unit,period,component,value" + b"," * 300_000 + b"\nlambeth,2003-10,sites,4\n"
    begin = time.perf_counter()
    assert checked(data).accepted
    assert time.perf_counter() - begin < SOON


def test_one_long_text_in_a_million_cells_does_not_fill_the_memory():
    """One kilobyte of file a cell, a terabyte in memory."""
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n)
                    for n in range(10, 2_000))  # fmt: skip
    data = edited(
        added(rows),
        {STRINGS: lambda text: text.replace(b"<t>", b"<t>" + b"x" * 100_000, 1)},
    )
    tracemalloc.start()
    (fault,) = checked(data).faults
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.rule, "text without end" in fault.message) == ("file-too-large", True)
    assert peak < 20_000_000


@pytest.mark.parametrize("claim", [b'"4294967295"', b"' 0099999999'"])
def test_texts_that_a_workbook_only_claims_set_no_memory_aside(claim: bytes):
    """It would be 100 GB, for want of which the whole server ends."""
    count = re.compile(rb'uniqueCount="\d+"')
    made = edited(
        book([HEADING, *GOOD]), {STRINGS: lambda t: count.sub(b"uniqueCount=" + claim, t)}
    )
    (fault,) = checked(made).faults
    assert (fault.rule, "more texts than it can hold" in fault.message) == ("excel-workbook", True)


CELL = b'<c r="D2"><v>4</v></c>'
READ_OTHERWISE = [
    b'<c foo=">" r="D2"><v>4</v></c>', b"<c foo='>' r='D2'><v>4</v></c>",
    b'<c a=\'"\' foo=">" r="D2"><v>4</v></c>', b'<c foo="<" r="D2"><v>4</v></c>',
    b'<c r="D2" r="D9"><v>4</v></c>', b'<c r="D20000000002"><v>4</v></c>',
    b'<c r="D2"><v>4<!-- -->5</v></c>', b'<c r="D2"><v><![CDATA[4]]></v></c>',
    b'<!-- <c r="A1"/> --><c r="D2"><v>4</v></c>', b'<c r="D2"><?x 1?><v>4</v></c>',
]  # fmt: skip


@pytest.mark.parametrize("cell", READ_OTHERWISE)
def test_a_cell_that_others_may_read_otherwise_is_not_read(cell: bytes):
    """A place that the look at sizes misses could be the last corner, and end the whole server."""
    data = edited(book([HEADING, *GOOD]), {SHEET: lambda text: text.replace(CELL, cell)})
    (fault,) = checked(data).faults
    assert (fault.rule, "unusual way" in fault.message) == ("excel-workbook", True)


@pytest.mark.parametrize("cell", [b'<c x:r="Z9" r="D2" b="it\'s"><v>4</v></c>', CELL])
def test_other_attributes_of_a_cell_do_no_harm(cell: bytes):
    data = edited(book([HEADING, *GOOD]), {SHEET: lambda text: text.replace(CELL, cell)})
    assert checked(data).faults == ()


def test_the_sheets_of_a_workbook_share_its_limit():
    corner = b'<row r="150000"><c r="J150000"><v>1</v></c></row>'
    sheets = [f"xl/worksheets/sheet{n}.xml" for n in range(2, 8)]
    data = edited(
        book([HEADING, *GOOD], *[[["a"]] for _ in sheets]),
        dict.fromkeys(sheets, lambda text: text.replace(END, corner + END)),
    )
    (fault,) = checked(data).faults
    assert (fault.rule, "6,000,000 are read" in fault.message) == ("file-too-large", True)


def test_a_part_elsewhere_that_is_named_as_a_sheet_is_looked_at_too():
    def corner(text: bytes) -> bytes:
        return text.replace(END, b'<row r="900000"><c r="A900000"><v>1</v></c></row>' + END)

    with zipfile.ZipFile(io.BytesIO(book([HEADING, *GOOD]))) as whole:
        sheet = corner(whole.read(SHEET))
    data = edited(
        book([HEADING, *GOOD]),
        {"xl/_rels/workbook.xml.rels": lambda t: t.replace(b"worksheets/sheet1", b"tables/t")},
        {"xl/tables/t.xml": sheet},
    )
    assert [f.rule for f in checked(data).faults] == ["file-too-large"]


def test_no_cell_beyond_the_last_row_that_is_read_is_looked_at():
    rows = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 50))
    assert (scan(rows).rows, scan(rows).letters) == (49, 49 * 8)
    told_by_its_end = scan(rows, row_limit=9)
    assert (told_by_its_end.rows, told_by_its_end.columns, told_by_its_end.letters) == (49, 1, 0)
    assert scan(rows, row_limit=49).letters == 49 * 8
    nameless = b"<row><c><v>1</v></c></row>" * 49
    assert scan(nameless, row_limit=9).rows == 10
    unsorted = rows + b'<row r="2"><c r="B2"><v>1</v></c></row>'
    assert scan(unsorted, row_limit=9).rows == 10


def test_an_archive_of_endless_parts_is_refused_before_they_are_listed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for n in range(archive.DIRECTORY_LIMIT // 46 // 10):
            made.writestr(f"{n:0500}", b"")
    data = out.getvalue()
    tracemalloc.start()
    (fault,) = checked(data).faults
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.rule, "lists parts over" in fault.message) == ("file-too-large", True)
    assert peak < 2_000_000


def test_styled_but_empty_cells_down_to_the_last_row_cost_little():
    corner = b'<row r="1048576"><c r="A1048576" s="0"/><c r="XFD1048576" s="0"/></row>'
    assert checked(added(corner)).faults == ()
    found = scan(b'<row r="5"><c r="B5" s="1"/><c r="C5"><v>2</v></c></row>')
    assert (found.rows, found.columns, found.letters) == (5, 3, len(b"<v>2</v>"))
    assert grids.TAG_LIMIT > 1_048_576 * 5
