"""Wilson and Byar intervals against PHEindicatormethods, published tables and their definition."""

import math

import numpy as np
import pytest
import python_calamine
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from cjdata.stats.proportions import byar, wilson
from tests.stats.peer import peer_file

# PHEindicatormethods, tests/testthat/testdata_Proportion.xlsx (95% and 99.8%)
WILSON_95 = [
    (1, 100, 0.0017674320641406511, 0.054486196178705294),
    (65, 100, 0.5525444329688797, 0.7363575175690247),
    (9856, 12345, 0.7912101752909069, 0.8053640073614909),
    (7776456, 7564336677, 0.0010273201001641094, 0.0010287644578977231),
]
WILSON_998 = [
    (1, 100, 0.000873065697299977, 0.1045544528370582),
    (65, 100, 0.4954946574070431, 0.7783540614089697),
    (9856, 12345, 0.7869924108419063, 0.8093061412589626),
]
# the same package, testdata_Byars_Wilson.xlsx
BYAR = [
    (65, 0.95, 50.163187710459454, 82.84913854593984),
    (1045, 0.95, 982.5932018073325, 1110.33121298565),
    (65, 0.998, 42.8802614714802, 94.00029084431802),
    (1045, 0.998, 947.9407035610374, 1148.806160988033),
    (10, 0.998, 2.916318374695686, 24.193724927880535),
]
# Garwood's exact 95% limits as tabulated
EXACT_95 = [(0, 0.0, 3.689), (1, 0.025, 5.572), (5, 1.624, 11.668), (9, 4.115, 17.085)]


@pytest.mark.parametrize(("x", "n", "lower", "upper"), WILSON_95)
def test_wilson_at_95_percent(x, n, lower, upper):
    assert tuple(wilson(x, n, 0.95)) == pytest.approx((lower, upper), rel=1e-12)


@pytest.mark.parametrize(("x", "n", "lower", "upper"), WILSON_998)
def test_wilson_at_998_per_mille(x, n, lower, upper):
    assert tuple(wilson(x, n, 0.998)) == pytest.approx((lower, upper), rel=1e-12)


@pytest.mark.parametrize(("count", "confidence", "lower", "upper"), BYAR)
def test_byar_from_ten_events_on(count, confidence, lower, upper):
    assert tuple(byar(count, 1, confidence)) == pytest.approx((lower, upper), rel=1e-12)


def test_byars_formula_below_ten_when_asked_for():
    interval = byar(1, 1, 0.95, exact_below=0)
    assert tuple(interval) == pytest.approx((0.01307213290150435, 5.5637555824752605), rel=1e-12)
    assert byar(1, 1, 0.998, exact_below=0).upper == pytest.approx(9.362180217908362, rel=1e-12)
    assert byar(1, 1, 0.998, exact_below=0).lower == 0.0


@pytest.mark.parametrize(("count", "lower", "upper"), EXACT_95)
def test_exact_below_ten(count, lower, upper):
    assert tuple(byar(count, 1, 0.95)) == pytest.approx((lower, upper), abs=6e-4)


@pytest.mark.parametrize("count", range(10))
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_exact_limits_cut_off_the_stated_tails(count, confidence):
    interval = byar(count, 1, confidence)
    tail = (1 - confidence) / 2
    assert stats.poisson.cdf(count, interval.upper) == pytest.approx(tail)
    if count:
        assert stats.poisson.sf(count - 1, interval.lower) == pytest.approx(tail)


def test_a_rate_is_per_unit_of_its_denominator():
    assert tuple(byar(65, 1000)) == pytest.approx((0.050163187710459454, 0.08284913854593984))
    assert byar(20, 5).upper > 4


def test_all_rows_of_the_peer_proportions():
    path = peer_file("testdata_Proportion.xlsx")
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    known = [row for row in rows if row[1] != "" and row[2] != ""]
    assert len(known) == 16
    x, n, scale = (np.array([row[k] for row in known], dtype=float) for k in (1, 2, 10))
    for confidence, columns in ((0.95, (4, 5)), (0.998, (6, 7))):
        for limit, column in zip(wilson(x, n, confidence), columns, strict=True):
            expected = [row[column] for row in known]
            np.testing.assert_allclose(limit * scale, expected, rtol=1e-12)


def test_all_rows_of_the_peer_byar_and_wilson():
    path = peer_file("testdata_Byars_Wilson.xlsx")
    rows = python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()[1:]
    assert len(rows) == 13
    for x, n, lower, upper, percent, method in rows:
        level = float(percent.rstrip("%")) / 100
        ours = wilson(x, n, level) if method == "Wilson" else byar(x, 1, level, exact_below=0)
        assert ours.upper == pytest.approx(upper, rel=1e-12)
        assert lower == "" or ours.lower == pytest.approx(lower, rel=1e-12)


def test_nothing_and_everything_have_limits_on_the_edge():
    assert wilson(0, 10).lower == 0.0
    assert wilson(10, 10).upper == 1.0
    assert byar(0, 10).lower == 0.0


def test_arrays_broadcast_and_a_missing_count_has_a_missing_interval():
    interval = wilson([1, np.nan, 50], 100)
    assert np.isnan(interval.lower).tolist() == [False, True, False]
    assert np.isnan(interval.upper).tolist() == [False, True, False]
    assert math.isnan(wilson(1, np.nan).lower)
    assert np.isnan(byar([np.nan, 3], [1, np.nan]).upper).all()


def test_one_proportion_has_the_interval_that_it_has_among_many():
    cases, total = (grid.ravel() for grid in np.meshgrid(np.arange(41), [40, 57, 1000]))
    many = wilson(cases, total, 0.9)
    for place, (part, whole) in enumerate(zip(cases.tolist(), total.tolist(), strict=True)):
        one = wilson(part, whole, 0.9)
        expected = many.lower[place], many.upper[place]
        assert (one.lower, one.upper) == pytest.approx(expected, rel=1e-14)


def test_scalars_give_plain_floats():
    assert all(type(limit) is float for limit in (*wilson(3, 10), *byar(3, 10)))


@pytest.mark.parametrize("interval", [wilson, byar])
@pytest.mark.parametrize(
    ("count", "denominator", "confidence"),
    [
        (1, 0, 0.95),
        (1, -3, 0.95),
        (-1, 10, 0.95),
        ([1, -1], [10, 10], 0.95),
        (1, [10, 0], 0.95),
        (np.inf, np.inf, 0.95),
        (1, 10, 95),
        (1, 10, 1.0),
        (1, 10, 0.0),
    ],
)
def test_impossible_counts_are_refused(interval, count, denominator, confidence):
    with pytest.raises(ValueError, match=r"."):
        interval(count, denominator, confidence)


def test_a_part_larger_than_its_whole_is_refused():
    with pytest.raises(ValueError, match="greater than its denominator"):
        wilson([3, 11], [10, 10])


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([0.95, 0.998]))
def test_wilson_solves_its_own_equation(x, extra, confidence):
    # The limits are the p at which (x/n - p) is z standard errors of p away (Wilson 1927).
    n = x + extra
    z = stats.norm.ppf(0.5 + confidence / 2)
    for p in wilson(x, n, confidence):
        assert (x / n - p) ** 2 == pytest.approx(z**2 * p * (1 - p) / n, abs=1e-12)
