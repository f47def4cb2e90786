"""The special-cause rules, against the cases of the reference's tests and a plain reading."""

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjdata.stats.xmr import Rule, xmr_chart
from cjdata.stats.xmr.rules import seven_on_one_side, seven_trend, two_of_three
from tests.stats.peer import peer_file
from tests.stats.xmr import reference


def row(cells, dtype=np.int8):
    return np.array([cells], dtype=dtype)


def phase_of(cells):
    return np.zeros((1, len(cells)), dtype=np.int64)


def covered(ends, length):
    """Every point of the runs that end where the reference marks an end."""
    return [any(ends[i : i + length]) for i in range(len(ends))]


def peer_cases(rule):
    return json.loads(peer_file("xmr_rules.json").read_text(encoding="utf-8"))[rule]


def test_peer_cases_of_seven_on_one_side():
    for case in peer_cases("seven_on_one_side"):
        side = case["relative_to_mean"]
        flags = seven_on_one_side(row(side), phase_of(side))
        assert flags[0].tolist() == covered(case["ends_run"], 7), case


def test_peer_cases_of_seven_trend():
    for case in peer_cases("seven_trend"):
        step = np.sign(np.diff(case["values"]))
        flags = seven_trend(row(step), phase_of(case["values"]))
        assert flags[0].tolist() == covered(case["ends_trend"], 7), case


def test_peer_cases_of_two_of_three():
    for case in peer_cases("two_of_three_near_limit"):
        side = case["relative_to_mean"]
        flags = two_of_three(row(case["near"], bool), row(side), phase_of(side))
        assert flags[0].tolist() == [bool(x) for x in case["flagged_near_points"]], case


@pytest.mark.parametrize(
    ("near", "side", "flagged"),
    [
        ([1, 0, 1], [1, 1, 1], [1, 0, 1]),
        ([0, 0, 1, 1, 0], [1, 1, 1, 1, 1], [0, 0, 1, 1, 0]),
        ([1, 0, 0, 1], [1, 1, 1, 1], [0, 0, 0, 0]),
        ([1, 1, 0], [1, -1, 1], [0, 0, 0]),
        ([1, 1], [1, 1], [0, 0]),
    ],
)
def test_two_of_three_flags_only_the_near_points(near, side, flagged):
    flags = two_of_three(row(near, bool), row(side), phase_of(side))
    assert flags[0].tolist() == [bool(x) for x in flagged]


def test_two_of_three_does_not_cross_a_rebase():
    near, side = row([1, 0, 1, 1], bool), row([1, 1, 1, 1])
    assert two_of_three(near, side, np.array([[0, 0, 1, 1]])).tolist() == [[False] * 4]


@pytest.mark.parametrize(("value", "near"), [(2.28, True), (2.27, False)])
def test_the_near_line_lies_at_two_thirds_of_the_limit(value, near):
    # Mean 0.5 and a mean range of 1: the line is at 0.5 + 2.66 * 2 / 3 = 2.2733.
    rules = xmr_chart([0, 1] * 12 + [value, 1, value], baseline=24).points["rules"].tolist()
    held = {Rule.TWO_OF_THREE} if near else set()
    assert [set(flags) for flags in rules[-3:]] == [held, set(), held]


def test_judged_like_r_on_a_series_with_runs_and_outliers():
    chart = xmr_chart(reference.PERFORMANCE, baseline=reference.BASELINE)
    rules = chart.points["rules"]
    outside = [i for i, held in enumerate(rules) if "outside_limits" in held]
    assert outside == reference.OUTSIDE_THE_BASELINE_LIMITS
    assert chart.points["judgement"].tolist() == reference.JUDGED_AGAINST_THE_BASELINE


def test_all_rules_that_apply_are_kept():
    chart = xmr_chart(reference.PERFORMANCE, baseline=reference.BASELINE)
    assert chart.points["rules"].iloc[33] == {"outside_limits", "seven_on_one_side"}


def test_a_point_outside_the_limits_is_not_near_them():
    # Two points above the upper limit and one between the lines: one near point, no group.
    values = [0, 1] * 12 + [9, 9, 2.4]
    rules = xmr_chart(values, baseline=24).points["rules"].tolist()
    assert rules[-3] == {Rule.OUTSIDE_LIMITS}
    assert rules[-1] == frozenset()


