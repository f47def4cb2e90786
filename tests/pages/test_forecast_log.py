"""The forecast page: what was logged, how it did, each borough, and the programme."""

from __future__ import annotations

import datetime as dt

from cjdata.intake.desk import build
from tests.stores import load_bytes

HEADING = "unit,initiative,stage,extent,not_before,not_after,said_on,kind,count,of,source,note"


def test_what_was_logged_stands_on_the_page(visit, store):
    row = "barnet,lawyers-at-point-of-charge,live,,,2005-06-01,2005-06-01,fact,,,A paper of ours,"
    load_bytes(store, f"{HEADING}\n{row}\n".encode())
    page = visit(store, "rollout-forecast", initiative="lawyers-at-point-of-charge")
    ((day, live, chance, *_),) = page.rows("Forecasts that were logged")
    assert "entry 2" in day
    assert live == "9 of 32", "eight boroughs of the model of February 2004, and Barnet"
    assert chance == "less than 1%", "the target passed on 30 April 2004"
    assert page.failures() == []
    boroughs = page.text.partition("Each borough: the chance")[2]
    assert "Named live (9)" in boroughs
    assert "Barnet, Brent, Croydon" in boroughs


def test_a_store_that_logged_none_says_so(visit, demo_store):
    page = visit(demo_store, "rollout-forecast")
    assert "None has been logged for this initiative by this date" in page.text


def test_a_log_after_the_end_is_not_scored(visit, store):
    build(store, log=True)
    page = visit(store, "rollout-forecast", known_at=dt.date.today().isoformat())
    assert "there is nothing to score" in page.text


def test_the_programme_is_bounded_by_its_weakest_part(visit, demo_store):
    page = visit(demo_store, "rollout-forecast")
    page.app.session_state["twin-forecast-programme"] = True
    page.app.run()
    (table,) = (t.value for t in page.app.dataframe)
    chances = table["p_by_target"].to_list()
    assert chances[-1] == min(chances[:-1])
    assert table["initiative"].iloc[-1].startswith("All of them: at most")
