"""The naive forecasts and the scores, against sums done by hand."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from cjdata.stats.forecast import (
    brier_score,
    coverage,
    median_width,
    official_plan_forecast,
    skill,
    straight_line_forecast,
)
from tests.stats.forecast_tables import UNITS, told, totals

ASKED = {"units": UNITS, "known_at": "2003-09-01", "target_date": "2003-12-31"}
RECORD = totals(("2003-01-01", 0), ("2003-05-01", 4))


def test_the_straight_line_carries_the_pace_on():
    """4 units in 120 days: the 6 left take 180 days from 1 May."""
    line = straight_line_forecast(RECORD, **ASKED)
    assert (line.completion, line.p_by_target) == (date(2003, 10, 28), 1)
    assert straight_line_forecast(RECORD, **ASKED | {"target_date": "2003-10-27"}).p_by_target == 0


def test_the_straight_line_begins_at_the_last_report_without_a_go_live():
    events = pd.concat([totals(("2001-01-01", 0)), RECORD])
    assert straight_line_forecast(events, **ASKED).completion == date(2003, 10, 28)


@pytest.mark.parametrize("events", [RECORD[:0], RECORD[:1], RECORD[1:]])
def test_one_report_makes_no_line(events):
    line = straight_line_forecast(events, **ASKED)
    assert (line.completion, line.p_by_target) == (None, 0.5)


def test_a_target_passed_without_completion_has_no_chance():
    assert straight_line_forecast(RECORD, **ASKED | {"target_date": "2003-05-01"}).p_by_target == 0


def test_the_plan_believed_is_the_latest_for_all():
    plans = told(
        "2003-05-01 mps plan live - 2003-10-31 10 10",
        "2003-08-01 mps plan live - 2004-02-28 10 10",
        "2003-09-01 mps plan live - 2003-10-01 6 10",
        "2003-09-02 mps plan live - 2003-11-01 10 10",
    )
    plan = official_plan_forecast(pd.concat([RECORD, plans]), **ASKED)
    assert (plan.completion, plan.p_by_target) == (date(2004, 2, 28), 0)
    early = official_plan_forecast(pd.concat([RECORD, plans]), **ASKED | {"known_at": "2003-06-01"})
    assert (early.completion, early.p_by_target) == (date(2003, 10, 31), 1)


def test_plans_for_every_unit_left_are_a_plan_for_all():
    plans = told(*(f"2003-05-01 unit-{n} plan live - 2003-1{n - 5}-15 - -" for n in range(5, 8)))
    events = pd.concat([totals(("2003-05-01", 7)), plans])
    assert official_plan_forecast(events, **ASKED).completion == date(2003, 12, 15)
    fewer = pd.concat([totals(("2003-05-01", 6)), plans])
    assert official_plan_forecast(fewer, **ASKED).p_by_target == 0.5


def test_brier_score_by_hand():
    assert brier_score([0.8, 0.4], [True, False]) == pytest.approx((0.04 + 0.16) / 2)


def test_coverage_counts_the_ends_and_wants_the_whole_outcome_inside():
    interval = (date(2004, 1, 1), date(2004, 3, 1))
    outcomes = [
        date(2004, 1, 1),
        date(2004, 3, 2),
        (date(2004, 2, 1), date(2004, 3, 1)),
        (date(2004, 2, 1), date(2004, 3, 2)),
    ]
    assert coverage([interval] * 4, outcomes) == 0.5


def test_median_width_in_days():
    start = date(2004, 1, 1)
    ends = [date(2004, 1, 11), date(2004, 1, 21), date(2005, 1, 1)]
    assert median_width([(start, end) for end in ends]) == 20


def test_skill_is_the_share_below():
    assert skill(0.15, 0.2) == pytest.approx(0.25)


@pytest.mark.parametrize(
    "call",
    [
        lambda: brier_score([], []),
        lambda: brier_score([0.5], [True, False]),
        lambda: brier_score([1.2], [True]),
        lambda: coverage([], []),
        lambda: median_width([]),
        lambda: skill(0.1, 0),
    ],
)
def test_nothing_to_score_is_refused(call):
    with pytest.raises(ValueError, match=r"need the same number|outside 0 to 1|reference score"):
        call()
