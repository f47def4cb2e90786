"""The planted effects, found again by setting a run with them beside one without."""

from __future__ import annotations

import numpy as np
import pytest

from cjdata.demo.generate import demo_files
from cjdata.demo.planted import PLANTED, Effect
from cjdata.domain.periods import month_of, parse_month

from .conftest import read_rows, standing_rows, wide

COLLECTION = {
    "trials_ineffective": "trials-magistrates", "files_accepted_first_time": "charging",
    "cases_dropped": "case-outcomes", "guilty_pleas_first_hearing": "case-outcomes",
    "witnesses_attended": "witness-care", "witnesses_needs_assessed": "witness-care",
    "updates_on_time": "witness-care", "victim_personal_statements": "victims",
    "case_files_right_first_time": "files",
}  # fmt: skip


@pytest.fixture(scope="module")
def without(catalogue, events):
    return standing_rows(read_rows(demo_files(catalogue, events, effects=())))


def months_live(counts, go_lives, initiative):
    """Months since the month of going live, for each return."""
    own = go_lives[go_lives["initiative"] == initiative]
    live = own.set_index("unit")["day"].map(month_of)
    units, periods = (counts.index.get_level_values(name) for name in ("unit", "period"))
    return np.array([parse_month(p) for p in periods]) - live.reindex(units).to_numpy()


def difference(effect, standing, without, go_lives, chosen) -> float:
    """Points between the two runs, over the returns whose months since going live are chosen."""
    collection = COLLECTION[effect.component]
    names = [effect.component, effect.of]
    plain = wide(without, collection)[names].add_suffix("_without")
    both = wide(standing, collection)[names].join(plain).dropna()
    both = both[chosen(months_live(both, go_lives, effect.initiative))].sum()
    return 100 * float(
        both[effect.component] / both[effect.of]
        - both[f"{effect.component}_without"] / both[f"{effect.of}_without"]
    )


@pytest.mark.parametrize("effect", PLANTED, ids=lambda e: e.component)
def test_the_full_effect_has_its_stated_size(effect, standing, without, go_lives):
    full = effect.lag_months + effect.ramp_months - 1
    found = difference(effect, standing, without, go_lives, lambda since: since >= full)
    assert found == pytest.approx(effect.points, abs=max(0.3, 0.04 * abs(effect.points)))


@pytest.mark.parametrize("effect", PLANTED, ids=lambda e: e.component)
def test_nothing_is_seen_before_the_lag_is_over(effect, standing, without, go_lives):
    found = difference(effect, standing, without, go_lives, lambda since: since < effect.lag_months)
    assert found == pytest.approx(0.0, abs=0.1)


def test_what_the_ineffective_rate_loses_the_effective_rate_gains(standing, without):
    with_effect = wide(standing, "trials-magistrates").sum()
    plain = wide(without, "trials-magistrates").sum()
    assert with_effect["trials_cracked"] == plain["trials_cracked"]
    assert with_effect["trials_effective"] > plain["trials_effective"]


def test_crown_court_trials_carry_no_effect(standing, without):
    crown, plain = (wide(rows, "trials-crown").sum() for rows in (standing, without))
    assert crown["trials_listed"] == plain["trials_listed"]
    moved = abs(crown["trials_ineffective"] - plain["trials_ineffective"])
    assert moved < 0.02 * plain["trials_ineffective"]


def test_an_effect_waits_for_its_lag_and_grows_evenly():
    effect = Effect(component="a", of="b", initiative="c", points=-4.0, lag_months=2, ramp_months=4)
    share = effect.in_force(np.arange(10, 18), np.array([10.0, np.nan]))
    assert share[0].tolist() == [0, 0, 0.25, 0.5, 0.75, 1, 1, 1]
    assert not share[1].any()
