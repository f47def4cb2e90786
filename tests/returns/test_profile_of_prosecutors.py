"""Wide tables with their totals: the layout of the prosecutors."""

from __future__ import annotations

import pytest

from tests.returns.books import book
from tests.returns.layouts import (
    CATALOGUE,
    FIGURES,
    as_csv,
    cps,
    errors,
    read,
)


def test_a_wide_file_becomes_a_row_for_each_area_and_column():
    result = read(as_csv(cps()))
    assert errors(result) == []
    assert len(result.rows) == 4 * len(FIGURES) == 100
    assert set(result.rows["unit"]) == {"avon-and-somerset", "london", "greater-manchester", "kent"}
    assert set(result.rows["period"]) == {"2014-04"}
    kent = result.rows[result.rows["unit"] == "kent"].set_index("component")
    assert kent.loc["prosecutions_convicted_homicide", "value"] == 4000
    assert kent.loc["prosecutions_unsuccessful_admin_finalised", "line"] == 6
    assert [f.rule for f in result.faults] == ["units-missing"]


def test_a_workbook_in_the_layout_reads_the_same_and_faults_name_its_cells():
    table = cps()
    assert read(book(table), "April 2014.xlsx").rows.equals(read(as_csv(table)).rows)
    table[4][1] = "many"
    assert errors(read(book([["Case outcomes"], *table]), "Apr 14.xlsx")) == [
        (6, "Number of Homicide Convictions (B6)", "not-a-number")
    ]


def test_a_wrong_total_names_its_column_and_a_missing_row_is_one_fault():
    wrong = cps(change={("National", "Number of Burglary Convictions"): "9,087"})
    assert errors(read(as_csv(wrong))) == [
        (2, "Number of Burglary Convictions", "total-does-not-add-up")
    ]
    missing = [row for row in cps() if row[0] != "Kent"]
    assert [rule for _, _, rule in errors(read(as_csv(missing)))] == ["total-does-not-add-up"]


def exchanged(table: list[list[str]], *headings: str) -> list[list[str]]:
    """The table with the figures of two columns exchanged, totals and all."""
    first, second = (table[0].index(heading) for heading in headings)
    for row in table[1:]:
        row[first], row[second] = row[second], row[first]
    return table


def test_two_columns_that_are_exchanged_differ_from_their_percentages():
    pair = "Number of Burglary Convictions", "Number of Burglary Unsuccessful"
    assert [f.rule for f in read(as_csv(cps())).faults] == ["units-missing"]
    wrong = read(as_csv(exchanged(cps(), *pair)))
    assert errors(wrong) == []
    (found,) = (f for f in wrong.faults if f.rule == "share-differs")
    assert (found.row, found.column) == (3, "Percentage of Burglary Convictions")
    said = "'49.7%' is given where 1015 of 2018 are 50.3% (4 rows disagree)"  # it has 1,003 of them
    assert said in found.message


@pytest.mark.parametrize(
    ("text", "agrees"),
    [
        ("49.9%", True), ("50%", True), ("50.0%", False), ("49.6%", False),
        ("50", True), ("0.5", True), ("0.499", True), ("0.4", False), ("40", False),
        ("-", True), ("n/a", True), ("", True),
    ],
)  # fmt: skip
def test_a_percentage_is_held_against_its_figures_as_far_as_it_is_rounded(text, agrees):
    """Kent has 4,004 convictions of 8,020: 49.93%."""
    table = cps(change={("Kent", "Percentage of Robbery Convictions"): text})
    rules = [f.rule for f in read(as_csv(table)).faults]
    assert rules.count("share-differs") == (0 if agrees else 1)


def test_a_name_or_column_that_is_unknown_is_one_fault_with_the_nearest():
    table = cps()
    table[5][0] = "Kennt"
    table[0][1] = "Number of Homicde Convictions"
    result = read(as_csv(table))
    assert errors(result) == [
        (1, "Number of Homicde Convictions", "unknown-heading"),
        (6, "column 1", "unknown-unit"),
    ]
    said = [f.message for f in result.faults]
    assert any("did you mean 'Number of Homicide Convictions'?" in m for m in said)
    assert any("did you mean kent or gwent?" in m for m in said)


def test_extra_missing_and_doubled_columns_and_areas_are_named():
    table = [[*row, extra] for row, extra in zip(cps(), ["Colour", *"abcde"], strict=True)]
    assert errors(read(as_csv(table))) == [(1, "Colour", "unknown-heading")]
    table = [row[:-2] for row in cps()]
    assert [rule for *_, rule in errors(read(as_csv(table)))] == ["missing-heading"]
    table = cps()
    assert [rule for *_, rule in errors(read(as_csv([*table, table[-1]])))] == ["duplicate-row"]


def test_a_dash_is_not_available_and_never_nought():
    table = cps(change={("Kent", "Number of Robbery Convictions"): "-"})
    rows = read(as_csv(table)).rows
    assert rows.loc[rows["mark"] != "", ["unit", "component", "mark"]].to_numpy().tolist() == [
        ["kent", "prosecutions_convicted_robbery", "[x]"]
    ]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"unit,period,component,value\nkent,2014-04,x,1\n", "profile-does-not-fit"),
        (b"", "empty-file"),
        (b"%PDF-1.4", "binary-file"),
        (b"PK\x03\x04 broken", "excel-workbook"),
    ],
)
def test_a_profile_that_does_not_fit_is_one_plain_fault(data, rule):
    assert errors(read(data)) == [(None, None, rule)]


