"""Sizes, seasons, memory, differences and reasons, recomputed from the standing returns."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from cjdata.demo.panel import stream, wandering
from cjdata.demo.shape import MEMORY

from .conftest import wide


@pytest.mark.parametrize(
    ("collection", "component"),
    [("trials-magistrates", "trials_listed"), ("case-outcomes", "cases_completed"),
     ("witness-care", "witnesses_required")],
)  # fmt: skip
def test_caseloads_follow_population(standing, catalogue, collection, component):
    mean = wide(standing, collection)[component].groupby("unit").mean()
    people = pd.Series({b.id: b.population_2001 for b in catalogue.boroughs})
    assert mean.corr(people, method="spearman") > 0.7


def test_courts_sit_less_in_december_and_august(standing):
    listed = wide(standing, "trials-magistrates")["trials_listed"]
    by_month = listed.groupby(listed.index.get_level_values("period").str[-2:]).mean()
    assert by_month["12"] < 0.88 * by_month.mean()
    assert by_month["08"] < 0.93 * by_month.mean()


def test_boroughs_differ_and_stay_different(standing):
    counts = wide(standing, "trials-magistrates")
    year = counts.index.get_level_values("period") < "2003-04"
    rates = [
        part["trials_ineffective"] / part["trials_listed"]
        for part in (counts[half].groupby("unit").sum() for half in (year, ~year))
    ]
    assert 0.02 < rates[0].std() < 0.06
    assert rates[0].corr(rates[1], method="spearman") > 0.6


def test_a_month_remembers_the_one_before(standing):
    cases = np.log(wide(standing, "case-outcomes")["cases_completed"]).unstack("unit")
    own = cases.sub(cases.mean(axis=1), axis=0)
    assert own.apply(lambda unit: unit.autocorr()).mean() > 0.15


def test_a_departure_keeps_its_size_and_half_of_itself():
    departures = wandering(stream(5, "test"), 4000, 2.0)
    assert departures.std() == pytest.approx(2.0, rel=0.02)
    after = np.corrcoef(departures[:, 10], departures[:, 11])[0, 1]
    assert after == pytest.approx(MEMORY, abs=0.04)


def test_the_reasons_stand_in_the_order_of_the_national_list(standing):
    for collection, order in (
        ("trials-magistrates", ["N3", "S1", "W2", "Q2", "N1"]),
        ("trials-crown", ["N3", "S1", "Q2", "M2", "S2", "W3"]),
    ):
        own = standing[standing["collection"] == collection]
        sums = own[own["component"] == "trials_ineffective"].groupby("reason")["count"].sum()
        ranked = sums.drop("").sort_values(ascending=False).index.tolist()
        assert ranked[: len(order)] == order


def test_charging_counts_begin_with_the_first_prosecutor(standing):
    own = standing[standing["collection"] == "charging"]
    values = own.pivot(index=["unit", "period"], columns="component", values="value")
    sites = values["charging_sites_with_prosecutor"].astype(int)
    work = values.drop(columns=["charging_sites_with_prosecutor", "charging_sites_in_scope"])
    assert (work[sites == 0] == "[z]").all(axis=None)
    assert not (work[sites > 0] == "[z]").any(axis=None)
    assert sites.unstack("period")["2003-01"].loc[lambda s: s > 0].to_dict() == {"southwark": 1}
    assert (sites.unstack("period")["2005-03"].dropna() > 0).all()
