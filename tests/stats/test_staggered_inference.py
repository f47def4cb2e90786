"""Errors, intervals and bands: what they are made of, and that they widen where they must."""

import numpy as np
import pytest
from scipy import stats

from cjdata.stats.staggered.inference import (
    FEW_CLUSTERS,
    analytical_errors,
    band,
    bootstrap_errors,
    cluster_deviations,
    kept_units,
    multiplier_draws,
    spread,
    t_value,
)


@pytest.fixture(scope="module")
def influence() -> np.ndarray:
    values = np.random.default_rng(2).normal(size=(40, 6))
    return values - values.mean(axis=0)


def test_analytical_error_is_the_root_of_the_mean_square(influence):
    found = analytical_errors(influence, np.arange(40))
    np.testing.assert_allclose(found, np.sqrt((influence**2).mean(axis=0) / 40))


def test_units_of_one_cluster_count_together():
    influence = np.array([[1.0], [1.0], [-1.0], [-1.0]])
    assert analytical_errors(influence, np.array([0, 0, 1, 1]))[0] == np.sqrt(8) / 4
    assert np.isnan(analytical_errors(influence, np.array([0, 1, 0, 1]))[0])  # they cancel


def test_leaving_one_out_of_a_mean_gives_the_textbook_error():
    values = np.array([1.0, 2.0, 4.0, 9.0])
    without = np.array([[np.delete(values, one).mean()] for one in range(4)])
    deviations = cluster_deviations(np.empty((4, 1)), without, np.arange(4))
    assert spread(deviations)[0] == pytest.approx(values.std(ddof=1) / 2)


def test_an_effect_that_vanishes_with_a_cluster_has_no_error():
    without = np.array([[1.0], [np.nan], [2.0]])
    assert np.isnan(spread(cluster_deviations(np.empty((3, 1)), without, np.arange(3)))[0])


def test_many_clusters_are_not_left_out_one_by_one():
    assert kept_units(np.arange(FEW_CLUSTERS + 1)) is None
    kept = kept_units(np.array([0, 0, 1]))
    assert kept.tolist() == [[False, False, True], [True, True, False]]


def test_draws_have_the_spread_of_the_deviations(influence):
    draws = multiplier_draws(influence, 20_000, seed=3)
    np.testing.assert_allclose(draws.std(axis=0), spread(influence), rtol=0.03)
    np.testing.assert_array_equal(draws, multiplier_draws(influence, 20_000, seed=3))


def test_band_holds_all_rows_at_once_as_often_as_it_says():
    # Six independent normal rows: the critical value is known.
    deviations = np.random.default_rng(5).normal(size=(400, 6))
    exact = stats.norm.ppf((1 + 0.95 ** (1 / 6)) / 2)
    found = band(deviations, degrees_of_freedom=10_000, draws=5000, seed=1)
    assert found.critical_value == pytest.approx(exact, rel=0.03)


def test_few_degrees_of_freedom_widen_the_band(influence):
    many = band(influence, degrees_of_freedom=1000, draws=999, seed=1)
    few = band(influence, degrees_of_freedom=5, draws=999, seed=1)
    assert few.critical_value > many.critical_value > stats.norm.ppf(0.975)
    np.testing.assert_allclose(few.pointwise, stats.t.ppf(0.975, 5) * spread(influence))


def test_without_draws_the_band_is_the_interval(influence):
    found = band(influence, degrees_of_freedom=30, draws=0, seed=None)
    np.testing.assert_array_equal(found.simultaneous, found.pointwise)


def test_no_degrees_of_freedom_no_interval():
    assert np.isnan(t_value(0))
    assert t_value(31) == pytest.approx(2.0395, abs=1e-4)  # Student's table


def test_bootstrap_error_is_near_the_analytical_one(influence):
    errors, critical = bootstrap_errors(influence, np.arange(40), draws=20_000, seed=1)
    np.testing.assert_allclose(errors, analytical_errors(influence, np.arange(40)), rtol=0.05)
    assert critical > stats.norm.ppf(0.975)


def test_bootstrap_gives_no_error_to_what_never_moves():
    influence = np.column_stack([np.zeros(10), np.linspace(-1, 1, 10)])
    errors, _ = bootstrap_errors(influence, np.arange(10), draws=200, seed=1)
    assert np.isnan(errors[0])
    assert errors[1] > 0
