"""Outcomes of the same cases count once, in what differs and in what chance raises."""

from __future__ import annotations

import pytest

from cjdata.analysis.variation.counted_once import counted_once, set_of


def test_four_outcomes_of_the_same_cases_are_one(catalogue):
    outcomes = [catalogue.measures[m] for m in ("C07", "C08", "C09", "C12")]
    pleas = catalogue.measures["C11"]  # of first hearings: cases of its own
    rows = [*((m, "harrow", True) for m in outcomes), (pleas, "harrow", False)]
    found = counted_once(catalogue, [*rows, (pleas, "camden", True)], 0.05)
    assert (found.apart, found.of) == (2, 3)
    # Three of the four can move freely: 1 − 0.95³ = 0.142625; twice 0.05 for the other two.
    assert found.by_chance == pytest.approx(0.242625)


def test_a_single_reason_stands_alone(catalogue):
    asked = [catalogue.measures[m] for m in ("T04", "T05", "T08")]
    sets = set_of(catalogue, asked)
    assert sets["T04"] == sets["T05"]
    assert sets["T08"] == "T08"


def test_nothing_judged(catalogue):
    assert counted_once(catalogue, [], 0.05).of == 0
