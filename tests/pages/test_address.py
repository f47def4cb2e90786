"""The address: read before anything else, always shown, and plain words where it is wrong."""

from __future__ import annotations

import pytest

from cjdata.ledger import Store
from tests.pages.conftest import Open

LONG = "x" * 5000


def test_the_stepper_goes_to_the_report_before_and_after(visit: Open, demo_store: Store):
    found = visit(demo_store)
    assert found.click("later").parameters["known_at"] == "2003-12-11"
    assert found.click("later").parameters["known_at"] == "2004-02-12"
    assert found.click("earlier").parameters["known_at"] == "2003-12-11"
    assert "Two boroughs of 32" in found.heading


def test_the_stepper_finds_the_reports_around_a_day_without_one(visit: Open, demo_store: Store):
    found = visit(demo_store, known_at="2004-01-07")
    assert found.click("earlier").parameters["known_at"] == "2003-12-11"


def test_latest_goes_to_the_last_entry_of_a_demo_store_and_ends_there(
    visit: Open, demo_store: Store
):
    found = visit(demo_store)
    choice = next(box for box in found.app.selectbox if box.label == "As known at")
    assert choice.options[-1] == "15 August 2005 (latest)"
    choice.select_index(len(choice.options) - 1).run()
    assert found.parameters["known_at"] == "2005-08-15"
    assert found.app.button(key="later").disabled


def test_before_the_first_report_there_is_none_earlier(visit: Open, demo_store: Store):
    assert visit(demo_store, known_at="2000-01-01").app.button(key="earlier").disabled


def test_an_address_opens_what_it_says(visit: Open, demo_store: Store):
    asked = {"known_at": "2004-02-12", "unit": "kensington-and-chelsea"}
    found = visit(demo_store, "performance-borough", **asked)
    assert found.parameters == asked
    assert found.heading.startswith("Kensington and Chelsea:")


def test_a_choice_changes_the_address(visit: Open, demo_store: Store):
    found = visit(demo_store, "performance-borough", unit="lambeth")
    found.app.selectbox(key="unit-lambeth").set_value("croydon").run()
    assert found.parameters == {"known_at": "2003-11-30", "unit": "croydon"}
    assert found.heading.startswith("Croydon:")


def test_an_initiative_is_chosen_by_its_address(visit: Open, demo_store: Store):
    found = visit(demo_store, "rollout-map", initiative="flexible-bail")
    assert found.parameters["initiative"] == "flexible-bail"
    assert found.heading == "No plan of flexible bail to court on record; HMIC: not developed."


def test_date_and_borough_are_kept_on_the_way_to_another_page(visit: Open, demo_store: Store):
    found = visit(demo_store, "performance-borough", unit="lambeth", known_at="2004-02-12")
    found.app.switch_page("pages/rollout/map.py")
    found.app.query_params.clear()
    found.app.run()
    assert found.parameters["known_at"] == "2004-02-12"
    found.app.switch_page("pages/performance/borough.py")
    found.app.query_params.clear()
    found.app.run()
    assert found.parameters["unit"] == "lambeth"


WRONG = [
    ("performance-borough", {"unit": "lambeht"}, "did you mean lambeth"),
    ("performance-borough", {"unit": "mps"}, "There is no borough 'mps'"),
    ("performance-borough", {"unit": "../../etc/passwd"}, "There is no borough"),
    ("performance-borough", {"unit": LONG}, "is too long for a unit"),
    ("performance-borough", {"known_at": "yesterday"}, "is not a date: write it as YYYY-MM-DD"),
    ("performance-borough", {"known_at": "2003-13-01"}, "is not a date"),
    ("rollout-map", {"known_at": "1066-10-14"}, "Nothing can be known at 1066-10-14"),
    ("rollout-map", {"known_at": "9999-12-31"}, "choose a day from 2000-01-01 up to today"),
    ("rollout-map", {"initiative": "flexible-bale"}, "did you mean flexible-bail"),
    ("rollout-progress", {"initiative": "<b>all</b>"}, "There is no initiative"),
]


@pytest.mark.parametrize(("address", "asked", "said"), WRONG)
def test_a_wrong_address_gets_a_plain_message_and_the_way_back(
    visit: Open, demo_store: Store, address: str, asked: dict[str, str], said: str
):
    found = visit(demo_store, address, **asked)
    assert found.failures() == []
    assert found.heading == "This address leads nowhere"
    assert said in found.text
    assert f'href="{address}"' in found.markup
    assert 'href="./"' in found.markup
    assert "Traceback" not in found.text
    assert len(found.text) < 600


def test_every_fault_of_an_address_is_named(visit: Open, demo_store: Store):
    asked = {"unit": "lambeht", "known_at": "yesterday"}
    said = visit(demo_store, "performance-borough", **asked).text
    assert "'yesterday' is not a date: write it as YYYY-MM-DD, such as 2003-11-30. " in said
    assert "There is no borough 'lambeht'" in said
    assert "did you mean lambeth" in said


def test_a_court_given_as_unit_is_pointed_to_its_own_place(visit: Open, demo_store: Store):
    said = visit(demo_store, "performance-trials", unit="court-snaresbrook").text
    assert "is a Crown Court, not a borough: write court=court-snaresbrook in place" in said
    elsewhere = visit(demo_store, "performance-borough", unit="court-snaresbrook").text
    assert "court=" not in elsewhere


def test_markup_in_an_address_is_shown_as_text(visit: Open, demo_store: Store):
    found = visit(demo_store, "performance-borough", unit="<img src=x onerror=alert(1)>")
    assert "<img" not in found.markup
    assert "<img src=x onerror=alert(1)>" in found.text


def test_after_a_wrong_address_the_right_one_works(visit: Open, demo_store: Store):
    found = visit(demo_store, "performance-borough", unit="nowhere")
    found.app.query_params["unit"] = "lambeth"
    found.app.run()
    assert found.heading.startswith("Lambeth:")
