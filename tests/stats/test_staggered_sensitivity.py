"""Sensitivity to departing trends and the smallest effect, against arithmetic by hand."""

import numpy as np
import pytest
from scipy import stats

from cjdata.stats.staggered import (
    aggregate,
    group_time_effects,
    smallest_detectable_effect,
    trend_sensitivity,
)
from cjdata.stats.staggered.simulation import simulate_rollout
from tests.stats.test_staggered_group_time import FOUR, NAMES, random_panel

SIMULATED = {
    "outcome": "outcome",
    "unit": "unit",
    "period": "period",
    "first_treated": "first_treated",
    "control": "not_yet",
}


@pytest.fixture(scope="module")
def dynamic():
    panel = simulate_rollout("waves", "growing", seed=5).panel
    return aggregate(group_time_effects(panel, **SIMULATED, draws=0), "dynamic")


def test_without_departure_it_is_the_interval_itself():
    effects = group_time_effects(random_panel(), **NAMES)
    drawn = aggregate(effects, "dynamic")
    found = trend_sensitivity(drawn, horizon=100, multiples=[0])
    limits = found.by_multiple[["lower", "upper"]].iloc[0].tolist()
    assert found.estimate == pytest.approx(drawn.estimate)
    assert limits == pytest.approx(list(drawn.interval95), rel=0.02)


def test_departures_add_up_period_by_period(dynamic):
    # A step of s a period is s, 2 s and 3 s at event times 0, 1 and 2: 2 s on average.
    before = dynamic.by[dynamic.by["event_time"] < 0]["estimate"]
    found = trend_sensitivity(dynamic, horizon=2, multiples=[0, 1])
    step = before.abs().max()
    assert found.largest_step == step
    none, whole = found.by_multiple.to_dict("records")
    assert none["lower"] - whole["lower"] == pytest.approx(2 * step)
    assert whole["upper"] - none["upper"] == pytest.approx(2 * step)


def test_breakdown_is_where_the_interval_reaches_zero(dynamic):
    found = trend_sensitivity(dynamic, horizon=5)
    assert found.breakdown > 0
    at = trend_sensitivity(dynamic, horizon=5, multiples=[found.breakdown]).by_multiple.iloc[0]
    assert min(abs(at["lower"]), abs(at["upper"])) == pytest.approx(0, abs=1e-12)


def test_an_interval_that_holds_zero_breaks_down_at_once():
    panel = simulate_rollout("waves", "none", seed=5).panel
    drawn = aggregate(group_time_effects(panel, **SIMULATED, draws=0), "dynamic")
    assert trend_sensitivity(drawn).breakdown == 0


def test_nothing_before_go_live_teaches_nothing():
    drawn = aggregate(group_time_effects(FOUR, **NAMES), "dynamic")
    assert np.isnan(trend_sensitivity(drawn).breakdown)


def test_smallest_effect_is_found_as_often_as_it_says():
    # A t test with known error: power at the smallest effect, by the noncentral t.
    effects = group_time_effects(random_panel(), **NAMES)
    drawn = aggregate(effects)
    smallest = smallest_detectable_effect(drawn, power=0.8)
    free = drawn.degrees_of_freedom
    shift = smallest / drawn.error
    power = stats.nct.sf(stats.t.ppf(0.975, free), free, shift)
    assert power == pytest.approx(0.8, abs=0.02)


def test_more_power_needs_a_larger_effect(dynamic):
    assert smallest_detectable_effect(dynamic, power=0.9) > smallest_detectable_effect(dynamic)


def test_faults_in_the_call_are_errors(dynamic):
    with pytest.raises(ValueError, match="dynamic"):
        trend_sensitivity(aggregate(group_time_effects(FOUR, **NAMES)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        smallest_detectable_effect(dynamic, power=1)
