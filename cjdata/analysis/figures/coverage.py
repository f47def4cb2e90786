"""Lawyers' cover of the charging sites: sites, site days and site hours, borough by borough.

Sites stand as at the end of the last month; days and hours are added up over the months. A count
that any month lacks is not made up.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.periods import Period
from cjdata.snapshot.reader import Reader

SITES = ("charging_sites_with_prosecutor", "charging_sites_in_scope")
DAYS = ("charging_site_days_covered", "charging_site_days_agreed")
HOURS = ("charging_site_hours_covered", "charging_site_hours_agreed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Covered:
    """So many of so many; None where a return of the time does not give it."""

    part: float | None
    whole: float | None

    @property
    def share(self) -> float | None:
        """Per cent; None where there is nothing to cover."""
        return 100 * self.part / self.whole if self.part is not None and self.whole else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The cover of one borough."""

    unit: str
    sites: Covered
    days: Covered
    hours: Covered


def coverage(
    reader: Reader, catalogue: Catalogue, period: Period, known_at: dt.date
) -> tuple[Coverage, ...]:
    """The cover of every borough, in the order of the definitions."""
    names = [*SITES, *DAYS, *HOURS]
    units = [unit.id for unit in catalogue.boroughs]
    cells = reader.levels(units, names, period.first, period.last + 1, known_at)
    cells = cells[cells["value"].notna()]
    by_month: dict[tuple[str, str], dict[int, float]] = {}
    for row in cells.itertuples(index=False):
        months = by_month.setdefault((str(row.unit), str(row.component)), {})
        months[int(row.month)] = float(row.value)

    def last(unit: str, name: str) -> float | None:
        return by_month.get((unit, name), {}).get(period.last)

    def added(unit: str, name: str) -> float | None:
        months = by_month.get((unit, name), {})
        return sum(months.values()) if len(months) == period.months else None

    return tuple(
        Coverage(
            unit=unit,
            sites=Covered(part=last(unit, SITES[0]), whole=last(unit, SITES[1])),
            days=Covered(part=added(unit, DAYS[0]), whole=added(unit, DAYS[1])),
            hours=Covered(part=added(unit, HOURS[0]), whole=added(unit, HOURS[1])),
        )
        for unit in units
    )
