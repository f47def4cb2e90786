"""Workbooks: the same rows as a text file, faults at sheet and cell, and bad ones refused soon."""

from __future__ import annotations

import datetime as dt
import functools
import io
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from cjdata.returns import archive as archives
from cjdata.returns import grids
from cjdata.returns.readers import read
from cjdata.returns.sheet_xml import column_letters, column_number, scan
from tests.returns.books import GOOD, HEADING, book, edited
from tests.returns.world import checked, file_of

SHEET = "xl/worksheets/sheet1.xml"


def placed(data: bytes) -> list[tuple[str | None, int | None, str | None, str]]:
    """Where each fault stands, and its rule."""
    return [(f.sheet, f.row, f.column, f.rule) for f in checked(data).faults]


def test_a_workbook_reads_as_the_same_table_in_text_does():
    rows = [["Lambeth", "2003-10", "Trials listed", 40.0, "", "", "", "a note"], *GOOD]
    in_text = file_of(*(",".join(str(cell).removesuffix(".0") for cell in row) for row in rows))
    found, same = checked(book([HEADING, *rows])), checked(in_text)
    assert found.faults == ()
    assert found.rows.to_dict("list") == same.rows.to_dict("list")


def test_a_table_may_begin_below_a_title_and_away_from_the_edge():
    rows = [["", "Return of October"], [], ["", *HEADING[:4]], ["", *GOOD[0]], ["", *GOOD[1]]]
    result = checked(book(rows))
    assert result.faults == ()
    assert result.rows["line"].tolist() == [4, 5]
    rows[4][1] = "croydn"
    assert placed(book(rows)) == [("Sheet1", 5, "unit (B5)", "unknown-unit")]


def test_a_date_as_period_is_its_month_and_a_number_a_number():
    def dates(made, pages):
        form = made.add_format({"num_format": "mmm-yy"})
        pages[0].write_datetime(1, 1, dt.datetime(2003, 10, 1), form)
        pages[0].write_datetime(2, 1, dt.datetime(2003, 9, 17, 8, 30), form)

    result = checked(book([HEADING, *GOOD], spoil=dates))
    assert result.faults == ()
    assert result.rows["period"].tolist() == ["2003-10", "2003-09"]
    assert result.rows["value"].tolist() == [4.0, 3.0]


def test_a_date_as_figure_and_a_fraction_of_a_count_are_faults_at_their_cells():
    def spoil(made, pages):
        form = made.add_format({"num_format": "dd/mm/yyyy"})
        pages[0].write_datetime(1, 3, dt.datetime(2003, 10, 1), form)
        pages[0].write_number(2, 3, 9087.5)

    assert placed(book([HEADING, *GOOD], spoil=spoil)) == [
        ("Sheet1", 2, "value (D2)", "not-a-number"),
        ("Sheet1", 3, "value (D3)", "fraction-in-count"),
    ]


@pytest.mark.parametrize("left_over", [b"3.9999999999999996", b"4.0000000000000009"])
def test_what_a_formula_left_over_beyond_fifteen_digits_is_not_read(left_over: bytes):
    value = b'<c r="D2"><v>4</v></c>'
    cell = b'<c r="D2"><f>0.4*10</f><v>' + left_over + b"</v></c>"
    data = edited(book([HEADING, *GOOD]), {SHEET: lambda text: text.replace(value, cell)})
    assert checked(data).faults == ()
    assert sorted(checked(data).rows["value"]) == [3, 4]


def test_formulas_are_read_by_the_value_they_came_to():
    def spoil(made, pages):
        pages[0].write_formula(1, 3, "=2+2", None, 4)
        pages[0].write_formula(1, 7, '="a"&"b"', None, "ab")

    result = checked(book([HEADING, *GOOD], spoil=spoil))
    assert (result.faults, result.rows["value"].tolist()) == ((), [4.0, 3.0])


def test_a_formula_without_its_value_is_a_fault_that_says_to_save_it():
    data = edited(
        book([HEADING, *GOOD], spoil=lambda _, pages: pages[0].write_formula(1, 3, "=2+2")),
        {SHEET: lambda text: text.replace(b"<f>2+2</f><v>0</v>", b"<f>2+2</f>")},
    )
    (fault,) = checked(data).faults
    assert (fault.rule, fault.column) == ("formula-without-value", "value (D2)")
    assert "open the workbook in Excel, save it" in fault.message


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_in_a_cell_is_one_fault_that_quotes_it(error):
    def spoil(made, pages):
        pages[0].write_formula(2, 3, "=1/0", None, error)

    (fault,) = checked(book([HEADING, *GOOD], spoil=spoil)).faults
    assert (fault.row, fault.column, fault.value, fault.rule) == (
        3, "value (D3)", error, "error-in-cell",
    )  # fmt: skip


