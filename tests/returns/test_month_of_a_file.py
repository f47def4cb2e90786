"""Which month another publisher's file is of: what its name, its title and its sender say."""

from __future__ import annotations

import pytest

from cjdata.domain.periods import parse_month
from cjdata.intake.foreign import read_files
from cjdata.returns.named_months import months_in
from tests.returns.books import book, edited
from tests.returns.layouts import (
    CATALOGUE,
    CPS,
    as_csv,
    cps,
    errors,
    read,
)


@pytest.mark.parametrize(
    ("name", "months"),
    [
        ("principal_offence_category_april_2014", ["2014-04"]),
        ("Principal-Offence-Category-Apr-14", ["2014-04"]),
        ("cps 2014-04 (1)", ["2014-04"]),
        ("cps_201404", ["2014-04"]),
        ("04-2014", ["2014-04"]),
        ("poc_042014", ["2014-04"]),
        ("poc_20140430", []),
        ("2014 April", ["2014-04"]),
        ("Sept'15", ["2015-09"]),
        ("may_2015_june_2015", ["2015-05", "2015-06"]),
        ("march_of_2014_to_date", []),
        ("mayor 12", []),
        ("outcomes", []),
        ("outcomes Q3 2014", []),
        ("Quarter 3 2014", []),
        ("april_2013-14", ["2013-04"]),
        ("january_2013-14", ["2013-01", "2014-01"]),
    ],
)
def test_months_are_found_however_they_are_written(name, months):
    assert months_in(name) == [parse_month(month) for month in months]


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("outcomes.csv", "period-not-named"),
        ("may_2014_april_2014.csv", "period-named-twice"),
        ("april_may_2014.csv", "period-named-twice"),
        ("April to June 2014.csv", "period-named-twice"),
        ("april, may and june 2014.csv", "period-named-twice"),
    ],
)
def test_a_name_without_one_month_is_one_fault(name, rule):
    assert errors(read(as_csv(cps()), name)) == [(None, None, rule)]


@pytest.mark.parametrize("name", ["outcomes.csv", "april.csv", "poc_2014.csv", "2014-15.csv"])
def test_what_the_sender_says_is_taken_where_the_name_does_not_tell_and_is_kept(name):
    result = read(as_csv(cps()), name, said="2014-04")
    assert result.rows.equals(read(as_csv(cps())).rows)
    (kept,) = [f.message for f in result.faults if f.rule == "period-said"]
    assert kept == "the sender says that the file is for April 2014: its name does not tell"


def test_what_the_sender_says_adds_nothing_to_a_name_that_tells():
    assert read(as_csv(cps()), said="2014-04").faults == read(as_csv(cps())).faults


@pytest.mark.parametrize(
    ("name", "title", "said"),
    [
        ("april_2014.csv", "", "2014-05"),
        ("outcomes.csv", "Outcomes for April 2014", "2014-05"),
        ("april.csv", "", "2014-05"),
        ("outcomes.csv", "April", "2014-05"),
        ("poc_2014.csv", "", "2015-04"),
        ("poc_2014.csv", "", "2013-12"),
        ("april_2014_may_2014.csv", "", "2014-04"),
    ],
)
def test_what_the_sender_says_may_not_contradict_the_name_or_the_content(name, title, said):
    titled = [[title], *cps()] if title else cps()
    assert errors(read(as_csv(titled), name, said=said)) == [(None, None, "period-named-twice")]


def test_a_year_alone_may_be_a_financial_one():
    """January to March 2015 are of the financial year 2014-15."""
    assert errors(read(as_csv(cps()), "poc_2014.csv", said="2015-03")) == []


def test_a_title_that_names_another_month_is_a_fault():
    titled = [["Outcomes for May 2014"], *cps()]
    assert errors(read(as_csv(titled))) == [(None, None, "period-named-twice")]
    assert errors(read(as_csv([["Outcomes for April 2014"], *cps()]))) == []


@pytest.mark.parametrize(
    ("title", "names_another"),
    [
        ("Published in May 2014", False),
        ("Published: 3rd May 2014", False),
        ("PUBLISHED ON 3 MAY 2014", False),
        ("Outcomes for April 2014, last updated 2014-05-03", False),
        ("Data extracted on 3 June 2014, published in July 2014", False),
        ("Outcomes published for May 2014", True),
        ("Published outcomes, May 2014", True),
        ("Published in June 2014: outcomes for May 2014", True),
        ("Not yet published; May 2014", True),
    ],
)
def test_the_month_in_which_a_table_was_published_is_not_that_of_its_figures(title, names_another):
    result = read(as_csv([[title], *cps()]))
    found = [f.message for f in result.faults if f.rule == "period-named-twice"]
    assert len(found) == names_another
    assert all("take it out of the title" in message for message in found)


def test_a_copy_under_another_month_and_a_month_given_twice_refuse_both_files():
    files = [("april_2014.csv", as_csv(cps())), ("may_2014.csv", as_csv(cps()))]
    copies = read_files(files, CPS, CATALOGUE)
    assert [[f.rule for f in s.faults if f.severity == "error"] for s in copies] == [
        ["copy-of-another-period"],
        ["copy-of-another-period"],
    ]
    rivals = [("april_2014.csv", as_csv(cps())), ("2014-04.csv", as_csv(cps(scale=2)))]
    assert [
        [f.rule for f in s.faults if f.severity == "error"]
        for s in read_files(rivals, CPS, CATALOGUE)
    ] == [["period-named-twice"], ["period-named-twice"]]


def test_a_sheet_named_for_another_month_than_the_file_is_a_fault():
    named = {"xl/workbook.xml": lambda text: text.replace(b'"Sheet1"', b'"May 2014"')}
    assert errors(read(edited(book(cps()), named), "April 2014.xlsx")) == [
        (None, None, "period-named-twice")
    ]


def test_a_file_for_a_month_that_is_not_over_is_one_fault():
    assert errors(read(as_csv(cps()), "December 2031.csv")) == [(None, None, "period-in-future")]
