"""The imputation estimator against least squares written out in full."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.staggered import EffectsStatus, imputation_effect
from tests.stats.test_staggered_group_time import FOUR, NAMES, THREE, long, random_panel


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


def nobody_left() -> pd.DataFrame:
    """All rise by 1, 2, 3, 4; a and b gain 2 and 4 from going live in 3; z lacks a month."""
    levels = {"a": 10, "b": 20, "c": 30, "d": 50, "z": 0}
    starts = {"a": 3, "b": 3, "c": 4, "d": 4, "z": 6}
    path = np.array([0, 1, 3, 6, 10, 15])
    rows = long({unit: list(level + path) for unit, level in levels.items()}, starts)
    live = rows["period"] >= rows["start"]
    rows["y"] += live * rows["unit"].map({"a": 2, "b": 4, "c": 7, "d": 7, "z": 0})
    return rows[(rows["unit"] != "z") | (rows["period"] != 2)]


def test_months_in_which_nobody_is_untreated_are_left_out():
    # Once z is gone for its gap, c and d tell of period 3 alone: 2 and 4 there, 3 on average.
    rows = nobody_left()
    for shift in (0.0, 100.0):
        shifted = rows.assign(y=rows["y"] + shift * (rows["period"] >= 4))
        imputed = imputation_effect(shifted, **NAMES)
        assert imputed.estimate == pytest.approx(3)
        assert imputed.by["event_time"].tolist() == [0]
        assert imputed.by["estimate"].tolist() == pytest.approx([3])
        assert (imputed.treated, imputed.identified) == (10, 2)


def test_interval_rests_on_the_units_that_are_judged():
    # Without a, b, c or d it is 4, 2, 3 and 3; two units stand behind it.
    imputed = imputation_effect(nobody_left(), **NAMES)
    half = stats.t.ppf(0.975, 1) * np.sqrt(3 / 4 * 2)
    assert imputed.interval95 == pytest.approx((3 - half, 3 + half))
    # The two effects are 1 from their cohort's mean, each with a weight of a half.
    assert imputed.standard_error == pytest.approx(np.sqrt(2 * 0.5**2))


def test_periods_without_a_chain_of_untreated_months_do_not_tell_of_each_other():
    # c and d tell of 1 and 2, e and f of 3 and 4, nobody of the step between: of what a and b
    # gain, 5 and 7 in period 2 and then more, the first alone can be told.
    rows = long(
        {
            "a": [0, 1 + 5, 20, 30],
            "b": [4, 5 + 7, 40, 50],
            "c": [3, 4, 0, 0],
            "d": [8, 9, 0, 0],
            "e": [0, 0, 6, 8],
            "f": [0, 0, 1, 3],
        },
        {"a": 2, "b": 2, "c": np.nan, "d": np.nan, "e": np.nan, "f": np.nan},
    )
    late = rows["period"] >= 3
    rows["w"] = np.where(rows["unit"].isin(["c", "d"]) & late, 0.0, 1.0)
    rows.loc[rows["unit"].isin(["e", "f"]) & ~late, "w"] = 0.0
    for shift in (0.0, 100.0):
        shifted = rows.assign(y=rows["y"] + shift * late)
        imputed = imputation_effect(shifted, **NAMES, weights="w")
        assert imputed.estimate == pytest.approx(6)
        assert (imputed.treated, imputed.identified) == (6, 2)
        # Without a or b 7 or 5, without any other still 6.
        half = stats.t.ppf(0.975, 1) * np.sqrt(5 / 6 * 2)
        assert imputed.interval95 == pytest.approx((6 - half, 6 + half))


def test_nothing_is_told_where_nobody_is_untreated_after_a_go_live():
    rows = nobody_left()
    imputed = imputation_effect(rows[rows["period"] != 3], **NAMES)
    assert imputed.status == EffectsStatus.NO_EFFECT_PERIODS
    assert "untreated" in imputed.reason
    assert np.isnan([imputed.estimate, imputed.standard_error, *imputed.interval95]).all()
    assert imputed.by.empty
    assert (imputed.treated, imputed.identified) == (8, 0)


def test_one_unit_judged_has_no_interval():
    # Of a and c, which both go live, a alone does so while the other tells of it.
    rows = nobody_left()
    imputed = imputation_effect(rows[rows["unit"].isin(["a", "c", "z"])], **NAMES)
    assert imputed.estimate == pytest.approx(2)
    assert imputed.status == EffectsStatus.ONE_TREATED_UNIT
    assert np.isnan(imputed.interval95).all()
