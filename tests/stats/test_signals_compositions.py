"""Compositions count once."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.signals import latest_signals
from cjdata.stats.signals.compositions import combined

OUTCOMES = ("effective", "cracked", "ineffective")
KINDS = dict.fromkeys(OUTCOMES, "proportion")
LISTING = {"trials": OUTCOMES}


def listings(shares_last, *, units=8, seed=1, cases=120, months=30):
    """Trinomial months of `units` boroughs; `shares_last` holds for the last month of the first."""
    chance = np.random.default_rng(seed)
    shares = np.tile([0.45, 0.35, 0.2], (units, months, 1))
    shares[0, -1] = shares_last
    counts = chance.multinomial(cases, shares)
    return pd.DataFrame(
        [
            (f"unit-{u}", name, month, counts[u, month, k], cases)
            for u in range(units)
            for month in range(months)
            for k, name in enumerate(OUTCOMES)
        ],
        columns=["unit", "measure", "period", "numerator", "denominator"],
    )


def test_a_composition_is_one_decision_and_names_what_moved_most():
    found = latest_signals(listings([0.45, 0.1, 0.45]), kinds=KINDS, compositions=LISTING)
    assert (found.looked_at, len(found.points)) == (8, 24)
    first = found.compositions.set_index("unit").loc["unit-0"]
    assert first["called"]
    assert first["moved"] in ("cracked", "ineffective")
    called = found.points[found.points["called"]]
    assert called["measure"].tolist() == [first["moved"]]
    assert found.called == 1


def test_measures_outside_a_composition_stand_alone():
    frame = listings([0.45, 0.35, 0.2])
    other = frame[frame["measure"] == "cracked"].assign(measure="pleas")
    found = latest_signals(
        pd.concat([frame, other]), kinds=KINDS | {"pleas": "proportion"}, compositions=LISTING
    )
    assert found.looked_at == 16
    assert set(found.points.loc[found.points["measure"] == "pleas", "composition"]) == {""}


def test_a_measure_belongs_to_one_composition():
    with pytest.raises(ValueError, match="effective is a member of both"):
        latest_signals(
            listings([0.4, 0.4, 0.2]), kinds=KINDS, compositions=LISTING | {"again": ["effective"]}
        )


def together(p_values):
    """One p-value for each row of p-values, the row being a composition of a unit."""
    p = np.asarray(p_values, dtype=float)
    unit, member = np.indices(p.shape)
    columns = {"unit": unit, "measure": member, "p_value": p, "mid_p": p, "size": np.zeros(p.shape)}
    frame = pd.DataFrame({name: cells.reshape(-1) for name, cells in columns.items()})
    return combined(frame.assign(composition="outcomes", period=1))["p_value"].to_numpy()


def test_the_cauchy_combination_of_known_values():
    """Of one value, and of equal ones, it is that value; of two, the mean Cauchy score's tail."""
    assert together([[0.03]])[0] == pytest.approx(0.03)
    assert together([[0.2, 0.2, 0.2]])[0] == pytest.approx(0.2)
    score = (stats.cauchy.isf(0.01) + stats.cauchy.isf(0.6)) / 2
    assert together([[0.01, 0.6]])[0] == pytest.approx(stats.cauchy.sf(score))
    assert together([[1e-9, 1.0]])[0] < 1e-8


def test_the_combination_keeps_its_level_for_what_always_sums_to_one():
    chance = np.random.default_rng(6)
    share = np.array([0.45, 0.35, 0.2])
    counts = chance.multinomial(5000, share, 20_000)
    z = (counts - 5000 * share) / np.sqrt(5000 * share * (1 - share))
    joint = together(2 * stats.norm.sf(np.abs(z)))
    assert (joint <= 0.05).mean() == pytest.approx(0.05, abs=0.008)


def test_compositions_without_change_are_called_as_often_as_stated():
    shares = [
        latest_signals(
            listings([0.45, 0.35, 0.2], units=250, cases=cases, seed=seed, months=24),
            kinds=KINDS,
            compositions=LISTING,
            seed=seed,
        ).compositions["p_value"]
        for seed, cases in enumerate((8, 20, 60, 200))
    ]
    assert (pd.concat(shares) <= 0.05).mean() == pytest.approx(0.05, abs=0.02)
