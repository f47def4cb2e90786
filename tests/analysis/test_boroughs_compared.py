"""Boroughs side by side: who takes part, where the limits lie, and places with their intervals."""

from __future__ import annotations

import math

import pytest

from cjdata.analysis.figures.comparison import standings
from cjdata.analysis.variation.boroughs_compared import compared, heat_map
from cjdata.charts.compare_texts import (
    compare_heading,
    dispersion_words,
    excluded_words,
    funnel_sentence,
    map_words,
)
from cjdata.charts.funnel_chart import funnel_figure
from cjdata.domain.periods import Grain, Period
from cjdata.domain.states import State, Verdict
from cjdata.ledger import Store
from cjdata.snapshot.reader import Reader
from cjdata.stats.funnel import FunnelFlag
from tests.analysis.conftest import INSPECTION
from tests.stores import day, load, trials

KNOWN = day("2003-11-30")


@pytest.fixture
def quarter(store: Store, catalogue) -> Store:
    """Every borough sends 100 trials a month of July to September, 30 of them ineffective; Camden
    has 60, Barnet's September is missing, Lambeth lists nothing."""
    rows = []
    for borough in catalogue.boroughs:
        for month in ("2003-07", "2003-08", "2003-09"):
            if (borough.id, month) == ("barnet", "2003-09"):
                continue
            lost = 60 if borough.id == "camden" else 30
            counts = (0, 0, 0) if borough.id == "lambeth" else (80 - lost, 20, lost)
            rows += trials(borough.id, month, *counts)
    assert load(store, *rows, known_on="2003-10-10").accepted
    return store


def test_only_complete_figures_take_part_and_the_others_are_named(quarter: Store, catalogue):
    found = compared(Reader.open(quarter), catalogue, "T05", Grain.QUARTER, KNOWN)
    assert found.period == Period.parse("2003-07/2003-09")
    assert len(found.funnel.units) == 30
    excluded = {one.unit.id: one.reading.state for one in found.excluded}
    assert excluded == {"barnet": State.INCOMPLETE, "lambeth": State.NOT_APPLICABLE}
    assert "Barnet (incomplete, 2 of 3 returns)" in excluded_words(found.excluded)
    assert "Lambeth" in excluded_words(found.excluded)


def test_the_one_that_differs_is_flagged_by_hand_computed_limits(quarter: Store, catalogue):
    found = compared(Reader.open(quarter), catalogue, "T05", Grain.QUARTER, KNOWN)
    # 29 boroughs with 90 of 300, Camden with 180 of 300
    target = (29 * 90 + 180) / (30 * 300)
    assert found.funnel.target == pytest.approx(target)
    camden = found.funnel.units.loc["camden"]
    assert camden["flag"] == FunnelFlag.HIGH_998
    assert (found.funnel.units["flag"] == FunnelFlag.WITHIN).sum() == 29
    if not found.widened:
        error = math.sqrt(target * (1 - target) / 300)
        assert camden["upper_95"] == pytest.approx(target + 1.959964 * error, abs=1e-6)
    assert "Camden higher" in compare_heading(found, catalogue)
    assert "high, beyond 99.8%: Camden" in funnel_sentence(found, catalogue)
    assert dispersion_words(found)


def test_equals_share_their_place_and_no_place_is_without_an_interval(quarter: Store, catalogue):
    found = compared(Reader.open(quarter), catalogue, "T05", Grain.QUARTER, KNOWN)
    places = found.ranks.units
    assert places.loc["camden", "rank"] == 30
    assert set(places.drop("camden")["rank"]) == {1}
    assert (places["lower"] <= places["rank"]).all()
    assert (places["upper"] >= places["rank"]).all()
    assert places.loc["camden", "lower"] == 30  # 60% against 30%: the last for sure
    assert places.loc["croydon", "upper"] > 20  # one of 29 equals may be nearly anywhere


