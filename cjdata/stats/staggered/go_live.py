"""Go-lives known only to lie between two dates: the answer at the earliest and at the latest.

Rests on one assumption: the true go-live of each unit lies within its dates. The two runs are
the ends of what the dates allow, not bounds for every mixture of early and late units.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
import pandas as pd

from cjdata.stats.staggered.aggregation import aggregate
from cjdata.stats.staggered.group_time import group_time_effects
from cjdata.stats.staggered.results import AggregateEffect, Interval, Kind

DATES = "_first_treated"


class Agreement(StrEnum):
    """What the uncertain dates do to the conclusion."""

    SAME = "same"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class GoLiveRange:
    """The effect with every go-live at its earliest and at its latest.

    interval95: from the lower of the two lower limits to the higher of the upper ones
    uncertain_units: how many units have two different dates; agreement: whether both runs say
    the same of the effect's sign, where "the interval includes 0" is a sign of its own
    """

    earliest: AggregateEffect
    latest: AggregateEffect
    interval95: Interval
    uncertain_units: int
    agreement: Agreement


def effects_within_dates(
    panel: pd.DataFrame,
    *,
    earliest: str,
    latest: str,
    unit: str,
    kind: Kind = "simple",
    **options: Any,
) -> GoLiveRange:
    """Run the group-time effects twice, with the columns `earliest` and `latest` as go-live.

    options: those of `group_time_effects` other than unit and first_treated. A unit never
    treated is NaN in both; NaN in `latest` alone means that it may never have gone live.
    Raises ValueError when a latest date lies before the earliest, and as `group_time_effects`.
    """
    missing = [name for name in (earliest, latest, unit) if name not in panel.columns]
    if missing:
        raise ValueError(f"the panel has no column {', '.join(map(repr, missing))}")
    first = panel[earliest].astype("float64").fillna(np.inf)
    last = panel[latest].astype("float64").fillna(np.inf)
    if (last < first).any():
        wrong = panel.loc[last < first, unit].iloc[0]
        raise ValueError(f"unit {wrong!r} has its latest go-live before its earliest")
    runs = [_run(panel, dates, unit, kind, options) for dates in (first, last)]
    return GoLiveRange(
        earliest=runs[0],
        latest=runs[1],
        interval95=_hull(runs[0].interval95, runs[1].interval95),
        uncertain_units=int(panel.loc[first != last, unit].nunique()),
        agreement=_agreement(runs[0].interval95, runs[1].interval95),
    )


def _run(
    panel: pd.DataFrame, dates: pd.Series, unit: str, kind: Kind, options: dict[str, Any]
) -> AggregateEffect:
    dated = panel.assign(**{DATES: dates})
    return aggregate(group_time_effects(dated, unit=unit, first_treated=DATES, **options), kind)


def _hull(one: Interval, other: Interval) -> Interval:
    return float(np.minimum(one[0], other[0])), float(np.maximum(one[1], other[1]))


def _agreement(one: Interval, other: Interval) -> Agreement:
    if not np.isfinite([*one, *other]).all():
        return Agreement.UNKNOWN
    signs = [1 if limits[0] > 0 else -1 if limits[1] < 0 else 0 for limits in (one, other)]
    return Agreement.SAME if signs[0] == signs[1] else Agreement.DIFFERENT
