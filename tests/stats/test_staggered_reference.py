"""Equal to R and Stata on the county panel `mpdta` of Callaway and Sant'Anna.

The panel lies outside the repository: in the folder CJDATA_SHARED, else in ../shared beside it;
without it these tests are skipped. Every expected number comes from a program that is not ours.
"""

import os
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import (
    aggregate,
    group_time_effects,
    imputation_effect,
    pretrend_test,
    two_way_fixed_effects,
)
from cjdata.stats.staggered.inference import bootstrap_errors

SHARED = Path(os.environ.get("CJDATA_SHARED", Path(__file__).parents[3] / "shared"))
PANEL = SHARED / "data" / "peer" / "mpdta.csv"
REFERENCE = SHARED / "data" / "peer" / "staggered_reference.csv"
NAMES = {"outcome": "lemp", "unit": "countyreal", "period": "year", "first_treated": "start"}

pytestmark = pytest.mark.skipif(
    not PANEL.exists(), reason=f"the county panel is not at hand (looked for in {SHARED.name}/)"
)

# (estimate, standard error) by cell, R did 2.5.1 with DRDID 1.3.0: lemp ~ lpop, doubly robust,
# never treated, analytical errors; printed in the guide for users of R that comes with csdid for
# Stata (github.com/pedrohcgs/csdid-stata, section 8.1 of "csdid for users of did").
DOUBLY_ROBUST = {
    (2004, 2004): (-0.0145296683, 0.0221291572),
    (2004, 2005): (-0.0764218817, 0.0286713142),
    (2004, 2006): (-0.1404483368, 0.0353781547),
    (2004, 2007): (-0.1069038981, 0.0328864930),
    (2006, 2004): (-0.0004721461, 0.0222234370),
    (2006, 2005): (-0.0062025246, 0.0184957019),
    (2006, 2006): (0.0009605737, 0.0194001954),
    (2006, 2007): (-0.0412938656, 0.0197211441),
    (2007, 2004): (0.0267277962, 0.0140656608),
    (2007, 2005): (-0.0045765708, 0.0157177631),
    (2007, 2006): (-0.0284474872, 0.0181808812),
    (2007, 2007): (-0.0287813610, 0.0162389530),
}
EVENT_TIMES = {
    -3: (0.0267277962, 0.0140656608),
    -2: (-0.0036164714, 0.0129283311),
    -1: (-0.0232439872, 0.0144851302),
    0: (-0.0210603598, 0.0114942117),
    1: (-0.0530032043, 0.0163464516),
    2: (-0.1404483368, 0.0353781547),
    3: (-0.1069038981, 0.0328864930),
}
COHORTS = {
    2004: (-0.0845759462, 0.0245648746),
    2006: (-0.0201666459, 0.0174696250),
    2007: (-0.0287813610, 0.0162389530),
}
# Stata csdid with the same options, seven digits (github.com/friosavila/csdid_drdid, README).
CALENDAR = {
    2004: (-0.0145297, 0.0221292),
    2005: (-0.0764219, 0.0286713),
    2006: (-0.0461757, 0.0212107),
    2007: (-0.0395822, 0.0129299),
}
# Estimates by cell, from R did, in the tests of its port to Julia (anzonyquispe/csdidjl).
OTHER_RUNS = {
    ("reg", "never", True): [
        *(-0.0149112377903622, -0.0769963229660537, -0.1410801046285890, -0.1075442746730470),
        *(-0.0020660581184398, -0.0069682830672705, 0.0007655250263964, -0.0415356365293255),
        *(0.0263658317469795, -0.0047598353386691, -0.0285021064138582, -0.0287894881938249),
    ],
    ("dr", "not_yet", True): [
        *(-0.0211830534787591, -0.0816031858556810, -0.1381918226084280, -0.1069038981217290),
        *(-0.0074552361119483, -0.0045633769933057, 0.0086606998677135, -0.0412938655881805),
        *(0.0269326529006586, -0.0042009804699794, -0.0284474871975600, -0.0287813610394872),
    ],
    ("reg", "not_yet", True): [
        *(-0.0212480022225674, -0.0818499992698798, -0.1384690035246500, -0.1075442746730470),
        *(-0.0080820627626139, -0.0062168590007064, 0.0093753999698969, -0.0415356365293255),
        *(0.0267182533263212, -0.0042545917142429, -0.0285021064138582, -0.0287894881938249),
    ],
    ("ipw", "not_yet", False): [
        *(-0.0193723636759221, -0.0783190990620607, -0.1362743463286780, -0.1008113630854040),
        *(-0.0025625509426110, -0.0019392460957888, 0.0046608763199762, -0.0412244715462175),
        *(0.0297593647610311, -0.0024106128000969, -0.0310871193896889, -0.0260544107191966),
    ],
}


@pytest.fixture(scope="module")
def counties() -> pd.DataFrame:
    rows = pd.read_csv(PANEL)
    return rows.assign(start=rows["first.treat"].replace(0, np.nan))


@pytest.fixture(scope="module")
def conditional(counties) -> pd.DataFrame:
    return group_time_effects(counties, **NAMES, covariates=["lpop"], draws=0)


def assert_rows(frame: pd.DataFrame, keys: list[str], expected: dict, tolerance: float) -> None:
    found = frame.set_index(keys)[["estimate", "standard_error"]]
    assert list(found.index) == list(expected)
    np.testing.assert_allclose(found.to_numpy(), list(expected.values()), atol=tolerance)


