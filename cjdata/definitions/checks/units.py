"""Checks of the units: members exist, and no name or code means two of them."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, cycles, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.units import Unit, UnitKind

COURTS = (UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)


def check_units(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the units."""
    for unit in catalogue.units.values():
        yield from unknown("units", unit.id, "members", "unit", unit.members, catalogue.units)
        if unit.population_2001 is not None and unit.population_2001 <= 0:
            yield Wrong("units", unit.id, "population_2001", "is not above 0")
    yield from cycles("units", "members", {u.id: u.members for u in catalogue.units.values()})
    yield from _court_members(catalogue)
    yield from _twice_named(catalogue)


def _court_members(catalogue: Catalogue) -> Iterator[Wrong]:
    for court in catalogue.of_kind(*COURTS):
        for member in court.members:
            if catalogue.units[member].kind is not UnitKind.BOROUGH:
                yield Wrong("units", court.id, "members", f"'{member}' is no borough")


def _twice_named(catalogue: Catalogue) -> Iterator[Wrong]:
    """A wrong for each name, alias or code that would make a unit ambiguous."""
    for key in ("name", "short", "gss", "code_2003", "met_code"):
        seen: dict[str, str] = {}
        for unit in catalogue.units.values():
            for text in _texts(unit, key):
                other = seen.setdefault(text.casefold(), unit.id)
                if other != unit.id:
                    yield Wrong("units", unit.id, key, f"'{text}' is that of '{other}' too")


def _texts(unit: Unit, key: str) -> tuple[str, ...]:
    own: str = getattr(unit, key)
    return (own, *unit.aliases) if key == "name" else (own,) if own else ()