@pytest.mark.parametrize(
    ("trend", "direction", "judgement"),
    [([2, 3, 4, 5, 6, 7, 8], 1, "improvement"), ([8, 7, 6, 5, 4, 3, 2], -1, "concern")],
)
def test_a_trend_across_the_mean_speaks_by_its_slope(trend, direction, judgement):
    # NHSRplotthedots issue 171: the low points of a rise are no concern where rising is better.
    swings = [10, 0] * 6 if direction == -1 else [0, 10] * 6
    ends = xmr_chart([*swings, *trend], improvement="increase").points.iloc[-7:]
    assert [set(held) for held in ends["rules"]] == [{Rule.SEVEN_TREND}] * 7
    assert ends["direction"].tolist() == [direction] * 7
    assert ends["judgement"].tolist() == [judgement] * 7


def test_where_two_trends_meet_the_point_speaks_by_the_next_step():
    # So reads ptd_special_cause_type: an 8 followed by a 3 counts as falling, though it ends a
    # rise. A rebase between them leaves it to its own trend.
    values = [0, 10] * 6 + [2, 3, 4, 5, 6, 7, 8] + [3, 4, 5, 6, 7, 8, 9] + [0, 10] * 6
    assert xmr_chart(values).points["direction"].iloc[17:20].tolist() == [1, -1, 1]
    apart = xmr_chart(values, rebase=[19]).points
    assert apart["direction"].iloc[17:20].tolist() == [1, 1, 1]


def test_outside_the_limits_speaks_before_the_trend():
    points = xmr_chart([1, 2, 3, 4, 5, 6, 7], improvement="increase").points
    assert points["judgement"].tolist() == ["concern"] + ["improvement"] * 6


def test_a_point_on_the_mean_ends_a_run():
    values = [1, 1, 1, 1, 0, 1, 1, 1, -7]  # mean 0
    rules = xmr_chart(values, screen_outliers=False).points["rules"]
    assert not any(Rule.SEVEN_ONE_SIDE in held for held in rules)


@pytest.mark.parametrize("gap", range(7))
def test_a_missing_period_ends_a_trend(gap):
    values = [1.0, 2, 3, 4, 5, 6, 7, 8]
    values[gap] = np.nan
    longest = max(gap, 7 - gap)
    flagged = [Rule.SEVEN_TREND in held for held in xmr_chart(values).points["rules"]]
    assert any(flagged) is (longest >= 7)


def test_runs_and_trends_do_not_cross_a_rebase():
    values = list(range(12))
    whole = xmr_chart(values).points["rules"]
    assert all(Rule.SEVEN_TREND in held for held in whole)
    halves = xmr_chart(values, rebase=[6]).points["rules"]
    assert not any(Rule.SEVEN_TREND in held for held in halves)


counts = st.lists(st.integers(0, 6), min_size=1, max_size=40)


@given(counts)
@settings(max_examples=150, deadline=None)
def test_runs_and_trends_as_one_would_read_them_off(values):
    points = xmr_chart(values).points
    side = np.sign(points["value"] - points["mean"]).tolist()
    for i, held in enumerate(points["rules"]):
        windows = [range(a, a + 7) for a in range(max(0, i - 6), min(i, len(values) - 7) + 1)]
        one_side = any(abs(sum(side[k] for k in w)) == 7 for w in windows)
        rising = any(all(values[k] < values[k + 1] for k in w[:-1]) for w in windows)
        falling = any(all(values[k] > values[k + 1] for k in w[:-1]) for w in windows)
        assert (Rule.SEVEN_ONE_SIDE in held) == one_side
        assert (Rule.SEVEN_TREND in held) == (rising or falling)


@given(counts)
@settings(max_examples=100, deadline=None)
def test_turned_upside_down_the_same_rules_hold(values):
    up, down = xmr_chart(values).points, xmr_chart([-v for v in values]).points
    assert up["rules"].tolist() == down["rules"].tolist()


@given(counts)
@settings(max_examples=100, deadline=None)
def test_the_unit_of_the_values_does_not_matter(values):
    plain, doubled = xmr_chart(values).points, xmr_chart([8 * v for v in values]).points
    assert plain["rules"].tolist() == doubled["rules"].tolist()
    assert plain["direction"].tolist() == doubled["direction"].tolist()
