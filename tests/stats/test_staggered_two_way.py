"""Two-way fixed effects: the usual regression, and that it fails where effects grow."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import EffectsStatus, two_way_fixed_effects
from cjdata.stats.staggered.simulation import simulate_rollout
from tests.stats.test_staggered_group_time import FOUR, NAMES, THREE, random_panel

SIMULATED = {"unit": "unit", "period": "period", "first_treated": "first_treated"}


def test_coefficient_is_that_of_least_squares_with_indicators():
    rows = random_panel()
    indicators = pd.get_dummies(rows[["unit", "period"]].astype(str)).to_numpy(float)
    live = (rows["period"] >= rows["start"]).to_numpy(float)
    design = np.column_stack([live, indicators])
    fit = np.linalg.lstsq(design, rows["y"].to_numpy(), rcond=None)[0]
    assert two_way_fixed_effects(rows, **NAMES).estimate == pytest.approx(fit[0])


def test_one_cohort_is_a_plain_difference_of_differences():
    # Means after minus before: treated 5 - 1.5, others 3.25 - 2.
    assert two_way_fixed_effects(FOUR, **NAMES).estimate == pytest.approx(3.5 - 1.25)


def test_it_is_exact_where_the_effect_is_constant_and_wrong_where_it_grows():
    constant = simulate_rollout("everybody", "constant", seed=1).panel
    growing = simulate_rollout("everybody", "growing", seed=1).panel
    assert two_way_fixed_effects(constant, outcome="expected", **SIMULATED).estimate == (
        pytest.approx(-0.05)
    )
    live = growing["period"] >= growing["first_treated"]
    before_last = growing["period"] < growing["first_treated"].max()
    age = (growing["period"] - growing["first_treated"])[live & before_last]
    truth = -(0.01 + 0.005 * age.clip(upper=12)).mean()
    found = two_way_fixed_effects(growing, outcome="expected", **SIMULATED)
    assert truth == pytest.approx(-0.0418, abs=1e-4)
    assert found.estimate > 0.6 * truth  # more than four tenths of it missed, without any noise
    assert found.negative_share > 0.1


def test_no_effect_counts_with_the_wrong_sign_in_a_single_cohort():
    assert two_way_fixed_effects(FOUR, **NAMES).negative_share == 0


def test_unanswerable_questions_carry_their_reason():
    refused = two_way_fixed_effects(THREE.assign(start=np.nan), **NAMES)
    assert refused.status == EffectsStatus.NOBODY_TREATED
    assert refused.reason


def test_standard_error_is_clustered_by_unit_as_with_indicators():
    rows = random_panel()
    indicators = pd.get_dummies(rows[["unit", "period"]].astype(str)).to_numpy(float)
    live = (rows["period"] >= rows["start"]).to_numpy(float)
    design = np.column_stack([live, indicators])
    fit = np.linalg.lstsq(design, rows["y"].to_numpy(), rcond=None)[0]
    scores = design * (rows["y"].to_numpy() - design @ fit)[:, None]
    sums = pd.DataFrame(scores).groupby(rows["unit"].to_numpy()).sum().to_numpy()
    bread = np.linalg.pinv(design.T @ design)
    variance = (bread @ sums.T @ sums @ bread)[0, 0] * len(sums) / (len(sums) - 1)
    assert two_way_fixed_effects(rows, **NAMES).standard_error == pytest.approx(np.sqrt(variance))
