"""What the forecast refuses, and in what words."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.forecast import completion_forecast
from tests.stats.forecast_tables import UNITS, told, totals

GOOD = told(
    "2003-05-01 unit-1 fact live 2003-03-01 2003-05-01 - -",
    "2003-05-01 mps fact live - 2003-05-01 3 10",
    "2003-05-01 mps plan live - 2003-12-31 10 10",
)


def forecast(events, known_at="2003-06-01", target_date="2004-01-01", units=UNITS):
    return completion_forecast(
        events, units=units, known_at=known_at, target_date=target_date, seed=1
    )


def changed(**values):
    events = GOOD.astype(object)
    for column, value in values.items():
        events.loc[0, column] = value
    return events


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"not_before": "2003-05-02"}, "event 0: not_before lies after not_after"),
        ({"not_after": "2003-05-20"}, "told as a fact before it happened"),
        ({"not_after": "soon"}, "event 0, not_after: 'soon' is not an ISO date"),
        ({"said_on": None}, "event 0: said_on is missing"),
        ({"stage": "alive"}, "event 0, stage: 'alive' is none of unknown, not_in_scope"),
        ({"kind": "hope"}, "event 0, kind: 'hope' is none of plan, fact"),
        ({"unit": None}, "event 0: unit is missing"),
        ({"count": -1}, "event 0, count: -1 is not a whole number of 0 or more"),
        ({"count": 2.5}, "event 0, count: 2.5 is not a whole number"),
        ({"count": "many"}, "event 0, count: 'many' is not a number"),
        ({"count": 11, "of": 10}, "count 11 is more than of 10"),
        ({"initiative": "another"}, "more than one initiative: another, model"),
    ],
)
def test_a_wrong_event_is_refused_with_its_place(values, message):
    with pytest.raises(ValueError, match=message):
        forecast(changed(**values))


def test_a_fault_in_what_was_said_later_does_not_matter_yet():
    later = changed(said_on="2003-07-01", stage="alive")
    assert forecast(later) == forecast(GOOD.iloc[1:])
    with pytest.raises(ValueError, match="alive"):
        forecast(later, known_at="2003-07-01")


@pytest.mark.parametrize(
    ("events", "message"),
    [
        (GOOD.drop(columns="stage"), "lack the column.s. stage"),
        (GOOD.rename(columns={"said_on": "said"}), "lack the column.s. said_on"),
        (GOOD.rename(columns={"count": "number"}), "unknown column.s. number and lack count"),
        (pd.DataFrame(), "lack the column.s. unit, stage"),
    ],
)
def test_wrong_columns_are_named(events, message):
    with pytest.raises(ValueError, match=message):
        forecast(events)


def test_columns_beyond_those_of_an_event_do_no_harm():
    assert forecast(GOOD.assign(seq=range(3))) == forecast(GOOD)


@pytest.mark.parametrize(
    ("units", "message"),
    [([], "units is empty"), ("unit-1", "units is one text"), (["a", "b", "a"], "given twice: a")],
)
def test_wrong_units_are_refused(units, message):
    with pytest.raises(ValueError, match=message):
        forecast(GOOD, units=units)


@pytest.mark.parametrize("name", ["known_at", "target_date"])
def test_a_date_asked_for_must_be_one(name):
    with pytest.raises(ValueError, match=f"{name} is missing"):
        forecast(GOOD, **{name: None})
    with pytest.raises(ValueError, match=f"{name}: '31 May' is not an ISO date"):
        forecast(GOOD, **{name: "31 May"})


@pytest.mark.parametrize("empty", [None, "", np.nan, pd.NaT, pd.NA])
def test_every_kind_of_nothing_is_nothing(empty):
    assert forecast(changed(not_before=empty, count=empty)) == forecast(changed(not_before=None))


@pytest.mark.parametrize("read", [date.fromisoformat, pd.Timestamp, np.datetime64])
def test_every_kind_of_date_is_the_same_date(read):
    events = GOOD.astype(object)
    for column in ("not_before", "not_after", "said_on"):
        events[column] = [read(text) if isinstance(text, str) else None for text in GOOD[column]]
    assert forecast(events) == forecast(GOOD)
    assert forecast(GOOD, read("2003-06-01"), read("2004-01-01")) == forecast(GOOD)


def test_no_events_is_no_error():
    assert forecast(totals()).verdict == "cannot_tell"
