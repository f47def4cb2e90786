"""Measures the staggered-rollout estimators on invented rollouts and writes the table to docs.

Rests on one assumption: what holds on these rollouts (cjdata.stats.staggered.simulation) holds
on real ones of their size. Run: python benchmarks/study_staggered.py [--simulations 500]
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import pandas as pd

from cjdata.stats.staggered import (
    aggregate,
    group_time_effects,
    imputation_effect,
    two_way_fixed_effects,
)
from cjdata.stats.staggered.simulation import EffectShape, RolloutDesign, simulate_rollout

TABLE = Path(__file__).parents[1] / "docs" / "studies" / "staggered-effects.md"
NAMES = {"unit": "unit", "period": "period", "first_treated": "first_treated"}
NORMAL = 1.959964
DESIGNS = {
    RolloutDesign.WAVES: "4 waves of 6, 8 never",
    RolloutDesign.EVERYBODY: "8 waves of 4, nobody never",
    RolloutDesign.ONES_AND_TWOS: "24 dates of 1 or 2, 4 never",
}
SHAPES = {
    EffectShape.NONE: "none",
    EffectShape.CONSTANT: "constant",
    EffectShape.GROWING: "growing",
}


def estimates(panel: pd.DataFrame, outcome: str, seed: int) -> dict[str, tuple[float, ...]]:
    """By estimator: estimate, lower, upper, and lower and upper from the usual standard error."""
    effects = group_time_effects(panel, outcome=outcome, control="not_yet", seed=seed, **NAMES)
    simple, dynamic = aggregate(effects, "simple"), aggregate(effects, "dynamic")
    imputed = imputation_effect(panel, outcome=outcome, **NAMES)
    two_way = two_way_fixed_effects(panel, outcome=outcome, **NAMES)
    results = {
        "Group-time, simple": simple,
        "Group-time, dynamic": dynamic,
        "Imputation": imputed,
        "Two-way fixed effects": two_way,
    }
    return {
        name: (
            result.estimate,
            *result.interval95,
            result.estimate - NORMAL * result.standard_error,
            result.estimate + NORMAL * result.standard_error,
        )
        for name, result in results.items()
    }


def study(design: RolloutDesign, shape: EffectShape, simulations: int) -> pd.DataFrame:
    """One row per estimator: truth, mean error, coverage and how often an effect is called.

    The truth is what the group-time estimator finds without noise; for two-way fixed effects it
    is that of the simple aggregate, since one number for all is what it claims to give.
    """
    truth = {
        name: round(value[0], 9) + 0.0  # no minus before nought
        for name, value in estimates(
            simulate_rollout(design, shape, seed=0).panel, "expected", 0
        ).items()
    }
    truth["Two-way fixed effects"] = truth["Imputation"]
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in truth}
    for seed in range(1, simulations + 1):
        panel = simulate_rollout(design, shape, seed=seed).panel
        for name, value in estimates(panel, "outcome", seed).items():
            found[name].append(value)
    rows = [_summary(name, np.array(values), truth[name]) for name, values in found.items()]
    return pd.DataFrame(rows).assign(design=design, shape=shape)


def _summary(name: str, values: np.ndarray, truth: float) -> dict[str, object]:
    low, high, usual_low, usual_high = values[:, 1:].T
    return {
        "estimator": name,
        "truth": truth,
        "mean_error": float(values[:, 0].mean() - truth),
        "coverage": float(((low <= truth) & (truth <= high)).mean()),
        "usual_coverage": float(((usual_low <= truth) & (truth <= usual_high)).mean()),
        "called": float(((low > 0) | (high < 0)).mean()),
    }


def written(results: pd.DataFrame, simulations: int) -> str:
    """The page for docs: what was done, the table, what follows."""
    lines = [TEXT.format(simulations=simulations), *HEAD]
    for row in results.itertuples():
        share = "" if row.truth == 0 else f" ({abs(row.mean_error / row.truth):.0%})"
        lines.append(
            f"| {DESIGNS[row.design]} | {SHAPES[row.shape]} | {row.estimator} "
            f"| {100 * row.truth:+.2f} | {100 * row.mean_error:+.2f}{share} "
            f"| {row.coverage:.1%} | {row.usual_coverage:.1%} | {row.called:.1%} |"
        )
    return "\n".join([*lines, "", END])


HEAD = [
    "| Rollout | Effect | Estimator | True | Mean error | 95% covers | usual ±1.96 s.e. | called |",
    "|---|---|---|---:|---:|---:|---:|---:|",
]
TEXT = """# How far the staggered-rollout estimators can be trusted

Written by `python benchmarks/study_staggered.py`; do not edit by hand.

{simulations} invented rollouts per row (seeds 1 to {simulations}): 32 boroughs, 36 months, 60 to
200 trials a month each, borough levels, a season, a common drift and shocks of about 2 points
that last some months (`cjdata/stats/staggered/simulation.py`). Comparison is with boroughs not
yet live. All figures but the shares are percentage points.

- *95% covers*: how often our interval holds the true effect; it should be 92 to 98%. It comes
  from leaving out one borough at a time and Student's t.
- *usual ±1.96 s.e.*: the same for the standard error of influence functions (that of R's `did`)
  and the normal distribution, shown for what the remedy buys.
- *called*: how often the interval leaves out 0. Where the effect is none, that is a false alarm
  and should be 7% at most.
"""
END = """## What follows

- The interval to be shown is `interval95`. `standard_error` is kept equal to R's, for comparison;
  where boroughs go live in ones and twos it is too small, since a cohort of one has no spread
  within itself.
- Two-way fixed effects is measured against the mean effect over all treated months. Where the
  effect grows it misses a third or more of it and its interval seldom holds it: shown as a
  warning only.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--simulations", type=int, default=500)
    parser.add_argument("--output", type=Path, default=TABLE)
    options = parser.parse_args()
    parts = []
    for design in RolloutDesign:
        for shape in EffectShape:
            parts.append(study(design, shape, options.simulations))
            print(parts[-1].to_string(), flush=True)
    results = pd.concat(parts, ignore_index=True)
    options.output.parent.mkdir(parents=True, exist_ok=True)
    options.output.write_text(written(results, options.simulations), encoding="utf-8")


if __name__ == "__main__":
    main()
