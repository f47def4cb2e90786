"""Since when a monthly figure of a unit has been what it is: the row of flagged months at its end.

Rests on the control chart of the measure: months that are flagged alike, one after the other, are
one change, and what is not flagged is what chance makes of one process.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.readings import readings
from cjdata.analysis.figures.trend import TrendPoint
from cjdata.analysis.variation.control_chart import ControlChart, ControlPoint, chart_of
from cjdata.analysis.variation.rebases import Rebase
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain
from cjdata.snapshot.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceWhen:
    """The chart of a measure by month, and the flagged row that its last figure ends."""

    chart: ControlChart
    row: tuple[ControlPoint, ...]
    """Oldest first; empty where the last figure is not flagged."""


def since_when(
    reader: Reader,
    catalogue: Catalogue,
    measure: Measure,
    unit: str,
    known_at: dt.date,
    said: Sequence[Rebase] = (),
) -> SinceWhen:
    """The months of a measure of one unit, and since when the last of them are flagged."""
    periods = known_periods(reader, catalogue, [measure.id], Grain.MONTH, known_at)
    found = readings(
        reader,
        catalogue,
        measures=[measure.id],
        units=[unit],
        periods=periods,
        known_at=known_at,
        together=True,
    )
    points = [TrendPoint(period=p, reading=found[measure.id, unit, p]) for p in periods]
    mine = [r for r in said if (r.measure, r.unit) == (measure.id, unit)]
    chart = chart_of(catalogue, measure, Grain.MONTH, points, mine)
    return SinceWhen(chart=chart, row=_last_row(chart))


def _last_row(chart: ControlChart) -> tuple[ControlPoint, ...]:
    """The last months, one after the other, that are flagged as the last figure is."""
    row: list[ControlPoint] = []
    for point in reversed(chart.points):
        if point.value is None:
            if row:
                break
            continue
        if not point.rules or (row and point.judgement is not row[0].judgement):
            break
        row.insert(0, point)
    return tuple(row)
