"""One measure over time: figures against the files, context against the record."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.figures.trend import trend
from cjdata.analysis.figures.trend_units import trend_measures, trend_units
from cjdata.analysis.rollout.stages import rollout
from cjdata.domain.periods import Grain
from cjdata.domain.states import State
from cjdata.stats.proportions import wilson
from tests.analysis.conftest import INSPECTION, LAST


def trend_at(reader, catalogue, measure, unit, grain=Grain.QUARTER, day=INSPECTION):
    statuses = rollout(reader, catalogue, day)
    return trend(reader, catalogue, statuses, measure=measure, unit=unit, grain=grain, known_at=day)


@pytest.mark.parametrize("unit", ["croydon", "lambeth"])
def test_months_are_the_counts_of_the_files(reader, catalogue, as_known, unit):
    found = trend_at(reader, catalogue, "T05", unit, Grain.MONTH)
    rows = as_known(INSPECTION)
    rows = rows[(rows["unit"] == unit) & (rows["court"] == "") & (rows["reason"] == "")]
    wide = rows.pivot_table(index="period", columns="component", values="count", aggfunc="sum")
    for point in found.points:
        if point.reading.value is None:
            assert str(point.period) not in wide.index
            continue
        month = wide.loc[str(point.period)]
        assert point.reading.numerator == month["trials_ineffective"]
        assert point.reading.value == pytest.approx(
            100 * month["trials_ineffective"] / month["trials_listed"]
        )


def test_the_change_is_in_points_with_an_interval_around_it(reader, catalogue):
    found = trend_at(reader, catalogue, "T05", "croydon")
    latest, before = found.latest, found.year_before(found.latest)
    assert str(latest.period) == "2003-07/2003-09"
    assert found.change == pytest.approx(latest.reading.value - before.reading.value)
    interval = found.change_interval
    assert interval.lower < found.change < interval.upper
    low, high = wilson(latest.reading.numerator, latest.reading.denominator)
    assert interval.upper - interval.lower > 100 * (high - low)


def test_an_incomplete_london_is_not_judged(reader, catalogue):
    found = trend_at(reader, catalogue, "T05", "mps")
    assert found.london == ()
    assert found.latest.reading.state is State.INCOMPLETE
    assert found.change is None


def test_published_figures_and_targets_wait_for_their_papers(reader, catalogue):
    then = trend_at(reader, catalogue, "T05", "croydon")
    later = trend_at(reader, catalogue, "T05", "croydon", day=LAST)
    assert then.published == ()
    assert then.targets == ()
    assert {p.value for p in later.published if p.area == "London"} == {39.8, 28.7}
    assert [t.value for t in later.targets] == [26.5, 23.0]
    day = dt.date(2004, 7, 21)
    assert trend_at(reader, catalogue, "T05", "croydon", day=day).published == ()


def test_go_lives_are_those_of_the_record(reader, catalogue):
    (first,) = trend_at(reader, catalogue, "T05", "southwark", day=dt.date(2003, 5, 8)).go_lives
    assert first.partial
    assert first.not_before == first.not_after == dt.date(2003, 1, 28)
    assert trend_at(reader, catalogue, "T05", "croydon").go_lives == ()


def test_crown_court_measures_stand_by_court(catalogue):
    units = [u.id for u in trend_units(catalogue, catalogue.measures["T02"])]
    assert units[0] == "mps"
    assert "court-snaresbrook" in units
    assert "croydon" not in units
    assert all(trend_units(catalogue, m) for m in trend_measures(catalogue))


def test_units_beside_are_each_as_on_their_own(reader, catalogue):
    statuses = rollout(reader, catalogue, INSPECTION)
    asked = {"measure": "T05", "grain": Grain.QUARTER, "known_at": INSPECTION}
    beside = ("lambeth", "southwark")
    found = trend(reader, catalogue, statuses, unit="croydon", beside=beside, **asked)
    assert [other.unit.id for other in found.beside] == ["lambeth", "southwark"]
    for other in found.beside:
        alone = trend(reader, catalogue, statuses, unit=other.unit.id, **asked)
        assert other.points == alone.points
        assert found.london == alone.london