def test_the_reference_that_was_handed_over(counties):
    reference = pd.read_csv(REFERENCE)
    effects = group_time_effects(counties, **NAMES)
    cells = reference[reference.estimand == "att_gt"]
    assert (effects["group"].to_numpy() == cells["group"].to_numpy()).all()
    assert (effects["period"].to_numpy() == cells["time"].to_numpy()).all()
    np.testing.assert_allclose(effects["estimate"], cells["estimate"], atol=1e-9)
    assert effects["standard_error"][0] == pytest.approx(0.0232510364, abs=1e-9)
    for kind in ("simple", "dynamic"):
        row = reference[reference.estimand == kind].iloc[0]
        drawn = aggregate(effects, kind)
        assert drawn.estimate == pytest.approx(row["estimate"], abs=1e-9)
        assert drawn.standard_error == pytest.approx(row["standard_error"], abs=1e-7)


def test_doubly_robust_cells(conditional):
    assert_rows(conditional, ["group", "period"], DOUBLY_ROBUST, 1e-9)


def test_doubly_robust_event_times(conditional):
    drawn = aggregate(conditional, "dynamic")
    assert_rows(drawn.by, ["event_time"], EVENT_TIMES, 1e-9)
    assert drawn.estimate == pytest.approx(-0.0803539498, abs=1e-9)
    assert drawn.standard_error == pytest.approx(0.0189575572, abs=1e-9)


def test_doubly_robust_cohorts(conditional):
    drawn = aggregate(conditional, "group")
    assert_rows(drawn.by, ["group"], COHORTS, 1e-9)
    assert drawn.estimate == pytest.approx(-0.0328195972, abs=1e-9)
    assert drawn.standard_error == pytest.approx(0.0118981787, abs=1e-9)


def test_doubly_robust_calendar_time_and_simple(conditional):
    assert_rows(aggregate(conditional, "calendar").by, ["period"], CALENDAR, 6e-8)
    simple = aggregate(conditional, "simple")
    assert simple.estimate == pytest.approx(-0.0417518, abs=6e-8)
    assert simple.standard_error == pytest.approx(0.0115028, abs=6e-8)


@pytest.mark.parametrize(
    ("balance", "events", "estimate", "error"),
    [
        (0, [-3, -2, -1, 0], -0.0210603598, 0.0114942117),
        (1, [-2, -1, 0, 1], -0.0286030223, 0.0139374782),
    ],
)
def test_balanced_event_times(conditional, balance, events, estimate, error):
    drawn = aggregate(conditional, "dynamic", balance=balance)
    assert drawn.by["event_time"].tolist() == events
    assert drawn.estimate == pytest.approx(estimate, abs=1e-9)
    assert drawn.standard_error == pytest.approx(error, abs=1e-9)


@pytest.mark.parametrize("run", OTHER_RUNS)
def test_other_estimators_and_controls(counties, run):
    method, control, with_covariate = run
    effects = group_time_effects(
        counties,
        **NAMES,
        covariates=["lpop"] if with_covariate else [],
        est_method=method,
        control=control,
        draws=0,
    )
    np.testing.assert_allclose(effects["estimate"], OTHER_RUNS[run], atol=1e-9)


def test_aggregates_with_controls_not_yet_treated(counties):
    # R did, in the tests of its port to Julia (anzonyquispe/csdidjl).
    expected = {
        "simple": -0.0413516292999431,
        "dynamic": -0.0799926209618754,
        "group": -0.0322640388005505,
        "calendar": -0.0456646328768679,
    }
    effects = group_time_effects(counties, **NAMES, covariates=["lpop"], control="not_yet", draws=0)
    found = {kind: aggregate(effects, kind).estimate for kind in expected}
    assert found == pytest.approx(expected, abs=1e-9)


def test_pretrends_of_did_and_csdid(counties, conditional):
    # The vignette of did prints 0.16812; csdid's README 6.841824981670454 and 0.2326722805724242.
    assert pretrend_test(group_time_effects(counties, **NAMES)).p_value == pytest.approx(
        0.16812, abs=5e-6
    )
    given = pretrend_test(conditional)
    assert given.statistic == pytest.approx(6.841824981670454, abs=1e-6)
    assert given.p_value == pytest.approx(0.2326722805724242, abs=1e-7)


def test_bootstrap_lies_where_that_of_did_lies(conditional):
    # did 2.5.1 with 1,000 draws: errors 0.9 to 1.2 times the analytical ones, critical value 2.7069
    # (same guide, section 8.2).
    behind = conditional.estimation
    errors, critical = bootstrap_errors(
        behind.cells.influence, behind.sample.clusters, draws=5000, seed=1
    )
    np.testing.assert_allclose(errors, conditional["standard_error"], rtol=0.1)
    assert critical == pytest.approx(2.707, abs=0.1)


def test_imputation(counties):
    # R etwfe 0.6.2 with not-yet-treated controls: -0.0477099182784519, the same estimator.
    # Error and event times: diff-diff 3.13 (Python), ImputationDiD, held to R's didimputation.
    imputed = imputation_effect(counties, **NAMES)
    assert imputed.estimate == pytest.approx(-0.0477099182784519, abs=1e-9)
    assert imputed.standard_error == pytest.approx(0.0132224886500164, abs=1e-9)
    expected = {
        0: (-0.0310669271919405, 0.0135772497461800),
        1: (-0.0522348567478664, 0.0188124268227628),
        2: (-0.1360781144399868, 0.0353419721333739),
        3: (-0.1047074715756233, 0.0337658533577916),
    }
    assert_rows(imputed.by, ["event_time"], expected, 1e-9)


def test_two_way_fixed_effects(counties):
    # The vignette "Introduction to DiD with multiple time periods" of did prints -0.0365.
    assert two_way_fixed_effects(counties, **NAMES).estimate == pytest.approx(-0.0365, abs=5e-5)