@pytest.mark.parametrize(
    ("measure", "words"), [("T07", "no share of independent cases"), ("P05", "no figure")]
)
def test_what_has_no_interval_has_no_rank(quarter: Store, catalogue, measure, words):
    found = compared(Reader.open(quarter), catalogue, measure, Grain.QUARTER, KNOWN)
    assert (found.funnel, found.ranks) == (None, None)
    assert words in found.why_none or "no figure" in found.why_none


def test_nothing_known_compares_nothing(empty_live_store: Store, catalogue):
    reader = Reader.open(empty_live_store)
    found = compared(reader, catalogue, "T05", Grain.QUARTER, KNOWN)
    assert found.period is None
    assert "no figure" in compare_heading(found, catalogue)
    assert heat_map(reader, catalogue, Grain.QUARTER, KNOWN).rows == ()


def test_two_boroughs_are_too_few(store: Store, catalogue):
    rows = [
        row
        for unit in ("camden", "barnet")
        for month in ("2003-07", "2003-08", "2003-09")
        for row in trials(unit, month, 50, 20, 30)
    ]
    assert load(store, *rows, known_on="2003-10-10").accepted
    found = compared(Reader.open(store), catalogue, "T05", Grain.QUARTER, KNOWN)
    assert "fewer than 3 boroughs" in found.why_none


def test_boroughs_are_held_against_the_complete_ones_together(quarter: Store, catalogue):
    """29 boroughs with 90 of 300 and Camden's 180 of 300: 2,790 of 9,000. London with what has
    come of Barnet would be 2,850 of 9,200."""
    found = heat_map(Reader.open(quarter), catalogue, Grain.QUARTER, KNOWN)
    (row,) = (r for r in found.rows if r.measure.id == "T05")
    assert row.together == pytest.approx(31.0)
    own = standings(Reader.open(quarter), catalogue, "camden", KNOWN)
    (standing,) = (s for s in own if s.measure.id == "T05")
    assert standing.london.state is State.INCOMPLETE
    assert standing.verdict is Verdict.WORSE


def test_the_map_says_of_a_borough_what_its_own_page_says(reader, catalogue):
    """Rolling three months to the last reported: the window of the borough's page."""
    found = heat_map(reader, catalogue, Grain.ROLLING3, INSPECTION)
    place = [u.id for u in found.boroughs].index("croydon")
    own = {s.measure.id: s for s in standings(reader, catalogue, "croydon", INSPECTION)}
    assert len(found.rows) > 20
    for row in found.rows:
        standing = own[row.measure.id]
        assert row.period == standing.period
        assert row.cells[place].verdict is standing.verdict
        assert row.cells[place].reading == standing.own
    same_cases = {"T04": "T", "T05": "T", "T06": "T", "C03": "C", "C04": "C", "C05": "C"}
    same_cases |= dict.fromkeys(("C07", "C08", "C09", "C12"), "completed")
    unlike = (Verdict.BETTER, Verdict.WORSE, Verdict.HIGHER, Verdict.LOWER)
    apart = {
        (same_cases.get(row.measure.id, row.measure.id), place)
        for row in found.rows
        for place, cell in enumerate(row.cells)
        if cell.verdict in unlike
    }
    assert map_words(found).startswith(f"{len(apart)} of {found.counted.of} figures differ")


def test_the_figure_shapes_and_names_those_outside(quarter: Store, catalogue):
    found = compared(Reader.open(quarter), catalogue, "T05", Grain.QUARTER, KNOWN)
    figure = funnel_figure(found, catalogue).checked()
    (outside,) = [t for t in figure.data if t.name == "high, beyond 99.8%"]
    assert [a.text for a in figure.layout.annotations if a.name == "outside"] == ["Camden"]
    assert outside.marker.symbol == "triangle-up"
    drawn = [v for t in figure.data for v in t.y]
    assert all(math.isfinite(v) for v in drawn)
