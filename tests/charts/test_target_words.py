"""The target of April 2004 is on record from the inspectors alone: 30 November 2003."""

from __future__ import annotations

import datetime as dt

from cjdata.charts.target_words import (
    plan_for_all_clause,
    plan_for_all_month,
    plan_for_all_words,
    target_note,
)
from tests.charts.record import (
    BAIL,
    INSPECTION,
    JULY,
    MAY,
    MODEL,
    OCTOBER,
    TARGET,
    UNITS,
    catalogue,
    over_time,
)

NOTE = "target first on record 30 November 2003"


def test_before_the_inspectors_spoke_the_target_is_marked() -> None:
    model = catalogue().initiatives[MODEL]
    assert target_note(model, catalogue(), OCTOBER) == NOTE
    assert target_note(model, catalogue(), INSPECTION - dt.timedelta(days=1)) == NOTE
    assert target_note(model, catalogue(), INSPECTION) == ""


def test_what_has_no_target_has_no_note() -> None:
    assert target_note(catalogue().initiatives[BAIL], catalogue(), OCTOBER) == ""


def test_the_day_for_all_is_the_target_that_hmic_reported_and_no_plan_of_the_mps() -> None:
    said = plan_for_all_words(over_time(MODEL, INSPECTION), catalogue(), TARGET)
    assert said == "target as HMIC reported it, taken at its word; no plan of the MPS for all"
    assert plan_for_all_words(over_time(MODEL, MAY), catalogue(), None) == (
        "no plan for all on record"
    )


def test_a_column_and_a_sentence_tell_the_target_from_a_plan_too() -> None:
    """The plan of 12 July 2004 was the first of the MPS that named a day for all."""
    before, july = over_time(MODEL, INSPECTION), over_time(UNITS, JULY)
    last = dt.date(2004, 7, 31)
    assert plan_for_all_month(before, catalogue(), TARGET) == "Apr 2004, target (HMIC)"
    assert plan_for_all_month(july, catalogue(), last) == "Jul 2004"
    assert plan_for_all_clause(before, catalogue(), TARGET) == (
        "no plan of the MPS names a day for all, and the target, as HMIC reported it, is 30 April "
        "2004"
    )
    assert plan_for_all_clause(july, catalogue(), last).endswith("word, gives 31 July 2004")
    assert plan_for_all_clause(over_time(MODEL, MAY), catalogue(), None).startswith("no plan")
