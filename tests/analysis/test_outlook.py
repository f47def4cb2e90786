"""The way to a target by hand, and pairs that move against an improvement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjdata.analysis.figures.figures import figures, known_periods
from cjdata.analysis.figures.trend import trend
from cjdata.analysis.variation.outlook import against, pairs, pairs_against, target_view
from cjdata.charts.outlook_texts import outlook_notes, pair_warning
from cjdata.domain.periods import Grain, month_of, month_text, parse_month
from cjdata.domain.states import JUDGED
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.stats.targets import TargetVerdict, target_outlook
from tests.stores import day, load, trials

LAST = parse_month("2004-06")
KNOWN = day("2004-07-31")


def shift(store: Store) -> Store:
    """Lambeth: 200 trials a month; a year ago 80 ineffective and 40 cracked, now 50 and 70."""
    rows = []
    for month in range(LAST - 17, LAST + 1):
        lost, cracked = (80, 40) if month <= LAST - 12 else (50, 70)
        rows += trials("lambeth", month_text(month), 200 - lost - cracked, cracked, lost)
        rows += trials("barnet", month_text(month), 110, 40, 50)
    assert load(store, *rows, known_on="2004-07-10").accepted
    return store


@pytest.fixture
def shifting(filled_with) -> Store:
    return filled_with(shift)


def a_trend(reader, catalogue, unit, known_at=KNOWN):
    return trend(
        reader, catalogue, (), measure="T05", unit=unit, grain=Grain.MONTH, known_at=known_at
    )


def test_ineffective_down_while_cracked_go_up_is_said(shifting: Store, catalogue):
    reader = Reader.open(shifting)
    own, found = pairs(reader, catalogue, catalogue.measures["T05"], "lambeth", KNOWN)
    assert own.change == pytest.approx(-15)
    assert [p.figure.measure.id for p in against(found)] == ["T06"]
    said = pair_warning(own, found)
    assert "fell by 15.0 points while" in said
    assert "cracked trial rate, magistrates' courts rose by 15.0 points" in said


def test_a_borough_is_told_of_it_among_all_its_measures(shifting: Store, catalogue):
    """Cracked trials have no direction, effective ones did not fall: one thing is to be said."""
    reader = Reader.open(shifting)
    ((own, wrong),) = pairs_against(reader, catalogue, "lambeth", KNOWN)
    assert (own.measure.id, [p.figure.measure.id for p in wrong]) == ("T05", ["T06"])
    alone, found = pairs(reader, catalogue, catalogue.measures["T05"], "lambeth", KNOWN)
    assert pair_warning(own, wrong) == pair_warning(alone, found)
    assert pairs_against(reader, catalogue, "barnet", KNOWN) == ()


def test_nothing_is_said_where_nothing_moved(shifting: Store, catalogue):
    reader = Reader.open(shifting)
    own, found = pairs(reader, catalogue, catalogue.measures["T05"], "barnet", KNOWN)
    assert against(found) == ()
    assert pair_warning(own, found) == ""
    assert {p.figure.measure.id for p in found} >= {"T04", "T06"}


def test_the_way_to_a_national_target_is_context(shifting: Store, catalogue):
    reader = Reader.open(shifting)
    found = target_view(reader, catalogue, a_trend(reader, catalogue, "lambeth"), KNOWN)
    # 25% in the last three months, 23% by March 2006, 21 months after June 2004
    assert (found.local, found.target.value) == (False, 23.0)
    assert found.outlook.months_left == 21
    assert found.outlook.level == pytest.approx(0.25)
    assert found.outlook.required_monthly_change == pytest.approx(-0.02 / 21)
    assert found.outlook.verdict is TargetVerdict.CANNOT_TELL  # 18 months tell nothing of 21 ahead
    notes = " ".join(outlook_notes(found, catalogue.measures["T05"]))
    assert "0.1 points lower each month" in notes
    assert "nothing is missed by it" in notes


def test_a_target_of_its_own_is_a_boroughs_alone(shifting: Store, catalogue):
    reader = Reader.open(shifting)
    found = {unit: a_trend(reader, catalogue, unit) for unit in ("lambeth", "barnet")}
    national = target_view(reader, catalogue, found["lambeth"], KNOWN).target
    own = replace(national, area="lambeth", value=20.0, by=day("2005-06-30"))
    lambeth, barnet = (
        target_view(reader, catalogue, replace(one, targets=(own, *one.targets)), KNOWN)
        for one in found.values()
    )
    # 25% in the last three months, 20% in twelve months' time
    assert lambeth.local
    assert lambeth.outlook.required_monthly_change == pytest.approx(-0.05 / 12)
    assert (barnet.local, barnet.target) == (False, national)


def test_no_target_by_a_date_no_way_to_it(shifting: Store, catalogue, empty_live_store: Store):
    reader = Reader.open(shifting)
    early = day("2003-12-31")
    assert (
        target_view(reader, catalogue, a_trend(reader, catalogue, "lambeth", early), early) is None
    )
    nothing = Reader.open(empty_live_store)
    assert target_view(nothing, catalogue, a_trend(nothing, catalogue, "lambeth"), KNOWN) is None
    own, _ = pairs(nothing, catalogue, catalogue.measures["T05"], "lambeth", KNOWN)
    assert own is None or own.now.value is None


def test_the_chance_is_told_where_the_record_is_long_enough(reader, catalogue):
    known = day("2005-05-12")
    found = target_view(reader, catalogue, a_trend(reader, catalogue, "croydon", known), known)
    assert found.outlook.chance is not None
    assert 0 <= found.outlook.chance <= 1
    assert found.outlook.lower <= found.outlook.expected <= found.outlook.upper


@pytest.mark.parametrize("unit", ["croydon", "southwark", "mps", "court-camberwell-green"])
@pytest.mark.parametrize("known", ["2005-01-20", "2004-06-09", "2005-05-12"])
def test_worked_out_among_all_it_is_what_the_units_own_months_tell(reader, catalogue, unit, known):
    """On days in no order, from the figures as anybody reads them."""
    known_at = day(known)
    found = target_view(reader, catalogue, a_trend(reader, catalogue, unit, known_at), known_at)
    months = known_periods(reader, catalogue, ["T05"], Grain.MONTH, known_at)
    record = figures(
        reader, catalogue, measures=["T05"], units=[unit], periods=months, known_at=known_at
    )
    counts = record[["numerator", "denominator"]].where(record["state"].isin(JUDGED))
    alone = target_outlook(
        counts["numerator"], counts["denominator"], kind="proportion", last=months[-1].last,
        target=found.target.value / 100, by=month_of(found.target.by), improvement="decrease",
    )  # fmt: skip
    seen = found.outlook
    assert (seen.verdict, seen.months_left) == (alone.verdict, alone.months_left)
    assert seen.chance == pytest.approx(alone.chance, abs=1e-9)
    assert [seen.level, seen.expected, seen.lower, seen.upper] == pytest.approx(
        [alone.level, alone.expected, alone.lower, alone.upper], abs=1e-9
    )
