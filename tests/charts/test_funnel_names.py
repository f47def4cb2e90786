"""Names beside a funnel's dots, on a plot whose pixels are easily reckoned."""

from __future__ import annotations

from cjdata.charts.funnel_names import PLOTS, Plot, name_places
from cjdata.charts.label_places import Box, text_box

# 400 cases across; shares of 0 to 100 down 300 pixels.
PLOT = Plot(right=400, low=0, high=100, height=300)
LEVEL = [(0.0, 50.0), (400.0, 50.0)]


def test_a_name_stands_right_of_its_dot_where_that_is_free():
    (place,) = name_places(["Enfield"], [(100, 80)], [(100, 80)], [LEVEL], PLOT)
    assert (place.anchor, place.down) == ("left", 0)
    assert place.across > 0


def test_a_name_that_a_line_would_cross_stands_above_or_below_it():
    (place,) = name_places(["Enfield"], [(100, 50)], [(100, 50)], [LEVEL], PLOT)
    for width in PLOTS:
        box = text_box(["Enfield"], PLOT.at(100, 50, width), place)
        assert not box.crossed_by(PLOT.at(0, 50, width), PLOT.at(400, 50, width))


def test_a_name_at_the_end_of_a_narrow_plot_is_held_at_its_right():
    (place,) = name_places(["Hammersmith and Fulham"], [(390, 80)], [(390, 80)], [], PLOT)
    assert place.anchor == "right"


def test_two_names_do_not_lie_on_one_another():
    points = [(200.0, 80.0), (204.0, 80.0)]
    places = name_places(["Wandsworth", "Westminster"], points, points, [], PLOT)
    for width in PLOTS:
        first, second = (
            text_box([name], PLOT.at(*point, width), place)
            for name, point, place in zip(
                ["Wandsworth", "Westminster"], points, places, strict=True
            )
        )
        assert isinstance(first, Box)
        assert not first.meets(second)
