"""The twin of the page on trials."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.process.trials import Part, Trials
from cjdata.charts.completeness import out_of
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.trials import found_of


def table(house: House, view: View) -> pd.DataFrame:
    """The twin: a row an outcome and a row a reason, with both denominators."""
    found = found_of(house, view)
    if found is None:
        return pd.DataFrame()
    rows = [_table_row(house, found, p, p.key, "") for p in found.outcomes.values()]
    rows += [_table_row(house, found, r, w.outcome, r.key) for w in found.why for r in w.reasons]
    return pd.DataFrame(rows)


def _table_row(
    house: House, found: Trials, part: Part, outcome: str, code: str
) -> dict[str, object]:
    known = house.catalogue.reasons.get(code)
    return {
        "unit": found.unit,
        "court_tier": found.tier,
        "outcome": outcome,
        "reason": code,
        "label": known.label if known else "",
        "party": known.party if known else "",
        "controllable_by": known.controllable_by if known else "",
        "period": str(found.now),
        "count": part.now,
        "listed": part.listed_now,
        "share_pct": part.share,
        "year_before": str(found.before),
        "count_year_before": part.before,
        "listed_year_before": part.listed_before,
        "share_pct_year_before": part.share_before,
        "points_of_change": part.change if found.compared else None,
        "returns": out_of(found.listed.received, found.listed.expected),
    }
