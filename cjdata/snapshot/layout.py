"""What the definitions say, as the tables that the queries join with."""

from __future__ import annotations

import datetime as dt

import pandas as pd

from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import EVENT_COLUMNS, RolloutEvent
from cjdata.domain.measures import Collection, Part
from cjdata.domain.periods import Period, month_of, parse_month
from cjdata.domain.units import Unit, UnitKind

FIRST_MONTH, LAST_MONTH = parse_month("2000-01"), parse_month("2049-12")
"""The calendar that returns can be asked for; a collection may begin later."""


def measure_parts(catalogue: Catalogue) -> pd.DataFrame:
    """One row a part: measure, side, component, court_tier, collection, last_only, reasons."""
    rows = [
        row
        for measure in catalogue.measures.values()
        for name, side, parts in (
            (measure.id, "numerator", measure.numerator),
            (measure.id, "denominator", measure.denominator),
            (measure.for_areas, "numerator", measure.area_numerator),
            (measure.for_areas, "denominator", measure.area_denominator),
        )
        for part in parts
        for row in _part(catalogue, name, side, part)
    ]
    columns = ["measure", "side", "component", "court_tier", "collection", "last_only", "reasons"]
    return pd.DataFrame(rows, columns=columns)


def _part(catalogue: Catalogue, measure: str, side: str, part: Part) -> list[tuple[object, ...]]:
    """One row a collection that carries the part: two where the unit settles the court tier."""
    last_only = catalogue.components[part.component].over_time == "last"
    reasons = list(part.reasons) or None
    return [
        (measure, side, part.component, part.court_tier or collection.court_tier,
         collection.id, last_only, reasons)
        for collection in catalogue.carriers(part.component, part.court_tier)
    ]  # fmt: skip


def reporting(catalogue: Catalogue) -> pd.DataFrame:
    """Whose returns make up each unit's figures: unit, collection, reporting_unit, court."""
    rows = [
        (unit.id, collection.id, reporter, court)
        for unit in catalogue.units.values()
        for collection in catalogue.collections.values()
        for reporter, court in _reporters(catalogue, unit, collection)
    ]
    return pd.DataFrame(rows, columns=["unit", "collection", "reporting_unit", "court"])


def _reporters(
    catalogue: Catalogue, unit: Unit, collection: Collection
) -> list[tuple[str, str | None]]:
    if collection.is_reported_by(unit):
        return [(unit.id, None)]
    if unit.kind is UnitKind.CROWN_COURT:
        return []  # its members are the boroughs that use it: their returns do not add up to it
    members = [m for m in unit.members if collection.is_reported_by(catalogue.units[m])]
    if unit.kind is UnitKind.MAGISTRATES_COURT:
        if collection.court_tier != "magistrates":
            return []
        return [(m, unit.id) for m in members]
    return [(m, None) for m in members]


def collection_periods(catalogue: Catalogue) -> pd.DataFrame:
    """Every period that a collection reports: collection, first_month, last_month, and the day on
    which it is due, where somebody owes it."""
    rows = []
    for collection in catalogue.collections.values():
        first = FIRST_MONTH if collection.starts is None else month_of(collection.starts)
        rows += [
            (collection.id, period.first, period.last, _due(collection, period))
            for period in collection.periods(first, LAST_MONTH)
        ]
    return pd.DataFrame(rows, columns=["collection", "first_month", "last_month", "due"])


def _due(collection: Collection, period: Period) -> dt.date | None:
    return collection.due(period) if collection.owed else None


def rollout_events(origin: str, seq: int, events: tuple[RolloutEvent, ...]) -> pd.DataFrame:
    """Statements as rows: origin, seq and the columns of an event."""
    rows = [
        (origin, seq + place, *(_plain(getattr(event, name)) for name in EVENT_COLUMNS))
        for place, event in enumerate(events)
    ]
    return pd.DataFrame(rows, columns=["origin", "seq", *EVENT_COLUMNS], dtype=object)


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, dt.date) else value
