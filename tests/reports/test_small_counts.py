"""No count of 1 to 4 below force level stands in a paper, nor what would give one away."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from cjdata.domain.periods import Period
from cjdata.reports.committee.content import Paragraph, Table
from cjdata.reports.committee.small_counts import Counted, printable_figures
from tests.reports.conftest import paper_of

QUARTER, MONTH = Period.parse("2003-08/2003-10"), Period.parse("2003-10")


@pytest.fixture
def counted(catalogue):
    def made(measure, unit, numerator, denominator, period=QUARTER) -> Counted:
        return Counted(catalogue.measures[measure], unit, period, numerator, denominator)

    return made


def test_a_small_count_and_a_small_rest_are_left_out(counted):
    figures = [
        counted("T05", "lambeth", 2, 40),
        counted("T05", "brent", 38, 40),  # two trials were not ineffective
        counted("T05", "camden", 0, 40),
        counted("T05", "sutton", 20, 40),
    ]
    assert printable_figures(figures) == [False, False, True, True]


def test_a_month_within_a_quarter_does_not_tell_the_other_two(counted):
    alone = [counted("T05", "lambeth", 20, 60)]
    assert printable_figures(alone) == [True]
    # 20 in the quarter and 17 in one month leave 3 for the other two
    both = [*alone, counted("T05", "lambeth", 17, 30, MONTH)]
    assert printable_figures(both).count(False) == 1
    # counts that leave enough over on either side of the rate
    wide = [*alone, counted("T05", "lambeth", 10, 30, MONTH)]
    assert printable_figures(wide) == [True, True]


def test_reasons_within_all_reasons_do_not_tell_the_others(counted):
    # 20 ineffective trials, 18 of them for the prosecution's reasons: 2 were not
    figures = [counted("T05", "lambeth", 20, 60), counted("T08", "lambeth", 18, 60)]
    assert printable_figures(figures).count(False) == 1


def test_outcomes_of_one_list_do_not_tell_the_third(counted):
    # 30 effective and 27 ineffective of 60 leave 3 cracked
    figures = [counted("T04", "lambeth", 30, 60), counted("T05", "lambeth", 27, 60)]
    assert printable_figures(figures).count(False) == 1


def test_the_boroughs_do_not_tell_what_is_left_of_the_force(counted):
    boroughs = [counted("T05", "lambeth", 20, 60), counted("T05", "brent", 30, 60)]
    london = [counted("T05", "mps", 53, 130)]
    assert printable_figures(boroughs, london).count(False) == 1
    assert printable_figures(boroughs, [counted("T05", "mps", 90, 230)]) == [True, True]


def test_the_force_may_print_small_counts(counted):
    assert printable_figures([counted("T05", "mps", 3, 40)]) == [True]


def test_no_small_count_of_a_borough_stands_in_the_demo_paper(demo_paper):
    (table,) = (t for t in demo_paper.tables if t.caption.startswith("Boroughs outside"))
    place = [column.heading for column in table.columns].index("Counts")
    for row in table.rows:
        cases, of = (int(n.replace(",", "")) for n in str(row[place]).split(" of "))
        assert not {cases, of, of - cases} & {1, 2, 3, 4}
    # Hounslow's 2 of 226 stands out and is told without its name
    texts = [b for s in demo_paper.sections if s.title == "Exceptions" for b in s.blocks]
    assert not [b for b in texts if isinstance(b, Table) and "Hounslow" in str(b.rows)]
    assert [b for b in texts if not isinstance(b, Table) and "not printed" in str(b)]


def test_signals_are_printed_without_the_counts_of_their_reasons(demo_store):
    paper = paper_of(demo_store, dt.date(2004, 2, 12))
    (blocks,) = (s.blocks for s in paper.sections if s.title == "Exceptions")
    told = [b.text for b in blocks if isinstance(b, Paragraph) and "where its own past" in b.text]
    # Lewisham's jump is planted in the demo store: 67 of 161
    assert [text for text in told if text.startswith("Lewisham") and "(67 of 161)" in text]
    assert not [text for text in told if re.search(r"\([+−]\d", text)]


def test_every_table_with_counts_of_cases_was_sent_through_the_control(demo_paper):
    """Whoever adds a table with counts of cases has to add it here, and to the control."""
    of_cases = re.compile(r"[\d,]+ of [\d,]+")
    tables = {
        t.caption for t in demo_paper.tables if any(of_cases.search(str(row)) for row in t.rows)
    }
    of_boroughs = {
        "Each change, its target and its forecast",
        "What in plans and reports cannot hold together",
    }
    of_london = {"Core measures, London"}
    assert tables - of_boroughs - of_london == {"Boroughs outside the 99.8% limits"}
