"""Effects in words, tables and marks: the label, both units, and nothing where nothing is known."""

from __future__ import annotations

import datetime as dt
import math
from dataclasses import replace

import pandas as pd
import pytest

from cjdata.analysis.impact.batch import Impacts
from cjdata.analysis.impact.before_after import BeforeAfter
from cjdata.analysis.impact.composition import Share
from cjdata.analysis.impact.effects import Checks, EventEffect, Size
from cjdata.analysis.impact.verdict import DEMONSTRATION, Impact, ImpactVerdict
from cjdata.charts.before_after_strip import before_after_strip
from cjdata.charts.impact_chart import impact_figure
from cjdata.charts.impact_tables import boroughs_table, impact_table, overview_table
from cjdata.charts.impact_texts import (
    assumption_notes,
    check_rows,
    composition_words,
    impact_heading,
    overview_heading,
    size_words,
    sized,
)
from cjdata.stats.staggered import EffectsStatus, ImputationEffect, TrendSensitivity

ASKED = ("T05", "case-progression-unit")


@pytest.fixture
def found(catalogue) -> Impact:
    measure, initiative = ASKED
    return Impact(
        measure=catalogue.measures[measure],
        initiative=catalogue.initiatives[initiative],
        known_at=dt.date(2004, 12, 31),
        verdict=ImpactVerdict.IMPROVED,
        reason="It fell.",
        estimate=-2.0,
        interval95=(-3.5, -0.5),
        cases_a_month=-40.0,
        cases_a_point=20.0,
        boroughs_live=18,
        boroughs_used=31,
        by_event_time=tuple(_event(e, 0.0 if e < 4 else -2.0) for e in range(-14, 20)),
        bundle=Size(estimate=-2.0, lower=-3.5, upper=-0.5),
    )


def _event(when: int, effect: float) -> EventEffect:
    return EventEffect(
        event_time=when, estimate=effect, lower=effect - 1, upper=effect + 1,
        band_lower=effect - 2, band_upper=effect + 2,
    )  # fmt: skip


def test_the_size_is_said_in_points_and_in_cases(found):
    assert size_words(found) == (
        "−2.0 points (95% interval −3.5 to −0.5): about 40 fewer a month "
        "(ineffective, magistrates') across the boroughs live."
    )


def test_without_an_interval_that_is_said(found):
    bare = replace(found, interval95=(math.nan, math.nan))
    assert "no interval: too few boroughs" in size_words(bare)
    assert "nan" not in size_words(bare)
    assert sized(Size(estimate=1.0, lower=math.nan, upper=math.nan), "points") == (
        "+1.0 points (no interval)"
    )


def test_a_percentage_is_written_to_its_number():
    assert sized(Size(estimate=16.8, lower=-1.0, upper=34.6), "%") == "+16.8% (−1.0 to +34.6)"


def test_heading_and_tables_of_a_demo_store_are_labelled(found, catalogue):
    assert impact_heading(found, demo=True).startswith(DEMONSTRATION)
    assert not impact_heading(found, demo=False).startswith(DEMONSTRATION)
    row = BeforeAfter(
        unit="southwark", live=24044, before=30.0, after=26.0, months_before=12, months_after=9,
        series=((24043, 30.0), (24044, 26.0)),
    )  # fmt: skip
    told = replace(found, boroughs=(row,))
    every = Impacts(known_at=found.known_at, found=(found,))
    for table in (
        impact_table(found, demo=True),
        boroughs_table(told, catalogue, demo=True),
        overview_table(every, demo=True),
    ):
        assert (table["label"] == DEMONSTRATION).all()
        assert len(table) > 0
    assert (impact_table(found, demo=False)["label"] == "").all()


def test_the_table_holds_the_cases_beside_the_points(found):
    table = impact_table(found, demo=False).set_index("months")
    assert table.loc["overall", "effect_cases_a_month"] == -40.0
    assert table.loc["5", "lower_cases_a_month"] == pytest.approx(-60.0)


def test_the_chart_has_the_same_effects_on_a_second_scale(found):
    figure = impact_figure(found).checked()
    dots = figure.data[0]
    assert list(dots.x) == list(range(-12, 19))
    assert dots.error_y.array[0] == pytest.approx(1.0)
    points, cases = figure.layout.yaxis.range, figure.layout.yaxis2.range
    assert cases == pytest.approx([20 * end for end in points])


def test_a_count_has_no_second_scale(found):
    assert "yaxis2" not in impact_figure(replace(found, cases_a_point=None)).checked().layout


