"""The strip and the words of a forecast, from results made by hand."""

from __future__ import annotations

import datetime as dt
import xml.etree.ElementTree as ET

import pytest

from cjdata.analysis.rollout.forecasting import DatedForecast
from cjdata.charts.forecast_strip import (
    Axis,
    axis_of,
    chance_words,
    forecast_heading,
    forecast_strip,
    strip_words,
)
from cjdata.stats.forecast import CompletionForecast, NaiveForecast, Verdict

TARGET = dt.date(2004, 4, 30)


def made(catalogue, known_at: dt.date, **changed: object) -> DatedForecast:
    fields: dict[str, object] = {
        "known_at": known_at, "target_date": TARGET, "of": 32, "live": 2, "named_live": 2,
        "last_report": known_at, "p_by_target": 0.046, "median": dt.date(2004, 10, 12),
        "interval80": (dt.date(2004, 5, 20), dt.date(2005, 7, 18)),
        "interval95": (dt.date(2004, 4, 18), dt.date(2006, 4, 28)),
        "verdict": Verdict.UNLIKELY, "reason": "", "units": (),
    }  # fmt: skip
    model = catalogue.initiatives["justice-for-london-model"]
    return DatedForecast(
        initiative=model,
        counted=model,
        known_at=known_at,
        forecast=CompletionForecast(**{**fields, **changed}),  # type: ignore[arg-type]
        plan=NaiveForecast(TARGET, 1.0),
        line=NaiveForecast(None, 0.5),
    )


@pytest.mark.parametrize(
    ("chance", "expected"),
    [(0.0, "less than 1%"), (0.046, "5%"), (0.5, "50%"), (0.999, "more than 99%")],
)
def test_a_chance_is_never_nought_or_certain(catalogue, chance, expected):
    found = made(catalogue, dt.date(2003, 12, 11), p_by_target=chance)
    assert chance_words(found.forecast) == expected


def test_a_chance_that_cannot_be_told_is_not_shown(catalogue):
    found = made(catalogue, dt.date(2003, 5, 8), live=0, verdict=Verdict.CANNOT_TELL)
    assert chance_words(found.forecast) == "cannot tell"
    assert forecast_heading(found) == "0 of 32 are live: too few to tell when all will be."


@pytest.mark.parametrize(
    ("verdict", "said"), [(Verdict.DONE_LATE, "missed"), (Verdict.DONE_IN_TIME, "met")]
)
def test_once_all_are_live_there_is_no_chance_any_more(catalogue, verdict, said):
    found = made(catalogue, dt.date(2004, 11, 4), live=32, p_by_target=0.0, verdict=verdict)
    assert chance_words(found.forecast) == said


def test_heading_before_the_target(catalogue):
    found = made(catalogue, dt.date(2003, 12, 11))
    assert forecast_heading(found) == (
        "The chance of all 32 by 30 April 2004 is 5%; most likely between mid-May 2004 and "
        "mid-July 2005."
    )


def test_heading_after_the_target_and_without_anything_known(catalogue):
    late = made(catalogue, dt.date(2004, 5, 30), live=26)
    assert forecast_heading(late).startswith("26 of 32 are live, 30 days after the end of April")
    nothing = made(
        catalogue, dt.date(2003, 1, 9), p_by_target=None, median=None, interval80=None,
        interval95=None, verdict=Verdict.CANNOT_TELL, last_report=None,
    )  # fmt: skip
    assert forecast_heading(nothing).startswith("Nothing is known yet")
    assert strip_words(nothing) == "no forecast could be made"
    assert axis_of([nothing]) is None


def test_the_strip_places_days_in_order_and_says_the_same_in_words(catalogue):
    found = made(catalogue, dt.date(2003, 12, 11))
    axis = axis_of([found])
    assert axis == Axis(TARGET, dt.date(2005, 7, 18))
    root = ET.fromstring(str(forecast_strip(found, axis)))
    label = root.get("aria-label") or root.findtext("{*}title") or ""
    for day in ("20 May 2004", "12 October 2004", "30 April 2004"):
        assert day in label
    assert axis.place(TARGET) < axis.place(dt.date(2004, 10, 12)) < axis.place(axis.last)


def test_an_interval_that_goes_on_beyond_the_picture_says_so(catalogue):
    found = made(catalogue, dt.date(2003, 12, 11))
    axis = axis_of([found])
    assert found.forecast.interval95[1] > axis.last
    cut = str(forecast_strip(found, axis))
    whole = str(forecast_strip(found, Axis(axis.first, found.forecast.interval95[1])))
    assert cut.count("<path") == whole.count("<path") + 1
