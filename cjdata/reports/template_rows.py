"""The rows that a template prints for a return: what is to be filled in, and what may stay blank.

Assumes validated definitions. A row for each component, then one for each court that the borough
uses and each reason that applies; whatever is not foreseen goes into the free rows below.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cjdata.domain.catalogue import Catalogue, look_up
from cjdata.domain.errors import PeriodError, RefusedError
from cjdata.domain.measures import Collection, Component, ComponentKind
from cjdata.domain.periods import Period
from cjdata.domain.reasons import Reason
from cjdata.domain.returns import ReturnKey
from cjdata.domain.units import Unit, UnitKind
from cjdata.returns.cells import FIRST_YEAR, LAST_YEAR
from cjdata.returns.placement import Placement
from cjdata.returns.stamps import TO

WHOLE = (ComponentKind.COUNT, ComponentKind.STOCK, ComponentKind.ROSTER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the template."""

    component: Component
    label: str
    court: str = ""
    reason: str = ""

    @property
    def is_detail(self) -> bool:
        return bool(self.court or self.reason)

    @property
    def is_whole(self) -> bool:
        return self.component.kind in WHOLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """All that a template of one return shows."""

    unit: Unit
    collection: Collection
    period: Period
    edition: str
    lines: tuple[Line, ...]
    may_be_blank: tuple[str, ...]
    """Components that others add up to."""
    courts: tuple[Unit, ...]
    """Courts that a free row may name."""
    reasons: tuple[Reason, ...]

    @property
    def key(self) -> ReturnKey:
        return ReturnKey(self.collection.id, self.unit.id, self.period)

    @property
    def broken_down(self) -> tuple[Component, ...]:
        """Components that may be given by court or reason."""
        found = dict.fromkeys(line.component for line in self.lines if line.component.breakdowns)
        return tuple(found)

    @property
    def file_name(self) -> str:
        period = str(self.period).replace("/", TO)
        return f"{self.collection.id}-{self.unit.id}-{period}.xlsx"


def form_of(catalogue: Catalogue, *, unit: str, period: str, collection: str) -> Form:
    """The form of a return.

    Raises UnknownNameError with the nearest names, PeriodError for a text that is no period, and
    RefusedError for a return that the unit does not send or not for this period.
    """
    who = _named_unit(catalogue, unit)
    what = look_up("collection", collection, catalogue.collections)
    if not what.is_reported_by(who):
        raise RefusedError(_not_reported(catalogue, who, what))
    span = Period.parse(period)
    if not FIRST_YEAR * 12 <= span.first <= span.last < (LAST_YEAR + 1) * 12:
        raise PeriodError(f"'{span}' lies outside the years {FIRST_YEAR} to {LAST_YEAR}")
    misfit = Placement(catalogue).period_fit(what.id, str(span))
    if misfit is not None:
        raise RefusedError(misfit[1])
    components = [c for c in catalogue.components.values() if what.id in c.collections]
    courts = _courts(catalogue, who, what)
    reasons = _reasons(catalogue, what)
    return Form(
        unit=who,
        collection=what,
        period=span,
        edition=catalogue.edition,
        lines=tuple(line for c in components for line in _lines(c, courts, reasons)),
        may_be_blank=_may_be_blank(components),
        courts=_all_courts(catalogue, what) if who.kind is UnitKind.BOROUGH else (),
        reasons=reasons,
    )


def reported_collections(catalogue: Catalogue, unit: Unit) -> tuple[Collection, ...]:
    """The collections that a unit sends."""
    return tuple(c for c in catalogue.collections.values() if c.is_reported_by(unit))


def _named_unit(catalogue: Catalogue, name: str) -> Unit:
    """A unit by its identifier, else by the full name or an alias that only one has."""
    if name in catalogue.units:
        return catalogue.units[name]
    folded = name.strip().casefold()
    found = [
        unit
        for unit in catalogue.units.values()
        if folded and folded in {n.casefold() for n in (unit.id, unit.name, *unit.aliases)}
    ]
    if len(found) == 1:
        return found[0]
    return look_up("unit", name, catalogue.units)


def _not_reported(catalogue: Catalogue, who: Unit, what: Collection) -> str:
    own = [c.id for c in reported_collections(catalogue, who)]
    sends = f"it sends {', '.join(own)}" if own else "it sends no returns"
    return f"{who.name} does not report '{what.label}' ({what.id}): {sends}"


def _may_be_blank(components: list[Component]) -> tuple[str, ...]:
    """Sums whose parts are all in the form, and that are themselves no part of another sum."""
    there = {c.id for c in components}
    parts = {name for c in components for name in c.sum_of}
    return tuple(
        c.id for c in components if c.sum_of and there >= set(c.sum_of) and c.id not in parts
    )


def _courts(catalogue: Catalogue, who: Unit, what: Collection) -> list[Unit]:
    """The courts that a borough uses; a court that reports itself needs no row of its own."""
    if who.kind is not UnitKind.BOROUGH:
        return []
    return [court for court in _all_courts(catalogue, what) if who.id in court.members]


def _all_courts(catalogue: Catalogue, what: Collection) -> tuple[Unit, ...]:
    kinds = {
        "magistrates": (UnitKind.MAGISTRATES_COURT,),
        "crown": (UnitKind.CROWN_COURT,),
        None: (),
    }
    return catalogue.of_kind(*kinds[what.court_tier])


def _reasons(catalogue: Catalogue, what: Collection) -> tuple[Reason, ...]:
    crown = what.court_tier == "crown"
    return tuple(r for r in catalogue.reasons.values() if crown or r.courts == "both")


def _lines(component: Component, courts: list[Unit], reasons: tuple[Reason, ...]) -> Iterator[Line]:
    yield Line(component=component, label=component.label)
    if "court" in component.breakdowns:
        for court in courts:
            yield Line(component=component, label=f"at {court.name}", court=court.id)
    if "reason" in component.breakdowns:
        for reason in reasons:
            if component.outcome in ("", reason.outcome):
                label = f"reason {reason.code}: {reason.label}"
                yield Line(component=component, label=label, reason=reason.code)
