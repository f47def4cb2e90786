"""Checks of the measures: names, counting units, court tiers, reasons, and what they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from cjdata.definitions.checks.wrong import Wrong, unknown
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.measures import Measure, Part
from cjdata.domain.units import UnitKind


def check_measures(catalogue: Catalogue) -> Iterator[Wrong]:
    """Everything wrong with the measures; later checks rest on the names being known."""
    for measure in catalogue.measures.values():
        faults = list(_names(measure, catalogue))
        yield from faults
        if not faults:
            yield from _form(measure)
            yield from _counting_units(measure, catalogue)
            yield from _court_tiers(measure, catalogue)
            yield from _reasons(measure, catalogue)


def _names(m: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    for key, parts in (("numerator", m.numerator), ("denominator", m.denominator)):
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
    for key, name, kind in (
        ("aim", measure.aim, "aim"),
        ("subject", measure.subject, "subject area"),
    ):
        yield from unknown("measures", measure.id, key, kind, (name,), catalogue.aims)
        if name in catalogue.aims and catalogue.aims[name].kind != kind:
            yield Wrong("measures", measure.id, key, f"'{name}' is no {kind}")


def _form(measure: Measure) -> Iterator[Wrong]:
    """Keys that depend on each other."""
    if not measure.numerator:
        yield Wrong("measures", measure.id, "numerator", "names no component")
    if (measure.unit == "count") != (not measure.denominator):
        reason = "is empty for a count and for nothing else"
        yield Wrong("measures", measure.id, "denominator", reason)
    if measure.interval == "wilson" and measure.unit != "pct":
        yield Wrong("measures", measure.id, "interval", "wilson is for percentages")
    if any(part.reasons for part in measure.denominator):
        yield Wrong("measures", measure.id, "denominator", "cannot be narrowed to reasons")
    if measure.id in measure.paired:
        yield Wrong("measures", measure.id, "paired", "names the measure itself")


def _counting_units(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """Listings, defendants, offences and the rest never share a percentage or a sum."""
    groups = [measure.numerator, measure.denominator]
    if measure.unit == "pct":
        groups = [(*measure.numerator, *measure.denominator)]
    for parts in groups:
        counts = dict.fromkeys(catalogue.components[p.component].counts for p in parts)
        if len(counts) > 1:
            reason = f"different counting units meet: {', '.join(counts)}"
            yield Wrong("measures", measure.id, "numerator", reason)


def _court_tiers(measure: Measure, catalogue: Catalogue) -> Iterator[Wrong]:
    """Magistrates' and Crown Court trials are never pooled."""
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
            if reason.courts == "crown" and part.court_tier != "crown":
                text = f"reason {code} is used in the Crown Court only"
                yield Wrong("measures", measure.id, "numerator", text)
