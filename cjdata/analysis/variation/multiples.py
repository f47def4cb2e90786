"""One measure of every borough or court, each with its own limits: which moved, which scatter.

All are asked for in one question; a unit without a figure is in it with its state.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from cjdata.analysis.figures.figures import known_periods
from cjdata.analysis.figures.national_targets import national_target
from cjdata.analysis.figures.readings import readings
from cjdata.analysis.figures.trend import TrendPoint
from cjdata.analysis.variation.control_chart import ControlChart, chart_of
from cjdata.analysis.variation.rebases import Rebase
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain
from cjdata.domain.units import Unit, UnitKind
from cjdata.snapshot.reader import Reader

PERIODS_SHOWN = 36


@dataclass(frozen=True, slots=True)
class UnitChart:
    """The chart of a borough or court."""

    unit: Unit
    chart: ControlChart


def units_charted(catalogue: Catalogue, measure: Measure) -> tuple[Unit, ...]:
    """The boroughs; the Crown Courts, by which a measure stands that no borough has."""
    kinds = (k for k in (UnitKind.BOROUGH, UnitKind.CROWN_COURT) if k in measure.levels)
    found = catalogue.of_kind(*itertools.islice(kinds, 1))
    return tuple(sorted(found, key=lambda unit: unit.name))


def unit_charts(
    reader: Reader,
    catalogue: Catalogue,
    measure: str,
    grain: Grain,
    known_at: dt.date,
    said: Sequence[Rebase] = (),
) -> tuple[UnitChart, ...]:
    """The charts of all boroughs, or of all Crown Courts, by name; none of other measures."""
    defined = catalogue.measures[measure]
    periods = known_periods(reader, catalogue, [measure], grain, known_at, PERIODS_SHOWN)
    units = units_charted(catalogue, defined)
    if not units or not periods:
        return ()
    names = [u.id for u in units]
    found = readings(
        reader,
        catalogue,
        measures=[measure],
        units=names,
        periods=periods,
        known_at=known_at,
    )
    target = national_target(defined, known_at)
    return tuple(
        UnitChart(
            unit,
            chart_of(
                catalogue,
                defined,
                grain,
                [TrendPoint(period=p, reading=found[measure, unit.id, p]) for p in periods],
                [r for r in said if (r.measure, r.unit) == (measure, unit.id)],
                target=target,
            ),
        )
        for unit in units
    )
