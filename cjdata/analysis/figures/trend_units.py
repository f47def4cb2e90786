"""Whose figures of a measure can be followed over time, how far apart, and who beside whom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache

from cjdata.analysis.figures.published import published_has_come
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.periods import Grain
from cjdata.domain.units import Unit, UnitKind
from cjdata.snapshot.reader import Reader

KINDS = (UnitKind.FORCE, UnitKind.BOROUGH, UnitKind.CROWN_COURT, UnitKind.MAGISTRATES_COURT)
MOST_BESIDE = 3
"""Units beside the first: more than four lines are not read."""


def trend_units(catalogue: Catalogue, measure: Measure) -> tuple[Unit, ...]:
    """The units that a measure can be followed for: London first, then boroughs and courts."""
    return tuple(
        unit
        for kind in KINDS
        if kind in measure.levels
        for unit in catalogue.of_kind(kind)
        if _followed(unit)
    )


def _followed(unit: Unit) -> bool:
    """Of forces only London: the others have no boroughs here."""
    return unit.kind in KINDS and (unit.kind is not UnitKind.FORCE or bool(unit.members))


@lru_cache(maxsize=4)
def trend_measures(catalogue: Catalogue) -> tuple[Measure, ...]:
    """The measures that are made from returns of London's boroughs or courts."""
    known = {u.kind for u in catalogue.units.values() if _followed(u)}
    return tuple(m for m in catalogue.measures.values() if m.numerator and known & set(m.levels))


def grains_of(catalogue: Catalogue, measure: Measure) -> tuple[Grain, ...]:
    """The windows that hold whole returns: months are none of a measure returned by quarter."""
    if any(c.frequency == "quarter" for c in catalogue.collections_behind(measure)):
        return (Grain.QUARTER, Grain.YEAR)
    return tuple(Grain)


def units_followed(
    reader: Reader, catalogue: Catalogue, measure: Measure, known_at: dt.date
) -> tuple[Unit, ...]:
    """Those and, where others' figures of areas have been loaded by the date, the areas."""
    units = trend_units(catalogue, measure)
    if not published_has_come(reader, catalogue, measure.id, known_at):
        return units
    return (*units, *catalogue.of_kind(UnitKind.AREA))


def units_beside(units: Sequence[Unit], unit: Unit) -> tuple[Unit, ...]:
    """Those that can be put beside a unit: areas beside areas, whose figures are published, and
    others beside others. London is not among them, as it stands there always."""
    is_area = unit.kind is UnitKind.AREA
    return tuple(
        u
        for u in units
        if u.id != unit.id and u.kind is not UnitKind.FORCE and (u.kind is UnitKind.AREA) == is_area
    )
