"""Targets: the way there, the chance of it, and what cannot be told."""

import numpy as np
import pytest

from cjdata.stats.signals.simulation import World, simulated
from cjdata.stats.targets import TargetVerdict, target_outlook, target_outlooks

NOW = 24_040


def outlook(numerators, denominators=100, *, target, ahead=6, improvement="decrease", **more):
    numerators = np.asarray(numerators, dtype=float)
    denominators = np.broadcast_to(np.asarray(denominators, dtype=float), numerators.shape)
    asked = {"kind": "proportion", "last": NOW, "by": NOW + ahead} | more
    return target_outlook(numerators, denominators, target=target, improvement=improvement, **asked)


def steady(months=30, centre=30.0, seed=2, cases=100):
    return np.random.default_rng(seed).binomial(cases, centre / 100, months)


def test_the_required_change_is_from_the_last_three_months_summed():
    found = outlook([30] * 20 + [40, 32, 33], target=0.29)
    assert found.level == pytest.approx(0.35)
    assert found.required_monthly_change == pytest.approx(-0.01)
    assert not found.at_target


def test_an_easy_target_is_on_course_a_hard_one_unlikely():
    assert outlook(steady(), target=0.45).verdict is TargetVerdict.ON_COURSE
    hard = outlook(steady(), target=0.1)
    assert (hard.verdict, hard.at_target) == (TargetVerdict.UNLIKELY, False)
    middle = outlook(steady(), target=0.3)
    assert middle.verdict is TargetVerdict.AT_RISK
    assert middle.lower < 0.3 < middle.upper


@pytest.mark.parametrize("improvement", ["increase", "decrease"])
def test_the_chance_never_falls_as_the_target_gets_easier(improvement):
    targets = np.linspace(0.05, 0.6, 12)
    chances = [outlook(steady(), target=t, improvement=improvement).chance for t in targets]
    rises = np.diff(chances)
    assert (rises <= 1e-9).all() if improvement == "increase" else (rises >= -1e-9).all()
    assert max(chances) > 0.95 > 0.05 > min(chances)


def test_both_directions_share_all_chance_and_the_count_at_the_target():
    """P(at most) + P(at least) = 1 + P(exactly), which is small of 1,000 cases."""
    record = steady(cases=1000)
    up, down = (
        outlook(record, 1000, target=0.3, improvement=i).chance for i in ("increase", "decrease")
    )
    assert 1 < up + down < 1.03


def test_a_target_beyond_what_is_seen_gets_likelier_with_time_and_a_near_one_surer_with_cases():
    far = [outlook(steady(), target=0.15, ahead=n).chance for n in (1, 12, 24)]
    assert far[0] < far[1] < far[2]
    few, many = (outlook(steady(cases=n), n, target=0.35).chance for n in (20, 500))
    assert few < many


def test_a_fall_that_goes_on_helps_to_meet_a_lower_target():
    falling = np.round(np.linspace(400, 250, 30))
    flat = np.full(30, 250)
    down, level = (outlook(record, 1000, target=0.24).chance for record in (falling, flat))
    assert down > level


def test_already_at_target_needs_no_change():
    found = outlook(steady(centre=20), target=0.35)
    assert found.at_target
    assert found.required_monthly_change == 0
    assert found.chance > 0.9


@pytest.mark.parametrize(("last", "verdict"), [(29, TargetVerdict.MET), (40, TargetVerdict.MISSED)])
def test_a_date_that_has_come_is_met_or_missed(last, verdict):
    found = outlook([35] * 20 + [last], target=0.3, ahead=0)
    assert (found.verdict, found.months_left) == (verdict, 0)
    assert found.required_monthly_change is None
    earlier = outlook([35] * 20 + [last, 35], target=0.3, ahead=-1)
    assert earlier.verdict is verdict


