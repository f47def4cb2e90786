"""The effect of an initiative: what it must refuse to say, and the planted effect it must find.

The planted sizes stand in `cjdata.demo.planted`; nothing here is copied from a run.
"""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.impact import Impact, ImpactVerdict, impact
from cjdata.demo.planted import PLANTED
from cjdata.snapshot.ground import ground_of
from cjdata.snapshot.reader import Reader

LATEST = dt.date(2005, 8, 1)


@pytest.fixture(scope="module")
def told(demo_store):
    reader, catalogue = Reader.open(demo_store), ground_of(demo_store).catalogue

    def ask(measure: str, initiative: str, day: dt.date = LATEST, *, demo: bool = True) -> Impact:
        return impact(
            reader, catalogue, catalogue.measures[measure], catalogue.initiatives[initiative], day,
            demo=demo,
        )  # fmt: skip

    return ask


def planted(component: str) -> float:
    return next(effect.points for effect in PLANTED if effect.component == component)


def test_the_planted_effect_of_lawyers_on_discontinuance_is_recovered(told):
    found = told("C07", "lawyers-at-point-of-charge")
    assert found.verdict is ImpactVerdict.IMPROVED
    assert found.interval95 is not None
    lower, upper = found.interval95
    assert lower <= planted("cases_dropped") <= upper < 0
    assert found.cases_a_month is not None
    assert found.cases_a_month < 0


def test_initiatives_that_came_together_cannot_be_separated(told):
    found = told("W04", "witness-liaison-desk")
    assert found.verdict is ImpactVerdict.CANNOT_SEPARATE
    assert "case-progression-unit" in found.together


@pytest.mark.parametrize(
    ("measure", "initiative", "day", "reason"),
    [
        ("T05", "flexible-bail", LATEST, "No borough is known to be live"),
        ("T05", "case-progression-unit", dt.date(2003, 11, 30), "Only one borough"),
        ("C06", "lawyers-at-point-of-charge", LATEST, "did not exist before"),
        ("T02", "case-progression-unit", LATEST, "does not exist by borough"),
        ("T05", "case-progression-unit", dt.date(2001, 1, 1), "No borough is known"),
    ],
)
def test_what_cannot_be_told_is_not_told(told, measure, initiative, day, reason):
    found = told(measure, initiative, day)
    assert found.verdict is ImpactVerdict.CANNOT_TELL
    assert found.reason.startswith(reason) or reason in found.reason
    assert found.estimate is None


def test_a_live_store_rests_on_reported_days_alone(told):
    """On 22 April 2004 the papers name 13 boroughs with a case progression unit."""
    assert (
        told("T05", "case-progression-unit", dt.date(2004, 4, 22), demo=False).boroughs_live == 13
    )
