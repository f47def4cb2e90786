from __future__ import annotations

import datetime as dt
import math

import pytest

from cjdata.charts import words

TARGET = dt.date(2004, 4, 30)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (dt.date(2003, 11, 30), "152 days to the end of April 2004"),
        (dt.date(2004, 4, 29), "1 day to the end of April 2004"),
        (dt.date(2004, 4, 30), "today is the target date"),
        (dt.date(2004, 5, 1), "1 day after the end of April 2004"),
        (dt.date(2004, 11, 4), "188 days after the end of April 2004"),
    ],
)
def test_days_to_the_target(day: dt.date, text: str):
    assert words.days_to(TARGET, day) == text


def test_days_to_a_target_within_a_month_and_to_none():
    assert words.days_to(dt.date(2004, 4, 15), dt.date(2004, 4, 5)) == "10 days to 15 April 2004"
    assert words.days_to(None, TARGET) == "no target date on record"


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "no borough"), (1, "one borough"), (2, "two boroughs"), (12, "twelve boroughs"),
     (13, "13 boroughs")],
)  # fmt: skip
def test_boroughs(count: int, text: str):
    assert words.boroughs(count) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "no days"), (1, "one day"), (2, "two days"), (13, "13 days"), (14, "two weeks"),
     (19, "three weeks"), (78, "eleven weeks"), (152, "22 weeks")],
)  # fmt: skip
def test_duration(days: int, text: str):
    assert words.duration(days) == text


def test_listing():
    assert words.listing([]) == ""
    assert words.listing(["A"]) == "A"
    assert words.listing(["A", "B"]) == "A and B"
    assert words.listing(["A", "B", "C"]) == "A, B and C"
    assert words.names_or_number(["x"] * 7) == "seven boroughs"


@pytest.mark.parametrize(
    ("after", "by", "text"),
    [
        ((2004, 7, 12), (2004, 11, 4), "between mid-July and early November 2004"),
        ((2003, 12, 25), (2004, 1, 20), "between late December 2003 and mid-January 2004"),
        ((2004, 7, 12), (2004, 7, 14), "between 12 July 2004 and 14 July 2004"),
    ],
)
def test_between(after: tuple[int, int, int], by: tuple[int, int, int], text: str):
    assert words.between(dt.date(*after), dt.date(*by)) == text


def test_a_month_loses_its_year_only_when_near():
    seen = dt.date(2003, 11, 30)
    assert words.by_when(dt.date(2004, 3, 31), seen_from=seen) == "March"
    assert words.by_when(dt.date(2004, 11, 30), seen_from=seen) == "November 2004"
    assert words.by_when(dt.date(2003, 12, 25), seen_from=seen) == "25 December 2003"


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (36.449, "pct", 1, "36.4%"),
        (36.45, "pct", 1, "36.5%"),
        (2.675, "count", 2, "2.68"),
        (-0.125, "count", 2, "-0.13"),
        (1e12 + 0.5, "count", 0, "1,000,000,000,001"),
        (-0.0, "pct", 1, "0.0%"),
        (0.0, "pct", 1, "0.0%"),
        (12345.0, "count", 0, "12,345"),
        (12.5, "days", 0, "13 days"),
        (math.nan, "pct", 1, "no figure"),
        (None, "pct", 1, "no figure"),
    ],
)
def test_figure(value: float | None, unit: str, decimals: int, text: str):
    assert words.figure(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (3.14, "+3.1 points"),
        (-0.26, "−0.3 points"),
        (0.02, "under 0.1 points"),
        (-0.02, "under 0.1 points"),
        (0.0, "no change"),
        (0.3 - 0.1 - 0.2, "no change"),
    ],
)
def test_a_change_that_rounds_to_nought_is_not_called_none(change: float, text: str):
    assert words.signed_change(change, 1, "points") == text
