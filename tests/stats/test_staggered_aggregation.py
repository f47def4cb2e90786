"""Aggregates against panels worked out by hand, and against how they move with the weights."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import EffectsStatus, aggregate, group_time_effects
from tests.stats.test_staggered_group_time import FOUR, NAMES, THREE, random_panel

KINDS = ["simple", "dynamic", "group", "calendar"]


@pytest.mark.parametrize(
    ("kind", "overall", "steps"),
    [
        ("simple", 8 / 3, {}),
        ("dynamic", 2.75, {-2: -1, -1: 0, 0: 2.5, 1: 3}),
        ("group", 2.75, {3: 2.5, 4: 3}),
        ("calendar", 2.5, {3: 2, 4: 3}),
    ],
)
def test_cells_are_drawn_together_as_by_hand(kind, overall, steps):
    drawn = aggregate(group_time_effects(THREE, **NAMES), kind)
    assert drawn.estimate == pytest.approx(overall)
    if steps:
        assert dict(zip(drawn.by.iloc[:, 0], drawn.by["estimate"], strict=True)) == steps
    else:
        assert drawn.by.empty


def test_cohorts_count_by_their_size():
    # Cohort 3 holds two units of effect 2 and 3, cohort 4 one of effect 3.
    more = pd.concat([THREE, THREE[THREE.unit == "a"].assign(unit="a2")])
    drawn = aggregate(group_time_effects(more, **NAMES), "simple")
    assert drawn.estimate == pytest.approx((2 * 2 + 2 * 3 + 3) / 5)
    by_group = aggregate(group_time_effects(more, **NAMES), "group")
    assert by_group.estimate == pytest.approx((2 * 2.5 + 3) / 3)


def test_standard_error_of_a_mean_of_cells_by_hand():
    # The second cell has no spread, so the mean of both has half the error of the first.
    drawn = aggregate(group_time_effects(FOUR, **NAMES), "simple")
    assert drawn.estimate == 2.25
    assert drawn.standard_error == pytest.approx(np.sqrt(2.5 / 4) / 2)


@pytest.mark.parametrize("kind", KINDS)
def test_error_counts_that_cohort_sizes_are_chance_too(kind):
    # Moving each unit's weight a little shows its influence, on effects and sizes alike.
    rows = random_panel().assign(w=1.0)
    units, step = np.unique(rows["unit"]), 1e-5
    slopes = []
    for unit in units:
        mine = step * (rows["unit"] == unit)
        runs = [
            aggregate(
                group_time_effects(
                    rows.assign(w=rows.w + sign * mine), **NAMES, weights="w", draws=0
                ),
                kind,
            )
            for sign in (1, -1)
        ]
        slopes.append((runs[0].estimate - runs[1].estimate) / (2 * step))
    expected = np.sqrt((np.array(slopes) ** 2).sum())
    found = aggregate(group_time_effects(rows, **NAMES), kind).standard_error
    assert found == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("kind", KINDS)
def test_interval_rests_on_leaving_out_one_unit_at_a_time(kind):
    rows = random_panel()
    drawn = aggregate(group_time_effects(rows, **NAMES), kind)
    left = np.array(
        [
            aggregate(
                group_time_effects(rows[rows["unit"] != unit], **NAMES, draws=0), kind
            ).estimate
            for unit in np.unique(rows["unit"])
        ]
    )
    count = len(left)
    expected = np.sqrt((count - 1) / count * ((left - left.mean()) ** 2).sum())
    assert drawn.error == pytest.approx(expected)
    assert drawn.interval95[0] < drawn.estimate < drawn.interval95[1]


def test_a_filtered_frame_is_drawn_together_from_its_rows():
    effects = group_time_effects(THREE, **NAMES)
    assert aggregate(effects[effects["group"] == 3], "simple").estimate == 2.5
    assert aggregate(effects[effects["period"] == 4], "simple").estimate == 3


def test_balance_keeps_cohorts_seen_long_enough():
    drawn = aggregate(group_time_effects(THREE, **NAMES), "dynamic", balance=1)
    assert drawn.by["event_time"].tolist() == [-1, 0, 1]
    assert drawn.by["estimate"].tolist() == [-1, 2, 3]  # cohort 3 alone


def test_event_times_can_be_limited():
    drawn = aggregate(
        group_time_effects(THREE, **NAMES), "dynamic", earliest_event=-1, latest_event=0
    )
    assert drawn.by["event_time"].tolist() == [-1, 0]
    assert drawn.estimate == 2.5


def test_nothing_after_go_live_is_said():
    effects = group_time_effects(THREE, **NAMES)
    drawn = aggregate(effects[effects["event_time"] < 0], "simple")
    assert drawn.status == EffectsStatus.NO_EFFECT_PERIODS
    assert np.isnan(drawn.estimate)


@pytest.mark.parametrize("kind", KINDS)
def test_no_estimate_at_all_is_said(kind):
    effects = group_time_effects(THREE, **NAMES)
    drawn = aggregate(effects[effects["estimate"].isna()], kind, balance=1)
    assert drawn.status == EffectsStatus.NO_EFFECT_PERIODS
    assert np.isnan(drawn.estimate)
    assert drawn.by.empty


def test_faults_in_the_call_are_errors():
    effects = group_time_effects(THREE, **NAMES)
    with pytest.raises(ValueError, match="kind"):
        aggregate(effects, "total")
    with pytest.raises(ValueError, match="group_time_effects"):
        aggregate(pd.DataFrame(effects), "simple")


def test_bands_are_wider_than_intervals():
    by = aggregate(group_time_effects(random_panel(), **NAMES, seed=4), "dynamic").by
    assert (by["band_upper"] - by["band_lower"] > by["upper"] - by["lower"]).all()
