"""Whose figures of a measure can be followed over time, and who can stand beside whom."""

from __future__ import annotations

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure
from cjdata.domain.units import Unit, UnitKind

KINDS = (UnitKind.BOROUGH, UnitKind.CROWN_COURT, UnitKind.MAGISTRATES_COURT)
MOST_BESIDE = 3
"""Units beside the first: more than four lines are not read."""


def trend_units(catalogue: Catalogue, measure: Measure) -> tuple[Unit, ...]:
    """The units that a measure can be followed for: London first, then boroughs and courts."""
    everyone = catalogue.units.values()
    london = [u for u in everyone if u.kind is UnitKind.FORCE and u.members]
    return (
        *(u for u in london if UnitKind.FORCE in measure.levels),
        *(u for kind in KINDS if kind in measure.levels for u in everyone if u.kind is kind),
    )


def trend_measures(catalogue: Catalogue) -> tuple[Measure, ...]:
    """The measures that are made from returns of London's boroughs or courts."""
    return tuple(
        m for m in catalogue.measures.values() if m.numerator and trend_units(catalogue, m)
    )


def units_beside(catalogue: Catalogue, measure: Measure, unit: str) -> tuple[Unit, ...]:
    """Those that can be put beside a unit; London is not among them, as it always stands there."""
    return tuple(
        u for u in trend_units(catalogue, measure) if u.id != unit and u.kind is not UnitKind.FORCE
    )
