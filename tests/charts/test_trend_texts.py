"""What a change is said to lie between."""

from __future__ import annotations

import pytest

from cjdata.charts.trend_texts import between_words
from cjdata.stats.differences import Difference


@pytest.mark.parametrize(
    ("lower", "upper", "said"),
    [(-2.06, 0.34, "−2.1 to +0.3"), (-0.04, 2.1, "0.0 to +2.1"), (-3.0, 0.04, "−3.0 to 0.0")],
)
def test_nought_has_no_sign(catalogue, lower, upper, said):
    found = Difference(estimate=(lower + upper) / 2, lower=lower, upper=upper)
    assert between_words(found, catalogue.measures["T05"]) == said
