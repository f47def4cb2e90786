"""The section on what each reason added to a change, commonest reasons first."""

from __future__ import annotations

import pandas as pd

from cjdata.analysis.figures.breakdown import Breakdown
from cjdata.analysis.process.reason_change import UNMAPPED, ReasonChange, reason_change
from cjdata.charts import words
from cjdata.charts.reason_words import reason_name
from cjdata.charts.trend_tables import breakdown_table
from cjdata.stats.contributions import NOT_GIVEN, ParetoRow
from cjdata.stats.differences import Difference
from cjdata.ui.address import View
from cjdata.ui.house import House
from cjdata.ui.show import rendered

ROWS_SHOWN = 8


def _change_of(house: House, view: View, found: Breakdown) -> ReasonChange | None:
    measure = house.catalogue.measures[view.measure]
    return reason_change(house.reader, house.catalogue, measure, view.unit, found, view.known_at)


def of_reasons(house: House, view: View, told: Breakdown) -> str:
    """The reasons with their cumulative share and their part of the change."""
    found = _change_of(house, view, told)
    if found is None:
        return ""
    pareto = found.by_reason.pareto
    rows = [
        (
            _name(house, row.part.reason),
            f"{row.part.later_count:,.0f}",
            words.figure(100 * row.cumulative, "pct", 0),
            _points(100 * row.part.contribution),
            _interval(row.part.interval),
            _controller(house, row.part.reason),
        )
        for row in pareto[:ROWS_SHOWN]
    ]
    more = len(pareto) - ROWS_SHOWN
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
        f"{part.reason.replace('_', ' ')} {_points(100 * part.contribution)}"
        for part in found.by_controller.parts
    ]
    return (
        f"{now[0]:,.0f} of {now[1]:,.0f}, a year before {before[0]:,.0f} of {before[1]:,.0f}: "
        f"{_points(100 * found.by_reason.change)} points. By who can do something about it: "
        f"{', '.join(parts)}. Before rounding the "
        "parts sum to the change; they say what changed, not why."
    )


def table(house: House, view: View, found: Breakdown) -> pd.DataFrame:
    """One row a reason, the commonest first: counts, shares and, where the change is known, what it
    added; last what the measure counts without a reason."""
    change = _change_of(house, view, found)
    rows = breakdown_table(found, "reason").to_dict("records")
    added = {row.part.reason: row for row in change.by_reason.pareto} if change else {}
    told = {s.key for s in found.slices}
    rows += [
        {"reason": code, "count": row.part.later_count, "count_year_before": row.part.earlier_count}
        for code, row in added.items()
        if code not in told
    ]
    return pd.DataFrame(
        [
            {
                **row,
                "name": _name(house, row["reason"]),
                "controllable_by": _controller(house, row["reason"]),
                **_added(added.get(row["reason"])),
            }
            for row in rows
        ]
    )


def _added(row: ParetoRow | None) -> dict[str, float]:
    if row is None:
        return {}
    return {
        "cumulative_pct": 100 * row.cumulative,
        "contribution_points": 100 * row.part.contribution,
        "lower_95": 100 * row.part.interval.lower,
        "upper_95": 100 * row.part.interval.upper,
    }


def _controller(house: House, code: str) -> str:
    reasons = house.catalogue.reasons
    return reasons[code].controllable_by if code in reasons else UNMAPPED


def _name(house: House, code: str) -> str:
    return "no reason given" if code in (NOT_GIVEN, "") else reason_name(house.catalogue, code)


def _interval(found: Difference) -> str:
    return f"{_points(100 * found.lower)} to {_points(100 * found.upper)}"


def _points(value: float) -> str:
    size = words.figure(abs(value), "count", 1)
    return size if float(size) == 0 else f"{'+' if value > 0 else '−'}{size}"
