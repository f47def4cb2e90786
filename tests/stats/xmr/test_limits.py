"""Limits of a series, against R's own results and by hand."""

import json

import numpy as np
import pytest

from cjdata.stats.xmr import process_limits, xmr_chart
from tests.stats.peer import peer_file
from tests.stats.xmr import reference

EXTENDED = np.finfo(np.longdouble).nmant > np.finfo(np.float64).nmant


def limits_of(points, row):
    return tuple(points.loc[row, ["mean", "lower_limit", "upper_limit"]])


def as_r(limits):
    """R's limits to the last bit where the machine has R's extended precision, else nearly."""
    return limits if EXTENDED else pytest.approx(limits, rel=1e-15)


def test_equal_to_r_to_the_last_bit():
    points = xmr_chart(reference.ATTENDANCES).points
    assert limits_of(points, 0) == as_r(reference.ATTENDANCES_LIMITS)
    assert limits_of(points, 35) == as_r(reference.ATTENDANCES_LIMITS)


def test_rebased_equal_to_r_to_the_last_bit():
    points = xmr_chart(reference.ATTENDANCES, rebase=[reference.REBASED_AT]).points
    assert limits_of(points, 11) == as_r(reference.REBASED_LIMITS[0])
    assert limits_of(points, 12) == as_r(reference.REBASED_LIMITS[1])
    assert points["phase"].tolist() == [0] * 12 + [1] * 24


def test_fixed_baseline_equal_to_r_to_the_last_bit():
    points = xmr_chart(reference.PERFORMANCE, baseline=reference.BASELINE).points
    assert limits_of(points, 0) == as_r(reference.BASELINE_LIMITS)
    assert limits_of(points, 35) == as_r(reference.BASELINE_LIMITS)


def test_limits_of_the_peer_file():
    expected = json.loads(peer_file("xmr_rules.json").read_text(encoding="utf-8"))["limits"]
    points = xmr_chart(expected["values"]).points
    assert points["mean"].iloc[0] == pytest.approx(expected["mean"], abs=5e-8)
    assert points["lower_limit"].iloc[0] == pytest.approx(expected["lower"], abs=5e-6)
    assert points["upper_limit"].iloc[0] == pytest.approx(expected["upper"], abs=5e-7)


def test_a_large_moving_range_is_screened_out_and_the_average_taken_again():
    # Ranges 1 1 1 1 1 6 6 1 1 1 1 1; mean 22/12, threshold 5.99: the sixes go, 1 stays.
    values = [0, 1, 0, 1, 0, 1, 7, 1, 0, 1, 0, 1, 0]
    screened = xmr_chart(values).points.loc[0]
    assert screened["upper_limit"] - screened["mean"] == pytest.approx(2.66)
    kept = xmr_chart(values, screen_outliers=False).points.loc[0]
    assert kept["upper_limit"] - kept["mean"] == pytest.approx(2.66 * 22 / 12)
    assert screened["mean"] == kept["mean"]


def test_a_missing_period_has_limits_and_no_range_across_it():
    # Ranges 2 and 4; the step from 3 to 10 crosses the gap and is not taken.
    points = xmr_chart([1, 3, None, 10, 14], screen_outliers=False).points
    assert points["mean"].tolist() == [7.0] * 5
    assert points["upper_limit"].tolist() == pytest.approx([7 + 2.66 * 3] * 5)


@pytest.mark.parametrize("value", [0.1, 0.3, 1 / 3, 7.0, 0.0, -2.7])
@pytest.mark.parametrize("screen", [True, False])
def test_a_constant_series_has_its_limits_on_its_value(value, screen):
    points = xmr_chart([value] * 30, screen_outliers=screen).points
    assert limits_of(points, 0) == (value, value, value)
    assert set(points["judgement"]) == {"common_cause"}


def test_baseline_and_rebase_together_fix_each_phase_to_its_own_first_periods():
    values = [*range(10), *range(100, 110)]
    points = xmr_chart(values, rebase=[10], baseline=4).points
    assert points["mean"].tolist() == [1.5] * 10 + [101.5] * 10
    short = xmr_chart(values, rebase=[17], baseline=12).points
    assert short["mean"].iloc[-1] == 108.0


def test_limits_count_the_values_they_rest_on():
    values = np.array([[1.0, np.nan, 3.0, 4.0, 9.0]])
    limits = process_limits(values, np.array([[0, 0, 0, 0, 1]]), baseline=3)
    assert limits.points.tolist() == [[2, 2, 2, 2, 1]]
    assert limits.mean.tolist() == [[2.0, 2.0, 2.0, 2.0, 9.0]]
