"""Ticks of a time axis: as many names as the narrowest phone has room for."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from cjdata.charts.time_axis import date_ticks

NARROWEST = 132
"""Pixels that the plot of a trend has on a screen of 320, between its margins of 44 and 100."""
NAME = 27
"""Pixels of `2003` at 12 pixels, with as much as keeps two names apart."""


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("last", "named"),
    [
        ("2003-03-20", ["Apr<br>2002", "Jul", "Oct", "Jan<br>2003"]),
        ("2003-11-05", ["", "Jul<br>2002", "", "Jan<br>2003", "", "Jul", ""]),
        ("2005-07-05", ["", "Jan<br>2003", "", "Jan<br>2004", "", "Jan<br>2005", ""]),
    ],
)
def test_the_year_is_named_where_it_begins_and_months_as_far_as_there_is_room(last, named):
    assert date_ticks(day("2002-03-25"), day(last))["ticktext"] == named


@pytest.mark.parametrize("months", range(1, 58))
def test_names_lie_level_and_apart_on_the_narrowest_phone(months):
    first = dt.date(2002, 4, 1)
    last = dt.date(2002 + (3 + months) // 12, (3 + months) % 12 + 1, 20)
    ticks = date_ticks(first, last)
    named = [d for d, text in zip(ticks["tickvals"], ticks["ticktext"], strict=True) if text]
    across = [(d - first) / (last - first) * NARROWEST for d in named]
    assert all(after - before >= NAME for before, after in pairwise(across))
    assert ticks["tickangle"] == 0
