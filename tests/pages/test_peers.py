"""The borough's page with peers that somebody chose."""

from __future__ import annotations

import re

import pytest

from cjdata.intake.desk import build
from cjdata.intake.peers import name_peers
from tests.stores import day, load, trials


def three_boroughs(store):
    for unit, bad in (("lambeth", 90), ("camden", 10), ("hackney", 40)):
        rows = [
            r for m in ("2003-08", "2003-09", "2003-10") for r in trials(unit, m, 100 - bad, 0, bad)
        ]
        load(store, *rows, known_on="2003-11-10", name=f"{unit}.csv")
    name_peers(
        store, {"Two <b>boroughs": ["camden", "hackney"]}, by="A Clerk", known_on=day("2003-11-12")
    )
    return store


@pytest.fixture
def three(filled_with):
    return filled_with(three_boroughs)


def test_a_named_group_stands_in_address_note_and_figure(visit, three):
    page = visit(
        three, "performance-borough", unit="lambeth", peers="two-b-boroughs", known_at="2003-11-30"
    )
    assert page.parameters["peers"] == "two-b-boroughs"
    (row,) = [r for r in page.rows("Where Lambeth stands") if r[1].startswith("Ineffective")][:1]
    assert row[4] == "25.0%"
    assert "the group 'Two <b>boroughs' (Camden and Hackney), named by A Clerk" in page.text
    assert "not an official family" in page.text
    assert "<b>boroughs" not in page.markup
    assert not page.failures()


def test_a_date_before_a_group_was_named_says_from_which_day_it_exists(visit, three):
    asked = {"unit": "lambeth", "peers": "two-b-boroughs"}
    early = visit(three, "performance-borough", **asked, known_at="2003-11-11")
    assert (
        "The group 'Two <b>boroughs' exists from 12 November 2003 on; the sub-region stands in for "
        "it on this earlier date. Peers: the other boroughs of the London Plan 2004"
    ) in early.text
    assert early.parameters["peers"] == "two-b-boroughs"  # the next step in time shows it again
    assert not early.failures()
    named = visit(three, "performance-borough", **asked, known_at="2003-11-12")
    assert "stands in for" not in named.text


def test_nearest_are_labelled_and_an_unknown_group_is_said(visit, three):
    near = visit(three, "performance-borough", unit="lambeth", peers="nearest")
    assert re.search(r"the five nearest boroughs \(.*\), not an official family", near.text)
    assert "standard deviations of the 32 boroughs" in near.text
    wrong = visit(three, "performance-borough", unit="lambeth", peers="two-boroughs")
    assert "here is no group of peers 'two-boroughs'" in wrong.text


def test_a_group_of_the_stores_own_definitions_is_offered_and_named(visit, three):
    own = '[inner]\nname = "Inner boroughs"\nunits = ["camden", "hackney"]\nevidence = "our map."\n'
    (three.definitions / "peers.toml").write_text(own, "utf-8")
    build(three)
    page = visit(three, "performance-borough", unit="lambeth", peers="inner", known_at="2003-11-30")
    assert (
        "the group 'Inner boroughs' (Camden and Hackney), named by the definitions of this store, "
        "not an official family: our map."
    ) in page.text
    assert not page.failures()
