"""Control charts of trends: limits by hand, the chart that suits the counts, what is not judged."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest

from cjdata.analysis.figures.figures import figures
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import TrendPoint
from cjdata.analysis.variation.chart_choice import ChartKind, usual_grain, why_no_limits
from cjdata.analysis.variation.control_chart import chart_of
from cjdata.analysis.variation.multiples import unit_charts
from cjdata.analysis.variation.rebases import Rebase
from cjdata.domain.measures import Target
from cjdata.domain.periods import Grain, Period, parse_month, windows
from cjdata.domain.states import State
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.stats.xmr import Assurance, Judgement, Rule
from tests.analysis.conftest import INSPECTION
from tests.stores import day, load, trials

FIRST = parse_month("2002-04")


def read(numerator, denominator, state=State.VALUE):
    known = numerator is not None
    return Reading(
        value=100 * numerator / denominator if known else None,
        numerator=numerator,
        denominator=denominator,
        state=state,
        received=1,
        expected=1,
        revised=False,
    )


def points(*readings):
    months = windows(Grain.MONTH, FIRST, FIRST + len(readings) - 1)
    return [TrendPoint(period=p, reading=r) for p, r in zip(months, readings, strict=True)]


def rates(*percent):
    """Readings of so many of a thousand cases: enough for an XmR chart."""
    return points(*[read(10 * p, 1000) for p in percent])


@pytest.fixture
def chart(catalogue):
    def made(found, measure="T05", grain=Grain.MONTH, said=(), **options):
        return chart_of(catalogue, catalogue.measures[measure], grain, found, said, **options)

    return made


def test_figures_that_do_not_scatter_flag_nothing(chart):
    """A site that got its lawyer: with limits on the mean, each figure would be flagged."""
    found = chart(rates(0, 0, 0, 0, 0, 0, 100))
    assert "no scatter to draw limits from" in found.why_none
    assert not found.flagged
    assert found.variation is Judgement.CANNOT_TELL
    same = chart(rates(*[100 / 3] * 7))
    assert same.kind is ChartKind.XMR
    assert not same.flagged


def rebased(month, why="lawyers came", **instead):
    return Rebase(
        measure="T05", unit="croydon", month=month, why=why, withdrawn=False, said_by="A. Clerk",
        known_on=day("2003-10-01"), seq=7, **instead,
    )  # fmt: skip


def test_limits_are_the_mean_and_2_66_moving_ranges(chart):
    values = [30, 32, 30, 34, 30, 32, 30, 34, 30, 32, 30, 34]
    found = chart(rates(*values))
    ranges = [abs(a - b) for a, b in pairwise(values)]
    mean, spread = sum(values) / 12, sum(ranges) / 11
    assert found.kind is ChartKind.XMR
    assert found.last.mean == pytest.approx(mean)
    assert found.last.lower == pytest.approx(mean - 2.66 * spread)
    assert found.last.upper == pytest.approx(mean + 2.66 * spread)
    assert found.variation is Judgement.COMMON_CAUSE
    assert found.trial == ()


def test_eleven_points_give_trial_limits_and_twelve_firm_ones(chart):
    assert chart(rates(*[30, 31] * 5, 30)).trial == (0,)
    assert chart(rates(*[30, 31] * 6)).trial == ()


def test_an_incomplete_point_is_not_judged_and_moves_no_limit(chart):
    values = [30, 32] * 6
    whole = chart(rates(*values))
    held = chart([*rates(*values), *points(*[read(900, 1000, State.INCOMPLETE)] * 13)[12:]])
    assert held.points[-1].value is None
    assert held.points[-1].judgement is Judgement.MISSING
    assert held.points[-1].rules == ()
    assert held.points[-1].upper == pytest.approx(whole.last.upper)
    assert held.last.period == whole.last.period


def test_special_causes_are_judged_by_the_measures_direction(chart):
    values = [30, 31] * 8 + [60]
    worse = chart(rates(*values))
    assert worse.variation is Judgement.CONCERN
    assert Rule.OUTSIDE_LIMITS in worse.last.rules
    assert chart(rates(*values), "T04").variation is Judgement.IMPROVEMENT
    assert chart(rates(*values), "T06").variation is Judgement.NEUTRAL


def test_limits_begin_anew_at_a_recorded_rebase_and_are_printed(chart):
    before, after = [40, 42] * 6, [20, 22] * 6
    found = chart(rates(*before, *after), said=[rebased(FIRST + 12)])
    assert [r.why for r in found.rebases] == ["lawyers came"]
    assert found.points[11].mean == pytest.approx(41)
    assert found.points[12].mean == pytest.approx(21)
    assert found.flagged == ()
    assert len(chart(rates(*before, *after)).flagged) == 24  # one process: two long runs


def test_a_rebase_outside_the_series_begins_nothing(chart):
    found = chart(rates(*[30, 31] * 6), said=[rebased(FIRST - 5), rebased(FIRST + 40)])
    assert found.rebases == ()
    assert {p.phase for p in found.points} == {0}


def test_few_cases_are_drawn_with_limits_that_follow_them(chart):
    sizes = [20, 40] * 7
    found = chart(points(*[read(size // 4, size) for size in sizes]))
    assert found.kind is ChartKind.P
    # three binomial standard errors at each month's own size, about 25%
    for point, size in zip(found.points, sizes, strict=True):
        error = 100 * math.sqrt(0.25 * 0.75 / size)
        assert point.upper == pytest.approx(25 + 3 * error)
        assert point.lower == pytest.approx(max(25 - 3 * error, 0))


def test_few_cases_that_scatter_beyond_chance_are_drawn_wider(chart):
    wild = points(*[read(n, 50) for n in [2, 25, 4, 30, 1, 22, 5, 28, 3, 26, 2, 24, 6]])
    found = chart(wild)
    assert found.kind is ChartKind.P_PRIME
    chance = 100 * math.sqrt(0.3 * 0.7 / 50)
    assert found.last.upper - found.last.mean > 3 * chance


def test_small_counts_are_drawn_with_poisson_limits(chart):
    found = chart(points(*[
        Reading(value=float(n), numerator=float(n), denominator=None, state=State.VALUE,
                received=1, expected=1, revised=False)
        for n in [9, 10, 8, 9, 9, 10, 8, 9, 9, 9, 9, 9]
    ]), "T07")  # fmt: skip
    assert found.kind is ChartKind.U
    assert found.last.mean == pytest.approx(9)
    assert (found.last.lower, found.last.upper) == pytest.approx((0, 18))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ([], "No complete figure"),
        ([None, None], "No complete figure"),
    ],
)
def test_nothing_to_draw_says_why(chart, values, words):
    found = chart(points(*[read(v, 100, State.NOT_RECEIVED) for v in values]))
    assert found.kind is ChartKind.NONE
    assert words in found.why_none
    assert found.variation is Judgement.CANNOT_TELL


def test_more_cases_than_there_are_have_no_limits_but_a_reason(chart):
    found = chart(points(*[read(30, 100)] * 12, read(110, 100)))
    assert "more cases are counted than there are" in found.why_none


@pytest.mark.parametrize("numerator", [0, 300, 1000])
def test_a_constant_series_and_one_point_draw_no_nan(chart, numerator):
    for length in (1, 2, 13):
        found = chart(points(*[read(numerator, 1000)] * length))
        for point in found.points:
            for number in (point.value, point.mean, point.lower, point.upper):
                assert number is None or math.isfinite(number)
    assert chart(points(read(numerator, 1000))).variation is Judgement.CANNOT_TELL


def test_rolling_and_overlapping_periods_have_no_limits(catalogue, chart):
    assert "share their months" in chart(rates(*[30] * 13), grain=Grain.ROLLING3).why_none
    assert why_no_limits(catalogue, catalogue.measures["T05"], Grain.QUARTER) == ""
    overlapping = [
        m for m in catalogue.measures.values()
        if any(c.window_months for c in catalogue.collections_behind(m))
    ]  # fmt: skip
    for measure in overlapping:
        assert why_no_limits(catalogue, measure, Grain.MONTH)


def test_a_national_target_is_context_and_a_units_own_a_verdict(chart):
    target = Target(
        area="croydon", by=day("2004-03-31"), value=20.0, kind="target", source="a plan"
    )
    own = chart(rates(*[30, 31] * 6), target=target, local=True)
    assert own.assurance is Assurance.CONSISTENT_FAIL
    assert own.local
    assert chart(rates(*[30, 31] * 6)).assurance is Assurance.NOT_JUDGED


def test_single_figure_months_default_to_quarters(store: Store, catalogue):
    rows = [
        row
        for month in windows(Grain.MONTH, FIRST, FIRST + 5)
        for row in [
            *trials("lambeth", str(month), 30, 10, 8), *trials("barnet", str(month), 30, 10, 12)
        ]
    ]  # fmt: skip
    assert load(store, *rows, known_on="2003-11-10").accepted
    asked = (Reader.open(store), catalogue)
    assert usual_grain(*asked, "T05", "lambeth", day("2003-11-30")) is Grain.QUARTER
    assert usual_grain(*asked, "T05", "barnet", day("2003-11-30")) is Grain.MONTH
    assert usual_grain(*asked, "T05", "mps", day("2003-11-30")) is Grain.MONTH
    assert usual_grain(*asked, "T05", "lambeth", day("2001-11-30")) is Grain.MONTH


def test_every_borough_has_the_chart_it_has_on_its_own_page(reader, catalogue):
    found = unit_charts(reader, catalogue, "T05", Grain.QUARTER, INSPECTION)
    assert [c.unit.name for c in found] == sorted(u.name for u in catalogue.boroughs)
    croydon = next(c.chart for c in found if c.unit.id == "croydon")
    assert croydon.last.period == Period.parse("2003-07/2003-09")
    own = figures(
        reader, catalogue, measures=["T05"], units=["croydon"],
        periods=[croydon.last.period], known_at=INSPECTION,
    )  # fmt: skip
    assert croydon.last.value == pytest.approx(own["value"].iloc[0])
    courts = unit_charts(reader, catalogue, "T02", Grain.QUARTER, INSPECTION)
    assert len(courts) == 12
    assert (courts[0].unit.name, courts[-1].unit.name) == (
        "Blackfriars Crown Court", "Woolwich Crown Court"
    )  # fmt: skip
    assert unit_charts(reader, catalogue, "P06", Grain.QUARTER, INSPECTION) == ()
