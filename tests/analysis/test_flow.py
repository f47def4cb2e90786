"""Charging and witness care in steps, against sums that pandas makes of the files."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.process.flow import CHARGING, DURATIONS, PROCESSING, WITNESS, flow
from cjdata.domain.states import State
from cjdata.intake.desk import build
from cjdata.ledger import Store, StoreKind
from cjdata.snapshot.reader import Reader
from tests.analysis.conftest import INSPECTION

NOVEMBER = dt.date(2004, 11, 4)
MONTHS = {
    INSPECTION: ["2003-08", "2003-09", "2003-10"],
    NOVEMBER: ["2004-07", "2004-08", "2004-09"],
}


@pytest.mark.parametrize(
    ("process", "unit", "day"),
    [
        (CHARGING, "lambeth", NOVEMBER),
        (WITNESS, "croydon", INSPECTION),
        (PROCESSING, "lambeth", NOVEMBER),
    ],
    ids=["charging", "witness", "processing"],
)
def test_every_step_is_the_sum_of_its_rows(reader, catalogue, as_known, process, unit, day):
    found = flow(reader, catalogue, process, unit, day)
    rows = as_known(day)
    rows = rows[(rows["unit"] == unit) & rows["period"].isin(MONTHS[day])]
    sums = rows.groupby("component")["count"].sum()
    last = rows[rows["period"] == MONTHS[day][-1]].groupby("component")["count"].sum()
    for strand in found.strands:
        for step in (strand.base, *strand.steps):
            name = step.component.id
            expected = last if step.component.over_time == "last" else sums
            assert step.now.value == expected[name]


@pytest.mark.parametrize("unit", ["lambeth", "mps"])
def test_a_mean_is_the_sum_of_the_times_over_the_people(reader, catalogue, as_known, unit):
    found = flow(reader, catalogue, PROCESSING, unit, INSPECTION)
    rows = as_known(INSPECTION)
    rows = rows[rows["period"].isin(MONTHS[INSPECTION])]
    mine = rows if unit == "mps" else rows[rows["unit"] == unit]
    sums = mine.groupby("component")["count"].sum()
    for people, (times,) in DURATIONS.items():
        share = found.step(times).share
        assert share.denominator == sums[people]
        assert share.value == pytest.approx(sums[times] / sums[people])


def test_londons_cases_are_the_magistrates_ones(reader, catalogue, as_known):
    found = flow(reader, catalogue, PROCESSING, "mps", INSPECTION)
    rows = as_known(INSPECTION)
    rows = rows[rows["period"].isin(MONTHS[INSPECTION]) & (rows["collection"] == "case-outcomes")]
    sums = rows.groupby("component")["count"].sum()
    (cases,) = (s for s in found.strands if s.base.component.id == "cases_completed")
    assert [s.now.value for s in cases.steps] == [sums[s.component.id] for s in cases.steps]
    assert sums["cases_convicted"] == cases.steps[0].share.numerator


def test_shares_are_the_measures_own(reader, catalogue, as_known):
    found = flow(reader, catalogue, WITNESS, "croydon", INSPECTION)
    step = found.step("witnesses_attended")
    assert step.measure.id == "W01"
    assert step.share.value == pytest.approx(100 * step.share.numerator / step.share.denominator)
    assert step.change == pytest.approx(step.share.value - step.share_before.value)
    late = found.step("updates_on_time")
    assert late.share.state is State.INCOMPLETE
    assert late.change is None


def test_a_step_without_a_measure_is_a_share_of_its_base(reader, catalogue):
    found = flow(reader, catalogue, CHARGING, "lambeth", NOVEMBER)
    step = found.step("decisions_no_further_action_evidential")
    base = found.strands[1].base
    assert step.measure is None
    assert step.plain_share == pytest.approx(100 * step.now.value / base.now.value)


def test_before_lawyers_came_nothing_is_nought(reader, catalogue):
    found = flow(reader, catalogue, CHARGING, "croydon", INSPECTION)
    step = found.step("files_accepted_first_time")
    assert step.now.value is None
    assert step.share.state is State.NOT_APPLICABLE
    assert step.plain_share is None


def test_nobody_reported_nothing(tmp_path, catalogue):
    store = Store.create(tmp_path / "live", StoreKind.LIVE)
    build(store)
    assert flow(Reader.open(store), catalogue, WITNESS, "croydon", INSPECTION) is None
