"""The table twins of a trend and of what it is made of."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.figures.breakdown import Breakdown
from cjdata.analysis.figures.trend import Trend, TrendPoint
from cjdata.analysis.variation.control_chart import ControlChart, ControlPoint


def trend_table(trend: Trend, control: ControlChart | None = None) -> pd.DataFrame:
    """One row a period for the unit, with its limits, for those beside it and for London; then
    what was published."""
    limits = {p.period: _limits(p) for p in control.points} if control else {}
    rows = [_row(trend, p, trend.unit.id) | limits.get(p.period, {}) for p in trend.points]
    rows += [_row(trend, p, other.unit.id) for other in trend.beside for p in other.points]
    rows += [_row(trend, p, "mps") for p in trend.london]
    rows += [
        {
            "measure": trend.measure.id,
            "unit": p.area,
            "period": str(p.period),
            "value": p.value,
            "state": "published",
            "source": p.source,
        }
        for p in trend.published
    ]
    return pd.DataFrame(rows)


def _row(trend: Trend, point: TrendPoint, unit: str) -> dict[str, object]:
    found = point.reading
    return {
        "measure": trend.measure.id,
        "unit": unit,
        "period": str(point.period),
        "numerator": found.numerator,
        "denominator": found.denominator,
        "value": found.value,
        "state": found.state.value,
        "received": found.received,
        "expected": found.expected,
        "revised": found.revised,
        "source": "returns"
        if trend.publication is None
        else f"published: {trend.publication.label}",
    }


def _limits(point: ControlPoint) -> dict[str, object]:
    """What the control chart says of a period."""
    return {
        "mean": point.mean,
        "lower_limit": point.lower,
        "upper_limit": point.upper,
        "phase": point.phase + 1,
        "judgement": point.judgement.value,
        "rules": ", ".join(rule.value for rule in point.rules),
    }


def breakdown_table(found: Breakdown, kind: str) -> pd.DataFrame:
    """One row a court or reason: counts and shares, now and a year before."""
    return pd.DataFrame(
        [
            {
                kind: s.key,
                "period": str(found.windows[-1]),
                "count": s.now,
                "of": s.base_now,
                "share_pct": s.share,
                "year_before": str(found.year_ago) if found.year_ago else None,
                "count_year_before": s.before,
                "of_year_before": s.base_before,
                "share_pct_year_before": s.share_before,
            }
            for s in found.slices
        ]
    )
