"""The drawn rollouts: what each of them must obey whatever its shape."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from cjdata.stats.forecast.completion import forecast_of
from cjdata.stats.forecast.conditioning import draw_rollouts
from cjdata.stats.forecast.curves import draw_profiles, seeded_profiles
from cjdata.stats.forecast.drawn import drawn_once
from cjdata.stats.forecast.record import RolloutRecord, rollout_record
from cjdata.stats.forecast.statements import read_statements
from cjdata.stats.forecast.unit_chances import draw_places
from tests.stats.forecast_tables import UNITS, totals


@pytest.mark.parametrize("n", [2, 8, 60])
def test_a_profile_runs_in_order_from_0_to_1(n):
    profiles = draw_profiles(np.random.default_rng(1), 500, n)
    assert profiles.shape == (500, n)
    assert (profiles[:, 0] == 0).all()
    assert profiles[:, -1] == pytest.approx(1)
    assert (np.diff(profiles, axis=1) >= 0).all()


def test_the_prior_holds_slow_starts_and_slow_ends():
    """The day by which half are live lies early in some draws and late in others."""
    half = draw_profiles(np.random.default_rng(1), 2000, 21)[:, 10]
    assert np.quantile(half, 0.05) < 0.35
    assert np.quantile(half, 0.95) > 0.75


def test_drawn_rollouts_meet_the_first_go_live_and_the_last_report():
    events = totals(("2003-01-01", 0), ("2003-03-01", 2), ("2003-09-01", 5))
    record = rollout_record(read_statements(events, known_at=date(2003, 9, 1)), units=UNITS)
    known = date(2003, 9, 1).toordinal()
    profiles = draw_profiles(np.random.default_rng(1), 1000, len(UNITS))
    draws = draw_rollouts(record, profiles, np.random.default_rng(2)).known_on(known)
    counted = draws.weights > 0
    assert draws.weights.sum() == pytest.approx(1)
    assert (draws.times[:, 0] >= date(2003, 1, 1).toordinal()).all()
    assert (draws.times[:, 0] <= date(2003, 3, 1).toordinal()).all()
    live = (draws.times[counted] <= known + 1e-6).sum(axis=1)
    assert np.average(live == 5, weights=draws.weights[counted]) > 0.999


def test_profiles_drawn_once_are_those_that_the_seed_gives_and_so_is_what_is_drawn_after_them():
    rng = np.random.default_rng(7)
    expected = draw_profiles(rng, 300, 12)
    then = rng.uniform(size=5)
    for _ in range(2):
        profiles, after = seeded_profiles(7, 300, 12)
        assert np.array_equal(profiles, expected)
        assert np.array_equal(after.uniform(size=5), then)


def test_what_a_generator_draws_once_it_draws_again_and_goes_on_from_there():
    drawn = []

    @drawn_once
    def normals(rng: np.random.Generator, count: int) -> np.ndarray:
        drawn.append(count)
        return rng.standard_normal(count)

    plain = np.random.default_rng(3)
    plain.integers(0, 9, dtype=np.uint32)  # leaves half a word for the next draw
    expected, then = plain.standard_normal(5), plain.uniform(size=3)
    for _ in range(2):
        rng = np.random.default_rng(3)
        rng.integers(0, 9, dtype=np.uint32)
        assert np.array_equal(normals(rng, 5), expected)
        assert np.array_equal(rng.uniform(size=3), then)
    assert drawn == [5]
    assert not np.array_equal(normals(np.random.default_rng(4), 5), expected)


def record() -> RolloutRecord:
    events = totals(("2003-01-01", 0), ("2003-03-01", 2), ("2003-06-01", 3), ("2003-09-01", 5))
    return rollout_record(read_statements(events, known_at=date(2003, 9, 1)), units=UNITS)


def test_a_record_looked_at_on_several_days_answers_as_one_that_nobody_looked_at():
    """Whatever was asked before: days on which silence tells nothing, and on which it does."""
    days = [date(2003, 9, 1), date(2004, 6, 1), date(2003, 9, 2), date(2004, 1, 31)]
    asked, target = record(), date(2004, 4, 30)
    found = {day: forecast_of(asked, day, target, 5) for day in days}
    for day in days:
        assert forecast_of(record(), day, target, 5) == found[day]
        assert forecast_of(asked, day, date(2005, 4, 30), 5).p_by_target > found[day].p_by_target
    assert found[days[0]].p_by_target != found[days[1]].p_by_target


def test_each_draw_gives_every_go_live_that_is_left_to_one_unit():
    drawn = draw_places(record(), np.random.default_rng(1), 50)
    assert drawn.units == UNITS  # none of them was named
    assert (np.sort(drawn.place, axis=1) == np.arange(len(UNITS))).all()
    assert len({tuple(row) for row in drawn.place.tolist()}) > 1
