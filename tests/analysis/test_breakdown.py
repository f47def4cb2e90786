"""By court and by reason, against sums that pandas makes of the files."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cjdata.analysis.figures.breakdown import by_court, by_crown_court, by_reason, parts_of
from cjdata.domain.periods import Period
from tests.analysis.conftest import INSPECTION, LAST

QUARTER, YEAR_AGO = Period.parse("2003-07/2003-09"), Period.parse("2002-07/2002-09")
MONTHS = {
    QUARTER: ["2003-07", "2003-08", "2003-09"],
    YEAR_AGO: ["2002-07", "2002-08", "2002-09"],
}


def rows_of(rows, unit, component, period, tier="magistrates"):
    return rows[
        (rows["unit"] == unit)
        & (rows["component"] == component)
        & (rows["court_tier"] == tier)
        & rows["period"].isin(MONTHS[period])
    ]


@pytest.mark.parametrize("day", [INSPECTION, LAST])
@pytest.mark.parametrize("unit", ["croydon", "lambeth", "southwark"])
def test_every_court_has_the_counts_of_its_rows(reader, catalogue, as_known, unit, day):
    measure = catalogue.measures["T05"]
    found = by_court(reader, catalogue, measure, unit, [YEAR_AGO, QUARTER], day)
    rows = as_known(day)
    failed = rows_of(rows, unit, "trials_ineffective", QUARTER)
    listed = rows_of(rows, unit, "trials_listed", QUARTER)
    expected = failed[(failed["court"] != "") & (failed["reason"] == "")].groupby("court")["count"]
    bases = listed[listed["court"] != ""].groupby("court")["count"].sum()
    assert {s.key: s.now for s in found.slices} == expected.sum().to_dict()
    assert {s.key: s.base_now for s in found.slices} == bases.to_dict()


@pytest.mark.parametrize("unit", ["croydon", "lambeth"])
def test_one_reason_by_court(reader, catalogue, as_known, unit):
    measure = catalogue.measures["T05"]
    found = by_court(reader, catalogue, measure, unit, [YEAR_AGO, QUARTER], INSPECTION, "N3")
    rows = rows_of(as_known(INSPECTION), unit, "trials_ineffective", YEAR_AGO)
    expected = rows[(rows["court"] != "") & (rows["reason"] == "N3")].groupby("court")["count"]
    assert {s.key: s.before for s in found.slices if s.before} == expected.sum().to_dict()


def test_a_month_counts_in_every_window_that_it_lies_in(reader, catalogue, as_known):
    before = Period.parse("2003-06/2003-08")  # shares two months with the quarter after it
    measure = catalogue.measures["T05"]
    found = by_court(reader, catalogue, measure, "croydon", [before, QUARTER], INSPECTION)
    rows = as_known(INSPECTION)
    rows = rows[(rows["unit"] == "croydon") & (rows["court_tier"] == "magistrates")]
    rows = rows[rows["period"].isin(["2003-06", "2003-07", "2003-08"]) & (rows["reason"] == "")]
    of_court = rows[rows["court"] != ""].groupby(["component", "court"])["count"].sum()
    failed, listed = of_court["trials_ineffective"], of_court["trials_listed"]
    expected = (100 * failed / listed).to_dict()
    assert {s.key: s.trend[0] for s in found.slices} == pytest.approx(expected)


def test_reasons_are_shares_of_what_the_measure_is_of(reader, catalogue, as_known):
    measure = catalogue.measures["W02"]
    found = by_reason(reader, catalogue, measure, "croydon", [YEAR_AGO, QUARTER], INSPECTION)
    rows = rows_of(as_known(INSPECTION), "croydon", "trials_ineffective", QUARTER)
    counts = rows[rows["reason"].isin(["N1", "N2", "N3"])].groupby("reason")["count"].sum()
    assert {s.key: s.now for s in found.slices} == counts.to_dict()
    listed = rows_of(as_known(INSPECTION), "croydon", "trials_listed", QUARTER)
    whole = listed[listed["court"] == ""] if (listed["court"] == "").any() else listed
    rate = 100 * counts.sum() / whole["count"].sum()
    assert sum(s.share for s in found.slices) == pytest.approx(rate)
    first = found.slices[0]
    assert first.now == counts.max()
    assert first.trend == pytest.approx((first.share_before, first.share))


def test_london_s_reasons_are_those_of_its_boroughs(reader, catalogue, as_known):
    measure = catalogue.measures["T05"]
    found = by_reason(reader, catalogue, measure, "mps", [QUARTER], INSPECTION)
    rows = as_known(INSPECTION)
    rows = rows[
        (rows["component"] == "trials_ineffective")
        & (rows["collection"] == "trials-magistrates")
        & rows["period"].isin(MONTHS[QUARTER])
        & (rows["reason"] != "")
    ]
    assert {s.key: s.now for s in found.slices} == rows.groupby("reason")["count"].sum().to_dict()


def test_crown_courts_stand_by_themselves(reader, catalogue, as_known):
    found = by_crown_court(
        reader, catalogue, catalogue.measures["T02"], [YEAR_AGO, QUARTER], INSPECTION
    )
    court = next(s for s in found.slices if s.key == "court-snaresbrook")
    rows = rows_of(as_known(INSPECTION), court.key, "trials_ineffective", QUARTER, "crown")
    given = rows[rows["reason"] == ""]
    assert court.now == (given if len(given) else rows)["count"].sum()


def test_a_measure_whose_components_are_not_told_apart_has_no_breakdown(catalogue):
    assert not parts_of(catalogue, catalogue.measures["W01"], "court")
    assert not parts_of(catalogue, catalogue.measures["T04"], "reason")
    assert parts_of(catalogue, catalogue.measures["T05"], "court")


@pytest.mark.parametrize(("unit", "tier"), [("lambeth", "magistrates"), ("court-harrow", "crown")])
def test_a_part_without_a_tier_takes_that_of_the_unit(reader, catalogue, as_known, unit, tier):
    whole = catalogue.measures["T05"]
    untold = replace(whole, numerator=(replace(whole.numerator[0], court_tier=None),))
    found = by_reason(reader, catalogue, untold, unit, [QUARTER], INSPECTION)
    rows = rows_of(as_known(INSPECTION), unit, "trials_ineffective", QUARTER, tier)
    own = rows[(rows["reason"] != "")]
    own = own[own["court"] == ""] if (own["court"] == "").any() else own
    assert {s.key: s.now for s in found.slices} == own.groupby("reason")["count"].sum().to_dict()
