"""The effect of a rollout with all that stands beside it: sizes, checks, second opinions.

Every number averages the months judged: those from the lag of the measure on, for a year.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from cjdata.analysis.impact.effect_panel import Comparison, Figures, compare
from cjdata.analysis.rollout.go_lives import Arrivals, GoLive
from cjdata.domain.programme import Initiative
from cjdata.stats.staggered import (
    EffectsStatus,
    TrendSensitivity,
    TwoWayFixedEffects,
)
from cjdata.stats.staggered.aggregation import draw_together, mean_effect
from cjdata.stats.staggered.arrivals import between_events
from cjdata.stats.staggered.cells import Cells, Design
from cjdata.stats.staggered.concentration import held_to_effective_units
from cjdata.stats.staggered.group_time import cell_effects
from cjdata.stats.staggered.imputation import ImputationEffect, impute
from cjdata.stats.staggered.results import DrawnEffect, Floats
from cjdata.stats.staggered.sensitivity import trend_sensitivity
from cjdata.stats.staggered.two_way import regress

SEED = 2003
DRAWS = 999
MONTHS_JUDGED = 12
"""Months after the lag over which an effect is averaged."""
PLACEBO_MONTHS = 6
EVENT_COLUMNS = ("event_time", "estimate", "lower", "upper", "band_lower", "band_upper")


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """An effect with its 95% interval; limits are NaN where too few boroughs stand behind it."""

    estimate: float
    lower: float
    upper: float

    @classmethod
    def of(cls, estimate: float, limits: tuple[float, float]) -> Size:
        return cls(estimate=estimate, lower=limits[0], upper=limits[1])

    @property
    def sure(self) -> bool:
        """Whether there is an interval at all."""
        return math.isfinite(self.lower) and math.isfinite(self.upper)

    @property
    def leaves_out_nought(self) -> bool:
        return self.sure and (self.lower > 0 or self.upper < 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEffect:
    """The effect so many months after going live; before it, the steps of the months before.

    lower, upper: 95% for this month alone; band_lower, band_upper: for all months at once
    """

    event_time: int
    estimate: float
    lower: float
    upper: float
    band_lower: float
    band_upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What stands beside an effect; None where it could not be computed."""

    imputation: ImputationEffect | None = None
    two_way: TwoWayFixedEffects | None = None
    placebo_dates: Size | None = None
    placebo_outcome: Size | None = None
    """The number of cases itself, in per cent of the borough's own mean."""
    without_court_neighbours: Size | None = None
    earliest: Size | None = None
    latest: Size | None = None
    """With every go-live at the first and the last month that reports allow."""
    uncertain_dates: int = 0
    sensitivity: TrendSensitivity | None = None


def judged(comparison: Comparison, cells: Cells, lag: int) -> DrawnEffect:
    """The mean effect over the months judged."""
    kept = between_events(comparison.panel.periods, cells, lag, lag + MONTHS_JUDGED - 1)
    effects = cell_effects(comparison.panel, kept, comparison.design, draws=0)
    found = draw_together(effects, "dynamic")
    return held(found, comparison, kept)


def course(comparison: Comparison, cells: Cells) -> DrawnEffect:
    """The effect month by month since going live, with the months before, intervals as usual."""
    effects = cell_effects(comparison.panel, cells, comparison.design, draws=DRAWS, seed=SEED)
    return draw_together(effects, "dynamic")


def held(found: DrawnEffect, comparison: Comparison, cells: Cells) -> DrawnEffect:
    """The same with intervals from the boroughs that each number really rests on."""
    if found.status is not EffectsStatus.ESTIMATED:
        return found
    return held_to_effective_units(found, comparison.panel, cells)


def size_of(effect: DrawnEffect) -> Size | None:
    if not math.isfinite(effect.estimate):
        return None
    return Size.of(effect.estimate, effect.interval95)


def by_event_time(found: DrawnEffect) -> tuple[EventEffect, ...]:
    columns = zip(*(found.by[name].tolist() for name in EVENT_COLUMNS), strict=True)
    return tuple(
        EventEffect(
            event_time=int(event),
            estimate=estimate,
            lower=lower,
            upper=upper,
            band_lower=band_lower,
            band_upper=band_upper,
        )
        for event, estimate, lower, upper, band_lower, band_upper in columns
        if not math.isnan(estimate)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Figures of one measure and the go-lives of one initiative."""

    figures: Figures
    dates: Mapping[str, GoLive]
    arrived: Arrivals
    initiative: Initiative
    lag: int

    def months(self, which: str = "month") -> dict[str, int]:
        return {unit: getattr(date, which) for unit, date in self.dates.items()}


def checks(
    asked: Question,
    comparison: Comparison,
    found: DrawnEffect,
    size: Size,
    near: Mapping[str, set[str]],
) -> Checks:
    """Everything that stands beside the effect of one question.

    found: the course that the verdict rests on; size: the effect drawn from it.
    """
    uncertain = [d for d in asked.dates.values() if d.earliest != d.latest]
    return Checks(
        imputation=impute(comparison.panel),
        two_way=regress(comparison.panel),
        placebo_dates=_placebo_dates(asked),
        placebo_outcome=_placebo_outcome(asked),
        without_court_neighbours=_size(asked, near=near),
        earliest=_size(asked, which="earliest") if uncertain else None,
        latest=_size(asked, which="latest") if uncertain else None,
        uncertain_dates=len(uncertain),
        sensitivity=_sensitivity(found, size, asked.lag),
    )


def _size(
    asked: Question,
    *,
    which: str = "month",
    outcome: Floats | None = None,
    near: Mapping[str, set[str]] | None = None,
) -> Size | None:
    comparison = compare(
        asked.figures,
        asked.months(which),
        asked.arrived,
        asked.initiative,
        outcome=outcome,
        near=near,
    )
    if not isinstance(comparison, Comparison):
        return None
    return size_of(judged(comparison, comparison.cells, asked.lag))


def _placebo_dates(asked: Question) -> Size | None:
    """The mean over the months before going live, had it come six months earlier."""
    design = Design("not_yet", anticipation=PLACEBO_MONTHS, base_period="universal")
    found = compare(asked.figures, asked.months(), asked.arrived, asked.initiative, design=design)
    if not isinstance(found, Comparison):
        return None
    cells = between_events(found.panel.periods, found.cells, -PLACEBO_MONTHS, -1)
    effects = cell_effects(found.panel, cells, design, draws=0)
    if np.isnan(effects.behind.cells.estimates).all():
        return None
    return size_of(mean_effect(effects))


def _placebo_outcome(asked: Question) -> Size | None:
    """What going live did to the number of cases, which it should not move."""
    if np.isnan(asked.figures.denominator).all():
        return None
    return _size(asked, outcome=asked.figures.cases)


def _sensitivity(found: DrawnEffect, size: Size, lag: int) -> TrendSensitivity | None:
    """How far trends may part, around the interval that the verdict rests on."""
    bounds = trend_sensitivity(
        found,
        first=lag,
        horizon=lag + MONTHS_JUDGED - 1,
        half_width=(size.upper - size.lower) / 2,
    )
    return bounds if np.isfinite(bounds.estimate) else None
