"""The trends page, opened as a reader opens it."""

from __future__ import annotations

import html
import re

import pytest

from cjdata.intake.returns import load_files
from tests.stores import TODAY


def test_the_heading_is_the_finding(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", grain="quarter")
    assert page.heading.startswith("Croydon: ineffective trial rate, magistrates' courts, 38.8%")
    assert "142 of 366" in page.below
    assert page.parameters["unit"] == "croydon"
    assert page.parameters["known_at"] == "2003-11-30"
    assert not page.failures()


def test_a_reason_leads_to_its_courts(visit, demo_store):
    page = visit(
        demo_store, "performance-trends", unit="lambeth", measure="T05", grain="quarter",
        reason="N3",
    )  # fmt: skip
    rows = page.rows("N3 other prosecution witness absent, by court")
    assert {row[0] for row in rows} == {
        "Camberwell Green Magistrates' Court", "South Western Magistrates' Court"
    }  # fmt: skip


def test_crown_court_measures_open_for_london_and_by_court(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="T02", grain="quarter")
    assert page.parameters["unit"] == "mps"
    assert len(page.rows("By court")) == 10
    assert not page.failures()


def test_a_measure_that_a_unit_does_not_have_is_said_plainly(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="T02", unit="croydon")
    assert "is not counted for Croydon" in page.text
    area = visit(demo_store, "performance-trends", measure="T05", unit="london")
    assert "not counted for London as an area; London's boroughs together are unit=mps" in area.text


@pytest.mark.parametrize("asked", [{}, {"grain": "month"}])
def test_a_survey_of_each_quarter_opens_by_quarter(visit, demo_store, asked):
    """Of 58 answers that Lambeth's return of July to September 2003 holds, 34 were satisfied."""
    page = visit(demo_store, "performance-trends", measure="W09", unit="lambeth", **asked)
    assert page.heading.startswith("Lambeth: victims and witnesses satisfied 58.6% in July to Sep")
    assert "34 of 58" in page.below
    assert page.parameters["grain"] == "quarter"
    assert page.app.selectbox(key="grain-quarter").options == ["by quarter", "by financial year"]


def test_no_limit_lies_beyond_all_posts_and_none_is_told_of_one_figure(visit, demo_store):
    posts = visit(
        demo_store, "performance-trends", measure="P08", unit="lambeth", known_at="2005-06-15"
    )
    assert "limits 23.4% to 100.0%" in posts.text
    earlier = visit(
        demo_store, "performance-trends", measure="P08", unit="lambeth", known_at="2004-11-04"
    )
    hours = next(r for r in earlier.rows("Read beside it") if r[0].startswith("Arrest to charge"))
    assert hours[1:] == ["8.3 hours", "8.4 hours", "under 0.1 hours"]
    years = visit(
        demo_store, "performance-trends", measure="S01", unit="mps", grain="year",
        known_at="2005-06-15",
    )  # fmt: skip
    assert "Two neighbouring figures are needed for limits" in years.text
    assert "flagged" not in years.text
    assert "Trial limits" not in years.text


def test_a_count_begins_with_no_full_stop(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="T07", unit="lambeth")
    assert page.below == "Neither more nor less is better in itself."
    years = visit(
        demo_store, "performance-trends", unit="lambeth", grain="year", known_at="2005-06-15"
    )
    assert "in the year 2004/05" in years.heading


def test_a_mean_says_what_it_is_a_mean_of(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="P06", grain="month")
    assert "65.5 days in October 2003" in page.heading
    assert page.below.startswith("12,832 days over 196.")


def test_what_no_page_follows_is_not_said_to_be_without_returns(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="S03")
    assert "is returned for a whole area and for no borough or court" in page.text
    page = visit(demo_store, "performance-trends", measure="G01")
    assert "No return is made for G01" in page.text


def test_what_a_country_is_to_count_is_held_against_no_borough(visit, demo_store):
    """1.2 million offences a year in England and Wales, beside 405 a month in Lambeth."""
    page = visit(demo_store, "performance-trends", measure="S01", unit="lambeth")
    (figure,) = page.charts()
    assert figure.layout.yaxis.range[1] < 100_000
    assert not [a for a in figure.layout.annotations if "target" in a.text]
    assert "does not reach" not in page.text
    assert "National target: 1,200,000 by 31 March 2006" in page.text


def test_a_unit_of_another_page_does_not_stop_this_one(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="mps", measure="T05")
    page.app.switch_page("pages/performance/borough.py")
    page.app.query_params.clear()
    page.app.run()
    assert not page.failures()
    assert page.headings[0].startswith("Southwark")


def test_nothing_to_draw_draws_no_empty_chart(visit, demo_store):
    page = visit(demo_store, "performance-trends", measure="P08", unit="croydon")
    assert "no figure of detention officers in post" in page.heading
    assert not page.charts()
    assert not page.failures()


def test_no_returns_no_figure(visit, empty_store):
    page = visit(empty_store, "performance-trends", unit="croydon", measure="T05")
    assert "no figure of" in page.heading
    assert not page.failures()


def test_a_figure_of_the_borough_page_leads_to_its_reasons_and_courts(visit, demo_store):
    page = visit(demo_store, "performance-borough", unit="croydon")
    links = re.findall(r'href="performance-trends\?([^"]*)"', page.markup)
    (first,) = (link for link in links if "measure=T05" in link)
    asked = dict(pair.split("=") for pair in first.replace("&amp;", "&").split("&"))
    behind = visit(demo_store, "performance-trends", **asked)
    assert behind.rows("By court")
    assert behind.rows("By reason")


@pytest.mark.parametrize(
    ("page", "measure"),
    [
        ("borough", "W01"),
        ("witness", "W01"),
        ("trials", "T05"),
        ("processing", "P01"),
        ("borough", "W09"),
    ],
)
def test_a_figure_leads_to_the_page_that_shows_it(visit, demo_store, page, measure):
    before = visit(demo_store, f"performance-{page}", unit="southwark", known_at="2003-11-30")
    links = re.findall(r'href="performance-trends\?([^"]*)"', before.markup)
    first = next(link for link in links if f"measure={measure}" in link)
    asked = dict(pair.split("=") for pair in first.replace("&amp;", "&").split("&"))
    figure = {"W01": "72.4%", "T05": "35.5%", "P01": "76.0%", "W09": "60.0%"}[measure]
    assert figure in before.text
    assert figure in visit(demo_store, "performance-trends", **asked).heading


def test_up_to_three_units_stand_beside_the_first(visit, demo_store):
    page = visit(
        demo_store, "performance-trends", unit="croydon", measure="T05", grain="quarter",
        beside="camden,lambeth",
    )  # fmt: skip
    assert page.parameters["beside"] == "camden,lambeth"
    assert "beside it Camden, " in page.text
    assert "beside it Lambeth, " in page.text
    assert not page.failures()
    (chosen,) = page.app.multiselect
    assert chosen.value == ["camden", "lambeth"]
    assert "mps" not in chosen.options
    chosen.set_value(["lambeth", "brent"]).run()
    assert page.parameters["beside"] == "lambeth,brent"
    assert "beside it Camden" not in page.text
    page.app.multiselect[0].set_value([]).run()
    assert "beside" not in page.parameters
    assert not page.failures()


@pytest.mark.parametrize(
    ("beside", "message"),
    [
        ("nowhere", "nowhere"),
        ("camden,court-snaresbrook", "is not counted for Snaresbrook"),
        ("camden,lambeth,brent,merton", "3 units can stand beside the first"),
        (",", "unit"),
    ],
)
def test_wrong_units_beside_are_said_plainly(visit, demo_store, beside, message):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", beside=beside)
    assert "This address leads nowhere" in page.text
    assert message in page.text


def test_what_stands_there_already_is_not_put_beside(visit, demo_store):
    page = visit(
        demo_store, "performance-trends", unit="croydon", measure="T05", beside="mps,croydon,camden"
    )
    assert page.parameters["beside"] == "camden"


def test_another_measure_takes_along_the_units_that_have_it(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="T05", beside="camden")
    (measure,) = [s for s in page.app.selectbox if s.label == "Measure"]
    measure.set_value("T02").run()
    assert page.parameters["unit"] == "mps"
    assert "beside" not in page.parameters
    assert not page.failures()


def test_an_area_is_shown_as_published(visit, store, shared_dir):
    folder = shared_dir / "data" / "foreign" / "cps_outcomes" / "2014"
    file = folder / "principal_offence_category_january_2014.csv"
    before = visit(store, "performance-trends", measure="C12", unit="kent")
    assert "is not counted for Kent" in before.text
    load_files(store, [file], by="A Clerk", profile="cps-outcomes")
    page = visit(
        store, "performance-trends", measure="C12", unit="kent", beside="london,essex",
        known_at=TODAY.isoformat(),
    )  # fmt: skip
    assert page.heading.startswith("Kent: conviction rate as published, ")
    assert "Published by the Crown Prosecution Service" in page.text
    assert file.name in page.text
    assert "beside it Essex" in page.text
    assert not page.failures()
    mixed = visit(
        store, "performance-trends", measure="C12", unit="croydon", beside="kent,camden",
        known_at=TODAY.isoformat(),
    )  # fmt: skip
    assert mixed.parameters["beside"] == "camden"


def test_a_figure_without_reasons_of_its_own_leads_to_the_page_that_has_them(visit, demo_store):
    page = visit(demo_store, "performance-trends", unit="croydon", measure="W01")
    (address,) = re.findall(r'href="(performance-witness[^"]*)"', page.markup)
    assert "Behind it, Croydon: witness care, and why witnesses did not attend" in page.text
    asked = dict(pair.split("=") for pair in html.unescape(address).partition("?")[2].split("&"))
    then = visit(demo_store, "performance-witness", **asked)
    assert then.heading.startswith("Croydon")
    assert "Did not attend: civilian witnesses" in then.text
