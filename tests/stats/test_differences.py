"""The interval of a difference against the published examples of its method."""

from __future__ import annotations

import numpy as np
import pytest

from cjdata.stats.differences import difference, differences

PUBLISHED = [
    # Newcombe, Statistics in Medicine 17 (1998), table II, method 10
    ((56, 70, 48, 80), (0.0524, 0.3339)),
    ((9, 10, 3, 10), (0.1705, 0.8090)),
    ((10, 10, 0, 10), (0.6075, 1.0000)),
]


@pytest.mark.parametrize(("counts", "limits"), PUBLISHED)
def test_the_published_examples(counts, limits):
    found = difference(*counts)
    assert (found.lower, found.upper) == pytest.approx(limits, abs=5e-5)
    assert found.told_apart


def test_two_alike_are_not_told_apart():
    found = difference(30, 100, 31, 100)
    assert found.estimate == pytest.approx(-0.01)
    assert not found.told_apart


def test_turning_the_two_turns_the_sign():
    one, other = difference(20, 50, 10, 60), difference(10, 60, 20, 50)
    assert (one.lower, one.upper) == pytest.approx((-other.upper, -other.lower))


def test_many_at_once_are_each_as_alone():
    """The published examples side by side, and one with a count that is missing."""
    examples = [*(counts for counts, _ in PUBLISHED), (float("nan"), 10, 3, 10)]
    _, lower, upper = differences(*np.array(examples, float).T)
    limits = [limits for _, limits in PUBLISHED]
    assert list(zip(lower[:3], upper[:3], strict=True)) == [
        pytest.approx(pair, abs=5e-5) for pair in limits
    ]
    assert np.isnan([lower[3], upper[3]]).all()
