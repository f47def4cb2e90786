"""Variation and assurance, against the cases of the reference's tests."""

import numpy as np
import pytest

from cjdata.stats.xmr import Assurance, Judgement, xmr_chart, xmr_many

# Limits of [lower, upper] come from a series that swings between 1.5 and 2.5 around 2.
SWING = [1.5, 2.5] * 10
REACH = 2.66  # the mean moving range is 1


@pytest.mark.parametrize(
    ("improvement", "target", "assurance"),
    [
        ("increase", 2 + REACH + 0.01, "consistent_fail"),
        ("increase", 2 - REACH - 0.01, "consistent_pass"),
        ("increase", 2.0, "inconsistent"),
        ("decrease", 2 + REACH + 0.01, "consistent_pass"),
        ("decrease", 2 - REACH - 0.01, "consistent_fail"),
        ("decrease", 2.0, "inconsistent"),
        ("neutral", 9.0, "not_judged"),
        ("increase", None, "not_judged"),
    ],
)
def test_assurance(improvement, target, assurance):
    chart = xmr_chart(SWING, improvement=improvement, target=target)
    assert chart.assurance == assurance


def test_a_target_on_the_limit_is_hit_or_miss():
    limit = xmr_chart(SWING).points["upper_limit"].iloc[-1]
    assert xmr_chart(SWING, target=limit).assurance == Assurance.INCONSISTENT


def test_assurance_takes_the_limits_of_the_last_phase():
    values = [*SWING, *(v + 100 for v in SWING)]
    assert xmr_chart(values, target=50, rebase=[20]).assurance == Assurance.CONSISTENT_PASS
    assert xmr_chart(values[::-1], target=50, rebase=[20]).assurance == Assurance.CONSISTENT_FAIL


def test_a_target_that_changes_is_judged_as_it_stands_at_the_end():
    target = [50.0] * 10 + [0.0] * 10
    assert xmr_chart([v + 20 for v in SWING], target=target).assurance == "consistent_pass"
    assert xmr_chart([v + 20 for v in SWING], target=target[::-1]).assurance == "consistent_fail"


def test_no_target_any_more_means_no_judgement():
    assert xmr_chart(SWING, target=[9.0] * 19 + [np.nan]).assurance == Assurance.NOT_JUDGED


@pytest.mark.parametrize(
    ("improvement", "variation"),
    [("increase", "improvement"), ("decrease", "concern"), ("neutral", "neutral")],
)
def test_variation_is_the_judgement_of_the_last_point(improvement, variation):
    chart = xmr_chart([*SWING, 40.0], improvement=improvement)
    assert chart.variation == variation
    assert chart.direction == 1
    assert xmr_chart(SWING, improvement=improvement).variation == Judgement.COMMON_CAUSE


def test_variation_speaks_of_the_last_value_when_the_last_period_is_missing():
    chart = xmr_chart([*SWING, 40.0, np.nan])
    assert chart.variation == Judgement.IMPROVEMENT
    assert chart.points["judgement"].iloc[-1] == Judgement.MISSING


def test_each_series_has_its_own_direction():
    many = xmr_many([[*SWING, 40.0]] * 3, improvement=["increase", "decrease", "neutral"])
    assert many.variation.tolist() == ["improvement", "concern", "neutral"]


def test_directions_must_be_known_and_as_many_as_the_series():
    with pytest.raises(ValueError, match="up"):
        xmr_chart(SWING, improvement="up")
    with pytest.raises(ValueError, match="2 directions"):
        xmr_many([SWING] * 3, improvement=["increase", "decrease"])
