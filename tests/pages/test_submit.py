"""The desk: a return that is accepted in a demo store shows in the view that it came from."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from cjdata.ledger import Store
from cjdata.ui.submit import shown_from
from tests.pages.conftest import Open

NOVEMBER = dt.date(2003, 11, 30)


def test_in_a_demo_store_a_return_is_received_on_the_day_in_view(visit: Open, demo_store: Store):
    for day in (NOVEMBER, dt.date(2004, 2, 12)):
        found = visit(demo_store, "returns-submit", known_at=day.isoformat())
        (asked,) = [d for d in found.app.date_input if d.label == "Received on"]
        assert asked.value == day


def test_in_a_live_store_a_return_is_received_today(visit: Open, live_store: Path):
    found = visit(live_store, "returns-submit", known_at="2003-11-30")
    (asked,) = [d for d in found.app.date_input if d.label == "Received on"]
    assert asked.value == asked.max


def test_it_is_said_from_which_day_a_return_shows():
    assert shown_from(NOVEMBER, NOVEMBER) == (
        "Once accepted it shows as known at 30 November 2003 and later."
    )
    later = shown_from(dt.date(2003, 12, 1), NOVEMBER)
    assert later.startswith("Once accepted it shows as known at 1 December 2003 and later. ")
    assert "stand at 30 November 2003 and will not show it" in later
