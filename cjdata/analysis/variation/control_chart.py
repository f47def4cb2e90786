"""What of a trend is more than noise: process limits, special causes, variation and assurance.

It rests on periods that follow one another without sharing cases: a rolling window has no limits.
An incomplete figure is not judged. Limits begin anew at recorded events alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median

import numpy as np

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.latest import national_target
from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.analysis.variation.chart_choice import (
    SINGLE_FIGURE,
    ChartKind,
    Counts,
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
COLUMNS = ("value", "mean", "lower_limit", "upper_limit", "rules", "judgement", "phase")


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
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
    counts = _counts(measure, points)
    small = _single_figures(counts, grain)
    why = why_no_limits(catalogue, measure, grain) or _why_not_these(measure, counts, points)
    starts, used = _starts(points, said)
    if why:
        return _without(measure, points, why, target, local, small)
    kind = kind_for(catalogue, measure, counts)
    aim = None if target is None else target.value
    chart = _drawn(kind, measure, counts, starts, aim)
    return _described(measure, kind, chart, points, used, target, local, small)


def _why_not_these(measure: Measure, counts: Counts, points: Sequence[TrendPoint]) -> str:
    """Why these figures have no limits: there are none, or one that cannot be."""
    if np.isnan(counts.value).all():
        return "No complete figure by this date."
    over = (counts.numerator > counts.denominator) & (measure.interval == "wilson")
    if over.any():
        where = points[int(np.flatnonzero(over)[0])].period.label
        return f"In {where} more cases are counted than there are in all: no limits are drawn."
    return ""


def _single_figures(counts: Counts, grain: Grain) -> bool:
    known = [count for count in counts.numerator.tolist() if count == count]
    return bool(known) and median(known) / grain.months < SINGLE_FIGURE


def _counts(measure: Measure, points: Sequence[TrendPoint]) -> Counts:
    rows = []
    for point in points:
        found = point.reading
        whole = found.judged and found.value is not None and found.numerator is not None
        denominator = found.denominator if measure.denominator else 1.0
        rows.append((found.numerator, denominator, found.value) if whole else (None, None, None))
    return Counts(*np.array(rows, float).reshape(-1, 3).T)


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
    counts: Counts,
    starts: list[int],
    target: float | None,
) -> XmrChart:
    """The chart in the numbers it is calculated in: a share of one for p and u, else as shown."""
    improvement = measure.direction.value
    if kind is ChartKind.XMR:
        return xmr_chart(counts.value, improvement=improvement, target=target, rebase=starts)
    aim = None if target is None else target / factor_of(measure)
    draw = p_chart if kind in (ChartKind.P, ChartKind.P_PRIME) else u_chart
    return draw(
        counts.numerator,
        counts.denominator,
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
) -> ControlChart:
    factor = 1.0 if kind is ChartKind.XMR else factor_of(measure)
    floor, ceiling = _bounds(measure)
    columns = [chart.plain(name) for name in COLUMNS]
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
                value=_scaled(value, factor),
                mean=_scaled(mean, factor),
                lower=_scaled(lower, factor, floor=floor),
                upper=_scaled(upper, factor, ceiling=ceiling),
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


def _bounds(measure: Measure) -> tuple[float, float]:
    """What a figure cannot fall below or exceed: a limit beyond is drawn at the bound."""
    share = measure.unit == "pct" and measure.interval == "wilson"
    return 0.0, 100.0 if share else np.inf


def _scaled(
    number: float, factor: float, *, floor: float = -np.inf, ceiling: float = np.inf
) -> float | None:
    return None if number != number else float(min(max(factor * number, floor), ceiling))
