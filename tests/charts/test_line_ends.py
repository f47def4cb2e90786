"""Labels at the ends of lines: near what they name, and never one over another."""

from __future__ import annotations

import datetime as dt

import pytest

from cjdata.charts.line_ends import LineEnd, end_labels, moved_apart

DAY = dt.date(2003, 6, 15)


def test_what_is_apart_stays_where_it_is():
    assert moved_apart([10, 100, 55], [20, 20, 20]) == [10, 100, 55]


def test_two_at_one_height_stand_around_it():
    assert moved_apart([50, 50], [32, 32]) == [34, 66]


def test_three_close_ones_keep_their_order_and_their_mean():
    found = moved_apart([52, 50, 51], [10, 10, 10])
    assert found == pytest.approx([61, 41, 51])


def test_a_block_that_grows_into_a_neighbour_takes_it_in():
    # 0 and 0 want -5 and 5; the third wants 8 and would overlap: all three centre on (0+0+8)/3
    # with offsets -10, 0, 10, so that their mean is 8/3.
    assert moved_apart([0, 0, 8], [10, 10, 10]) == pytest.approx([8 / 3 - 10, 8 / 3, 8 / 3 + 10])


def test_long_names_are_broken_and_labels_moved_by_whole_pixels():
    ends = [
        LineEnd(DAY, 30.0, "30.0%", "▲ Kensington and Chelsea", "#505A63"),
        LineEnd(DAY, 30.0, "30.0%", "Croydon", "#12436D"),
    ]
    first, second = end_labels(ends, 0, 100, 300)
    assert first["text"] == "<b>30.0%</b><br>▲ Kensington<br>and Chelsea"
    assert abs(first["yshift"] - second["yshift"]) >= (47 + 32) / 2 - 1
