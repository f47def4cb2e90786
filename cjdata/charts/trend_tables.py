"""The table twins of a trend and of what it is made of."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.breakdown import Breakdown
from cjdata.analysis.trend import Trend, TrendPoint


def trend_table(trend: Trend) -> pd.DataFrame:
    """One row a period for the unit and for London, then what was published."""
    rows = [_row(trend, p, trend.unit.id) for p in trend.points]
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
        "source": "returns",
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
