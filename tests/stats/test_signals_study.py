"""The calibration study in short: signals without change, false discoveries, power."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.study_signals import EXTREMES, FAMILIES, _moved, p_values
from cjdata.stats.signals import Kind, latest_signals
from cjdata.stats.signals.simulation import World, kinds_of, simulated

SHORT = {
    name: replace(world, units=min(world.units, 10), measures=min(world.measures, 240))
    for name, world in FAMILIES.items()
    if name in ("strong memory (0.9)", "overdispersion (0.3)", "3 cases a month")
    or name in ("a season, each series' own", "one unit a measure")
}


@pytest.fixture(scope="module")
def points():
    return p_values(SHORT, repeats=1, seed=400, months=(24, 36))


def test_without_change_one_point_in_twenty_is_called_at_five_percent(points):
    assert len(points) > 10_000
    assert (points["p_value"] <= 0.05).mean() == pytest.approx(0.05, abs=0.01)
    assert (points["p_value"] <= 0.2).mean() == pytest.approx(0.2, abs=0.015)
    assert (points["p_value"] <= 0.01).mean() == pytest.approx(0.01, abs=0.005)


@pytest.mark.parametrize("by", ["family", "kind", "months"])
def test_so_it_is_in_every_family(points, by):
    shares = points.groupby(by)["p_value"].agg(lambda p: (p <= 0.05).mean())
    assert shares.between(0.035, 0.065).all(), shares.to_dict()


def test_a_naive_null_would_call_far_more():
    """The worlds are hard: about their own mean and scatter, 60 moving months are called often."""
    world = replace(EXTREMES["wild wander (0.95, 0.6)"], sizes=(300,), months=24, measures=10)
    frame = simulated(world, 2)
    rate = (frame["numerator"] / frame["denominator"]).to_numpy().reshape(-1, 24)
    steps = np.nanmean(np.abs(np.diff(rate[:, :-1], axis=1)), axis=1)
    distance = np.abs(rate[:, -1] - np.nanmean(rate[:, :-1], axis=1)) / (steps / 1.128)
    naive = (distance > 1.96).mean()
    found = latest_signals(frame, kinds=kinds_of(world), seed=2)
    ours = found.at_level / found.looked_at
    assert naive > 0.3
    assert ours < 0.09


def test_false_discoveries_stay_below_the_rate_and_large_changes_are_found():
    shares, found_shares = [], []
    for seed in range(6):
        world = World(measures=5, sizes=(100, 300), changed=0.15, change=1.2)
        frame = simulated(world, seed)
        points = latest_signals(frame, kinds=kinds_of(world), seed=seed).points
        moved = _moved(frame, points)
        called = points["called"].to_numpy(dtype=bool)
        shares.append((called & (moved == 0)).sum() / max(called.sum(), 1))
        found_shares.append(called[moved != 0].mean())
        assert (
            np.sign(points["size"])[called & (moved != 0)] == moved[called & (moved != 0)]
        ).all()
    assert np.mean(shares) < 0.15
    assert np.mean(found_shares) > 0.7


def test_without_change_hardly_anything_is_called():
    """Every call is false then, so that looks with any are to be about one in ten."""
    looks = [
        latest_signals(
            simulated(World(kind=kind, units=10, measures=3), seed),
            kinds=kinds_of(World(kind=kind, measures=3)),
            seed=seed,
        ).called
        for seed in range(20)
        for kind in Kind
    ]
    assert (pd.Series(looks) > 0).mean() <= 0.2
