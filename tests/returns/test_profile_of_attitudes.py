"""Long tables of proportions over twelve months: the layout of the Public Attitude Survey."""

from __future__ import annotations

import pytest

from tests.returns.books import book
from tests.returns.layouts import (
    CATALOGUE,
    GOOD,
    PAS,
    PAS_HEADING,
    as_csv,
    errors,
    pas,
    read,
)


def test_attitudes_are_proportions_of_twelve_months_and_londons_stands_once():
    result = read(pas(*GOOD), "pas.csv", PAS)
    assert errors(result) == []
    cells = result.rows[["collection", "unit", "period", "component", "value"]]
    what = ["2019-04/2020-03", "attitudes_good_job_local"]
    assert cells.to_numpy().tolist() == [
        ["public-attitudes", "westminster", *what, 0.56],
        ["public-attitudes-london", "mps", *what, 0.67],
        ["public-attitudes", "hammersmith-and-fulham", *what, 0.58],
    ]


@pytest.mark.parametrize(
    ("place", "text", "column", "rule"),
    [
        (0, "3/4/2020", "Date", "unknown-period"),
        (0, "Q1 of 2020", "Date", "unknown-period"),
        (0, "Q3 2020", "Date", "unknown-period"),
        (0, "4/30/2020", "Date", "period-of-wrong-length"),
        (1, "USS", "Survey", "other-content"),
        (2, "Hamersmith & Fulham", "Borough", "unknown-unit"),
        (3, "Good Jobs local", "Measure", "unknown-component"),
        (4, "56", "Proportion", "not-a-number"),
        (4, "", "Proportion", "blank-value"),
        (5, "0.68", "MPS", "repeated-differently"),
    ],
)
def test_each_mistake_in_a_long_file_is_named_at_its_column(place, text, column, rule):
    rows = [list(row) for row in GOOD]
    rows[1][place] = text
    found = errors(read(pas(*rows), "pas.csv", PAS))
    assert (3, column, rule) in found
    assert {r for _, _, r in found} == {rule}


@pytest.mark.parametrize("day", ["31/3/2020", "2020-03-31", "March 2020", "Mar-20"])
def test_a_date_that_can_mean_one_month_is_read_however_it_is_written(day):
    rows = [[day, *row[1:]] for row in GOOD]
    assert read(pas(*rows), "pas.csv", PAS).rows.equals(read(pas(*GOOD), "pas.csv", PAS).rows)


def test_a_date_that_could_be_of_two_months_names_both():
    rows = [["3/4/2020", *GOOD[0][1:]]]
    fault = read(pas(*rows), "pas.csv", PAS).faults[0]
    assert "could be in March 2020 or April 2020" in fault.message


def test_a_borough_may_be_given_by_its_code_and_a_question_is_offered_in_its_words():
    coded = [[*GOOD[0][:2], "E09000033", *GOOD[0][3:]], GOOD[1]]
    assert read(pas(*coded), "pas.csv", PAS).rows.equals(read(pas(*GOOD), "pas.csv", PAS).rows)
    asked = [[*GOOD[0][:3], "Know the ward officer", *GOOD[0][4:]]] * 60
    found = read(pas(*asked), "pas.csv", PAS).faults
    assert {f.message for f in found if f.column == "Measure"} == {
        "'Know the ward officer' is not a name in this column: did you mean Contact ward officer? "
        "If not, name it in a profile of your own (so in 60 rows, this one the first)"
    }
    assert len(found) == 1


def test_a_borough_that_the_others_stand_without_is_a_warning():
    boroughs = [u.name for u in CATALOGUE.of_kind("borough")]
    rows = [[*GOOD[0][:2], name, *GOOD[0][3:]] for name in boroughs]
    assert read(pas(*rows), "pas.csv", PAS).faults == ()
    (fault,) = read(pas(*rows[:1], *rows[3:]), "pas.csv", PAS).faults
    assert (fault.severity, fault.rule) == ("warning", "units-missing")
    gap = (
        f"{CATALOGUE.of_kind('borough')[1].id} has no attitudes_good_job_local for 2019-04/2020-03"
    )
    assert f"{gap} and 1 more" in fault.message


@pytest.mark.parametrize(("place", "text"), [(4, "56"), (5, "67"), (4, "0,56")])
def test_a_column_that_is_written_otherwise_throughout_is_one_fault(place, text):
    rows = [[*GOOD[0][:2], u.name, *GOOD[0][3:]] for u in CATALOGUE.of_kind("borough")]
    for n, row in enumerate(rows):
        row[place] = text.replace("6", str(n % 9 + 1))
    (fault,) = errors(read(pas(*rows), "pas.csv", PAS))
    assert fault[1] == ("Proportion", "MPS")[place - 4]


@pytest.mark.parametrize("columns", [[0, 1, 3, 4], [0, 1, 2, 3, 4]])
def test_a_sheet_of_the_force_beside_that_of_the_boroughs_is_left_out(columns):
    whole = [PAS_HEADING[1:], *GOOD]
    force = [[row[column] for column in columns] for row in whole]
    both = read(book(force, whole), "pas.xlsx", PAS)
    assert errors(both) == []
    assert ("Sheet1", "sheet-left-out") in [(f.sheet, f.rule) for f in both.faults]
    assert len(both.rows) == 3
    assert [rule for *_, rule in errors(read(book(force), "pas.xlsx", PAS))] != []


def test_cells_under_no_heading_are_named_and_left_out():
    rows = [[*PAS_HEADING[1:], "", ""], [*GOOD[0], "", "sic"], [*GOOD[1], "", ""]]
    beside = ("beside-the-table", 2)
    rows = [[text.replace('"', "") for text in row] for row in rows]
    for data, name in ((book(rows), "pas.xlsx"), (as_csv(rows), "pas.csv")):
        found = read(data, name, PAS)
        assert beside in [(f.rule, f.row) for f in found.faults]
        assert len(found.rows) == 3
