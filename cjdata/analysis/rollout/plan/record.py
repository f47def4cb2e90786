"""What the public record says of plans and of what was reached, unit by unit.

A statement that plans a day with an end plans a go-live by it. Where reports have come to count
another initiative in place of one, its statements are taken from then on, and marked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from cjdata.analysis.rollout.plan.parts import Actual, PlannedDate
from cjdata.analysis.rollout.stages import InitiativeStatus
from cjdata.analysis.rollout.statements import Claim, claims_of
from cjdata.definitions.record import body_of
from cjdata.domain.catalogue import Catalogue
from cjdata.domain.events import RolloutEvent
from cjdata.domain.programme import Initiative
from cjdata.domain.states import Stage
from cjdata.domain.units import UnitKind


def planned_dates(
    catalogue: Catalogue, events: Iterable[RolloutEvent], initiative: Initiative, unit: str
) -> list[PlannedDate]:
    """Every day by which a go-live was planned in a unit, in the order said."""
    found = []
    for event in events:
        stands_in = _stands_in(initiative, event.initiative, event.said_on)
        if event.kind != "plan" or event.unit != unit or event.not_after is None:
            continue
        if event.initiative == initiative.id or stands_in:
            found.append(
                PlannedDate(
                    due=event.not_after,
                    not_before=event.not_before,
                    said_on=event.said_on,
                    by=body_of(event.source, catalogue.sources),
                    source=event.source,
                    why=event.note,
                    counted_as=event.initiative if stands_in else "",
                    as_said=catalogue.as_said(event.source, event.not_after),
                )
            )
    return sorted(found, key=lambda date: date.said_on)


def _stands_in(initiative: Initiative, counted: str, day: dt.date) -> bool:
    """Whether reports of that day count the other initiative in place of this one."""
    start = initiative.counted_as_from
    return counted == initiative.counted_as and start is not None and day >= start


def actual(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    statuses: Mapping[str, InitiativeStatus],
    initiative: Initiative,
    unit: str,
) -> Actual | None:
    """When an initiative came to be live in a unit, from what its bodies say; None where none does.

    Of several bodies the first to tell reports it, and another may verify it. What is
    counted in its place says so where nobody speaks of itself.
    """
    _, claims = claims_on(catalogue, events, statuses[initiative.id], unit)
    if claims and claims[0].stage is Stage.LIVE:
        every = [
            _actual(catalogue, events, initiative, unit, claim)
            for claim in claims
            if claim.stage is Stage.LIVE
        ]
        return min(every, key=lambda told: told.told_on)
    if not initiative.counted_as:
        return None
    counted = catalogue.initiatives[initiative.counted_as]
    _, told = claims_on(catalogue, events, statuses[counted.id], unit)
    live_claims = [c for c in told if c.stage is Stage.LIVE]
    later = [c for c in live_claims if _stands_in(initiative, counted.id, c.said_on)]
    return _actual(catalogue, events, counted, unit, later[0], counted.id) if later else None


def _actual(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    unit: str,
    claim: Claim,
    counted_as: str = "",
) -> Actual:
    first = _first_told(catalogue, events, initiative, unit, claim)
    return Actual(
        not_before=claim.not_before,
        not_after=claim.not_after or claim.said_on,
        told_on=first.said_on if first else claim.said_on,
        by=claim.body,
        source=first.source if first else claim.source,
        counted_as=counted_as,
        implied_by=claim.implied_by,
    )


def _first_told(
    catalogue: Catalogue,
    events: Sequence[RolloutEvent],
    initiative: Initiative,
    unit: str,
    claim: Claim,
) -> RolloutEvent | None:
    """The first report of a body that said so, of the initiative or of a whole that implies it."""
    wholes = {w.id for w in catalogue.initiatives.values() if initiative.id in w.elements}
    told = [
        event
        for event in events
        if event.kind == "fact"
        and event.unit == unit
        and event.stage is Stage.LIVE
        and event.initiative in {initiative.id, *wholes}
        and body_of(event.source, catalogue.sources) == claim.body
    ]
    return min(told, key=lambda event: event.said_on, default=None)


def units_in_scope(
    catalogue: Catalogue, events: Iterable[RolloutEvent], initiative: Initiative
) -> list[str]:
    """The boroughs, or those that are spoken of where not all are in scope; then other sites."""
    spoken = {event.unit for event in events if event.initiative == initiative.id}
    boroughs = [u.id for u in catalogue.boroughs if not initiative.scope_count or u.id in spoken]
    sites = [u.id for u in catalogue.of_kind(UnitKind.SITE) if u.id in spoken]
    return boroughs + sites


def claims_on(
    catalogue: Catalogue, events: Sequence[RolloutEvent], status: InitiativeStatus, unit: str
) -> tuple[Stage, tuple[Claim, ...]]:
    """The stage of a unit, borough or site, and every body's word on it."""
    known = next((found for found in status.units if found.unit == unit), None)
    if known is not None:
        return known.stage, known.claims
    claims = claims_of(catalogue, events, status.initiative.id, unit)
    planned = any(e.unit == unit and e.initiative == status.initiative.id for e in events)
    stage = claims[0].stage if claims else Stage.PLANNED if planned else Stage.UNKNOWN
    return stage, claims
