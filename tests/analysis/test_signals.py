"""Signals of a store: a change that was planted is found, sized by hand, and nothing is judged that
is not whole."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from cjdata.analysis.figures.figures import figures
from cjdata.analysis.figures.whole import whole_counts
from cjdata.analysis.process.controllers import controllers_of
from cjdata.analysis.variation.signals import compositions, signals
from cjdata.domain.periods import Period, month_text, parse_month
from cjdata.domain.states import State
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.stats.xmr import Judgement, Rule
from tests.analysis.conftest import INSPECTION
from tests.planted import LAST, plant
from tests.stores import day, load, trials


@pytest.fixture
def planted(filled_with) -> Store:
    return filled_with(plant)


def test_a_planted_change_is_called_and_nothing_else(planted: Store, catalogue):
    found = signals(Reader.open(planted), catalogue, day("2004-07-31"))
    called = {(s.measure.id, s.unit.id) for s in found.signals}
    # the ineffective rate for the whole listing, and the shares for its reasons on their own
    assert {unit for _, unit in called} == {"lambeth"}
    whole = [s for s in found.signals if s.measure.id in ("T04", "T05", "T06")]
    assert len(whole) == 1
    assert whole[0].measure.id in ("T04", "T05")
    assert ("T10", "lambeth") in called


def test_a_signal_says_its_size_in_cases_and_who_can_act(planted: Store, catalogue):
    found = signals(Reader.open(planted), catalogue, day("2004-07-31"))
    (witness,) = [s for s in found.signals if s.measure.id == "T10"]
    assert (witness.numerator, witness.denominator) == (95, 200)
    assert witness.value == pytest.approx(47.5)
    # numerator less expected numerator; the boroughs lie about 15 of 200 for this reason
    assert witness.size == pytest.approx(95 - witness.expected / 100 * 200)
    assert 65 < witness.size < 90
    assert (witness.direction, witness.judgement) == ("up", Judgement.CONCERN)
    assert Rule.OUTSIDE_LIMITS in witness.rules
    assert witness.counted == "ineffective trials"
    assert witness.controllers is not None
    assert witness.controllers.names == ("police",)


def test_a_composition_counts_once_and_what_is_missing_is_not_looked_at(planted: Store, catalogue):
    found = signals(Reader.open(planted), catalogue, day("2004-07-31"))
    # three boroughs have a latest month: one decision for the listing, and one each for the
    # measures of single reasons; Camden's figures are not judged
    single = {"T08", "T10", "T11", "T13", "W02", "W03"} & {m.id for m in found.measures}
    assert found.looked_at == 3 * (1 + len(single))
    assert found.figures == 3 * (3 + len(single))
    assert found.not_judged == {"no complete figure for the month": 3 + len(single)}
    assert found.expected_by_chance == pytest.approx(0.05 * found.looked_at)


def test_before_the_last_month_was_known_it_is_no_signal(planted: Store, catalogue):
    assert signals(Reader.open(planted), catalogue, day("2004-07-09")).looked_at == 0


def test_an_empty_store_has_nothing_to_look_at(empty_live_store: Store, catalogue):
    found = signals(Reader.open(empty_live_store), catalogue, day("2004-07-31"))
    assert (found.signals, found.looked_at, found.expected_by_chance) == ((), 0, 0.0)
    assert found.left_out


def test_a_month_that_few_have_sent_is_not_yet_the_latest(planted: Store, catalogue):
    new = month_text(LAST + 1)
    assert load(planted, *trials("barnet", new, 100, 60, 40), known_on="2004-08-02").accepted
    found = signals(Reader.open(planted), catalogue, day("2004-08-03"))
    assert {str(s.period) for s in found.signals} == {month_text(LAST)}


def test_a_measure_of_which_no_month_came_from_half_is_not_looked_at(filled_with, catalogue):
    """Three boroughs, a month each."""

    def fill(store: Store) -> Store:
        for ahead, unit in enumerate(("lambeth", "barnet", "camden")):
            sent = trials(unit, month_text(LAST - ahead), 100, 60, 40)
            assert load(store, *sent, known_on="2004-07-10").accepted
        return store

    found = signals(Reader.open(filled_with(fill)), catalogue, day("2004-07-31"))
    assert (found.figures, found.looked_at, found.not_judged) == (0, 0, {})


def test_who_moved_is_asked_of_the_reasons(planted: Store, catalogue):
    """95 for police witnesses against a year of about 15 a month: 80 more; the court the same."""
    reader, month = Reader.open(planted), Period(LAST, LAST)
    year = Period(LAST - 12, LAST - 1)
    cells = reader.breakdown(
        "lambeth", ["trials_ineffective"], court_tier="magistrates", level="reason",
        span=year, known_at=day("2004-07-31"),
    )  # fmt: skip
    usual = cells.value[cells.reason == "N1"].sum() / 12
    for measure, rising in (("T05", True), ("T04", False)):
        found = controllers_of(
            reader, catalogue, catalogue.measures[measure], "lambeth", month, day("2004-07-31"),
            rising=rising,
        )  # fmt: skip
        assert found.names[0] == "police"
        assert found.moved[0][1] == pytest.approx(95 - usual)


def test_whole_counts_are_the_figures_whose_state_may_be_judged(reader, catalogue):
    months = [Period(m, m) for m in range(parse_month("2003-06"), parse_month("2003-11"))]
    asked = {
        "measures": ["T05", "T07", "C06", "P05"],
        "units": ["lambeth", "barnet", "mps"],
        "periods": months,
        "known_at": INSPECTION,
    }
    everything = figures(reader, catalogue, **asked)
    whole = whole_counts(reader, catalogue, **asked)
    judged = everything[everything["state"].isin([State.VALUE, State.ZERO])]
    key = ["measure", "unit", "last_month"]
    both = judged.merge(whole, on=key, suffixes=("", "_whole"))
    assert len(both) == len(judged) == len(whole)
    assert (both["numerator"] == both["numerator_whole"]).all()
    counts = both["measure"].eq("T07")
    assert both.loc[counts, "denominator_whole"].eq(1).all()
    pd.testing.assert_series_equal(
        both.loc[~counts, "denominator"], both.loc[~counts, "denominator_whole"], check_names=False
    )


def test_without_change_about_one_in_twenty_lies_beyond_the_level(reader, catalogue):
    found = signals(reader, catalogue, INSPECTION)
    share = found.at_level / found.looked_at
    assert found.looked_at > 600
    assert 0.03 < share < 0.09
    assert len(found.signals) + len(found.beyond_level) <= found.at_level
    assert found.known_at == dt.date(2003, 11, 30)


def test_outcomes_of_one_listing_are_a_composition_and_reasons_are_not(catalogue):
    measures = [catalogue.measures[m] for m in ("T04", "T05", "T06", "T08", "W01", "P05")]
    assert list(compositions(catalogue, measures).values()) == [("T04", "T05", "T06")]
