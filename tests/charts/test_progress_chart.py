"""The figure is asserted on its data, and that its labels cover nothing at either width."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest

from cjdata.charts import palette, style
from cjdata.charts.label_places import Box, Canvas, Place, find_place, text_box
from cjdata.charts.progress_chart import progress_figure
from tests.charts.record import (
    APRIL,
    BAIL,
    FEBRUARY,
    INSPECTION,
    LAST,
    MODEL,
    NOVEMBER,
    TARGET,
    UNITS,
    catalogue,
    over_time,
)  # fmt: skip


def figure(initiative: str, day: dt.date):
    return progress_figure(over_time(initiative, day), catalogue()).checked()


def traces(drawn):
    return {trace.name: trace for trace in drawn.data}


def test_reports_stand_where_the_papers_put_them():
    reports = traces(figure(MODEL, NOVEMBER))["reports"]
    assert list(reports.y) == [0, 0, 1, 2, 8, 13, 26, 32]
    assert list(reports.text) == ["", "", "1", "2", "8", "13", "26", "32"]
    assert reports.x[4] == FEBRUARY
    assert reports.hovertext[6] == (
        "<b>26 of 32</b> reported by 12 July 2004<br>13 of them named<br>"
        "counted: case progression units<br>MPA PPRC 12 July 2004, report 5"
    )


def test_the_step_runs_on_to_the_day_looked_at():
    steps = traces(figure(MODEL, INSPECTION))["reported"]
    assert (steps.x[-1], steps.y[-1]) == (INSPECTION, 1)
    assert steps.line.shape == "hv"


def test_the_time_after_all_is_reported_is_not_drawn():
    drawn = figure(MODEL, LAST)
    assert traces(drawn)["reported"].x[-1] == drawn.layout.xaxis.range[1] < dt.date(2005, 1, 1)


def test_a_band_for_each_rise():
    band = traces(figure(MODEL, NOVEMBER))["between two reports"]
    assert list(band.x).count(None) == 6
    assert list(band.y[-5:-1]) == [26, 32, 32, 26]


def test_every_plan_is_drawn_as_recorded():
    drawn = traces(figure(MODEL, NOVEMBER))
    assert list(drawn["plan of 9 October 2003"].y) == [1, 2, 6, 10]
    assert list(drawn["plan of 11 December 2003"].y) == [2, 4]
    assert list(drawn["plan of 22 April 2004"].y) == [13, 19]
    assert list(drawn["plan of 12 July 2004"].y) == [26, 32]
    assert drawn["plan of 9 October 2003"].line.dash == "dash"
    assert drawn["plan of 9 October 2003"].line.color == palette.ORANGE
    assert list(drawn["plans without a number"].x) == [dt.date(2004, 3, 31)]
    assert "plan of 30 November 2003" not in drawn


def test_no_plan_is_known_before_it_was_made():
    assert "plan of 12 July 2004" not in traces(figure(MODEL, APRIL))


def test_target_and_first_of_its_month_are_marked():
    drawn = figure(MODEL, INSPECTION)
    lines = {shape.x0: shape.line for shape in drawn.layout.shapes}
    assert lines[TARGET].color == palette.DARK_PINK
    assert lines[dt.date(2004, 4, 1)].dash == "dot"
    assert traces(drawn)["target"].y[0] == 32
    assert drawn.layout.yaxis.tickvals[-1] == 32
    assert drawn.layout.yaxis.range[0] == 0


def test_the_change_of_what_is_counted_is_marked_only_where_there_is_one():
    def marks(initiative: str) -> list[str]:
        found = figure(initiative, NOVEMBER).layout.annotations
        return [a.text.replace("<br>", " ") for a in found if a.name == "what is counted"]

    assert marks(MODEL) == ["counted from here: case progression units"]
    assert marks(UNITS) == []


def test_an_initiative_that_nobody_reports_on_still_draws():
    drawn = figure(BAIL, NOVEMBER)
    assert list(traces(drawn)["reports"].y) == [0, 0]
    assert progress_figure(over_time("gatekeeper-supervisor", LAST), catalogue()).checked().data


@pytest.mark.parametrize("day", [INSPECTION, APRIL, NOVEMBER, LAST])
def test_no_text_is_smaller_than_11(day: dt.date):
    drawn = figure(MODEL, day)
    sizes = [a.font.size for a in drawn.layout.annotations]
    sizes += [drawn.layout.xaxis.tickfont.size, drawn.layout.hoverlabel.font.size]
    assert min(sizes) >= style.SMALL_SIZE == 11


@pytest.mark.parametrize("day", [INSPECTION, FEBRUARY, APRIL, NOVEMBER, LAST])
@pytest.mark.parametrize("width", [290, 900])
def test_labels_of_plans_do_not_collide(day: dt.date, width: int):
    drawn = figure(MODEL, day)
    first, last = drawn.layout.xaxis.range
    top = drawn.layout.yaxis.range[1]
    height = style.CHART_HEIGHT - drawn.layout.margin.t - drawn.layout.margin.b
    boxes = []
    for note in drawn.layout.annotations:
        if note.name in ("plan", "what is counted"):
            at = ((note.x - first).days / (last - first).days * width, height * (1 - note.y / top))
            place = Place(note.ax, note.ay, note.xanchor)
            boxes.append(text_box(note.text.split("<br>"), at, place))
    assert boxes
    assert all(box.left >= 0 and box.right <= width + 16 for box in boxes)
    assert not any(one.meets(other) for one, other in combinations(boxes, 2))


def test_a_box_is_crossed_by_a_line_through_it_and_not_by_one_beside_it():
    box = Box(10, 10, 20, 20)
    assert box.crossed_by((0, 15), (30, 15))
    assert box.crossed_by((15, 15), (16, 16))
    assert not box.crossed_by((0, 0), (30, 5))
    assert not box.crossed_by((0, 15), (5, 15))
    assert not box.crossed_by((5, 0), (5, 30))


def test_a_label_without_a_free_place_is_still_placed():
    full = Canvas(100, 100, (Box(0, 0, 100, 100),), ())
    assert find_place(["text"], [(50, 50)], [full]) == Place(-6, 0, "right")
