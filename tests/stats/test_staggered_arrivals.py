"""Keeping other changes out of a comparison, on panels without noise whose truth is known."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import aggregate
from cjdata.stats.staggered.arrivals import among, between_events, undisturbed
from cjdata.stats.staggered.cells import Design, list_cells
from cjdata.stats.staggered.group_time import estimate_cells
from cjdata.stats.staggered.panel import build_panel
from cjdata.stats.staggered.rows import Columns

COLUMNS = Columns("outcome", "unit", "period", "first")
DESIGN = Design("not_yet")
NEVER = np.inf
# Units with the period in which the change in question came, and another beside it.
STARTS = {
    "both at once": (4, 4),
    "other later": (4, 6),
    "alone": (5, NEVER),
    "other alone": (NEVER, 5),
    "other before all": (NEVER, 1),
    "neither": (NEVER, NEVER),
    "neither too": (NEVER, NEVER),
}


def frame(mine: float, other: float) -> pd.DataFrame:
    rows = [
        {
            "unit": unit,
            "period": period,
            "first": start,
            "outcome": number + 0.5 * period + mine * (period >= start) + other * (period >= came),
        }
        for number, (unit, (start, came)) in enumerate(STARTS.items())
        for period in range(1, 9)
    ]
    return pd.DataFrame(rows).replace({"first": {NEVER: np.nan}})


def setting(mine: float = 2.0, other: float = -3.0):
    panel = build_panel(frame(mine, other), COLUMNS, control="not_yet")
    arrivals = np.array([[STARTS[unit][1]] for unit in panel.units])
    cells = list_cells(panel, DESIGN)
    return panel, cells, undisturbed(panel.periods, cells, arrivals)


def effect(panel, cells) -> float:
    return aggregate(estimate_cells(panel, cells, DESIGN, draws=0), "simple").estimate


def test_a_unit_is_disturbed_from_the_arrival_on_and_not_before():
    panel, cells, clean = setting()
    unit = list(panel.units).index("other later")
    found = {
        int(panel.periods[at]): bool(flag)
        for group, at, flag in zip(cells.group, cells.at, clean[unit], strict=True)
        if group == 4
    }
    # Before going live each period is compared with the one before, from 4 on with period 3.
    assert found == {2: True, 3: True, 4: True, 5: True, 6: False, 7: False, 8: False}


def test_what_was_there_in_both_periods_disturbs_nothing():
    panel, _, clean = setting()
    assert clean[list(panel.units).index("other before all")].all()


def test_the_usual_comparison_is_wrong_and_the_undisturbed_one_exact():
    panel, cells, clean = setting(mine=2.0, other=-3.0)
    assert abs(effect(panel, cells) - 2.0) > 0.3
    alone = among(cells, treated=clean, controls=clean)
    assert effect(panel, alone) == pytest.approx(2.0, abs=1e-12)


def test_clean_controls_alone_find_the_bundle():
    """The cohort of period 4: one unit has both at once, one the other thing two periods later."""
    panel, cells, clean = setting(mine=2.0, other=-3.0)
    effects = estimate_cells(panel, among(cells, controls=clean), DESIGN, draws=0)
    found = effects[effects["group"] == 4].set_index("period")["estimate"]
    expected = {4: 2 - 3 / 2, 5: 2 - 3 / 2, 6: 2 - 3.0, 7: 2 - 3.0, 8: 2 - 3.0}
    assert found[found.index >= 4].to_dict() == pytest.approx(expected, abs=1e-12)


def test_a_cell_with_nobody_left_has_no_estimate():
    panel, cells, _ = setting()
    nobody = np.zeros_like(cells.treated)
    effects = estimate_cells(panel, among(cells, treated=nobody), DESIGN, draws=0)
    assert effects["estimate"].isna().all()


def test_only_the_event_times_asked_for_are_kept():
    panel, cells, _ = setting()
    kept = between_events(panel.periods, cells, 1, 2)
    assert set(panel.periods[kept.at] - kept.group) == {1.0, 2.0}
    assert kept.change.shape == (panel.units.size, 4)
