"""The imputation estimator against least squares written out in full."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.staggered import EffectsStatus, imputation_effect
from tests.stats.test_staggered_group_time import FOUR, NAMES, THREE, random_panel


def spelled_out(rows: pd.DataFrame) -> pd.DataFrame:
    """Outcome minus what indicators of unit and period, fitted on untreated rows, predict."""
    gaps = rows.assign(gap=rows["y"] - fitted(rows), age=rows["period"] - rows["start"])
    return gaps[gaps["age"] >= 0]


def test_effect_by_hand():
    # Before: a 1, b 2, c 1, d 3. The others rise by 0.5 on average, then by another 1.5.
    imputed = imputation_effect(FOUR, **NAMES)
    assert imputed.by["estimate"].tolist() == pytest.approx([1.5, 3.0])
    assert imputed.estimate == pytest.approx(2.25)


def test_effect_and_event_times_spelled_out():
    rows = random_panel()
    gaps = spelled_out(rows)
    imputed = imputation_effect(rows, **NAMES)
    assert imputed.estimate == pytest.approx(gaps["gap"].mean())
    np.testing.assert_allclose(imputed.by["estimate"], gaps.groupby("age")["gap"].mean())


def test_interval_rests_on_leaving_out_one_unit_at_a_time():
    rows = random_panel()
    units = np.unique(rows["unit"])
    left = np.array([spelled_out(rows[rows["unit"] != unit])["gap"].mean() for unit in units])
    error = np.sqrt((len(units) - 1) / len(units) * ((left - left.mean()) ** 2).sum())
    imputed = imputation_effect(rows, **NAMES)
    treated = rows.groupby("unit")["start"].first().notna().sum()
    half = stats.t.ppf(0.975, treated - 1) * error
    assert imputed.interval95[0] == pytest.approx(imputed.estimate - half)
    assert imputed.interval95[1] == pytest.approx(imputed.estimate + half)


def test_a_weight_of_two_is_a_second_unit_alike():
    rows = random_panel()
    twice = rows["unit"].isin(["u02", "u08", "u15"])
    copied = pd.concat([rows, rows[twice].assign(unit=rows["unit"] + "-again")])
    weighted = imputation_effect(rows.assign(w=1.0 + twice), **NAMES, weights="w")
    assert weighted.estimate == pytest.approx(imputation_effect(copied, **NAMES).estimate)


def test_unanswerable_questions_carry_their_reason():
    nobody = imputation_effect(FOUR.assign(start=np.nan), **NAMES)
    assert nobody.status == EffectsStatus.NOBODY_TREATED
    assert np.isnan(nobody.estimate)
    alone = imputation_effect(FOUR[FOUR["unit"] != "b"], **NAMES)
    assert alone.status == EffectsStatus.ONE_TREATED_UNIT
    assert np.isnan(alone.interval95).all()


def test_standard_error_is_equation_8_spelled_out():
    # How the effect moves with each outcome gives its weights; effects are centred on their
    # cohort's mean in a period, weighted by the squares of those.
    rows = random_panel(units=16).reset_index(drop=True)
    rows["w"] = 1.0 + rows["unit"].str[1:].astype(int) % 3
    effect = imputation_effect(rows, **NAMES, weights="w")
    weights = np.array(
        [
            imputation_effect(
                rows.assign(y=rows["y"] + (rows.index == row)), **NAMES, weights="w"
            ).estimate
            - effect.estimate
            for row in rows.index
        ]
    )
    gaps = rows.assign(v=weights, live=rows["period"] >= rows["start"])
    gaps["residual"] = gaps["y"] - fitted(rows, rows["w"])
    treated = gaps[gaps["live"]]
    cohort = [treated["start"], treated["period"]]
    squares = (treated["v"] ** 2).groupby(cohort).transform("sum")
    products = (treated["v"] ** 2 * treated["residual"]).groupby(cohort).transform("sum")
    gaps.loc[gaps["live"], "residual"] -= products / squares
    scores = (gaps["v"] * gaps["residual"]).groupby(gaps["unit"]).sum()
    assert effect.standard_error == pytest.approx(np.sqrt((scores**2).sum()))


def test_no_interval_where_one_unit_alone_is_left_untreated():
    # Without c nothing says how period 4 would have gone untreated.
    imputed = imputation_effect(THREE, **NAMES)
    assert np.isfinite(imputed.estimate)
    assert np.isnan(imputed.interval95).all()


def fitted(rows: pd.DataFrame, weights: pd.Series | float = 1.0) -> np.ndarray:
    """What indicators of unit and period predict, fitted on untreated rows."""
    untreated = (~(rows["period"] >= rows["start"])).to_numpy()
    design = pd.get_dummies(rows[["unit", "period"]].astype(str)).to_numpy(float)
    root = np.sqrt(weights * np.ones(len(rows)))[untreated]
    left, right = design[untreated] * np.array(root)[:, None], rows["y"][untreated] * root
    return design @ np.linalg.lstsq(left, right, rcond=None)[0]
