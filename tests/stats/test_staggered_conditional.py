"""Effects given covariates, against least squares and likelihood done another way."""

import numpy as np
import pandas as pd
import pytest
from scipy.optimize import minimize

from cjdata.stats.staggered import aggregate, group_time_effects

NAMES = {"outcome": "y", "unit": "unit", "period": "period", "first_treated": "start"}
UNITS = 60


@pytest.fixture(scope="module")
def rows() -> pd.DataFrame:
    generator = np.random.default_rng(3)
    x = generator.normal(50, 10, UNITS)
    treated = generator.random(UNITS) < 1 / (1 + np.exp(-(x - 52) / 12))
    change = 1 + 0.2 * x + 2 * treated + generator.normal(size=UNITS)
    before = generator.normal(size=UNITS)
    return pd.DataFrame(
        {
            "unit": np.tile(np.arange(UNITS), 2),
            "period": np.repeat([1, 2], UNITS),
            "start": np.tile(np.where(treated, 2, np.nan), 2),
            "x": np.tile(x, 2),
            "y": np.concatenate([before, before + change]),
        }
    )


def parts(rows: pd.DataFrame) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    first, second = rows[rows.period == 1], rows[rows.period == 2]
    design = np.column_stack([np.ones(UNITS), first["x"]])
    return (second.y.to_numpy() - first.y.to_numpy()), first.start.notna().to_numpy(), design


def fitted_by_likelihood(treated: np.ndarray, design: np.ndarray) -> np.ndarray:
    scaled = np.column_stack([design[:, 0], design[:, 1] - design[:, 1].mean()])

    def loss(beta: np.ndarray) -> float:
        index = scaled @ beta
        return float(np.logaddexp(0, index).sum() - index[treated].sum())

    best = minimize(loss, np.zeros(2), method="BFGS", options={"gtol": 1e-9}).x
    return 1 / (1 + np.exp(-scaled @ best))


def effect(rows: pd.DataFrame, method: str) -> float:
    return group_time_effects(rows, **NAMES, covariates=["x"], est_method=method)["estimate"][0]


def test_regression_subtracts_what_the_others_predict(rows):
    change, treated, design = parts(rows)
    beta = np.linalg.lstsq(design[~treated], change[~treated], rcond=None)[0]
    assert effect(rows, "reg") == pytest.approx((change - design @ beta)[treated].mean())


def test_weighting_makes_the_others_look_like_the_treated(rows):
    change, treated, design = parts(rows)
    fitted = fitted_by_likelihood(treated, design)
    odds = (fitted / (1 - fitted))[~treated]
    expected = change[treated].mean() - np.average(change[~treated], weights=odds)
    assert effect(rows, "ipw") == pytest.approx(expected, rel=1e-5)


def test_doubly_robust_does_both(rows):
    change, treated, design = parts(rows)
    fitted = fitted_by_likelihood(treated, design)
    beta = np.linalg.lstsq(design[~treated], change[~treated], rcond=None)[0]
    gap = change - design @ beta
    odds = (fitted / (1 - fitted))[~treated]
    expected = gap[treated].mean() - np.average(gap[~treated], weights=odds)
    assert effect(rows, "dr") == pytest.approx(expected, rel=1e-5)


@pytest.mark.parametrize("method", ["dr", "reg", "ipw"])
def test_the_unit_of_a_covariate_does_not_matter(rows, method):
    assert effect(rows.assign(x=rows.x * 1e6 + 3e7), method) == pytest.approx(effect(rows, method))


@pytest.mark.parametrize("method", ["dr", "reg", "ipw"])
def test_covariates_of_the_earlier_period_count(rows, method):
    later_noise = rows.assign(x=rows.x.where(rows.period == 1, 0.0))
    assert effect(later_noise, method) == effect(rows, method)


def test_a_covariate_that_tells_the_groups_apart_is_said_and_not_estimated(rows):
    apart = rows.assign(x=rows.start.notna() * 10.0 + rows.unit % 3)
    effects = group_time_effects(apart, **NAMES, covariates=["x"])
    assert np.isnan(effects["estimate"]).all()
    assert any("no overlap" in note for note in effects.notes)
    assert np.isnan(aggregate(effects).estimate)


def test_more_covariates_than_comparison_units_is_said(rows):
    generator = np.random.default_rng(1)
    names = [f"x{number}" for number in range(40)]
    many = rows.assign(**{name: generator.normal(size=len(rows)) for name in names})
    effects = group_time_effects(many, **NAMES, covariates=names, est_method="reg")
    assert any("too few comparison units" in note for note in effects.notes)


def test_a_single_name_is_one_covariate(rows):
    single = group_time_effects(rows, **NAMES, covariates="x")["estimate"][0]
    assert single == effect(rows, "dr")
