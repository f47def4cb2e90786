"""What the staggered-rollout estimators return: effects, what stands behind them, a status.

Rests on one assumption: whoever reads an estimate also reads its status, for a question that
the data cannot answer comes back as a status with a reason and not as an exception.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, ClassVar, Literal, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Positions = NDArray[np.intp]
Kind = Literal["simple", "dynamic", "group", "calendar"]
Interval = tuple[float, float]

UNKNOWN: Interval = (float("nan"), float("nan"))


class EffectsStatus(StrEnum):
    """Whether a rollout can be judged by its dates at all, and if not, what stands against it."""

    ESTIMATED = "estimated"
    NO_COMPLETE_UNITS = "no_complete_units"
    TOO_FEW_PERIODS = "too_few_periods"
    NOBODY_TREATED = "nobody_treated"
    ALL_TREATED_FROM_THE_START = "all_treated_from_the_start"
    NO_NEVER_TREATED = "no_never_treated"
    NO_CONTROLS = "no_controls"
    ONE_TREATED_UNIT = "one_treated_unit"
    NO_EFFECT_PERIODS = "no_effect_periods"


@dataclass(frozen=True, slots=True)
class Unanswerable:
    """Why no effect can be estimated, and what had been left out by then."""

    status: EffectsStatus
    reason: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class CellSet:
    """K effects, each of one group, with what their uncertainty is read from.

    estimates: (K,); groups: (K,) the group of each effect
    influence: (n, K) influence functions, mean zero over the n units
    without: (C, K) each effect with one cluster left out (NaN where it vanishes with it), or
    None where there are so many clusters that the influence functions say the same
    """

    estimates: Floats
    groups: Floats
    influence: Floats
    without: Floats | None


@dataclass(frozen=True, slots=True, eq=False)
class Sample:
    """The n units behind the effects.

    groups: (n,) first treated period, inf = never; weights: (n,) in the first period
    clusters: (n,) numbered from 0; degrees_of_freedom: of the t distribution for intervals
    treated_units: how many units go live within the periods compared
    """

    groups: Floats
    weights: Floats
    clusters: Positions
    degrees_of_freedom: int
    treated_units: int


@dataclass(frozen=True, slots=True, eq=False)
class Estimation:
    """What stands behind a frame of group-time effects; `periods` (K,) beside the cells' groups."""

    cells: CellSet
    periods: Floats
    sample: Sample
    draws: int
    seed: int | None

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self  # never changed, so copies of a frame may share it


@dataclass(frozen=True, slots=True, eq=False)
class CellEffects:
    """Group-time effects before a frame is made of them.

    whole: whether groups and periods are whole numbers, and are labelled so
    """

    behind: Estimation
    whole: bool
    status: EffectsStatus
    reason: str
    notes: tuple[str, ...]


class GroupTimeEffects(pd.DataFrame):  # type: ignore[misc]
    """A frame with one row per ATT(g, t): group, period, event_time, estimate, standard_error.

    Besides: lower and upper (95%, pointwise), band_lower and band_upper (95%, all rows at once).
    `status` and `reason` say whether the question could be answered, `notes` what was left out,
    `estimation` is what `aggregate` needs. Rows may be filtered before they are aggregated.
    """

    _metadata: ClassVar[list[str]] = ["status", "reason", "notes", "estimation"]

    status: EffectsStatus = EffectsStatus.ESTIMATED
    reason: str = ""
    notes: tuple[str, ...] = ()
    estimation: Estimation | None = None

    @property
    def _constructor(self) -> type[GroupTimeEffects]:
        return GroupTimeEffects


@dataclass(frozen=True, slots=True, eq=False)
class DrawnEffect:
    """Group-time effects drawn together into one number and, by kind, a row per step.

    estimate, standard_error: the overall effect, the error analytical (influence functions)
    interval95: from leave-one-out deviations and Student's t, which holds for few clusters
    error: the standard error that interval rests on; degrees_of_freedom: of its t
    by: columns with an entry per event_time, group or period (none for `simple`): estimate,
        standard_error, lower, upper, band_lower, band_upper
    deviations: (C, rows) per cluster, so that deviations.T @ deviations is the covariance of `by`
    influence: (n, rows) influence functions of the rows of `by`
    """

    kind: Kind
    estimate: float
    standard_error: float
    interval95: Interval
    error: float
    degrees_of_freedom: float
    by: Mapping[str, np.ndarray]
    status: EffectsStatus
    reason: str
    notes: tuple[str, ...]
    deviations: Floats
    influence: Floats

    def column(self, name: str) -> Floats:
        return np.asarray(self.by[name], dtype=float)


@dataclass(frozen=True, slots=True, eq=False)
class AggregateEffect(DrawnEffect):
    """The same with `by` as a frame."""

    by: pd.DataFrame

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", pd.DataFrame(self.by))

    @classmethod
    def of(cls, drawn: DrawnEffect) -> AggregateEffect:
        return cls(**{each.name: getattr(drawn, each.name) for each in fields(drawn)})
