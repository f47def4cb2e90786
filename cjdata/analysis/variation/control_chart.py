"""What of a trend is more than noise: process limits, special causes, variation and assurance.

It rests on periods that follow one another without sharing cases: a rolling window has no limits.
An incomplete figure is not judged. Limits begin anew at recorded events alone.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import NamedTuple

import numpy as np

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.national_targets import national_target
from cjdata.analysis.figures.plain import plain
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.analysis.variation.chart_choice import (
    SINGLE_FIGURE,
    ChartKind,
    Counted,
    kind_for,
    why_no_limits,
)
from cjdata.analysis.variation.rebases import Rebase
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Target
from cjdata.domain.periods import Grain, Period
from cjdata.stats.attribute_charts import p_chart, u_chart
from cjdata.stats.xmr import Assurance, Judgement, Rule, XmrChart, xmr_chart

FIRM_POINTS = 12
NO_SCATTER = "Most figures are the same as the one before: there is no scatter to draw limits from."
UNKNOWN = Counted(math.nan, math.nan, math.nan)
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
    why_none: str
    """Why no limits are drawn; empty where they are."""
    points: tuple[ControlPoint, ...]
    rebases: tuple[Rebase, ...]
    """Those that begin a phase of this chart."""
    variation: Judgement
    direction: int
    assurance: Assurance
    target: Target | None
    local: bool
    """Whether the target is the unit's own: a national one is context."""
    trial: tuple[int, ...]
    """Phases whose limits rest on fewer than twelve points."""
    in_phase: tuple[int, ...]
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


def target_of(trend: Trend) -> tuple[Target | None, bool]:
    """The unit's own target where it has one, else the national one, which is context."""
    own = [t for t in trend.targets if t.area == trend.unit.id]
    if own:
        ahead = [t for t in own if t.by >= trend.known_at]
        return (min(ahead, key=lambda t: t.by) if ahead else max(own, key=lambda t: t.by)), True
    return national_target(trend.measure, trend.known_at), False


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
    counts = [_counted(measure, point.reading) for point in points]
    known = [one for one in counts if one]
    small = bool(known) and median(c.numerator for c in known) / grain.months < SINGLE_FIGURE
    why = why_no_limits(catalogue, measure, grain) or _why_not_these(measure, counts, points)
    starts, used = _starts(points, said)
    if why:
        return _without(measure, points, why, target, local, small)
    kind = kind_for(catalogue, measure, known)
    aim = None if target is None else target.value
    chart = _drawn(kind, measure, counts, starts, aim)
    if _without_scatter(chart):
        return _without(measure, points, NO_SCATTER, target, local, small)
    ceiling = _ceiling(catalogue, measure)
    return _described(measure, kind, chart, points, used, target, local, small, ceiling)


def _why_not_these(
    measure: Measure, counts: Sequence[Counted | None], points: Sequence[TrendPoint]
) -> str:
    """Why these figures have no limits: there are none, or one that cannot be."""
    if not any(counts):
        return "No complete figure by this date."
    if measure.interval == "wilson":
        for point, one in zip(points, counts, strict=True):
            if one and one.numerator > one.denominator:
                return (
                    f"In {point.period.label} more cases are counted than there are in all: "
                    "no limits are drawn."
                )
    return ""


def _without_scatter(chart: XmrChart) -> bool:
    """Whether limits lie on the mean and figures beside it, so that every one would be flagged."""
    names = ("value", "mean", "lower_limit", "upper_limit")
    return any(
        math.isclose(lower, upper) and not math.isclose(value, mean)
        for value, mean, lower, upper in zip(*(chart.columns[n] for n in names), strict=True)
        if value == value
    )


def _counted(measure: Measure, found: Reading) -> Counted | None:
    """What a complete figure counts; None for any other."""
    if not found.judged or found.value is None or found.numerator is None:
        return None
    denominator = found.denominator if measure.denominator else 1.0
    return Counted(found.numerator, math.nan if denominator is None else denominator, found.value)


def _starts(
    points: Sequence[TrendPoint], said: Sequence[Rebase]
) -> tuple[list[int], tuple[Rebase, ...]]:
    """Positions at which phases begin, and the rebases that begin them, in order.

    A phase begins with the first period that lies wholly after the change began; one that would
    begin before the first period or after the last begins none.
    """
    found: dict[int, Rebase] = {}
    for one in said:
        place = next((i for i, p in enumerate(points) if p.period.first >= one.month), None)
        if place:
            found[place] = one
    places = sorted(found)
    return places, tuple(found[p] for p in places)


def _drawn(
    kind: ChartKind,
    measure: Measure,
    counts: Sequence[Counted | None],
    starts: list[int],
    target: float | None,
) -> XmrChart:
    """The chart in the numbers it is calculated in: a share of one for p and u, else as shown."""
    improvement = measure.direction.value
    numerators, denominators, values = zip(*(one or UNKNOWN for one in counts), strict=True)
    if kind is ChartKind.XMR:
        return xmr_chart(np.array(values), improvement=improvement, target=target, rebase=starts)
    aim = None if target is None else target / factor_of(measure)
    draw = p_chart if kind in (ChartKind.P, ChartKind.P_PRIME) else u_chart
    return draw(
        np.array(numerators),
        np.array(denominators),
        laney=kind in (ChartKind.P_PRIME, ChartKind.U_PRIME),
        improvement=improvement,
        target=aim,
        rebase=starts,
    )


def _described(
    measure: Measure,
    kind: ChartKind,
    chart: XmrChart,
    points: Sequence[TrendPoint],
    used: tuple[Rebase, ...],
    target: Target | None,
    local: bool,
    small: bool,
    ceiling: float,
) -> ControlChart:
    factor = 1.0 if kind is ChartKind.XMR else factor_of(measure)
    columns = [chart.columns[name] for name in COLUMNS]
    of_phase = Counter(phase for value, *_, phase in zip(*columns, strict=True) if value == value)
    phases = sorted(set(columns[-1]))
    sizes = tuple(of_phase[phase] for phase in phases)
    return ControlChart(
        measure=measure,
        kind=kind,
        why_none="",
        points=tuple(
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
        ),
        rebases=used,
        variation=chart.variation,
        direction=chart.direction,
        assurance=chart.assurance,
        target=target,
        local=local,
        trial=tuple(p for p, size in zip(phases, sizes, strict=True) if size < FIRM_POINTS),
        in_phase=sizes,
        single_figures=small,
    )


def _without(
    measure: Measure,
    points: Sequence[TrendPoint],
    why: str,
    target: Target | None,
    local: bool,
    small: bool,
) -> ControlChart:
    return ControlChart(
        measure=measure,
        kind=ChartKind.NONE,
        why_none=why,
        points=tuple(
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
        ),
        rebases=(),
        variation=Judgement.CANNOT_TELL,
        direction=0,
        assurance=Assurance.CANNOT_TELL,
        target=target,
        local=local,
        trial=(),
        in_phase=(),
        single_figures=small,
    )


def _ceiling(catalogue: Catalogue, measure: Measure) -> float:
    """What a figure cannot exceed, as it cannot fall below nought: no limit is drawn beyond."""
    whole = {part.component for part in measure.denominator}
    within = all(catalogue.components[p.component].not_above in whole for p in measure.numerator)
    share = measure.unit == "pct" and (measure.interval == "wilson" or within)
    return 100.0 if share else math.inf
