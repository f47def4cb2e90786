"""What became of trials in words and bars."""

from __future__ import annotations

import datetime as dt

from cjdata.charts.change_bar import change_bar
from cjdata.charts.reason_words import hindsight, reason_name, short_name
from cjdata.charts.trials_texts import difference_words, party_words, signed_points
from cjdata.definitions import load
from cjdata.domain.periods import Period

CATALOGUE = load()


def test_changes_are_points_with_a_true_minus():
    assert signed_points(3.14) == "+3.1 points"
    assert signed_points(-0.26) == "−0.3 points"
    assert signed_points(0.04) == "under 0.1 points"
    assert signed_points(-0.04) == "under 0.1 points"
    assert signed_points(0.0) == "no change"
    assert signed_points(None) == "–"
    assert difference_words(-5.9) == "5.9 points lower than"
    assert difference_words(0.01) == "the same as"


def test_the_greatest_change_takes_half_the_width():
    assert 'width="61"' in change_bar(4.0, 4.0)
    assert 'x="4"' in change_bar(-4.0, 4.0)
    assert "not compared" in change_bar(None, 4.0)


def test_reasons_are_named_with_their_words():
    assert reason_name(CATALOGUE, "N1") == "N1 Prosecution witness absent: police"
    assert short_name(CATALOGUE, "N1") == "N1 police witness absent"
    assert short_name(CATALOGUE, "ZZ9") == reason_name(CATALOGUE, "ZZ9")
    assert reason_name(CATALOGUE, "ZZ9") == "ZZ9: unmapped, in no list of reasons"
    assert reason_name(CATALOGUE, "") == "Reason not given"
    assert party_words("escort-contractor") == "escort contractor"


def test_a_list_of_a_later_time_is_called_an_anachronism():
    then, later = Period.parse("2003-08/2003-10"), Period.parse("2005-10/2005-12")
    assert "list, reasons A to Z of September 2005" in hindsight(CATALOGUE, ["N1"], then)
    assert "anachronism" in hindsight(CATALOGUE, ["N1"], then)
    assert CATALOGUE.schemes["CIT-2005"].starts == dt.date(2005, 9, 1)
    assert hindsight(CATALOGUE, ["N1"], later) == ""
    assert hindsight(CATALOGUE, ["ZZ9"], then) == ""


def test_every_reason_has_a_name_short_enough_for_a_heading():
    names = {code: reason.short for code, reason in CATALOGUE.reasons.items()}
    assert all(0 < len(name) <= 60 for name in names.values())
    assert len(set(names.values())) == len(names)
