"""How many units an effect rests on, counted by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.staggered import aggregate
from cjdata.stats.staggered.cells import Design, list_cells
from cjdata.stats.staggered.concentration import held_to_effective_units
from cjdata.stats.staggered.group_time import estimate_cells
from cjdata.stats.staggered.panel import build_panel
from cjdata.stats.staggered.rows import Columns

DESIGN = Design("not_yet")


def effect_of(starts: list[float], periods: int = 6, seed: int = 3):
    noise = np.random.default_rng(seed)
    frame = pd.DataFrame(
        [
            {"unit": number, "period": p, "first": start, "outcome": noise.normal()}
            for number, start in enumerate(starts)
            for p in range(1, periods + 1)
        ]
    )
    panel = build_panel(frame, Columns("outcome", "unit", "period", "first"), control="not_yet")
    cells = list_cells(panel, DESIGN)
    effects = estimate_cells(panel, cells, DESIGN, draws=0)
    dynamic = aggregate(effects, "dynamic")
    return (
        dynamic,
        held_to_effective_units(dynamic, panel, cells),
        aggregate(effects, "simple"),
        panel,
        cells,
    )


def test_equal_units_count_whole():
    """Five live at once against four never: the smaller side is four, so three degrees."""
    usual, held, *_ = effect_of([4.0] * 5 + [np.nan] * 4)
    assert usual.degrees_of_freedom == 3
    assert held.degrees_of_freedom == pytest.approx(3)
    assert held.interval95 == pytest.approx(usual.interval95)


def test_an_early_unit_that_stands_alone_for_most_months_counts_for_most():
    """Unit 0 goes live in 3, units 1 and 2 in 6, eight never; the months 0 to 3 since then.

    Month 0 rests on all three alike, months 1 to 3 on unit 0 alone: it has the share
    (1/3 + 3) / 4 = 5/6, the other two 1/12 each, so that 1 / (25/36 + 2/144) = 24/17 units
    stand behind it, less than the two that an interval needs.
    """
    _, held, *_ = effect_of([3.0, 6.0, 6.0] + [np.nan] * 8)
    assert held.degrees_of_freedom == pytest.approx(24 / 17 - 1)
    assert np.isnan(held.interval95).all()


def test_intervals_are_those_of_t_with_the_effective_degrees():
    """Two live in 4 and two in 5 of five periods: month 0 rests on four, month 1 on two alike."""
    usual, held, *_ = effect_of([4.0, 4.0, 5.0, 5.0] + [np.nan] * 9, periods=5)
    shares = np.array([1 / 4 + 1 / 2, 1 / 4 + 1 / 2, 1 / 4, 1 / 4]) / 2
    degrees = 1 / (shares**2).sum() - 1
    half = stats.t.ppf(0.975, degrees) * usual.error
    assert held.degrees_of_freedom == pytest.approx(degrees)
    assert held.interval95 == pytest.approx((usual.estimate - half, usual.estimate + half))
    month = held.by.set_index("event_time").loc[1]
    before = usual.by.set_index("event_time").loc[1]
    widened = stats.t.ppf(0.975, 1) / stats.t.ppf(0.975, 3)
    assert month["upper"] - month["estimate"] == pytest.approx(
        (before["upper"] - before["estimate"]) * widened
    )


def test_another_kind_of_effect_is_refused():
    _, _, simple, panel, cells = effect_of([4.0] * 5 + [np.nan] * 4)
    with pytest.raises(ValueError, match="dynamic"):
        held_to_effective_units(simple, panel, cells)
