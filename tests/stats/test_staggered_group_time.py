"""Group-time effects against panels small enough to be worked out by hand."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from cjdata.stats.staggered import group_time_effects

NAMES = {"outcome": "y", "unit": "unit", "period": "period", "first_treated": "start"}


def long(outcomes: dict[str, list[float]], starts: dict[str, float]) -> pd.DataFrame:
    rows = [
        {"unit": unit, "period": period, "start": starts[unit], "y": value}
        for unit, values in outcomes.items()
        for period, value in enumerate(values, start=1)
    ]
    return pd.DataFrame(rows)


# a goes live in 3, b in 4, c never. Changes: a 0 2 2, b 0 1 4, c 1 0 1.
THREE = long(
    {"a": [0, 0, 2, 4], "b": [1, 1, 2, 6], "c": [0, 1, 1, 2]}, {"a": 3, "b": 4, "c": np.nan}
)
# Two go live in 2 and two never; changes from 1 to 2 are 3 and 1 against 1 and 0.
FOUR = long(
    {"a": [1, 4, 6], "b": [2, 3, 7], "c": [1, 2, 3], "d": [3, 3, 5]},
    {"a": 2, "b": 2, "c": np.nan, "d": np.nan},
)


def by_cell(effects: pd.DataFrame) -> dict[tuple[int, int], float]:
    keys = zip(effects["group"], effects["period"], strict=True)
    return dict(zip(keys, effects["estimate"], strict=True))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            {"control": "never"},
            {(3, 2): -1, (3, 3): 2, (3, 4): 3, (4, 2): -1, (4, 3): 1, (4, 4): 3},
        ),
        (
            {"control": "not_yet"},
            {(3, 2): -0.5, (3, 3): 1.5, (3, 4): 3, (4, 2): -0.5, (4, 3): 1, (4, 4): 3},
        ),
        (
            {"control": "never", "base_period": "universal"},
            {(3, 1): 1, (3, 2): 0, (3, 3): 2, (3, 4): 3}
            | {(4, 1): 0, (4, 2): -1, (4, 3): 0, (4, 4): 3},
        ),
        (
            # Comparison must still be untreated in the later of the two periods, even backwards.
            {"control": "not_yet", "base_period": "universal"},
            {(3, 1): 0.5, (3, 2): 0, (3, 3): 1.5, (3, 4): 3}
            | {(4, 1): 0, (4, 2): -1, (4, 3): 0, (4, 4): 3},
        ),
        (
            {"control": "never", "anticipation": 1},
            {(3, 2): -1, (3, 3): 1, (3, 4): 2, (4, 2): -1, (4, 3): 1, (4, 4): 4},
        ),
        (
            # Not yet live is judged a period ahead: nobody but c is left from period 3 on.
            {"control": "not_yet", "anticipation": 1},
            {(3, 2): -0.5, (3, 3): 1, (3, 4): 2, (4, 2): -1, (4, 3): 1, (4, 4): 4},
        ),
    ],
)
def test_cells_worked_out_by_hand(options, expected):
    assert by_cell(group_time_effects(THREE, **NAMES, **options)) == pytest.approx(expected)


def test_weights_of_the_earlier_period_count():
    # Changes of the treated are 3 and 1: weighted 3 to 1 they are 2.5 on average, less 0.5.
    heavy = FOUR.assign(w=np.where((FOUR.unit == "a") & (FOUR.period == 1), 3.0, 1.0))
    effects = group_time_effects(heavy, **NAMES, weights="w")
    assert effects["estimate"][0] == 2.0
    later = heavy.assign(w=heavy.w.where(heavy.period == 1, 7.0))
    again = group_time_effects(later, **NAMES, weights="w")
    np.testing.assert_array_equal(again["estimate"], effects["estimate"])


def test_event_time_counts_from_go_live():
    effects = group_time_effects(THREE, **NAMES)
    assert effects["event_time"].tolist() == [-1, 0, 1, -2, -1, 0]


def test_standard_error_worked_out_by_hand():
    # Influence 2, -2 of the treated and -1, 1 of the others: sqrt(mean(4, 4, 1, 1) / 4).
    effects = group_time_effects(FOUR, **NAMES)
    assert effects["estimate"].tolist() == [1.5, 3]
    assert effects["standard_error"][0] == pytest.approx(np.sqrt(2.5 / 4))
    assert np.isnan(effects["standard_error"][1])  # all changed alike: no spread to speak of


def test_interval_worked_out_by_hand():
    # Leaving out a, b, c or d gives 0.5, 2.5, 2 and 1: deviations 1, 1, 0.5, 0.5 from 1.5.
    effects = group_time_effects(FOUR, **NAMES)
    half = stats.t.ppf(0.975, 1) * np.sqrt(3 / 4 * 2.5)
    assert effects["lower"][0] == pytest.approx(1.5 - half)
    assert effects["upper"][0] == pytest.approx(1.5 + half)


@pytest.mark.parametrize("covariates", [(), ("x",)])
@pytest.mark.parametrize("est_method", ["dr", "reg", "ipw"])
def test_leaving_a_unit_out_is_what_estimating_without_it_gives(covariates, est_method):
    rows = random_panel()
    options = {"covariates": covariates, "est_method": est_method, "control": "not_yet"}
    whole = group_time_effects(rows, **NAMES, **options)
    units = np.unique(rows["unit"])
    for position in (0, 7, len(units) - 1):
        left = group_time_effects(rows[rows["unit"] != units[position]], **NAMES, **options)
        found = whole.estimation.cells.without[position]
        np.testing.assert_allclose(found, left["estimate"], rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("covariates", [(), ("x",)])
@pytest.mark.parametrize("est_method", ["dr", "reg", "ipw"])
def test_influence_is_how_an_effect_moves_with_a_units_weight(covariates, est_method):
    rows = random_panel().assign(w=1.0)
    options = {"covariates": covariates, "est_method": est_method, "weights": "w"}
    effects = group_time_effects(rows, **NAMES, **options)
    units, step = np.unique(rows["unit"]), 1e-5
    for position in (1, 8, 15):
        mine = rows["unit"] == units[position]
        more = group_time_effects(rows.assign(w=rows.w + step * mine), **NAMES, **options)
        less = group_time_effects(rows.assign(w=rows.w - step * mine), **NAMES, **options)
        slope = (more["estimate"] - less["estimate"]).to_numpy() / (2 * step)
        found = effects.estimation.cells.influence[position]
        np.testing.assert_allclose(found, slope * len(units), rtol=1e-4, atol=1e-6)


@pytest.mark.parametrize("covariates", [(), ("x",)])
@pytest.mark.parametrize("est_method", ["dr", "reg", "ipw"])
def test_a_weight_of_two_is_a_second_unit_alike(covariates, est_method):
    rows = random_panel()
    twice = rows["unit"].isin(["u01", "u06", "u14"])
    doubled = pd.concat([rows, rows[twice].assign(unit=rows["unit"] + "-again")])
    options = {"covariates": covariates, "est_method": est_method}
    weighted = group_time_effects(rows.assign(w=1.0 + twice), **NAMES, weights="w", **options)
    copied = group_time_effects(doubled, **NAMES, **options)
    np.testing.assert_allclose(weighted["estimate"], copied["estimate"], rtol=1e-8)


def test_clusters_of_one_change_nothing_and_pairs_do():
    rows = random_panel()
    alone = group_time_effects(rows.assign(c=rows["unit"]), **NAMES, cluster="c")
    plain = group_time_effects(rows, **NAMES)
    np.testing.assert_allclose(alone["standard_error"], plain["standard_error"])
    pairs = rows.assign(c=rows["unit"].str[1:].astype(int) // 2)
    paired = group_time_effects(pairs, **NAMES, cluster="c")
    sums = pd.DataFrame(plain.estimation.cells.influence)
    summed = sums.groupby(pairs.groupby("unit")["c"].first().to_numpy()).sum()
    expected = np.sqrt((summed**2).sum()) / len(sums)
    np.testing.assert_allclose(paired["standard_error"], expected)


def test_the_seed_fixes_the_band_and_nothing_else():
    rows = random_panel()
    one, same, other = (group_time_effects(rows, **NAMES, seed=seed) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(pd.DataFrame(one), pd.DataFrame(same))
    assert not np.allclose(one["band_lower"], other["band_lower"])
    np.testing.assert_array_equal(one["lower"], other["lower"])
    assert (one["band_lower"] <= one["lower"]).all()


def random_panel(units: int = 20, periods: int = 4) -> pd.DataFrame:
    generator = np.random.default_rng(11)
    starts = np.repeat([3, 4, np.nan], [6, 6, units - 12])
    level = generator.normal(size=(units, 1))
    rows = pd.DataFrame(
        {
            "unit": np.repeat([f"u{number:02d}" for number in range(units)], periods),
            "period": np.tile(np.arange(1, periods + 1), units),
            "start": np.repeat(starts, periods),
            "x": np.repeat(0.3 * level.ravel() + generator.normal(size=units), periods),
        }
    )
    noise = generator.normal(size=(units, periods))
    trend = np.arange(periods) * (0.5 + 0.2 * rows["x"].to_numpy().reshape(units, periods))
    return rows.assign(y=(level + trend + noise).ravel())
