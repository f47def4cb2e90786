"""Signals on the overview and on a borough's page."""

from __future__ import annotations

import re

import pytest

from cjdata.analysis.variation.looks import look_day
from cjdata.ledger import Store
from cjdata.ui import reads, signals
from cjdata.ui.address import View
from cjdata.ui.house import open_house
from tests.planted import plant


@pytest.fixture
def planted(filled_with) -> Store:
    return filled_with(plant)


def test_the_overview_lists_what_was_called_with_who_can_act(visit, planted):
    page = visit(planted, known_at="2004-08-20")
    rows = page.rows("Signals: what its own past does not explain")
    assert rows
    assert all(row[0].startswith("Lambeth") for row in rows)
    assert any("police (+" in row[4] for row in rows)
    assert any("more ineffective trials than expected" in row[2] for row in rows)
    assert "where chance alone would put about" in page.text
    assert not page.failures()


def test_a_borough_has_its_own_and_another_has_none(visit, planted):
    page = visit(planted, "performance-borough", unit="lambeth", known_at="2004-08-20")
    assert page.rows("Signals of Lambeth")
    other = visit(planted, "performance-borough", unit="hackney", known_at="2004-08-20")
    assert "Nothing of Hackney lies beyond even the plain level." in other.text


def test_nothing_to_look_at_is_said(visit, empty_store):
    assert "No figure could be looked at" in visit(empty_store).text


def test_what_is_looked_at_ahead_is_what_the_opening_page_asks_for(visit, demo_store, monkeypatch):
    monkeypatch.setenv("CJDATA_STORE", str(demo_store.root))
    house = open_house()
    signals.look_ahead(house, house.calendar.opening)
    asked = signals.list_at(house, View(known_at=house.calendar.opening))
    day = look_day(house.calendar, house.calendar.opening)
    assert asked is reads.signals_at(house, day)
    assert day == house.calendar.opening


def test_what_was_left_out_is_said_with_its_reason(visit, demo_store):
    said = visit(demo_store, known_at="2003-11-30").text
    assert "C01, P07 and P08 left out: a stock or roster" in said
    assert "C10, W08 and W09 left out: sent by the quarter" in said


def test_who_can_act_is_said_where_the_definition_says_it(visit, demo_store, catalogue):
    assert [m.id for m in catalogue.measures.values() if m.controllable_by] == [
        "T10", "P01", "P02", "P03",
    ]  # fmt: skip
    house_page = visit(demo_store, known_at="2003-11-30")
    who = [row[4] for row in house_page.rows("Signals: what its own past does not explain")]
    assert set(who) <= {"police, by definition", "not defined", "asked of what is called"}
    assert "not defined" in who


def test_what_is_not_called_is_neither_better_nor_worse(visit, demo_store):
    rows = visit(demo_store, known_at="2003-11-30").rows("Signals: what its own past")
    assert all(row[4] != "asked of what is called" or "than expected" in row[2] for row in rows)
    beside = [row[2] for row in rows if row[2].startswith(("△", "▽"))]
    assert beside
    assert not any("better" in said or "worse" in said for said in beside)


def test_the_day_of_the_look_is_said_where_it_is_another(visit, demo_store):
    page = visit(demo_store, known_at="2003-11-29")
    assert "as looked at on 15 November 2003" in page.text
    assert "as looked at on" not in visit(demo_store).text


def test_a_borough_hears_what_moved_against_an_improvement(visit, demo_store):
    page = visit(demo_store, "performance-borough", unit="hackney", known_at="2003-11-30")
    assert "Improved, and what moved against it" in page.text
    said = r"magistrates' courts fell by [\d.]+ points while cracked trial rate, [^;]*? rose by"
    assert re.search(said, page.text)
    trends = visit(
        demo_store, "performance-trends", unit="hackney", measure="T05", known_at="2003-11-30"
    )
    assert re.search(said, trends.text).group() == re.search(said, page.text).group()
    other = visit(demo_store, "performance-borough", unit="barnet", known_at="2003-11-30")
    assert "moved against it" not in other.text
