"""The section on what each reason added to a change, commonest reasons first."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.reason_change import UNMAPPED, ReasonChange, reason_change
from cjdata.charts import words
from cjdata.charts.reason_words import reason_name
from cjdata.stats.contributions import NOT_GIVEN
from cjdata.ui import trends
from cjdata.ui.address import View
from cjdata.ui.house import House, kept
from cjdata.ui.show import rendered

ROWS_SHOWN = 8


@kept
def change_of(house: House, view: View) -> ReasonChange | None:
    found = trends.reasons_of(house, view)
    if found is None:
        return None
    return reason_change(house.catalogue, trends.trend_of(house, view), found)


@kept
def of_reasons(house: House, view: View) -> str:
    """The reasons with their cumulative share and their part of the change."""
    found = change_of(house, view)
    if found is None:
        return ""
    table = frame(house, view)
    rows = [
        {
            "name": row["name"],
            "count": f"{row['count']:,.0f}",
            "cumulative": words.figure(row["cumulative_pct"], "pct", 0),
            "added": _points(row["contribution_points"]),
            "interval": f"{_points(row['lower_95'])} to {_points(row['upper_95'])}",
            "who": row["controllable_by"],
        }
        for row in table.head(ROWS_SHOWN).to_dict("records")
    ]
    more = len(table) - ROWS_SHOWN
    return rendered(
        "pareto",
        period=f"{found.now.label} against {found.before.label}",
        sentence=_sentence(found),
        rows=rows,
        more=f"{more} more are in the table." if more > 0 else "",
    )


def _sentence(found: ReasonChange) -> str:
    before, now = found.by_reason.earlier, found.by_reason.later
    parts = [
        f"{str(row.reason).replace('_', ' ')} {_points(100 * row.contribution)}"
        for row in found.by_controller.by_reason.itertuples(index=False)
    ]
    return (
        f"{now[0]:,.0f} of {now[1]:,.0f}, a year before {before[0]:,.0f} of {before[1]:,.0f}: "
        f"{_points(100 * found.by_reason.change)} points. By who can do something about it: "
        f"{', '.join(parts)}. The parts sum to the change; they say what changed, not why."
    )


def frame(house: House, view: View) -> pd.DataFrame:
    """One row a reason, the commonest first, with its part of the change."""
    found = change_of(house, view)
    if found is None:
        return pd.DataFrame()
    table = found.by_reason.pareto.merge(found.by_reason.by_reason, on="reason")
    reasons = house.catalogue.reasons
    return pd.DataFrame(
        {
            "reason": table["reason"],
            "name": [_name(house, str(r)) for r in table["reason"]],
            "count": table["count"],
            "share_pct": 100 * table["share"],
            "cumulative_pct": 100 * table["cumulative"],
            "count_year_before": table["earlier_count"],
            "contribution_points": 100 * table["contribution"],
            "lower_95": 100 * table["lower"],
            "upper_95": 100 * table["upper"],
            "controllable_by": [
                reasons[str(r)].controllable_by if str(r) in reasons else UNMAPPED
                for r in table["reason"]
            ],
        }
    )


def _name(house: House, code: str) -> str:
    return "no reason given" if code in (NOT_GIVEN, "") else reason_name(house.catalogue, code)


def _points(value: float) -> str:
    size = words.figure(abs(value), "count", 1)
    return size if float(size) == 0 else f"{'+' if value > 0 else '−'}{size}"