def test_nothing_estimated_draws_and_lists_nothing(found, catalogue):
    nothing = replace(found, estimate=None, interval95=None, by_event_time=())
    assert len(impact_figure(nothing).checked().data) == 0
    assert check_rows(nothing, catalogue) == []
    assert size_words(nothing) == ""


@pytest.mark.parametrize(
    ("breakdown", "words"),
    [(0.0, "nothing to lose"), (0.5, "falls from 0.50 times"), (math.inf, "falls from any")],
)
def test_what_a_departure_of_the_trends_would_do(found, catalogue, breakdown, words):
    bounds = TrendSensitivity(-2.0, 15, 1.0, None, breakdown)
    rows = check_rows(replace(found, checks=Checks(sensitivity=bounds)), catalogue)
    assert words in {result for _, result, _ in rows}


def test_uncertain_days_show_both_ends(found, catalogue):
    ends = Checks(
        uncertain_dates=5,
        earliest=Size(estimate=-1.0, lower=-2.0, upper=0.0),
        latest=Size(estimate=-3.0, lower=-4.0, upper=-2.0),
    )
    results = [result for _, result, _ in check_rows(replace(found, checks=ends), catalogue)]
    assert "−1.0 points (−2.0 to +0.0)" in results
    assert "−3.0 points (−4.0 to −2.0)" in results


@pytest.mark.parametrize(
    ("identified", "result", "reading"),
    [
        (118, "−1.0 points (−2.0 to +0.0)", "over all months live and blind"),
        (101, "−1.0 points (−2.0 to +0.0)", "over 101 of 118 borough-months live"),
        (0, "cannot be told", "in no month live"),
    ],
)
def test_imputation_says_how_many_of_the_months_live_it_is_of(
    found, catalogue, identified, result, reading
):
    imputed = ImputationEffect(
        estimate=-1.0 if identified else math.nan,
        standard_error=0.5,
        interval95=(-2.0, 0.0),
        by=pd.DataFrame(),
        treated=118,
        identified=identified,
        status=EffectsStatus.ESTIMATED,
        reason="",
        notes=(),
    )
    rows = check_rows(replace(found, checks=Checks(imputation=imputed)), catalogue)
    told = {what: (size, how) for what, size, how in rows}["Imputation, another robust estimator"]
    assert told[0] == result
    assert told[1].startswith(reading)


def test_programmes_of_the_time_are_named_once_they_were_known(found):
    late = " ".join(assumption_notes(found))
    early = " ".join(assumption_notes(replace(found, known_at=dt.date(2003, 11, 5))))
    assert "everywhere: No Witness No Justice paid" in late
    assert "CPS press release 148/04" in late
    assert "Hansard, written answers, 6 November 2003" in late
    assert "Hansard" not in early
    assert "street-crime boroughs (HMIC, 3.2.4)" in early


def test_the_parts_of_the_whole_are_said_together(found, catalogue):
    sizes = {"T04": 1.5, "T06": 0.5, "T05": -2.0}
    shares = tuple(
        Share(measure=catalogue.measures[m], size=Size(estimate=v, lower=v - 1, upper=v + 1))
        for m, v in sizes.items()
    )
    said = composition_words(replace(found, composition=shares))
    assert "+1.5" in said
    assert "−2.0 points, which add to nought" in said


def test_the_overview_says_what_chance_would_do(found):
    told = Impacts(known_at=found.known_at, found=(found,) * 40)
    assert overview_heading(told).startswith("40 questions looked at, 40 with an estimate")
    assert "about 2 of the intervals" in overview_heading(told)
    silent = replace(found, verdict=ImpactVerdict.CANNOT_TELL)
    assert "none called" in overview_heading(Impacts(known_at=found.known_at, found=(silent,)))


def test_a_borough_is_a_line_with_a_gap_and_two_levels(found):
    row = BeforeAfter(
        unit="southwark", live=24044, before=30.0, after=26.0, months_before=3, months_after=2,
        series=((24040, 31.0), (24041, 29.0), (24043, 30.0), (24044, 27.0), (24045, 25.0)),
    )  # fmt: skip
    strip = before_after_strip(row, found.measure, (24040, 24045), (0, 11), "Southwark")
    assert strip.count("<path") == 4
    assert strip.count("M", strip.index(" d="), strip.index("stroke")) == 2
    assert "Southwark, live September 2003: 30.0% in the year before, 26.0% after" in strip
