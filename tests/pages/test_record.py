"""What the headings make of the public record, against the committee papers as read by hand.

Dates, counts and names are those of the papers of the authority's committee and of the inspection
report; none of them comes from the code.
"""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl

import pytest

from cjdata.ledger import Store
from tests.pages.conftest import Open

UNITS = "case-progression-unit"

MAP = [
    ("2003-10-09", "One borough has the full model on 9 October 2003; 31 to go in 29 weeks."),
    ("2003-11-30", "One borough has the full model on 30 November 2003; 31 to go in 22 weeks."),
    ("2003-12-11", "Two boroughs have the full model on 11 December 2003; 30 to go in 20 weeks."),
    ("2004-02-12", "Eight boroughs have the full model on 12 February 2004; 24 to go in eleven"),
    ("2004-04-22", "Eight boroughs were reported with the full model on 12 February 2004;"),
]
OVERVIEW = [
    (
        "2003-11-30",
        "One borough of 32 has the full model. The plan of October reaches 10 by March;",
    ),
    ("2004-02-12", "Eight boroughs of 32 have the full model."),
    (
        "2004-07-12",
        "13 of 32 reported with case progression units by the target date; 26 by 12 July 2004.",
    ),
    (
        "2004-11-04",
        "13 of 32 reported with case progression units by the target date; all 32 at some "
        "time between mid-July",
    ),
]
DAYS = [
    ("2003-11-30", "152 days to the end of April 2004"),
    ("2004-04-30", "today is the target date"),
    ("2004-07-12", "73 days after the end of April 2004"),
]


@pytest.mark.parametrize(("date", "begins"), OVERVIEW)
def test_the_overview_tells_the_story_of_its_date(visit, demo_store: Store, date, begins):
    assert visit(demo_store, known_at=date).heading.startswith(begins)


@pytest.mark.parametrize(("date", "begins"), MAP)
def test_the_map_counts_the_boroughs_of_its_date(visit: Open, demo_store: Store, date, begins):
    assert visit(demo_store, "rollout-map", known_at=date).heading.startswith(begins)


@pytest.mark.parametrize(("date", "said"), DAYS)
def test_the_frame_counts_the_days_to_the_target(visit: Open, demo_store: Store, date, said):
    assert said in visit(demo_store, known_at=date).text


def test_26_of_32_are_a_total_without_names(visit: Open, demo_store: Store):
    found = visit(demo_store, "rollout-map", known_at="2004-07-12", initiative=UNITS)
    assert found.heading == "26 of 32 reported on 12 July 2004; which boroughs is not said."
    assert "13 boroughs" in found.below
    assert "13 more are not named" in found.below


def test_all_32_have_units_in_november_2004(visit: Open, demo_store: Store):
    found = visit(demo_store, "rollout-map", known_at="2004-11-04", initiative=UNITS)
    assert found.heading == "All 32 boroughs have case progression units on 4 November 2004."


def test_the_inspectors_and_the_police_stand_side_by_side(visit: Open, demo_store: Store):
    found = visit(demo_store, "rollout-map", known_at="2003-11-30")
    rows = {row[0]: row[1:] for row in found.rows("Who says what")}
    assert "9 October 2003" in rows["Southwark"][0]
    assert "live" in rows["Southwark"][0]
    assert "considerable progress" in rows["Southwark"][1]
    assert "in progress" in rows["Lambeth"][0]
    assert "some way behind Southwark" in rows["Lambeth"][1]


def test_the_plan_of_october_falls_short_on_the_day_it_is_made(visit: Open, demo_store: Store):
    found = visit(demo_store, known_at="2003-10-09")
    assert "10 of 32 planned" in found.text
    assert "Plan and target contradict each other" in found.text


def test_nothing_is_left_to_decide_when_all_have_it(visit: Open, demo_store: Store):
    found = visit(demo_store, known_at="2004-11-04")
    assert "Nothing that follows from what is known at this date." in found.text


def test_a_date_knows_nothing_of_the_days_after_it(visit: Open, demo_store: Store):
    text = visit(demo_store, "rollout-map", known_at="2003-11-30").text
    assert "December 2003, report" not in text
    assert "reported 2004" not in text


def test_the_mark_where_the_count_changed_is_told(visit: Open, demo_store: Store):
    found = visit(demo_store, "rollout-progress", known_at="2004-11-04")
    assert "Reports count case progression units from 22 April 2004" in found.below


def test_initiatives_that_nobody_reported_are_named(visit: Open, demo_store: Store):
    live = {row[0]: row[-1] for row in visit(demo_store).rows("Who has what")}
    assert live["Justice for London model"] == "1 of 32"
    for neglected in ("Custody detention officers", "Flexible bail to court"):
        assert live[neglected] == "HMIC: not developed"


def test_the_overview_compares_london_like_for_like(visit: Open, demo_store: Store):
    """Two of 96 returns were missing on the day of the inspection: two boroughs stand aside."""
    found = visit(demo_store, known_at="2003-11-30").rows("What the figures say of London")
    rows = {row[0].split(",")[0]: row for row in found if row[0].startswith("Ineffective, mag")}
    (row,) = rows.values()
    assert row[3] == "30 of 32 boroughs, like for like: 2.8 points lower (95%: −4.3 to −1.3)"


def test_a_figure_of_the_overview_leads_to_its_trend(visit: Open, demo_store: Store):
    page = visit(demo_store, known_at="2003-11-30")
    (to,) = re.findall(r'href="(performance-trends[^"]*)"[^>]*>Ineffective, Crown<', page.markup)
    asked = dict(parse_qsl(html.unescape(to).partition("?")[2]))
    shown = visit(demo_store, "performance-trends", **asked)
    assert "19.2% in the three months to October 2003" in shown.heading
    assert "461 of 2,402" in shown.below
