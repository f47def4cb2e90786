"""The completion forecast: what it must say of records whose answer is plain."""

from __future__ import annotations

import time
from datetime import date

import pandas as pd
import pytest

from cjdata.stats.forecast import Verdict, completion_forecast
from tests.stats.forecast_tables import UNITS, told, totals

STEADY = totals(
    *(("2003-01-01", 0), ("2003-03-01", 2), ("2003-05-01", 4), ("2003-07-01", 6), ("2003-09-01", 8))
)


def forecast(events, known_at="2003-09-01", target_date="2004-01-01", units=UNITS, seed=7):
    return completion_forecast(
        events, units=units, known_at=known_at, target_date=target_date, seed=seed
    )


def test_the_same_seed_gives_the_same_answer():
    assert forecast(STEADY) == forecast(STEADY)
    assert forecast(STEADY, seed=None) == forecast(STEADY, seed=0)


def test_what_was_said_later_does_not_count():
    later = told("2003-12-01 mps fact live - 2003-12-01 10 10", "2003-12-01 unit-1 fact - - - - -")
    assert forecast(pd.concat([STEADY, later])) == forecast(STEADY)


def test_events_may_come_in_any_order_and_twice():
    assert forecast(STEADY.iloc[::-1]) == forecast(STEADY)
    assert forecast(pd.concat([STEADY, STEADY])) == forecast(STEADY)


def test_an_even_pace_is_carried_on():
    """Two units every two months: the last two are due about 1 November."""
    f = forecast(STEADY)
    assert (f.live, f.of, f.named_live) == (8, 10, 0)
    assert date(2003, 10, 1) < f.median < date(2003, 12, 15)
    assert f.interval80[0] < date(2003, 11, 1) < f.interval80[1]


def test_intervals_are_nested_and_begin_after_the_last_report():
    f = forecast(STEADY)
    assert (
        date(2003, 9, 1)
        <= f.interval95[0]
        <= f.interval80[0]
        <= f.median
        <= f.interval80[1]
        <= f.interval95[1]
    )


def test_a_later_target_is_likelier_and_leaves_the_dates_alone():
    targets = ("2003-08-01", "2003-10-15", "2003-12-01", "2004-06-01", "2010-01-01")
    asked = [forecast(STEADY, target_date=target) for target in targets]
    chances = [f.p_by_target for f in asked]
    assert chances == sorted(chances)
    assert chances[0] == 0
    assert chances[-1] > 0.98
    assert len({(f.median, f.interval80, f.interval95) for f in asked}) == 1


def test_the_verdict_follows_the_chance():
    assert forecast(STEADY, target_date="2003-09-05").verdict is Verdict.UNLIKELY
    assert forecast(STEADY, target_date="2010-01-01").verdict is Verdict.ON_COURSE
    passed = forecast(STEADY, target_date="2003-08-01")
    assert passed.verdict is Verdict.UNLIKELY
    assert "has passed" in passed.reason


def test_a_quicker_record_is_done_sooner():
    slow = totals(("2003-01-01", 0), ("2003-05-01", 2), ("2003-09-01", 4))
    quick = totals(("2003-01-01", 0), ("2003-05-01", 2), ("2003-09-01", 8))
    assert forecast(quick).median < forecast(slow).median


def test_a_plan_moves_the_forecast_towards_its_day():
    soon = told("2003-09-01 mps plan live - 2003-10-15 10 10")
    late = told("2003-09-01 mps plan live - 2005-06-01 10 10")
    medians = [forecast(pd.concat([STEADY, plan])).median for plan in (soon, STEADY[:0], late)]
    assert medians[0] < medians[1] < medians[2]


