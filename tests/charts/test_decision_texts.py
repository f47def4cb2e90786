"""What is asked for follows from the record of the day: before, on and after the target."""

from __future__ import annotations

import datetime as dt

from cjdata.charts.decision_texts import (
    Asked,
    days_passed,
    plan_short_of_target,
    target_not_likely,
    without_day,
)
from tests.charts.record import (
    DECEMBER,
    FEBRUARY,
    JULY,
    MAY,
    MODEL,
    NOVEMBER,
    OCTOBER,
    UNITS,
    catalogue,
    over_time,
    status,
)

CHRISTMAS = dt.date(2003, 12, 26)


def found(asked: Asked | None) -> str:
    assert asked is not None
    return asked.finding


def test_a_plan_without_a_number_is_told_beside_the_one_that_has_one() -> None:
    """MPA PPRC 12 February 2004, report 21: remaining Safer Streets boroughs by March 2004."""
    october, february = (plan_short_of_target(over_time(MODEL, d)) for d in (OCTOBER, FEBRUARY))
    assert found(october).endswith("the target is 32 by 30 April 2004.")
    assert "The plan of 9 October 2003 reaches 10 of 32 boroughs by 31 March 2004" in found(
        february
    )
    assert found(february).endswith("“remaining Safer Streets boroughs by March 2004”.")


def test_after_the_target_a_plan_that_reaches_all_is_not_asked_for_once_more() -> None:
    """On 12 July 2004 the plan was for all 32 by the end of the month."""
    july = plan_short_of_target(over_time(MODEL, JULY))
    assert july is not None
    assert july.lead == "The target was missed"
    assert july.ask == "restate the target, and hold the new plan to it"
    assert plan_short_of_target(over_time(MODEL, NOVEMBER)) is None
    assert plan_short_of_target(over_time(MODEL, MAY)) is None, "no plan for boroughs yet"


def test_a_day_that_passed_is_told_in_the_words_of_the_plan() -> None:
    """Due before Christmas: nothing is over on 11 December, two boroughs are on the 26th."""
    assert days_passed(status(MODEL, DECEMBER), catalogue()) is None
    assert found(days_passed(status(MODEL, CHRISTMAS), catalogue())) == (
        "Hackney and Tower Hamlets were to be live before Christmas 2003 and are not named as live "
        "since."
    )


def test_boroughs_live_without_a_name_may_be_those_whose_day_passed() -> None:
    """26 reported on 12 July 2004, 13 of them named; six were expected in April."""
    july = found(days_passed(status(UNITS, JULY), catalogue()))
    assert "were to be live in April 2004" in july
    assert july.endswith("13 boroughs reported live are not named and may be among them.")


def test_without_a_day_are_those_neither_live_nor_named_with_one() -> None:
    """1 live and 5 dated of 32 on 9 October 2003; none can be told apart on 12 July 2004."""
    assert found(without_day(status(MODEL, OCTOBER))).startswith("26 boroughs are neither")
    assert without_day(status(UNITS, JULY)) is None
    assert without_day(status(UNITS, NOVEMBER)) is None


def test_without_a_forecast_nothing_is_asked_of_the_date() -> None:
    assert target_not_likely(None) is None
