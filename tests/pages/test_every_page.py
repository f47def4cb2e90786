"""Every registered page, at every kind of date, in every kind of store."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cjdata.ledger import Store
from tests.pages.conftest import Open
from tests.pages.registry import PAGES, Page

DEMO_LABEL = "Demo: performance figures are invented"
DATES = {
    "opening": {},
    "latest": {"known_at": "2005-08-15"},
    "before everything": {"known_at": "2000-01-01"},
}
each_page = pytest.mark.parametrize("page", PAGES, ids=str)


@each_page
@pytest.mark.parametrize("date", DATES)
def test_a_page_of_the_demo_store_says_one_thing_and_its_label(
    visit: Open, demo_store: Store, page: Page, date: str
):
    found = visit(demo_store, page.address, **DATES[date])
    assert found.failures() == []
    assert found.heading
    assert DEMO_LABEL in found.text
    assert "Live store" not in found.text
    assert len(found.charts()) <= 1  # each of parts that Plotly knows


@each_page
@pytest.mark.parametrize("date", ["opening", "before everything"])
def test_a_page_of_an_empty_live_store_says_one_thing_and_no_demo(
    visit: Open, empty_store: Path, page: Page, date: str
):
    found = visit(empty_store, page.address, **DATES[date])
    assert found.failures() == []
    assert found.heading
    assert "Live store" in found.text
    for word in ("Demo", "demo", "invented", "illustrative"):
        assert word not in found.text


NOWHERE_LATER = [
    "", "performance-borough", "performance-compare", "performance-trends", "performance-trials",
    "performance-charging", "performance-witness", "performance-processing",
]  # fmt: skip


@pytest.mark.parametrize("address", NOWHERE_LATER)
@pytest.mark.parametrize("date", ["opening", "before everything"])
def test_where_no_return_came_later_nobody_is_sent_to_a_later_date(
    visit: Open, empty_store: Path, live_store: Path, address: str, date: str
):
    found = visit(empty_store, address, **DATES[date]).text.casefold()
    assert "load returns under returns, submit" in found
    assert "step to a later" not in found
    if date == "before everything":
        assert "step to a later date" in visit(live_store, address, **DATES[date]).text.casefold()


@each_page
def test_a_page_stands_on_a_single_return(visit: Open, live_store: Path, page: Page):
    found = visit(live_store, page.address)
    assert found.failures() == []
    assert found.heading


@each_page
def test_the_address_always_says_what_is_shown(visit: Open, demo_store: Store, page: Page):
    shown = visit(demo_store, page.address).parameters
    assert shown["known_at"] == "2003-11-30"
    assert shown.keys() <= {"known_at", *page.parameters}


@each_page
def test_an_opened_table_lists_what_it_announces(visit: Open, demo_store: Store, page: Page):
    found = visit(demo_store, page.address)
    announced = [e.key for e in found.app.expander if str(e.key).startswith("twin-")]
    for key in announced:
        found.app.session_state[key] = True
    found.app.run()
    assert found.failures() == []
    for opened in (e for e in found.app.expander if e.key in announced):
        nothing = [c for c in opened.caption if c.value.startswith("There is nothing to list")]
        assert len(opened.dataframe) + len(nothing), opened.label
    assert all(len(table.value) for table in found.app.dataframe)


def test_a_live_store_opens_today(visit: Open, empty_store: Path):
    assert visit(empty_store).parameters["known_at"] == dt.date.today().isoformat()


def test_nothing_is_said_to_have_come_where_nothing_came(visit: Open, empty_store: Path):
    for address in ("", "performance-borough"):
        assert "no return is known at this date" in visit(empty_store, address).text
