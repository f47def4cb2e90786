"""What pages say of one borough's returns alone: no more than they carry."""

from __future__ import annotations

import pytest

from cjdata.ledger import Store
from tests.stores import load, trials

ON = {"known_at": "2003-12-31"}


@pytest.fixture
def alone(store: Store) -> Store:
    """Lambeth alone has sent: three months, which give no reason, and nobody else anything."""
    months = (("2003-09", 10, 20, 70), ("2003-10", 20, 20, 60), ("2003-11", 30, 20, 10))
    for month, *counts in months:
        load(store, *trials("lambeth", month, *counts), known_on="2003-12-10")
    return store


def test_reasons_that_nobody_gave_are_no_nought(visit, alone):
    page = visit(alone, "performance-trials", unit="lambeth", **ON)
    assert "Whose they are to mend cannot be said: no return gives a known reason." in page.text
    assert "0 of the 140" not in page.text
    page = visit(alone, "performance-witness", unit="lambeth", **ON)
    assert "how many were lost cannot be said" in page.text


def test_a_borough_is_not_held_against_itself(visit, alone):
    page = visit(alone, "performance-borough", unit="lambeth", **ON)
    assert "Lambeth: no figure can be held against London by this date." in page.text
    assert "like London" not in page.text
    where = {"measure": "T05", "grain": "month", **ON}
    compared = visit(alone, "performance-compare", **where).text
    assert compared.count("like London") == 1  # in what the signs mean


def test_two_figures_are_no_process(visit, alone):
    page = visit(alone, "performance-trends", unit="lambeth", measure="T05", grain="month", **ON)
    assert "nothing told apart from chance, by limits that rest on 3 figures" in page.text
    assert "is what this process gives by chance" not in page.text
    london = visit(alone, "performance-trends", unit="mps", measure="T05", grain="month", **ON)
    (row,) = [r for r in london.rows("Read beside it") if r[0].startswith("Effective")]
    assert "3 of 96 returns" in row[1]  # 32 boroughs, three months


def test_reasons_of_one_month_are_no_past_and_say_nothing_of_the_others(visit, alone):
    """November is sent again with the reasons of its 10 ineffective trials; 130 more have none."""
    rows = trials("lambeth", "2003-11", 30, 20, 10)
    given = ["lambeth,2003-11,trials_ineffective,10,magistrates,,M1"]
    load(alone, *rows, *given, known_on="2003-12-20")
    page = visit(alone, "performance-trials", unit="lambeth", **ON)
    assert "10 of the 10 whose reason is known were for reasons that police" in page.text
    assert "of 130 more no known reason is given" in page.text
    page = visit(alone, "performance-witness", unit="lambeth", **ON)
    assert "no trial is recorded as lost for that; of 190 no reason is given" in page.text
    assert "by month: cannot tell from one figure" in page.text
    assert "chance makes of the months before it" not in page.text


def test_one_figure_is_one_figure_and_no_way_to_a_target(visit, store):
    load(store, *trials("lambeth", "2003-11", 30, 20, 10), known_on="2003-12-10")
    on = {"unit": "lambeth", "measure": "T05", "grain": "month", "known_at": "2004-02-12"}
    page = visit(store, "performance-trends", **on)
    assert "by month: one figure, 16.7% in November 2003" in page.text
    assert "cannot tell; only 1 month has a figure, 12 are needed" in page.text
    assert "in the last three months with figures" not in page.text
