"""Equal to R's `did` in every combination of estimator, comparison and covariate, errors too.

The figures are those that R printed (analytical errors, varying base period) for the county panel
`mpdta`; stored as r_attgt_results.csv and r_aggte_results_full.csv with the script that made them
beside the tests of a port to Julia (github.com/anzonyquispe/csdidjl, _archive/csdidjl_tests).
"""

import numpy as np
import pandas as pd
import pytest

from cjdata.stats.staggered import aggregate, group_time_effects
from tests.stats.peer import peer_file

NAMES = {"outcome": "lemp", "unit": "countyreal", "period": "year", "first_treated": "start"}
KINDS = ("simple", "dynamic", "group", "calendar")

# Per run (estimator, comparison, with log population): estimate and error of each of KINDS.
OVERALL = {
    ("dr", "never", False): [
        *(-0.039951275155177, 0.0120340127701854, -0.0772398214573161, 0.0199649890618492),
        *(-0.031018282228749, 0.0124460593209979, -0.0417004321312833, 0.0159718518845598),
    ],
    ("ipw", "not_yet", False): [
        *(-0.0397636256230444, 0.0120524247873419, -0.0773993139705857, 0.0195601769463942),
        *(-0.0304622281125656, 0.0125751201316818, -0.0442670834758847, 0.0155709044211448),
    ],
    ("dr", "never", True): [
        *(-0.0417517720610815, 0.0115028381509289, -0.0803539497500554, 0.0189575572424329),
        *(-0.0328195971622414, 0.0118981787275488, -0.0441773577615357, 0.0150381750944651),
    ],
    ("ipw", "never", True): [
        *(-0.0417770821895945, 0.0114997193642147, -0.0803768866250998, 0.0189542503814373),
        *(-0.032875368660542, 0.0118932001678529, -0.04417010102852, 0.0150352235861729),
    ],
    ("reg", "never", True): [
        *(-0.0419686124215439, 0.0114448297682151, -0.0807817453337625, 0.0187458547114754),
        *(-0.0329292402290047, 0.0118603087662617, -0.0445323313531756, 0.0148850278130482),
    ],
    ("dr", "not_yet", True): [
        *(-0.0413516292999431, 0.0114278390819951, -0.0799926209618754, 0.0184940020776858),
        *(-0.0322640388005505, 0.0119834126142934, -0.0456646328768679, 0.0146982567564175),
    ],
    ("ipw", "not_yet", True): [
        *(-0.0413894097517329, 0.0114192901531999, -0.0800160429432579, 0.0184897003897703),
        *(-0.032330717934984, 0.0119762957079645, -0.045665679398204, 0.0146961076555965),
    ],
    ("reg", "not_yet", True): [
        *(-0.0413747697923405, 0.0113771613558879, -0.0802485481759029, 0.0183190469445642),
        *(-0.0322522726860228, 0.0119332406327074, -0.0456773706212717, 0.0146082807702317),
    ],
}
# Cells of the run that no other test holds, in the order of group and year: estimate, error.
WEIGHTING_NEVER = [
    *((-0.0145484311246123, 0.0221145331157066), (-0.0764498607146198, 0.0286488625405673)),
    *((-0.14046460263462, 0.0353710017811823), (-0.106932557061387, 0.0328891517107071)),
    *((-0.000868560290943399, 0.0221528434181296), (-0.00639724034338499, 0.0184573284579782)),
    *((0.00120804523973103, 0.019487929103449), (-0.0413082317387244, 0.0197213981875204)),
    *((0.0265561036235853, 0.0140441585046543), (-0.00466090490602736, 0.0156691642489399)),
    *((-0.0283403038048349, 0.0181893090953291), (-0.0288947666145608, 0.0162464093871792)),
]
# Errors of the cells of three more runs; their estimates stand in test_staggered_reference.py.
CELL_ERRORS = {
    ("reg", "never", True): [
        *(0.0220556930763194, 0.0283597455101493, 0.0348362869536182, 0.0327376926434118),
        *(0.0221222864835781, 0.0183457856293693, 0.0191959070328786, 0.0197168736453731),
        *(0.0140189493226751, 0.0156699660373289, 0.0181320658924702, 0.0161678672536918),
    ],
    ("dr", "not_yet", True): [
        *(0.0216482077147274, 0.0283415410857826, 0.0342280372213182, 0.0328864930009506),
        *(0.0218357154057962, 0.0182913860636934, 0.0168390609563755, 0.0197211441453956),
        *(0.0139136259706739, 0.0155483663206108, 0.0181808811526978, 0.016238952966185),
    ],
    ("ipw", "not_yet", True): [
        *(0.0216452254255845, 0.0283367828224559, 0.0342267658116559, 0.0328891517107071),
        *(0.0218085016227678, 0.0182724891309654, 0.0168532964027227, 0.0197213981875204),
        *(0.01390695757186, 0.0155168703665452, 0.0181893090953291, 0.0162464093871792),
    ],
}


@pytest.fixture(scope="module")
def effects_of():
    rows = pd.read_csv(peer_file("mpdta.csv"))
    rows["start"] = rows["first.treat"].replace(0, np.nan)

    def run(method, control, with_covariate):
        return group_time_effects(
            rows,
            **NAMES,
            covariates=["lpop"] if with_covariate else [],
            est_method=method,
            control=control,
            draws=0,
        )

    return run


@pytest.mark.parametrize("run", OVERALL)
def test_every_aggregate_and_its_error(effects_of, run):
    effects = effects_of(*run)
    drawn = [aggregate(effects, kind) for kind in KINDS]
    found = [number for d in drawn for number in (d.estimate, d.standard_error)]
    np.testing.assert_allclose(found, OVERALL[run], atol=1e-9)


def test_weighting_cell_by_cell(effects_of):
    found = effects_of("ipw", "never", True)[["estimate", "standard_error"]]
    np.testing.assert_allclose(found, WEIGHTING_NEVER, atol=1e-9)


@pytest.mark.parametrize("run", CELL_ERRORS)
def test_errors_cell_by_cell(effects_of, run):
    np.testing.assert_allclose(effects_of(*run)["standard_error"], CELL_ERRORS[run], atol=1e-9)