def test_another_wording_of_a_heading_is_one_fault_and_a_new_column_is_offered_nothing_it_has():
    table = cps()
    name = "No. of Theft and Handling of Stolen Goods Convictions"
    table[0][table[0].index("Number of Theft And Handling Convictions")] = name
    (fault,) = [f for f in read(as_csv(table)).faults if f.severity == "error"]
    assert (fault.column, fault.rule) == (name, "unknown-heading")
    assert "did you mean 'Number of Theft And Handling Convictions'?" in fault.message
    extra = ["Number of Fraud Convictions", *"12345"]
    new = [[*row, text] for row, text in zip(cps(), extra, strict=True)]
    (fault,) = [f for f in read(as_csv(new)).faults if f.severity == "error"]
    assert "did you mean" not in fault.message
    assert "name it under 'ignored'" in fault.message
    many = [
        [*row, *(f"{text} {n}" for n in range(60))] for row, text in zip(cps(), extra, strict=True)
    ]
    said = [f.message for f in read(as_csv(many)).faults if f.severity == "error"]
    assert (len(said), sum("'ignored'" in message for message in said)) == (60, 50), (
        "a hint is slow"
    )


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["", ""], []),
        (["Unnamed: 0", ""], []),
        (["Month", ""], [(1, "Month", "unknown-heading")]),
        (["", "Area"], []),
    ],
)
def test_a_column_before_the_areas_does_not_pass_for_them(headings, found):
    first = ["Apr-14"] * 5 if headings[0] == "Month" else list("01234")
    rows = [[a, *row] for a, row in zip(["", *first], cps(), strict=True)]
    rows[0][:2] = headings
    result = read(as_csv(rows))
    assert errors(result) == found
    assert len(result.rows) == (0 if found else 100)


def test_headings_with_dots_and_a_heading_repeated_for_the_print_are_read():
    table = cps()
    table[0] = [text.replace(" ", ".") for text in table[0]]
    table.insert(4, list(table[0]))
    assert errors(read(as_csv(table))) == []


def test_headings_in_capitals_and_over_two_lines_are_the_same_headings():
    table = cps()
    table[0] = [text.upper().replace(" OF ", "  OF\n") for text in table[0]]
    assert errors(read(as_csv(table))) == []


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f"])
def test_thousands_set_off_by_blanks_are_thousands(blank):
    table = [[cell.replace(",", blank) for cell in row] for row in cps()]
    assert read(as_csv(table)).rows.equals(read(as_csv(cps())).rows)
    table[1][1] = table[1][1].replace(f"10{blank}", f"11{blank}")
    assert [rule for *_, rule in errors(read(as_csv(table)))] == ["total-does-not-add-up"]


def test_a_note_below_the_table_is_named_and_left_out():
    noted = [*cps(), ["Source: the publisher's own system"], ["Kent"]]
    assert [(f.row, f.rule) for f in read(as_csv(noted)).faults if f.row] == [
        (7, "beside-the-table"),
        (8, "too-few-cells"),
    ]
    assert read(as_csv(noted[:-1])).accepted
    assert read(book(noted[:-1]), "April 2014.xlsx").accepted


def test_a_figure_that_is_not_available_leaves_its_total_unchecked_and_says_so():
    column = "Number of Robbery Convictions"
    open_ = read(as_csv(cps(change={("Kent", column): "-"})))
    assert [(f.row, f.column, f.rule) for f in open_.faults if f.row] == [
        (6, column, "total-not-checked")
    ]
    beyond = cps(change={("Kent", column): "-", ("National", column): "6011"})
    # the other three have 1,004, 2,004 and 3,004: 6,012 of them are known
    assert errors(read(as_csv(beyond))) == [(2, column, "total-does-not-add-up")]


def test_totals_that_are_not_there_or_no_number_are_a_warning():
    bare = [row for row in cps() if row[0] != "National"]
    found = read(as_csv(bare))
    assert ("total-not-checked", "warning") in [(f.rule, f.severity) for f in found.faults]
    assert found.accepted
    odd = cps(change={("National", "Number of Burglary Convictions"): "n/a"})
    assert [(f.row, f.column) for f in read(as_csv(odd)).faults if f.row] == [
        (2, "Number of Burglary Convictions")
    ]


def test_a_misspelt_area_is_not_missing_too():
    table = [["National", *(["0"] * (len(cps()[0]) - 1))], *cps()[2:]]
    rows = [[u.name, *table[1][1:]] for u in CATALOGUE.of_kind("area")]
    rows[4][0] = "Nowhere"
    assert [f.rule for f in read(as_csv([cps()[0], *rows])).faults] == [
        "total-not-checked", "unknown-unit",
    ]  # fmt: skip
    missing = read(as_csv([cps()[0], *rows[:-1]])).faults
    assert "2 of 42 units are not in the file" in " ".join(f.message for f in missing)


def test_two_sheets_with_the_table_are_refused_and_others_named():
    (fault,) = read(book(cps(), cps(scale=2)), "April 2014.xlsx").faults
    assert (fault.rule, "'Sheet1' and 'Sheet2' both hold" in fault.message) == (
        "profile-does-not-fit", True,
    )  # fmt: skip
    noted = read(book(cps(), [["About these figures"]]), "April 2014.xlsx")
    assert ("Sheet2", "sheet-left-out") in [(f.sheet, f.rule) for f in noted.faults]
    assert noted.accepted


def test_a_web_page_called_xls_is_told_for_what_it_is():
    (fault,) = read(b"<html><table><tr><td>Kent</td></tr></table></html>", "April 2014.xls").faults
    assert "web page" in fault.message
