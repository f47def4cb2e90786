"""Who sent what when, against the days on which the files came in."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.analysis.returns.quality import Arrival, matrix, quality
from cjdata.charts.returns_texts import reminder
from cjdata.domain.periods import Period
from cjdata.intake.desk import build
from cjdata.intake.withdrawals import withdraw
from cjdata.ledger import Store, StoreKind
from cjdata.snapshot.reader import Reader
from tests.analysis.conftest import INSPECTION, LAST
from tests.stores import load

SEPTEMBER = Period.parse("2003-09")


@pytest.mark.parametrize("day", [INSPECTION, LAST])
def test_arrivals_are_those_of_the_files(reader, catalogue, sent, day):
    found = quality(reader, day)
    known = sent[sent["known_on"] <= day]
    first = known.groupby(["collection", "unit", "period"])["known_on"].min()
    files = known.groupby(["collection", "unit", "period"])["file"].nunique()
    assert len(found.lines) > 1000
    for line in found.lines:
        key = (line.collection, line.unit, str(line.period))
        due = catalogue.collections[line.collection].due(line.period)
        assert line.due == due
        if key not in first.index:
            assert line.arrival is Arrival.MISSING
            assert line.days_late == (day - due).days
        else:
            late = (first[key] - due).days
            assert line.arrival is (Arrival.LATE if late > 0 else Arrival.IN_TIME)
            assert line.days_late == max(late, 0)
            assert line.corrections == files[key] - 1
    counted = [(line.collection, line.unit, line.period) for line in found.lines]
    assert len(set(counted)) == len(counted)


def test_outstanding_is_what_the_rest_of_the_house_calls_so(reader):
    found = quality(reader, INSPECTION)
    asked = reader.outstanding(INSPECTION, found.lines[0].period.first)
    mine = {(line.collection, line.unit, line.period.last) for line in found.outstanding}
    assert mine == {(r.collection, r.unit, r.last_month) for r in asked.itertuples()}
    assert found.outstanding[0].days_late == max(line.days_late for line in found.outstanding)


def test_the_matrix_has_a_place_for_every_return(reader):
    lines = quality(reader, INSPECTION).recent("trials-crown")
    periods, units = matrix(lines)
    assert len(periods) == 12
    assert len(units) == 12
    assert sum(len(row) for row in units.values()) == len(lines)


@pytest.fixture
def live(tmp_path) -> Store:
    store = Store.create(tmp_path / "live", StoreKind.LIVE)
    build(store)
    return store


def line_of(store: Store, day: dt.date):
    found = quality(Reader.open(store), day)
    return next(
        line
        for line in found.of("witness-care")
        if line.unit == "lambeth" and line.period == SEPTEMBER
    )


def rows(attended: int) -> list[str]:
    return [
        "lambeth,2003-09,witnesses_required,100",
        f"lambeth,2003-09,witnesses_attended,{attended}",
    ]


def test_late_corrected_and_withdrawn(live):
    first = load(live, *rows(70), known_on="2003-10-13")
    assert first.accepted, first.faults
    late = line_of(live, dt.date(2003, 10, 14))
    assert (late.arrival, late.days_late, late.corrections) == (Arrival.LATE, 3, 0)
    assert late.words == "late by 3 days"
    second = load(live, *rows(75), known_on="2003-10-20")
    assert second.accepted, second.faults
    corrected = line_of(live, INSPECTION)
    assert corrected.words == "late by 3 days, corrected once"
    for return_id in (*second.return_ids, *first.return_ids):
        withdraw(live, str(return_id), why="a test", by="A Clerk", known_on=INSPECTION)
    gone = line_of(live, INSPECTION)
    assert gone.arrival is Arrival.WITHDRAWN
    assert gone.outstanding
    assert gone.words == "withdrawn, due 51 days ago, corrected once"


def test_nothing_sent_nothing_due(live):
    assert quality(Reader.open(live), INSPECTION).lines == ()


def test_what_was_never_sent_stays_outstanding_and_is_said_in_one_line(live, catalogue):
    """Lambeth begins in September 2001; Barnet has sent nothing in two years and more."""
    day = dt.date(2003, 11, 30)
    sent = load(
        live,
        "lambeth,2001-09,witnesses_required,100",
        "lambeth,2001-09,witnesses_attended,70",
        known_on="2001-10-09",
    )
    assert sent.accepted, sent.faults
    found = quality(Reader.open(live), day)
    barnet = [line for line in found.outstanding if line.unit == "barnet"]
    care = catalogue.collections["witness-care"]
    months = range(Period.parse("2001-09").first, Period.parse("2003-11").first + 1)
    due = [Period(month, month) for month in months if care.due(Period(month, month)) <= day]
    assert [line.period for line in barnet] == due
    older = [period for period in due if period.last < Period.parse("2002-11").first]
    (first, *others) = [o for o in found.owed_together if o.first.unit == "barnet"]
    assert first.periods == f"{len(older)} periods from September 2001 to October 2002"
    assert [len(owed.lines) for owed in others] == [1] * (len(due) - len(older))
    assert f"- {care.label}, {first.periods}: due from" in reminder(found, catalogue, "barnet")
    assert len(found.outstanding) == 32 * len(due) - 1
