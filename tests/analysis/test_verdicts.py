"""A verdict rests on an interval alone; every expectation is the definition applied by hand."""

import pytest

from cjdata.analysis.figures.comparison import verdict_of
from cjdata.domain.states import Direction, Verdict


@pytest.mark.parametrize(
    ("lower", "upper", "direction", "expected"),
    [
        (34, 38, Direction.DECREASE, Verdict.WORSE),
        (34, 38, Direction.INCREASE, Verdict.BETTER),
        (34, 38, Direction.NEUTRAL, Verdict.HIGHER),
        (28, 32, Direction.DECREASE, Verdict.BETTER),
        (28, 32, Direction.NEUTRAL, Verdict.LOWER),
        (32, 34, Direction.DECREASE, Verdict.ALIKE),
        (33, 34, Direction.DECREASE, Verdict.ALIKE),
        (None, 34, Direction.DECREASE, Verdict.NOT_JUDGED),
        (34, None, Direction.DECREASE, Verdict.NOT_JUDGED),
    ],
)
def test_verdict_of_an_interval_on_33(
    lower: float | None, upper: float | None, direction: Direction, expected: Verdict
):
    assert verdict_of(direction, lower, upper, 33) is expected


def test_no_verdict_without_a_reference():
    assert verdict_of(Direction.DECREASE, 34.0, 38.0, None) is Verdict.NOT_JUDGED
