"""Encodings, separators, line ends, quotes and files that are not returns at all."""

from __future__ import annotations

import csv
import io
import itertools
from pathlib import Path

import pytest

from cjdata.domain.returns import ROW_COLUMNS
from cjdata.returns.readers import SIZE_LIMIT, read, read_bytes
from cjdata.returns.records import LINE_LIMIT, RECORD_LIMIT
from tests.returns.world import GOOD_ROWS, checked, file_of, rules

NOTE = "délai – 50 £"
ENCODINGS = ["utf-8", "utf-8-sig", "cp1252", "utf-16"]
SEPARATORS = [",", ";", "\t", "|"]
LINE_ENDS = ["\n", "\r\n", "\r"]


def written(cells: list[list[str]], separator: str, line_end: str) -> str:
    """A table as the csv module of Python writes it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator, lineterminator=line_end).writerows(cells)
    return out.getvalue()


@pytest.mark.parametrize(
    ("encoding", "separator", "line_end"),
    list(itertools.product(ENCODINGS, SEPARATORS, LINE_ENDS)),
    ids=lambda part: repr(part),
)
def test_every_way_to_write_the_same_table_reads_the_same(encoding, separator, line_end):
    cells = [
        list(ROW_COLUMNS),
        ["lambeth", "2003-10", "trials_vacated", "1,234", "", "", "", NOTE],
        ["", "", "", "", "", "", "", ""],
        ["croydon", "2003-10", "trials_vacated", "2", "", "", "", f"a;b|c\td{line_end}second line"],
        ["croydon", "2003-09", "trials_vacated", "3", "", "", "", 'said "late"'],
    ]
    sheet = read_bytes(written(cells, separator, line_end).encode(encoding), "r.csv")
    assert sheet.faults == ()
    assert sheet.cells.to_numpy().tolist() == [cells[1], cells[3], cells[4]]
    assert sheet.cells.index.tolist() == [2, 4, 6]


def test_a_quoted_line_break_counts_as_the_lines_it_takes():
    result = checked(file_of('lambeth,2003-10,sites,1,,,,"a\n\nb"', "lambth,2003-10,sites,1"))
    assert [(f.row, f.rule) for f in result.faults] == [(5, "unknown-unit")]


def test_a_sum_a_source_and_a_repeated_heading_below_a_table_are_a_fault_at_most():
    good = file_of(*GOOD_ROWS).decode()
    below = "Total,,,70,,,,\nSource: the court,,,,,,,\n"
    found = checked((good + good + below).encode()).faults
    assert [(f.row, f.rule) for f in found if f.rule != "duplicate-row"] == [
        (7, "blank-cell"),
        (8, "beside-the-table"),
    ]


@pytest.mark.parametrize("end", [b"\n", b"\r", b"\r\n"])
def test_lines_without_end_are_refused_before_they_are_read(end: bytes):
    (fault,) = checked(b"unit,period,component,value" + end * (LINE_LIMIT + 1)).faults
    assert (fault.rule, fault.message) == (
        "file-too-large", "the file has more than 2,000,000 lines: split it by period",
    )  # fmt: skip


def test_blank_lines_count_but_are_no_rows():
    data = b"\n\nunit,period,component,value\n\n , ,,\nlambeth,2003-10,sites,-1\n\n"
    assert [(f.row, f.rule) for f in checked(data).faults] == [(6, "negative-value")]


def test_headings_forgive_case_blanks_order_and_empty_columns():
    data = b' Value ,COMPONENT,"Court Tier",period , UNIT,,\n3,sites,,2003-10,lambeth,,\n'
    result = checked(data)
    assert result.faults == ()
    assert result.rows[["unit", "value"]].to_numpy().tolist() == [["lambeth", 3.0]]


def test_excel_may_name_the_separator_in_the_first_line():
    data = b"sep=;\nunit;period;component;value\nlambeth;2003-10;sites;x\n"
    assert [(f.row, f.column, f.rule) for f in checked(data).faults] == [
        (3, "value", "not-a-number")
    ]


def test_cells_beyond_the_heading_are_forgiven_when_blank():
    data = b"unit,period,component,value\nlambeth,2003-10,sites,3,,\n"
    assert checked(data).faults == ()


def test_bytes_that_no_encoding_has_are_named_where_they_stand():
    data = file_of("lambeth,2003-10,sites,1,,,,caf\xe9").decode().encode("latin-1")
    assert checked(data.replace(b"\xe9", b"\xe9\x81")).faults[0].rule == "control-character"
    assert checked(data).rows["note"].tolist() == ["café"]


def test_a_nul_is_a_fault_of_its_cell_and_hides_no_other():
    data = file_of(*GOOD_ROWS, "lambeth,2003-10,sites,1\x00", "lambth,2003-09,sites,1")
    assert rules(checked(data)) == ["control-character", "unknown-unit"]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty-file"),
        (b"\xef\xbb\xbf", "empty-file"),
        (b"\xff\xfe", "empty-file"),
        (b"\xff\xfea", "binary-file"),
        (b"\xff\xfe\x00\xd8a\x00", "binary-file"),
        (b"\x00" * 100, "binary-file"),
        (b"%PDF-1.4 unit,period", "binary-file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "excel-workbook"),
        (b"<html><body>not found</body></html>", "excel-workbook"),
        (b'"unit,period,component,value\n', "unclosed-quote"),
    ],
)
def test_what_is_no_table_is_refused_with_one_fault(data, rule):
    result = checked(data)
    assert rules(result) == [rule]
    assert not result.accepted


def test_a_file_over_the_limit_is_not_read(tmp_path: Path):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(SIZE_LIMIT + 1)
    sheet = read(path)
    assert [(f.rule, f.message) for f in sheet.faults] == [
        ("file-too-large", "the file is larger than 100 MB: split it by period")
    ]


@pytest.mark.parametrize("name", ["missing.csv", ".", "a\x00b"])
def test_what_cannot_be_opened_is_a_fault(tmp_path: Path, name: str):
    assert [f.rule for f in read(tmp_path / name).faults] == ["unreadable-file"]


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("x" * 200_000, [(2, "cell-too-long"), (3, "unknown-unit")]),
        ("x" * (RECORD_LIMIT + 1), [(2, "cell-too-long"), (3, "unknown-unit")]),
        ("," * (RECORD_LIMIT + 1), [(2, "cell-too-long"), (3, "unknown-unit")]),
        ('"' + "x\n" * 200_000, [(2, "unclosed-quote")]),
        ('"' + '","\n' * RECORD_LIMIT, [(2, "unclosed-quote")]),
    ],
    ids=["cell", "row of one cell", "row of separators", "open quote", "cells of line breaks"],
)
def test_an_endless_cell_or_row_is_a_fault_and_no_more(note, found):
    data = file_of("lambeth,2003-10,sites,1,,,,").replace(b"1,,,,", b"1,,,," + note.encode())
    data += b"lambth,2003-10,sites,1,,,,\n"
    assert [(f.row, f.rule) for f in checked(data).faults] == found


def test_texts_that_could_run_elsewhere_are_only_texts():
    script = '"<script>alert(1)</script>",2003-10,sites,1'
    path = "../../etc/passwd,2003-10,sites,1"
    formula = 'lambeth,2003-10,sites,"=HYPERLINK(""http://a.b"")",,,,=1+1'
    result = checked(file_of(script, path, formula))
    assert [(f.row, f.rule) for f in result.faults] == [
        (2, "unknown-unit"),
        (3, "unknown-unit"),
        (4, "not-a-number"),
    ]
    assert "'<script>alert(1)</script>'" in result.faults[0].message


def test_a_long_or_unprintable_cell_is_cut_in_messages():
    faults = checked(file_of("é" * 1500 + ",2003-10,sites,\u202e7")).faults
    assert [len(f.value or "") for f in faults] == [80, len("\\u202e7")]
    assert all(len(f.message) < 250 for f in faults)


def test_a_misspelt_heading_does_not_hide_the_faults_of_its_column():
    data = b"unit,perriod,component,value\nlambeth,2003-10,sites,1\nlambeth,x,sites,1\n"
    assert rules(checked(data)) == ["unknown-heading", "unknown-period"]


def test_every_renamed_heading_is_one_fault_and_its_column_is_checked():
    data = b"borough,month,component,number\nlambth,2003-10,sites,1\nlambeth,2003-10,sites,-1\n"
    assert [(f.row, f.column, f.rule) for f in checked(data).faults] == [
        (1, "borough", "unknown-heading"),
        (1, "month", "unknown-heading"),
        (1, "number", "unknown-heading"),
        (2, "borough", "unknown-unit"),
        (3, "number", "negative-value"),
    ]


def test_a_further_column_is_offered_nothing_that_the_file_has():
    (fault,) = checked(b"unit,period,component,value,total\nlambeth,2003-10,sites,1,1\n").faults
    assert fault.message == "'total' is not a column of a return: leave the column out"


def test_a_missing_column_makes_no_faults_of_its_rows():
    data = b"unit,period,value\nlambeth,2003-10,1\nlambth,2003-10,1\n"
    assert rules(checked(data)) == ["missing-heading", "unknown-unit"]
