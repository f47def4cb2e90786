"""Joint tests and placebo dates: they find what is planted and nothing where nothing is."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.staggered import (
    AggregateEffect,
    EffectsStatus,
    JointTestStatus,
    aggregate,
    group_time_effects,
    lead_test,
    placebo_effect,
    pretrend_test,
)
from cjdata.stats.staggered.simulation import simulate_rollout
from tests.stats.test_staggered_group_time import FOUR, NAMES, THREE, random_panel

SIMULATED = {
    "outcome": "outcome",
    "unit": "unit",
    "period": "period",
    "first_treated": "first_treated",
    "control": "not_yet",
}


def test_wald_statistic_of_one_restriction_is_a_squared_t():
    rows = random_panel()
    rows = rows[rows["start"] != 4]  # one cohort, one period before it: one effect to test
    effects = group_time_effects(rows, **NAMES)
    before = effects[effects["event_time"] < 0].iloc[0]
    found = pretrend_test(effects)
    t = before["estimate"] / before["standard_error"]
    assert found.statistic == pytest.approx(t**2)
    assert found.p_value == pytest.approx(2 * stats.norm.sf(abs(t)))


def test_more_effects_than_units_cannot_be_tested():
    panel = simulate_rollout("waves", "none", seed=1).panel
    found = pretrend_test(group_time_effects(panel, **SIMULATED))
    assert found.status == JointTestStatus.TOO_FEW_UNITS
    assert np.isnan(found.p_value)


def test_no_period_before_cannot_be_tested():
    effects = group_time_effects(FOUR, **NAMES)
    assert pretrend_test(effects).status == JointTestStatus.NO_PERIODS_BEFORE
    assert lead_test(aggregate(effects, "dynamic")).status == JointTestStatus.NO_PERIODS_BEFORE


def test_one_lead_is_a_t_test():
    panel = simulate_rollout("waves", "none", seed=4).panel
    dynamic = aggregate(group_time_effects(panel, **SIMULATED), "dynamic")
    last = dynamic.by[dynamic.by["event_time"] == -1].iloc[0]
    half = stats.t.ppf(0.975, dynamic.degrees_of_freedom)
    error = (last["upper"] - last["estimate"]) / half
    expected = 2 * stats.t.sf(abs(last["estimate"] / error), dynamic.degrees_of_freedom)
    assert lead_test(dynamic, leads=1).p_value == pytest.approx(expected)


def test_leads_of_rollouts_without_a_trend_are_seldom_called_one():
    called = []
    for seed in range(60):
        panel = simulate_rollout("waves", "none", seed=seed).panel
        dynamic = aggregate(group_time_effects(panel, **SIMULATED, draws=0), "dynamic")
        called.append(lead_test(dynamic, leads=3).p_value < 0.05)
    assert np.mean(called) < 0.15


def test_a_trend_of_those_who_go_live_is_found():
    panel = simulate_rollout("waves", "none", seed=2).panel
    slope = 0.06 * panel["period"] * panel["first_treated"].notna()
    bent = panel.assign(outcome=panel["outcome"] + slope)
    dynamic = aggregate(group_time_effects(bent, **{**SIMULATED, "control": "never"}), "dynamic")
    assert lead_test(dynamic, leads=3).p_value < 0.01


def test_placebo_by_hand():
    # a goes live in 3, pretended in 2: from 1 to 2 it moves by 0, and c by 1.
    placebo = placebo_effect(THREE[THREE["unit"] != "b"], 1, **NAMES)
    assert placebo.estimate == -1


def test_placebo_dates_find_nothing_but_a_planted_forerunner():
    panel = simulate_rollout("waves", "constant", seed=3).panel
    expected = {**SIMULATED, "outcome": "expected"}
    assert placebo_effect(panel, 3, **expected).estimate == pytest.approx(0, abs=1e-12)
    early = panel["period"] - panel["first_treated"]
    ahead = panel.assign(expected=panel["expected"] - 0.02 * early.between(-3, -1))
    assert placebo_effect(ahead, 3, **expected).estimate == pytest.approx(-0.02)


def test_placebo_dates_before_the_panel_are_said():
    placebo = placebo_effect(THREE, 7, **NAMES)
    assert placebo.status == EffectsStatus.ALL_TREATED_FROM_THE_START
    assert np.isnan(placebo.estimate)


def test_faults_in_the_call_are_errors():
    with pytest.raises(ValueError, match="one period"):
        placebo_effect(THREE, 0, **NAMES)
    with pytest.raises(ValueError, match="dynamic"):
        lead_test(aggregate(group_time_effects(THREE, **NAMES), "simple"))


def mean_as_aggregate(sample: np.ndarray) -> AggregateEffect:
    """The mean of a sample (n, k) dressed up as k leads with their leave-one-out deviations."""
    count, leads = sample.shape
    by = pd.DataFrame({"event_time": range(-leads, 0), "estimate": sample.mean(axis=0)})
    return AggregateEffect(
        kind="dynamic",
        estimate=0.0,
        standard_error=0.0,
        interval95=(0.0, 0.0),
        error=0.0,
        degrees_of_freedom=count - 1,
        by=by.assign(lower=by["estimate"]),
        status=EffectsStatus.ESTIMATED,
        reason="",
        notes=(),
        deviations=(sample - sample.mean(axis=0)) / np.sqrt(count * (count - 1)),
        influence=sample - sample.mean(axis=0),
    )


def test_several_leads_are_hotellings_test():
    # True leads of 0 and 12 units: p values below a tenth come up in a tenth of the samples.
    generator = np.random.default_rng(8)
    found = [
        lead_test(mean_as_aggregate(generator.normal(size=(12, 4))), leads=4).p_value
        for _ in range(1500)
    ]
    assert np.mean(np.array(found) < 0.1) == pytest.approx(0.1, abs=0.025)
    assert np.mean(np.array(found) < 0.5) == pytest.approx(0.5, abs=0.04)
