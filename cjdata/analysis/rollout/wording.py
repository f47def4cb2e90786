"""Days, counts and names as the sentences say them that a result brings along."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.plan import LIVE, MilestoneKey
from cjdata.domain.units import UnitKind

MOST_NAMES = 8
"""More boroughs than these are said as a number; the table has their names."""


def day(date: dt.date) -> str:
    return f"{date.day} {calendar.month_name[date.month]} {date.year}"


def by_day(date: dt.date, as_said: str = "") -> str:
    """`by 31 December 2003`, or the words of a source that named no day."""
    return as_said or f"by {day(date)}"


def many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def days(count: int) -> str:
    return many(count, "day")


def verb(count: int, one: str, more: str) -> str:
    return one if count == 1 else more


def many_places(catalogue: Catalogue, units: Sequence[str]) -> str:
    """`32 boroughs`, `33 boroughs and sites`."""
    kinds = {catalogue.units[unit].kind for unit in units}
    if kinds == {UnitKind.BOROUGH}:
        return many(len(units), "borough")
    return f"{len(units)} boroughs and sites"


def names(catalogue: Catalogue, units: Sequence[str]) -> str:
    """`A, B and C`, or how many they are where they are too many to read."""
    if len(units) > MOST_NAMES:
        return many_places(catalogue, units)
    found = [catalogue.units[unit].name for unit in units]
    return " and ".join(filter(None, (", ".join(found[:-1]), *found[-1:])))


def called(catalogue: Catalogue, key: MilestoneKey) -> str:
    initiative, unit = catalogue.initiatives[key.initiative], catalogue.units[key.unit]
    template = initiative.milestone(key.milestone)
    step = template.name if template and key.milestone != LIVE else "live"
    return f"{initiative.name} in {unit.name} ({step})"
