"""The trials page, opened as a reader opens it."""

from __future__ import annotations

import re

from tests.stores import load, trials


def test_the_heading_gives_the_share_the_number_and_the_change(visit, demo_store):
    page = visit(demo_store, "performance-trials", unit="croydon")
    assert page.heading == (
        "Croydon: 38.9% of 406 magistrates' trials listed were ineffective in August to "
        "October 2003, 2.8 points lower than a year before."
    )
    assert "54 of the 158 were for reasons that police" in page.below
    assert not page.failures()


def test_vacated_trials_stand_beside(visit, demo_store):
    page = visit(demo_store, "performance-trials", unit="croydon")
    assert "56 vacated left the list before the day, in no share" in page.text


def test_a_reason_leads_to_the_court_in_one_step(visit, demo_store):
    page = visit(demo_store, "performance-trials", unit="croydon")
    names = [row[0] for row in page.rows("Why trials were ineffective")]
    assert "N3 Prosecution witness absent: other" in names
    links = re.findall(r'href="(performance-trends[^"]*reason=N3)"', page.markup)
    assert links
    assert "unit=croydon" in links[0]
    assert "measure=T05" in links[0]


def test_a_crown_court_stands_in_place_of_the_borough(visit, demo_store):
    page = visit(demo_store, "performance-trials", unit="croydon", court="court-snaresbrook")
    assert page.heading.startswith("Snaresbrook Crown Court:")
    assert "Crown Court trials listed" in page.heading
    assert page.parameters["court"] == "court-snaresbrook"


def test_a_magistrates_court_is_no_crown_court(visit, demo_store):
    page = visit(
        demo_store, "performance-trials", unit="croydon", court="court-croydon-magistrates"
    )
    assert "There is no Crown Court" in page.text


def test_an_incomplete_london_is_not_compared(visit, demo_store):
    page = visit(demo_store, "performance-trials", unit="mps")
    assert page.heading.endswith("as far as returns have come.")
    assert "not judged" in page.below


def test_three_months_are_not_held_against_two(visit, demo_store):
    """Reporting began in April 2002: of March to May 2002 there are two months."""
    page = visit(
        demo_store, "performance-trials", unit="kingston-upon-thames", known_at="2003-06-15"
    )
    assert page.heading.endswith("were ineffective in March to May 2003.")
    assert "March to May 2002 is not complete: nothing is compared." in page.below
    assert "2 of 3 of March to May 2002" in page.text
    page = visit(demo_store, "", known_at="2003-06-15")
    (row,) = (r for r in page.rows("What the figures say") if r[0].startswith("Ineffective, magis"))
    assert "not compared: a year ago incomplete" in row


def test_what_was_told_of_the_reasons_waits_for_its_day(visit, demo_store):
    told = "Most used in the quarter to May 2004"
    before = visit(demo_store, "performance-trials", known_at="2004-07-21")
    assert "the full list and its letters are unknown." in before.text
    assert told not in before.text
    assert told in visit(demo_store, "performance-trials", known_at="2004-07-22").text


def test_no_returns_no_trials(visit, empty_store):
    page = visit(empty_store, "performance-trials", unit="croydon")
    assert page.heading == "Croydon: no trials are known by this date."
    assert not page.failures()


def test_a_change_between_too_few_trials_is_not_called(visit, store):
    """20 of 20 beside 0 of 60 are far apart, and on fewer than 30 nothing is judged."""
    counts = {"2003-01": (0, 0, 20), "2003-08": (30, 0, 0), "2003-09": (30, 0, 0)}
    rows = [row for month, three in counts.items() for row in trials("croydon", month, *three)]
    assert load(store, *rows, known_on="2003-11-10").accepted
    asked = {"unit": "croydon", "known_at": "2003-11-30"}
    few = visit(store, "performance-trials", **asked, period="2003-08/2003-09", against="2003-01")
    assert "With fewer than 30 in one of the two periods the change is not judged." in few.below
    assert "chance" not in few.below
    enough = visit(store, "performance-trials", **asked, period="2003-08", against="2003-09")
    assert "is not judged" not in enough.below


def test_two_periods_can_be_chosen_and_are_compared_with_each_other(visit, store):
    rows = [
        row
        for month, counts in {
            "2003-01": (10, 10, 20), "2003-02": (10, 10, 20), "2003-03": (10, 10, 20),
            "2003-08": (30, 10, 10), "2003-09": (30, 10, 10), "2003-10": (30, 10, 10),
        }.items()
        for row in trials("croydon", month, *counts)
    ]  # fmt: skip
    assert load(store, *rows, known_on="2003-11-10").accepted
    asked = {"unit": "croydon", "known_at": "2003-11-30", "against": "2003-01/2003-03"}
    page = visit(store, "performance-trials", **asked)
    # 60 of 120 then, 30 of 150 now
    assert page.heading == (
        "Croydon: 20.0% of 150 magistrates' trials listed were ineffective in August to October "
        "2003, 30.0 points lower than in January to March 2003."
    )
    turned = {"period": "2003-01/2003-03", "against": "2003-08/2003-10"}
    page = visit(store, "performance-trials", **{**asked, **turned})
    assert "50.0% of 120" in page.heading
    assert "30.0 points higher than in August to October 2003" in page.heading
    assert page.parameters["period"] == "2003-01/2003-03"
    assert not page.failures()
    wrong = visit(store, "performance-trials", unit="croydon", period="2003-13")
    assert "is not a month" in wrong.text
