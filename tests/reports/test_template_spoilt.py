"""Templates that come back spoilt: what is wrong is named by its cell, one cause once."""

from __future__ import annotations

import re

import pytest

from cjdata.domain.returns import Severity
from cjdata.returns.checks import check
from cjdata.returns.readers import read_bytes
from tests.reports.books import sheets
from tests.reports.filling import RETURN, filled
from tests.reports.templates import (
    CATALOGUE,
    DAY,
    GOOD,
    cell_of,
    checked,
    of_trials,
    trials,
    whole,
)
from tests.returns.books import edited


def test_a_template_that_comes_back_blank_asks_for_each_figure_at_its_cell():
    found = [(f.sheet, f.column, f.rule) for f in checked(trials()).faults]
    names = ("effective", "cracked", "ineffective", "vacated")
    asked = [cell_of(trials(), f"trials_{name}") for name in names]
    assert found == [("Return", f"value ({cell})", "blank-value") for cell in asked]


def test_faults_name_sheet_and_cell():
    spoilt = of_trials(**{**GOOD, "cracked": "61a", "ineffective": -1, "vacated": 3.5})
    assert [(f.sheet, f.column, f.rule) for f in checked(filled(trials(), spoilt)).faults] == [
        ("Return", f"value ({cell_of(trials(), 'trials_cracked')})", "not-a-number"),
        ("Return", f"value ({cell_of(trials(), 'trials_ineffective')})", "negative-value"),
        ("Return", f"value ({cell_of(trials(), 'trials_vacated')})", "fraction-in-count"),
    ]


def test_a_template_renamed_for_another_unit_is_refused_once():
    data = filled(trials(), of_trials(**GOOD))
    rows = sheets(data)["Return"]
    names = {f"H{n}": "southwark" for n, row in enumerate(rows, start=1) if row[7] == "lambeth"}
    faults = checked(filled(data, names)).faults
    errors = [f for f in faults if f.severity is Severity.ERROR]
    (fault,) = errors
    assert (fault.rule, fault.sheet) == ("template-of-another-return", "Return")
    assert "'southwark' stands in it in 4 rows" in fault.message


@pytest.mark.parametrize(
    ("row", "text", "rule", "accepted"),
    [
        (1, "2", "template-of-another-version", False),
        (1, " ", "template-of-another-version", False),
        (2, "southwark", "template-of-another-return", False),
        (3, "2003-09", "template-of-another-return", False),
        (5, "0123456789abcdef", "template-of-other-definitions", True),
    ],
)
def test_the_stamp_is_held_against_the_rows(row: int, text: str, rule: str, accepted: bool):
    data = filled(trials(), of_trials(**GOOD))
    stamped = filled(data, {f"B{row}": text}, "xl/worksheets/sheet4.xml")
    result = checked(stamped)
    assert ([f.rule for f in result.faults], result.accepted) == ([rule], accepted)


def test_a_deleted_row_that_had_to_be_filled_in_is_missed():
    row = cell_of(trials(), "trials_effective").removeprefix("B").encode()

    def delete(text: bytes) -> bytes:
        return re.sub(rb'<row r="%s".*?</row>' % row, b"", text, flags=re.DOTALL)

    result = checked(edited(whole(), {RETURN: delete}))
    assert [(f.sheet, f.rule) for f in result.faults] == [("Return", "template-row-gone")]
    assert "no row for trials_effective" in result.faults[0].message
    older = filled(whole(), {"B5": "0123456789abcdef"}, "xl/worksheets/sheet4.xml")
    assert {f.rule for f in checked(edited(older, {RETURN: delete})).faults} == {
        "template-row-gone", "template-of-other-definitions",
    }  # fmt: skip
    row = cell_of(trials(), "trials_listed").removeprefix("B").encode()
    assert checked(edited(whole(), {RETURN: delete})).accepted, "others add up to it"


def test_a_sheet_that_was_renamed_is_the_same_sheet():
    book = {"xl/workbook.xml": lambda text: text.replace(b'name="Return"', b'name="October"')}
    renamed = checked(edited(whole(), book))
    assert renamed.faults == ()
    assert renamed.rows.equals(checked(whole()).rows)


def test_a_sheet_without_the_hidden_one_is_one_fault():
    book = {"xl/workbook.xml": lambda text: text.replace(b'"cjdata template"', b'"Sheet4"')}
    (fault,) = checked(edited(whole(), book)).faults
    assert fault.rule == "template-without-its-hidden-sheet"
    assert "copy the figures into a new template" in fault.message


def test_a_template_saved_as_text_is_one_fault_that_asks_for_the_workbook():
    lines = [",".join(f'"{cell}"' for cell in row) for row in sheets(whole())["Return"]]
    (fault,) = check(
        read_bytes("\n".join(lines).encode(), "r.csv"), catalogue=CATALOGUE, known_on=DAY, today=DAY
    ).faults
    assert fault.rule == "template-without-its-hidden-sheet"
    assert "send the workbook itself" in fault.message


@pytest.mark.parametrize(("cell", "column"), [("F5", "court"), ("G5", "reason")])
def test_a_column_that_tells_the_lines_apart_and_is_gone_is_one_fault(cell: str, column: str):
    (fault,) = (f for f in checked(filled(whole(), {cell: " "})).faults if f.severity == "error")
    assert (fault.sheet, fault.rule, fault.column) == ("Return", "missing-heading", column)


def test_what_stands_in_a_column_without_a_heading_is_named():
    (fault,) = checked(filled(whole(), {"C5": " "})).faults
    assert (fault.rule, fault.column) == ("beside-the-table", "C6")
    assert "in a column without a heading" in fault.message


def test_headings_that_were_exchanged_are_one_fault_however_much_was_left_blank():
    head = {"B5": "component", "E5": "value"}
    (fault,) = checked(filled(whole(), head)).faults
    assert (fault.sheet, fault.rule) == ("Return", "exchanged-cells")
    assert "exchange the two headings" in fault.message
