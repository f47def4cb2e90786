"""The interval of a difference against the published examples of its method."""

from __future__ import annotations

import pytest

from cjdata.stats.differences import difference

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
