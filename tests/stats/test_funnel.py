"""Funnels against PHEindicatormethods, exact tail sums and a plain reading of FunnelPlotR."""

import math
import statistics

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjdata.stats.funnel import (
    FunnelFlag,
    funnel,
    funnel_limits,
    overdispersed_limits,
    overdispersion,
)
from tests.stats.peer import peer_file

# PHEindicatormethods, testdata_funnel_prop_outputs.csv, in percent about 80.6424478571
TARGET = 0.8064244785714955
PEER_LIMITS = {
    1: (3.204264, 100, 0, 100),
    20: (63.326743, 97.958152, 53.341156, 100),
    102: (72.974925, 88.309971, 68.553233, 92.731663),
    110000: (80.408963, 80.875933, 80.274317, 81.010578),
}
LIMITS = ["lower_95", "upper_95", "lower_998", "upper_998"]
PEER_LABELS = {
    "High (0.001)": FunnelFlag.HIGH_998,
    "High (0.025)": FunnelFlag.HIGH_95,
    "Not significant": FunnelFlag.WITHIN,
    "Low (0.025)": FunnelFlag.LOW_95,
    "Low (0.001)": FunnelFlag.LOW_998,
}
CASES = [100, 150, 180, 80, 120, 225, 60, 310]
SIZES = [208, 212, 365, 195, 300, 420, 230, 505]


@pytest.mark.parametrize("size", PEER_LIMITS)
def test_normal_limits_to_every_printed_digit(size):
    row = funnel_limits(TARGET, [size])[LIMITS].iloc[0] * 100
    assert row.tolist() == pytest.approx(PEER_LIMITS[size], abs=5.1e-7)


def test_the_whole_limits_table_of_the_peer():
    table = pd.read_csv(peer_file("testdata_funnel_prop_outputs.csv"), encoding="utf-8-sig")
    assert len(table) == 100
    limits = funnel_limits(TARGET, table["Population"])[LIMITS] * 100
    np.testing.assert_allclose(limits, table.iloc[:, 1:5], atol=5.1e-7)


def test_all_labels_of_the_peer():
    areas = pd.read_csv(peer_file("testdata_funnel_prop_inputs.csv"), encoding="utf-8-sig")
    assert len(areas) == 303
    result = funnel(areas["numerator"], areas["denominator"])
    assert result.target == pytest.approx(TARGET)
    assert result.units["flag"].tolist() == areas["significance"].map(PEER_LABELS).tolist()


def test_the_frame_has_the_promised_columns():
    frame = funnel_limits(0.5, [10, 20])
    assert list(frame) == ["denominator", *LIMITS]
    others = funnel_limits(0.5, [10], levels=(0.9, 0.999))
    assert list(others)[1:] == ["lower_90", "upper_90", "lower_999", "upper_999"]


def binomial_tail(cases, size, share, *, high):
    """P(X >= cases) or P(X <= cases), added up term by term."""
    side = range(cases, size + 1) if high else range(cases + 1)
    return math.fsum(math.comb(size, k) * share**k * (1 - share) ** (size - k) for k in side)


@given(st.integers(1, 60), st.sampled_from([0.03, 0.2, 0.45, 0.8]), st.data())
def test_exact_limits_flag_what_chance_seldom_gives(size, share, data):
    cases = data.draw(st.integers(0, size))
    flag = funnel([cases], [size], target=share, method="exact").units["flag"].iloc[0]
    low = binomial_tail(cases, size, share, high=False)
    high = binomial_tail(cases, size, share, high=True)
    assert (flag in ("low_95", "low_998")) == (low < 0.025)
    assert (flag in ("high_95", "high_998")) == (high < 0.025)
    assert (flag == "low_998") == (low < 0.001)
    assert (flag == "high_998") == (high < 0.001)


def test_exact_and_normal_limits_meet_in_large_units():
    normal, exact = (funnel_limits(0.3, [10**6], method=m)[LIMITS] for m in ("normal", "exact"))
    np.testing.assert_allclose(normal, exact, atol=2e-6)


@pytest.mark.parametrize("method", ["normal", "exact"])
def test_a_target_of_nothing_or_everything_has_limits_on_it(method):
    assert set(funnel_limits(0.0, [1, 50], method=method)[LIMITS].to_numpy().ravel()) == {0.0}
    assert set(funnel_limits(1.0, [1, 50], method=method)[LIMITS].to_numpy().ravel()) == {1.0}


def test_a_unit_on_its_limit_is_within_it():
    limits = funnel_limits(0.5, [100])
    on_it = limits["upper_95"].iloc[0] * 100
    assert funnel([on_it], [100], target=0.5).units["flag"].iloc[0] == FunnelFlag.WITHIN
    above = funnel([on_it + 0.01], [100], target=0.5).units["flag"].iloc[0]
    assert above == FunnelFlag.HIGH_95


