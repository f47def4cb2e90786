"""The short, seeded form of docs/studies/staggered-effects.md, and the rollouts it is made on."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import (
    aggregate,
    group_time_effects,
    imputation_effect,
    two_way_fixed_effects,
)
from cjdata.stats.staggered.simulation import RolloutDesign, simulate_rollout

NAMES = {"unit": "unit", "period": "period", "first_treated": "first_treated"}
SIMULATIONS = 80


def effect(panel: pd.DataFrame, outcome: str, kind: str = "simple"):
    effects = group_time_effects(panel, outcome=outcome, control="not_yet", draws=0, **NAMES)
    return aggregate(effects, kind)


def results(design: str, shape: str) -> tuple[float, np.ndarray]:
    truth = effect(simulate_rollout(design, shape, seed=0).panel, "expected").estimate
    found = []
    for seed in range(1, SIMULATIONS + 1):
        panel = simulate_rollout(design, shape, seed=seed).panel
        drawn = effect(panel, "outcome")
        found.append((drawn.estimate, *drawn.interval95))
    return truth, np.array(found)


@pytest.mark.parametrize("design", ["waves", "ones_and_twos"])
def test_intervals_hold_an_effect_that_grows(design):
    truth, found = results(design, "growing")
    holds = (found[:, 1] <= truth) & (truth <= found[:, 2])
    assert 0.90 <= holds.mean() <= 0.99  # 92 to 98% on 500, wider for the luck of 80
    assert abs(found[:, 0].mean() - truth) < abs(truth) / 10


def test_no_effect_is_seldom_called_one():
    truth, found = results("everybody", "none")
    called = (found[:, 1] > 0) | (found[:, 2] < 0)
    assert truth == pytest.approx(0, abs=1e-12)
    assert called.mean() <= 0.10


@pytest.mark.parametrize("design", list(RolloutDesign))
@pytest.mark.parametrize("kind", ["simple", "dynamic", "group", "calendar"])
def test_without_noise_a_constant_effect_is_found_exactly(design, kind):
    panel = simulate_rollout(design, "constant", seed=7).panel
    assert effect(panel, "expected", kind).estimate == pytest.approx(-0.05)
    assert imputation_effect(panel, outcome="expected", **NAMES).estimate == pytest.approx(-0.05)


def test_without_noise_growth_is_found_month_by_month():
    panel = simulate_rollout("everybody", "growing", seed=7).panel
    by = effect(panel, "expected", "dynamic").by
    after = by[by["event_time"] >= 0]
    expected = -(0.01 + 0.005 * after["event_time"].clip(upper=12))
    np.testing.assert_allclose(after["estimate"], expected)
    np.testing.assert_allclose(by["estimate"][by["event_time"] < 0], 0, atol=1e-12)


def test_two_way_fixed_effects_fails_where_effects_grow():
    missed = []
    for seed in range(1, 31):
        panel = simulate_rollout("everybody", "growing", seed=seed).panel
        found = two_way_fixed_effects(panel, outcome="outcome", **NAMES)
        missed.append(found.interval95[0] > -0.0418)  # the mean effect over treated months
    assert np.mean(missed) > 0.7


def test_the_seed_fixes_the_rollout():
    one, same, other = (simulate_rollout("waves", "none", seed=seed).panel for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one, same)
    assert not np.allclose(one["outcome"], other["outcome"])
    assert one["outcome"].between(0, 1).all()
