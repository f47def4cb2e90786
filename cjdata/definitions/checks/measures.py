"""Checks of the measures: names, counting units, court tiers, reasons, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.units import UnitKind

ONE_TIER = (UnitKind.BOROUGH, UnitKind.MAGISTRATES_COURT, UnitKind.CROWN_COURT)
"""Units whose trials are all of one court tier."""


def check_measures(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the measures; later checks rest on the names being known."""
    for measure in catalogue.measures.values():
        faults = list(_names(measure, catalogue))
        yield from faults
        if not faults:
            yield from _form(measure)
            yield from _made_from(measure)
            yield from _spans(measure, catalogue)
            yield from _counting_units(measure, catalogue)
            yield from _court_tiers(measure, catalogue)
            yield from _reasons(measure, catalogue)


def _names(m: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    for key, parts in (
        ("numerator", m.numerator),
        ("denominator", m.denominator),
        ("area_numerator", m.area_numerator),
        ("area_denominator", m.area_denominator),
    ):
        names = [part.component for part in parts]
        yield from unknown("measures", m.id, key, "component", names, catalogue.components)
    for part in m.numerator:
        codes = part.reasons
        yield from unknown("measures", m.id, "numerator", "reason", codes, catalogue.reasons)
    yield from unknown("measures", m.id, "paired", "measure", m.paired, catalogue.measures)
    yield from unknown(
        "measures", m.id, "exists_from", "initiative", (m.exists_from,), catalogue.initiatives
    )
    for target in m.targets:
        yield from unknown("measures", m.id, "targets", "unit", (target.area,), catalogue.units)
        sources = catalogue.sources
        yield from unknown("measures", m.id, "targets", "source", (target.source,), sources)
    yield from _aims(m, catalogue)


def _aims(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    for key, name, kinds in (
        ("aim", measure.aim, ("aim", "recommendation")),
        ("subject", measure.subject, ("subject area",)),
    ):
        yield from unknown("measures", measure.id, key, kinds[0], (name,), catalogue.aims)
        if name in catalogue.aims and catalogue.aims[name].kind not in kinds:
            yield Wrong("measures", measure.id, key, f"'{name}' is no {kinds[0]}")


def _form(measure: Measure) -> Iterator[Wrong]:
    """Keys that depend on each other."""
    if measure.interval == "wilson" and measure.unit != "pct":
        yield Wrong("measures", measure.id, "interval", "wilson is for percentages")
    if bool(measure.area_numerator) != bool(measure.area_denominator):
        yield Wrong("measures", measure.id, "area_numerator", "goes with area_denominator")
    if measure.area_numerator and UnitKind.AREA not in measure.levels:
        yield Wrong("measures", measure.id, "area_numerator", "is for measures of areas")
    if any(part.reasons for part in measure.denominator):
        yield Wrong("measures", measure.id, "denominator", "cannot be narrowed to reasons")
    days = [change.on for change in measure.history]
    if days != sorted(set(days)):
        yield Wrong("measures", measure.id, "history", "stands with the oldest change first")
    if measure.id in measure.paired:
        yield Wrong("measures", measure.id, "paired", "names the measure itself")


def _made_from(measure: Measure) -> Iterator[Wrong]:
    """A measure is made of components, or of the record and in words."""
    if measure.made_from == "record":
        if measure.numerator or measure.denominator:
            yield Wrong("measures", measure.id, "numerator", "is empty where the record makes it")
        if not measure.counted or (measure.unit == "count") != (not measure.out_of):
            reason = "says what is counted, and for all but a count out_of says out of what"
            yield Wrong("measures", measure.id, "counted", reason)
        return
    if not measure.numerator:
        yield Wrong("measures", measure.id, "numerator", "names no component")
    if (measure.unit == "count") != (not measure.denominator):
        reason = "is empty for a count and for nothing else"
        yield Wrong("measures", measure.id, "denominator", reason)
    if measure.counted or measure.out_of:
        yield Wrong("measures", measure.id, "counted", "is for measures made from the record")


def _spans(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """What stands at a day is never divided by what is added up over months; a mean has its sum."""
    parts = (*measure.numerator, *measure.denominator)
    spans = dict.fromkeys(catalogue.components[p.component].over_time for p in parts)
    if len(spans) > 1 or "none" in spans:
        reason = f"components meet that are joined differently over time: {', '.join(spans)}"
        yield Wrong("measures", measure.id, "numerator", reason)
    for part in measure.numerator if measure.unit in ("days", "hours") else ():
        if catalogue.components[part.component].counts != measure.unit:
            yield Wrong("measures", measure.id, "unit", f"'{part.component}' counts other things")


def _counting_units(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """Listings, defendants, offences and the rest never share a percentage or a sum."""
    groups = [measure.numerator, measure.denominator]
    if measure.unlike_units and (measure.status != "official" or measure.interval != "none"):
        reason = "is for official rates, which then have no interval"
        yield Wrong("measures", measure.id, "unlike_units", reason)
    if measure.unit == "pct" and not measure.unlike_units:
        groups = [
            (*measure.numerator, *measure.denominator),
            (*measure.area_numerator, *measure.area_denominator),
        ]
    for parts in groups:
        counts = dict.fromkeys(catalogue.components[p.component].counts for p in parts)
        if len(counts) > 1:
            reason = f"different counting units meet: {', '.join(counts)}"
            yield Wrong("measures", measure.id, "numerator", reason)


def _court_tiers(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """Magistrates' and Crown Court trials are never pooled."""
    if measure.tier_by_unit:
        yield from _tier_by_unit(measure)
        return
    tiers = {t for p in (*measure.numerator, *measure.denominator) for t in _tiers(p, catalogue)}
    if {"magistrates", "crown"} <= tiers:
        reason = "pools magistrates' and Crown Court figures: give every part one court_tier"
        yield Wrong("measures", measure.id, "numerator", reason)
    for part in (*measure.numerator, *measure.denominator):
        if catalogue.collection_of(part.component, part.court_tier) is None:
            reason = f"no return carries '{part.component}' at court tier {part.court_tier}"
            yield Wrong("measures", measure.id, "numerator", reason)
    if "crown" in tiers and UnitKind.BOROUGH in measure.levels:
        yield Wrong("measures", measure.id, "levels", "Crown Court figures stand by court")


def _tier_by_unit(measure: Measure) -> Iterator[Wrong]:
    """The unit can settle the tier only where it belongs to one."""
    for level in measure.levels:
        if level not in ONE_TIER:
            reason = f"both court tiers add up to a {level.value}: tier_by_unit cannot settle one"
            yield Wrong("measures", measure.id, "levels", reason)
    if any(p.court_tier for p in (*measure.numerator, *measure.denominator)):
        yield Wrong("measures", measure.id, "tier_by_unit", "stands with parts of no court_tier")


def _tiers(part: Part, catalogue: Catalogue) -> set[str | None]:
    if part.court_tier is not None:
        return {part.court_tier}
    names = catalogue.components[part.component].collections
    return {catalogue.collections[name].court_tier for name in names}


def _reasons(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """A reason belongs to the component's outcome and to the court."""
    for part in measure.numerator:
        outcome = catalogue.components[part.component].outcome
        for code in part.reasons:
            reason = catalogue.reasons[code]
            if reason.outcome != outcome:
                text = f"reason {code} is of {reason.outcome} trials, not of '{part.component}'"
                yield Wrong("measures", measure.id, "numerator", text)
            in_crown = part.court_tier == "crown" or measure.tier_by_unit
            if reason.courts == "crown" and not in_crown:
                text = f"reason {code} is used in the Crown Court only"
                yield Wrong("measures", measure.id, "numerator", text)
