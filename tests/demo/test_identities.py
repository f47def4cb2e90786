"""Every return adds up, as first sent and as corrected; recomputed from the files."""

from __future__ import annotations

import pytest

from cjdata.demo.generate import COLLECTIONS
from cjdata.demo.processing import OFFICERS_NAMED

from .conftest import KEY, totals

FILE_KEY = [*KEY, "file"]


def counts_by_component(rows, collection):
    own = totals(rows[rows["collection"] == collection])
    return own.pivot(index=FILE_KEY, columns="component", values="count")


def test_the_parts_of_a_component_add_up_to_it(rows, catalogue):
    compared = 0
    summed = [c for c in catalogue.components.values() if c.sum_of]
    for component in summed:
        for collection in set(component.collections) & set(COLLECTIONS):
            counts = counts_by_component(rows, collection).dropna(subset=[component.id])
            parts = counts[list(component.sum_of)].sum(axis=1, skipna=False)
            assert (parts == counts[component.id]).all()
            compared += len(counts)
    assert compared > 2500


def test_no_component_exceeds_the_one_that_bounds_it(rows, catalogue):
    bounded = [
        (c, collection)
        for c in catalogue.components.values()
        for collection in c.collections
        if c.not_above and collection in COLLECTIONS
    ]
    assert len(bounded) == 25
    for component, collection in bounded:
        counts = counts_by_component(rows, collection)
        both = counts[[component.id, component.not_above]].dropna()
        assert len(both) > 0
        assert (both[component.id] <= both[component.not_above]).all()


def test_files_right_first_time_are_on_time_and_sufficient(rows):
    files = counts_by_component(rows, "files")
    assert len(files) > 1000
    assert (files["case_files_right_first_time"] <= files["case_files_on_time"]).all()
    assert (files["case_files_right_first_time"] <= files["case_files_sufficient"]).all()


def test_no_more_plead_at_the_first_hearing_than_plead(rows):
    cases = counts_by_component(rows, "case-outcomes")
    assert cases["guilty_pleas"].sum() > cases["guilty_pleas_first_hearing"].sum()


def test_every_case_whose_trial_cracked_was_disposed_of(rows):
    crown = counts_by_component(rows, "trials-crown")
    assert (crown["trials_cracked"] <= crown["committals_disposed"]).all()


def test_a_stock_is_no_sum_and_a_sum_is_longer_than_its_people_are_many(rows):
    custody = counts_by_component(rows, "custody")
    hours = custody["hours_arrest_to_charge"] / custody["detainees_charged"]
    days = custody["days_charge_to_first_hearing"] / custody["defendants_bailed_to_court"]
    assert hours.between(4, 20).all()
    assert days.between(3, 15).all()
    warrants = counts_by_component(rows, "warrants")["warrants_outstanding"].groupby("period").sum()
    assert warrants.between(9_000, 13_000).all()


def test_young_offenders_take_the_days_that_england_and_wales_published(rows):
    youth = counts_by_component(rows, "youth").groupby("period").sum().sort_index()
    year = youth["2003-01":"2003-12"].sum()
    assert year["days_arrest_to_sentence"] / year["young_offender_cases_sentenced"] == (
        pytest.approx(66.0, abs=3.0)
    )


def test_only_twelve_boroughs_have_posts_and_none_before_2004(rows):
    roster = rows[rows["component"] == "detention_officers_in_post"]
    there = roster[roster["value"] != "[z]"]
    assert there["unit"].nunique() == 12
    assert set(OFFICERS_NAMED) <= set(there["unit"])
    assert there["period"].min() == "2004-01"
    assert there["count"].max() <= 10


def test_courts_add_up_to_their_borough(rows):
    trials = rows[(rows["collection"] == "trials-magistrates") & (rows["value"] != "[x]")]
    by = [*FILE_KEY, "component"]
    courts = trials[(trials["court"] != "") & (trials["reason"] == "")].groupby(by)["count"].sum()
    borough = totals(trials).set_index(by)["count"]
    assert (courts == borough.reindex(courts.index)).all()
    assert len(courts) == len(borough)


def test_reasons_add_up_to_their_court(rows):
    trials = rows[rows["collection"].str.startswith("trials-")]
    by = [*FILE_KEY, "component", "court"]
    with_reasons = trials["component"].isin(["trials_cracked", "trials_ineffective"])
    reasons = trials[trials["reason"] != ""].groupby(by)["count"].sum()
    whole = trials[with_reasons & (trials["reason"] == "")].set_index(by)["count"]
    at_court = (whole.index.get_level_values("court") != "") | (
        whole.index.get_level_values("collection") == "trials-crown"
    )
    whole = whole[at_court]
    assert (reasons.reindex(whole.index, fill_value=0) == whole).all()


def test_a_reason_row_is_left_out_rather_than_given_as_zero(rows):
    assert (rows.loc[rows["reason"] != "", "count"] > 0).all()


def test_the_rows_carry_the_court_tier_of_their_collection(rows, catalogue):
    tiers = rows.groupby("collection")["court_tier"].agg(set)
    assert set(tiers.index) == set(COLLECTIONS)
    for name, found in tiers.items():
        assert found == {catalogue.collections[name].court_tier or ""}


def test_only_crown_courts_give_the_reasons_of_crown_courts(rows, catalogue):
    crown_only = {r.code for r in catalogue.reasons.values() if r.courts == "crown"}
    magistrates = rows[rows["collection"] == "trials-magistrates"]
    assert crown_only
    assert not set(magistrates["reason"]) & crown_only


def test_a_borough_reports_at_the_courts_that_it_uses(rows, catalogue):
    at_court = rows[rows["court"] != ""][["unit", "court"]].drop_duplicates()
    assert all(row.unit in catalogue.units[row.court].members for row in at_court.itertuples())
    assert set(at_court["unit"]) == {b.id for b in catalogue.boroughs}


def test_witnesses_came_or_did_not(rows):
    counts = rows.pivot_table(
        index=["unit", "period", "known_on"], columns="component", values="count"
    )
    whole = counts[["witnesses_required", "witnesses_attended", "witnesses_absent"]].dropna()
    assert len(whole) > 1000
    came = whole["witnesses_attended"] + whole["witnesses_absent"]
    assert (came == whole["witnesses_required"]).all()
