"""What is refused, what is left out and said, and what is merely unanswerable."""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import EffectsStatus, aggregate, group_time_effects

NAMES = {"outcome": "y", "unit": "unit", "period": "period", "first_treated": "start"}


def panel(starts: dict[str, float], periods=(1, 2, 3, 4)) -> pd.DataFrame:
    rows = [
        {"unit": unit, "period": period, "start": start, "y": (number * period) % 5}
        for number, (unit, start) in enumerate(starts.items())
        for period in periods
    ]
    return pd.DataFrame(rows)


TWO_COHORTS = {"a": 3, "b": 3, "c": 4, "d": 4, "e": np.nan, "f": np.nan}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda rows: rows.drop(columns="y"), "no column 'y'"),
        (lambda rows: pd.concat([rows, rows.head(1)]), "stands twice"),
        (lambda rows: rows.assign(y=rows.y.astype(str)), "must hold numbers"),
        (lambda rows: rows.assign(start=rows.start.mask(rows.index == 0, 2)), "more than one"),
        (lambda rows: rows.assign(unit=rows.unit.mask(rows.index == 0)), "needs a unit"),
    ],
)
def test_a_fault_in_the_data_is_an_error(change, message):
    with pytest.raises(ValueError, match=message):
        group_time_effects(change(panel(TWO_COHORTS)), **NAMES)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"control": "all"}, "control"),
        ({"anticipation": -1}, "anticipation"),
        ({"est_method": "ols"}, "est_method"),
        ({"base_period": "first"}, "base_period"),
        ({"draws": -1}, "draws"),
        ({"weights": "w"}, "0 or more"),
    ],
)
def test_a_fault_in_the_call_is_an_error(options, message):
    rows = panel(TWO_COHORTS).assign(w=-1.0)
    with pytest.raises(ValueError, match=message):
        group_time_effects(rows, **NAMES, **options)


@pytest.mark.parametrize(
    ("starts", "control", "status"),
    [
        ({"a": np.nan, "b": np.nan}, "never", EffectsStatus.NOBODY_TREATED),
        ({"a": 9, "b": np.nan}, "never", EffectsStatus.NOBODY_TREATED),
        ({"a": 1, "b": 1, "c": np.nan}, "never", EffectsStatus.ALL_TREATED_FROM_THE_START),
        ({"a": 3, "b": 4}, "never", EffectsStatus.NO_NEVER_TREATED),
        ({"a": 3, "b": 3}, "not_yet", EffectsStatus.NO_CONTROLS),
        ({"a": 1, "b": 3}, "not_yet", EffectsStatus.NO_CONTROLS),
    ],
)
def test_what_cannot_be_answered_says_why(starts, control, status):
    effects = group_time_effects(panel(starts), **NAMES, control=control)
    assert effects.status == status
    assert effects.empty
    assert effects.reason.endswith(".")
    drawn = aggregate(effects, "dynamic")
    assert (drawn.status, drawn.reason) == (status, effects.reason)
    assert np.isnan([drawn.estimate, drawn.standard_error, *drawn.interval95]).all()
    assert list(drawn.by.columns[:3]) == ["event_time", "estimate", "standard_error"]


def test_one_period_has_no_before():
    effects = group_time_effects(panel(TWO_COHORTS, periods=(4,)), **NAMES)
    assert effects.status == EffectsStatus.TOO_FEW_PERIODS


def test_no_complete_row_is_said():
    effects = group_time_effects(panel(TWO_COHORTS).assign(y=np.nan), **NAMES)
    assert effects.status == EffectsStatus.NO_COMPLETE_UNITS


def test_no_unit_with_every_period_is_said():
    rows = panel({"a": 3, "b": np.nan})
    rows.loc[[0, 5], "y"] = np.nan
    effects = group_time_effects(rows, **NAMES)
    assert effects.status == EffectsStatus.NO_COMPLETE_UNITS


