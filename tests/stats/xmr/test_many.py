"""Many series at once say what each says alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cjdata.stats.xmr import xmr_chart, xmr_many

values_or_missing = st.one_of(st.integers(0, 20).map(float), st.just(np.nan))
shapes = hnp.array_shapes(min_dims=2, max_dims=2, max_side=25)
grids = hnp.arrays(np.float64, shapes, elements=values_or_missing)


@given(grids, st.booleans(), st.sampled_from([None, 2, 5]), st.data())
@settings(max_examples=60, deadline=None)
def test_every_row_equals_its_own_chart(grid, screen, baseline, data):
    starts = data.draw(hnp.arrays(np.bool_, grid.shape, elements=st.sampled_from([0, 0, 0, 1])))
    target = data.draw(st.sampled_from([None, 4.0]))
    options = {"target": target, "baseline": baseline, "screen_outliers": screen}
    many = xmr_many(grid, rebase=starts, **options)
    for row in range(len(grid)):
        alone = xmr_chart(grid[row], rebase=np.flatnonzero(starts[row]).tolist(), **options)
        points = alone.points
        np.testing.assert_array_equal(many.limits.mean[row], points["mean"])
        np.testing.assert_array_equal(many.limits.lower[row], points["lower_limit"])
        np.testing.assert_array_equal(many.limits.upper[row], points["upper_limit"])
        assert many.judgement[row].tolist() == points["judgement"].tolist()
        assert many.variation[row] == alone.variation
        assert many.assurance[row] == alone.assurance


few_values = hnp.arrays(
    np.float64, st.tuples(st.integers(1, 3), st.integers(7, 40)), elements=st.integers(0, 3)
)


@given(few_values, st.integers(0, 5), st.data())
@settings(max_examples=60, deadline=None)
def test_every_row_has_the_rules_of_its_own_chart(grid, baseline, data):
    """Few different values in long rows, so that runs, trends and groups of three come about."""
    rising = data.draw(st.integers(0, grid.shape[1] - 7))
    grid[0, rising : rising + 7] = np.arange(7)
    start = data.draw(st.integers(0, grid.shape[1] - 1))
    options = {"rebase": [start], "baseline": baseline if baseline > 1 else None}
    many = xmr_many(grid, **options)
    for row in range(len(grid)):
        points = xmr_chart(grid[row], **options).points
        for rule, flags in many.causes.flags.items():
            assert flags[row].tolist() == [rule in held for held in points["rules"]], rule
        assert many.causes.direction[row].tolist() == points["direction"].tolist()


def test_limits_are_never_missing_where_two_neighbours_exist():
    grid = np.array([[np.nan, 1.0, 2.0, np.nan], [5.0, 5.0, 5.0, 5.0], [1.0, np.nan, 1.0, np.nan]])
    many = xmr_many(grid)
    assert np.isnan(many.limits.lower).tolist() == [[False] * 4, [False] * 4, [True] * 4]


def test_one_target_per_period_and_one_per_cell():
    grid = np.tile([1.5, 2.5], (2, 10))
    per_period = xmr_many(grid, target=[2.0] * 19 + [9.0])
    assert per_period.assurance.tolist() == ["consistent_fail"] * 2
    aim = np.full(grid.shape, 2.0)
    aim[1, -1] = -9.0
    assert xmr_many(grid, target=aim).assurance.tolist() == ["inconsistent", "consistent_pass"]


def test_no_series_and_no_periods_are_fine():
    assert xmr_many(np.empty((0, 12))).variation.shape == (0,)
    assert xmr_many(np.empty((3, 0))).variation.tolist() == ["cannot_tell"] * 3


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [1.0, 2.0]},
        {"values": [[1.0, np.inf]]},
        {"values": [[1.0, 2.0]], "target": [1.0, 2.0, 3.0]},
        {"values": [[1.0, 2.0]], "rebase": [5]},
        {"values": [[1.0, 2.0]], "rebase": np.array([True, False])},
    ],
)
def test_wrong_input_is_refused(wrong):
    with pytest.raises(ValueError, match=r"."):
        xmr_many(**wrong)
