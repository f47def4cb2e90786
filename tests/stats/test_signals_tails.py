"""The chances of counts, against SciPy's distributions."""

import numpy as np
import pytest
from scipy import stats

from cjdata.stats.signals.tails import beta_binomial, negative_binomial, two_sided


@pytest.mark.parametrize("cases", [1, 3, 12, 60])
@pytest.mark.parametrize("size", [1.5, 20.0, 400.0])
def test_few_cases_are_beta_binomial(cases, size):
    for mean in (0.02, 0.3, 0.9):
        counts = np.arange(cases + 1.0)
        told = beta_binomial(
            counts,
            np.full(cases + 1, float(cases)),
            np.full(cases + 1, mean),
            np.full(cases + 1, mean * (1 - mean) / (size + 1)),
        )
        spread = stats.betabinom.std(cases, mean * size, (1 - mean) * size)
        near = 1e-7 if spread < 8 else 0.02
        exact = stats.betabinom(cases, mean * size, (1 - mean) * size)
        np.testing.assert_allclose(told[0], exact.cdf(counts - 1), atol=near)
        np.testing.assert_allclose(told[1], exact.pmf(counts), atol=near)


def test_many_cases_are_nearly_beta_binomial():
    counts = np.linspace(100, 600, 26).round()
    full = np.full(26, 1000.0)
    told, _ = beta_binomial(counts, full, np.full(26, 0.3), np.full(26, 0.21 / 201))
    exact = stats.betabinom.cdf(counts - 1, 1000, 60, 140)
    np.testing.assert_allclose(told, exact, atol=0.001)


def test_few_events_are_negative_binomial():
    counts = np.arange(40.0)
    told = negative_binomial(counts, np.full(40, 8.0), np.full(40, 4.0))
    exact = stats.nbinom(16, 16 / 24)
    np.testing.assert_allclose(told[0], exact.cdf(counts - 1), atol=1e-12)
    np.testing.assert_allclose(told[1], exact.pmf(counts), atol=1e-12)


def test_many_events_are_nearly_poisson_where_the_rate_is_known():
    counts = np.arange(120.0, 281.0, 5)
    told, exactly = negative_binomial(counts, np.full(33, 200.0), np.full(33, 1e-6))
    np.testing.assert_allclose(told, stats.poisson.cdf(counts - 1, 200), atol=0.02)
    np.testing.assert_allclose(exactly, stats.poisson.pmf(counts, 200), atol=0.003)


def test_both_tails_count():
    assert two_sided(np.array([0.01, 0.5, 0.99])).tolist() == pytest.approx([0.02, 1.0, 0.02])
