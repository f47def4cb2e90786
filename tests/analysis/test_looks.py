"""The day of the last look: report dates, the fifteenth of a month, and the store's last day."""

from __future__ import annotations

import pytest

from cjdata.analysis.known_at import Calendar
from cjdata.analysis.variation.looks import look_day
from tests.stores import day

DATES = Calendar(
    stops=(day("2003-10-09"), day("2003-11-30"), day("2005-08-15")),
    opening=day("2003-11-30"),
    latest=day("2005-08-15"),
    today=day("2026-01-01"),
)


@pytest.mark.parametrize(
    ("known_at", "looked"),
    [
        ("2003-11-30", "2003-11-30"),
        ("2003-11-29", "2003-11-15"),
        ("2003-11-15", "2003-11-15"),
        ("2003-11-14", "2003-10-15"),
        ("2003-10-14", "2003-10-09"),
        ("2003-12-03", "2003-11-30"),
        ("2004-01-02", "2003-12-15"),
        ("2005-08-15", "2005-08-15"),
        ("2006-02-02", "2006-02-02"),
    ],
)
def test_the_last_look_at_or_before_a_day(known_at, looked):
    assert look_day(DATES, day(known_at)) == day(looked)
