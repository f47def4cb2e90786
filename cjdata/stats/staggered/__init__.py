"""What a staggered rollout did to an outcome, judged by its dates.

Rests on one assumption: units that are not (yet) live show what would have happened without.
The estimator is that of Callaway and Sant'Anna; the others stand beside it as second opinion
(imputation), as a warning (two-way fixed effects) or as a check (placebo dates, sensitivity).
"""

from cjdata.stats.staggered.aggregation import aggregate
from cjdata.stats.staggered.go_live import Agreement, GoLiveRange, effects_within_dates
from cjdata.stats.staggered.group_time import group_time_effects
from cjdata.stats.staggered.imputation import ImputationEffect, imputation_effect
from cjdata.stats.staggered.pretrends import (
    JointTestStatus,
    PretrendTest,
    lead_test,
    placebo_effect,
    pretrend_test,
)
from cjdata.stats.staggered.results import AggregateEffect, EffectsStatus, GroupTimeEffects
from cjdata.stats.staggered.sensitivity import (
    TrendSensitivity,
    smallest_detectable_effect,
    trend_sensitivity,
)
from cjdata.stats.staggered.two_way import TwoWayFixedEffects, two_way_fixed_effects

__all__ = [
    "AggregateEffect",
    "Agreement",
    "EffectsStatus",
    "GoLiveRange",
    "GroupTimeEffects",
    "ImputationEffect",
    "JointTestStatus",
    "PretrendTest",
    "TrendSensitivity",
    "TwoWayFixedEffects",
    "aggregate",
    "effects_within_dates",
    "group_time_effects",
    "imputation_effect",
    "lead_test",
    "placebo_effect",
    "pretrend_test",
    "smallest_detectable_effect",
    "trend_sensitivity",
    "two_way_fixed_effects",
]
