"""Go-lives known only to lie between two dates."""

import numpy as np
import pytest

from cjdata.stats.staggered import Agreement, aggregate, effects_within_dates, group_time_effects
from cjdata.stats.staggered.simulation import simulate_rollout
from tests.stats.test_staggered_group_time import NAMES, random_panel

DATES = {"earliest": "early", "latest": "late", "unit": "unit", "outcome": "y", "period": "period"}


def dated(shift_of_u00: float):
    rows = random_panel()
    late = rows["start"] + shift_of_u00 * (rows["unit"] == "u00")
    return rows.assign(early=rows["start"], late=late)


def test_both_ends_are_the_ordinary_estimates():
    rows = dated(1)
    found = effects_within_dates(rows, **DATES)
    for drawn, column in ((found.earliest, "early"), (found.latest, "late")):
        plain = aggregate(group_time_effects(rows, **{**NAMES, "first_treated": column}))
        assert drawn.estimate == plain.estimate
        assert drawn.interval95 == plain.interval95
    assert found.uncertain_units == 1
    assert found.interval95[0] == min(found.earliest.interval95[0], found.latest.interval95[0])
    assert found.interval95[1] == max(found.earliest.interval95[1], found.latest.interval95[1])


def test_certain_dates_change_nothing():
    found = effects_within_dates(dated(0), **DATES)
    assert found.uncertain_units == 0
    assert found.earliest.estimate == found.latest.estimate
    assert found.agreement == Agreement.SAME


def test_dates_that_turn_the_answer_are_said():
    # The effect begins at the early date and lasts one period: at the late date nothing is left.
    panel = simulate_rollout("waves", "none", seed=1).panel
    age = panel["period"] - panel["first_treated"]
    panel = panel.assign(y=panel["outcome"] - 0.2 * (age == 0), late=panel["first_treated"] + 1)
    found = effects_within_dates(
        panel,
        earliest="first_treated",
        latest="late",
        unit="unit",
        kind="dynamic",
        outcome="y",
        period="period",
    )
    by = found.earliest.by.set_index("event_time")
    assert by.loc[0, "upper"] < 0
    assert found.latest.by.set_index("event_time").loc[0, "upper"] > 0
    assert found.agreement == Agreement.DIFFERENT


def test_an_end_that_cannot_be_estimated_leaves_the_answer_open():
    rows = dated(0).assign(late=np.nan)
    found = effects_within_dates(rows, **DATES)
    assert found.agreement == Agreement.UNKNOWN


def test_faults_in_the_data_are_errors():
    with pytest.raises(ValueError, match="latest go-live before"):
        effects_within_dates(dated(-1), **DATES)
    with pytest.raises(ValueError, match="no column 'early'"):
        effects_within_dates(random_panel(), **DATES)
