"""What an effect must not be read from: rollouts and figures made for the purpose."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from cjdata.analysis.impact.effect_panel import Figures
from cjdata.analysis.impact.ground import Ground
from cjdata.analysis.impact.verdict import ImpactVerdict, told
from cjdata.analysis.rollout.go_lives import Arrivals, GoLive

MEASURE, INITIATIVE, OTHER = "T05", "flexible-bail", "corporate-case-files"
FIRST, MONTHS = 24030, 24


@pytest.fixture
def ask(catalogue):
    def asking(starts, *, other=None, effect=-6.0, frame=None, noise=1.0, apart=0):
        boroughs = [unit.id for unit in catalogue.boroughs]
        mine = {u: _day(m, apart) for u, m in zip(boroughs, starts, strict=False) if m}
        theirs = {u: _day(m, 0) for u, m in zip(boroughs, other or (), strict=False) if m}
        dates = {name: {} for name in catalogue.initiatives} | {INITIATIVE: mine, OTHER: theirs}
        rows = _figures(boroughs, mine, effect, noise) if frame is None else frame(boroughs, mine)
        ground = Ground(None, catalogue, dt.date(2004, 6, 30), Arrivals(catalogue, dates), {})
        measure, initiative = catalogue.measures[MEASURE], catalogue.initiatives[INITIATIVE]
        return told(ground, measure, initiative, Figures.of(rows), whole=True)

    return asking


def _day(month: int, apart: int) -> GoLive:
    return GoLive(month=month, earliest=month - apart, latest=month + apart)


def _figures(boroughs, dates, effect, noise, months=range(FIRST, FIRST + MONTHS)):
    """Rates of 1,000 trials a month; the effect comes with the lag of the measure, 4 months."""
    random = np.random.default_rng(11)
    rows = []
    for place, unit in enumerate(boroughs):
        live = dates[unit].month + 4 if unit in dates else np.inf
        for month in months:
            value = 25 + place / 10 + noise * random.normal() + effect * (month >= live)
            rows.append((unit, month, value, 10 * value, 1000.0))
    columns = ["unit", "last_month", "value", "numerator", "denominator"]
    return pd.DataFrame(rows, columns=columns).astype({"unit": object})


WAVES = [24038] * 6 + [24040] * 6 + [24042] * 6 + [None] * 14


def test_a_rollout_in_waves_is_judged(ask):
    found = ask(WAVES)
    assert found.verdict is ImpactVerdict.IMPROVED
    lower, upper = found.interval95
    assert lower < -6 < upper < 0
    assert found.cases_a_month == pytest.approx(found.estimate / 100 * 1000 * 18)


def test_the_same_the_wrong_way_is_worse(ask):
    assert ask(WAVES, effect=6.0).verdict is ImpactVerdict.WORSENED


def test_what_cannot_be_told_has_no_cases_a_month(ask):
    found = ask(WAVES, effect=-2.0, noise=6.0)
    assert found.verdict is ImpactVerdict.CANNOT_TELL
    assert found.estimate is not None
    assert (found.cases_a_month, found.cases_a_point) == (None, None)


def test_no_effect_that_matters_is_said(ask):
    found = ask(WAVES, effect=-0.2, noise=0.5)
    assert found.verdict is ImpactVerdict.NO_IMPORTANT_EFFECT
    assert "smaller than 2" in found.reason


def test_a_sure_effect_too_small_to_matter_is_no_improvement(ask):
    found = ask(WAVES, effect=-1.0, noise=0.1)
    assert found.interval95[1] < 0
    assert found.verdict is ImpactVerdict.NO_IMPORTANT_EFFECT


def test_noise_is_no_verdict(ask):
    assert ask(WAVES, effect=0.0, noise=12.0).verdict is ImpactVerdict.CANNOT_TELL


def test_nobody_has_it(ask):
    assert ask([]).reason.startswith("No borough is known to be live")


def test_one_borough_has_it(ask):
    assert ask([24040]).reason.startswith("Only one borough is known to be live")


def test_everybody_has_it_at_once(ask):
    found = ask([24040] * 32)
    assert found.estimate is None
    assert found.reason.startswith("All boroughs went live in the same month")


def test_everybody_has_it_in_turn_and_the_last_are_compared_with(ask):
    found = ask([24036] * 12 + [24040] * 10 + [24048] * 10)
    assert found.verdict is ImpactVerdict.IMPROVED
    assert any("last to go live" in note for note in found.notes)


def test_a_measure_that_starts_after_the_go_lives(ask):
    found = ask(
        [24020] * 8 + [24025] * 8,
        frame=lambda boroughs, dates: _figures(boroughs, dates, -6.0, 1.0),
    )
    assert found.verdict is ImpactVerdict.CANNOT_TELL
    assert "before the measure was first reported" in found.reason


def test_gaps_in_every_borough(ask):
    def with_gaps(boroughs, dates):
        rows = _figures(boroughs, dates, -6.0, 1.0)
        gone = {unit: FIRST + place % MONTHS for place, unit in enumerate(boroughs)}
        return rows[rows["last_month"] != rows["unit"].map(gone)]

    found = ask(WAVES, frame=with_gaps)
    assert found.estimate is None
    assert "No borough has a figure for every month" in found.reason


def test_a_gap_in_one_borough_leaves_it_out_by_name(ask, catalogue):
    def with_gap(boroughs, dates):
        rows = _figures(boroughs, dates, -6.0, 1.0)
        return rows[(rows["unit"] != boroughs[0]) | (rows["last_month"] != FIRST + 3)]

    found = ask(WAVES, frame=with_gap)
    assert found.boroughs_used == 31
    assert any(catalogue.boroughs[0].name in note for note in found.notes)


def test_live_for_less_than_the_lag(ask):
    found = ask([FIRST + MONTHS - 3] * 6 + [FIRST + MONTHS - 2] * 6)
    assert found.estimate is None
    assert "4 months" in found.reason


def test_two_that_came_together_are_not_separated(ask):
    found = ask(WAVES, other=WAVES)
    assert found.verdict is ImpactVerdict.CANNOT_SEPARATE
    assert found.together == (OTHER,)
    assert found.estimate == pytest.approx(-6, abs=1.5)


def test_another_that_came_a_little_later_is_kept_apart_where_dates_allow(ask):
    """The other comes three months after the lag to the first two waves, to nobody else."""
    later = [m + 9 if m else None for m in WAVES]
    found = ask(WAVES, other=later)
    assert found.together == ()
    assert found.overlapping == (OTHER,)
    assert found.rests_on == "alone"
    assert found.verdict is ImpactVerdict.IMPROVED


def test_days_known_between_two_reports_are_tried_at_both_ends(ask):
    found = ask(WAVES, apart=2)
    assert found.checks.uncertain_dates == 18
    # Dates two months early put months without the effect into the months judged.
    assert abs(found.checks.earliest.estimate) < abs(found.estimate)
    assert found.checks.latest.estimate == pytest.approx(-6, abs=1.5)