def test_one_treated_unit_gets_no_interval():
    effects = group_time_effects(panel({"a": 3, "b": np.nan, "c": np.nan}), **NAMES)
    assert effects.status == EffectsStatus.ONE_TREATED_UNIT
    assert np.isfinite(effects["estimate"]).all()
    assert np.isnan(aggregate(effects).interval95).all()


def test_a_unit_with_a_gap_is_left_out_and_named():
    rows = panel(TWO_COHORTS)
    rows.loc[rows.index[0], "y"] = np.nan
    effects = group_time_effects(rows, **NAMES)
    without = group_time_effects(rows[rows["unit"] != "a"], **NAMES)
    np.testing.assert_array_equal(effects["estimate"], without["estimate"])
    assert any("units without a value in every period were left out: a" in n for n in effects.notes)


def test_units_left_out_are_named_in_the_order_of_their_rows():
    rows = panel(TWO_COHORTS).iloc[::-1]
    rows = rows[~(rows["unit"].isin(["b", "d", "f"]) & (rows["period"] == 4))]
    effects = group_time_effects(rows, **NAMES)
    assert "units without a value in every period were left out: f, d, b" in effects.notes


def test_a_unit_without_a_cluster_lacks_a_value():
    rows = panel(TWO_COHORTS).assign(home=lambda rows: rows["unit"].where(rows["unit"] != "a"))
    effects = group_time_effects(rows, **NAMES, cluster="home")
    assert "4 of 24 rows lack a value and were left out" in effects.notes
    assert effects.estimation.sample.groups.size == len(TWO_COHORTS) - 1


def test_units_live_from_the_first_period_are_left_out_and_named():
    rows = panel({**TWO_COHORTS, "g": 1})
    effects = group_time_effects(rows, **NAMES)
    assert set(effects["group"]) == {3, 4}
    assert any("live from the first period were left out: g" in note for note in effects.notes)


def test_where_all_go_live_the_last_serve_as_comparison_only():
    starts = {unit: start for unit, start in TWO_COHORTS.items() if np.isfinite(start)}
    effects = group_time_effects(panel(starts), **NAMES, control="not_yet")
    assert effects[["group", "period"]].to_numpy().tolist() == [[3, 2], [3, 3]]
    assert any("serve as comparison only" in note for note in effects.notes)


def test_a_go_live_after_the_panel_counts_as_never():
    later = group_time_effects(panel({"a": 3, "b": 3, "c": 9, "d": 9}), **NAMES)
    never = group_time_effects(panel({"a": 3, "b": 3, "c": np.nan, "d": np.nan}), **NAMES)
    pd.testing.assert_frame_equal(pd.DataFrame(later), pd.DataFrame(never))


def test_the_order_of_the_rows_does_not_matter():
    rows = panel(TWO_COHORTS)
    shuffled = rows.sample(frac=1, random_state=5)
    pd.testing.assert_frame_equal(
        pd.DataFrame(group_time_effects(rows, **NAMES, seed=1)),
        pd.DataFrame(group_time_effects(shuffled, **NAMES, seed=1)),
    )


def test_the_frame_that_was_passed_is_left_alone():
    rows = panel(TWO_COHORTS)
    before = rows.copy()
    group_time_effects(rows, **NAMES)
    pd.testing.assert_frame_equal(rows, before)


def test_a_go_live_within_the_anticipation_after_the_panel_is_no_comparison():
    starts = {"a": 3, "b": 3, "c": 5, "d": 5, "e": np.nan, "f": np.nan}
    effects = group_time_effects(panel(starts), **NAMES, anticipation=1)
    assert set(effects["group"]) == {3, 5}
    assert set(group_time_effects(panel(starts), **NAMES)["group"]) == {3}


def test_a_unit_without_a_cluster_is_left_out():
    rows = panel(TWO_COHORTS).assign(court=lambda rows: rows["unit"].where(rows["unit"] != "a"))
    effects = group_time_effects(rows, **NAMES, cluster="court")
    without = group_time_effects(rows[rows["unit"] != "a"], **NAMES)
    np.testing.assert_array_equal(effects["estimate"], without["estimate"])
    assert any("rows lack a value" in note for note in effects.notes)
