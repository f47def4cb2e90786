"""Signals: results, refusals and edge cases."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from cjdata.stats.signals import Direction, State, latest_signals
from cjdata.stats.signals.simulation import World, kinds_of, simulated

PROPORTION = {"T05": "proportion"}


def a_series(numerators, denominators, *, unit="southwark", measure="T05", last=24_040):
    numerators, denominators = np.broadcast_arrays(
        np.asarray(numerators, dtype=float), np.asarray(denominators, dtype=float)
    )
    periods = last - len(numerators) + 1 + np.arange(len(numerators))
    return pd.DataFrame(
        {
            "unit": unit,
            "measure": measure,
            "period": periods,
            "numerator": numerators,
            "denominator": denominators,
        }
    )


def only(signals):
    assert len(signals.points) == 1
    return signals.points.iloc[0]


def test_a_point_far_from_a_steady_past_is_called_with_its_size_and_direction():
    past = [30, 28, 33, 31, 29, 30, 32, 27, 31, 30, 29, 33] * 2
    found = latest_signals(a_series([*past, 60], 100), kinds=PROPORTION)
    point = only(found)
    assert point["called"]
    assert point["direction"] == Direction.UP
    assert point["p_value"] < 1e-4
    assert point["expected"] == pytest.approx(0.30, abs=0.02)
    assert point["size"] == pytest.approx(60 - 100 * point["expected"])
    assert point["lower"] < 0.30 < point["upper"] < 0.60
    assert (found.looked_at, found.called, found.at_level) == (1, 1, 1)
    fewer = only(latest_signals(a_series([*past, 8], 100), kinds=PROPORTION))
    assert fewer["direction"] == Direction.DOWN
    assert fewer["size"] < -15


def test_a_point_like_its_past_is_not_called():
    past = [30, 28, 33, 31, 29, 30, 32, 27, 31, 30, 29, 33] * 2
    point = only(latest_signals(a_series([*past, 31], 100), kinds=PROPORTION))
    assert not point["called"]
    assert point["p_value"] > 0.3


def test_the_same_share_says_less_of_fewer_cases():
    few, many = (
        only(latest_signals(a_series([3 * n] * 24 + [6 * n], 10 * n), kinds=PROPORTION))
        for n in (1, 40)
    )
    assert many["mid_p"] < 0.001 < 0.05 < few["mid_p"]


def test_a_december_like_every_december_is_no_signal_where_the_units_share_it():
    chance = np.random.default_rng(4)
    wave = np.where(np.arange(37) % 12 == 0, 0.5, 0.3)
    frames = [a_series(chance.binomial(200, wave), 200, unit=f"unit-{n}") for n in range(12)]
    in_season = latest_signals(pd.concat(frames), kinds=PROPORTION)
    assert in_season.points["expected"].between(0.43, 0.55).all()
    assert in_season.called == 0
    wave[-1], wave[0], wave[12], wave[24] = 0.5, 0.3, 0.3, 0.3
    frames = [a_series(chance.binomial(200, wave), 200, unit=f"unit-{n}") for n in range(12)]
    once = latest_signals(pd.concat(frames), kinds=PROPORTION)
    assert once.called == 12


def test_a_slowly_moving_level_is_followed():
    climbing = np.round(np.linspace(200, 400, 37))
    point = only(latest_signals(a_series(climbing, 1000), kinds=PROPORTION))
    assert point["expected"] > 0.36
    assert not point["called"]
    back = only(latest_signals(a_series([*climbing[:-1], 200], 1000), kinds=PROPORTION))
    assert back["p_value"] < 0.01


@pytest.mark.parametrize(
    ("kind", "past", "usual", "jump"),
    [("rate", [20, 25, 18, 22], 21, 60), ("mean", [400.0, 450.5, 380.0, 420.2], 410.0, 1200.0)],
)
def test_rates_and_means_are_judged_as_such(kind, past, usual, jump):
    calm, leap = (
        only(latest_signals(a_series([*past * 6, last], 10), kinds={"T05": kind}))
        for last in (usual, jump)
    )
    assert calm["p_value"] > 0.4
    assert leap["p_value"] < 0.001
    assert leap["expected"] == pytest.approx(usual / 10, rel=0.06)


def test_benjamini_hochberg_is_that_of_statsmodels():
    world = World(measures=4, changed=0.3, change=1.2, sizes=(60, 200))
    found = latest_signals(simulated(world, 3), kinds=kinds_of(world), false_discovery=0.2)
    rejected, *_ = multipletests(found.points["p_value"], alpha=0.2, method="fdr_bh")
    assert found.called == (rejected & (found.points["mid_p"] <= 0.05)).sum() > 10
    assert found.false_at_most == pytest.approx(0.2 * found.called)
    assert found.expected_by_chance == pytest.approx(0.05 * 128)
    assert found.at_level == (found.points["p_value"] <= 0.05).sum()


def test_the_same_record_has_the_same_answer_in_any_order():
    world = World(units=5, measures=2, sizes=(4, 9))
    frame = simulated(world, 8)
    one = latest_signals(frame, kinds=kinds_of(world)).points
    other = latest_signals(frame.sample(frac=1, random_state=1), kinds=kinds_of(world)).points
    pd.testing.assert_frame_equal(one, other)
    drawn = [latest_signals(frame, kinds=kinds_of(world), seed=s).points for s in (1, 1, 2)]
    pd.testing.assert_frame_equal(drawn[0], drawn[1])
    assert (drawn[0]["p_value"] != drawn[2]["p_value"]).any()
    assert drawn[0]["mid_p"].tolist() == drawn[2]["mid_p"].tolist()


def test_the_draw_stays_inside_the_tie():
    """The p-value without the draw lies between those of the extreme draws."""
    frame = a_series([1, 2, 0, 1, 3, 1] * 4 + [3], 4)
    p = [only(latest_signals(frame, kinds=PROPORTION, seed=s)) for s in range(40)]
    values = [point["p_value"] for point in p]
    assert min(values) < p[0]["mid_p"] < max(values)


def test_no_case_of_none_is_not_looked_at_and_earlier_ones_are_left_out():
    frame = pd.concat(
        [
            a_series([0, 0] + [3] * 20, [0, 0] + [9] * 20, unit="a"),
            a_series([3] * 21 + [0], [9] * 21 + [0], unit="b"),
        ]
    )
    found = latest_signals(frame, kinds=PROPORTION)
    assert only(found)["earlier"] == 19
    assert found.left_out == 3
    assert found.not_judged["state"].tolist() == [State.NO_CASES]


def test_what_cannot_be_judged_says_why():
    blank = [np.nan] * 20
    frame = pd.concat(
        [
            a_series([3] * 20, 9, unit="fine"),
            a_series([3] * 19, 9, unit="late", last=24_039),
            a_series(blank, 9, unit="nothing"),
            a_series([3] * 12, 9, unit="young"),
            a_series([3], 9, unit="one point"),
        ]
    )
    found = latest_signals(frame, kinds=PROPORTION)
    assert only(found)["unit"] == "fine"
    assert dict(zip(found.not_judged["unit"], found.not_judged["state"], strict=True)) == {
        "late": State.MISSING,
        "nothing": State.MISSING,
        "young": State.TOO_SHORT,
        "one point": State.TOO_SHORT,
    }


def test_nothing_to_look_at_is_a_result():
    found = latest_signals(a_series([], []), kinds=PROPORTION)
    assert (found.looked_at, found.called, found.expected_by_chance) == (0, 0, 0)
    assert found.points.empty
    assert latest_signals(a_series([np.nan] * 30, 5), kinds=PROPORTION).looked_at == 0


@pytest.mark.parametrize("kind", ["proportion", "rate", "mean"])
@pytest.mark.parametrize(
    ("numerators", "denominators"),
    [
        ([0] * 25, 5),
        ([5] * 25, 5),
        ([0] * 24 + [5], 5),
        ([5] * 24 + [0], 5),
        ([1] * 25, 1),
        ([0, 1] * 12 + [1], 1),
        ([40_000] * 25, 90_000),
        ([0] * 24 + [90_000], 90_000),
        ([1] * 24 + [9_000], [1] * 24 + [9_000]),
        ([9_000] * 24 + [0], [90_000] * 24 + [1]),
    ],
)
def test_extremes_have_finite_results(kind, numerators, denominators):
    point = only(latest_signals(a_series(numerators, denominators), kinds={"T05": kind}))
    shown = point[["p_value", "mid_p", "expected", "lower", "upper", "size"]].astype(float)
    assert np.isfinite(shown).all()
    assert 0 <= point["p_value"] <= 1
    assert point["lower"] <= point["expected"] <= point["upper"]


@pytest.mark.parametrize(
    ("frame", "kind", "said"),
    [
        (a_series([6], 5), "proportion", "greater"),
        (a_series([-1], 5), "rate", "negative"),
        (a_series([np.inf], 5), "mean", "infinite"),
        (a_series([1], 0), "rate", "denominator of 0"),
        (a_series([1.5], 5), "proportion", "whole"),
        (a_series([1], 5), "share", "share"),
        (a_series([1], 5).drop(columns="denominator"), "rate", "lacks denominator"),
        (pd.concat([a_series([1], 5)] * 2), "rate", "two rows"),
        (a_series([1], 5, measure="T06"), "rate", "T06"),
    ],
)
def test_what_cannot_be_is_refused(frame, kind, said):
    with pytest.raises(ValueError, match=said):
        latest_signals(frame, kinds={"T05": kind})


@pytest.mark.parametrize("rate", [{"false_discovery": 0}, {"level": 1.5}])
def test_rates_lie_between_nothing_and_one(rate):
    with pytest.raises(ValueError, match="between 0 and 1"):
        latest_signals(a_series([1], 5), kinds=PROPORTION, **rate)
