"""The effect of an initiative: what it must refuse to say, and the planted effect it must find.

The planted sizes stand in `cjdata.demo.planted`; nothing here is copied from a run.
"""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.impact.verdict import Impact, ImpactVerdict, impact
from cjdata.demo.planted import PLANTED
from cjdata.domain.periods import Period
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
    assert found.rests_on == "alone"
    assert found.cases_a_month is not None
    assert found.cases_a_month < 0


def test_the_planted_effect_of_lawyers_on_early_pleas_is_recovered(told):
    found = told("C11", "lawyers-at-point-of-charge")
    assert found.rests_on == "alone"
    lower, upper = found.interval95
    assert 0 < lower <= planted("guilty_pleas_first_hearing") <= upper


def test_the_model_shows_what_its_elements_do(told):
    """Of its four elements the witness desks carry the planted effect on needs assessments."""
    found = told("W04", "justice-for-london-model")
    assert found.verdict is ImpactVerdict.IMPROVED
    lower, upper = found.interval95
    assert 0 < lower <= planted("witnesses_needs_assessed") <= upper


@pytest.mark.parametrize("measure", ["T05", "P03", "W01", "W04"])
def test_what_came_after_the_lawyers_is_not_put_down_to_them(told, measure):
    """These measures move with case progression units and witness desks alone."""
    found = told(measure, "lawyers-at-point-of-charge")
    assert found.verdict is ImpactVerdict.CANNOT_SEPARATE
    assert {"case-progression-unit", "witness-liaison-desk"} <= set(found.overlapping)
    assert found.alone is not None
    assert not found.alone.leaves_out_nought


@pytest.mark.parametrize("measure", ["T04", "T05", "T06"])
def test_what_one_outcome_of_trials_loses_the_others_gain(told, measure):
    found = told(measure, "lawyers-at-point-of-charge")
    assert [share.measure.id for share in found.composition] == ["T04", "T06", "T05"]
    assert sum(s.size.estimate for s in found.composition) == pytest.approx(0, abs=1e-9)
    own = next(s for s in found.composition if s.measure.id == measure)
    assert own.size.estimate == pytest.approx(found.estimate)


def test_a_measure_that_is_no_part_of_a_whole_has_no_composition(told):
    assert told("C11", "lawyers-at-point-of-charge").composition == ()


def test_a_borough_before_and_after_is_summed_from_its_returns(told, demo_store):
    found = told("T05", "case-progression-unit")
    row = next(r for r in found.boroughs if r.unit == "southwark")
    reader, live = Reader.open(demo_store), row.live
    months = [Period(m, m) for m in range(live - 12, live + 16)]
    held = reader.figures(["T05"], ["southwark"], months, LATEST).set_index("last_month")

    def rate(first: int, last: int) -> float:
        chosen = held[(held.index >= first) & (held.index <= last)]
        return 100 * float(chosen["numerator"].sum()) / float(chosen["denominator"].sum())

    assert row.months_before == 12
    assert row.before == pytest.approx(rate(live - 12, live - 1))
    assert row.after == pytest.approx(rate(live + 4, live + 15))


def test_every_check_stands_beside_the_effect(told):
    beside = told("C07", "lawyers-at-point-of-charge").checks
    assert beside.imputation is not None
    assert beside.two_way is not None
    assert beside.placebo_dates is not None
    assert not beside.placebo_dates.leaves_out_nought
    assert beside.placebo_outcome is not None
    assert not beside.placebo_outcome.leaves_out_nought
    assert beside.sensitivity is not None
    assert beside.without_court_neighbours is not None
    assert beside.uncertain_dates == 0


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
