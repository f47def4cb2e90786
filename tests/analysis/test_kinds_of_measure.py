"""Stocks, rosters, means, surveys and court tiers, each from the returns of the demo store."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.analysis.answers.common import figures_answer, units_of
from cjdata.analysis.figures.figures import figures, known_periods
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Grain, Period
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader

DAY = dt.date(2005, 6, 30)
QUARTER, MONTHS = Period.parse("2004-07/2004-09"), ("2004-07", "2004-08", "2004-09")


@pytest.fixture(scope="module")
def reader(demo_store: Store) -> Reader:
    return Reader.open(demo_store)


@pytest.fixture
def ask(reader: Reader, catalogue: Catalogue):
    def asked(measure: str, unit: str, *periods: str) -> pd.DataFrame:
        spans = [Period.parse(period) for period in periods] or [QUARTER]
        return figures(
            reader, catalogue, measures=[measure], units=[unit], periods=spans, known_at=DAY
        )

    return asked


def test_of_a_stock_the_last_month_stands(ask) -> None:
    whole, months = ask("P07", "southwark").iloc[0], ask("P07", "southwark", *MONTHS)
    assert whole["value"] == months["value"].iloc[-1]
    assert pd.isna(whole["denominator"])
    assert (whole["received"], whole["expected"]) == (1, 1)


def test_a_roster_is_out_of_the_boroughs_that_have_one(ask) -> None:
    force = ask("P08", "mps").iloc[0]
    assert (force["denominator"], force["expected"]) == (120, 12)
    assert ask("P08", "barnet").iloc[0]["state"] == "not_applicable"


@pytest.mark.parametrize(("measure", "unit"), [("P04", "hours"), ("P05", "days"), ("P06", "days")])
def test_a_mean_is_its_sum_over_its_people(ask, catalogue: Catalogue, measure: str, unit: str):
    assert catalogue.measures[measure].unit == unit
    whole, months = ask(measure, "mps").iloc[0], ask(measure, "mps", *MONTHS)
    if months["state"].eq("value").all():
        assert whole["numerator"] == months["numerator"].sum()
        assert whole["denominator"] == months["denominator"].sum()
    assert whole["value"] == pytest.approx(whole["numerator"] / whole["denominator"])


def test_a_quarterly_return_gives_quarters_and_no_months(ask) -> None:
    assert ask("W09", "southwark").iloc[0]["state"] == "value"
    assert set(ask("W09", "southwark", *MONTHS)["state"]) == {"not_applicable"}
    year = ask("W09", "southwark", "2003-04/2004-03").iloc[0]
    assert year["expected"] == 4


def test_twelve_months_that_cut_a_quarter_are_no_figure(
    ask, reader: Reader, catalogue: Catalogue
) -> None:
    """From May on they hold three quarters: nine months would pass for twelve."""
    cut = ask("W09", "southwark", "2003-05/2004-04", "2003-06/2004-05")
    assert set(cut["state"]) == {"not_applicable"}
    whole = ask("W09", "southwark", "2003-07/2004-06").iloc[0]
    quarters = ("2003-07/2003-09", "2003-10/2003-12", "2004-01/2004-03", "2004-04/2004-06")
    assert whole["numerator"] == ask("W09", "southwark", *quarters)["numerator"].sum()
    ends = {
        name: {p.last % 3 for p in known_periods(reader, catalogue, [name], Grain.ROLLING12, DAY)}
        for name in ("W09", "W01")
    }
    assert ends == {"W09": {2}, "W01": {0, 1, 2}}


def test_the_unit_settles_the_court_tier(ask) -> None:
    for measure in ("T07", "T09"):
        assert ask(measure, "mps").iloc[0]["state"] == "not_applicable"
        assert ask(measure, "court-snaresbrook").iloc[0]["expected"] == 3
    assert ask("T07", "southwark").iloc[0]["expected"] == 3


def test_a_measure_whose_unit_settles_the_tier_is_listed_for_no_sum(catalogue: Catalogue) -> None:
    units = units_of(catalogue, "T07")
    assert {"southwark", "court-snaresbrook"} <= set(units)
    assert not {"mps", "london"} & set(units)


def test_a_survey_of_the_area_stands_for_the_area(demo_store: Store) -> None:
    answer = figures_answer(
        demo_store, measure="S03", units=None, grain=Grain.QUARTER, known_at=DAY,
        today=dt.date(2006, 1, 1),
    )  # fmt: skip
    assert set(answer["unit"]) == {"london"}
    assert set(answer["expected"]) == {1}


def test_the_parts_of_the_ineffective_rate_add_up_at_a_court(
    reader: Reader, catalogue: Catalogue
) -> None:
    """T08 and T09 leave the defence's and the contractor's reasons: never more than T05."""
    frame = figures(
        reader, catalogue, measures=["T05", "T08", "T09"], units=["court-thames"],
        periods=[QUARTER], known_at=DAY,
    ).set_index("measure")["numerator"]  # fmt: skip
    assert frame["T08"] + frame["T09"] <= frame["T05"]
    assert frame["T08"] > 0


def test_decisions_make_up_a_hundred_per_cent(reader: Reader, catalogue: Catalogue) -> None:
    for measures, unit in ((["C03", "C04", "C05"], "southwark"), (["C09", "C12"], "southwark")):
        frame = figures(
            reader, catalogue, measures=measures, units=[unit], periods=[QUARTER], known_at=DAY
        )
        assert frame["value"].sum() == pytest.approx(100.0)
