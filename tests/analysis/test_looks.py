"""The day of the last look: report dates, the fifteenth of a month, and the store's last day."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.known_at import Calendar
from cjdata.analysis.variation.looks import look_day, look_days
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


def test_all_looks_of_a_store_stand_by_their_nearness_to_its_opening():
    months = [f"2003-{n}-15" for n in (10, 11, 12)] + [f"2004-{n:02}-15" for n in range(1, 13)]
    months += [f"2005-{n:02}-15" for n in range(1, 9)]
    found = look_days(DATES)
    assert set(found) == {day(d) for d in ["2003-10-09", "2003-11-30", *months]}
    assert len(found) == len(set(found))
    nearest = ["2003-11-30", "2003-11-15", "2003-12-15", "2003-10-15", "2004-01-15", "2003-10-09"]
    assert found[:6] == [day(d) for d in nearest]
    assert found[-1] == day("2005-08-15")


def test_a_day_has_its_look_among_all_of_them():
    looks = set(look_days(DATES))
    days = [DATES.stops[0] + dt.timedelta(days=n) for n in range(700)]
    assert {look_day(DATES, d) for d in days if d <= DATES.latest} == looks
