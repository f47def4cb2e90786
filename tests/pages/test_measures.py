"""The definition of a measure, opened as anybody opens it."""

from __future__ import annotations

import re

import pytest

from cjdata.definitions import load

CATALOGUE = load()


@pytest.mark.parametrize("measure", ["T05", "C06", "W04"])
def test_a_card_names_the_measure_and_says_why(visit, demo_store, measure):
    page = visit(demo_store, "reference-measures", measure=measure)
    defined = CATALOGUE.measures[measure]
    assert page.heading == f"{measure} {defined.name}"
    assert page.below == " ".join(defined.why.split())
    for caveat in defined.caveats:
        assert caveat in page.text
    assert not page.failures()


def test_paired_measures_and_figures_are_links(visit, demo_store):
    page = visit(demo_store, "reference-measures", measure="T05")
    links = re.findall(r'href="(reference-measures\?[^"]*)"', page.markup)
    assert any("measure=T04" in link for link in links)
    assert re.search(r'href="performance-trends\?[^"]*measure=T05', page.markup)


@pytest.mark.parametrize(
    ("measure", "name", "page"),
    [
        ("T05", "over time, by court and reason", "performance-trends"),
        ("C10", "over time, by court", "performance-trends"),
        ("W06", "over time", "performance-trends"),
        ("G01", "boroughs live by the date of the report", "rollout-progress"),
    ],
)
def test_its_figures_are_where_the_card_sends_to(visit, demo_store, measure, name, page):
    markup = visit(demo_store, "reference-measures", measure=measure).markup
    assert re.search(rf'href="{page}\?[^"]*" target="_self">{name}</a>', markup)


def test_every_measure_is_in_the_index(visit, demo_store):
    page = visit(demo_store, "reference-measures")
    linked = set(re.findall(r'href="reference-measures\?[^"]*measure=(\w+)"', page.markup))
    assert linked == set(CATALOGUE.measures)


def test_a_wrong_measure_is_said_plainly(visit, demo_store):
    page = visit(demo_store, "reference-measures", measure="T99")
    assert "There is no measure 'T99'" in page.text


def test_a_caveat_is_known_from_the_day_that_it_was_told(visit, demo_store):
    """Hansard of 2 February 2004 first gave the 23% (domain dossier, section 6)."""
    asked = {"measure": "T05"}
    day_before = visit(demo_store, "reference-measures", known_at="2004-02-01", **asked)
    assert "31% to 23%" not in day_before.text
    assert "Reasons and outcomes were recorded at court" in day_before.text
    the_day = visit(demo_store, "reference-measures", known_at="2004-02-02", **asked)
    assert "31% to 23% is a cut of 26%" in the_day.text


def test_a_target_is_on_the_card_from_the_day_that_it_was_stated(visit, demo_store):
    """Hansard of 2 February 2004 first gave 26.5% and 23% (domain dossier, section 6)."""
    asked = {"measure": "T05"}
    day_before = visit(demo_store, "reference-measures", known_at="2004-02-01", **asked)
    assert "26.5%" not in day_before.text
    assert "No target is on record by this date; the first was said 2 February" in day_before.text
    the_day = visit(demo_store, "reference-measures", known_at="2004-02-02", **asked)
    assert [row[0] for row in the_day.rows("Targets and baselines")] == [
        "interim target 26.5%",
        "target 23.0%",
    ]
