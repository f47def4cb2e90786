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
    template,
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


STRATEGIC = {"unit": "lambeth", "period": "2003-10", "collection": "strategic"}
OFFENCES = {"recorded": 2135, "brought_to_justice": 405, "convicted": 265, "cautioned": 83,
            "taken_into_consideration": 57}  # fmt: skip


def strategic() -> bytes:
    """Convicted and cautioned add up the same whichever is which: only the label tells them."""
    data = template(**STRATEGIC)
    return filled(data, {cell_of(data, f"offences_{name}"): n for name, n in OFFENCES.items()})


def test_labels_and_figures_sorted_without_the_columns_that_are_read_are_one_fault():
    data = strategic()
    rows = {row[4]: (n, row) for n, row in enumerate(sheets(data)["Return"], start=1)}
    (first, one), (second, other) = (rows[f"offences_{n}"] for n in ("convicted", "cautioned"))
    columns = zip("AB", range(2), strict=True)
    swapped = {f"{c}{n}": row[k] for c, k in columns for n, row in ((first, other), (second, one))}
    assert checked(data).accepted
    (fault,) = checked(filled(data, swapped)).faults
    assert (fault.rule, fault.sheet, fault.column) == (
        "template-labels-moved", "Return", f"A{first}",
    )  # fmt: skip
    assert "read as 'Offences brought to justice: convicted'" in fault.message
    assert "so too in 1 more rows" in fault.message
    whole_rows = swapped | {
        f"E{n}": row[4] for n, row in ((first, other), (second, one))
    }  # fmt: skip
    result = checked(filled(data, whole_rows))
    assert result.faults == (), "whole rows may be sorted"
    assert set(zip(result.rows["component"], result.rows["value"], strict=True)) >= {
        ("offences_convicted", 265), ("offences_cautioned", 83),
    }  # fmt: skip


def test_a_label_typed_over_is_a_fault_at_its_cell():
    place = cell_of(trials(), "trials_vacated").replace("B", "A")
    (fault,) = checked(filled(whole(), {place: "Trials adjourned"})).faults
    assert (fault.rule, fault.column, fault.value) == (
        "template-labels-moved", place, "Trials adjourned",
    )  # fmt: skip


def test_a_template_made_before_labels_were_stamped_is_read():
    def without(text: bytes) -> bytes:
        return re.sub(rb'<row r="(?:1[1-9]|[2-9]\d|\d{3})".*?</row>', b"", text, flags=re.DOTALL)

    older = edited(whole(), {"xl/worksheets/sheet4.xml": without})
    assert checked(older).faults == ()


def test_a_column_pasted_a_row_too_far_down_is_named_where_it_ends():
    data = template(**STRATEGIC)
    last = max(int(cell_of(data, f"offences_{name}")[1:]) for name in OFFENCES)
    below = sheet_with(strategic(), f"B{last + 1}", 57)
    (fault,) = checked(below).faults
    assert (fault.rule, fault.sheet, fault.column) == (
        "blank-cell", "Return", f"value (B{last + 1})",
    )  # fmt: skip
    assert "a row too far down" in fault.message


def test_a_column_pasted_into_the_next_one_is_named_there_once():
    data = template(**STRATEGIC)
    cells = {cell_of(data, f"offences_{name}").replace("B", "C"): n for name, n in OFFENCES.items()}
    beside = [f for f in checked(filled(data, cells)).faults if f.rule == "beside-the-table"]
    (fault,) = beside
    assert (fault.column, fault.value) == (next(iter(cells)), "2135")
    assert "in the column 'Check', which is not read, as do 4 more figures" in fault.message


def test_a_title_of_another_month_is_refused_unless_the_rows_say_so_too():
    assert sheets(whole())["Return"][0][0].endswith("Lambeth, October 2003")
    title = {"A1": "Magistrates' trials: Lambeth, November 2003"}
    (fault,) = checked(filled(whole(), title)).faults
    assert (fault.rule, fault.sheet, fault.column) == ("template-of-another-return", "Return", "A1")
    assert checked(filled(whole(), {"A1": "Final version"})).accepted
    rows = enumerate(sheets(whole())["Return"], start=1)
    periods = {f"I{n}": "2003-11" for n, row in rows if row[8] == "2003-10"}
    (fault,) = (f for f in checked(filled(whole(), title | periods)).faults if f.rule[0] == "t")
    assert fault.column.startswith("period")


@pytest.mark.parametrize(
    ("name", "accepted"),
    [
        ("trials-magistrates-lambeth-2003-11.xlsx", False),
        ("trials-magistrates-lambeth-2003-11 (1).xlsx", False),
        ("trials-magistrates-lambeth-2003-10-to-2003-12.xlsx", False),
        ("trials-magistrates-lambeth-2003-10 (1).xlsx", True),
        ("trials-magistrates-lambeth-2003-11-04.xlsx", True),
        ("sent in 2003-11.xlsx", True),
    ],
)
def test_a_template_saved_under_the_name_of_another_month_is_refused(name: str, accepted: bool):
    """The day it was sent on, and names of people's own, say nothing of the period."""
    result = check(read_bytes(whole(), name), catalogue=CATALOGUE, known_on=DAY, today=DAY)
    assert result.accepted == accepted
    assert [f.rule for f in result.faults] == ["template-of-another-return"] * (not accepted)
    assert all("call it 'trials-magistrates-lambeth-2003-10'" in f.message for f in result.faults)


def sheet_with(data: bytes, place: str, value: float) -> bytes:
    """A cell in a row that the template does not have."""
    row = f'<row r="{place[1:]}"><c r="{place}"><v>{value}</v></c></row></sheetData>'.encode()
    return edited(data, {RETURN: lambda text: text.replace(b"</sheetData>", row)})
