"""The chart of one measure: what is drawn is what is known."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import Beside, GoLive, PublishedPoint, Trend, TrendPoint, trend
from cjdata.analysis.variation.control_chart import control_chart
from cjdata.charts import style
from cjdata.charts.trend_chart import trend_figure
from cjdata.charts.trend_tables import trend_table
from cjdata.charts.trend_texts import (
    context_notes,
    go_live_words,
    trend_below,
    trend_heading,
    trend_sentence,
)
from cjdata.definitions import load
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Target
from cjdata.domain.periods import Grain, Period, windows
from cjdata.domain.states import State
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from tests.house.repository import ROOT
from tests.stores import load as load_returns
from tests.stores import trials

CATALOGUE = load()
T05 = CATALOGUE.measures["T05"]
KNOWN_AT = dt.date(2004, 7, 30)
MONTHS = windows(Grain.MONTH, Period.parse("2003-01").first, Period.parse("2004-04").last)


def read(numerator, denominator, state=State.VALUE, received=1, expected=1):
    known = numerator is not None
    return Reading(
        value=100 * numerator / denominator if known else None,
        numerator=numerator,
        denominator=denominator if known else None,
        state=state,
        received=received,
        expected=expected,
        revised=False,
    )


def points(*readings):
    return tuple(TrendPoint(period=p, reading=r) for p, r in zip(MONTHS, readings, strict=False))


def a_trend(**instead):
    readings = [read(30, 100)] * 12 + [read(None, None, State.NOT_RECEIVED), read(28, 100)]
    readings += [read(25, 100, State.INCOMPLETE, 2, 3), read(40, 100)]
    made = Trend(
        measure=T05,
        unit=CATALOGUE.units["croydon"],
        grain=Grain.MONTH,
        known_at=KNOWN_AT,
        points=points(*readings),
        london=points(*[read(3300, 10000)] * 16),
        go_lives=(),
        targets=T05.targets,
        published=(
            PublishedPoint(
                area="London", period=Period.parse("2003-04/2003-06"), value=39.8,
                source="a paper", note="",
            ),
        ),
    )  # fmt: skip
    return replace(made, **instead)


def trace(figure, name):
    (found,) = (t for t in figure.data if t.name == name)
    return found


def test_a_missing_month_is_a_gap_and_an_incomplete_one_hollow():
    figure = trend_figure(a_trend()).checked()
    line = trace(figure, "Croydon")
    assert line.connectgaps is False
    assert line.y[12] is None
    assert line.y[14] is None
    assert line.y[15] == pytest.approx(40)
    hollow = trace(figure, "Croydon, incomplete")
    assert list(hollow.y) == [25]
    assert hollow.marker.color == "#FFFFFF"


def test_published_figures_are_points_of_their_own():
    published = trace(trend_figure(a_trend()).checked(), "published")
    assert published.mode == "markers"
    assert list(published.y) == [39.8]
    assert "a paper" in published.hovertext[0]


def test_an_area_is_named_once_where_its_point_stands_alone():
    def said(period, value, area="London"):
        return PublishedPoint(
            area=area, period=Period.parse(period), value=value, source="a paper", note=""
        )

    # The borough's line runs at 30, London's at 33, the targets at 26.5 and 23.
    quarters = ("2003-01/2003-03", "2003-04/2003-06", "2003-07/2003-09")
    london = [said(q, v) for q, v in zip(quarters, (31.0, 41.0, 26.0), strict=True)]
    country = [said(quarters[0], 37.0, "England and Wales")]
    figure = trend_figure(a_trend(published=(*london, *country))).checked()
    names = [(a.text, a.y) for a in figure.layout.annotations if a.name == "published"]
    assert names == [("London, published", 41.0), ("E&W", 37.0)]


def test_a_phone_is_spared_the_names_that_stand_below_where_targets_are_named_too():
    crowded = trend_figure(a_trend()).checked()
    spared = {a.name for a in crowded.layout.annotations if a.opacity is not None}
    assert spared == {"published"}
    plain = trend_figure(a_trend(targets=(), published=())).checked()
    assert all(a.opacity is None for a in plain.layout.annotations)
    stylesheet = (ROOT / "cjdata/ui/style.css").read_text()
    assert f'.annotation[style*="{style.DETAIL["opacity"]}"]' in stylesheet


def test_a_label_of_a_day_lies_towards_the_room():
    days = [dt.date(2003, 2, 1), dt.date(2003, 9, 1), dt.date(2004, 4, 1)]
    marks = tuple(
        GoLive(names=("Lawyers",), partial=False, not_before=day, not_after=day, source="p")
        for day in days
    )
    figure = trend_figure(a_trend(go_lives=marks)).checked()
    labels = [a for a in figure.layout.annotations if a.name == "go-live"]
    assert [a.xanchor for a in labels] == ["left", "center", "right"]


def test_a_long_label_of_a_day_takes_two_lines_and_the_room_for_them():
    mark = GoLive(
        names=("JfL model",), partial=False, not_before=dt.date(2003, 5, 1),
        not_after=dt.date(2003, 9, 20), source="p",
    )  # fmt: skip
    day = dt.date(2003, 9, 1)
    short = replace(mark, names=("CPUs",), not_before=day, not_after=day)
    figure = trend_figure(a_trend(go_lives=(mark, short))).checked()
    one, other = sorted(
        (a for a in figure.layout.annotations if a.name == "go-live"), key=lambda a: a.yshift
    )
    lines = [label.text.split("<br>") for label in (one, other)]
    assert sorted(map(len, lines)) == [1, 2]
    longest = max(len(line) for label in lines for line in label)
    assert longest * 4.9 <= 44 + 0.8 * 144  # pixels of a letter, and of the room at 320
    assert other.yshift - one.yshift >= 14 * len(lines[0])
    assert figure.layout.margin.t >= other.yshift + 14 * len(lines[1])


def test_targets_are_lines_with_their_text():
    figure = trend_figure(a_trend()).checked()
    assert [s.y0 for s in figure.layout.shapes] == [26.5, 23.0]
    texts = [a.text for a in figure.layout.annotations if a.name == "target"]
    assert texts[0] == "national interim target 26.5% by April 2004"


def test_a_known_day_is_a_line_and_an_interval_a_band():
    day = dt.date(2003, 6, 1)
    known = GoLive(names=("Lawyers",), partial=True, not_before=day, not_after=day, source="p")
    between = replace(known, partial=False, not_after=dt.date(2003, 9, 20))
    figure = trend_figure(a_trend(go_lives=(known, between), targets=())).checked()
    assert sorted(s.type for s in figure.layout.shapes) == ["line", "rect"]
    assert go_live_words(known) == "Lawyers partly live on 1 June 2003"
    assert go_live_words(between) == "Lawyers went live between early June and mid-September 2003"


def test_the_heading_gives_the_change_in_points():
    assert trend_heading(a_trend()) == (
        "Croydon: ineffective trial rate, magistrates' courts, 40.0% in April 2004, "
        "10.0 points higher than a year before."
    )
    assert "40 of 100. The change may be chance" in trend_below(a_trend())
    assert "London, same period: 33.0%" in trend_below(a_trend())


def test_an_incomplete_figure_is_not_held_against_anything():
    found = a_trend(points=points(*[read(30, 100)] * 15, read(9, 20, State.INCOMPLETE, 1, 3)))
    assert trend_heading(found).endswith("as far as returns have come.")
    assert "1 of 3 returns have come: not judged" in trend_below(found)


def test_nothing_known_says_so():
    found = a_trend(points=(), london=(), published=(), targets=())
    assert trend_heading(found) == (
        "Croydon: no figure of ineffective trial rate, magistrates' courts by this date."
    )
    assert trend_figure(found).checked().data[0].y == ()


def test_sentence_and_table_say_what_the_chart_shows():
    found = a_trend()
    assert "15 figures from January 2003 to April 2004" in trend_sentence(found)
    assert "1 without a figure; 1 incomplete" in trend_sentence(found)
    table = trend_table(found)
    assert len(table) == 16 + 16 + 1
    assert table.iloc[-1]["state"] == "published"


def others(*units):
    return tuple(
        Beside(
            unit=CATALOGUE.units[unit],
            points=points(*[read(20 + 10 * i, 100)] * 15, read(9, 10, State.INCOMPLETE, 1, 3)),
        )
        for i, unit in enumerate(units)
    )


def test_chosen_units_are_lines_with_their_names_at_the_end():
    figure = trend_figure(a_trend(beside=others("camden", "brent"))).checked()
    assert list(trace(figure, "Camden").y[:2]) == [20, 20]
    assert trace(figure, "Brent").marker.symbol != trace(figure, "Camden").marker.symbol
    labels = " ".join(a.text for a in figure.layout.annotations if a.name == "end")
    assert [name in labels for name in ("Croydon", "Camden", "Brent", "London")] == [True] * 4
    assert list(trace(figure, "Camden, incomplete").y) == [90]
    assert figure.layout.yaxis.range[1] > 90


def test_no_more_than_four_lines_are_drawn_london_giving_way():
    figure = trend_figure(a_trend(beside=others("camden", "brent", "merton"))).checked()
    lines = [t.name for t in figure.data if t.mode == "lines+markers"]
    assert lines == ["Camden", "Brent", "Merton", "Croydon"]


def test_chosen_units_stand_in_sentence_and_table():
    found = a_trend(beside=others("camden", "brent"))
    assert trend_sentence(found).endswith(
        "beside it Camden, 16 figures between 20.0% and 90.0%, last 90.0% in April 2004, "
        "1 incomplete; beside it Brent, 16 figures between 30.0% and 90.0%, last 90.0% in "
        "April 2004, 1 incomplete."
    )
    table = trend_table(found)
    assert table.groupby("unit").size()[["brent", "camden", "croydon", "mps"]].tolist() == [16] * 4
    nothing = a_trend(
        points=(), london=(), beside=(Beside(unit=CATALOGUE.units["brent"], points=()),)
    )
    assert trend_sentence(nothing).endswith("for Croydon; beside it Brent, no figure.")


def with_targets(catalogue: Catalogue, *targets: Target) -> Catalogue:
    """The catalogue as a store would have it that sets targets of its own."""
    own = replace(catalogue.measures["T05"], targets=targets)
    return replace(catalogue, measures={**catalogue.measures, "T05": own})


def test_the_way_from_a_baseline_to_an_own_target_is_drawn_and_said(store: Store, catalogue):
    """A target of Lambeth is Lambeth's alone; what holds for the country stays context."""
    assert load_returns(
        store, *trials("lambeth", "2003-10", 60, 20, 20), known_on="2003-11-10"
    ).accepted
    at = {"area": "lambeth", "source": "A plan of Lambeth"}
    start = Target(by=dt.date(2003, 4, 30), value=31.0, kind="baseline", **at)
    target = Target(by=dt.date(2004, 4, 30), value=25.0, kind="target", **at)
    national = Target(
        area="england-and-wales", by=dt.date(2006, 3, 31), value=23.0, kind="target", source="S"
    )
    defined = with_targets(catalogue, start, target, national)

    def seen(unit: str) -> Trend:
        return trend(
            Reader.open(store), defined, (), measure="T05", unit=unit, grain=Grain.MONTH,
            known_at=dt.date(2003, 11, 30),
        )  # fmt: skip

    lambeth = seen("lambeth")
    (way,) = (
        s for s in trend_figure(lambeth).checked().layout.shapes if s.name == "way to the target"
    )
    assert (way.x0, way.y0, way.x1, way.y1) == (start.by, 31.0, target.by, 25.0)
    labels = [
        a.text for a in trend_figure(lambeth).checked().layout.annotations if a.name == "target"
    ]
    assert labels == ["own target 25.0% by April 2004", "national target 23.0% by March 2006"]
    notes = context_notes(lambeth)
    assert notes[0] == (
        "Lambeth, target: 25.0% by 30 April 2004. A plan of Lambeth. "
        "The thin line goes evenly from 31.0% on 30 April 2003."
    )
    assert notes[1] == "National target: 23.0% by 31 March 2006. S. Context."
    assert [t.value for t in seen("croydon").targets] == [23.0]
    assert not [s for s in trend_figure(seen("croydon")).checked().layout.shapes if s.name]


def test_names_stand_clear_of_the_line():
    """Eight months above their mean and eight below it: a word on the far side of each row."""
    shares = [34, 36] * 4 + [24, 26] * 4
    trend = a_trend(points=points(*[read(share, 100) for share in shares]), targets=())
    figure = trend_figure(trend, control_chart(CATALOGUE, trend)).checked()
    for judgement, side in (("worse", "top center"), ("better", "bottom center")):
        flagged = trace(figure, f"flagged: {judgement}")
        assert flagged.text[-1] == judgement
        assert set(flagged.textposition) == {side}


@pytest.mark.parametrize(("london", "side"), [(3100, "top"), (2900, "bottom")])
def test_the_mean_has_its_name_on_the_side_where_fewer_figures_are(london, side):
    shares = [34, 36] * 4 + [24, 26] * 4
    beside = points(*[read(london, 10000)] * 16)
    trend = a_trend(points=points(*[read(s, 100) for s in shares]), london=beside, targets=())
    figure = trend_figure(trend, control_chart(CATALOGUE, trend)).checked()
    sides = {a.text.split()[0]: a.yanchor for a in figure.layout.annotations if a.name == "limit"}
    assert sides == {"upper": "bottom", "mean": side, "lower": "bottom"}