def test_a_label_merged_down_its_rows_holds_for_each_of_them():
    rows = [HEADING, GOOD[0], ["", "", "lawyer_hours", 9]]

    def spoil(made, pages):
        pages[0].merge_range(1, 0, 2, 0, "lambeth")
        pages[0].merge_range(1, 1, 2, 1, "2003-10")

    result = checked(book(rows, spoil=spoil))
    assert result.accepted
    assert [f.rule for f in result.faults] == ["merged-label", "merged-label"]
    assert result.rows["unit"].tolist() == ["lambeth", "lambeth"]


def test_merged_figures_are_one_fault():
    def spoil(made, pages):
        pages[0].merge_range(1, 3, 2, 3, 7)

    (fault,) = checked(book([HEADING, *GOOD], spoil=spoil)).faults
    assert (fault.rule, fault.column, "D2:D3" in fault.message) == (
        "merged-cells", "value (D2)", True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("areas", "cell", "says"),
    [
        ({"C1:D1": "component"}, "component (C1)", "C1:D1 are merged and 'value' is missing"),
        (
            {"A1:B1": "who and when"},
            "who and when (A1)",
            "A1:B1 are merged and 'unit' and 'period'",
        ),
        ({"A1:B1": "unit", "C1:D1": "component"}, "unit (A1)", "A1:B1 and C1:D1 are merged and"),
    ],
)
def test_a_merged_heading_is_one_fault_that_names_its_cells(areas, cell, says):
    def spoil(made, pages):
        for area, text in areas.items():
            pages[0].merge_range(area, text, made.add_format({"bold": True}))

    (fault,) = checked(book([HEADING[:4], *GOOD], spoil=spoil)).faults
    assert (fault.row, fault.column, fault.rule) == (1, cell, "merged-cells")
    assert says in fault.message


def test_a_heading_merged_over_cells_that_nobody_needs_harms_nothing():
    def spoil(made, pages):
        pages[0].merge_range("D1:F1", "value", made.add_format({"bold": True}))

    assert checked(book([HEADING[:4], *GOOD], spoil=spoil)).faults == ()


def test_hidden_and_other_sheets_are_named_and_left_out():
    data = book(
        [HEADING, *GOOD],
        [HEADING, ["lambth", "x", "y", "z"]],
        [["Contacts"], ["A. Clerk"]],
        [],
        spoil=lambda _, pages: pages[1].hide(),
    )
    result = checked(data)
    assert result.accepted
    assert [(f.sheet, f.rule) for f in result.faults] == [
        ("Sheet2", "sheet-left-out"),
        ("Sheet3", "sheet-left-out"),
    ]
    assert len(result.rows) == 2


def test_hidden_rows_are_read_and_named():
    result = checked(
        book(
            [HEADING, *GOOD], spoil=lambda _, pages: pages[0].set_row(2, None, None, {"hidden": 1})
        )
    )
    assert [(f.row, f.rule) for f in result.faults] == [(3, "hidden-rows")]
    assert len(result.rows) == 2


def test_several_sheets_of_one_workbook_are_one_return_file():
    other = [[*HEADING[:3], "VALUE"], ["southwark", "2003-10", "sites", 2]]
    assert checked(book([HEADING, *GOOD], other)).rows["unit"].tolist() == [
        "lambeth", "croydon", "southwark",
    ]  # fmt: skip
    again = [HEADING, GOOD[0], ["lambeth", "2003-09", "sites", -1]]
    found = checked(book([HEADING, *GOOD], again)).faults
    assert [(f.sheet, f.row, f.column, f.rule) for f in found] == [
        ("Sheet2", 2, "component (C2)", "duplicate-row"),
        ("Sheet2", 3, "value (D3)", "negative-value"),
    ]
    assert "row 2 of sheet 'Sheet1'" in found[0].message


def test_what_stands_beside_the_table_is_named_and_left_out():
    rows = [HEADING, [*GOOD[0], "", "", "", "", "ask Jo"], GOOD[1]]
    result = checked(book(rows))
    assert result.accepted
    assert [(f.column, f.rule) for f in result.faults] == [("I2", "beside-the-table")]


def test_a_heading_that_is_wrong_names_its_cell():
    rows = [[*HEADING[:3], "valeu", "colour"], [*GOOD[0], "red"]]
    assert placed(book(rows)) == [
        ("Sheet1", 1, "valeu (D1)", "unknown-heading"),
        ("Sheet1", 1, "colour (E1)", "unknown-heading"),
    ]


def test_macros_and_links_are_named_and_never_followed():
    data = edited(
        book([HEADING, *GOOD]),
        {},
        {"xl/vbaProject.bin": b"\xd0\xcf", "xl/externalLinks/externalLink1.xml": b"<x/>"},
    )
    result = checked(data)
    assert result.accepted
    assert [f.rule for f in result.faults] == ["macros-ignored", "external-links"]


