"""Illustrative go-live days against what the papers say."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.demo.generate import demo_go_lives
from cjdata.demo.planted import CASE_PROGRESSION, LAWYERS, MODEL, WITNESS_DESK

NAMED_BY_APRIL = {
    "southwark", "lambeth", "newham", "brent", "hackney", "lewisham", "waltham-forest", "croydon",
    "tower-hamlets", "haringey", "camden", "islington", "westminster",
}  # fmt: skip
EXPECTED_IN_APRIL = {
    "barking-and-dagenham", "richmond-upon-thames", "barnet", "harrow", "bexley", "bromley",
}  # fmt: skip


@pytest.fixture(scope="module", params=(2003, 1, 7))
def days(request, catalogue, events):
    return demo_go_lives(catalogue, events, seed=request.param)


def of(days, initiative):
    return days[days["initiative"] == initiative].set_index("unit")


@pytest.mark.parametrize(
    ("day", "live"),
    [("2003-05-08", 0), ("2003-10-09", 1), ("2003-12-11", 2), ("2004-02-12", 8),
     ("2004-04-22", 13), ("2004-07-12", 26), ("2004-11-04", 32)],
)  # fmt: skip
def test_as_many_boroughs_are_live_on_a_report_day_as_the_report_says(days, day, live):
    by_then = of(days, CASE_PROGRESSION)["day"] <= dt.date.fromisoformat(day)
    assert by_then.sum() == live


def test_every_day_lies_within_the_limits_of_its_row(days):
    for row in days.itertuples():
        assert row.not_before is None or row.not_before < row.day
        assert row.not_after is None or row.day <= row.not_after


def test_the_limits_are_not_wider_than_a_paper_that_names_the_borough(days, events):
    limits = days.set_index(["unit", "initiative"])
    facts = [e for e in events if e.kind == "fact" and e.stage == "live" and e.not_after]
    named = [e for e in facts if (e.unit, e.initiative) in limits.index]
    assert len(named) > 15
    for event in named:
        row = limits.loc[(event.unit, event.initiative)]
        assert row["day"] <= event.not_after
        assert event.not_before is None or row["day"] > event.not_before


def test_only_boroughs_that_no_paper_names_are_invented(days):
    units = of(days, CASE_PROGRESSION)
    assert set(units.index[~units["invented"].astype(bool)]) == NAMED_BY_APRIL
    assert not of(days, MODEL)["invented"].any()
    desks = of(days, WITNESS_DESK)
    named = set(of(days, MODEL).index) | {"ealing", "wandsworth"}
    assert set(desks.index[~desks["invented"].astype(bool)]) == named


def test_the_boroughs_once_expected_in_april_are_among_the_next(days):
    units = of(days, CASE_PROGRESSION)
    assert (units.loc[sorted(EXPECTED_IN_APRIL), "not_after"] == dt.date(2004, 7, 12)).all()


def test_nobody_is_live_while_an_inspector_saw_it_on_its_way(days):
    lambeth = days[days["unit"] == "lambeth"]
    assert (lambeth["day"] > dt.date(2003, 11, 30)).all()


def test_all_32_have_every_element_and_eight_the_whole_model(days):
    counts = days.groupby("initiative")["unit"].nunique()
    assert counts.to_dict() == {CASE_PROGRESSION: 32, LAWYERS: 32, WITNESS_DESK: 32, MODEL: 8}


def test_the_elements_are_live_where_the_model_is(days):
    model = of(days, MODEL)["day"]
    for element in (CASE_PROGRESSION, LAWYERS, WITNESS_DESK):
        assert (of(days, element)["day"].reindex(model.index) <= model).all()


def test_walworth_had_lawyers_before_southwark_did(days):
    partial = of(days, LAWYERS)["partial_from"].dropna()
    assert partial.to_dict() == {"southwark": dt.date(2003, 1, 28)}


def test_nothing_goes_live_at_a_weekend(days):
    assert all(day.weekday() < 5 for day in days["day"])


def test_the_same_seed_draws_the_same_days(catalogue, events, go_lives):
    again = demo_go_lives(catalogue, list(reversed(events)))
    assert again.equals(go_lives)
