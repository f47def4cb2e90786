"""The chart of one series: its index, its notes, and input that is short, empty or wrong."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.xmr import Assurance, Judgement, Rule, xmr_chart
from tests.stats.xmr import reference

MONTHS = pd.period_range("2002-01", periods=36, freq="M")
MONTHLY = pd.Series(reference.PERFORMANCE, index=MONTHS)


def test_a_list_an_array_and_a_series_say_the_same():
    from_list = xmr_chart(reference.PERFORMANCE).points
    from_array = xmr_chart(np.array(reference.PERFORMANCE)).points
    from_series = xmr_chart(MONTHLY).points
    pd.testing.assert_frame_equal(from_list, from_array)
    pd.testing.assert_frame_equal(from_list, from_series.reset_index(drop=True))


def test_the_index_is_kept_and_names_the_rebase():
    by_label = xmr_chart(MONTHLY, rebase=["2003-01"]).points
    assert by_label.index.equals(MONTHS)
    assert by_label.loc["2003-01", "phase"] == 1
    assert by_label.loc["2002-12", "phase"] == 0
    by_position = xmr_chart(MONTHLY, rebase=[12]).points
    pd.testing.assert_frame_equal(by_label, by_position)


def test_a_number_names_a_label_where_labels_are_numbers():
    years = pd.Series([1.0, 2, 1, 2, 1, 2], index=range(1998, 2004))
    assert xmr_chart(years, rebase=[2001]).points["phase"].tolist() == [0, 0, 0, 1, 1, 1]


def test_a_target_series_is_aligned_by_its_index():
    target = pd.Series([0.95], index=pd.PeriodIndex(["2004-12"], freq="M"))
    points = xmr_chart(MONTHLY, target=target).points
    assert points["target"].isna().sum() == 35
    assert points["target"].iloc[-1] == 0.95


def test_nullable_and_missing_values_are_taken():
    nullable = pd.Series([1, None, 3], dtype="Int64")
    assert xmr_chart(nullable).points["judgement"].iloc[1] == Judgement.MISSING
    assert xmr_chart([1, None, 3]).points["mean"].tolist() == [2.0, 2.0, 2.0]


def test_an_empty_series_has_an_empty_chart():
    chart = xmr_chart([])
    assert list(chart.points) == list(xmr_chart([1.0, 2.0]).points)
    assert len(chart.points) == 0
    assert (chart.variation, chart.assurance) == (Judgement.CANNOT_TELL, Assurance.NOT_JUDGED)
    assert (chart.trial_limits, chart.notes) == (False, ())


def test_one_value_has_a_mean_but_no_limits_and_no_verdict():
    chart = xmr_chart([0.4], target=0.5)
    assert chart.points["mean"].tolist() == [0.4]
    assert chart.points[["lower_limit", "upper_limit"]].isna().all(axis=None)
    assert (chart.variation, chart.assurance) == (Judgement.CANNOT_TELL, Assurance.CANNOT_TELL)
    assert chart.notes == ("No limits in phase 0: it has no two neighbouring values.",)


def test_a_series_of_missing_periods_says_so():
    chart = xmr_chart([np.nan, np.nan, np.nan])
    assert chart.points["judgement"].tolist() == ["missing"] * 3
    assert chart.variation == Judgement.CANNOT_TELL


def test_fewer_than_twelve_points_give_trial_limits():
    assert xmr_chart([1.0, 2.0] * 6).trial_limits is False
    chart = xmr_chart([1.0, 2.0, 3.0] * 5, rebase=[12])
    assert chart.trial_limits is True
    assert chart.points["trial_limits"].tolist() == [False] * 12 + [True] * 3
    assert chart.notes == ("Trial limits in phase 1: they rest on 3 points, fewer than 12.",)


def test_missing_periods_and_a_short_baseline_make_limits_trial():
    assert xmr_chart([1.0, 2.0] * 6 + [np.nan], baseline=11).trial_limits is True
    assert xmr_chart([1.0, np.nan] * 11).trial_limits is True


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [1.0, np.inf]},
        {"values": ["a", "b"]},
        {"values": [[1.0, 2.0], [3.0, 4.0]]},
        {"values": [1.0, 2.0], "target": [1.0, 2.0, 3.0]},
        {"values": [1.0, 2.0], "rebase": [2]},
        {"values": MONTHLY, "rebase": [-1]},
        {"values": MONTHLY, "rebase": [36]},
        {"values": MONTHLY, "rebase": ["2010-01"]},
        {"values": MONTHLY, "rebase": "2003-01"},
        {"values": MONTHLY, "rebase": ["2003"]},
        {"values": [1.0, 2.0, 3.0], "baseline": 1},
        {"values": [1.0, 2.0, 3.0], "baseline": 0},
    ],
)
def test_wrong_input_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        xmr_chart(**wrong)


def test_the_given_values_are_not_changed():
    values = np.array([3.0, np.nan, 1.0])
    chart = xmr_chart(values)
    chart.columns["value"][0] = 99.0
    assert values[0] == 3.0


def test_rules_compare_with_their_plain_names():
    assert {Rule.SEVEN_TREND} == {"seven_trend"}
