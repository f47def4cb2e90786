"""Signals on the overview and on a borough's page."""

from __future__ import annotations

import re

import pytest

from cjdata.ledger import Store
from tests.planted import plant


@pytest.fixture
def planted(store: Store) -> Store:
    return plant(store)


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
