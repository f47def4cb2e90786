"""Our statistics against what the packages of the field state in their own source and tests.

PHEindicatormethods, R/Funnels.R (sigma_adjustment); NHSRplotthedots, tests/testthat/
test-ptd_calculate_assurance_type.R; FunnelPlotR, R/od_limits.R and tests/testthat/
test-outliers_func.R. The expected values are theirs, or their formula worked out here plainly.
"""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.funnel import FunnelFlag, funnel_limits, overdispersed_limits
from cjdata.stats.funnel import _flags as flags_of
from cjdata.stats.xmr.limits import ProcessLimits
from cjdata.stats.xmr.states import Assurance
from cjdata.stats.xmr.verdicts import assurances, improvement_signs

Z_95, Z_998 = 1.959963984540054, 3.090232306167813
"""Of the normal distribution, from a table, at 0.975 and 0.999."""


def sigma_adjustment(z: float, size: float, average: float, *, high: bool) -> float:
    """The root of the quadratic that PHEindicatormethods solves for a funnel of proportions."""
    squared = z**2
    first = average * (size / squared + 1)
    inside = (-8 * first) ** 2 - 64 * (1 / squared + 1 / size) * average * (
        size * (average * (size / squared + 2) - 1) + squared * (average - 1)
    )
    root = math.sqrt(inside) / 8
    return (first + (root if high else -root)) / (1 / squared + 1 / size) / size


@pytest.mark.parametrize("size", [12, 57, 350, 4800, 110_000])
@pytest.mark.parametrize("average", [0.07, 0.31, 0.8064])
def test_funnel_limits_are_those_of_pheindicatormethods(size: int, average: float):
    row = funnel_limits(average, [size]).iloc[0]
    for z, name in ((Z_95, "95"), (Z_998, "998")):
        low = max(sigma_adjustment(z, size, average, high=False), 0.0)
        high = min(sigma_adjustment(z, size, average, high=True), 1.0)
        assert row[f"lower_{name}"] == pytest.approx(low, abs=1e-9)
        assert row[f"upper_{name}"] == pytest.approx(high, abs=1e-9)


@pytest.mark.parametrize(("size", "tau_squared"), [(208, 0.0), (365, 0.0021), (1500, 0.0105)])
def test_overdispersed_limits_are_those_of_funnelplotr(size: int, tau_squared: float):
    """data_type "PR": sin(asin(sqrt(target)) -/+ z sqrt(s^2 + tau2))^2, s = 1 / (2 sqrt(n))."""
    target, spread = 0.42, math.sqrt(1 / (4 * size) + tau_squared)
    row = overdispersed_limits(target, [size], tau_squared).iloc[0]
    for z, name in ((1.959964, "95"), (3.090232, "998")):
        for sign, side in ((-1, "lower"), (1, "upper")):
            angle = math.asin(math.sqrt(target)) + sign * z * spread
            assert row[f"{side}_{name}"] == pytest.approx(math.sin(angle) ** 2, abs=1e-6)


LPL, UPL = np.array([1.0, 5.0, 1.0]), np.array([3.0, 7.0, 5.0])


@pytest.mark.parametrize(
    ("improvement", "expected"),
    [
        ("increase", ["consistent_fail", "consistent_pass", "inconsistent"]),
        ("decrease", ["consistent_pass", "consistent_fail", "inconsistent"]),
        ("neutral", [Assurance.NOT_JUDGED] * 3),
    ],
)
def test_assurance_of_the_cases_that_nhsrplotthedots_tests(improvement: str, expected: list[str]):
    grid = [column[:, None] for column in (LPL, UPL, np.array([2.0, 6.0, 4.0]))]
    lower, upper, mean = grid
    limits = ProcessLimits(mean, lower, upper, lower, upper, np.full((3, 1), 20))
    target = np.full((3, 1), 4.0)
    assert list(assurances(limits, target, improvement_signs(improvement, 3))) == expected


def test_outliers_of_the_cases_that_funnelplotr_tests():
    rates = [1, 0.95, 1.05, 0.8, 1.2, 0.6, 1.4, 0.4, 1.6, 0]
    units = pd.DataFrame({"proportion": rates}).assign(
        lower_95=0.9, upper_95=1.1, lower_998=0.59, upper_998=1.41
    )
    found = flags_of(units)
    beyond_95 = [flag != FunnelFlag.WITHIN for flag in found]
    beyond_998 = [flag in (FunnelFlag.HIGH_998, FunnelFlag.LOW_998) for flag in found]
    assert beyond_95 == [False, False, False, True, True, True, True, True, True, True]
    assert beyond_998 == [False, False, False, False, False, False, False, True, True, True]