def test_overdispersion_as_funnelplotr_reads():
    """The published steps one by one, with the standard library's quantiles (R's type 7)."""
    aim = math.asin(math.sqrt(sum(CASES) / sum(SIZES)))
    units = zip(CASES, SIZES, strict=True)
    z = [(math.asin(math.sqrt(c / n)) - aim) * 2 * math.sqrt(n) for c, n in units]
    tenths = statistics.quantiles(z, n=10, method="inclusive")
    pulled = [min(max(score, tenths[0]), tenths[-1]) for score in z]
    phi = sum(score**2 for score in pulled) / len(pulled)
    weights = [4 * n for n in SIZES]
    spread = sum(weights) - sum(w**2 for w in weights) / sum(weights)
    tau_squared = (len(z) * phi - (len(z) - 1)) / spread
    found = overdispersion(CASES, SIZES)
    assert found.phi == pytest.approx(phi)
    assert found.tau_squared == pytest.approx(tau_squared)
    assert tau_squared > 0


def test_overdispersed_limits_on_the_arcsine_scale():
    row = overdispersed_limits(0.4, [200], 0.002).iloc[0]
    reach = 1.959964 * math.sqrt(1 / 800 + 0.002)  # the constant FunnelPlotR uses
    assert row["lower_95"] == pytest.approx(math.sin(math.asin(math.sqrt(0.4)) - reach) ** 2)
    assert row["upper_95"] == pytest.approx(math.sin(math.asin(math.sqrt(0.4)) + reach) ** 2)


def test_arcsine_limits_do_not_turn_back_at_the_ends():
    few = overdispersed_limits(0.95, range(1, 40), 0.01)
    assert few["upper_998"].eq(1.0).all()
    assert few["lower_998"].is_monotonic_increasing
    assert overdispersed_limits(0.02, [1], 0.0)["lower_95"].eq(0.0).all()


def test_the_scatter_that_was_put_in_is_found_again():
    chance = np.random.default_rng(5)
    sizes = chance.integers(200, 2000, size=2000)
    angle = chance.normal(math.asin(math.sqrt(0.3)), 0.05, size=2000)
    shaky = chance.binomial(sizes, np.sin(angle) ** 2)
    assert overdispersion(shaky, sizes, winsorise=0).tau_squared == pytest.approx(0.0025, rel=0.1)
    assert overdispersion(shaky, sizes).tau_squared < 0.0025
    steady = chance.binomial(sizes, 0.3)
    assert overdispersion(steady, sizes).tau_squared == 0.0
    plain = funnel(shaky, sizes).units["flag"]
    adjusted = funnel(shaky, sizes, adjust_overdispersion=True).units["flag"]
    assert (plain != "within").mean() > 0.3
    assert (adjusted != "within").mean() < 0.15


def test_without_excess_the_adjusted_funnel_is_the_plain_one():
    plain = funnel([10, 11, 9], [20, 20, 20])
    adjusted = funnel([10, 11, 9], [20, 20, 20], adjust_overdispersion=True)
    pd.testing.assert_frame_equal(plain.units, adjusted.units)
    assert plain.dispersion is None
    assert adjusted.dispersion.tau_squared == 0.0


def test_one_unit_lies_on_its_own_target():
    result = funnel([7], [10], adjust_overdispersion=True)
    assert result.units["flag"].tolist() == ["within"]


def test_the_index_is_kept():
    cases = pd.Series([5, 9], index=["barnet", "brent"])
    units = funnel(cases, [10, 10]).units
    assert units.index.tolist() == ["barnet", "brent"]
    assert list(units) == ["numerator", "denominator", "proportion", *LIMITS, "flag"]


@pytest.mark.parametrize(
    "call",
    [
        lambda: funnel_limits(0.5, [0]),
        lambda: funnel_limits(0.5, [np.nan]),
        lambda: funnel_limits(1.2, [10]),
        lambda: funnel_limits(0.5, [10], levels=(95,)),
        lambda: funnel_limits(0.5, [10.5], method="exact"),
        lambda: funnel_limits(0.5, [10], method="wilson"),
        lambda: overdispersed_limits(0.5, [10], -0.1),
        lambda: overdispersion([1, 2], [3, 4], winsorise=0.5),
        lambda: funnel([11], [10]),
        lambda: funnel([-1], [10]),
        lambda: funnel([np.nan], [10]),
        lambda: funnel([1, 2], [10]),
        lambda: funnel([], []),
        lambda: funnel([1], [10], target=-0.1),
    ],
)
def test_wrong_input_is_refused(call):
    with pytest.raises(ValueError, match=r"."):
        call()
