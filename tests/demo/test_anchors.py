"""The published London rates, recomputed from the files alone."""

from __future__ import annotations

import numpy as np
import pytest

from cjdata.demo.anchors import PATHS, SOURCE, Anchor, Path, settle
from cjdata.demo.generate import demo_files
from cjdata.domain.periods import Period

from .conftest import london_rate, read_rows, standing_rows

SEEDS = (2003, 1, 7)


@pytest.fixture(scope="module", params=SEEDS)
def finally_standing(request, catalogue, events):
    return standing_rows(read_rows(demo_files(catalogue, events, seed=request.param)))


def test_magistrates_rates_print_the_published_digits(finally_standing):
    rate = london_rate(finally_standing, "trials-magistrates")
    assert f"{rate['2002-06']:.1f}" == "39.8"
    assert f"{rate['2005-01']:.1f}" == "28.7"


def test_the_crown_court_rate_prints_the_published_digit(finally_standing):
    assert f"{london_rate(finally_standing, 'trials-crown')['2005-01']:.1f}" == "15.7"


def test_no_rolling_quarter_leaves_the_range_between_the_published_points(finally_standing):
    assert london_rate(finally_standing, "trials-magistrates").between(28.7, 39.8).all()
    assert london_rate(finally_standing, "trials-crown").between(15.7, 25.7).all()


def test_the_path_falls_over_the_years_in_both_tiers(standing):
    for collection in ("trials-magistrates", "trials-crown"):
        rate = london_rate(standing, collection)
        assert rate["2002-06"] > rate["2003-06"] > rate["2004-06"] > rate["2005-01"]


def test_the_anchors_are_the_published_actuals_of_the_record(catalogue):
    published = {
        (a.measure, Period.parse(a.period).last, a.value)
        for a in catalogue.actuals
        if a.unit == "london" and a.source == SOURCE
    }
    wanted = {
        (measure, anchor.last_month, anchor.rate)
        for measure, tier in (("T05", "magistrates"), ("T02", "crown"))
        for anchor in PATHS[tier].anchors
    }
    assert wanted <= published


SMALL_PATH = Path(
    anchors=(Anchor(last="2002-06", rate=40.0), Anchor(last="2002-12", rate=30.0)),
    knots=(("2002-06", 40.0), ("2002-12", 30.0)), season=0.0,
)  # fmt: skip
NINE_MONTHS = 2002 * 12 + 3 + np.arange(9)


def settled(ineffective: list[int]) -> list[int]:
    """Of one court with 100 trials listed a month, 20 of them cracked."""
    listed = np.full((1, 9), 100)
    return settle(
        SMALL_PATH, NINE_MONTHS, listed=listed, cracked=listed // 5,
        ineffective=np.array([ineffective]),
    )[0].tolist()  # fmt: skip


def test_figures_that_meet_the_published_points_are_left_alone():
    path = [40, 40, 40, 37, 35, 33, 30, 30, 30]
    assert settled(path) == path


def test_an_anchored_quarter_is_moved_over_its_three_months():
    assert settled([37, 37, 37, 37, 35, 33, 33, 33, 33])[:3] == [40, 40, 40]
    assert settled([37, 37, 37, 37, 35, 33, 33, 33, 33])[6:] == [30, 30, 30]


def test_a_quarter_outside_the_range_is_brought_to_its_edge_in_its_newest_open_month():
    assert settled([40, 40, 40, 44, 35, 33, 30, 30, 30]) == [40, 40, 40, 40, 35, 33, 30, 30, 30]
    assert settled([40, 40, 40, 37, 35, 27, 30, 30, 30])[5] == 30


def test_more_trials_never_fail_than_did_not_crack():
    moved = settled([80, 20, 2, 37, 35, 33, 30, 30, 30])
    assert max(moved) <= 80
    assert sum(moved[:3]) == 120