def test_plans_that_slipped_before_are_believed_less():
    """The same record and the same last plan; interim plans either held or slipped threefold."""
    days = ("2003-01-01", "2003-05-01", "2003-09-01", "2004-01-01")
    record = totals(*zip(days, (0, 1, 3, 5), strict=True))
    last = "2004-01-01 mps plan live - 2004-05-01 10 10"
    kept = told("2003-01-01 mps plan live - 2003-08-01 2 10",
                "2003-05-01 mps plan live - 2003-10-15 4 10", last)  # fmt: skip
    slipped = told("2003-01-01 mps plan live - 2003-02-15 2 10",
                   "2003-05-01 mps plan live - 2003-06-20 4 10", last)  # fmt: skip
    asked = {"known_at": "2004-01-01", "target_date": "2004-05-10"}
    believed = forecast(pd.concat([record, kept]), **asked)
    doubted = forecast(pd.concat([record, slipped]), **asked)
    assert believed.p_by_target > doubted.p_by_target + 0.1
    assert believed.median < doubted.median


def test_before_two_are_live_it_may_say_that_it_cannot_tell():
    one = totals(("2003-01-01", 0), ("2003-06-01", 1))
    f = forecast(one, known_at="2003-06-01", target_date="2005-01-01")
    assert f.verdict is Verdict.CANNOT_TELL
    assert f.reason.endswith(".")
    assert "too few to tell" in f.reason


@pytest.mark.parametrize("target", ["2003-09-10", "2003-12-01", "2004-03-01", "2005-01-01"])
def test_from_two_live_on_it_always_commits_itself(target):
    two = totals(("2003-01-01", 0), ("2003-06-01", 2))
    assert forecast(two, target_date=target).verdict is not Verdict.CANNOT_TELL


def test_nothing_known_is_not_a_number():
    f = forecast(STEADY[:0])
    assert (f.verdict, f.p_by_target, f.median) == (Verdict.CANNOT_TELL, None, None)
    assert (f.interval80, f.interval95, f.live, f.last_report) == (None, None, 0, None)
    assert forecast(STEADY, known_at="2002-12-31") == forecast(STEADY[:0], known_at="2002-12-31")


@pytest.mark.parametrize(
    ("target", "p", "verdict"),
    [
        ("2003-12-01", 1.0, Verdict.DONE_IN_TIME),
        ("2003-11-01", 1.0, Verdict.DONE_IN_TIME),
        ("2003-10-02", 31 / 61, Verdict.DONE),
        ("2003-09-01", 0.0, Verdict.DONE_LATE),
    ],
)
def test_a_finished_rollout_keeps_the_interval_between_the_reports(target, p, verdict):
    done = pd.concat([STEADY, totals(("2003-11-01", 10))])
    f = forecast(done, known_at="2004-06-01", target_date=target)
    assert f.interval80 == f.interval95 == (date(2003, 9, 1), date(2003, 11, 1))
    assert f.p_by_target == pytest.approx(p)
    assert (f.verdict, f.done, f.live) == (verdict, True, 10)


def test_silence_after_the_last_report_is_said():
    assert "without a word" not in forecast(STEADY).reason
    assert "122 days have passed without a word" in forecast(STEADY, "2004-01-01").reason


def test_units_planned_sooner_are_likelier_to_be_live_and_the_live_are_certain():
    events = told(
        "2003-01-01 mps fact live - - 0 10",
        *(f"2003-05-01 unit-{n} fact live 2003-01-01 2003-05-01 - -" for n in (1, 2, 3)),
        *(f"2003-05-01 unit-{n} plan live - 2003-06-30 - -" for n in (4, 5)),
        "2003-05-01 unit-6 fact in_progress - - - -",
    )
    f = forecast(events, known_at="2003-05-01", target_date="2003-09-01")
    chance = {unit.unit: unit.p_by_target for unit in f.units}
    assert [unit.unit for unit in f.units] == list(UNITS)
    assert [chance[f"unit-{n}"] for n in (1, 2, 3)] == [1, 1, 1]
    assert min(chance["unit-4"], chance["unit-5"]) > chance["unit-6"] > chance["unit-10"]
    assert min(chance.values()) >= f.p_by_target


def test_a_forecast_takes_well_under_a_second():
    units = tuple(f"unit-{n}" for n in range(60))
    days = pd.date_range("2001-01-01", periods=25, freq="30D")
    events = totals(*((str(day.date()), 2 * n) for n, day in enumerate(days)), of=60)
    began = time.process_time()
    forecast(events, known_at="2003-06-01", units=units)
    assert time.process_time() - began < 1
