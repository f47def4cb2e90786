"""How the record counts: names, totals without names, intervals and corrections."""

from __future__ import annotations

import math
from datetime import date

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.forecast import completion_forecast
from cjdata.stats.forecast.record import CountPlan, rollout_record
from cjdata.stats.forecast.statements import read_statements
from tests.stats.forecast_tables import UNITS, told, totals


def day(text):
    return date.fromisoformat(text).toordinal()


def record(events, known_at="2010-01-01", units=UNITS):
    statements = read_statements(events, known_at=date.fromisoformat(known_at))
    return rollout_record(statements, units=units)


def bounds(found):
    days = [date.fromordinal(int(d)).isoformat() for d in found.days]
    return dict(zip(days, zip(found.low.tolist(), found.high.tolist(), strict=True), strict=True))


def test_a_total_never_falls_below_the_named():
    named = told(*(f"2003-05-01 unit-{n} fact live - - - -" for n in (1, 2, 3)))
    assert record(pd.concat([named, totals(("2003-05-01", 2))])).live == 3
    assert record(pd.concat([named, totals(("2003-05-01", 7))])).live == 7


def test_units_named_after_a_total_come_on_top_of_it():
    events = pd.concat([
        totals(("2003-05-01", 4)),
        told("2003-07-01 unit-1 fact live 2003-05-01 2003-07-01 - -"),
    ])  # fmt: skip
    assert bounds(record(events)) == {"2003-05-01": (4, 4), "2003-07-01": (5, 5)}


def test_a_unit_named_after_a_total_may_be_one_of_those_counted():
    """Live by March without a word on since when: it may be among the four."""
    events = pd.concat([
        totals(("2003-05-01", 4)),
        told("2003-07-01 unit-1 fact live 2003-01-01 2003-03-01 - -"),
    ])  # fmt: skip
    assert record(events).live == 4


def test_a_missing_bound_lies_after_the_report_before():
    events = told(
        "2003-03-01 unit-1 fact in_progress - - - -",
        "2003-05-01 unit-1 fact live - - - -",
    )
    go_live = record(events).names.live["unit-1"]
    assert (go_live.after, go_live.until) == (day("2003-03-01"), day("2003-05-01"))


def test_without_an_earlier_report_the_beginning_is_open():
    go_live = record(told("2003-05-01 unit-1 fact live - - - -")).names.live["unit-1"]
    assert (go_live.after, go_live.until) == (-math.inf, day("2003-05-01"))


def test_a_later_word_narrows_the_interval_and_never_widens_it():
    first = "2003-05-01 unit-1 fact live 2003-01-01 2003-05-01 - -"
    again = "2003-07-01 unit-1 fact live - 2003-04-01 - -"
    wider = "2003-08-01 unit-1 fact live - - - -"
    go_live = record(told(first, again, wider)).names.live["unit-1"]
    assert (go_live.after, go_live.until) == (day("2003-01-01"), day("2003-04-01"))


def test_what_comes_out_late_widens_the_count_of_an_earlier_report():
    """The June report named one; in August a second is said to have come between May and July."""
    events = told(
        "2003-06-01 unit-1 fact live 2003-03-01 2003-06-01 - -",
        "2003-08-01 unit-2 fact live 2003-05-01 2003-07-01 - -",
    )
    assert bounds(record(events))["2003-06-01"] == (1, 2)


def test_a_smaller_total_later_corrects_the_earlier_one():
    found = record(totals(("2003-05-01", 6), ("2003-07-01", 5)))
    assert bounds(found) == {"2003-05-01": (5, 5), "2003-07-01": (5, 5)}


def test_a_unit_that_ceased_is_not_live():
    events = told("2003-05-01 unit-1 fact live - - - -", "2003-07-01 unit-1 fact ceased - - - -")
    assert record(events).live == 0


def test_partly_live_or_planned_is_not_live():
    events = told(
        "2003-05-01 unit-1 fact partial - 2003-05-01 - -",
        "2003-05-01 unit-2 plan live - 2003-06-01 - -",
    )
    assert record(events).live == 0


def test_a_unit_out_of_scope_is_not_waited_for():
    events = pd.concat([
        told("2003-05-01 unit-10 fact not_in_scope - - - -"),
        told(*(f"2003-06-01 unit-{n} fact live 2003-05-01 - - -" for n in range(1, 10))),
    ])  # fmt: skip
    f = completion_forecast(events, units=UNITS, known_at="2003-07-01", target_date="2003-07-01")
    assert (f.of, f.live, f.done, len(f.units)) == (9, 9, True, 9)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"), [(6, 10, 6, 6), (6, 12, 4, 6), (6, 8, 6, 8), (10, 12, 8, 10)]
)
def test_a_count_of_another_set_bounds_ours(count, of, low, high):
    found = record(totals(("2003-05-01", count), of=of))
    assert bounds(found) == {"2003-05-01": (low, high)}


def test_a_bare_word_that_many_are_live_tells_no_number():
    events = told("2003-05-01 unit-1 fact live - - - -", "2003-07-01 mps fact live - - - -")
    assert list(bounds(record(events))) == ["2003-05-01"]


def test_plans_for_named_units_are_counted_up_from_the_live():
    events = pd.concat([
        totals(("2003-05-01", 3)),
        told(
            "2003-05-01 unit-1 plan live - 2003-06-30 - -",
            "2003-05-01 unit-2 plan live - 2003-07-31 - -",
            "2003-05-01 mps plan live - 2003-12-31 10 10",
            "2003-05-01 mps plan live - 2003-04-30 5 10",
            "2003-05-01 mps plan planned - 2003-12-31 20 -",
        ),
    ])  # fmt: skip
    said = day("2003-05-01")
    assert record(events).plans == (
        CountPlan(said, 4, day("2003-06-30")),
        CountPlan(said, 5, day("2003-07-31")),
        CountPlan(said, 10, day("2003-12-31")),
    )


def random_line(rng, said):
    """A statement about a unit or a total, often at odds with the others."""
    after, until = (f"{said - pd.Timedelta(days=d):%Y-%m-%d}" for d in (rng.integers(40, 90), 20))
    stage = rng.choice(["live", "live", "in_progress", "planned"])
    unit = rng.choice([*UNITS, "mps"])
    number = f"{rng.integers(0, 11)} 10" if unit == "mps" else "- -"
    return f"{said:%Y-%m-%d} {unit} fact {stage} {after} {until} {number}"


@pytest.mark.parametrize("seed", range(40))
def test_the_number_live_stays_within_its_bounds_whatever_is_told(seed):
    rng = np.random.default_rng(seed)
    days = [pd.Timestamp("2003-01-01") + pd.Timedelta(days=int(d)) for d in rng.integers(0, 300, 9)]
    found = record(told(*(random_line(rng, day) for day in sorted(days))))
    assert (found.low >= 0).all()
    assert (found.low <= found.high).all()
    assert (found.high <= 10).all()
    assert (np.diff(found.low) >= 0).all()
    assert (np.diff(found.high) >= 0).all()
