"""The months that returns speak of on a day, by hand."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cjdata.snapshot.reported import months_standing

ROWS = {
    "collection": np.array(["trials", "trials", "files"], object),
    "first_month": np.array([10, 12, 3]),
    "last_month": np.array([11, 14, 5]),
    "known_from": np.array([100, 200, 150]),
    "known_to": np.array([300, 250, 151]),
}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (99, {}),
        (100, {"trials": (10, 11)}),
        (150, {"trials": (10, 11), "files": (3, 5)}),
        (151, {"trials": (10, 11)}),
        (200, {"trials": (10, 14)}),
        (250, {"trials": (10, 11)}),
        (300, {}),
    ],
)
def test_months_are_those_of_the_returns_that_stand_on_the_day(day, expected):
    assert months_standing(ROWS, dt.date.fromordinal(day)) == expected
