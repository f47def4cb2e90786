"""What limits are drawn from, where they begin anew, and the limits in the numbers of their chart.

An incomplete figure is not judged. Limits begin anew at recorded events alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from cjdata.analysis.figures.figures import factor_of
from cjdata.analysis.figures.readings import Reading
from cjdata.analysis.figures.trend import TrendPoint
from cjdata.analysis.variation.chart_choice import ChartKind, Counted
from cjdata.analysis.variation.rebases import Rebase
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.stats.attribute_charts import p_chart, u_chart
from cjdata.stats.xmr import XmrChart, xmr_chart

UNKNOWN = Counted(math.nan, math.nan, math.nan)


def counted(measure: Measure, found: Reading) -> Counted | None:
    """What a complete figure counts; None for any other."""
    if not found.judged or found.value is None or found.numerator is None:
        return None
    denominator = found.denominator if measure.denominator else 1.0
    return Counted(found.numerator, math.nan if denominator is None else denominator, found.value)


def why_not_these(
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


def phase_starts(
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


def drawn(
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


def without_scatter(chart: XmrChart) -> bool:
    """Whether limits lie on the mean and figures beside it, so that every one would be flagged."""
    names = ("value", "mean", "lower_limit", "upper_limit")
    return any(
        math.isclose(lower, upper) and not math.isclose(value, mean)
        for value, mean, lower, upper in zip(*(chart.columns[n] for n in names), strict=True)
        if value == value
    )


def highest(catalogue: Catalogue, measure: Measure) -> float:
    """What a figure cannot exceed, as it cannot fall below nought: no limit is drawn beyond."""
    whole = {part.component for part in measure.denominator}
    within = all(catalogue.components[p.component].not_above in whole for p in measure.numerator)
    share = measure.unit == "pct" and (measure.interval == "wilson" or within)
    return 100.0 if share else math.inf
