"""p-, u- and primed charts against textbook figures, Laney's identity and simulation."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.attribute_charts import p_chart, u_chart
from cjdata.stats.xmr import Assurance, Judgement, xmr_chart

# Pyzdek and Keller, The Handbook for Quality Management, table 9.6: bruised peaches by shipment,
# 1544 of 8000; one crate of 250, or two.
BRUISED = [
    47, 42, 55, 51, 46, 61, 39, 44, 41, 51, 88, 101, 101, 40, 48, 47, 50, 48, 57, 45, 43, 105, 98,
    100, 96,
]  # fmt: skip
CRATES = [1] * 10 + [2] * 3 + [1] * 8 + [2] * 4
PEACHES = [250 * crates for crates in CRATES]


def limits_at(chart, row):
    return tuple(chart.points[["lower_limit", "mean", "upper_limit"]].iloc[row])


def test_p_limits_of_equal_samples_as_a_textbook_prints_them():
    # An Introduction to Business Statistics, example 16.6: ten samples of 200.
    chart = p_chart([40, 44, 22, 34, 24, 32, 28, 32, 34, 30], [200] * 10)
    assert limits_at(chart, 0) == pytest.approx((0.0822, 0.16, 0.2378), abs=5e-5)
    assert set(chart.points["judgement"]) == {"common_cause"}


def test_p_limits_follow_the_denominator():
    chart = p_chart(BRUISED, PEACHES)
    one, two = 3 * (0.193 * 0.807 / 250) ** 0.5, 3 * (0.193 * 0.807 / 500) ** 0.5
    assert limits_at(chart, 0) == pytest.approx((0.193 - one, 0.193, 0.193 + one))
    assert limits_at(chart, 10) == pytest.approx((0.193 - two, 0.193, 0.193 + two))


def test_u_limits_follow_the_denominator():
    chart = u_chart(BRUISED, CRATES)
    centre = 1544 / 32
    one, two = 3 * centre**0.5, 3 * (centre / 2) ** 0.5
    assert limits_at(chart, 0) == pytest.approx((centre - one, centre, centre + one))
    assert limits_at(chart, 10) == pytest.approx((centre - two, centre, centre + two))


def test_limits_stay_between_nothing_and_everything():
    low, high = p_chart([0, 1] * 6, [5] * 12), p_chart([5, 4] * 6, [5] * 12)
    assert low.points["lower_limit"].eq(0).all()
    assert high.points["upper_limit"].eq(1).all()
    assert u_chart([0, 1] * 6, [5] * 12).points["lower_limit"].eq(0).all()


@pytest.mark.parametrize("chart", [p_chart, u_chart])
def test_with_equal_denominators_the_primed_chart_is_an_xmr_chart(chart):
    # Laney 2002: the standard error cancels, and 3 / 1.128 moving ranges remain.
    counts = [52, 61, 48, 70, 44, 58, 66, 49, 55, 63, 47, 60]
    primed = chart(counts, [100] * 12, laney=True).points.iloc[0]
    plain = xmr_chart([c / 100 for c in counts], screen_outliers=False).points.iloc[0]
    reach = primed["upper_limit"] - primed["mean"]
    assert reach * 2.66 == pytest.approx((plain["upper_limit"] - plain["mean"]) * 3 / 1.128)
    assert primed["mean"] == pytest.approx(plain["mean"])


def test_a_missing_month_gives_no_moving_range():
    # The steps 0.1 and 0.1 count, the one across the gap does not.
    points = p_chart([10, 20, None, 40, 30], [100] * 5, laney=True).points
    assert points["upper_limit"].iloc[0] == pytest.approx(0.25 + 3 / 1.128 * 0.1)


def test_sigma_z_finds_the_scatter_that_was_put_in():
    chance = np.random.default_rng(11)
    total = chance.integers(400, 4000, size=600)
    plain = chance.binomial(total, 0.3)
    assert p_chart(plain, total, laney=True).points["sigma_z"].iloc[0] == pytest.approx(1, abs=0.1)
    shaky = chance.binomial(total, np.clip(chance.normal(0.3, 0.03, size=600), 0, 1))
    spread = (1 + 0.03**2 / (0.21 / total)) ** 0.5
    found = p_chart(shaky, total, laney=True).points["sigma_z"].iloc[0]
    assert found == pytest.approx(spread.mean(), rel=0.1)
    plainly = p_chart(shaky, total).points["judgement"] != "common_cause"
    primed = p_chart(shaky, total, laney=True).points["judgement"] != "common_cause"
    assert plainly.mean() > 5 * primed.mean()


def test_the_same_share_is_unusual_only_where_there_are_many_cases():
    chart = p_chart([10, 10] * 10 + [20], [50, 50] * 10 + [60], improvement="decrease")
    assert chart.points["judgement"].iloc[-1] == Judgement.COMMON_CAUSE
    counts, sizes = [10, 10] * 10 + [200], [50, 50] * 10 + [600]
    assert p_chart(counts, sizes, baseline=20).variation == Judgement.IMPROVEMENT
    fewer = p_chart(counts, sizes, baseline=20, improvement="decrease")
    assert fewer.variation == Judgement.CONCERN


def test_phases_have_their_own_centre_and_the_baseline_its_first_periods():
    chart = p_chart([10] * 6 + [30] * 6, [100] * 12, rebase=[6])
    assert chart.points["mean"].tolist() == [0.1] * 6 + [0.3] * 6
    fixed = p_chart([10] * 6 + [30] * 6, [100] * 12, baseline=6)
    assert fixed.points["mean"].tolist() == [0.1] * 12
    assert fixed.trial_limits is True


def test_assurance_uses_the_limits_of_the_last_denominator():
    few = p_chart([50] * 12 + [5], [100] * 12 + [10], target=0.4)
    many = p_chart([50] * 12 + [500], [100] * 12 + [1000], target=0.4)
    assert few.assurance == Assurance.INCONSISTENT
    assert many.assurance == Assurance.CONSISTENT_PASS


@pytest.mark.parametrize("chart", [p_chart, u_chart])
def test_a_month_without_cases_or_without_a_return_has_no_value(chart):
    points = chart([0, 3, None, 4], [0, 10, 10, 10]).points
    assert points["judgement"].tolist() == ["missing", "common_cause", "missing", "common_cause"]
    assert points["mean"].tolist() == [0.35] * 4
    assert points["upper_limit"].isna().tolist() == [True, False, True, False]


def test_notes_speak_of_a_phase_not_of_its_first_month():
    assert p_chart([0] + [5] * 12, [0] + [10] * 12).notes == ()


def test_short_and_constant_series_have_a_stated_result():
    assert p_chart([], []).variation == Judgement.CANNOT_TELL
    assert p_chart([3], [4], laney=True).variation == Judgement.CANNOT_TELL
    nothing = p_chart([0] * 12, range(5, 17), laney=True)
    assert limits_at(nothing, 3) == (0.0, 0.0, 0.0)
    assert nothing.variation == Judgement.COMMON_CAUSE


def test_the_index_is_kept():
    months = pd.period_range("2003-01", periods=3, freq="M")
    chart = p_chart(pd.Series([1, 2, 3], index=months), [10, 10, 10], rebase=["2003-02"])
    assert chart.points.index.equals(months)
    assert chart.points["phase"].tolist() == [0, 1, 1]


@pytest.mark.parametrize(
    ("chart", "numerators", "denominators"),
    [
        (p_chart, [11], [10]),
        (p_chart, [-1], [10]),
        (p_chart, [1, 2], [10]),
        (p_chart, [1], [np.inf]),
        (u_chart, [1], [0]),
        (u_chart, [1], [-1]),
        (p_chart, pd.Series([1.0], index=["a"]), pd.Series([2.0], index=["b"])),
    ],
)
def test_impossible_counts_are_refused(chart, numerators, denominators):
    with pytest.raises(ValueError, match=r"."):
        chart(numerators, denominators)


def test_a_rate_may_exceed_one():
    assert u_chart([30, 40], [10, 10]).points["value"].tolist() == [3.0, 4.0]
