"""What of a trend is more than noise: process limits, special causes, variation and assurance.

It rests on periods that follow one another without sharing cases: a rolling window has no limits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from statistics import median
from typing import NamedTuple

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.plain import plain
from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.analysis.variation.chart_choice import (
    SINGLE_FIGURE,
    ChartKind,
    kind_for,
    why_no_limits,
)
from cjdata.analysis.variation.control_limits import (
    counted,
    drawn,
    highest,
    phase_starts,
    why_not_these,
    without_scatter,
)
from cjdata.analysis.variation.rebases import Rebase
from cjdata.analysis.variation.trend_target import target_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, Period
from cjdata.stats.xmr import Assurance, Judgement, Rule, XmrChart

FIRM_POINTS = 12
NO_SCATTER = "Most figures are the same as the one before: there is no scatter to draw limits from."
COLUMNS = ("value", "mean", "lower_limit", "upper_limit", "rules", "judgement", "phase")


class ControlPoint(NamedTuple):
    """A period of the chart; limits are None where there are none. In the measure's unit."""

    period: Period
    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    rules: tuple[Rule, ...]
    judgement: Judgement
    phase: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlChart:
    """A trend with its limits and verdicts."""

    measure: Measure
    kind: ChartKind
    why_none: str = ""
    """Why no limits are drawn; empty where they are."""
    points: tuple[ControlPoint, ...]
    rebases: tuple[Rebase, ...] = ()
    """Those that begin a phase of this chart."""
    variation: Judgement = Judgement.CANNOT_TELL
    direction: int = 0
    assurance: Assurance = Assurance.CANNOT_TELL
    target: Target | None
    local: bool
    """Whether the target is the unit's own: a national one is context."""
    trial: tuple[int, ...] = ()
    """Phases whose limits rest on fewer than twelve points."""
    in_phase: tuple[int, ...] = ()
    """How many points each phase has."""
    single_figures: bool
    """Whether a month of this unit counts fewer than ten, in the middle."""

    @property
    def last(self) -> ControlPoint | None:
        """The last point with a complete figure."""
        return next((p for p in reversed(self.points) if p.value is not None), None)

    @property
    def flagged(self) -> tuple[ControlPoint, ...]:
        return tuple(p for p in self.points if p.rules)


def control_chart(catalogue: Catalogue, trend: Trend, said: Sequence[Rebase] = ()) -> ControlChart:
    """The chart of a trend, its limits begun anew at the rebases said of its measure and unit."""
    mine = [r for r in said if (r.measure, r.unit) == (trend.measure.id, trend.unit.id)]
    drawn_from = trend.measure.id, trend.grain, trend.points, tuple(mine)
    return _chart_of(catalogue, *drawn_from, *target_of(trend))


@lru_cache(maxsize=256)
def _chart_of(
    catalogue: Catalogue,
    name: str,
    grain: Grain,
    points: tuple[TrendPoint, ...],
    said: tuple[Rebase, ...],
    target: Target | None,
    local: bool,
) -> ControlChart:
    """Drawn once for the same points: on most days none has come."""
    measure = catalogue.measures[name]
    return chart_of(catalogue, measure, grain, points, said, target=target, local=local)


def chart_of(
    catalogue: Catalogue,
    measure: Measure,
    grain: Grain,
    points: Sequence[TrendPoint],
    said: Sequence[Rebase] = (),
    *,
    target: Target | None = None,
    local: bool = False,
) -> ControlChart:
    """The chart of a measure of one unit from its points, oldest first."""
    counts = [counted(measure, point.reading) for point in points]
    known = [one for one in counts if one]
    small = bool(known) and median(c.numerator for c in known) / grain.months < SINGLE_FIGURE
    made = partial(ControlChart, measure=measure, target=target, local=local, single_figures=small)
    why = why_no_limits(catalogue, measure, grain) or why_not_these(measure, counts, points)
    if why:
        return made(kind=ChartKind.NONE, why_none=why, points=_without_limits(points))
    starts, used = phase_starts(points, said)
    kind = kind_for(catalogue, measure, known)
    chart = drawn(kind, measure, counts, starts, None if target is None else target.value)
    if without_scatter(chart):
        return made(kind=ChartKind.NONE, why_none=NO_SCATTER, points=_without_limits(points))
    factor = 1.0 if kind is ChartKind.XMR else factor_of(measure)
    sizes = _sizes(chart)
    return made(
        kind=kind,
        points=_with_limits(points, chart, factor, highest(catalogue, measure)),
        rebases=used,
        variation=chart.variation,
        direction=chart.direction,
        assurance=chart.assurance,
        trial=tuple(phase for phase, size in sizes.items() if size < FIRM_POINTS),
        in_phase=tuple(sizes.values()),
    )


def _sizes(chart: XmrChart) -> dict[int, int]:
    """How many figures each phase has, in order."""
    values, phases = chart.columns["value"], chart.columns["phase"]
    known = Counter(p for p, value in zip(phases, values, strict=True) if value == value)
    return {phase: known[phase] for phase in sorted(set(phases))}


def _with_limits(
    points: Sequence[TrendPoint], chart: XmrChart, factor: float, ceiling: float
) -> tuple[ControlPoint, ...]:
    """In the measure's unit, and no limit beyond what a figure can be."""
    columns = [chart.columns[name] for name in COLUMNS]
    return tuple(
        ControlPoint(
            period=point.period,
            value=plain(factor * value),
            mean=plain(factor * mean),
            lower=plain(max(factor * lower, 0.0)),
            upper=plain(min(factor * upper, ceiling)),
            rules=tuple(rule for rule in Rule if rule in rules) if rules else (),
            judgement=judgement,
            phase=phase,
        )
        for point, value, mean, lower, upper, rules, judgement, phase in zip(
            points, *columns, strict=True
        )
    )


def _without_limits(points: Sequence[TrendPoint]) -> tuple[ControlPoint, ...]:
    return tuple(
        ControlPoint(
            period=p.period,
            value=p.reading.value if p.reading.judged else None,
            mean=None,
            lower=None,
            upper=None,
            rules=(),
            judgement=Judgement.CANNOT_TELL if p.reading.judged else Judgement.MISSING,
            phase=0,
        )
        for p in points
    )
