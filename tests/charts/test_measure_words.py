"""The definition card in words."""

from __future__ import annotations

import pytest

from cjdata.charts.measure_words import RECORD, definition, parts_words, target_words
from cjdata.definitions import load

CATALOGUE = load()


def test_numerator_and_denominator_are_said_in_words():
    measure = CATALOGUE.measures["W02"]
    assert parts_words(CATALOGUE, measure.numerator) == (
        "Ineffective trials, magistrates' courts, reasons N1, N2 and N3 (counted in trial listings)"
    )
    assert parts_words(CATALOGUE, measure.denominator) == (
        "Trials listed, magistrates' courts (counted in trial listings)"
    )


@pytest.mark.parametrize("measure", CATALOGUE.measures.values(), ids=lambda m: m.id)
def test_every_card_is_whole(measure):
    lines = dict(definition(CATALOGUE, measure))
    assert {"Numerator", "Denominator", "Direction", "Serves", "Status", "Evidence"} <= set(lines)
    assert all(text.strip() and "None" not in text for text in lines.values())
    assert lines["Numerator"].endswith(RECORD) == (not measure.numerator)
    assert lines["Denominator"].startswith("none") == (measure.unit == "count")
    assert lines["Shows an initiative after"]


def test_a_measure_of_the_record_says_what_it_counts_and_out_of_what():
    """Four governance measures are percentages: the fifth alone is a count."""
    share = dict(definition(CATALOGUE, CATALOGUE.measures["G04"]))
    assert share["Numerator"].startswith("reviews of this plan by the authority's committee")
    assert share["Denominator"] == "reviews due, one every six months"
    count = dict(definition(CATALOGUE, CATALOGUE.measures["G05"]))
    assert count["Denominator"] == "none: it is a count"


def test_a_measure_that_an_initiative_moves_at_once_says_so():
    said = dict(definition(CATALOGUE, CATALOGUE.measures["C01"]))
    assert said["Shows an initiative after"] == "at once, an estimate"


def test_a_ratio_of_unlike_counts_says_so():
    said = dict(definition(CATALOGUE, CATALOGUE.measures["T12"]))
    assert "committals" in said["Two counting units"]
    assert "Two counting units" not in dict(definition(CATALOGUE, CATALOGUE.measures["T03"]))


def test_a_target_carries_its_area_date_and_source():
    measure = CATALOGUE.measures["T05"]
    what, where, source = target_words(CATALOGUE, measure, measure.targets[0])
    assert what == "interim target 26.5%"
    assert where == "England and Wales, by 30 April 2004"
    assert source.endswith("said 2 February 2004")


def test_a_card_tells_the_history_of_its_definition():
    changed = dict(definition(CATALOGUE, CATALOGUE.measures["C12"]))["History of the definition"]
    assert changed.startswith("25 November 2026: for a criminal justice area")
    same = dict(definition(CATALOGUE, CATALOGUE.measures["T05"]))["History of the definition"]
    assert same == "unchanged since it was first defined here: no change is recorded"