def _ole(*names: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"".join(n.encode("utf-16-le") for n in names)


def _zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "rule", "said"),
    [
        (_ole("EncryptionInfo", "EncryptedPackage"), "locked-with-password", "password"),
        (_ole("Workbook") + bytes(512), "excel-workbook", "damaged"),
        (b"PK\x03\x04 not an archive", "excel-workbook", "damaged"),
        (book([HEADING, *GOOD])[:-200], "excel-workbook", "damaged"),
        (_zipped(a=b"x"), "excel-workbook", "no workbook"),
        (_zipped(word__document=b"x"), "excel-workbook", "Word"),
        (_zipped(mimetype=b"x", **{"content.xml": b"x"}), "excel-workbook", "OpenDocument"),
        (_zipped(**{"xl__workbook.bin": b"x"}), "excel-workbook", ".xlsb"),
        (_zipped(**{"xl__workbook.xml": b"<x"}), "excel-workbook", "damaged"),
        (book([]), "empty-file", "no visible sheet"),
        (book([HEADING]), "no-rows", "no rows"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_what_is_no_readable_workbook_is_one_plain_fault(data, rule, said):
    (fault,) = checked(data).faults
    assert fault.rule == rule
    assert said in fault.message


def test_a_damaged_part_is_a_plain_fault():
    data = bytearray(book([HEADING, *GOOD]))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as whole:
        start = whole.getinfo(SHEET).header_offset
    data[start + 80 : start + 120] = bytes(40)
    assert [f.rule for f in checked(bytes(data)).faults] == ["excel-workbook"]


@functools.cache
def bomb() -> bytes:
    """A worksheet that unpacks to more than may be read, in an archive of a thousandth of it."""
    size = archives.UNPACKED_LIMIT + 10_000_000
    return edited(book([HEADING, *GOOD]), {SHEET: lambda text: text + b" " * size})


def test_an_archive_that_unpacks_beyond_the_limit_is_refused_before_it_is_unpacked():
    data = bomb()
    tracemalloc.start()
    (fault,) = checked(data).faults
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert (fault.rule, "split it by period" in fault.message) == ("file-too-large", True)
    assert peak < 5_000_000


def test_an_archive_that_lies_about_its_sizes_is_read_no_further_than_it_says():
    data = bomb()
    with zipfile.ZipFile(io.BytesIO(data)) as whole:
        size = whole.getinfo(SHEET).file_size
    lying = data.replace(size.to_bytes(4, "little"), (2_000).to_bytes(4, "little"))
    assert lying != data
    tracemalloc.start()
    assert [f.rule for f in checked(lying).faults] == ["excel-workbook"]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


def test_one_cell_in_the_last_corner_does_not_fill_the_memory():
    def corner(text: bytes) -> bytes:
        cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        return text.replace(b"</sheetData>", cell)

    began = time.perf_counter()
    (fault,) = checked(edited(book([HEADING, *GOOD]), {SHEET: corner})).faults
    assert (fault.rule, "1,048,576" in fault.message) == ("file-too-large", True)
    assert time.perf_counter() - began < 2


def test_sheets_are_limited():
    many = [[HEADING, *GOOD], *[[] for _ in range(grids.SHEET_LIMIT)]]
    assert [f.rule for f in checked(book(*many)).faults] == ["file-too-large"]


def test_entities_are_never_resolved():
    boom = b'<!DOCTYPE x [<!ENTITY a "lambeth"><!ENTITY b "&a;&a;&a;&a;">]>'

    def spoil(text: bytes) -> bytes:
        return text.replace(b"?>", b"?>" + boom, 1).replace(b"<t>lambeth</t>", b"<t>&b;</t>")

    data = edited(book([HEADING, *GOOD]), {"xl/sharedStrings.xml": spoil})
    assert not any("lambethlambeth" in str(f.value) for f in checked(data).faults)


def test_a_workbook_of_200_mb_is_not_read(tmp_path: Path):
    path = tmp_path / "large.xlsx"
    with path.open("wb") as file:
        file.write(book([HEADING, *GOOD]))
        file.truncate(200_000_000)
    assert [f.rule for f in read(path).faults] == ["file-too-large"]


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_have_letters(number, letters):
    assert (column_letters(number), column_number(letters)) == (letters, number)


def test_cells_without_references_are_counted_on():
    found = scan(
        b"<row><c><v>1</v></c><c/><c t='e'><v>#N/A</v></c></row><row><c><f>A1</f></c></row>"
    )
    assert (found.rows, found.columns) == (2, 3)
    assert found.errors == {(0, 2): "#N/A"}
    assert found.bare_formulas == {(1, 0)}
