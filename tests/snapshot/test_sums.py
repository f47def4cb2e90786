"""Figures added up by hand: windows, stocks, courts' shares, and measures of two collections."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from cjdata.domain.periods import Period
from cjdata.snapshot.places import NOBODY, Group, Places
from cjdata.snapshot.sums import figures_of, returns_behind

MONTHS = np.arange(10, 16)
QUARTERS = np.array([10, 13])


def group(*places: int, parts: int = 2, last_only: bool = False) -> Group:
    return Group(np.array(places, np.int64), parts, last_only)


# Places 1 and 2: two boroughs' monthly returns; 3: the first one's quarterly; 4: another monthly
# collection of the first borough.
PLACES = Places(
    groups={("T05", "one"): group(1)},
    collection=np.array([0, 0, 0, 1, 2]),
    sender=np.array([0, 7, 8, 7, 7]),
    calendars=((MONTHS, MONTHS), (QUARTERS, QUARTERS + 2), (MONTHS, MONTHS)),
)


TODAY = dt.date(2003, 6, 1)
LATER = dt.date(2003, 7, 1)


def figure_sums(
    groups: list[Group], windows: list[Period], places: Places, pieces: dict[str, np.ndarray]
) -> dict[str, np.ndarray]:
    return figures_of(groups, windows, places, pieces).on(TODAY)


def held(*rows: tuple[int, int, int, float, float, int, int]) -> dict[str, np.ndarray]:
    """Pieces that stand: place, first, last, numerator, denominator (negative: none), parts,
    marked [z]."""
    place, first, last, top, bottom, parts, marked = (
        np.array(column) for column in (zip(*rows, strict=True) if rows else [()] * 7)
    )
    return {
        "place_no": place.astype(np.int64), "first_month": first, "last_month": last,
        "return_no": place.astype(np.int64) * 100 + first.astype(np.int64),
        "revised": place == 2, "numerator": top,
        "known_from": np.full(len(place), TODAY.toordinal()),
        "known_to": np.full(len(place), dt.date.max.toordinal()),
        "denominator": np.where(bottom < 0, np.nan, bottom),
        "parts_held": parts, "not_applicable": marked,
    }  # fmt: skip


def first_of(found: dict[str, np.ndarray]) -> dict[str, float]:
    return {name: column.tolist()[0] for name, column in found.items()}


def test_a_window_adds_up_what_lies_within_it():
    pieces = held((1, 10, 10, 4, 10, 2, 0), (1, 11, 11, 5, 10, 2, 0), (1, 13, 13, 9, 10, 2, 0))
    windows = [Period(10, 12), Period(11, 11), Period(12, 12)]
    found = figure_sums([group(1)], windows, PLACES, pieces)
    assert found["numerator"].tolist()[:2] == [9, 5]
    assert np.isnan(found["numerator"][2])
    assert found["expected"].tolist() == [3, 1, 1]
    assert found["usable"].tolist() == [2, 1, 0]
    assert found["returned"].tolist() == [2, 1, 0]


def test_boroughs_add_up_and_a_return_without_all_parts_is_left_out():
    pieces = held((1, 10, 10, 4, 10, 2, 0), (2, 10, 10, 50, 60, 1, 0))
    both, second = group(1, 2), group(2)
    found = figure_sums([both, second], [Period(10, 10)], PLACES, pieces)
    assert found["numerator"].tolist()[0] == 4
    assert np.isnan(found["numerator"][1])
    assert found["expected"].tolist() == [2, 1]
    assert found["usable"].tolist() == [1, 0]
    assert found["returned"].tolist() == [2, 1]
    assert found["revised"].tolist() == [False, False]


def test_a_stock_counts_in_the_last_month_alone():
    pieces = held((1, 10, 10, 4, 10, 2, 0), (1, 12, 12, 7, 10, 2, 0))
    found = figure_sums([group(1, last_only=True)], [Period(10, 12)], PLACES, pieces)
    assert first_of(found)["numerator"] == 7
    assert first_of(found)["expected"] == 1


def test_not_applicable_is_not_expected():
    pieces = held((1, 10, 10, 0, 0, 0, 1), (2, 10, 10, 3, 6, 2, 0))
    found = first_of(figure_sums([group(1, 2)], [Period(10, 10)], PLACES, pieces))
    assert found["expected"] == found["usable"] == found["returned"] == found["not_applicable"] == 1
    assert (found["numerator"], found["denominator"], found["revised"]) == (3, 6, True)


def test_a_measure_without_denominator_has_none():
    pieces = held((1, 10, 10, 4, -1, 1, 0))
    found = first_of(figure_sums([group(1, parts=1)], [Period(10, 10)], PLACES, pieces))
    assert found["numerator"] == 4
    assert np.isnan(found["denominator"])


def test_parts_from_two_collections_make_one_figure():
    """Place 1 gives the numerator, place 4 the denominator, both of one borough and month."""
    pieces = held((1, 10, 10, 4, -1, 1, 0), (4, 10, 10, 0, 10, 1, 0), (1, 11, 11, 5, -1, 1, 0))
    found = first_of(figure_sums([group(1, 4)], [Period(10, 11)], PLACES, pieces))
    assert (found["expected"], found["returned"], found["usable"]) == (2, 2, 1)
    assert (found["numerator"], found["denominator"]) == (4, 10)


def test_a_quarter_counts_only_in_a_window_that_holds_all_of_it():
    pieces = held((3, 10, 12, 4, 10, 2, 0))
    windows = [Period(10, 12), Period(11, 13), Period(10, 15)]
    found = figure_sums([group(3)], windows, PLACES, pieces)
    assert found["usable"].tolist() == [1, 0, 1]
    assert found["expected"].tolist() == [1, 0, 2]


@pytest.mark.parametrize("places", [(1,), (1, 4)])
def test_a_window_that_reaches_back_before_the_first_month_is_not_whole(places: tuple[int, ...]):
    """Two months of the three: a rate, but none to hold against that of three."""
    found = figure_sums(
        [group(*places)], [Period(9, 11), Period(10, 12), Period(7, 9)], PLACES,
        held((1, 10, 10, 4, 10, 2, 0), (1, 11, 11, 5, 10, 2, 0)),
    )  # fmt: skip
    assert found["expected"].tolist() == [3, 3, 0]
    assert found["usable"].tolist() == [2, 2, 0]


def test_a_stock_at_the_end_of_such_a_window_is_whole():
    found = figure_sums(
        [group(1, last_only=True)], [Period(9, 11)], PLACES, held((1, 11, 11, 7, 10, 2, 0))
    )
    assert (first_of(found)["expected"], first_of(found)["usable"]) == (1, 1)


def test_figures_laid_out_once_hold_what_stands_on_each_day():
    """The return of month 10 is replaced on the later day, that of month 11 comes on it."""
    pieces = held((1, 10, 10, 4, 10, 2, 0), (1, 10, 10, 6, 12, 1, 0), (1, 11, 11, 5, 10, 2, 0))
    pieces["known_to"][0] = pieces["known_from"][1] = pieces["known_from"][2] = LATER.toordinal()
    found = figures_of([group(1)], [Period(10, 11), Period(10, 10)], PLACES, pieces)
    before, then = found.on(LATER - dt.timedelta(days=1)), found.on(LATER)
    assert before["numerator"].tolist() == [4, 4]
    assert (before["returned"].tolist(), before["usable"].tolist()) == ([1, 1], [1, 1])
    assert then["numerator"].tolist()[0] == 5
    assert np.isnan(then["numerator"][1])
    assert (then["returned"].tolist(), then["usable"].tolist()) == ([2, 1], [1, 0])
    nobody = found.on(TODAY - dt.timedelta(days=1))
    assert (nobody["expected"].tolist(), nobody["returned"].tolist()) == ([2, 1], [0, 0])


@pytest.mark.parametrize("groups", [[NOBODY], [NOBODY, group(1)]])
def test_where_nobody_reports_nothing_is_expected(groups: list[Group]):
    found = first_of(figure_sums(groups, [Period(10, 10)], PLACES, held()))
    assert found["expected"] == found["returned"] == 0
    assert np.isnan(found["numerator"])


def test_the_returns_behind_a_figure_are_those_that_it_adds_up():
    pieces = held((1, 10, 10, 4, 10, 2, 0), (2, 10, 10, 5, 9, 1, 0), (1, 11, 11, 5, 10, 2, 0))
    windows = [Period(10, 10), Period(10, 11), Period(12, 12)]
    behind = returns_behind([group(1, 2)], windows, PLACES, pieces)
    assert [numbers.tolist() for numbers in behind] == [[110], [110, 111], []]
