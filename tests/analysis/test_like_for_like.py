"""A change like for like: the boroughs whole in both years, summed by pandas from the files."""

from __future__ import annotations

import pytest
from statsmodels.stats.proportion import confint_proportions_2indep

from cjdata.charts.trend_texts import trend_below, trend_heading
from cjdata.domain.periods import Grain, Period, month_text
from tests.analysis.conftest import INSPECTION
from tests.analysis.test_trend import trend_at

NOW, BEFORE = Period.parse("2003-07/2003-09"), Period.parse("2002-07/2002-09")


def whole_quarter(as_known, period):
    """Listed and ineffective magistrates' trials of the boroughs that sent all three months."""
    rows = as_known(INSPECTION)
    rows = rows[(rows["court"] == "") & (rows["reason"] == "") & (rows["court_tier"] != "crown")]
    months = [month_text(m) for m in range(period.first, period.last + 1)]
    rows = rows[rows["period"].isin(months) & ~rows["unit"].str.startswith("court-")]
    wide = rows.pivot_table(
        index=["unit", "period"], columns="component", values="count", aggfunc="sum"
    )[["trials_listed", "trials_ineffective"]].dropna()
    each = wide.groupby("unit").agg(["sum", "count"])
    whole = each[each["trials_listed", "count"] == 3]
    return whole.xs("sum", axis=1, level=1)


def test_london_is_compared_over_the_boroughs_whole_in_both(reader, catalogue, as_known):
    found = trend_at(reader, catalogue, "T05", "mps")
    assert found.latest.period == NOW
    sides = [whole_quarter(as_known, period) for period in (NOW, BEFORE)]
    both = sides[0].index.intersection(sides[1].index)
    assert (found.alike.senders, found.alike.of) == (len(both), 32)
    assert len(both) < 32
    now, before = (side.loc[both].sum() for side in sides)
    rates = [100 * s["trials_ineffective"] / s["trials_listed"] for s in (now, before)]
    assert found.alike.change == pytest.approx(rates[0] - rates[1])
    low, high = confint_proportions_2indep(
        now["trials_ineffective"], now["trials_listed"],
        before["trials_ineffective"], before["trials_listed"],
        method="newcomb", compare="diff",
    )  # fmt: skip
    interval = found.alike.interval
    assert (interval.lower, interval.upper) == pytest.approx((100 * low, 100 * high), abs=1e-9)
    assert found.change is None


def test_it_says_whose_change_it_is(reader, catalogue):
    found = trend_at(reader, catalogue, "T05", "mps")
    said = f"{found.alike.senders} of 32 boroughs, like for like, 3.0 points lower than a year"
    assert said in trend_heading(found)
    assert "the whole is not judged" in trend_below(found)
    assert "95% interval −4.5 to −1.5 points" in trend_below(found)


def test_a_few_boroughs_do_not_stand_for_london(reader, catalogue, as_known):
    """Prosecutors had come to few boroughs a year before: their change is not London's."""
    found = trend_at(reader, catalogue, "C06", "mps", Grain.QUARTER)
    assert found.alike is None
    assert "like for like" not in trend_heading(found)


def test_a_whole_figure_is_compared_as_it_is(reader, catalogue):
    found = trend_at(reader, catalogue, "T05", "croydon")
    assert found.change is not None
    assert found.alike is None
