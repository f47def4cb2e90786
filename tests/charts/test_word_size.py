"""Parsed as XML and measured there; never compared as pixels."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest

from cjdata.charts import palette
from cjdata.charts.palette import STAGE_LOOKS
from cjdata.charts.stage_strip import CELL_STEP, stage_legend, stage_strip
from cjdata.charts.word_size import interval_strip, trend_line
from cjdata.domain.states import Direction, Stage, Verdict

SVG = "{http://www.w3.org/2000/svg}"


def drawn(markup: str) -> ElementTree.Element:
    root = ElementTree.fromstring(markup)
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}title")
    return root


STAGES = [*[Stage.UNKNOWN] * 26, *[Stage.PLANNED] * 4, Stage.LIVE, Stage.IN_PROGRESS]


def test_strip_has_a_cell_a_borough_the_furthest_first():
    root = drawn(stage_strip(STAGES))
    cells = root.findall(f"{SVG}rect")
    assert len(cells) == 32
    assert [c.get("fill") for c in cells[:3]] == [
        STAGE_LOOKS[s].fill for s in (Stage.LIVE, Stage.IN_PROGRESS, Stage.PLANNED)
    ]
    assert root.get("aria-label") == "1 live, 1 in progress, 4 planned, 26 not heard of"


def test_strip_underlines_what_is_reported_without_names():
    stages = [Stage.LIVE] * 13 + [Stage.PLANNED] * 6 + [Stage.UNKNOWN] * 13
    root = drawn(stage_strip(stages, not_named=13))
    assert root.get("aria-label", "").endswith("; 13 more reported live, not named")
    assert root.find(f"{SVG}path").get("d") == f"M0 13H{26 * CELL_STEP - 2}"
    assert drawn(stage_strip(stages)).find(f"{SVG}path") is None


def test_strip_of_nothing_is_still_a_picture():
    assert drawn(stage_strip([])).get("aria-label") == "no borough"


def test_legend_names_each_stage_with_its_sign():
    text = "".join(ElementTree.fromstring(stage_legend()).itertext())
    for entry in ("● live", "◕ partly live", "◐ in progress", "○ planned", "not heard of"):
        assert entry in text
    assert "ceased" not in text
    assert "✕ ceased" in "".join(ElementTree.fromstring(stage_legend([Stage.CEASED])).itertext())


def test_trend_breaks_at_a_gap_and_marks_the_last():
    root = drawn(trend_line([30, 31, None, 33, math.nan, 35.2, 34.8], last_period="October 2003"))
    lines = root.findall(f"{SVG}path")
    assert [line.get("d", "").count("L") for line in lines] == [1, 1]
    alone, last = root.findall(f"{SVG}circle")
    assert float(last.get("cx", "0")) == 145
    assert float(alone.get("cx", "0")) == 75
    assert root.get("aria-label") == (
        "7 months, between 30.0% and 35.2%, last 34.8% in October 2003; 2 without a figure"
    )


def test_trend_draws_incomplete_months_hollow_and_the_last_in_its_verdict():
    root = drawn(trend_line([30, 31, 32], incomplete=(1, 2), verdict=Verdict.WORSE))
    first, last = root.findall(f"{SVG}circle")
    assert (first.get("fill"), last.get("fill")) == (palette.WHITE, palette.WHITE)
    assert last.get("stroke") == palette.ORANGE
    assert root.get("aria-label", "").endswith("; 2 incomplete")


def test_trend_of_equal_values_and_of_one_and_of_none():
    assert "NaN" not in trend_line([5, 5, 5])
    assert len(drawn(trend_line([5])).findall(f"{SVG}circle")) == 1
    empty = drawn(trend_line([None, math.nan]))
    assert empty.get("aria-label") == "no figure in 2 months"
    assert not empty.findall(f"{SVG}circle")


OTHERS = [float(v) for v in range(20, 52)]


def dot(direction: Direction, value: float) -> float:
    strip = interval_strip(value, value - 2, value + 2, OTHERS, 35.0, direction=direction)
    return float(drawn(strip).find(f"{SVG}circle").get("cx", "0"))


def test_better_is_to_the_right():
    assert dot(Direction.DECREASE, 22) > dot(Direction.DECREASE, 48)
    assert dot(Direction.INCREASE, 48) > dot(Direction.INCREASE, 22)
    assert dot(Direction.NEUTRAL, 48) > dot(Direction.NEUTRAL, 22)


def test_interval_strip_has_range_middle_half_tick_and_interval():
    strip = interval_strip(
        36.4, 33.0, 39.9, OTHERS, 33.1,
        direction=Direction.DECREASE, verdict=Verdict.WORSE, name="Lambeth", width=210,
    )  # fmt: skip
    root = drawn(strip)
    whole, half = root.findall(f"{SVG}rect")
    assert (whole.get("x"), whole.get("width")) == ("5", "200")
    assert float(half.get("width", "0")) == pytest.approx(100, abs=0.5)
    assert root.find(f"{SVG}circle").get("fill") == palette.ORANGE
    assert root.get("aria-label") == (
        "Lambeth 36.4% (95% interval 33.0% to 39.9%); London 33.1%; "
        "range of 32 boroughs 20.0% to 51.0%; worse than London"
    )


def test_everything_stays_inside_the_strip_also_a_wide_interval():
    root = drawn(interval_strip(36, 2, 90, OTHERS, 33, direction=Direction.NEUTRAL))
    assert float(root.find(f"{SVG}circle").get("cx", "0")) < 260
    assert root.findall(f"{SVG}path")[1].get("d") == "M5.0 11H255.0"


def test_no_figure_draws_no_dot_and_says_so():
    root = drawn(interval_strip(None, None, None, OTHERS, 33, direction=Direction.INCREASE))
    assert root.find(f"{SVG}circle") is None
    assert root.get("aria-label", "").startswith("this borough no figure; London 33.0%")
    nothing = interval_strip(math.nan, None, None, [], None, direction=Direction.INCREASE)
    assert drawn(nothing).get("aria-label") == "this borough no figure"


def test_names_are_escaped():
    strip = interval_strip(
        1, None, None, [], None, direction=Direction.NEUTRAL, name='<b>"A & B"</b>'
    )
    assert "<b>" not in strip
    assert drawn(strip).get("aria-label") == '<b>"A & B"</b> 1.0%'


def test_the_spine_shows_peers_and_target_and_says_them():
    plain = interval_strip(30, 25, 35, [20, 30, 40, 50], 33, direction=Direction.DECREASE)
    full = interval_strip(
        30, 25, 35, [20, 30, 40, 50], 33, direction=Direction.DECREASE, peers=28.0, target=23.0,
        target_name="national target, context",
    )  # fmt: skip
    assert "peers 28.0%; national target, context 23.0%" in full
    assert full.count("<path") == plain.count("<path") + 2
    assert "nan" not in interval_strip(
        None, None, None, [], None, direction=Direction.DECREASE, peers=float("nan"), target=None
    )
