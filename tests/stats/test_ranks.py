"""Ranks and their intervals: by hand, against an exact probability, and by simulation."""

import numpy as np
import pandas as pd
import pytest
from scipy.integrate import quad
from scipy.stats import beta

from cjdata.stats.ranks import proportion_ranks


def test_places_are_counted_from_the_better_end():
    high = proportion_ranks([5, 9, 7], [10, 10, 10], highest_first=True).units
    low = proportion_ranks([5, 9, 7], [10, 10, 10], highest_first=False).units
    assert high["rank"].tolist() == [3, 1, 2]
    assert low["rank"].tolist() == [1, 3, 2]


def test_equals_share_their_places():
    units = proportion_ranks([5, 50, 9, 1], [10, 100, 10, 10], highest_first=True).units
    assert units["rank"].tolist() == [2, 2, 1, 4]
    assert units["last_rank"].tolist() == [3, 3, 1, 4]


def test_clearly_different_units_have_a_certain_place():
    units = proportion_ranks([100, 500, 900], [1000] * 3, highest_first=True).units
    assert units["lower"].tolist() == units["upper"].tolist() == [3, 2, 1]


def test_one_unit_alone_is_first():
    (row,) = proportion_ranks([0], [3], highest_first=True).units.to_dict("records")
    assert (row["rank"], row["last_rank"], row["lower"], row["upper"]) == (1, 1, 1, 1)


def test_few_cases_leave_every_place_open():
    units = proportion_ranks([1, 2, 1, 2], [4] * 4, highest_first=True).units
    assert set(units["lower"]) == {1}
    assert set(units["upper"]) == {4}


@pytest.mark.parametrize("ahead", [105, 115, 120, 130, 150])
def test_two_units_are_told_apart_where_their_difference_says_so(ahead):
    """P(the lower is truly first) by integration; its interval ends at 2 below 2.5%."""
    one, other = beta(ahead + 0.5, 200.5 - ahead), beta(100.5, 100.5)
    swapped, _ = quad(lambda level: other.pdf(level) * one.cdf(level), 0, 1)
    units = proportion_ranks([ahead, 100], [200, 200], highest_first=True).units
    assert (units["upper"].iloc[0] == 1) == (swapped < 0.025)
    assert (units["lower"].iloc[1] == 2) == (swapped < 0.025)


def test_the_interval_holds_the_true_place_as_often_as_stated():
    chance = np.random.default_rng(9)
    held = []
    for _ in range(30):
        true = chance.normal(0.3, 0.04, size=32)
        seen = chance.binomial(500, true)
        units = proportion_ranks(seen, [500] * 32, highest_first=False).units
        place = np.argsort(np.argsort(true)) + 1
        held.append(((units["lower"] <= place) & (place <= units["upper"])).mean())
    assert np.mean(held) > 0.93


@pytest.mark.parametrize(
    ("largest", "least_share"),
    [(3000, 0.2), (60, 0.0), (8, 0.0)],
    ids=["boroughs", "few cases", "hardly any"],
)
def test_places_are_those_that_simulation_gives(largest, least_share):
    """Of 40,000 draws from Jeffreys' posteriors a share is sure to about a quarter of a point."""
    chance = np.random.default_rng(5)
    sizes = chance.integers(largest // 20 + 1, largest, 32)
    cases = chance.binomial(sizes, chance.uniform(least_share, 0.5, 32))
    units = proportion_ranks(cases, sizes, highest_first=True).units
    levels = chance.beta(cases + 0.5, sizes - cases + 0.5, size=(40_000, 32))
    places = np.argsort(np.argsort(-levels, axis=1), axis=1) + 1
    for end, level in (("lower", 0.025), ("upper", 0.975)):
        place = units[end].to_numpy()
        assert ((places < place).mean(axis=0) < level + 0.004).all()
        assert ((places <= place).mean(axis=0) > level - 0.004).all()


def test_places_stand_under_the_names_of_their_units():
    cases = pd.Series([5, 9, 7], index=["barnet", "brent", "bromley"])
    found = proportion_ranks(cases, [10] * 3, highest_first=True)
    assert found.units.index.tolist() == ["barnet", "brent", "bromley"]
    assert found.units.loc["brent", "rank"] == 1
    assert found.confidence == 0.95


@pytest.mark.parametrize(
    "call",
    [
        lambda: proportion_ranks([11], [10], highest_first=True),
        lambda: proportion_ranks([np.nan], [10], highest_first=True),
        lambda: proportion_ranks([0], [0], highest_first=True),
        lambda: proportion_ranks([1, 2], [10], highest_first=True),
        lambda: proportion_ranks([], [], highest_first=True),
        lambda: proportion_ranks([1], [10], highest_first=True, confidence=95),
    ],
)
def test_wrong_input_is_refused(call):
    with pytest.raises(ValueError, match=r"."):
        call()