@pytest.mark.parametrize(
    ("numerators", "denominators", "ahead"),
    [
        ([], [], 6),
        ([3], 10, 6),
        ([3] * 11, 10, 6),
        ([np.nan] * 30, 10, 6),
        ([0] * 30, 0, 6),
        ([3] * 20, 10, 21),
        ([3] * 20 + [np.nan], 10, 0),
        ([3] * 20, 10, -40),
    ],
)
def test_what_cannot_be_told_says_so(numerators, denominators, ahead):
    found = outlook(numerators, denominators, target=0.2, ahead=ahead)
    assert found.verdict is TargetVerdict.CANNOT_TELL
    assert found.chance is None
    assert found.expected is None
    assert found.reason


@pytest.mark.parametrize("kind", ["proportion", "rate", "mean"])
@pytest.mark.parametrize("record", [[0] * 24, [10] * 24, [0, 10] * 12, [2] * 12 + [np.nan] * 12])
def test_constant_empty_and_full_records_have_finite_chances(kind, record):
    for target in (0.0, 0.5, 1.0):
        for improvement in ("increase", "decrease"):
            found = outlook(record, 10, target=target, kind=kind, improvement=improvement)
            assert 0 <= found.chance <= 1
            assert np.isfinite([found.expected, found.lower, found.upper]).all()


@pytest.mark.parametrize(
    ("numerators", "more", "said"),
    [
        ([101], {"target": 0.3}, "greater"),
        ([10], {"target": 1.3}, "reach"),
        ([10], {"target": -0.1}, "reach"),
        ([10], {"target": 0.3, "improvement": "neutral"}, "direction"),
        ([-1], {"target": 0.3}, "negative"),
    ],
)
def test_what_cannot_be_is_refused(numerators, more, said):
    with pytest.raises(ValueError, match=said):
        outlook(numerators, **more)


@pytest.mark.parametrize("kind", ["proportion", "rate", "mean"])
@pytest.mark.parametrize("ahead", [-2, 1, 6, 24])
def test_of_many_records_each_is_told_as_if_it_were_alone(kind, ahead):
    """Few cases and many, with months missing here and there, none at all, or too few."""
    chance = np.random.default_rng(7)
    cases = chance.poisson(np.repeat([3, 12, 90, 900], 3)[:, None], (12, 30)) + 1.0
    counts = chance.binomial(cases.astype(int), chance.uniform(0.05, 0.9, (12, 1))).astype(float)
    counts[chance.random(counts.shape) < 0.15] = np.nan
    counts[0], counts[4, :20], counts[8, 9:16], cases[5, 3] = np.nan, np.nan, np.nan, np.nan
    asked = {"kind": kind, "last": NOW, "by": NOW + ahead, "target": 0.4, "improvement": "increase"}
    together = target_outlooks(counts, cases, **asked)
    for found, *record in zip(together, counts, cases, strict=True):
        alone = target_outlook(*record, **asked)
        assert (found.verdict, found.reason) == (alone.verdict, alone.reason)
        for name in ("level", "chance", "required_monthly_change", "expected", "lower", "upper"):
            wanted = getattr(alone, name)
            assert getattr(found, name) == (wanted and pytest.approx(wanted, abs=1e-9)), name


def test_numerators_and_denominators_are_of_the_same_months():
    with pytest.raises(ValueError, match="do not fit"):
        target_outlook(
            [1, 2], [3], kind="proportion", last=NOW, target=0.2, by=NOW + 3, improvement="increase"
        )


@pytest.mark.parametrize("ratio", [0.8, 1.15])
def test_targets_are_met_as_often_as_foretold(ratio):
    """Eighty series, six months held back: mean chance against the share that met."""
    world = World(
        units=80, measures=1, months=36, sizes=(20, 80, 200), missing=0.0, own_season=True
    )
    told, met = [], []
    for _, series in simulated(world, 12).groupby("unit"):
        past, held = series.iloc[:30], series.iloc[-1]
        target = ratio * past["numerator"].sum() / past["denominator"].sum()
        found = outlook(past["numerator"], past["denominator"], target=target)
        told.append(found.chance)
        met.append(held["numerator"] / held["denominator"] <= target)
    assert np.mean(told) == pytest.approx(np.mean(met), abs=0.12)
    assert np.mean(told) < 0.4 if ratio < 1 else np.mean(told) > 0.6
