"""Every return adds up, as first sent and as corrected; recomputed from the files."""

from __future__ import annotations

from .conftest import KEY, totals

FILE_KEY = [*KEY, "file"]


def counts_by_component(rows, collection):
    own = totals(rows[rows["collection"] == collection])
    return own.pivot(index=FILE_KEY, columns="component", values="count")


def test_the_parts_of_a_component_add_up_to_it(rows, catalogue):
    compared = 0
    for component in catalogue.components.values():
        for collection in component.collections if component.sum_of else ():
            counts = counts_by_component(rows, collection).dropna(subset=[component.id])
            parts = counts[list(component.sum_of)].sum(axis=1, skipna=False)
            assert (parts == counts[component.id]).all()
            compared += len(counts)
    assert compared > 2500


def test_no_component_exceeds_the_one_that_bounds_it(rows, catalogue):
    bounded = [c for c in catalogue.components.values() if c.not_above]
    assert len(bounded) == 8
    for component in bounded:
        counts = counts_by_component(rows, component.collections[0])
        both = counts[[component.id, component.not_above]].dropna()
        assert len(both) > 0
        assert (both[component.id] <= both[component.not_above]).all()


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
    assert set(tiers.index) == set(catalogue.collections)
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
